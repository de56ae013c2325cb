"""Whole tomes: what is in them, what is set again, the same bytes."""

import shutil
from pathlib import Path

import pikepdf
import pytest

from book.printing import Printed, page_texts, print_all
from book.reading import pages_of
from commands import run_anew
from florilege.book.press import print_proofs, print_tomes
from florilege.catalogue.keys import TextKey
from florilege.diagnostics.problems import FlorilegeError
from site_builds import edit
from worlds import small


def reprint(root: Path) -> dict[str, tuple[int, int]]:
    """Volume → sheets set now, sheets kept."""
    return {id: (tome.rendered, tome.reused) for id, tome in print_all(root).tomes.items()}


def test_the_same_input_gives_the_same_bytes_in_another_folder(printed: Printed, unread_toy: Path) -> None:
    assert run_anew(unread_toy, "-m", "florilege.cli", "build").returncode == 0
    for id in printed.tomes:
        assert (unread_toy / f"tomes/{id}.pdf").read_bytes() == printed.pdf(id)


def test_nothing_changed_nothing_set(printed: Printed, tmp_path: Path) -> None:
    root = Path(shutil.copytree(printed.project.root, tmp_path / "again"))
    assert all(rendered == 0 for rendered, _ in reprint(root).values())


def test_a_corrected_comma_costs_one_fragment(printed: Printed, tmp_path: Path) -> None:
    root = Path(shutil.copytree(printed.project.root, tmp_path / "again"))
    edit(root / "contributions/essays/letters-to-a-stranger/index.md", ",", ";")
    assert sum(rendered for rendered, _ in reprint(root).values()) == 1


def test_outline_labels_language_and_metadata(printed: Printed) -> None:
    with pikepdf.open(printed.tomes["tome-1"].file) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.PageLabels.Nums[1].S == "/D"
        assert str(pdf.docinfo.Title) == "Le palier (Petites rencontres, tome 1)"
        with pdf.open_outline() as outline:
            titles = {item.title: [child.title for child in item.children] for item in outline.root}
    essays = printed.anthology.catalogue.essays
    parts = printed.anthology.catalogue.volumes["tome-1"].parts
    for part in parts:
        assert len(titles[part.title]) == len(part.essays) > 0
        assert titles[part.title][0][:5] == essays[part.essays[0]].title[:5]


def test_every_essay_opens_where_the_table_says(printed: Printed) -> None:
    texts = list(page_texts(printed.pdf("tome-1")))
    with pikepdf.open(printed.tomes["tome-1"].file) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        places = pikepdf.NameTree(pdf.Root.Names.Dests)
        for id in printed.anthology.catalogue.volumes["tome-1"].essays:
            prefix = printed.anthology.prose[TextKey("essay", id)].prefix
            number = pages[places[prefix][0].objgen]
            title = printed.anthology.catalogue.essays[id].title
            assert "".join(title.split())[:8] in "".join(texts[number].replace("’", "'").split())


def test_only_the_faces_of_the_anthology_are_embedded(printed: Printed) -> None:
    with pikepdf.open(printed.tomes["tome-1"].file) as pdf:
        names = {
            str(font.BaseFont).partition("+")[2]
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }
        streams = {
            font.DescendantFonts[0].FontDescriptor.FontFile2.objgen
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }
    assert names
    assert all(name.startswith(("Vollkorn", "DejaVu-Sans-Mono")) for name in names)
    assert len(streams) <= 5


def test_an_unknown_volume_is_named(printed: Printed) -> None:
    with pytest.raises(FlorilegeError, match="tome-9") as caught:
        print_tomes(printed.project, printed.anthology, ["tome-9"])
    assert caught.value.exit_code == 2


def test_a_proof_is_the_essay_as_its_tome_prints_it(printed: Printed, tmp_path: Path) -> None:
    (proof,) = print_proofs(printed.project, printed.anthology, ["le-banc-vert"], output=tmp_path)
    assert proof.file == tmp_path / "le-banc-vert.pdf"
    text = " ".join(page_texts(proof.file.read_bytes()))
    assert "Le banc vert" in text
    assert "Sommaire" not in text


@pytest.mark.press
@pytest.mark.parametrize("design", ["classique", "contemporain", "revue"])
def test_notices_of_two_authors_are_set_in_each_design(tmp_path: Path, design: str) -> None:
    bob = "---\nname: Bob Rue\nheadline: maraîchère & poète\n---\n\nElle écrit, elle vend des poèmes.\n"
    two = "---\ntitle: Deux\nauthors: [bob]\nlicense: CC BY 4.0\n---\n\nIl était deux fois.\n"
    volume = (
        f"---\ntitle: Tome\nnumber: 1\ndesign: {design}\nparts: [{{essays: [un, deux]}}]\n---\n\nUn tome.\n"
    )
    small(tmp_path, {"authors/bob.md": bob, "essays/deux/index.md": two, "volumes/tome-1/index.md": volume})
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [florilege]\n", encoding="utf-8")
    printed = print_all(tmp_path).pdf("tome-1")
    assert "BobRue" in "".join(page_texts(printed)).replace(" ", "")
    letters = [
        (sign, each.y) for page in pages_of(printed) for each in page.words for sign in each.text.lower()
    ]
    said = "".join(sign for sign, _ in letters)
    bio = said.index("vend")
    assert 0 < letters[bio][1] - letters[said.index("deux", bio)][1] < 18, "a line, and its essay on the next"
