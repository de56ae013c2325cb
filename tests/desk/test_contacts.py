"""Tables of addresses as editors keep them: everybody is reached at their own address, or at none."""

from pathlib import Path

import pytest

from florilege.desk.contacts import read_contacts

TABLES = {
    "Nom,Mail de l'éditeur,Mail\nOdile Maurel,ed@x.fr,od@x.fr": {"Odile Maurel": "od@x.fr"},
    "Nom,Mail de l'éditeur,Mail\nOdile Maurel,ed@x.fr,": {"Odile Maurel": ""},
    "Editor name,Editor email,Author name,Author email\nMax,m@x.fr,Jean,j@x.fr": {
        "Jean": "j@x.fr",
        "Max": "",
    },
    "Nom,Courriel de Paul,Courriel\nOdile,p@x.fr,o@x.fr": {"Odile": "o@x.fr", "Paul": ""},
    "Nom;Adresse;Adresse électronique\nOdile;3 rue;o@x.fr": {"Odile": "o@x.fr"},
    "Auteur;Mél (perso)\nOdile Maurel;MAILTO:o@x.fr?subject=Le banc": {"Maurel Odile": "o@x.fr"},
    "Full name;Author's e-mail\nOdile Maurel;[o@x.fr](mailto:o@x.fr)": {"Odile Maurel": "o@x.fr"},
    "Nom,Mail\nMartin Paul,a@x.fr\nPaul Martin,b@x.fr": {"Martin Paul": "a@x.fr", "Paul Martin": "b@x.fr"},
    "Nom,Mail\nMARTIN Paul,a@x.fr": {"Paul Martin": "a@x.fr", "Martin Paul": ""},
    "Nom,Prénom,Mail\nPaul,Martin,a@x.fr": {"Martin Paul": "a@x.fr", "Paul Martin": ""},
    "Nom;Courrier électronique\nJean de La Tour;a@x.fr": {"La Tour, Jean de": "a@x.fr"},
}


@pytest.mark.parametrize("table", TABLES)
def test_everybody_is_reached_at_their_own_address(table: str, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(table, encoding="utf-8")
    found = read_contacts(file, tmp_path / "project")
    assert {name: found.of(None, name) for name in TABLES[table]} == TABLES[table]
