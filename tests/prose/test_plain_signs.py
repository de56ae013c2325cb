"""Signs of markup that mark nothing are kept; what is markup, code, HTML or an address is left as it is."""

import pytest

from florilege.prose.plain_signs import plain_signs

LEFT = (
    "``2*3*4`` et ``a==b``",
    "a\n\n    2*3*4 x==y\n    ~mot~",
    "un `a\n2*3*4\nb`",
    "<pre>2*3*4 a==b</pre>",
    '<abbr title="2*3*4">x</abbr>',
    "<pre>\n2*3*4\n\n5*6*7 a==b\n</pre>",
    "<!-- 2*3*4\n\n2*3*4 -->",
    "mot\n<div>\n2*3*4\n</div>",
    "- <div>2*3*4</div>",
    "un <a\nhref='2*3*4'>2*3*4</a>",
    "[1]: https://images.example/640*480/x",
    "une note[^2*3]",
    "![a](photo_640*480.jpg)",
    *("«\\ Bonjour\\ »", "n°\\ 4", "10\\ €\\ a", "*mot*\\ :", "—\\ Bonjour", "p.\\ 3"),
    *("*Le mot*s et *deux*s", "un*frigging*believable"),
    *(
        "a^2^+2ab+b^2^",
        "(x+1)^2^+(y-1)^2^=r^2^",
        "(a^2^+b^2^)/c^2^",
        "10^3^m/s^2^",
        "XIX^e^(début)-XX^e^",
        "10^-3^ et x^2^",
    ),
    *("il dit **… et puis rien** enfin", "**... suite**", "**: a**"),
    *(r"C:\\Users\\moi", r"\\alpha\*b\*", r"\\fin\_de et \\fin\_de\_mot"),
)
"""Read as it is meant already."""

KEPT = {
    "2*3*4": r"2\*3\*4",
    "![a](640*480.jpg) et 2*3*4": r"![a](640*480.jpg) et 2\*3\*4",
    "`2*3` et 5*6*7, ``2*3*4``": r"`2*3` et 5\*6\*7, ``2*3*4``",
    "<b>mot</b> 2*3*4, https://x.example/2*3*4": r"<b>mot</b> 2\*3\*4, https://x.example/2*3*4",
    "<a href='2*3*4'>2*3*4</a> <https://x/2*3*4>": r"<a href='2*3*4'>2\*3\*4</a> <https://x/2*3*4>",
    "[a]: /2*3*4\n2*3*4": "[a]: /2*3*4\n2\\*3\\*4",
    "`<pre>` 2*3*4\n\n2*3*4": "`<pre>` 2\\*3\\*4\n\n2\\*3\\*4",
    "un ` seul et 2*3*4": r"un ` seul et 2\*3\*4",
    "un \\ seul": r"un \\ seul",
    "Leser*innen und Autor*innen": r"Leser\*innen und Autor\*innen",
    "auteur*ices et lecteur*ices": r"auteur\*ices et lecteur\*ices",
    "tou*te*s": r"tou\*te\*s",
    "x^2+y^2=z^2": r"x\^2+y\^2=z\^2",
    "10^6/10^3": r"10\^6/10\^3",
    "de ***, chez M. de B***, ***.": r"de \*\*\*, chez M. de B***, \*\*\*.",
    "le __/__/20__": r"le \_\_/\_\_/20\_\_",
    "C:\\_a\\*.txt": r"C:\\_a\\*.txt",
}
"""As typed → as it is read to show the same signs."""


@pytest.mark.parametrize("text", LEFT)
def test_markup_code_and_addresses_are_left(text: str) -> None:
    assert plain_signs(text) == text


@pytest.mark.parametrize("text", KEPT)
def test_signs_that_mark_nothing_are_kept(text: str) -> None:
    assert plain_signs(text) == KEPT[text]
