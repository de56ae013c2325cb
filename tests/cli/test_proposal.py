"""What a proposer may touch, on real diffs: one's own, by the word of the branch proposed to."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from florilege.catalogue.model import Catalogue
from florilege.catalogue.writings import Author, Body, Byline, Essay
from florilege.cli import main
from florilege.diagnostics.problems import FlorilegeError
from florilege.intake.proposed_changes import FILE, ProposedChange, refusals
from florilege.reading.loader import read
from worlds import letter, small

ESSAY = "contributions/essays/le-banc"
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
SETTINGS = "site_name: x\nplugins: [florilege: {maintainers: [The-Editor]}]\n"


def essay(title: str, authors: str) -> str:
    return f"---\ntitle: {title}\nauthors: [{authors}]\nlicense: CC BY 4.0\n---\n\nUn texte.\n"


def png(name: str) -> bytes:
    return f"\x89PNG {name}".encode("latin-1")


BASE: dict[str, str | bytes | None] = {
    "authors/ada.md": "---\nname: Ada Lune\naccount: ada-l\nportrait: portrait-of-ada.png\n---\n",
    "authors/bob.md": "---\nname: Bob Rue\naccount: https://forge.example/bob/\n---\n",
    "authors/eva.md": "---\nname: Eva Blanc\n---\n",
    "authors/zoe.md": "---\nname: Zoé Roux\nportrait: Zoé’s face.PNG\n---\n",
    "authors/portrait-of-ada.png": png("ada"),
    "authors/Zoé’s face.PNG": png("zoe"),
    "authors/bob.jpg": png("bob"),
    "authors/nobody.png": png("nobody"),
    "essays/un/index.md": essay("Un", "ada"),
    "essays/un/vue.png": png("un"),
    "essays/un/letters/bob.md": letter("bob", "2026-01-01", "D’accord."),
    "essays/un/letters/zed.md": letter("Zed", "2026-01-01", "Non."),
    "essays/deux/index.md": essay("Deux", "bob, ada"),
    "essays/trois/index.md": essay("Trois", "eva"),
    "essays/trois/vue.png": png("trois"),
    "essays/faulty/index.md": "---\ntitle: T\nlang: ???\nauthors: [ada]\n---\n\nUn texte.\n",
    "essays/unreadable/index.md": b"\xff",
    "essays/adrift.md": essay("Adrift", "Somebody"),
}


@pytest.fixture(scope="module")
def base_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    git(folder, "init", "--quiet")
    git(folder, "config", "user.name", "Someone")
    git(folder, "config", "user.email", "someone@example.org")
    small(folder, BASE)
    write(folder, "mkdocs.yml", SETTINGS)
    write(folder, ".github/workflows/pull-request.yml")
    commit(folder)
    return folder


@pytest.fixture
def proposal(base_repository: Path, tmp_path: Path) -> Path:
    """A copy of the repository, in which a test then changes files."""
    git(base_repository, "clone", "--quiet", ".", str(tmp_path / "proposal"))
    return tmp_path / "proposal"


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Someone", "-c", "user.email=someone@example.org")
    run = subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        env=os.environ | ALONE,
        check=True,
        capture_output=True,
        text=True,
    )
    return run.stdout


def write(folder: Path, path: str, text: str = "text\n") -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def move(folder: Path, path: str, to: str) -> None:
    (folder / to).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).rename(folder / to)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "Change")


def diff(proposal: Path, *options: str) -> str:
    commit(proposal)
    options = options or ("--no-renames",)
    return git(proposal, "diff", "--raw", "-z", "--no-abbrev", *options, "HEAD~1", "HEAD")


def ask(base: Path, raw: str, question: str, *options: str) -> tuple[int, list[str]]:
    """Exit code and lines of the command in the branch proposed to."""
    with chdir(base):
        run = CliRunner().invoke(
            main.florilege, ["proposal", question, "--lang", "en", *options], input=raw.encode()
        )
    assert run.exit_code in (0, 1), run.output
    return run.exit_code, run.stdout.splitlines()


def command(folder: Path, raw: str, *options: str) -> subprocess.CompletedProcess[str]:
    """`florilege proposal scope` there, as a workflow calls it."""
    return subprocess.run(
        [sys.executable, "-m", "florilege.cli", "proposal", "scope", "--lang", "en", *options],
        cwd=folder,
        input=raw,
        capture_output=True,
        text=True,
        check=False,
    )


Change = Callable[[Path], object]


def new(path: str, text: str = "text\n") -> Change:
    return lambda folder: write(folder, path, text)


def gone(path: str) -> Change:
    return lambda folder: (folder / path).unlink()


def moved(path: str, to: str) -> Change:
    return lambda folder: move(folder, path, to)


def both(*changes: Change) -> Change:
    return lambda folder: [change(folder) for change in changes]


def linked(path: str, to: str) -> Change:
    def link(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).unlink(missing_ok=True)
        (folder / path).symlink_to(to)

    return link


def program(path: str) -> Change:
    return lambda folder: (write(folder, path, "x") if not (folder / path).exists() else folder / path).chmod(
        0o755
    )


def submodule(path: str) -> Change:
    def add(folder: Path) -> None:
        git(folder, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{path}")
        (folder / path).mkdir(parents=True)

    return add


C = "contributions"
OWN: dict[str, tuple[str, Change]] = {
    "a new essay": ("", new(f"{ESSAY}/index.md")),
    "its pictures": (
        "",
        both(
            new(f"{ESSAY}/index.md"),
            *(new(f"{ESSAY}/{name}") for name in ("Banc_1.png", "a.b.jpeg", "Vues/2/B.webp", "IMG 1.JPG")),
        ),
    ),
    "what a machine leaves beside it": ("", both(new(f"{ESSAY}/index.md"), new(f"{ESSAY}/.DS_Store"))),
    "a new author and a portrait": ("", both(new(f"{C}/authors/lea.md"), new(f"{C}/authors/lea.jpg"))),
    "two new authors": ("", both(new(f"{C}/authors/lea.md"), new(f"{C}/authors/luc.md"))),
    "one's own essay": ("ada-l", new(f"{C}/essays/un/index.md", essay("Un!", "ada"))),
    "one's account in capitals": ("ADA-L", new(f"{C}/essays/un/index.md", essay("Un!", "ada"))),
    "an essay of two": ("bob", new(f"{C}/essays/deux/index.md", essay("Deux!", "bob, ada"))),
    "an essay in error": ("ada-l", new(f"{C}/essays/faulty/index.md", essay("T", "ada"))),
    "one's own picture": ("ada-l", gone(f"{C}/essays/un/vue.png")),
    "one's own picture, renamed": ("ada-l", moved(f"{C}/essays/un/vue.png", f"{C}/essays/un/Vue.png")),
    "one's own essay, withdrawn": (
        "ada-l",
        both(gone(f"{C}/essays/un/index.md"), gone(f"{C}/essays/un/vue.png")),
    ),
    "one's own file": ("bob", new(f"{C}/authors/bob.md", "---\nname: Robert Rue\n---\n")),
    "one's own portrait": (
        "ada-l",
        both(gone(f"{C}/authors/portrait-of-ada.png"), new(f"{C}/authors/ada.png")),
    ),
    "a letter to somebody's essay": ("", new(f"{C}/essays/un/letters/lea.md")),
    "one's own letter": ("bob", new(f"{C}/essays/un/letters/bob.md")),
    "letters to two essays": ("", both(*(new(f"{C}/essays/{id}/letters/lea.md") for id in ("un", "deux")))),
    "anything by a maintainer": (
        "the-editor",
        both(
            gone(f"{C}/authors/bob.md"),
            new("mkdocs.yml", "site_name: y\n"),
            new(f"{C}/essays/un/index.md"),
            new(f"{C}/essays/deux/index.md"),
            linked(f"{ESSAY}/a.png", "/etc/passwd"),
        ),
    ),
}
"""What is allowed: the account that proposes, and the change."""

FOREIGN, FORM, THEIRS, KEPT, SEVERAL = (
    "not a file of an essay",
    "a link, a program",
    "it is ",
    "there already",
    "one essay",
)
NOT_OWN: dict[str, tuple[str, Change, list[str]]] = {
    "settings": ("ada-l", new("mkdocs.yml", "site_name: y\n"), [FOREIGN]),
    "settings that make one a maintainer": (
        "mallory",
        new("mkdocs.yml", SETTINGS.replace("The-Editor", "mallory")),
        [FOREIGN],
    ),
    "a workflow": ("ada-l", new(".github/workflows/pull-request.yml", "on: push\n"), [FOREIGN]),
    "a new workflow": ("", new(".forgejo/workflows/x.yml"), [FOREIGN]),
    "code": ("", new("plugins/florilege/cli/main.py"), [FOREIGN]),
    "requirements": ("", new("requirements.txt"), [FOREIGN]),
    "the home page": ("ada-l", new(f"{C}/index.md"), [FOREIGN]),
    "a volume": ("ada-l", new(f"{C}/volumes/tome-1/index.md"), [FOREIGN]),
    "a volume, removed": ("ada-l", gone(f"{C}/volumes/tome-1/index.md"), [FOREIGN]),
    "a page": ("", new(f"{C}/pages/mentions-legales.md"), [FOREIGN]),
    "another kind of file": ("", new(f"{ESSAY}/figure.svg"), [FOREIGN]),
    "a hidden file": ("", new(f"{ESSAY}/.gitattributes"), [FOREIGN]),
    "a hidden folder": ("", new(f"{ESSAY}/.git-hooks/a.png"), [FOREIGN]),
    "a second text in the folder": ("", new(f"{ESSAY}/sub/index.md"), [FOREIGN]),
    "a text outside a folder": ("", new(f"{C}/essays/le-banc.md"), [FOREIGN]),
    "a name that is no id": ("", new(f"{C}/essays/Le-Banc/index.md"), [FOREIGN]),
    "a reserved name": ("", new(f"{C}/essays/search/index.md"), [FOREIGN]),
    "a line break in a name": ("", new(f'{C}/essays/a\n"b/index.md'), [FOREIGN]),
    "the root, in another case": ("", new("Contributions/essays/le-banc/index.md"), [FOREIGN]),
    "somebody's essay, by nobody known": ("", new(f"{C}/essays/un/index.md"), [KEPT]),
    "somebody's essay": ("bob", new(f"{C}/essays/un/index.md"), [THEIRS]),
    "somebody's essay, signed as one's own": (
        "bob",
        new(f"{C}/essays/un/index.md", essay("Un", "ada, bob")),
        [THEIRS],
    ),
    "somebody's essay, removed": ("bob", gone(f"{C}/essays/trois/index.md"), [THEIRS]),
    "somebody's essay, renamed": (
        "bob",
        moved(f"{C}/essays/trois/index.md", f"{C}/essays/quatre/index.md"),
        [THEIRS, SEVERAL],
    ),
    "an essay that nobody can read": ("ada-l", new(f"{C}/essays/unreadable/index.md"), [KEPT]),
    "a picture of somebody's": ("bob", new(f"{C}/essays/un/vue.png"), [THEIRS]),
    "a picture more in somebody's essay": ("bob", new(f"{C}/essays/un/photos/autre.png"), [THEIRS]),
    "a picture of somebody's, in another case": (
        "bob",
        moved(f"{C}/essays/un/vue.png", f"{C}/essays/un/VUE.png"),
        [THEIRS, THEIRS],
    ),
    "an essay whose text lies elsewhere": ("", new(f"{C}/essays/adrift/index.md"), [KEPT]),
    "somebody's file": ("bob", new(f"{C}/authors/ada.md", "---\nname: Ada\naccount: bob\n---\n"), [THEIRS]),
    "somebody's file, removed": ("ada-l", gone(f"{C}/authors/bob.md"), [THEIRS]),
    "somebody's file, renamed": (
        "ada-l",
        moved(f"{C}/authors/bob.md", f"{C}/authors/bobby.md"),
        [THEIRS],
    ),
    "somebody's file, whose account isn't known": ("eva", new(f"{C}/authors/eva.md"), [THEIRS]),
    "somebody's file, in another case": ("", new(f"{C}/authors/Ada.md"), [FOREIGN]),
    "somebody's portrait": ("bob", new(f"{C}/authors/portrait-of-ada.png"), [THEIRS]),
    "under a portrait's plain name": ("bob", new(f"{C}/authors/zoe-s-face.png"), [THEIRS]),
    "a portrait for somebody": ("bob", new(f"{C}/authors/eva.png"), [THEIRS]),
    "a portrait before somebody's own": ("ada-l", new(f"{C}/authors/bob.png"), [THEIRS]),
    "a portrait for somebody, in another case": ("bob", new(f"{C}/authors/EVA.PNG"), [THEIRS]),
    "a picture of nobody's": ("bob", new(f"{C}/authors/nobody.png"), [KEPT]),
    "somebody's letter": ("ada-l", gone(f"{C}/essays/un/letters/bob.md"), [THEIRS]),
    "a letter that nobody's account has signed": ("bob", new(f"{C}/essays/un/letters/zed.md"), [KEPT]),
    "a letter by no id": ("", new(f"{C}/essays/un/letters/Lea.md"), [FOREIGN]),
    "a picture of a letter": ("bob", new(f"{C}/essays/un/letters/a.png"), [THEIRS]),
    "a link": ("", linked(f"{ESSAY}/secret.png", "/etc/passwd"), [FORM]),
    "a link in the place of one's own": ("ada-l", linked(f"{C}/essays/un/vue.png", "/etc/passwd"), [FORM]),
    "a program": ("", program(f"{ESSAY}/index.md"), [FORM]),
    "one's own made a program": ("ada-l", program(f"{C}/essays/un/index.md"), [FORM]),
    "a repository": ("", submodule(f"{C}/essays/le-banc/a.png"), [FORM]),
    "a repository in the place of a folder": ("", submodule(f"{C}/essays/le-banc"), [FOREIGN, FORM]),
    "two essays": ("", both(new(f"{ESSAY}/index.md"), new(f"{C}/essays/b/index.md")), [SEVERAL]),
}
"""What is refused: the account that proposes, the change, and how the lines go on."""


@pytest.mark.parametrize("name", OWN)
def test_what_is_ones_own_may_change(base_repository: Path, proposal: Path, name: str) -> None:
    by, change = OWN[name]
    change(proposal)
    assert ask(base_repository, diff(proposal), "scope", "--by", by) == (0, [])


@pytest.mark.parametrize("name", NOT_OWN)
def test_what_is_not_ones_own_may_not(base_repository: Path, proposal: Path, name: str) -> None:
    by, change, expected = NOT_OWN[name]
    change(proposal)
    code, lines = ask(base_repository, diff(proposal), "scope", "--by", by)
    assert code == 1
    assert [line.partition(": ")[2][: len(start)] for line, start in zip(lines, expected, strict=True)] == (
        expected
    ), lines


def test_a_path_is_shown_on_one_line(base_repository: Path, proposal: Path) -> None:
    write(proposal, 'a\n"é.png')
    _, lines = ask(base_repository, diff(proposal), "scope")
    assert len(lines) == 1
    assert lines[0].startswith(ascii('a\n"é.png'))


@pytest.mark.parametrize(
    "options", [("--no-renames",), ("-M",), ("-M", "-C", "--find-copies-harder"), ("-B",)]
)
def test_git_finds_renames_and_copies_or_not(
    base_repository: Path, proposal: Path, options: tuple[str, ...]
) -> None:
    """A renamed file is taken from its owner; a copy is new."""
    text = (proposal / C / "essays/trois/index.md").read_text(encoding="utf-8")
    write(proposal, f"{ESSAY}/index.md", text)
    assert ask(base_repository, diff(proposal, *options), "scope", "--by", "bob") == (0, [])
    move(proposal, f"{C}/authors/bob.md", f"{C}/authors/bobby.md")
    code, lines = ask(base_repository, diff(proposal, *options), "scope", "--by", "ada-l")
    assert code == 1
    assert [line.split("'")[1] for line in lines] == [f"{C}/authors/bob.md"]


def test_the_proposal_is_not_asked_whose_is_what(proposal: Path) -> None:
    """In its own tree it might name the proposer a maintainer: there the command answers nothing."""
    write(proposal, "mkdocs.yml", SETTINGS.replace("The-Editor", "mallory"))
    run = command(proposal, diff(proposal), "--by", "mallory")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.endswith("[proposal-not-base]\n")


@pytest.mark.parametrize(
    "raw",
    ["mkdocs.yml", ":100644 100644", ":100644 100644 1 2 M", ":100644 100644 1 2 M\0", "M\0mkdocs.yml\0"],
)
def test_what_is_no_diff_is_refused_as_such(base_repository: Path, raw: str) -> None:
    run = command(base_repository, raw)
    assert run.returncode == 2
    assert run.stderr.startswith("florilege: this isn’t what Git lists")
    assert len(run.stderr.splitlines()) == 1


# ---- What the check takes is one's own

NAMES = st.text("aB_-.é ", min_size=1, max_size=4).map(lambda text: text.strip("."))
FILES = st.sampled_from(["index.md", "plan.md", "a.png", "B.JPG", "a b.png", "é.webp", "a.svg", ".DS_Store"])
PATHS = st.tuples(st.sampled_from(["", "v/", "V_1/", "v/w/", "é/", ".x/"]), FILES).map("".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths=st.sets(PATHS, min_size=1, max_size=4))
def test_what_the_check_takes_is_ones_own(paths: set[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever lies in a new essay's folder without a word from the check is no stranger there either."""
    files: dict[str, str | bytes | None] = {f"essays/le-banc/{path}": essay("B", "ada") for path in paths}
    catalogue, problems = read(small(tmp_path_factory.mktemp("world"), files))
    named = {each.path for each in problems}
    quiet = [path for path in files if not any(path.startswith(each) for each in named)]
    changes = [ProposedChange(f"contributions/{path}", FILE, added=True) for path in quiet]
    empty = Catalogue(title="", home=catalogue.home)
    assert refusals(changes, empty) == []


ACCOUNTS = st.sampled_from(["", "ada", "bob", "eva"])


@given(
    account=ACCOUNTS,
    by=ACCOUNTS,
    signs=st.lists(st.sampled_from([None, "ada", "bob"]), min_size=1, max_size=3),
    added=st.booleans(),
)
def test_an_essay_is_its_signers_alone(account: str, by: str, signs: list[str | None], added: bool) -> None:
    body = Body(path="essays/un/index.md", line=1, markdown="x", lang="fr")
    ada = Author(id="ada", name="Ada", sort_name="Ada", body=body, account=account)
    bylines = tuple(Byline(name=id or "Somebody", author=id) for id in signs)
    catalogue = Catalogue(
        title="",
        home=body,
        authors={"ada": ada, "bob": Author(id="bob", name="Bob", sort_name="Bob", body=body)},
        essays={"un": Essay(id="un", title="Un", bylines=bylines, body=body)},
    )
    change = ProposedChange(f"contributions/{body.path}", FILE, added=added)
    allowed = bool(by) and by == account and "ada" in signs
    assert (refusals([change], catalogue, by=by) == []) is allowed
    assert refusals([change], catalogue, by=by, maintainers=[by.upper(), ""]) == [] or not by


# ---- What to look at


def test_the_essay_that_a_letter_answers_is_printed_with_it(base_repository: Path, proposal: Path) -> None:
    write(proposal, f"{C}/essays/un/letters/lea.md")
    raw = diff(proposal)
    assert ask(base_repository, raw, "essays") == (0, ["un"])
    assert ask(base_repository, raw, "paths") == (0, [f"{C}/essays/un/letters/lea.md"])


def test_an_essay_its_images_and_an_author_file_are_looked_at(base_repository: Path, proposal: Path) -> None:
    for path in (f"{ESSAY}/index.md", f"{ESSAY}/Vues/Banc_1.png", "contributions/authors/lea-petit.md"):
        write(proposal, path)
    raw = diff(proposal)
    assert ask(base_repository, raw, "essays") == (0, ["le-banc"])
    assert ask(base_repository, raw, "paths") == (0, ["contributions/authors/lea-petit.md", ESSAY])


def test_a_deleted_essay_has_no_pages_to_set(base_repository: Path, proposal: Path) -> None:
    (proposal / "contributions/essays/deux/index.md").unlink()
    assert ask(base_repository, diff(proposal), "essays") == (0, [])


@pytest.mark.parametrize("path", ["mkdocs.yml", "contributions/essays/deux/index.md"])
def test_all_is_checked_where_something_else_changes_or_goes(
    base_repository: Path, proposal: Path, path: str
) -> None:
    write(proposal, f"{ESSAY}/index.md")
    (proposal / path).unlink()
    assert ask(base_repository, diff(proposal), "paths") == (0, [])


def test_all_is_checked_where_a_name_has_two_lines(base_repository: Path, proposal: Path) -> None:
    write(proposal, "contributions/authors/a\nb.png")
    assert ask(base_repository, diff(proposal), "paths") == (0, [])


# ---- Consent by a comment

GRANT = "I grant these rights to my text, worldwide and as long as the anthology is offered: site, print."
ACCORDE = (
    "J'accorde pour mon texte ces droits, dans le monde entier et tant que l'anthologie est proposée: "
    "site, imprimé"
)


def commented(
    base: Path, proposal: Path, words: str, by: str, proposer: str, raw: str, lang: str = "en"
) -> tuple[str, dict[str, list[str]]]:
    """What is answered, and the rights noted of each author who is noted."""
    comment = {"body": words, "user": {"login": by}, "created_at": "2026-01-02T10:00:00Z"}
    event = write(proposal.parent, "event.json")
    event.write_text(json.dumps({"comment": comment, "issue": {"user": {"login": proposer}}}), "utf-8")
    here = proposal.parent / "here"
    git(base, "clone", "--quiet", ".", str(here))
    options = ("--comment", str(event), "--proposed", str(proposal), "--lang", lang)
    _, lines = ask(here, raw, "consent", *options)
    given: dict[str, list[str]] = {}
    for consents in read(here / "contributions")[0].consents.values():
        for each in consents.given:
            given.setdefault(each.author, []).append(f"-{each.right}" if each.withdrawn else each.right)
    return "\n".join(lines), given


BOTH = {"Eva Noir": ["site", "print"]}


@pytest.mark.parametrize(
    ("authors", "words", "by", "proposer", "given"),
    [
        ("ada", GRANT, "ADA-L", "someone", {"ada": ["site", "print"]}),
        ("ada", GRANT.replace("print", "EBOOK, Sale"), "ada-l", "ada-l", {"ada": ["site", "ebook", "sale"]}),
        ("ada", ACCORDE, "ada-l", "ada-l", {"ada": ["site", "print"]}),
        ("ada", f"Thank you!\n\n**{GRANT}**\n\nAda", "ada-l", "ada-l", {"ada": ["site", "print"]}),
        ("ada", "I withdraw these rights to my text: site.", "ada-l", "ada-l", {"ada": ["-site"]}),
        ("ada, bob", GRANT, "bob", "ada-l", {"bob": ["site", "print"]}),
        ("ada", GRANT, "bob", "bob", {}),
        ("ada", GRANT, "mallory", "ada-l", {}),
        ("eva", GRANT, "mallory", "mallory", {}),
        ("Eva Noir", GRANT, "eva", "eva", BOTH),
        ("Eva Noir, ada", GRANT, "eva", "eva", BOTH),
        ("Eva Noir", GRANT, "mallory", "eva", {}),
        ("Eva Noir, Jo Gris", GRANT, "eva", "eva", {}),
        ("ada", f"> {GRANT}", "ada-l", "ada-l", {}),
        ("ada", f"```\n{GRANT}\n```", "ada-l", "ada-l", {}),
        ("ada", GRANT.replace("print", "print, if you pay"), "ada-l", "ada-l", {}),
        ("ada", f"{GRANT} Perhaps.", "ada-l", "ada-l", {}),
        ("ada", f"{GRANT}\nI withdraw these rights to my text: site.", "ada-l", "ada-l", {}),
    ],
)
def test_a_comment_grants_what_it_names_for_whom_its_account_may_speak(
    base_repository: Path,
    proposal: Path,
    authors: str,
    words: str,
    by: str,
    proposer: str,
    given: dict[str, list[str]],
) -> None:
    write(proposal, "contributions/essays/new/index.md", essay("New", authors))
    answer, noted = commented(base_repository, proposal, words, by, proposer, diff(proposal))
    assert noted == given
    quoted = words.startswith((">", "```"))
    assert ("Nothing was noted" in answer, answer == "") == (not given and not quoted, quoted)


def test_a_proposal_cannot_say_whose_account_an_old_author_is(base_repository: Path, proposal: Path) -> None:
    file = proposal / "contributions/authors/ada.md"
    file.write_text(file.read_text(encoding="utf-8").replace("ada-l", "mallory"), encoding="utf-8")
    write(proposal, "contributions/essays/new/index.md", essay("New", "ada"))
    answer, noted = commented(base_repository, proposal, GRANT, "mallory", "mallory", diff(proposal), "fr")
    assert (noted, answer.split(".")[0]) == (
        {},
        "Rien n’a été noté\u00a0: ce compte ne signe aucun des essais proposés ici",
    )


@pytest.mark.parametrize(
    "text", ["", "[]", "[" * 100_000, '{"comment": {"body": 1}}', '{"object_kind": "note"}']
)
def test_what_is_no_event_of_a_comment_is_refused(base_repository: Path, tmp_path: Path, text: str) -> None:
    event = write(tmp_path, "event.json", text)
    with chdir(base_repository):
        options = ["proposal", "consent", "--comment", str(event), "--proposed", str(base_repository)]
        run = CliRunner().invoke(main.florilege, options, input="")
    assert isinstance(run.exception, FlorilegeError)
    assert run.exception.code == "comment-unreadable"
