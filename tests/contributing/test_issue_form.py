"""Forms of issues: what a forge makes of one that is filled in is an essay; hostile words stay words."""

import datetime
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from commands import florilege
from florilege.anthology import load
from florilege.contributing.issue_form import NOTHING, filled_issue, issue_form, issue_template
from florilege.diagnostics.problems import Level
from florilege.language.sentences import languages, sentences
from florilege.reading.frontmatter import MAX_FIELDS
from florilege.runtime.project import find_project
from florilege.scaffold.new_anthology import new_files
from worlds import small

ANSWERS = {
    "essay-title": "L’écluse : « un soir »",
    "essay-abstract": "Une écluse.",
    "essay-tags": "eau, nuit",
    "essay-date": "2026-03-01",
    "author-name": "Odile Maurel",
    "author-headline": "Éclusière",
    "notice": "Elle écrit.",
    "license": "CC BY-SA 4.0",
    "body": "Il était une fois.\n\n## Un soir\n\n### Licence\n\nUn mot[^1].\n\n[^1]: Une note.",
}


def written(lang: str, answers: dict[str, str], *, end: str = "\n", ticked: int = 2) -> str:
    """An issue as GitHub and Forgejo write it from a form."""
    parts = []
    for question in yaml.safe_load(issue_form(lang))["body"]:
        label = question["attributes"]["label"]
        answer = answers.get(question["id"], NOTHING)
        if question["type"] == "checkboxes":
            options = question["attributes"]["options"]
            answer = "\n".join(
                f"- [{'X' if n < ticked else ' '}] {each['label']}" for n, each in enumerate(options)
            )
        parts.append(f"### {label}\n\n{answer}")
    return "\n\n".join(parts).replace("\n", end)


def anthology(folder: Path) -> Path:
    (folder / "mkdocs.yml").write_text("site_name: Essai\ndocs_dir: contributions\n", encoding="utf-8")
    return small(folder)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("lang", languages())
def test_an_issue_becomes_an_essay_that_the_check_accepts(lang: str, end: str, tmp_path: Path) -> None:
    anthology(tmp_path)
    file = tmp_path / "12.issue.md"
    file.write_text(written(lang, ANSWERS, end=end), encoding="utf-8", newline="")
    taken = florilege(tmp_path, "import", str(file))
    assert taken.returncode == 0, taken.stderr
    loaded = load(find_project(tmp_path), workers=1)
    (essay,) = (each for each in loaded.catalogue.essays.values() if each.id != "un")
    assert (essay.title, essay.abstract, essay.tags) == (
        "L’écluse : « un soir »",
        "Une écluse.",
        ("eau", "nuit"),
    )
    assert (str(essay.date), essay.license) == ("2026-03-01", "CC-BY-SA-4.0")
    assert essay.body.markdown.strip() == ANSWERS["body"]
    assert loaded.catalogue.authors["odile-maurel"].headline == "Éclusière"
    ours = (f"essays/{essay.id}", "authors/odile")
    wrong = [each for each in loaded.problems if each.path.startswith(ours) and each.level is Level.ERROR]
    assert wrong == []


@pytest.mark.parametrize("missing", ["essay-title", "author-name", "body", "consent"])
def test_one_that_is_not_filled_in_is_refused_in_one_line(missing: str, tmp_path: Path) -> None:
    anthology(tmp_path)
    answers = {key: value for key, value in ANSWERS.items() if key != missing}
    file = tmp_path / "12.issue.md"
    file.write_text(written("fr", answers, ticked=1 if missing == "consent" else 2), encoding="utf-8")
    refused = florilege(tmp_path, "import", str(file))
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "[issue-unfilled]" in refused.stderr


HOSTILE = st.lists(
    st.sampled_from(
        [*"\"'\\$`;|&<>{}[]:#!-\n", "$(touch x)", "---\n", "### Licence\n", "é", "../", "${{ x }}"]
    ),
    max_size=12,
).map("".join)


@given(values=st.tuples(HOSTILE, HOSTILE, HOSTILE, HOSTILE))
def test_whatever_is_answered_stays_a_value_of_its_field(values: tuple[str, str, str, str]) -> None:
    """The front matter of the essay has our fields and no other, and the id is one."""
    title, abstract, tags, text = (f"mot {each}" for each in values)
    answers = ANSWERS | {"essay-title": title.replace("\n", " "), "essay-tags": tags.replace("\n", " ")}
    found = filled_issue(written("fr", answers | {"essay-abstract": abstract, "body": text}))
    if found is None:
        assert "### " in abstract  # which stands for another answer then
        return
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", found.essay)
    fields = yaml.safe_load(found.essay_text.split("\n---\n")[0].removeprefix("---\n"))
    assert set(fields) <= {"title", "authors", "abstract", "date", "tags", "license"}
    assert fields["title"] == answers["essay-title"].strip()
    assert len(found.essay_text) < MAX_FIELDS


def test_the_workflow_puts_no_word_of_an_issue_into_a_command(tmp_path: Path) -> None:
    """Its step is run on one that would run a command, were it ever read by a shell."""
    root = tmp_path / "anthology"
    root.mkdir()
    contributions = anthology(root)
    workflow = yaml.safe_load(
        new_files("en", "github", version="0.2.0", day=datetime.date(2026, 3, 1))[
            ".github/workflows/issue.yml"
        ]
    )
    name = sentences("scaffold", "en")["issue-import"]
    (step,) = (each for job in workflow["jobs"].values() for each in job["steps"] if each.get("name") == name)
    answers = ANSWERS | {"essay-title": 'Un $(touch pwned) `touch pwned` "; touch pwned; "'}
    command = f"{shlex.quote(sys.executable)} -m florilege.cli"
    script = f'florilege() {{ {command} "$@"; }}\n{step["run"]}'
    environment = {**os.environ, "ISSUE": written("en", answers)}
    done = subprocess.run(
        ["bash", "-e", "-c", script], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not [*tmp_path.rglob("pwned")]
    assert len([*(contributions / "essays").iterdir()]) == 2


@pytest.mark.parametrize("lang", languages())
def test_a_template_of_gitlab_has_the_same_questions(lang: str) -> None:
    labels = [each["attributes"]["label"] for each in yaml.safe_load(issue_form(lang))["body"]]
    template = issue_template(lang)
    assert re.findall(r"^### (.*)$", template, re.MULTILINE) == labels
    filled = template
    for label, answer in zip(labels, ("Un", "", "", "", "Odile", "", "", "", "Le texte."), strict=False):
        filled = filled.replace(f"### {label}\n\n", f"### {label}\n\n{answer}\n\n", 1)
    found = filled_issue(filled.replace("- [ ]", "- [x]"))
    assert found
    assert (found.essay, found.author) == ("un", "odile")
    assert filled_issue(template) is None
