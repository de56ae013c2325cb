"""What `florilege fix` makes of values, files and links, and what it leaves alone."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from florilege.runtime.workers import Workers
from mending.folders import check, mend, tree
from worlds import picture, small

BOB = "---\nname: Bob Rue\n---\n\nIl écrit.\n"


def head(fields: str, text: str = "Une fois.") -> str:
    return f"---\n{fields}\n---\n\n{text}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date: 3 mars 2026  # le jour", "date: 2026-03-03  # le jour"),
        ("date: 2026/3/3", "date: 2026-03-03"),
        ("date: 2026-03-03T10:00:00+01:00", "date: 2026-03-03"),
        ('date: "Mar 3, 2026"', 'date: "2026-03-03"'),
        ("date: “2026-03-03”", "date: 2026-03-03"),
        ("embargo: 1er avril 2026", "embargo: 2026-04-01"),
        ("tags: [“mer”, “port”]  # deux", "tags: [mer, port]  # deux"),
        ("status: “draft”\nsubtitle: “Un soir”", 'status: draft\nsubtitle: "Un soir"'),
    ],
)
def test_a_value_is_written_plainly(before: str, after: str, tmp_path: Path, pool: Workers) -> None:
    fields = "title: Un  # le titre\n{}\n# des gens\nauthors: [ada]\nlicense: CC BY 4.0"
    small(tmp_path, {"essays/un/index.md": head(fields.format(before))})
    mend(tmp_path, pool)
    assert tree(tmp_path)["essays/un/index.md"].decode() == head(fields.format(after))


@pytest.mark.parametrize(
    "fields",
    [
        "date: 03/04/2026",  # the 3rd of April or the 4th of March
        "subtitle: “Un soir”",  # may be a quotation
        "date: peut-être",
        'description: "L’un : l’autre"  # cité',
        "tags:\n  - mer   # salée\n  - port",
        "abstract: >\n  Un : deux\n  trois",
    ],
)
def test_what_is_right_or_unclear_keeps_its_bytes(fields: str, tmp_path: Path, pool: Workers) -> None:
    text = head(f"title: Un\n{fields}\nauthors: [ada]\nlicense: CC BY 4.0")
    small(tmp_path, {"essays/un/index.md": text})
    assert mend(tmp_path, pool).changes == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("authors: ada, bob-rue  # deux", "authors: [ada, bob-rue]  # deux"),
        ("authors: Ada Lune et Bob Rue", "authors: [Ada Lune, Bob Rue]"),
        ("authors: [Ada Lune & Bob Rue]", "authors: [Ada Lune, Bob Rue]"),
        ("authors:\n  - ada, bob-rue  # deux", "authors:\n  - ada\n  - bob-rue  # deux"),
        ("authors: [Ada Lune]", "authors: [Ada Lune]"),
        ("authors: Ada Lune et Zoé Mer", "authors: Ada Lune et Zoé Mer"),  # a stranger, or a group
    ],
)
def test_people_in_one_text_become_a_list(before: str, after: str, tmp_path: Path, pool: Workers) -> None:
    fields = "title: Un\n{}\nlicense: CC BY 4.0"
    small(tmp_path, {"essays/un/index.md": head(fields.format(before)), "authors/bob-rue.md": BOB})
    mend(tmp_path, pool)
    assert tree(tmp_path)["essays/un/index.md"].decode() == head(fields.format(after))


def test_a_title_alone_stays(tmp_path: Path, pool: Workers) -> None:
    """Without it nothing would be left of the text."""
    small(tmp_path, {"essays/un/index.md": head("title: Un\nauthors: [ada]\nlicense: CC BY 4.0", "# Un")})
    assert mend(tmp_path, pool).changes == ()


GOOD = "title: {}\nauthors: [ada]\nlicense: CC BY 4.0"


def moved(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[set[str], set[str]]:
    """The paths that have gone, and those that have come."""
    return {*before} - {*after}, {*after} - {*before}


def test_pictures_go_with_an_essay_and_every_form_of_link_follows(tmp_path: Path, pool: Workers) -> None:
    text = (
        "![Une](img/Le%20Quai.JPG) ![Deux][vue]\n\n"
        "![Trois](<img/Le Quai.JPG> 'Le soir')\n\n"
        '<p><img src="img/Le Quai.JPG" alt="Quatre"></p>\n\n'
        '{{< figure src="img/Le Quai.JPG" alt="Cinq" >}}\n\n'
        "Voir [deux](deux.md#le-soir) et `![code](img/Le Quai.JPG)`.\n\n"
        "[vue]: ../essays/vue.jpeg\n"
    )
    small(
        tmp_path,
        {
            "essays/12 - Été.md": head(GOOD.format("Été"), text),
            "essays/deux.md": head(
                GOOD.format("Deux"), "## Le soir\n\nVoir [été](12%20-%20Été.md) et ![v](vue.jpeg)"
            ),
            "essays/img/Le Quai.JPG": picture(),
            "essays/vue.jpeg": picture(90),
        },
    )
    before = tree(tmp_path)
    mend(tmp_path, pool)
    after = tree(tmp_path)
    gone, come = moved(before, after)
    assert gone == {"essays/12 - Été.md", "essays/deux.md", "essays/img/Le Quai.JPG", "essays/vue.jpeg"}
    assert come == {
        *("essays/ete/index.md", "essays/ete/img/le-quai.jpg", "essays/ete/vue.jpeg"),
        *("essays/deux/index.md", "essays/deux/vue.jpeg"),
    }
    assert after["essays/deux/vue.jpeg"] == after["essays/ete/vue.jpeg"] == before["essays/vue.jpeg"]
    assert after["essays/ete/index.md"].decode() == head(
        GOOD.format("Été"),
        text.replace("img/Le%20Quai.JPG", "img/le-quai.jpg")
        .replace("<img/Le Quai.JPG>", "<img/le-quai.jpg>")
        .replace('"img/Le Quai.JPG"', '"img/le-quai.jpg"')
        .replace("deux.md#", "../deux/index.md#")
        .replace("../essays/vue.jpeg", "vue.jpeg"),
    )
    assert "[été](../ete/index.md) et ![v](vue.jpeg)" in after["essays/deux/index.md"].decode()
    assert check(tmp_path, pool).errors == ()


def test_a_picture_of_another_essay_is_copied(tmp_path: Path, pool: Workers) -> None:
    shows = "![Un quai]({})"
    small(
        tmp_path,
        {
            "essays/un/index.md": head(GOOD.format("Un"), shows.format("quai.jpg")),
            "essays/un/quai.jpg": picture(),
            "essays/deux/index.md": head(GOOD.format("Deux"), shows.format("../un/quai.jpg")),
        },
    )
    mend(tmp_path, pool)
    after = tree(tmp_path)
    assert after["essays/deux/quai.jpg"] == after["essays/un/quai.jpg"] == picture()
    assert after["essays/deux/index.md"].decode() == head(GOOD.format("Deux"), shows.format("quai.jpg"))


def test_two_files_of_one_name_both_stay(tmp_path: Path, pool: Workers) -> None:
    """Names that become the same get numbers; no file takes the place of another."""
    small(
        tmp_path,
        {
            "essays/un/index.md": head(
                GOOD.format("Un"), "![a](<Le quai.jpg>) ![b](Le-quai.JPG) ![c](le-quai.jpg)"
            ),
            "essays/un/Le quai.jpg": picture(50),
            "essays/un/Le-quai.JPG": picture(150),
            "essays/un/le-quai.jpg": picture(250),
            "essays/2024/un.md": head(GOOD.format("Autre")),
        },
    )
    before = tree(tmp_path)
    mend(tmp_path, pool)
    after = tree(tmp_path)
    pictures = sorted(data for path, data in before.items() if path.endswith(("jpg", "JPG")))
    assert sorted(data for path, data in after.items() if path.endswith("jpg")) == pictures
    assert after["essays/un/le-quai.jpg"] == picture(250)
    assert "essays/un-2/index.md" in after
    assert check(tmp_path, pool).errors == ()


def test_nothing_of_other_files_changes(tmp_path: Path, pool: Workers) -> None:
    """A file that is all right keeps its bytes; what isn't a text is left alone, wherever it lies."""
    small(
        tmp_path,
        {
            "essays/deux/index.md": head(GOOD.format("Deux") + "\ndate: 3 mars 2026"),
            "essays/deux/notes.docx": b"PK",
            "notes.txt": "Un\r\n",
            "essays/trois/index.md": b"\x81\x8d\x8f",
        },
    )
    (tmp_path / "contributions/essays/lien").symlink_to("un")
    before = tree(tmp_path)
    mend(tmp_path, pool)
    after = tree(tmp_path)
    assert {path for path in before if before[path] != after.get(path)} == {"essays/deux/index.md"}
    assert (tmp_path / "contributions/essays/lien").is_symlink()


def test_git_follows_what_moves(tmp_path: Path, pool: Workers) -> None:
    root = small(tmp_path, {"essays/2024-05-01-deux.md": head(GOOD.format("Deux"), "Un mot. " * 40)})

    def git(*command: str) -> str:
        return subprocess.run(
            ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@example.org", *command],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Begin")
    mend(tmp_path, pool)
    git("add", ".")
    assert git("diff", "--cached", "--name-status", "-M") == (
        "R100\tessays/2024-05-01-deux.md\tessays/deux/index.md\n"
    )
