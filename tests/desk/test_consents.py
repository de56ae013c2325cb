"""What authors have agreed to: noted by a command, checked against the text, kept by what is published."""

from collections.abc import Mapping
from pathlib import Path
from typing import get_args
from zipfile import ZipFile

import pytest
import yaml

from commands import here
from florilege.anthology import Anthology, load, outlets
from florilege.catalogue.agreements import Right
from florilege.catalogue.model import Catalogue
from florilege.catalogue.rights import TAKES
from florilege.catalogue.sketches import changed_at_most
from florilege.catalogue.volumes import Edition
from florilege.checks import rules
from florilege.desk.consent_records import note_consents, written
from florilege.diagnostics.problems import Problem
from florilege.publishing.publishable import publication
from florilege.publishing.withheld import agreed_part
from florilege.reading.loader import read
from florilege.runtime.project import project_at
from florilege.runtime.workers import Workers
from worlds import small

WORDS = " ".join(f"mot{number}" for number in range(200))
DEUX = "---\ntitle: Deux\nauthors: [ada, Eva Noir]\nlicense: CC BY 4.0\n---\n\nVoir [un](../un/index.md).\n"


def volume(consents: str, editions: str = "[screen, press, ebook, offprint]") -> str:
    return (
        f"---\ntitle: Tome\nnumber: 1\neditions: {editions}\n{consents}\n"
        "parts:\n  - {id: a, title: A, essays: [un, deux]}\n---\n\nUn tome.\n"
    )


def text(body: str, title: str = "Un") -> str:
    return f"---\ntitle: {title}\nauthors: [ada]\nlicense: CC BY 4.0\n---\n\n{body}\n"


def world(folder: Path, consents: str = "", body: str = WORDS) -> Path:
    files = {
        "essays/un/index.md": text(body),
        "essays/deux/index.md": DEUX,
        "volumes/tome-1/index.md": volume(consents),
    }
    (folder / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    return small(folder, files)


def told(root: Path) -> list[Problem]:
    catalogue, problems = read(root)
    found = {*problems, *rules.check(catalogue)}
    return sorted(each for each in found if each.code.startswith(("consent", "field", "yaml", "record")))


def codes(root: Path) -> list[str]:
    return [each.code for each in told(root)]


def agree(root: Path, essay: str, *options: str) -> str:
    told = ("--means", "mail", "--date", "2026-05-02", "--lang", "fr")
    done = here(root.parent, "consent", essay, *told, *options)
    assert done.exit_code == 0, done.output
    return done.output


def test_what_is_noted_is_read_again_and_replaces_what_was_there(tmp_path: Path) -> None:
    root = world(tmp_path)
    said = agree(root, "deux", "--right", "print", "--right", "site")
    assert "consents/deux.yml" in said
    file = root / "consents/deux.yml"
    file.write_text("# Reçus au marché.\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    agree(root, "deux", "--right", "print", "--author", "Eva Noir", "--territory", "France, Suisse: deux")
    catalogue, problems = read(root)
    assert problems == ()
    consents = catalogue.consents["deux"]
    assert sorted((each.author, each.right, each.territory) for each in consents.given) == [
        ("Eva Noir", "print", "France, Suisse: deux"),
        ("Eva Noir", "site", "monde entier"),
        ("ada", "print", "monde entier"),
        ("ada", "site", "monde entier"),
    ]
    assert {each.license for each in consents.given} == {"CC-BY-4.0"}
    assert file.read_text(encoding="utf-8").startswith("# Reçus au marché.\ngiven:\n")
    assert file.read_text(encoding="utf-8").endswith(written(consents))
    assert codes(root) == []


def test_a_stranger_and_a_nameless_right_are_refused(tmp_path: Path) -> None:
    root = world(tmp_path)
    for options in (["--author", "jo", "--right", "print"], []):
        done = here(tmp_path, "consent", "un", "--means", "mail", *options)
        assert done.exception is not None
    assert here(tmp_path, "consent", "uns", "--means", "mail").exception is not None
    assert not (root / "consents").exists()


@pytest.mark.parametrize("words", ["x" * 201, "a\nb", "a\x07b", "\u202eab"])
@pytest.mark.parametrize("option", ["--territory", "--duration"])
def test_nothing_is_noted_that_could_not_be_read_again(tmp_path: Path, option: str, words: str) -> None:
    root = world(tmp_path)
    done = here(tmp_path, "consent", "un", "--means", "mail", "--right", "sale", option, words)
    assert done.exception is not None
    assert not (root / "consents").exists()
    assert (
        here(tmp_path, "consent", "un", "--means", "mail", "--right", "sale", option, "é" * 200).exit_code
        == 0
    )
    assert [each.code for each in read(root)[1] if each.path.startswith("consents/")] == []


@pytest.mark.parametrize(
    ("body", "corrections", "still_given"),
    [
        (WORDS.replace("mot3 ", "mot3, « "), "0", True),
        (WORDS.replace("mot3 ", "MOT3  "), "0", True),
        (WORDS.replace("mot3 ", "tout "), "0", False),
        (WORDS.replace("mot3 ", "tout "), "1", True),
        (WORDS.replace("mot3 ", ""), "1", True),
        (f"{WORDS} {WORDS}", "10", False),
        (WORDS.replace("mot3 mot4 mot5 ", "alpha beta gamma "), "1", False),
        (WORDS.replace("mot3 mot4 mot5 ", "alpha beta gamma "), "1.5", True),
    ],
)
def test_corrections_stay_within_what_was_allowed(
    tmp_path: Path, body: str, corrections: str, still_given: bool
) -> None:
    root = world(tmp_path)
    agree(root, "un", "--right", "print", "--corrections", corrections)
    assert codes(root) == []
    (root / "essays/un/index.md").write_text(text(body), encoding="utf-8")
    assert codes(root) == ([] if still_given else ["consent-to-confirm"])
    (root / "essays/un/index.md").write_text(text(WORDS, "Un autre"), encoding="utf-8")
    assert codes(root) == ["consent-title"]


def test_the_measure_is_of_words_that_one_text_alone_has() -> None:
    assert changed_at_most(("abcdefghij",), ("abcdefghij",), 0)
    assert not changed_at_most(("abcdefghij",), ("abcdefghiX",), 9)
    assert changed_at_most(("abcdefghij",), ("abcdefghiX",), 10)
    assert changed_at_most(("",), ("",), 0)
    assert not changed_at_most(("abc",), ("",), 50)
    assert changed_at_most(("abc",), ("",), 100)


def given_rights(root: Path, essay: str, *rights: Right) -> None:
    if rights:
        agree(root, essay, *(word for right in rights for word in ("--right", right)))


def published(root: Path, pool: Workers) -> tuple[Catalogue, Catalogue]:
    project = project_at(root.parent, root)
    made = publication(project, load(project, pool=pool), pool=pool)
    return made.site.catalogue, made.tomes.catalogue


@pytest.mark.parametrize(
    ("rights", "on_site", "held_by"),
    [
        (("site", "print", "ebook"), True, "screen press ebook offprint"),
        (("site", "print"), True, "screen press offprint"),
        (("print", "ebook"), False, "press ebook"),
        (("site",), True, "screen offprint"),
        (("ebook",), False, "ebook"),
        ((), False, ""),
    ],
)
def test_an_essay_is_left_out_of_what_nobody_agreed_to(
    tmp_path: Path, pool: Workers, rights: tuple[Right, ...], on_site: bool, held_by: str
) -> None:
    root = world(tmp_path, "consents: {needed: [site, print, ebook], lacking: leave-out}")
    given_rights(root, "deux", "site", "print", "ebook")
    given_rights(root, "un", *rights)
    site, tomes = published(root, pool)
    assert ("un" in site.essays) == on_site
    assert ("un" in site.volumes["tome-1"].essays) == on_site
    tome = tomes.volumes["tome-1"]
    held = [edition for edition in tome.editions if "un" in tome.in_edition(edition).essays]
    assert held == held_by.split()
    assert ("un" in tome.essays) == bool(held)
    assert "deux" in site.essays
    assert set(codes(root)) == (set() if len(held) == len(tome.editions) else {"consent-left-out"})


def test_refusing_stops_the_edition_and_one_author_is_enough(tmp_path: Path, pool: Workers) -> None:
    root = world(tmp_path, "consents: {needed: print}")
    given_rights(root, "un", "print")
    agree(root, "deux", "--right", "print", "--author", "ada")
    assert codes(root) == ["consent-lacking"]
    assert "Eva Noir" in told(root)[0].message("fr")
    loaded = load(project_at(tmp_path, root), pool=pool)
    assert loaded.errors == ()
    assert [outlets(each) for each in loaded.refusals] == [{"press"}]
    tome = agreed_part(loaded, of_print=True).catalogue.volumes["tome-1"]
    assert (tome.essays, tome.editions) == (("un", "deux"), ("screen", "ebook", "offprint"))
    without = agreed_part(loaded, of_print=True, refusing=False).catalogue.volumes["tome-1"]
    assert (without.in_edition("press").essays, "press" in without.editions) == (("un",), True)
    agree(root, "deux", "--right", "print", "--author", "Eva Noir")
    assert codes(root) == []
    agree(root, "deux", "--right", "print", "--author", "Eva Noir", "--withdrawn")
    assert codes(root) == ["consent-lacking"]


def test_editions_that_share_no_pages_go_their_own_ways(tmp_path: Path) -> None:
    """A book that isn't offered on the site needs no leave for the site."""
    root = world(tmp_path, "consents: {needed: [site, print], lacking: leave-out}")
    (root / "volumes/tome-1/index.md").write_text(
        volume("consents: {needed: [site, print], lacking: leave-out}", "[press]"), encoding="utf-8"
    )
    given_rights(root, "un", "print")
    given_rights(root, "deux", "print", "site")
    catalogue, _ = read(root)
    whole = load_without_texts(catalogue)
    assert agreed_part(whole, of_print=True).catalogue.volumes["tome-1"].essays == ("un", "deux")
    assert "un" not in agreed_part(whole, of_print=False).catalogue.essays


def test_an_essay_without_leave_has_no_offprint(tmp_path: Path) -> None:
    root = world(tmp_path, "consents: {needed: [print, offprint], lacking: leave-out}")
    given_rights(root, "un", "print")
    given_rights(root, "deux", "print", "offprint")
    one = agreed_part(load_without_texts(read(root)[0]), of_print=True).catalogue.volumes["tome-1"]
    assert one.in_edition("offprint").essays == ("un", "deux")
    assert [each for each in one.essays if one.holds("offprint", each)] == ["deux"]


def load_without_texts(catalogue: Catalogue) -> Anthology:
    return Anthology(catalogue=catalogue)


def test_where_no_volume_needs_any_nothing_changes(tmp_path: Path) -> None:
    root = world(tmp_path)
    agree(root, "un", "--right", "print", "--withdrawn")
    whole = load_without_texts(read(root)[0])
    assert agreed_part(whole, of_print=True) is whole
    assert codes(root) == []


def test_every_edition_takes_rights_and_every_right_but_that_of_translation_is_taken() -> None:
    assert {*TAKES} == {*get_args(Edition), "site"}
    assert {right for rights in TAKES.values() for right in rights} | {"translation"} == {*get_args(Right)}


FORM: Mapping[str, str] = {
    "essays/quai/index.md": "---\ntitle: Le quai\nauthors: [odile]\nlicense: CC BY 4.0\n---\n\nUn quai.\n",
    "authors/odile.md": "---\nname: Odile\n---\n",
    "consent.txt": "Essai\nLe quai\nOdile\nCC BY 4.0\n2026-04-02\n\n- J’accepte.\n",
}


def test_a_form_notes_what_its_writer_agreed_to(tmp_path: Path) -> None:
    root = world(tmp_path)
    with ZipFile(tmp_path / "quai.florilege.zip", "w") as opened:
        for name, content in FORM.items():
            opened.writestr(name, content)
    done = here(tmp_path, "import", str(tmp_path / "quai.florilege.zip"), "--lang", "fr")
    assert "consents/quai.yml" in done.output
    consents = read(root)[0].consents["quai"]
    assert [(each.author, each.right, each.means, str(each.date)) for each in consents.given] == [
        ("odile", right, "form", "2026-04-02") for right in ("site", "print", "ebook")
    ]
    assert codes(root) == []


def test_a_failing_disk_is_told_in_a_line(tmp_path: Path) -> None:
    root = world(tmp_path)
    (root / "consents").write_text("")
    catalogue = read(root)[0]
    with pytest.raises(Exception, match="target-unwritable"):
        note_consents(root, catalogue, catalogue.essays["un"], ())


def test_comments_stay_and_a_file_in_error_is_left_as_it_is(tmp_path: Path) -> None:
    root = world(tmp_path)
    agree(root, "deux", "--right", "print", "--right", "site")
    file = root / "consents/deux.yml"
    typed = file.read_text("utf-8").splitlines()
    of_ada = next(number for number, line in enumerate(typed) if "author: ada, right: print" in line)
    typed[of_ada] += "  # par sa sœur"
    typed[of_ada:of_ada] = ["  # Ada a hésité."]
    file.write_text("# Reçus au marché.\n\n" + "\n".join(typed) + "\n# Fin.\n", encoding="utf-8")
    agree(root, "deux", "--right", "print", "--author", "ada", "--territory", "France")
    after = file.read_text("utf-8")
    assert after.startswith("# Reçus au marché.\n\ngiven:\n")
    assert after.endswith("\n# Fin.\n")
    (noted,) = [line for line in after.splitlines() if "par sa sœur" in line]
    assert 'territory: "France"' in noted.replace("territory: France", 'territory: "France"')
    assert f"  # Ada a hésité.\n{noted}\n" in after
    assert read(root)[1] == ()

    file.write_text(after + "given: 3\n", encoding="utf-8")
    broken = file.read_bytes()
    done = here(tmp_path, "consent", "deux", "--means", "mail", "--right", "print")
    assert "file-faulty" in str(done.exception)
    assert file.read_bytes() == broken


def test_no_consent_is_noted_before_its_day(tmp_path: Path) -> None:
    root = world(tmp_path)
    command = ("consent", "un", "--means", "mail", "--right", "print", "--lang", "fr", "--date")
    refused = here(tmp_path, *command, "2999-01-01")
    assert (refused.exit_code, "2999-01-01 est à venir" in refused.output) == (2, True)
    unread = here(tmp_path, *command, "demain")
    assert "«\u00a0demain\u00a0» n’est pas une date" in unread.output
    assert not (root / "consents/un.yml").exists()


def test_a_field_that_nothing_reads_is_told_and_never_lost(tmp_path: Path) -> None:
    root = world(tmp_path)
    agree(root, "un", "--right", "print")
    file = root / "consents/un.yml"
    typed = file.read_text("utf-8")
    for unread, field, line in (
        (typed.replace("right: print", "right: print, adresse: Lyon"), "adresse", 2),
        (typed + "classeur: bleu\n", "classeur", len(typed.splitlines()) + 1),
    ):
        file.write_text(unread, encoding="utf-8")
        found = [(each.code, each.line, dict(each.values)["field"]) for each in read(root)[1]]
        assert found == [("record-field-unknown", line, field)]
        done = here(tmp_path, "consent", "un", "--means", "mail", "--right", "site", "--lang", "en")
        assert done.exit_code == 0, done.output
        kept = yaml.safe_load(file.read_text("utf-8"))
        assert field in (kept if field == "classeur" else kept["given"][0])
        assert [each["right"] for each in kept["given"]] == ["print", "site"]
    file.write_text(typed + "# classeur: bleu\n", encoding="utf-8")
    assert here(tmp_path, "consent", "un", "--means", "mail", "--right", "site").exit_code == 0
    assert "# classeur: bleu" in file.read_text("utf-8")


def test_nothing_is_frozen_without_the_rights_that_its_volume_needs(tmp_path: Path) -> None:
    root = world(tmp_path, "consents: {needed: [print], lacking: refuse}")
    agree(root, "un", "--right", "print")
    agree(root, "deux", "--right", "print", "--author", "ada")
    done = here(tmp_path, "freeze", "tome-1", "--as", "1", "--unapproved", "--lang", "en")
    assert done.exit_code == 1
    assert "Eva Noir" in done.output
    assert "[consent-lacking]" in done.output
    assert not (root / "volumes/tome-1/editions").exists()
    assert not (tmp_path / "tomes").exists()
