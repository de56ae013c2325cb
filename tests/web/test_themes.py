"""Tags → themes: one for each tag, whatever the spelling, and a page for each theme."""

from hypothesis import given
from hypothesis import strategies as st

from florilege.catalogue.writings import Body, Essay
from florilege.web.themes import theme_key, themes_of

BODY = Body(path="x.md", line=1, markdown="", lang="fr")
TAGS = st.lists(st.text("cC+#&é e’'-.!1", min_size=1, max_size=6), max_size=8)


def essays(tags: list[str]) -> list[Essay]:
    return [Essay(id=f"e{n}", title="Un", bylines=(), body=BODY, tags=(tag,)) for n, tag in enumerate(tags)]


@given(TAGS)
def test_every_tag_has_one_theme_and_every_theme_an_address_of_its_own(tags: list[str]) -> None:
    themes = themes_of(essays(tags))
    assert len({theme.slug for theme in themes}) == len(themes) == len({theme_key(tag) for tag in tags})
    assert sorted(essay.id for theme in themes for essay in theme.essays) == [
        f"e{n}" for n in range(len(tags))
    ]
    assert {tag for theme in themes for tag in theme.spellings} == set(tags)
    assert all(theme.slug.strip("-") == theme.slug and theme.slug.isascii() for theme in themes)


def test_tags_that_differ_by_a_sign_do_not_share_a_page() -> None:
    themes = themes_of(essays(["C++", "c", "C#", "R&D", "R D", "Œuvre", "oeuvre", "L’été", "l'ete"]))
    assert {theme.slug: sorted(theme.spellings) for theme in themes} == {
        "c": ["c"],
        "c-plus-plus": ["C++"],
        "c-sharp": ["C#"],
        "r-d": ["R D"],
        "r-et-d": ["R&D"],
        "oeuvre": ["oeuvre", "Œuvre"],
        "l-ete": ["L’été", "l'ete"],
    }


def test_the_essays_of_a_theme_stand_in_the_order_of_their_titles() -> None:
    titles = {"z": "L’autre", "b": "Le banc", "a": "Conversations"}
    tagged = [Essay(id=id, title=each, bylines=(), body=BODY, tags=("nuit",)) for id, each in titles.items()]
    (theme,) = themes_of(reversed(tagged))
    assert [essay.title for essay in theme.essays] == ["L’autre", "Le banc", "Conversations"]
