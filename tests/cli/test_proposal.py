"""What a stranger's proposal may touch, on real diffs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ESSAY = "contributions/essays/le-banc"
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


@pytest.fixture
def proposal(tmp_path: Path) -> Path:
    """A repository with one commit, in which a test then changes files."""
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "user.name", "Someone")
    git(tmp_path, "config", "user.email", "someone@example.org")
    write(tmp_path, "mkdocs.yml")
    write(tmp_path, "contributions/essays/autre/index.md")
    commit(tmp_path)
    return tmp_path


def git(folder: Path, *arguments: str) -> str:
    environ = os.environ | ALONE
    run = subprocess.run(
        ["git", *arguments], cwd=folder, env=environ, check=True, capture_output=True, text=True
    )
    return run.stdout


def write(folder: Path, path: str, text: str = "text\n") -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Change")


def ask(folder: Path, question: str) -> tuple[int, list[str]]:
    """Exit code and lines of the command on the last commit."""
    raw = git(folder, "diff", "--raw", "-z", "--no-renames", "--no-abbrev", "HEAD^1", "HEAD")
    run = subprocess.run(
        [sys.executable, "-m", "florilege.cli", "proposal", question],
        input=raw,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode in (0, 1), run.stderr
    return run.returncode, run.stdout.splitlines()


def test_an_essay_its_images_and_an_author_file_are_ones_own(proposal: Path) -> None:
    for path in (f"{ESSAY}/index.md", f"{ESSAY}/Banc_1.png", "contributions/authors/lea-petit.md"):
        write(proposal, path)
    commit(proposal)
    assert ask(proposal, "scope") == (0, [])
    assert ask(proposal, "essays") == (0, ["le-banc"])
    assert ask(proposal, "paths") == (0, ["contributions/authors/lea-petit.md", ESSAY])


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml",
        "plugins/florilege/cli.py",
        ".github/workflows/pull-request.yml",
        "requirements.txt",
        "contributions/index.md",
        "contributions/volumes/tome-1/index.md",
        f"{ESSAY}/figure.svg",
        f"{ESSAY}/.gitattributes",
        f"{ESSAY}/sub/index.md",
        f"{ESSAY}/été.png",
        "contributions/essays/Le-Banc/index.md",
        'contributions/essays/le-banc/a\n"b.png',
    ],
)
def test_anything_else_is_refused_and_shown_on_one_line(proposal: Path, path: str) -> None:
    write(proposal, path, "changed\n")
    commit(proposal)
    code, lines = ask(proposal, "scope")
    assert code == 1
    assert len(lines) == 1
    assert lines[0].startswith(ascii(path))


def test_a_link_a_program_and_a_second_essay_are_refused(proposal: Path) -> None:
    write(proposal, f"{ESSAY}/index.md").chmod(0o755)
    (proposal / ESSAY / "secret.png").symlink_to("/etc/passwd")
    write(proposal, "contributions/essays/autre/index.md", "mine now\n")
    commit(proposal)
    code, lines = ask(proposal, "scope")
    assert code == 1
    assert [line.partition(": ")[0].strip() for line in lines] == [
        f"'{ESSAY}/index.md'",
        f"'{ESSAY}/secret.png'",
        "autre, le-banc",
    ]


def test_a_deleted_essay_has_no_pages_to_set(proposal: Path) -> None:
    (proposal / "contributions/essays/autre/index.md").unlink()
    commit(proposal)
    assert ask(proposal, "essays") == (0, [])


@pytest.mark.parametrize("path", ["mkdocs.yml", "contributions/essays/autre/index.md"])
def test_all_is_checked_where_something_else_changes_or_goes(proposal: Path, path: str) -> None:
    write(proposal, f"{ESSAY}/index.md")
    (proposal / path).unlink()
    commit(proposal)
    assert ask(proposal, "paths") == (0, [])
