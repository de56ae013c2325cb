"""A link from one tome into another: paper names tome and essay, the screen leads to the very heading."""

import re
from pathlib import Path

import pytest

from florilege.anthology import load
from florilege.book.composing.compose import compose
from florilege.runtime.project import project_at
from worlds import essay, small

SITE = "https://a.example/"


@pytest.mark.parametrize(
    ("link", "number", "shown"),
    [
        ("[là](../deux/index.md)", "number: 2\n", "là</a> <span>(tome 2, « Deux & fin »)</span>"),
        ("[là](../deux/index.md#le-puits)", "number: 2\n", "là</a> <span>(tome 2, « Deux & fin »)</span>"),
        ("[*Deux* & fin](../deux/index.md)", "number: 2\n", "<em>Deux</em> & fin</a> <span>(tome 2)</span>"),
        ("[là](../deux/index.md)", "", "là</a> <span>(<cite>Suite</cite>, « Deux & fin »)</span>"),
    ],
)
def test_a_link_to_another_tome_says_where(tmp_path: Path, link: str, number: str, shown: str) -> None:
    files = {
        "essays/un/index.md": essay("lang: fr", f"Ici.\n\nVoir {link}."),
        "essays/deux/index.md": essay("lang: fr", "Deux.\n\n## Le *puits*\n\nEau.").replace(
            "Un\n", "Deux & fin\n"
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
