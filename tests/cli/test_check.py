"""`florilege check`, `new`, `schema`, `reference`, `--help`, as their user types them."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from florilege.cli.main import florilege
from florilege.cli.problem_report import MOST_TOLD, SHOWN_BY_GITHUB, annotations, plain_summary, summary
from florilege.diagnostics.problems import FlorilegeError, Problem, problem
from florilege.reading.schema import KINDS, RECORDS
from site_builds import edit


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(florilege, ["-C", str(folder), *arguments])


@pytest.fixture(autouse=True)
def stay_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """-C moves the whole process: move it back after each test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")


def spoil(toy: Path) -> None:
    """Two errors in one essay, one in another."""
    one = toy / "contributions/essays/le-banc-vert/index.md"
    one.write_text(
        one.read_text(encoding="utf-8").replace("date: 2026-03-01", "date: hier\ntgas: x"),
        encoding="utf-8",
    )
    other = toy / "contributions/essays/le-pain-partage/index.md"
    other.write_text(
        other.read_text(encoding="utf-8").replace("gaspard-de-neuville", "gaspar-de-neuville"),
        encoding="utf-8",
    )


def test_the_toy_is_fine(toy: Path) -> None:
    result = run(toy, "check")
    assert (result.exit_code, result.output) == (0, "rien à signaler dans 9 essais\n")


def test_every_error_has_its_line_and_the_exit_code_is_1(toy: Path) -> None:
    spoil(toy)
    result = run(toy, "check")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == (
        "contributions/essays/le-banc-vert/index.md:4:7: erreur\u00a0: "
        "«\u00a0hier\u00a0» n’est pas un jour\u202f; "
        "écrivez année, mois et jour, par exemple\u00a0: date: 2026-03-01 [date-form]"
    )
    assert lines[1] == (
        "contributions/essays/le-banc-vert/index.md:5:1: avertissement\u00a0: "
        "«\u00a0tgas\u00a0» n’est pas un champ connu "
        "et n’est pas lu (fichiers\u00a0: 1)\u202f; "
        "vouliez-vous dire «\u00a0tags\u00a0»\u202f? [field-unknown]"
    )
    assert any(
        line.startswith(
            "contributions/essays/le-pain-partage/index.md:3:11: erreur\u00a0: il n’y a pas d’auteur"
        )
        for line in lines
    )
    assert "erreurs" in lines[-1]
    assert lines[-1].endswith("dans 9 essais")


def spoil_much(toy: Path) -> None:
    """Twelve broken links in one essay, ten in another, and a field that isn't a date."""
    for id, number in (("le-banc-vert", 12), ("le-pain-partage", 10)):
        file = toy / f"contributions/essays/{id}/index.md"
        text = file.read_text(encoding="utf-8")
        links = "".join(f"\n[lien](../nulle-part-{each}/index.md)\n" for each in range(number))
        file.write_text(text + links, encoding="utf-8")
    edit(toy / "contributions/essays/le-banc-vert/index.md", "date: 2026-03-01", "date: peut-être")


def test_many_problems_are_shown_by_kind(toy: Path) -> None:
    spoil_much(toy)
    result = run(toy, "check", "--lang", "en")
    assert result.exit_code == 1
    blocks = result.output.split("\n\n")
    assert len(blocks) == 3
    dead, date, end = (block.splitlines() for block in blocks)
    assert dead[0] == "link-dead: 22 errors in 2 files"
    assert dead[1].startswith("  contributions/essays/le-banc-vert/index.md:")
    assert ": error: the link" in dead[1]
    assert dead[1].endswith(" [link-dead]")
    assert len(dead) == 3, "and what to do about the kind"
    assert date[0].endswith(": 1 error in 1 file")
    assert "--details" in end[0]
    assert end[1] == "23 errors in 9 essays"


@pytest.mark.parametrize(
    ("options", "errors"),
    [
        (["--details"], 23),
        (["--code", "link-dead"], 22),
        (["--essay", "le-pain-partage"], 10),
        (["--essay", "le-pain-partage", "--essay", "le-banc-vert", "--code", "link-dead"], 22),
        (["--code", "image-missing"], 0),
    ],
)
def test_details_are_shown_on_demand(toy: Path, options: list[str], errors: int) -> None:
    spoil_much(toy)
    lines = run(toy, "check", "--lang", "en", *options).output.splitlines()
    assert len(lines) == errors + 1
    assert all(re.fullmatch(r"contributions/\S+:\d+:\d+: error: .* \[[a-z-]+\]", line) for line in lines[:-1])
    assert len(set(lines)) == len(lines), "nothing is said twice"


@pytest.mark.parametrize(
    ("options", "code"), [(["--code", "link-ded"], "code-unknown"), (["--essay", "nope"], "essay-not-found")]
)
def test_what_there_is_not_cannot_be_asked_for(toy: Path, options: list[str], code: str) -> None:
    result = run(toy, "check", *options)
    assert isinstance(result.exception, FlorilegeError)
    assert (result.exception.code, result.exception.exit_code) == (code, 2)


def test_paths_limit_what_is_shown(toy: Path) -> None:
    spoil(toy)
    result = run(toy, "check", "contributions/essays/le-pain-partage", "--lang", "en")
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.output.splitlines()[:-1]] == [
        "contributions/essays/le-pain-partage/index.md"
    ]
    assert result.output.splitlines()[-1] == "1 error in 9 essays"
    assert run(toy, "check", "contributions/authors").exit_code == 0


def test_a_path_elsewhere_is_a_wrong_call(toy: Path) -> None:
    result = run(toy, "check", "mkdocs.yml")
    assert isinstance(result.exception, FlorilegeError)
    assert (result.exception.code, result.exception.exit_code) == ("path-outside", 2)


def test_json_holds_everything(toy: Path) -> None:
    spoil(toy)
    result = run(toy, "check", "--format", "json", "--lang", "en", "contributions/essays/le-pain-partage")
    assert json.loads(result.output) == [
        {
            "path": "contributions/essays/le-pain-partage/index.md",
            "line": 3,
            "column": 11,
            "also": [],
            "level": "error",
            "code": "author-unknown",
            "message": "there is no author “gaspar-de-neuville”; did you mean “gaspard-de-neuville”?",
        }
    ]


def test_gitlab_gets_a_report_and_nothing_else(toy: Path) -> None:
    spoil(toy)
    path = "contributions/essays/le-pain-partage"
    result = run(toy, "check", "--format", "gitlab", "--lang", "en", path)
    assert result.exit_code == 1
    (found,) = json.loads(result.output)
    assert len(found.pop("fingerprint")) == 64
    assert found == {
        "description": "there is no author “gaspar-de-neuville”; did you mean “gaspard-de-neuville”?",
        "check_name": "author-unknown",
        "severity": "major",
        "location": {"path": f"{path}/index.md", "lines": {"begin": 3}},
    }


def test_github_gets_annotations_and_a_summary_in_plain_words(
    toy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(toy)
    page = toy / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    result = run(toy, "check", "--format", "github", "--lang", "en")
    assert result.exit_code == 1
    assert (
        "::warning file=contributions/essays/le-banc-vert/index.md,line=5,col=1,title=field-unknown::"
        "“tgas” isn’t a known field, and isn’t read (files: 1); did you mean “tags”?"
    ) in result.output.splitlines()
    text = page.read_text(encoding="utf-8")
    assert text.startswith("### ")
    assert "#### contributions/essays/le-banc-vert/index.md\n" in text.replace("\\", "")
    assert (
        "**Line 5 (warning):** “tgas” isn’t a known field, and isn’t read (files: 1)\n\n"
        "You wrote:\n\n```text\ntgas: "
    ) in text
    assert "\n```\n\nWhat to do: did you mean “tags”?\n\n<sub>field-unknown</sub>\n" in text


def test_a_summary_shows_the_line_to_write_and_is_no_markdown_of_strangers(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: ``` <b>*Un*: x\n---\n\nMot.\n", encoding="utf-8")
    found = [
        problem("yaml-colon", "a.md", 2, written='title: "<b>*Un*: x"'),
        problem("markup-left", "no.md", 1, found="<b>*", instead=""),
    ]
    told = plain_summary(found, 1, "en", root="r", folder=tmp_path)
    assert "````text\ntitle: ``` <b>*Un*: x\n````" in told
    assert 'Write instead:\n\n```text\ntitle: "<b>*Un*: x"\n```' in told
    assert "#### r/no.md\n\n**Line 1 (warning):** “&lt;b&gt;\\*” looks like markup" in told


def strange(line: int) -> Problem:
    return problem("field-unknown-in", "a,b:c%.md", line, 2, field="x\n::error::|<b>", known="50%")


def test_annotations_are_escaped_and_ten_of_a_level() -> None:
    lines = annotations([strange(line) for line in range(1, 15)], "en", root="r").splitlines()
    assert len(lines) == SHOWN_BY_GITHUB
    assert lines[0] == (
        "::error file=r/a%2Cb%3Ac%25.md,line=1,col=2,title=field-unknown-in::"
        "“x\\n::error::|<b>” is unknown here; known names: 50%25"
    )


def test_the_summary_shows_strangers_words_as_they_are(tmp_path: Path) -> None:
    told = plain_summary([strange(line) for line in range(1, 75)], 3, "en", root="r", folder=tmp_path)
    assert told.count("**Line ") == MOST_TOLD
    assert "And 14 more: correct these first." in told
    assert (
        "**Line 1 (error):** “x\\\\n::error::\\|&lt;b&gt;” is unknown here\n\nWhat to do: known names: 50%"
        in told
    )


@pytest.mark.parametrize(
    ("codes", "essays", "lang", "expected"),
    [
        (["date-form"] * 3 + ["names-alike"] * 2, 34, "fr", "3 erreurs, 2 avertissements dans 34 essais"),
        (
            ["date-form", "names-alike", "mention-near"],
            1,
            "en",
            "1 error, 1 warning, 1 suggestion in 1 essay",
        ),
        ([], 0, "fr", "rien à signaler dans 0 essai"),
        ([], 0, "en", "nothing to report in 0 essays"),
    ],
)
def test_the_sum_is_in_the_readers_language(codes: list[str], essays: int, lang: str, expected: str) -> None:
    assert summary([problem(code, "x.md") for code in codes], essays, lang) == expected


def test_the_sum_says_how_many_problems_fix_mends(toy: Path) -> None:
    spoil(toy)
    file = toy / "contributions/essays/le-pain-partage/index.md"
    edit(file, "title: Le", "title:Le")
    edit(file, "un soir de panne.", "un soir de panne, en Mars.")
    assert (
        run(toy, "check", "--lang", "en")
        .output.splitlines()[-1]
        .endswith(" in 9 essays; florilege fix corrects 2")
    )
    assert "fix" not in run(toy, "check", "--lang", "en", "--code", "date-form").output


def test_check_can_mend_first(toy: Path) -> None:
    file = toy / "contributions/essays/le-pain-partage/index.md"
    edit(file, "un soir de panne.", "un soir de panne, en Mars.")
    result = run(toy, "check", "--fix", "--yes")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "rien à signaler dans 9 essais")
    assert (
        "+les voisins se retrouvent un soir de panne, en mars." in result.output or "en mars" in result.output
    )
    assert "en mars" in file.read_text(encoding="utf-8")
    as_json = run(toy, "check", "--fix", "--format", "json")
    assert json.loads(as_json.stdout) == []


def test_new_essay_asks_for_what_is_missing_and_never_overwrites(toy: Path) -> None:
    result = run(toy, "new", "essay", "la-cour", "--author", "zoe-oeillet", "--author", "Bob Rue")
    file = toy / "contributions/essays/la-cour/index.md"
    assert (result.exit_code, Path(result.output.strip()).resolve()) == (0, file.resolve())
    text = file.read_text(encoding="utf-8")
    assert text.startswith('---\ntitle:  # Titre.\nauthors: [zoe-oeillet, "Bob Rue"]  # Qui signe')
    checked = run(toy, "check", "contributions/essays/la-cour")
    assert checked.exit_code == 1
    assert "index.md:2:1: erreur\u00a0: le champ «\u00a0title\u00a0» manque" in checked.output
    again = run(toy, "new", "essay", "la-cour", "--title", "La cour")
    assert isinstance(again.exception, FlorilegeError)
    assert again.exception.code == "new-exists"
    assert again.exception.values["file"] == "contributions/essays/la-cour/index.md"
    assert file.read_text(encoding="utf-8") == text


def test_new_author(toy: Path) -> None:
    result = run(toy, "new", "author", "bob-rue", "--name", "Bob Rue", "--lang", "en")
    assert result.exit_code == 0
    file = toy / "contributions/authors/bob-rue.md"
    assert file.read_text(encoding="utf-8").startswith(
        '---\nname: "Bob Rue"  # The name as it should be printed'
    )
    assert run(toy, "check", "contributions/authors").exit_code == 0


@pytest.mark.parametrize("id", ["Été", "../x", "aux", "a/b", "index"])
def test_new_takes_only_good_names(toy: Path, id: str) -> None:
    before = sorted((toy / "contributions/essays").iterdir())
    result = run(toy, "new", "essay", id)
    assert isinstance(result.exception, FlorilegeError)
    assert result.exception.code == "new-id"
    assert sorted((toy / "contributions/essays").iterdir()) == before


def test_schema_prints_one_or_writes_all(tmp_path: Path) -> None:
    printed = run(tmp_path, "schema", "essay", "--lang", "fr")
    assert run(tmp_path, "schema", "--all", "out", "--lang", "fr").output == ""
    files = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in (tmp_path / "out").iterdir()}
    kinds = (*KINDS, *RECORDS)
    assert sorted(files) == sorted(f"{kind}.json" for kind in kinds)
    assert json.loads(printed.output) == files["essay.json"]
    assert run(tmp_path, "schema").exit_code == 2


def test_the_pages_of_reference_are_printed(tmp_path: Path) -> None:
    problems = run(tmp_path, "reference", "problems", "--lang", "en").output
    assert problems.startswith("# Problems and their codes\n")
    assert run(tmp_path, "reference", "fields", "--lang", "fr").output.startswith(
        "# Les champs de l’en-tête\n"
    )


def test_help_speaks_the_readers_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Usage\u00a0: florilege build" in run(tmp_path, "build", "--help").output
    listed = run(tmp_path, "--help").output
    assert re.search(r"\n  check +Dire ce qui ne va pas dans contributions/\.\n", listed)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "\n  Begin the essay essays/ID/index.md.\n" in run(tmp_path, "new", "essay", "-h").output
    assert "\n  essay    Begin the essay" in run(tmp_path, "new", "-h").output
