"""Addresses of pictures and links that can't be followed: what is said of each, and what to write instead."""

import pytest

PICTURES = {
    "![a](data:image/jpeg;base64,AAAA)": ("data:image/jpeg;base64,AAAA", "within", "image.jpeg"),
    "![a](attachment:quai.png)": ("attachment:quai.png", "within", "quai.png"),
    "![a]()": ("()", "none", "image.png"),
    '<img src="" alt="a">': ("()", "none", "image.png"),
    '<img alt="a">': ("()", "none", "image.png"),
    "![a](file:///C:/vues/quai.png)": ("file:///C:/vues/quai.png", "computer", "quai.png"),
    r"![a](C:\Mes vues\quai.png)": (r"C:\Mes vues\quai.png", "computer", "quai.png"),
    "![a](../Mes vues/le quai (2).png)": ("../Mes vues/le quai (2).png", "elsewhere", "le-quai-2.png"),
    "![a](<Le quai.gif>)": ("Le quai.gif", "format", "le-quai.png"),
    '{{< figure src="https://e.example/été (2).jpg" alt="a" >}}': (
        "https://e.example/été (2).jpg",
        "remote",
        "ete-2.jpg",
    ),
}

NAMES = ("Le quai.jpg", "Mes vues (été)/Le quai (2).PNG", "le\tquai.webp", "le  quai.jpg")
FRAMES = (
    "![a]({})",
    "Un ![[a] b]({}) deux",
    "> ![a]({} 'c')",
    "- ![a]({}){{.right}}",
    "![a][r]\n\n[r]: <{}>",
)

LINKS = {
    "../le-puits/": "../le-puits/index.md",
    "../le-puits": "../le-puits/index.md",
    "../le-puits.md": "../le-puits/index.md",
    "/essays/le-puits/": "../le-puits/index.md",
    "../le-puits/index.html#bords": "../le-puits/index.md#bords",
    "../le-puits/#bords": "../le-puits/index.md#bords",
    "le-puits": "../le-puits/index.md",
    "../../authors/ada/": "../../authors/ada.md",
    "../../volumes/tome-1": "../../volumes/tome-1/index.md",
    "../../../..": "",
    "": "",
}

FILES = ("bon.pdf", "./bon.pdf", "../../bon.pdf", "/files/bon.pdf", "/files/bon.pdf#page=2")


def found(setter, markdown: str, code: str) -> dict[str, str]:
    (one,) = (each for each in setter(markdown)[1] if each.code == code)
    return dict(one.values)


@pytest.mark.parametrize("markdown", PICTURES)
def test_a_picture_that_cant_be_shown(setter, markdown: str) -> None:
    values = found(setter, markdown, "image-path")
    assert (values["image"], values["why"], values["suggestion"]) == PICTURES[markdown]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_with_spaces_is_a_name(setter, frame: str, name: str) -> None:
    prose, problems = setter(frame.format(name))
    assert prose, problems
    assert len(prose.images) == 1


@pytest.mark.parametrize("link", LINKS)
def test_the_address_of_a_page_is_that_of_a_text(setter, link: str) -> None:
    assert found(setter, f"[a]({link})", "link-dead")["suggestion"] == LINKS[link]


@pytest.mark.parametrize("link", FILES)
def test_a_file_is_to_be_offered(setter, link: str) -> None:
    values = found(setter, f"[a]({link})", "download-unknown")
    assert (values["name"], values["address"]) == ("bon.pdf", "../../files/bon.pdf")


WHOLE = {
    "www.example.org/a?b=c": "https://www.example.org/a?b=c",
    "example.org": "https://example.org",
    "ada.lune@example.org": "mailto:ada.lune@example.org",
}


@pytest.mark.parametrize("link", WHOLE)
def test_an_address_without_its_beginning_is_told_whole(setter, link: str) -> None:
    assert found(setter, f"[a]({link})", "link-bare")["whole"] == WHOLE[link]


SPACED = {
    "[a](https://example.org/le banc.pdf)": "https://example.org/le%20banc.pdf",
    '[a](http://example.org/le grand banc "Le banc")': "http://example.org/le%20grand%20banc",
}


@pytest.mark.parametrize("link", SPACED)
def test_an_address_with_a_space_is_told_without(setter, link: str) -> None:
    assert found(setter, f"Voir {link}.", "link-spaced")["written"] == SPACED[link]


def test_between_angle_brackets_an_address_may_hold_a_space(setter) -> None:
    assert not setter("Voir [a](<https://example.org/le banc.pdf>).")[1]
