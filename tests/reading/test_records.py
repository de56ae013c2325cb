"""The editor's own files, in YAML alone: what they say, where each thing stands, what is refused."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from florilege.catalogue.agreements import Consent
from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.lengths import Length
from florilege.catalogue.plans import Call, Deadlines, Invitation, VolumePlan
from florilege.reading.editor_records import read_record
from florilege.reading.fields import RecordFields
from florilege.reading.loader import read
from florilege.reading.schema import RECORDS
from florilege.reference.schema import json_schema
from worlds import essay, small

PLAN = """\
# Ce que l’on attend, et de qui.
call: {date: 2026-01-12, words: Racontez une porte.}
échéances:
  manuscrits: 30 avril 2026
  printing: 2026-09-15
length: {max: 900}
invited:
  - Jo Marsh
  - {name: Ada Lune, author: ada, essay: un, state: reçu, length: {min: 5}, lang: de, note: "Un jour : oui."}
"""
CONSENTS = """\
given:
  - {author: ada, right: print, territory: monde, duration: dix ans, means: courriel,
     date: 2026-05-02, hash: 9f86d081884c7d65, license: CC BY 4.0, corrections: "1,5"}
versions:
  - {hash: 9f86d081884c7d65, title: Un, sketch: [abc, def]}
"""


def test_a_plan_and_consents_are_read(tmp_path: Path) -> None:
    root = small(tmp_path, {"volumes/tome-1/plan.yml": PLAN, "consents/un.yml": CONSENTS})
    catalogue, problems = read(root)
    assert problems == ()
    assert catalogue.plans["tome-1"] == VolumePlan(
        volume="tome-1",
        call=Call(date=date(2026, 1, 12), words="Racontez une porte."),
        deadlines=Deadlines(manuscripts=date(2026, 4, 30), printing=date(2026, 9, 15)),
        length=Length(max=900),
        invited=(
            Invitation(name="Jo Marsh"),
            Invitation(
                name="Ada Lune",
                author="ada",
                essay="un",
                state="received",
                length=Length(min=5),
                lang="de",
                note="Un jour : oui.",
            ),
        ),
    )
    (consents,) = catalogue.consents.values()
    assert consents.given == (
        Consent(
            author="ada",
            right="print",
            territory="monde",
            duration="dix ans",
            means="mail",
            date=date(2026, 5, 2),
            hash="9f86d081884c7d65",
            license="CC-BY-4.0",
            corrections=1.5,
        ),
    )
    assert consents.versions[0].sketch == ("abc", "def")
    assert catalogue.place_of(consents.path, "given.0.right") == (2, 26)


def test_what_is_wrong_is_said_at_its_line_and_nothing_of_it_is_taken(tmp_path: Path) -> None:
    files = {
        "volumes/tome-1/plan.yml": "call: {date: demain}\ninvited:\n  - {name: Jo, sate: x, state: perdu}\n",
        "consents/un.yml": "given:\n  - {author: ada, right: cinéma}\n",
        "consents/deux.yml": "given: [\n",
    }
    catalogue, problems = read(small(tmp_path, files))
    assert [(each.path, each.line, each.code) for each in problems] == [
        ("consents/deux.yml", 1, "yaml-invalid"),
        *[("consents/un.yml", 2, "field-missing")] * 5,
        ("consents/un.yml", 2, "field-choice"),
        ("volumes/tome-1/plan.yml", 1, "date-form"),
        ("volumes/tome-1/plan.yml", 3, "record-field-unknown"),
        ("volumes/tome-1/plan.yml", 3, "field-choice"),
    ]
    assert "did you mean" in next(each for each in problems if each.code == "record-field-unknown").message(
        "en"
    )
    assert not catalogue.plans
    assert not catalogue.consents
    assert catalogue.faulty_records == {"consents/un.yml", "consents/deux.yml", "volumes/tome-1/plan.yml"}


def test_a_long_record_is_taken_and_an_endless_one_is_not(tmp_path: Path) -> None:
    file = tmp_path / "plan.yml"
    for people, fine in ((900, True), (20_000, False)):
        file.write_text("invited:\n" + "".join(f"  - {{name: N{n}}}\n" for n in range(people)))
        record = read_record(RECORDS["plan"], file, "plan.yml")
        assert (record.fields is not None) == fine
    assert [each.code for each in record.problems] == ["yaml-nodes"]


def test_the_hash_of_a_text_minds_its_words_and_signs_alone(tmp_path: Path) -> None:
    def of(body: str, title: str = "Un") -> str:
        files = {
            "essays/un/index.md": essay("date: 2026-01-01", body).replace("title: Un", f"title: {title}")
        }
        catalogue, _ = read(small(tmp_path, files))
        return text_hash(catalogue.essays["un"])

    first = of("Il était une fois.\n\nUn été.")
    assert first == of("Il  était\nune fois.\n\n\nUn e\u0301te\u0301.")
    assert (
        len({first, of("Il était une fois.\n\nUn été !"), of("Il était une fois.\n\nUn été.", "Deux")}) == 3
    )


@pytest.mark.parametrize("name", RECORDS)
def test_examples_and_schemas_agree(name: str, tmp_path: Path) -> None:
    """What the page of reference shows of each field is taken, by us and by an editor of JSON Schema."""
    kind = RECORDS[name]
    assert issubclass(kind, RecordFields)
    file = tmp_path / "record.yml"
    file.write_text("".join(f"{field}: {about.example}\n" for field, about in kind.abouts().items()))
    assert read_record(kind, file, "record.yml").problems == ()
    validator = jsonschema.Draft202012Validator(json.loads(json.dumps(json_schema(name, "fr"))))
    fields = json.loads(json.dumps(yaml.safe_load(file.read_text()), default=str))
    assert list(validator.iter_errors(fields)) == []
    assert list(validator.iter_errors(fields | {"titel": "x"}))
