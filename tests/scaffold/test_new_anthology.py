"""A new anthology: nothing to mend, nothing written over, workflows that hold; a site and a tome."""

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from commands import florilege, here, run
from florilege.cli.main import COMMANDS
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import sentences
from florilege.reading.loader import read
from florilege.scaffold.new_anthology import (
    FORGES,
    Forge,
    in_the_way,
    is_engine,
    new_files,
    replace_sample,
    scaffold_languages,
    write_files,
)

DAY = datetime.date(2026, 3, 1)
EVERY = tuple(product(scaffold_languages(), FORGES))


def of(lang: str, forge: Forge, *, desk: bool = False) -> dict[str, str]:
    return new_files(lang, forge, version="0.2.0", day=DAY, desk=desk)


ENGLISH = of("en", "github")


@pytest.mark.parametrize(("lang", "forge"), EVERY)
def test_every_word_is_filled_in(lang: str, forge: Forge) -> None:
    for path, text in of(lang, forge, desk=True).items():
        assert not re.search(r"@[a-z-]+@", text), path


def test_every_word_is_used() -> None:
    templates = Path(__file__).parents[2] / "plugins/florilege/scaffold/templates"
    used = {word for file in templates.rglob("*") if file.is_file() for word in _words(file)}
    given = {"lang", "requirement", "today", "year", "how-to-propose"}
    given |= {"consent-asked", "consent-stems"}
    assert used == set(sentences("scaffold", "en")) | given


def _words(file: Path) -> list[str]:
    return re.findall(r"@([a-z-]+)@", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang", scaffold_languages())
def test_there_is_nothing_to_mend(lang: str, tmp_path: Path) -> None:
    done = here(tmp_path, "init", "new", "--lang", lang)
    assert done.exit_code == 0, done.output
    done = here(tmp_path / "new", "check", "--lang", lang)
    assert done.exit_code == 0
    catalogue, problems = read(tmp_path / "new/contributions")
    assert [each.code for each in problems] == ["page-not-ready"], "the legal notice, which awaits its words"
    assert len(done.output.splitlines()) == 2, done.output
    assert (len(catalogue.essays), len(catalogue.authors), len(catalogue.volumes)) == (1, 1, 1)


@pytest.mark.parametrize("lang", scaffold_languages())
def test_a_plan_is_written_for_who_wants_one(lang: str, tmp_path: Path) -> None:
    done = here(tmp_path, "init", "new", "--lang", lang, "--desk")
    assert done.exit_code == 0, done.output
    assert here(tmp_path / "new", "check", "--lang", lang).exit_code == 0
    catalogue, problems = read(tmp_path / "new/contributions")
    assert [each.code for each in problems] == ["page-not-ready"]
    ((volume, plan),) = catalogue.plans.items()
    assert volume in catalogue.volumes
    assert plan.call.words
    assert here(tmp_path / "new", "status", volume, "--lang", lang).exit_code == 0


@pytest.mark.parametrize("forge", FORGES)
def test_the_desk_comes_to_an_anthology_that_is_there(forge: Forge, tmp_path: Path) -> None:
    """As if it had been begun with it, for each volume; nothing that is there changes."""
    for name, options in (("with", ["--desk"]), ("without", [])):
        assert here(tmp_path, "init", name, "--lang", "fr", "--forge", forge, *options).exit_code == 0
    root = tmp_path / "without"
    assert here(root, "new", "volume", "tome-2", "--title", "Deux").exit_code == 0
    before = dict(_tree(root))
    done = here(root, "init", ".", "--desk")
    assert done.exit_code == 0, done.output
    after = dict(_tree(root))
    guide = "CONTRIBUTING.md"
    assert {path for path in before if path != guide and after[path] != before[path]} == set()
    plan = after.pop("contributions/volumes/tome-2/plan.yml")
    assert "florilege status tome-2" in plan
    after.pop("contributions/volumes/tome-2/index.md")
    expected = dict(_tree(tmp_path / "with"))
    assert after.pop(guide).count("pour mon texte ces droits") == expected.pop(guide).count(
        "pour mon texte ces droits"
    )
    assert after == expected
    assert here(root, "init", ".", "--desk").output == "Rien à ajouter\u00a0: tout est déjà là.\n"
    assert here(root, "contributing", "--check").exit_code == 0


def test_the_files_of_another_forge_are_added(tmp_path: Path) -> None:
    assert here(tmp_path, "init", "new", "--lang", "en", "--forge", "gitlab").exit_code == 0
    done = here(tmp_path, "init", "new", "--forge", "forgejo", "--lang", "en")
    made = {path for path in of("en", "forgejo") if path.startswith(".forgejo/")}
    assert {path for path, _ in _tree(tmp_path / "new") if path.startswith(".forgejo/")} == made
    assert len(done.output.splitlines()) == len(made)


def test_nobody_is_asked_where_nobody_is(tmp_path: Path) -> None:
    done = here(tmp_path, "init", "new", "--lang", "en")
    assert "plan" not in done.output
    assert not [*tmp_path.rglob("plan.yml")]


def test_the_makefile_is_short() -> None:
    assert len(ENGLISH["Makefile"].splitlines()) <= 11
    assert ENGLISH["requirements.txt"] == "mkdocs-florilege==0.2.0\n"


@pytest.mark.parametrize(
    ("origin", "last"),
    [
        (
            {"url": "https://forge.example/a", "vcs_info": {"vcs": "git", "commit_id": "0a1b"}},
            "mkdocs-florilege @ git+https://forge.example/a@0a1b",
        ),
        (
            {"url": "https://a.example/x.whl", "archive_info": {}},
            "mkdocs-florilege @ https://a.example/x.whl",
        ),
        ({"url": "file:///home/ada/clone", "dir_info": {}}, "mkdocs-florilege==0.2.0"),
    ],
)
def test_what_installs_the_engine_is_where_it_came_from(origin: dict[str, object], last: str) -> None:
    """And nothing of this machine."""
    made = new_files("en", "github", version="0.2.0", day=DAY, origin=json.dumps(origin))["requirements.txt"]
    *above, line = made.splitlines()
    assert line == last
    assert "/home/ada" not in made
    assert bool(above) == str(origin["url"]).startswith("file:")


@given(paths=st.lists(st.sampled_from(sorted(ENGLISH)), unique=True, max_size=4), as_folder=st.booleans())
def test_nothing_is_written_over(
    paths: list[str], as_folder: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever lies there: all of it is named, nothing is written, nothing is lost."""
    folder = tmp_path_factory.mktemp("begun")
    (folder / "README.md").write_text("mine", encoding="utf-8")
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        if as_folder:
            (folder / path).mkdir()
        else:
            (folder / path).write_text("mine", encoding="utf-8")
    before = sorted(_tree(folder))
    assert in_the_way(folder, ENGLISH) == tuple(sorted(paths))
    if not paths:
        write_files(folder, ENGLISH)
        assert {path for path, _ in _tree(folder)} == {*ENGLISH, "README.md"}
        return
    with pytest.raises(FlorilegeError) as raised:
        write_files(folder, ENGLISH)
    assert (raised.value.code, raised.value.exit_code) == ("init-in-the-way", 2)
    assert raised.value.values["paths"] == ", ".join(sorted(paths))
    assert sorted(_tree(folder)) == before


def _tree(folder: Path) -> Iterator[tuple[str, str]]:
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8")


def test_a_file_or_a_dangling_link_where_a_folder_is_needed_is_named(tmp_path: Path) -> None:
    (tmp_path / "contributions").write_text("mine", encoding="utf-8")
    (tmp_path / ".github").symlink_to("nowhere")
    assert in_the_way(tmp_path, ENGLISH) == (".github", "contributions")


# ---- In the place of the engine's sample


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What of the engine's repository tells it, with a sample of two files."""
    for path in (
        "contributions/essays/un/index.md",
        "mkdocs.yml",
        "Makefile",
        "plugins/florilege/scaffold/x",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("sample", encoding="utf-8")
    return tmp_path


def test_the_sample_goes_and_nothing_else(clone: Path) -> None:
    assert is_engine(clone)
    replace_sample(clone, ENGLISH)
    ours = {path for path in ENGLISH if path.startswith(("contributions/", "mkdocs.yml"))}
    assert dict(_tree(clone)) == {
        **{path: ENGLISH[path] for path in ours},
        "Makefile": "sample",
        "plugins/florilege/scaffold/x": "sample",
    }


def test_the_sample_goes_only_where_one_says_so(clone: Path) -> None:
    before = dict(_tree(clone))
    asked = here(clone, "init", ".", "--lang", "en")
    assert asked.exit_code == 1
    assert asked.output.splitlines()[1:3] == ["contributions/essays/: 1 file", "mkdocs.yml"]
    assert dict(_tree(clone)) == before
    done = here(clone, "init", ".", "--lang", "en", "--yes")
    assert done.exit_code == 0, done.output
    assert (clone / "contributions/essays/writing-an-essay/index.md").is_file()
    assert not (clone / "contributions/essays/un").exists()
    assert (clone / "Makefile").read_text(encoding="utf-8") == "sample"


def test_this_repository_is_the_engine() -> None:
    assert is_engine(Path(__file__).parents[2])


# ---- The workflows


def workflows(lang: str, forge: Forge) -> dict[str, dict[Any, Any]]:
    """File's name → what its YAML says."""
    return {
        Path(path).stem: yaml.safe_load(text)
        for path, text in of(lang, forge, desk=True).items()
        if path.endswith(".yml") and path.startswith(".") and "/ISSUE_TEMPLATE/" not in path
    }


def steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize(("lang", "forge"), EVERY)
def test_every_forge_has_its_workflows_and_no_other(lang: str, forge: Forge) -> None:
    names = {
        "github": {"consent", "issue", "preview", "publish", "pull-request", "status"},
        "forgejo": {"consent", "publish", "pull-request", "status"},
        "gitlab": {".gitlab-ci"},
    }[forge]
    assert set(workflows(lang, forge)) == names
    others = {path for each in FORGES if each != forge for path in of(lang, each)}
    hidden = {path for path in of(lang, forge) if path.startswith(".") and path != ".gitignore"}
    assert not hidden & others


def test_what_commands_write_by_default_is_kept_out_of_the_repository(tmp_path: Path) -> None:
    """Boards and letters name people: nobody is to publish them by `git add .`."""
    (tmp_path / ".gitignore").write_text(of("fr", "github")[".gitignore"], encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    options = [each for place in COMMANDS.values() for each in place.command().params]
    made = {each.default for each in options if each.name in ("output", "out") and each.default}
    wanted = {name for name in made if isinstance(name, str)} | {"courrier/un.eml", "royalties/ada.csv"}
    assert {"status.html", "form.html", "proofs"} <= wanted
    for name in wanted:
        file = tmp_path / name / ("" if "." in name else "ada.pdf")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    listed = ["git", "ls-files", "--others", "--exclude-standard"]
    seen = subprocess.run(listed, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert seen.stdout.split() == [".gitignore"]


@pytest.mark.parametrize("forge", ["github", "forgejo"])
@pytest.mark.parametrize("lang", scaffold_languages())
def test_actions_are_pinned_and_nothing_of_a_stranger_is_in_a_command(lang: str, forge: Forge) -> None:
    for workflow in workflows(lang, forge).values():
        for step in steps(workflow):
            assert re.search(r"@[0-9a-f]{40}$", step.get("uses", "@" + "0" * 40)), step
            assert "${{" not in step.get("run", ""), step
            if "actions/checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("lang", scaffold_languages())
def test_jobs_on_github_may_read_and_the_last_one_publish(lang: str) -> None:
    found = workflows(lang, "github")
    rights = {
        (name, job): each["permissions"]
        for name, workflow in found.items()
        for job, each in workflow["jobs"].items()
    }
    assert all(workflow["permissions"] == {} for workflow in found.values())
    assert rights.pop(("issue", "essay")) == {"contents": "write", "pull-requests": "write"}
    assert rights.pop(("consent", "consent")) == {"contents": "write", "pull-requests": "write"}
    assert rights.pop(("preview", "preview")) == {"actions": "read", "statuses": "write"}
    assert rights.pop(("status", "status")) == {"contents": "read", "issues": "write"}
    assert rights.pop(("publish", "deploy")) == {"pages": "write", "id-token": "write"}
    assert all(each == {"contents": "read"} for each in rights.values())


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_a_proposal_is_checked_by_the_engine_of_the_branch_proposed_to(forge: Forge) -> None:
    workflow = workflows("en", forge)["pull-request"]
    assert set(workflow[True]) == {"pull_request"}  # YAML 1.1 reads `on` as true
    checkouts = [step["with"] for step in steps(workflow) if "checkout@" in step.get("uses", "")]
    assert [(each["path"], "base.sha" in each.get("ref", "")) for each in checkouts] == [
        ("anthology", True),
        ("proposal", False),
    ]
    commands = " ".join(step.get("run", "") for step in steps(workflow))
    assert not re.search(r"proposal/(?!contributions\b)", commands)


@pytest.mark.parametrize("lang", scaffold_languages())
def test_zizmor_finds_nothing_in_the_workflows(lang: str, tmp_path: Path) -> None:
    """The linter of GitHub’s workflows, offline and at its strictest, from a medium severity on."""
    write_files(tmp_path, of(lang, "github", desk=True))
    linter = Path(sys.executable).with_name("zizmor")
    options = ("--offline", "--persona=pedantic", "--min-severity=medium", "--no-progress")
    found = subprocess.run(
        [linter, *options, ".github"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("there", ["", "12"])
def test_one_issue_is_renewed_or_begun(there: str, tmp_path: Path) -> None:
    name = sentences("scaffold", "fr")["status-renew"]
    (script,) = (step["run"] for step in steps(workflows("fr", "github")["status"]) if step["name"] == name)
    for folder in ("bin", "work"):
        (tmp_path / folder).mkdir()
    (tmp_path / "status.md").write_text("| Ada |\n", encoding="utf-8")
    forge = tmp_path / "bin/gh"
    said = f'echo "$@" >> "{tmp_path}/calls"\ncase "$*" in *labels=*) echo "{there}";; esac\n'
    forge.write_text(f"#!/bin/sh\n{said}", encoding="utf-8")
    forge.chmod(0o755)
    environment = {"PATH": f"{tmp_path}/bin:/usr/bin:/bin", "REPOSITORY": "a/b", "GH_TOKEN": "x"}
    done = subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path / "work", env=environment, check=False)
    assert done.returncode == 0
    calls = (tmp_path / "calls").read_text("utf-8").splitlines()
    assert len(calls) == (2 if there else 3)
    assert "--field body=@../status.md" in calls[-1]
    assert ("PATCH repos/a/b/issues/12" in calls[-1]) == bool(there)
    assert ("title=Qui doit quoi" in calls[-1]) != bool(there)


@pytest.mark.parametrize("forge", FORGES)
@pytest.mark.parametrize("lang", scaffold_languages())
def test_what_renews_the_issue_is_bash_and_runs_when_it_is_due_alone(lang: str, forge: Forge) -> None:
    found = workflows(lang, forge)
    if forge == "gitlab":
        job = found[".gitlab-ci"]["status"]
        assert job["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule" && $STATUS_TOKEN'}]
        scripts = job["script"]
    else:
        assert found["status"][True].keys() == {"schedule", "workflow_dispatch"}
        scripts = [step["run"] for step in steps(found["status"]) if "run" in step]
    assert sum("florilege status --format markdown" in script for script in scripts) == 1
    for script in scripts:
        assert subprocess.run(["bash", "-n", "-c", script], check=False).returncode == 0


PAGES = {"index.html": "<p>", "essays/un/index.html": "<p>"}


def as_preview(folder: Path, kind: str) -> None:
    """Pages as an artefact leaves them, and what must not be among them."""
    for path, text in PAGES.items():
        (folder / "preview" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "preview" / path).write_text(text, encoding="utf-8")
    match kind:
        case "link":
            (folder / "preview/lien").symlink_to("/etc/passwd")
        case "folder-link":
            (folder / "preview/lien").symlink_to("/etc")
        case "fifo":
            os.mkfifo(folder / "preview/tuyau")
        case "git":
            (folder / "preview/essays/.git").mkdir()
        case "hidden":
            (folder / "preview/.htaccess").write_text("x", encoding="utf-8")
        case "huge":
            with (folder / "preview/grand").open("wb") as stream:
                stream.truncate(2_000_000_000)
        case "empty":
            (folder / "preview/index.html").unlink()


@pytest.mark.parametrize("kind", ["good", "link", "folder-link", "fifo", "git", "hidden", "huge", "empty"])
def test_a_preview_is_published_only_where_it_is_pages_alone(kind: str, tmp_path: Path) -> None:
    name = sentences("scaffold", "en")["preview-look"]
    (script,) = (step["run"] for step in steps(workflows("en", "github")["preview"]) if step["name"] == name)
    as_preview(tmp_path, kind)
    looked = in_shell(tmp_path, script, COMMIT="0" * 40)
    assert (looked.returncode == 0) == (kind == "good"), looked.stderr
    assert in_shell(tmp_path, script, COMMIT="../" + "0" * 40).returncode != 0


def test_the_workflow_that_publishes_previews_takes_nothing_from_a_proposal() -> None:
    """No code of it is checked out, no word of it is in a command; it waits for the workflow’s own name."""
    workflow = workflows("en", "github")["preview"]
    assert workflow[True]["workflow_run"]["workflows"] == [workflows("en", "github")["pull-request"]["name"]]
    assert [step for step in steps(workflow) if "uses" in step] == []
    text = of("en", "github")[".github/workflows/preview.yml"]
    assert not re.search(r"head_branch|head_repository|display_title|pull_request\.(?:title|body)", text)


def test_this_repository_and_a_new_one_pin_the_same_actions() -> None:
    folder = Path(__file__).parents[2] / ".github" / "workflows"
    ours = {
        step["uses"].partition("@")[0]: step["uses"]
        for file in folder.glob("*.yml")
        for step in steps(yaml.safe_load(file.read_text(encoding="utf-8")))
        if "uses" in step
    }
    theirs = {
        step["uses"] for each in workflows("en", "github").values() for step in steps(each) if "uses" in step
    }
    assert {use for use in theirs if use.partition("@")[0] in ours} <= set(ours.values())


@pytest.mark.parametrize("lang", scaffold_languages())
def test_gitlab_takes_engine_and_settings_from_the_branch_proposed_to(lang: str) -> None:
    pipeline = workflows(lang, "gitlab")[".gitlab-ci"]
    commands = pipeline["essays"]["before_script"] + pipeline["essays"]["script"]
    assert all(isinstance(command, str) for command in commands + pipeline["pages"]["script"])
    assert any("../anthology/requirements.txt" in command for command in commands)
    assert pipeline["pages"]["artifacts"]["paths"] == ["public", "tomes"]


def git(folder: Path, *arguments: str) -> str:
    alone = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
    run = subprocess.run(command, cwd=folder, env=alone, check=True, capture_output=True, text=True)
    return run.stdout.strip()


@pytest.fixture
def proposed(tmp_path: Path) -> tuple[Path, str]:
    """A folder as the workflows find it: the branch proposed to (with its commit), a proposal merged."""
    origin = tmp_path / "origin"
    write_files(origin, ENGLISH)
    git(origin, "init", "--quiet")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "Begin")
    base = git(origin, "rev-parse", "HEAD")
    git(origin, "switch", "--quiet", "--create", "theirs")
    settings = (origin / "mkdocs.yml").read_text(encoding="utf-8")
    mine = settings.replace("  - florilege", "  - florilege:\n      maintainers: [mallory]")
    assert mine != settings
    (origin / "mkdocs.yml").write_text(mine, encoding="utf-8")
    (origin / "contributions/authors/the-editors.md").unlink()
    git(origin, "commit", "--quiet", "--all", "--message", "Take over")
    git(origin, "switch", "--quiet", "--detach", base)
    git(origin, "merge", "--quiet", "--no-ff", "theirs", "--message", "Merge")
    for name, commit in (("anthology", base), ("proposal", "HEAD")):
        git(tmp_path, "clone", "--quiet", str(origin), name)
        git(tmp_path / name, "checkout", "--quiet", "--detach", git(origin, "rev-parse", commit))
    program(tmp_path / "bin/florilege", tmp_path / "venv/bin/florilege")
    return tmp_path, base


def program(*files: Path) -> None:
    """The command of this package, where workflows look for it."""
    for file in files:
        file.parent.mkdir(parents=True)
        file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m florilege.cli "$@"\n')
        file.chmod(0o755)


def in_shell(folder: Path, script: str, **environ: str) -> subprocess.CompletedProcess[str]:
    path = f"{folder.parent}/bin:{folder}/bin:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder,
        env=os.environ | {"PATH": path} | environ,
        capture_output=True,
        text=True,
        check=False,
    )


REFUSED = ["'contributions/authors/the-editors.md'", "'mkdocs.yml'"]


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_whose_is_what_is_asked_of_the_branch_proposed_to(forge: Forge, proposed: tuple[Path, str]) -> None:
    folder, base = proposed
    names = sentences("scaffold", "en")
    commands = {step["name"]: step.get("run", "") for step in steps(workflows("en", forge)["pull-request"])}
    placed = in_shell(folder, commands[names["put-in-place"]], BASE=base)
    assert placed.returncode == 0, placed.stderr
    assert not (folder / "anthology/contributions/authors/the-editors.md").exists()
    asked = in_shell(folder, commands[names["own-files"]], PROPOSER="mallory")
    assert asked.returncode == 1, asked.stderr
    assert [line.partition(":")[0] for line in asked.stdout.splitlines()] == REFUSED


def test_gitlab_asks_the_branch_proposed_to_whose_is_what(proposed: tuple[Path, str]) -> None:
    folder, base = proposed
    job = workflows("en", "gitlab")[".gitlab-ci"]["essays"]
    (folder / "anthology").rename(folder / "unused")
    script = [
        line
        for line in job["before_script"] + job["script"]
        if not re.search(r"apt-get|pip |florilege check|florilege proof|mkdocs build", line)
    ]
    variables = {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "2",
        "CI_MERGE_REQUEST_PROJECT_ID": "1",
        "GITLAB_USER_LOGIN": "mallory",
    }
    asked = in_shell(folder / "proposal", "\n".join(script), **variables)
    assert asked.returncode == 1, asked.stderr
    assert [line.partition(":")[0] for line in asked.stdout.splitlines()] == REFUSED
    assert not (folder / "anthology/contributions/authors/the-editors.md").exists()


@pytest.mark.press
def test_a_proposed_essay_is_printed_with_its_letters(tmp_path: Path) -> None:
    """On each forge: a changed essay with a letter, and a new draft that two sign, one of them new too."""
    origin, essays = tmp_path / "origin", "contributions/essays"
    write_files(origin, ENGLISH)
    volume = origin / "contributions/volumes/volume-1/index.md"
    fields = volume.read_text("utf-8").replace("---\n", "---\nletters: part\n", 1)
    volume.write_text(fields, encoding="utf-8")
    git(origin, "init", "--quiet")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "Begin")
    base = git(origin, "rev-parse", "HEAD")
    git(origin, "switch", "--quiet", "--create", "theirs")
    changed = origin / essays / "writing-an-essay/index.md"
    changed.write_text(changed.read_text("utf-8") + "\nA last paragraph of mine.\n", encoding="utf-8")
    signed = 'title: "New: an essay"\nauthors: [eva, Jo Marsh]\nlicense: CC BY 4.0\ndraft: true'
    dear = "---\nauthors: [Jo Marsh]\ndate: 2026-12-01\n---\n\nDear all.\n"
    new = {
        f"{essays}/writing-an-essay/letters/jo.md": dear,
        f"{essays}/mine/index.md": f"---\n{signed}\n---\n\nNew words.\n",
        "contributions/authors/eva.md": MINE["contributions/authors/eva.md"],
    }
    write_files(origin, new)
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "Mine")
    git(origin, "switch", "--quiet", "--detach", base)
    git(origin, "merge", "--quiet", "--no-ff", "theirs", "--message", "Merge")
    merged = git(origin, "rev-parse", "HEAD")
    for name, commit in (("anthology", base), ("proposal", merged)):
        git(tmp_path, "clone", "--quiet", str(origin), name)
        git(tmp_path / name, "checkout", "--quiet", "--detach", commit)
    program(tmp_path / "bin/florilege", tmp_path / "venv/bin/florilege")
    names = sentences("scaffold", "en")

    def in_place(folder: str, script: str) -> None:
        path = f"{tmp_path}/bin:{os.environ['PATH']}"
        done = in_shell(tmp_path / folder, script, PATH=path, CI_PROJECT_DIR="..")
        assert done.returncode == 0, done.stdout + done.stderr

    def step(forge: Forge, name: str) -> None:
        every = steps(workflows("en", forge)["pull-request"])
        (found,) = (each for each in every if each["name"] == names[name])
        in_place(found.get("working-directory", ""), found["run"])

    def printed() -> list[str]:
        found = []
        for file in sorted((tmp_path / "proofs").glob("*.pdf")):
            text = subprocess.check_output(["pdftotext", file, "-"], text=True)
            found += [f"{file.stem}: {word}" for word in WORDS if word in text]
        shutil.rmtree(tmp_path / "proofs")
        return found

    wanted = ["mine: New words", "writing-an-essay: A last paragraph", "writing-an-essay: Dear all"]
    for name in ("put-in-place", "check", "proof"):
        step("github", name)
    assert printed() == wanted
    step("forgejo", "proof")
    assert printed() == wanted
    lines = workflows("en", "gitlab")[".gitlab-ci"]["essays"]["script"]
    in_place("anthology", next(each for each in lines if "florilege proof" in each))
    assert printed() == wanted


WORDS = ("New words", "A last paragraph", "Dear all")


# ---- Consent by a comment

GRANT = "Hi.\n\nI grant these rights to my text, worldwide and as long as the anthology is offered: site, {}."
ESSAY = "---\ntitle: $(touch pwned)\nauthors: [eva]\nlicense: CC BY 4.0\n---\n\nWords.\n"
MINE = {
    "contributions/essays/mine/index.md": ESSAY,
    "contributions/authors/eva.md": "---\nname: Eva\naccount: eva-b\n---\n",
}


def event(forge: Forge, words: str) -> dict[str, object]:
    """What a forge tells of a comment by the proposer."""
    if forge == "gitlab":
        note = {"note": words, "author_id": 3, "noteable_type": "MergeRequest", "created_at": "2026-01-02"}
        merge = {"iid": 7, "author_id": 3}
        user = {"username": "eva-b"}
        return {"object_kind": "note", "user": user, "object_attributes": note, "merge_request": merge}
    user = {"login": "eva-b"}
    comment = {"body": words, "user": user, "created_at": "2026-01-02T10:00:00Z"}
    return {"comment": comment, "issue": {"number": 7, "user": user}}


@pytest.fixture
def commented(tmp_path: Path, forge: Forge) -> Path:
    """A folder as the workflow finds it: the branch proposed to, and a proposal of a new essay."""
    origin = tmp_path / "origin"
    write_files(origin, of("en", forge, desk=True))
    git(origin, "init", "--quiet", "--initial-branch", "main")
    git(origin, "config", "receive.advertisePushOptions", "true")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "Begin")
    git(origin, "switch", "--quiet", "--create", "theirs")
    write_files(origin, MINE)
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "Mine")
    git(origin, "update-ref", "refs/merge-requests/7/head", "theirs")
    git(origin, "switch", "--quiet", "main")
    (tmp_path / "bin").mkdir()
    (tmp_path / "venv/bin").mkdir(parents=True)
    python = f'exec "{sys.executable}" -m florilege.cli "$@"\n'
    told = f'printf "%s " "$@" >> "{tmp_path}/calls"; echo >> "{tmp_path}/calls"\n'
    for name, body in {"bin/florilege": python, "venv/bin/florilege": python, "bin/gh": told}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}")
    (tmp_path / "bin/curl").write_text(f"#!/bin/sh\n{told}case $* in *limit=50*) echo '[]';; esac\n")
    for name in ("bin/florilege", "venv/bin/florilege", "bin/gh", "bin/curl"):
        (tmp_path / name).chmod(0o755)
    return tmp_path


def comment_on(folder: Path, forge: Forge, words: str) -> subprocess.CompletedProcess[str]:
    """Run what runs for a comment, in fresh checkouts."""
    for name in ("anthology", "proposal"):
        shutil.rmtree(folder / name, ignore_errors=True)
    git(folder, "clone", "--quiet", "origin", "anthology")
    (folder / "event.json").write_text(json.dumps(event(forge, words)), encoding="utf-8")
    if forge == "gitlab":
        job = workflows("en", forge)[".gitlab-ci"]["consent"]
        scripts = ["\n".join(job["script"])]
    else:
        git(folder, "clone", "--quiet", "--branch", "theirs", "origin", "proposal")
        found = steps(workflows("en", forge)["consent"])
        scripts = [step["run"] for step in found if "apt-get" not in step.get("run", "apt-get")]
    variables = {
        **dict.fromkeys(("GITHUB_EVENT_PATH", "TRIGGER_PAYLOAD"), str(folder / "event.json")),
        "NUMBER": "7",
        "REPOSITORY": "a/b",
        "BRANCH": "main",
        "SERVER": "https://forge.example",
        **dict.fromkeys(("TOKEN", "CONSENT_TOKEN", "GH_TOKEN"), "secret"),
        "CI_SERVER_HOST": "forge.example",
        "CI_PROJECT_PATH": "a/b",
        "CI_PROJECT_ID": "1",
        "CI_DEFAULT_BRANCH": "main",
        "CI_API_V4_URL": "https://forge.example/api/v4",
        "GIT_CONFIG_COUNT": "3",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    remotes = ("github.com", "x-access-token:secret@forge.example", "consent:secret@forge.example")
    for number, remote in enumerate(remotes):
        variables[f"GIT_CONFIG_KEY_{number}"] = f"url.{folder}/origin.insteadOf"
        variables[f"GIT_CONFIG_VALUE_{number}"] = f"https://{remote}/a/b.git"
    for script in scripts:
        done = in_shell(folder / ("anthology" if forge == "gitlab" else ""), script, **variables)
        if done.returncode:
            break
    return done


@pytest.mark.parametrize("forge", FORGES)
def test_a_comment_becomes_a_note_that_is_proposed(forge: Forge, commented: Path) -> None:
    done = comment_on(commented, forge, GRANT.format("print"))
    assert done.returncode == 0, done.stderr
    file = "contributions/consents/mine.yml"
    record = yaml.safe_load(git(commented / "origin", "show", f"consent-7:{file}"))
    given = [(each["author"], each["right"], each["means"]) for each in record["given"]]
    assert given == [("eva", "site", "pull-request"), ("eva", "print", "pull-request")]
    assert {str(each["date"]) for each in record["given"]} == {"2026-01-02"}
    changed = git(commented / "origin", "diff", "--name-only", "main", "consent-7")
    assert changed == file, "nothing else of the proposal comes along"
    said = (commented / "said.md").read_text(encoding="utf-8")
    assert f"`{file}`: Noted: eva – site, print." in said
    calls = (commented / "calls").read_text(encoding="utf-8")
    assert ("said.md" in calls) or ("said.json" in calls), "it is answered"
    assert not [*commented.rglob("pwned")]
    before = len(calls)
    done = comment_on(commented, forge, "I grant these rights to my text, if I must; $(touch pwned)")
    assert done.returncode == 0, done.stderr
    assert "Nothing was noted" in (commented / "said.md").read_text(encoding="utf-8")
    assert len((commented / "calls").read_text(encoding="utf-8")) > before
    assert not [*commented.rglob("pwned")]
    if forge == "github":
        done = comment_on(commented, forge, "I withdraw these rights to my text: site.")
        assert done.returncode == 0, done.stderr
        record = yaml.safe_load(git(commented / "origin", "show", f"consent-7:{file}"))
        assert {each["right"]: "withdrawn" in each for each in record["given"]} == {
            "print": False,
            "site": True,
        }


# ---- Built


@pytest.mark.press
@pytest.mark.parametrize("lang", scaffold_languages())
def test_it_builds_a_site_and_a_tome_without_a_word_of_warning(lang: str, tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert florilege(tmp_path, "init", "new", "--lang", lang).returncode == 0
    built = run(root, "-m", "mkdocs", "build", "--strict")
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    assert (root / "site/index.html").is_file()
    printed = florilege(root, "build", "--lang", lang)
    assert printed.returncode == 0, printed.stderr
    assert printed.stderr == ""
    (tome,) = (root / "tomes").glob("*.pdf")
    assert list((root / "site").rglob(tome.name)), "the site offers it"
    judged = florilege(root, "preflight", tome.stem, "--lang", lang)
    assert judged.returncode == 0, judged.stdout
