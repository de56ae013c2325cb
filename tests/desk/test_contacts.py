"""Tables of addresses as editors keep them: everybody is reached at their own address, or at none."""

from collections.abc import Mapping
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


BOTH = {"Paul Martin": None, "Martin Paul": None}
DOUBTFUL: Mapping[str, Mapping[str, str | None]] = {
    # Either may be either: nothing tells the order.
    "Nom,Mail\nMartin Paul,a@x.fr\nPaul Martin,b@x.fr": BOTH,
    "Nom,Mail\nMartin Paul,a@x.fr": BOTH,
    # Other names do, or the heading.
    "Nom,Mail\nMartin Paul,a@x.fr\nPaul Martin,b@x.fr\nOdile Maurel,o@x.fr": {
        "Martin Paul": "a@x.fr",
        "Paul Martin": "b@x.fr",
    },
    "Nom,Mail\nMartin Paul,a@x.fr\nMaurel Odile,o@x.fr": {
        "Paul Martin": "a@x.fr",
        "Odile Maurel": "o@x.fr",
        "Martin Paul": None,
    },
    "Nom prénom,Mail\nMartin Paul,a@x.fr": {"Paul Martin": "a@x.fr", "Martin Paul": None},
    "Prénom nom,Mail\nMartin Paul,a@x.fr": {"Paul Martin": None, "Martin Paul": "a@x.fr"},
    "Nom,Mail\nMadec Ewen,e@x.fr\nOdile Maurel,o@x.fr\nPrune Noé,p@x.fr": {
        "Odile Maurel": "o@x.fr",
        "Ewen Madec": None,
    },
    "Nom,Prénom,Mail\nMartin,Paul,a@x.fr": {"Paul Martin": "a@x.fr", "Martin Paul": ""},
    # Two people of a name, or two rows.
    "Nom,Mail\nJo Rue,a@x.fr": {"Jo Rue": None, "jo-2:Jo Rue": None},
    "Nom,Auteur,Mail\nJo Rue,jo-1,a@x.fr": {"jo-1:Jo Rue": "a@x.fr", "jo-2:Jo Rue": ""},
    "Nom,Mail\nAda Lune,a@x.fr\nAda Lune,b@x.fr": {"Ada Lune": None},
    "Nom,Mail\nAda Lune,a@x.fr\nLUNE Ada,A@x.fr": {"Ada Lune": None},
    "Nom,Mail\nAda Lune,a@x.fr\nADA LUNE,a@x.fr": {"Ada Lune": "a@x.fr"},
    # Other words of the same letters are another name; a pen name leads to its author's.
    "Nom,Mail\nMarie Claire Martin,a@x.fr": {"Claire Marie Martin": ""},
    "Nom,Mail\nHager Charni,h@x.fr": {"hager:H. Charni": "h@x.fr"},
}


@pytest.mark.parametrize("table", DOUBTFUL)
def test_nobody_gets_what_may_be_for_somebody_else(table: str, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(table, encoding="utf-8")
    wanted = DOUBTFUL[table]
    asked = {each: (each.rpartition(":")[0] or None, each.rpartition(":")[2]) for each in wanted}
    others = [(None, "Odile Maurel"), (None, "Ewen Madec"), (None, "Prune Noé"), ("hager", "Hager Charni")]
    found = read_contacts(file, tmp_path / "project", [*asked.values(), *others])
    assert {each: found.of(*who) for each, who in asked.items()} == wanted
