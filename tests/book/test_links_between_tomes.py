"""A link from one tome into another: paper names tome and essay, the screen leads to the very heading."""

import re
from pathlib import Path

import pytest

from florilege.anthology import load
from florilege.book.composing.compose import compose
from florilege.book.press import _proof
from florilege.runtime.project import project_at
from worlds import essay, letter, small

SITE = "https://a.example/"


@pytest.mark.parametrize(
    ("link", "number", "shown"),
    [
        ("[là](../deux/index.md)", "number: 2\n", "là</a> <span>(tome 2, « Les deux & fin »)</span>"),
        (
            "[là](../deux/index.md#le-puits)",
            "number: 2\n",
            "là</a> <span>(tome 2, « Les deux & fin »)</span>",
        ),
        ("[*Deux* & fin](../deux/index.md)", "number: 2\n", "<em>Deux</em> & fin</a> <span>(tome 2)</span>"),
        ("[là](../deux/index.md)", "", "là</a> <span>(<cite>Suite</cite>, « Les deux & fin »)</span>"),
    ],
)
def test_a_link_to_another_tome_says_where(tmp_path: Path, link: str, number: str, shown: str) -> None:
    files = {
        "essays/un/index.md": essay("lang: fr", f"Ici.\n\nVoir {link}."),
        "essays/deux/index.md": essay("lang: fr", "Deux.\n\n## Le *puits*\n\nEau.").replace(
            "Un\n", "Les deux & fin\n"
        ),
        "volumes/suite/index.md": f"---\ntitle: Suite\n{number}parts: [{{title: B, essays: [deux]}}]\n---\n",
    }
    anthology = load(project_at(tmp_path, small(tmp_path, files), site_url=SITE), workers=1)
    assert not anthology.errors
    volume = anthology.catalogue.volumes["tome-1"]
    sheet = next(each for each in compose(volume, anthology, {}, site_url=SITE) if each.id == "un")
    html = sheet.html.replace("\xa0", " ").replace("&nbsp;", " ").replace("&amp;", "&")
    html = html.replace(' class="page-ref"', "")
    place = "#deux--le-puits" if "#" in link else ""
    assert f'<a href="{SITE}essays/deux/{place}"> {shown}' in re.sub(r"\s+", " ", html)


@pytest.mark.parametrize("letters", ["essay", "part"])
def test_a_proof_says_of_its_own_tome_what_the_tome_says(tmp_path: Path, letters: str) -> None:
    """But for the number, which nobody knows yet; letters are below the essay, or as the part has them."""
    essays = ", ".join(f"e{number}" for number in range(30))
    files: dict[str, str | bytes | None] = {
        f"essays/e{number}/index.md": essay("lang: fr").replace("Un\n", f"E{number}\n")
        for number in range(30)
    }
    files |= {
        "essays/un/index.md": essay(
            "lang: fr", "Voir [là](../e0/index.md), [loin](../e29/index.md), [dit](letters/jo.md).\n\n## Ici"
        ),
        "essays/un/letters/jo.md": letter("Jo Marsh", "2026-03-03", "Voir [cela](../index.md#ici)."),
        "volumes/tome-1/index.md": (
            f"---\ntitle: Tome\nnumber: 1\nletters: {letters}\nparts:\n"
            f"  - {{id: a, title: A, essays: [un, {essays}]}}\n---\n\nUn.\n"
        ),
    }
    anthology = load(project_at(tmp_path, small(tmp_path, files), site_url=SITE), workers=1)
    assert not anthology.errors
    volume = anthology.catalogue.volumes["tome-1"]
    pages = {"e0": 14, "e29": 130}
    whole, proof = (
        {each.id: each.html for each in compose(one, anthology, pages, site_url=SITE, extent=extent)}
        for one, extent in ((volume, "tome"), (_proof(anthology, "un"), "proof"))
    )
    assert [*proof] == ["un", "letters--un"]
    said = {id: re.sub(r' (?:href|data-reference|style)="[^"]*"', "", html) for id, html in proof.items()}
    assert '(p.\xa0<span class="number">00</span>)' in said["un"].replace("&nbsp;", "\xa0")
    for id, html in said.items():
        text = [re.sub(r"<[^>]+>", "", each) for each in (html, whole[id])]
        assert text[0] == text[1], id
