"""Who owes what: states, steps, days, and a board; letters to those whom they concern."""

import email
import email.policy
import json
import os
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from commands import here, run
from florilege.anthology import Anthology, load
from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.rounds import Approval, Proof, ProofRound
from florilege.catalogue.writings import Byline, Translation
from florilege.desk.arrangement import extents
from florilege.desk.board import MOST, html, length, markdown, printed
from florilege.desk.budget import printed_pages
from florilege.desk.contacts import read_contacts
from florilege.desk.mailing import LANGUAGES, LetterKind, addressees, filled, letter
from florilege.desk.order_page import order_page
from florilege.desk.royalties import pages_of
from florilege.desk.stale_builds import newer_source
from florilege.desk.status import VolumeStatus, as_built, status
from florilege.desk.steps import STEPS
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import languages, sentences
from florilege.runtime.project import project_at
from florilege.runtime.workers import Workers
from worlds import small

TODAY = date(2026, 5, 1)
PLAN = """\
call: {words: "Racontez une porte."}
deadlines: {manuscripts: 2026-04-30, proofs: 2026-06-01}
length: {min: 2, max: 4}
invited:
  - {name: Ada Lune, author: ada, state: received, essay: un}
  - {name: Eva Noir, state: promised, length: {min: 10}}
  - {name: Jo Marsh, lang: en}
  - {name: Max Weg, state: declined}
"""
FILES = {
    "volumes/tome-1/plan.yml": PLAN,
    "essays/deux/index.md": "---\ntitle: Deux\nauthors: [Eva Blanc]\nvolume: tome-1\n---\n\nUn, deux.\n",
    "essays/trois/index.md": "---\ntitle: Trois\nauthors: [bo]\nvolume: tome-1\ndraft: true\n---\n\nUn.\n",
    "authors/bo.md": "---\nname: Bo Klar\n---\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, pool: Workers) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    small(folder, {path: text.replace("\\\n", "\n") for path, text in FILES.items()})
    return folder


@pytest.fixture(scope="module")
def loaded(made: Path, pool: Workers) -> Anthology:
    return load(project_at(made, made / "contributions"), pool=pool)


def of(loaded: Anthology, folder: Path) -> VolumeStatus:
    return status(loaded, loaded.catalogue.volumes["tome-1"], folder, TODAY)


def test_each_essay_and_each_person_is_a_row_the_most_urgent_first(loaded: Anthology, made: Path) -> None:
    rows = of(loaded, made).rows
    assert [(row.people[0], row.state, row.next, row.days) for row in rows] == [
        ("Bo Klar", "promised", "text", -1),
        ("Eva Noir", "promised", "text", -1),
        ("Jo Marsh", "invited", "text", -1),
        ("Eva Blanc", "received", "biography", -1),
        ("Ada Lune", "received", "portrait", -1),
        ("Max Weg", "declined", "", None),
    ]
    ada, deux = rows[4], rows[3]
    assert ada.done == ("text", "biography", "license", "check")
    assert ada.missing == ("portrait",)
    assert "license" in deux.missing
    assert (ada.count, ada.fits, length(ada, "fr")) == (4, True, "4\u00a0mots (2–4)")
    assert rows[1].wished.min == 10


def test_titles_have_the_typography_of_print(loaded: Anthology, made: Path) -> None:
    catalogue = loaded.catalogue
    essay = replace(catalogue.essays["un"], title="L'heure juste !")
    volume = replace(catalogue.volumes["tome-1"], title="L'un")
    named = replace(
        catalogue,
        essays={**catalogue.essays, "un": essay},
        volumes={**catalogue.volumes, "tome-1": volume},
    )
    found = of(replace(loaded, catalogue=named), made)
    assert found.title == "L’un"
    assert "L’heure juste\u202f!" in {row.title for row in found.rows}


def test_a_translation_is_called_as_it_is_printed_and_its_author_is_written_of_their_own(
    loaded: Anthology, made: Path
) -> None:
    catalogue = loaded.catalogue
    essay = replace(
        catalogue.essays["un"], title="Say “yes”", body=replace(catalogue.essays["un"].body, lang="en")
    )
    body = replace(essay.body, lang="fr")
    translation = Translation(essay="un", title="Dire « oui »", translators=(), body=body)
    essays = {**catalogue.essays, "un": essay}
    printing = replace(
        loaded, catalogue=replace(catalogue, essays=essays, translations={translation.key: translation})
    )
    volume = printing.catalogue.volumes["tome-1"]
    row = next(each for each in of(printing, made).rows if each.essay == "un")
    assert (row.title, row.original) == ("Dire «\u00a0oui\u00a0»", "Say “yes”")
    page = order_page(printing.catalogue, volume, extents(loaded, volume, made), "fr").html
    assert "Dire « oui »" in page
    assert "Say" not in page


def test_a_title_with_quotes_is_quoted_by_others() -> None:
    values = dict.fromkeys(
        ("name", "anthology", "editors", "call", "length", "site", "proofs", "printing"), "x"
    )
    others = {"volume": "Dire «\u00a0oui\u00a0»", "essays": [], "titles": "x"}
    _, body = filled(Path("nowhere"), "thanks", "fr", {**values, **others})
    assert "«\u00a0Dire “oui”\u00a0»" in body
    assert "Dire «" not in body


def test_every_step_and_state_has_its_words_in_each_language() -> None:
    for lang in languages():
        texts = sentences("desk", lang)
        for step in STEPS:
            if step.by == "author":
                assert texts[f"lacking.{step.name}"]
            assert {f"status.step.{step.name}", f"next.{step.name}", f"deadline.{step.deadline}"} <= {*texts}


def test_what_is_printed_for_programs_and_for_eyes_says_the_same(made: Path, loaded: Anthology) -> None:
    said = here(made, "status", "--format", "json", "--today", "2026-05-01")
    (volume,) = json.loads(said.output)["volumes"]
    assert [row["people"][0] for row in volume["rows"]] == [row.people[0] for row in of(loaded, made).rows]
    shown = here(made, "status", "tome-1", "--today", "2026-05-01", "--lang", "fr", "--format", "html")
    assert shown.output == "status.html\n"
    page = (made / "status.html").read_text(encoding="utf-8")
    assert page == html([of(loaded, made)], TODAY, "fr", anthology=loaded.catalogue.title)
    assert page.count("<article") == 6
    assert "1 jour de retard" in page
    assert "src=" not in page
    assert here(made, "status", "tome-9").exception is not None


@pytest.mark.parametrize("lang", languages())
def test_a_narrow_terminal_breaks_no_word(made: Path, lang: str) -> None:
    folder = made.parent / f"narrow-{lang}"
    (folder / "contributions").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    plan = PLAN.replace("Eva Noir", "Eva Noir-Castelnau (de la Tour)")
    small(folder, FILES | {"volumes/tome-1/plan.yml": plan})
    shown = here(folder, "status", "tome-1", "--today", "2026-05-01", "--lang", lang).output
    assert max(len(line) for line in shown.splitlines() if not line.startswith("contributions/")) <= 80
    texts = sentences("desk", lang)
    for words in (
        *(texts[f"status.{name}"] for name in ("missing", "length", "days")),
        "Noir-Castelnau",
        "deux",
    ):
        assert words in shown
    assert texts["status.step.portrait"] in shown
    assert "(de la" in shown


def test_an_issue_takes_what_is_open_and_calls_nobody(made: Path, loaded: Anthology) -> None:
    said = here(made, "status", "--format", "markdown", "--today", "2026-05-01", "--lang", "fr")
    assert said.output.startswith(markdown([of(loaded, made)], TODAY, "fr"))
    rows = [line for line in said.output.splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + sum(row.state not in ("ready", "declined") for row in of(loaded, made).rows)
    assert "Max Weg" not in said.output
    status_of = of(loaded, made)
    odd = replace(status_of.rows[0], people=("@ada [x](http://y.example) | <b> #1",), state="promised")
    whole = markdown([replace(status_of, rows=(odd,) * (MOST + 5))], TODAY, "en")
    assert not {"@", "[", "<"} & {*whole}
    assert "http://" not in whole
    assert whole.count("\n| ") == MOST + 3
    assert "| … 5 |" in whole
    several = [replace(status_of, rows=(odd,) * 200)] * 3
    assert markdown(several, TODAY, "en").count("| promised |") == MOST, "of all volumes together"


SETTINGS = """\
site_name: Essai
docs_dir: contributions
theme: {name: material, font: false, language: fr}
plugins:
  - florilege: {tomes: false%s}
"""


def test_a_site_has_the_board_where_its_editor_wants_it(tmp_path: Path) -> None:
    licensed = {
        "essays/deux/index.md": FILES["essays/deux/index.md"].replace("volume:", "license: CC0\nvolume:")
    }
    small(tmp_path, FILES | licensed)
    board = tmp_path / "site/status/index.html"
    for option, is_there in (("", False), (", status_page: private", False), (", status_page: public", True)):
        (tmp_path / "mkdocs.yml").write_text(SETTINGS % option, encoding="utf-8")
        built = run(tmp_path, "-m", "mkdocs", "build", "--quiet")
        assert built.returncode == 0, built.stderr
        assert board.is_file() == is_there
    page = board.read_text(encoding="utf-8")
    assert "Eva Noir" in page
    assert "noindex" in page
    assert '<a href="../">Essai</a>' in page
    assert "manque\u00a0: " in page
    assert sentences("desk", "fr")["next.portrait"] not in page
    for nobody in ("Jo Marsh", "Max Weg", "retard"):
        assert nobody not in page


def test_the_pages_of_the_last_build_are_told(loaded: Anthology, made: Path, tmp_path: Path) -> None:
    import pikepdf

    # Cover, title, « Un » on three pages and a blank one, notices.
    with pikepdf.new() as pdf:
        for number in range(9):
            page = pdf.add_blank_page()
            page.Contents = pdf.make_stream(b"" if number == 5 else b"0 0 9 9 re f")
        with pdf.open_outline() as outline:
            outline.root += [pikepdf.OutlineItem("« Un »", 2), pikepdf.OutlineItem("Notices", 6)]
        pdf.save(tmp_path / "tome-1.pdf")
    volume, root = loaded.catalogue.volumes["tome-1"], made / "contributions"
    built = of(loaded, tmp_path).printed
    assert built is not None
    assert (built.pages, built.essays, built.others) == (8, {"un": 3}, 5)
    assert built.pages == printed_pages(volume, tmp_path)
    found = extents(loaded, volume, tmp_path)
    assert (found.pages["un"], found.others) == (3, 5)
    os.utime(tmp_path / "tome-1.pdf", ns=(0, 2**62))
    assert not newer_source(loaded.catalogue, volume, root, tmp_path / "tome-1.pdf")
    os.utime(tmp_path / "tome-1.pdf", ns=(0, 1))
    stale = as_built(loaded, volume, tmp_path, root)
    assert stale is not None
    assert (root / stale.changed).is_file()
    assert f"changed since: {stale.changed}" in printed(stale, "en")
    one = replace(volume, parts=(replace(volume.parts[0], essays=("un",)),))
    with pytest.raises(FlorilegeError, match="royalties-stale"):
        pages_of(loaded, one, tmp_path, root)
    (tmp_path / "tome-1.pdf").write_bytes(b"%PDF-")
    assert of(loaded, tmp_path).printed is None


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("invitation", ["Jo Marsh"]),
        ("reminder", ["Bo Klar", "Eva Noir", "Eva Blanc", "Ada Lune"]),
        ("proof", ["Eva Blanc", "Ada Lune"]),
        ("thanks", ["Eva Blanc", "Ada Lune"]),
    ],
)
def test_letters_go_to_those_whom_they_concern(
    loaded: Anthology, made: Path, kind: LetterKind, names: list[str], tmp_path: Path
) -> None:
    catalogue, state = loaded.catalogue, of(loaded, made)
    volume = catalogue.volumes["tome-1"]
    found = addressees(catalogue, volume, state, kind)
    assert [each.name for each in found] == names
    proof = tmp_path / "un.pdf"
    proof.write_bytes(b"%PDF-1.7")
    for to in found:
        written = [
            letter(
                to,
                "a@lune.example",
                kind=kind,
                catalogue=catalogue,
                volume=volume,
                status=state,
                own=tmp_path,
                proofs=[proof],
                sender="La rédaction <r@mue.example>",
            )
            for _ in range(2)
        ]
        assert written[0] == written[1]
        mail = email.message_from_bytes(written[0], policy=email.policy.default)
        assert (mail["To"], mail["From"], mail["X-Unsent"]) == (
            "a@lune.example",
            "La rédaction <r@mue.example>",
            "1",
        )
        body = mail.get_body()
        assert body is not None
        assert to.name in body.get_content()
        assert "\n\n\n" not in body.get_content()
        assert [each.get_content() for each in mail.iter_attachments()] == [b"%PDF-1.7"]


def test_the_language_is_that_of_the_plan_and_words_may_be_the_anthologys_own(
    loaded: Anthology, made: Path, tmp_path: Path
) -> None:
    state = of(loaded, made)
    (jo,) = addressees(loaded.catalogue, loaded.catalogue.volumes["tome-1"], state, "invitation")
    assert jo.lang == "en"
    values = {"name": "Jo"}
    (tmp_path / "thanks.fr.txt").write_text("Merci {{ name }} !\n\nÀ vous.\n", encoding="utf-8")
    assert filled(tmp_path, "thanks", "fr", values) == ("Merci Jo !", "À vous.\n")
    for wrong in ("{{ nom }}", "{% if %}", "{{ name.__class__.__mro__ }}"):
        (tmp_path / "thanks.fr.txt").write_text(wrong, encoding="utf-8")
        with pytest.raises(FlorilegeError, match="letter-template"):
            filled(tmp_path, "thanks", "fr", values)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_words_have_a_subject_and_their_own_spaces(lang: str) -> None:
    values = dict.fromkeys(
        ("name", "anthology", "volume", "editors", "call", "length", "titles", "due", "site", "manuscripts"),
        "x",
    )
    for kind in ("invitation", "reminder", "proof", "thanks"):
        subject, body = filled(
            Path("nowhere"),
            kind,
            lang,
            values | {"proofs": "x", "codes": "x", "essays": [], "missing": [], "days": [], "is_past": True},
        )  # type: ignore[arg-type]
        assert subject
        assert body
        if lang == "fr":
            assert not any(f" {sign}" in subject + body for sign in ":;!?»")


def test_a_reminder_names_the_days_where_they_are_several() -> None:
    names = ("name", "anthology", "volume", "editors", "call", "length", "titles", "site", "manuscripts")
    values = dict.fromkeys((*names, "proofs", "printing"), "x") | {"essays": [], "is_past": False}
    days = {"due": "May 1", "days": [" (May 1)", " (June 2)"], "missing": ["a portrait", "your approval"]}
    _, body = filled(Path("nowhere"), "reminder", "en", values | days)
    assert "- a portrait (May 1)\n- your approval (June 2)\n" in body
    assert "Last day" not in body


def test_addresses_are_read_from_outside_alone(tmp_path: Path) -> None:
    inside, outside = tmp_path / "a", tmp_path / "contacts.csv"
    inside.mkdir()
    outside.write_text(
        "Prénom;Nom;Courriel\n"
        ';"Müller, Élodie";"Élodie, dite É. <e@lune.example>"\nZoé;D’Arcy;z@lune.example\n',
        encoding="cp1252",
    )
    found = read_contacts(outside, inside)
    assert found.of(None, unicodedata.normalize("NFD", "élodie müller")) == "e@lune.example"
    assert found.of(None, "Zoé d'Arcy") == "z@lune.example"
    outside.write_text("\ufeffNom;Courriel\nAda Lune;ada@lune.example\n\nJo;\n", encoding="utf-8")
    found = read_contacts(outside, inside)
    assert (found.of(None, "ADA LUNE"), found.of("ada", "?"), found.of(None, "Jo")) == (
        "ada@lune.example",
        "",
        "",
    )
    (inside / "contacts.csv").write_text("name,mail\n")
    with pytest.raises(FlorilegeError, match="contacts-inside"):
        read_contacts(inside / "contacts.csv", inside)
    for wrong in (
        "nom,tel\nAda,1\n",
        "name,mail\nAda,ada@lune\n",
        'name,mail\n"Ada,x\n',
        "name,mail\nA,a@b.cd\n B\n",
        "",
    ):
        outside.write_text(wrong)
        if "B" in wrong:
            assert read_contacts(outside, inside).of(None, "A") == "a@b.cd"
        else:
            with pytest.raises(FlorilegeError, match="contacts-unreadable"):
                read_contacts(outside, inside)


@pytest.mark.parametrize(
    "table",
    [
        "\ufeffPrenom;Nom;Email;Email 2\r\nZoe;Lenoir;mailto:z@lune.example;other@lune.example\r\n",
        "First Name,Last Name,E-mail 1 - Value,E-mail 2 - Value\nZoé,Lenoir,,z@lune.example\n",
        "sep=;\r\nNom et prénom;Adresse;E-mail\r\nLENOIR Zoé;3, quai;z@lune.example, b@lune.example\r\n",
        "Nom\tAdresse\nLenoir, Zoé\tZoé <z@lune.example>\nBob Rue\tnéant\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_addresses_are_read_as_people_keep_them(table: str, encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    file.write_bytes(table.removeprefix("" if encoding == "utf-8" else "\ufeff").encode(encoding))
    found = read_contacts(file, tmp_path / "project")
    assert found.of(None, "Zoé Lenoir") == "z@lune.example"
    assert not found.of(None, "Bob Rue")


def test_the_command_writes_what_has_an_address_and_names_the_others(made: Path, tmp_path: Path) -> None:
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("author,mail\nada,ada@lune.example\n", encoding="utf-8")
    options = ["--contacts", str(contacts), "--out", str(tmp_path / "mail"), "--lang", "fr"]
    done = here(made, "letters", "tome-1", "--kind", "thanks", *options)
    assert done.exit_code == 1
    assert [each.name for each in (tmp_path / "mail").iterdir()] == ["thanks-ada.eml"]
    assert "Eva Blanc" in done.output
    (tmp_path / "un.pdf").write_bytes(b"%PDF")
    missing = here(made, "letters", "tome-1", "--kind", "proof", *options, "--proofs", str(tmp_path))
    assert "letter-proof" in str(missing.exception)
    bare = here(made, "letters", "tome-1", "--kind", "proof", *options)
    assert (bare.exit_code, "--proofs" in bare.output) == (2, True)
    assert [each.name for each in (tmp_path / "mail").iterdir()] == ["thanks-ada.eml"]


def test_a_notice_and_a_portrait_are_of_everybody_who_signs(loaded: Anthology, tmp_path: Path) -> None:
    essay = loaded.catalogue.essays["un"]
    both = replace(essay, bylines=(*essay.bylines, Byline(name="Eva Blanc")))
    catalogue = replace(loaded.catalogue, essays={**loaded.catalogue.essays, "un": both})
    before, after = (
        next(row for row in of(each, tmp_path).rows if row.essay == "un")
        for each in (loaded, replace(loaded, catalogue=catalogue))
    )
    assert "biography" in before.done
    assert {"biography", "portrait"} <= {*after.missing}


def test_nobody_is_asked_for_what_another_owes(loaded: Anthology, made: Path) -> None:
    """Of two who sign, one has a notice and the other none: it is asked of that one."""
    essay = loaded.catalogue.essays["un"]
    both = replace(essay, bylines=(*essay.bylines, Byline(name="Eva Blanc")))
    catalogue = replace(loaded.catalogue, essays={**loaded.catalogue.essays, "un": both})
    state = of(replace(loaded, catalogue=catalogue), made)
    row = next(row for row in state.rows if row.essay == "un")
    assert row.owing["biography"] == ("Eva Blanc",)
    asked = {
        to.name: {
            step.name for each, name in zip(to.rows, to.signs, strict=True) for step in each.owed_by(name)
        }
        for to in addressees(catalogue, catalogue.volumes["tome-1"], state, "reminder")
    }
    assert "biography" in asked["Eva Blanc"]
    assert "biography" not in asked.get("Ada Lune", ())


def test_the_codes_of_proofs_are_told(loaded: Anthology, made: Path, tmp_path: Path) -> None:
    catalogue = loaded.catalogue
    volume, state = catalogue.volumes["tome-1"], of(loaded, made)
    proof = tmp_path / "un.pdf"
    proof.write_bytes(b"%PDF")
    to = replace(addressees(catalogue, volume, state, "proof")[0], lang="en")
    for codes, said in (("", "answer “ready to print”."), ("K7QF-2DMW\n1:1\tUn\n", "this code: K7QF-2DMW.")):
        if codes:
            proof.with_suffix(".txt").write_text(codes, encoding="utf-8")
        mail = letter(
            replace(to, rows=to.rows[:1], signs=to.signs[:1]),
            "a@lune.example",
            kind="proof",
            catalogue=catalogue,
            volume=volume,
            status=state,
            own=tmp_path,
            proofs=[proof],
        )
        body = email.message_from_bytes(mail, policy=email.policy.default).get_body(("plain",))
        assert body is not None
        assert said in " ".join(body.get_content().split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_lacks_there_are_letters(loaded: Anthology, lang: str, tmp_path: Path) -> None:
    """Of each step that can be missing alone and with all others, from the first call to the last proof."""
    catalogue = loaded.catalogue
    volume = catalogue.volumes["tome-1"]
    state = of(loaded, tmp_path)
    names = [step.name for step in STEPS]
    base = next(row for row in state.rows if row.essay == "un")
    for missing in (*((name,) for name in names), tuple(names), tuple(names[6:]), tuple(names[7:])):
        row = replace(base, missing=missing, state="received")
        asked = [step.name for step in row.owed]
        assert replace(row, withdrawn=True).owed == ()
        found = addressees(catalogue, volume, replace(state, rows=(row,)), "reminder")
        assert bool(found) == bool(asked), missing
        assert not {"check", "proof", "editor"} & {*asked}
        assert not {"proof", "author"} <= {*missing} or "author" not in asked
        for kind in get_args(LetterKind):
            if kind == "invitation":
                row = replace(row, state="invited", essay="")
            for to in addressees(catalogue, volume, replace(state, rows=(row,)), kind):
                mail = letter(
                    replace(to, lang=lang),
                    "a@lune.example",
                    kind=kind,
                    catalogue=catalogue,
                    volume=volume,
                    status=state,
                    own=tmp_path,
                )
                body = email.message_from_bytes(mail, policy=email.policy.default).get_content()
                for name in asked if kind == "reminder" else ():
                    assert sentences("desk", lang)[f"lacking.{name}"] in body


def test_a_reminder_names_the_rights_that_are_wanted(loaded: Anthology, made: Path) -> None:
    volume = loaded.catalogue.volumes["tome-1"]
    volume = replace(volume, consents=replace(volume.consents, needed=("site", "ebook")))
    state = status(loaded, volume, None, TODAY)
    for to in addressees(loaded.catalogue, volume, state, "reminder"):
        facts: Any = {"catalogue": loaded.catalogue, "volume": volume, "status": state, "own": made}
        mail = letter(replace(to, lang="en"), "a@b.example", kind="reminder", **facts)
        said = email.message_from_bytes(mail, policy=email.policy.default).get_content()
        assert "right by right: site, e-book" in said


def test_a_reminder_says_of_a_day_that_is_past_that_it_was(loaded: Anthology, made: Path) -> None:
    catalogue = loaded.catalogue
    volume = catalogue.volumes["tome-1"]
    for day, said in ((date(2026, 1, 2), "Last day: "), (date(2027, 1, 2), "The last day was ")):
        state = status(loaded, volume, None, day)
        to = next(each for each in addressees(catalogue, volume, state, "reminder") if each.name == "Bo Klar")
        mail = letter(
            replace(to, lang="en"),
            "bo@klar.example",
            kind="reminder",
            catalogue=catalogue,
            volume=volume,
            status=state,
            own=made,
        )
        assert said in email.message_from_bytes(mail, policy=email.policy.default).get_content()


def test_proofs_and_approvals_are_steps_where_there_are_rounds(loaded: Anthology, made: Path) -> None:
    essay = loaded.catalogue.essays["un"]
    now = text_hash(essay)
    signed = Approval(by="Ada Lune", role="author", date=TODAY, hash=now)
    old = ProofRound(volume="tome-1", number=1, date=TODAY, proofs=(Proof(essay="un", hash="old", code="A"),))
    new = Proof(essay="un", hash=now, code="B", approvals=(signed,))
    for rounds, done, missing in (
        ((old,), (), ("proof", "author", "editor")),
        ((old, replace(old, number=2, proofs=(new,))), ("proof", "author"), ("editor",)),
    ):
        catalogue = replace(loaded.catalogue, rounds={"tome-1": rounds})
        rows = of(replace(loaded, catalogue=catalogue), made).rows
        (ada,) = [row for row in rows if row.people == ("Ada Lune",)]
        late = ("proof", "author", "editor")
        assert (tuple(s for s in ada.done if s in late), tuple(s for s in ada.missing if s in late)) == (
            done,
            missing,
        )
