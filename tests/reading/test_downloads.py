"""Files that readers may download: those that mkdocs.yml names, and no other."""

from pathlib import Path

import pytest

from florilege.anthology import load
from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import SharedFile
from florilege.publishing.publishable import publication
from florilege.reading.loader import read
from florilege.runtime.project import project_at
from worlds import essay, small

PDF = "files/Été 2026.pdf"


@pytest.mark.parametrize(
    ("offered", "said", "there"),
    [
        ((), [("download-unnamed", PDF)], ()),
        ((("L’été", "Été 2026.pdf"),), [], (SharedFile(path="Été 2026.pdf", title="L’été", size=4),)),
        (
            (("L’été", "Été 2026.PDF"),),
            [("download-missing", "files/Été 2026.PDF"), ("download-unnamed", PDF)],
            (),
        ),
    ],
)
def test_what_is_named_is_there(
    tmp_path: Path,
    offered: tuple[tuple[str, str], ...],
    said: list[tuple[str, str]],
    there: tuple[SharedFile, ...],
) -> None:
    catalogue, problems = read(small(tmp_path, {PDF: "%PDF"}), offered=offered)
    assert [(each.code, each.path) for each in problems] == said
    assert catalogue.files == there


def test_no_link_and_no_lock_is_a_file(tmp_path: Path) -> None:
    root = small(tmp_path, {"files/~$presse.docx": "x", "files/.DS_Store": "x"})
    (root / "files/presse.pdf").symlink_to("/etc/passwd")
    catalogue, problems = read(root, offered=[("Presse", "presse.pdf")])
    assert catalogue.files == ()
    assert sorted(each.code for each in problems) == ["download-missing", "file-lock", "file-symlink"]


@pytest.mark.parametrize("leaving_out", [True, False])
def test_texts_lead_to_files_that_are_offered(tmp_path: Path, leaving_out: bool) -> None:
    files = {
        PDF: "%PDF",
        "files/autre.zip": "PK",
        "essays/un/index.md": essay(
            "lang: fr", "[a](<../../files/Été 2026.pdf>), [b](../../files/autre.zip)."
        ),
        "pages/presse.md": "# Presse\n\n[a](../files/%C3%89t%C3%A9%202026.pdf), [c](../files/rien.pdf).\n",
    }
    project = project_at(
        tmp_path, small(tmp_path, files), offered=(("Été", "Été 2026.pdf"), ("C", "rien.pdf"))
    )
    anthology = load(project, workers=1)
    assert [(each.code, each.path, each.line) for each in anthology.errors] == [
        ("download-unknown", "essays/un/index.md", 8),
        ("download-missing", "files/rien.pdf", 1),
    ]
    assert anthology.prose[TextKey("page", "presse")].html.startswith(
        '<p><a href="florilege:files/Été 2026.pdf">a</a>'
    )
    if leaving_out:
        done = publication(project, anthology)
        assert TextKey("page", "presse") in done.site.prose
        assert [(each.code, each.path) for each in done.warnings] == [("link-left-out", "pages/presse.md")]
