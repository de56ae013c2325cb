r"""Formulas (`$x^2$`, `$$\frac{a}{b}$$`, blocks of code called `math`) → words, signs and indices.

A formula is set as text, in one line: x², a/(b + c), √(1 − x). So it is the same on the site and on paper,
in the face of the text; it is read aloud, found by a search and proved like every other word. What has no
form in one line (matrices, cases) or isn't known stands as it was typed, as code, and is told.

LaTeX is read by latex2mathml; nothing of what it makes comes into the page but letters, signs and the few
elements below. Length and depth are bounded, and nobody defines commands.
"""

import re
import unicodedata
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from typing import TypeGuard

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from florilege.prose import marks
from florilege.prose.notes import Reporter
from florilege.prose.source import code_lines, fences

FORMULA = "formula"
"""An attribute of the elements that are formulas, until the tree is whole."""
MAX_LENGTH = 1_000
"""Characters of a formula that is read."""
MAX_DEPTH = 20
"""Braces within braces."""
MAX_LEVELS = 24
"""Elements within elements of its MathML."""
MAX_LINES = 60
"""Of a formula that stands on lines of its own."""

PATTERN = (
    r"(?<![\\$])\$\$(?!\$)((?:[^$\\]|\\.)+)\$\$(?!\$)"
    # As in Pandoc: no space within the signs, and no digit behind, so that « 5 $ et 10 $ » is money.
    r"|(?<![\w\\$])\$(?![\s$])((?:[^$\\\n]|\\[^\n]|\n(?!\s*\n))+?)(?<![\s\\])\$(?![\w$])"
    # One that words touch has a command or an index, and no space: « 10$US et 20$CA » is money.
    r"|(?<![\\$])\$(?=[^$\s]*(?:[\^_]|\\[A-Za-z]))((?:[^$\\\s]|\\\S|"
    rf" \.?{marks.SPACED}\d+{marks.SPACED})+)\$(?![\d$])"
)
_IS_FORMULA = re.compile(
    r"\\[A-Za-z%&#{}]|[\^_=<>≤≥]|[A-Za-z][^A-Za-z]*[+*/−-]|\A[A-Za-zα-ωΑ-Ω]'?\Z|\A[-−+]?\d+[.,]?\d*[A-Za-z]?\Z"
    r"|\A(?:\d*[A-Za-z]'*)?[\[(].*[\])]\Z|\A\\?\|[^|]+\|\Z|\A[A-Za-z]{1,2}(?:'{1,3}|!)\Z"
    r"|\A[A-Za-z](?:,[ ]?[A-Za-z])+\Z"
)
"""What makes `$…$` a formula: a command, an index, a relation, a sum; or it is one letter, a number or a list
of letters, in brackets or between strokes."""
_IS_WORD = re.compile(r"[^\W\d_]+")
_SPACED = re.compile(r"(?<![\w\\$])(?<!\d[ \u00a0\u202f])\$[ ]+((?:[^$\\\n`]|\\[^\n])+?)[ ]+\$(?![\w$])")
"""A formula with spaces within its signs, as Notion and ChatGPT write it: it needs a command or an index."""
_IS_SPACED = re.compile(r"\\[A-Za-z]|[\^_]")
_PROSE = re.compile(r"(?<!\\)\b[^\W\d_]{3,}[ ]+[^\W\d_]{3,}")
_DEFINES = re.compile(
    r"\\(?:[gex]?def|(?:future)?let|(?:re|provide)?newcommand|newenvironment|DeclareMathOperator|require)(?![A-Za-z])"
)
_COLOURED = re.compile(r"\\(?:text)?color(?![A-Za-z])")
_NOT = re.compile(r"\\not\s*(?:(=)|\\(in)(?![A-Za-z]))")
_LABEL = re.compile(r"(\$\$)[ ]*\{#eq[:-][\w-]+\}[ ]*$", re.MULTILINE)
"""The number that Quarto gives a formula, behind it."""
_TAG = re.compile(r"\\tag\{([^{}]*)\}")
"""The number of a formula, which stands off from it."""
_DISPLAY = re.compile(r"([ \t>]*)\$\$(.*)")

_RELATIONS = frozenset("=≠<>≤≥≪≫≈≡∼≃≅∝→←↔⇒⇐⇔↦∈∉∋⊂⊆⊃⊇∣∥⊥")
_BINARY = frozenset("+−±∓×÷·∗∘∪∩∧∨⊕⊗∖")
_ACCENTS = {
    "¯": "\u0304",
    "―": "\u0304",
    "^": "\u0302",
    "~": "\u0303",
    "˙": "\u0307",
    "¨": "\u0308",
    "→": "\u20d7",
}
_NARROW = str.maketrans({" ": None, "\u00a0": None, "\u202f": None})
"""Indices have no spaces."""
_THIN, _FIXED = "\u202f", "\u00a0"
_JOINED = "\u2060"
"""Behind a factorial, which is no exclamation, until spaces of French are set."""

Piece = str | etree.Element


class FormulaError(Exception):
    """A formula that has no form in one line."""


# ---- Lines


_TEX = re.compile(r"(?<!\\)\\\((?P<inline>[^\n$`]+?)(?<!\\)\\\)|(?<!\\)\\\[(?P<display>[^\n$`]+?)(?<!\\)\\\]")
_IS_TEX = re.compile(r"(?<!\\)[\^_]|\\[A-Za-z]+|(?<!\\)=")
_IS_DISPLAY = re.compile(r"(?<=[\w)}\]])[\^_]|\\[A-Za-z]+|(?<!\\)=")
"""The same where it stands among words between brackets, as converters escape them: not `^1`."""
_LETTER = re.compile(r"\s*(?:[A-Za-zα-ωΑ-Ω]'?|-?\d+)\s*")
_TEX_LINE = re.compile(r"[ \t>]*\\(?:\[|\])[ ]*")
_ENVIRONMENT = re.compile(
    r"(?P<lead>[ \t>]*)\\(?P<which>begin|end)"
    r"\{(?P<name>equation|displaymath|math|align|gather|multline|eqnarray)\*?\}[ ]*"
)


def _dollars(markdown: str) -> str:
    r"""The text with formulas of LaTeX (`\(…\)`, `\[…\]`, `\begin{equation}`) between dollars.

    What is escaped and no formula stays: one letter is a formula where others are.

    >>> _dollars(r"Où \(x\) est \(x^2\), \(voir\)."), _dollars(r"\(x\)")
    ('Où $x$ est $x^2$, \\(voir\\).', '\\(x\\)')
    >>> _dollars(r"Ana\[^1\], \[1848\], \[x^2\]")
    'Ana\\[^1\\], \\[1848\\], $x^2$'
    """
    lines = markdown.split("\n")
    code = {n for block in fences(lines) if block.closed for n in range(block.first, block.last + 1)}
    found = [
        match
        for n, line in enumerate(lines)
        if n not in code and "\\" in line
        for match in _TEX.finditer(line)
    ]
    certain = any(_IS_TEX.search(match["inline"] or match["display"]) for match in found)

    def written(match: re.Match[str]) -> str:
        inside = match["inline"] or match["display"]
        may_be_sign = certain and _LETTER.fullmatch(inside) is not None
        if match["display"]:  # brackets among words are escaped alike
            alone = not match.string.replace(match[0], "").strip(" \t>")
            may_be_sign = may_be_sign and alone and not inside.strip().isdigit()
        is_formula = may_be_sign or (_IS_DISPLAY if match["display"] else _IS_TEX).search(inside)
        is_code = match.string.count("`", 0, match.start()) % 2
        return f"${inside.strip()}$" if is_formula and not is_code else match[0]

    opened = False
    for n, line in enumerate(lines):
        if n in code or "\\" not in line:
            continue
        if _TEX_LINE.fullmatch(line) and ("[" in line) is not opened:
            opened = not opened
            lines[n] = re.sub(r"\\[\[\]]", lambda _: "$$", line)
        elif match := _ENVIRONMENT.fullmatch(line):
            rows = match["name"] not in ("equation", "displaymath", "math")
            inner = f"\\{match['which']}{{aligned}}" if rows else ""
            lines[n] = match["lead"] + (f"$${inner}" if match["which"] == "begin" else f"{inner}$$")
        else:
            lines[n] = _TEX.sub(written, line)
    return "\n".join(lines) if not opened else markdown


def _close(markdown: str) -> str:
    r"""The text with formulas close to their signs.

    >>> _close("Soit $ x^2 $, pour 5 $ ou x_1 et 10 $.")
    'Soit $x^2$, pour 5 $ ou x_1 et 10 $.'
    """
    lines = markdown.split("\n")
    code = code_lines(fences(lines))

    def closed(match: re.Match[str]) -> str:
        inside = match[1].strip()
        is_formula = _IS_SPACED.search(inside) and not _PROSE.search(inside)
        is_code = match.string.count("`", 0, match.start()) % 2
        return f"${inside}$" if is_formula and not is_code else match[0]

    return "\n".join(line if n in code else _SPACED.sub(closed, line) for n, line in enumerate(lines))


def join_displays(markdown: str) -> str:
    """The text, with as many lines as before: a formula on lines of its own stands on its first.

    >>> join_displays("$$\\na = b\\n$$\\n```math\\nx\\n```")
    '$$a = b$$\\n\\n\\n$$x$$\\n\\n'
    """
    if re.search(r"\\(?:[(\[]|begin\{)", markdown):
        markdown = _dollars(markdown)
    if "$ " in markdown:
        markdown = _close(markdown)
    if "$$" in markdown and "{#" in markdown:
        markdown = _LABEL.sub(r"\1", markdown)
    if "$$" not in markdown and "math" not in markdown:
        return markdown
    lines = markdown.split("\n")
    blocks = fences(lines)
    made = list(lines)
    code = {n for block in blocks if block.closed for n in range(block.first, block.last + 1)}
    for block in blocks:
        if block.closed and re.fullmatch(r"[ ]*(`{3,}|~{3,})[ ]*math[ ]*", lines[block.first]):
            _join(made, block.first, block.last, "\n".join(lines[block.first + 1 : block.last]))
    for index, line in enumerate(lines):
        match = None if index in code else _DISPLAY.fullmatch(line)
        if match and "$$" not in match[2] and made[index] == line:
            last = _end(lines, index, code)
            if last:
                inside = [match[2], *lines[index + 1 : last], lines[last].rstrip().removesuffix("$$")]
                _join(made, index, last, "\n".join(each.lstrip(" \t>") for each in inside))
    return "\n".join(made)


def _end(lines: Sequence[str], index: int, code: set[int]) -> int | None:
    for last in range(index + 1, min(len(lines), index + MAX_LINES)):
        if last in code or not lines[last].strip(" \t>"):
            return None
        if "$$" in lines[last]:
            return last if lines[last].rstrip().endswith("$$") else None
    return None


def _join(lines: list[str], first: int, last: int, formula: str) -> None:
    lead = re.match(r"[ \t>]*", lines[first])
    prefix = lead.group() if lead else ""
    lines[first] = f"{prefix}$${' '.join(formula.split())}$$"
    lines[first + 1 : last + 1] = [prefix.rstrip()] * (last - first)


# ---- Text


class FormulaExtension(Extension):
    """Reads formulas."""

    report: Reporter
    """Where faults go: set for each text."""
    certain: bool
    """Whether the text has formulas that nothing else can be: a word between `$` is one there."""

    def begin(self, report: Reporter, markdown: str) -> None:
        """Clear what the text before has left."""
        self.report = report
        self.certain = "$" in markdown and any(
            match[1] or _IS_FORMULA.search(match[2] or match[3]) for match in re.finditer(PATTERN, markdown)
        )

    def extendMarkdown(self, md: Markdown) -> None:
        # After code (190), before escapes (180): a formula is full of them.
        md.inlinePatterns.register(_Formula(self, md), "formula", 187)
        # After what looks for markup that is left (1), and finds strokes and stars in formulas.
        md.treeprocessors.register(_Displays(md), "formula-displays", 0.5)


class _Formula(InlineProcessor):
    def __init__(self, extension: FormulaExtension, md: Markdown) -> None:
        super().__init__(PATTERN, md)
        self.extension = extension

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        typed = m.group(1) or m.group(2) or m.group(3)
        latex = marks.strip(typed).strip()
        if not latex or "\x02" in latex or not (m.group(1) or self._is_formula(latex)):
            return None, None, None
        try:
            element = _element("span", in_a_line(latex))
        except FormulaError:
            self.extension.report("formula-typed", marks.read(typed), formula=latex[:60])
            element = etree.Element("code")
            element.text = AtomicString(latex)
        element.set(FORMULA, "alone" if m.group(1) else "")
        return element, m.start(0), m.end(0)

    def _is_formula(self, latex: str) -> bool:
        among_others = self.extension.certain and _IS_WORD.fullmatch(latex) is not None
        return among_others or _IS_FORMULA.search(latex) is not None


class _Displays(Treeprocessor):
    """A paragraph of a formula between `$$` alone is centred."""

    def run(self, root: etree.Element) -> None:
        for parent in root.iter():
            for child in parent:
                alone = child.attrib.pop(FORMULA, "") == "alone" and parent.tag == "p" and len(parent) == 1
                if alone and not (parent.text or "").strip() and not (child.tail or "").strip():
                    parent.set("class", " ".join(filter(None, ["center", parent.get("class")])))


def in_a_line(latex: str) -> list[Piece]:
    r"""LaTeX → words, signs and elements; raises `FormulaError` for what has no such form.

    >>> in_a_line(r"\frac{1}{2} \leq 3")
    ['1/2\xa0≤ 3']
    """
    if len(latex) > MAX_LENGTH or _depth(latex) > MAX_DEPTH or _DEFINES.search(latex):
        raise FormulaError
    if _COLOURED.search(latex):
        raise FormulaError
    latex = _NOT.sub(lambda match: r"\neq " if match[1] else r"\notin ", latex)
    latex = _TAG.sub(r"\\quad\\text{(\1)}", latex)
    from latex2mathml import converter, exceptions  # takes 30 ms to load, and most texts have no formula

    unread = (
        exceptions.DenominatorNotFoundError,
        exceptions.DoubleSubscriptsError,
        exceptions.DoubleSuperscriptsError,
        exceptions.ExtraLeftOrMissingRightError,
        exceptions.InvalidAlignmentError,
        exceptions.InvalidStyleForGenfracError,
        exceptions.InvalidWidthError,
        exceptions.LimitsMustFollowMathOperatorError,
        exceptions.MissingEndError,
        exceptions.MissingSuperScriptOrSubscriptError,
        exceptions.NoAvailableTokensError,
        exceptions.NumeratorNotFoundError,
    )
    try:
        math = _local(etree.fromstring(converter.convert(latex).replace("<mi>&</mi>", "")))
        pieces = _joined(_set(math)) if _levels(math) <= MAX_LEVELS else None
    except (
        *unread,
        etree.ParseError,
        RecursionError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ) as error:
        raise FormulaError from error
    if pieces is None:
        raise FormulaError
    return pieces


def _levels(element: etree.Element) -> int:
    return 1 + max(map(_levels, element), default=0)


def _depth(latex: str) -> int:
    depth = deepest = 0
    for sign in re.findall(r"\\.|[{}]", latex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        deepest = max(deepest, depth)
    return deepest + latex.count("\\left") + latex.count("\\begin")


def _local(math: etree.Element) -> etree.Element:
    for element in math.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return math


# ---- MathML → pieces


def _set(node: etree.Element) -> list[Piece]:
    setter = _SETTERS.get(str(node.tag))
    if setter is None:
        raise FormulaError
    return setter(node)


def _row(node: etree.Element) -> list[Piece]:
    pieces: list[Piece] = []
    children = [*node]
    for number, child in enumerate(children):
        before = children[number - 1] if number else None
        after = children[number + 1] if number + 1 < len(children) else None
        if child.tag == "mo":
            pieces += _operator(child.text or "", before, after)
        else:
            if before is not None and _is_function(before) and child.tag != "mo":
                pieces.append(_THIN)
            pieces += _set(child)
    return pieces


def _operator(sign: str, before: etree.Element | None, after: etree.Element | None) -> list[Piece]:
    operand = before is not None and (before.tag != "mo" or (before.text or "") in ")]}!′|")
    if sign in _RELATIONS:
        return [f"{_FIXED if before is not None else ''}{sign}{' ' if after is not None else ''}"]
    if sign in _BINARY and operand and after is not None:
        return [f"{_THIN}{sign}{_THIN}"]
    if sign in ",;" and after is not None:
        decimal = before is not None and before.tag == after.tag == "mn"
        return [sign if decimal and sign == "," else f"{sign} "]
    return [f"!{_JOINED}" if sign == "!" else sign]


def _is_function(node: etree.Element) -> bool:
    """Whether a node is a function or a large sign, which stand apart from what they are of."""
    base = node[0] if node.tag in ("msub", "msup", "msubsup", "munder", "munderover") and len(node) else node
    word = base.text or ""
    return (base.tag in ("mi", "mo") and len(word) > 1 and word.isalpha()) or word in ("∑", "∏", "∫")


def _identifier(node: etree.Element) -> list[Piece]:
    typed = node.text or ""
    if typed.startswith("\\"):
        raise FormulaError  # a command that isn't known
    words = unicodedata.normalize("NFKC", typed) if any(ord(each) > 0x1D3FF for each in typed) else typed
    if words != typed and "BOLD" in unicodedata.name(typed[0], ""):
        return [_element("b", [words])]
    is_variable = len(words) == 1 and words.isalpha() and not ("Α" <= words <= "Ω") and words.isascii()
    return [_element("i", [words])] if is_variable or ("α" <= words <= "ω") else [words]


def _words(node: etree.Element) -> list[Piece]:
    return [node.text or ""]


def _space(node: etree.Element) -> list[Piece]:
    if node.get("linebreak") == "newline":
        return [etree.Element("br")]
    return [_FIXED if node.get("width", "").startswith(("1", "2")) else _THIN]


def _indices(node: etree.Element) -> list[Piece]:
    base, *others = node
    if node.tag in ("munder", "munderover") and not _is_function(base):
        raise FormulaError
    names = {"msub": "s", "munder": "s", "msup": "S", "mover": "S"}.get(str(node.tag), "sS")
    pieces = _within(base) if _is_compound(base) and base.tag != "mrow" else _set(base)
    for name, index in zip(names, others, strict=True):
        words = _set(index)
        narrow = [each.translate(_NARROW) if isinstance(each, str) else each for each in words]
        pieces += (
            words if words in (["′"], ["″"], ["‴"]) else [_element("sub" if name == "s" else "sup", narrow)]
        )
    return pieces


def _over(node: etree.Element) -> list[Piece]:
    base, accent = node
    letters = "".join(base.itertext())
    mark = _ACCENTS.get("".join(accent.itertext()))
    if mark is None or len(letters) != 1:
        raise FormulaError
    return [_element("i", [unicodedata.normalize("NFC", letters + mark)])]


def _fraction(node: etree.Element) -> list[Piece]:
    if node.get("linethickness") == "0":
        raise FormulaError
    above, below = node
    return [*_within(above), "/", *_within(below)]


def _root(node: etree.Element) -> list[Piece]:
    if node.tag == "msqrt":
        return ["√", *_within(node[0])]
    radicand, degree = node
    return [_element("sup", _set(degree)), "√", *_within(radicand)]


def _within(node: etree.Element) -> list[Piece]:
    """In brackets, unless it is one letter, word or number."""
    return ["(", *_set(node), ")"] if _is_compound(node) else _set(node)


def _is_compound(node: etree.Element) -> bool:
    while node.tag in ("mrow", "mstyle", "math") and len(node) == 1:
        node = node[0]
    return node.tag in ("mrow", "mfrac", "msqrt", "mroot")


_SETTERS = {
    **dict.fromkeys(("math", "mrow", "mstyle", "mpadded"), _row),
    **dict.fromkeys(("msub", "msup", "msubsup", "munder", "munderover"), _indices),
    **dict.fromkeys(("mn", "mtext", "mo"), _words),
    "mi": _identifier,
    "mspace": _space,
    "mover": _over,
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _root,
}


# ---- Pieces → an element


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, words that follow each other as one, and so variables: a line may end in many."""
    made: list[Piece] = []
    for piece in pieces:
        last = made[-1] if made else None
        if isinstance(piece, str) and isinstance(last, str):
            made[-1] = last + piece
        elif _is_variable(piece) and _is_variable(last):
            made[-1] = _element("i", [f"{last.text}{piece.text}"])
        else:
            made.append(piece)
    return made


def _is_variable(piece: Piece | None) -> TypeGuard[etree.Element]:
    return isinstance(piece, etree.Element) and piece.tag == "i" and not len(piece)


def _element(tag: str, pieces: Sequence[Piece]) -> etree.Element:
    element = etree.Element(tag)
    last: etree.Element | None = None
    for piece in _joined(pieces):
        if not isinstance(piece, str):
            element.append(piece)
            last = piece
        elif last is None:
            element.text = AtomicString(piece)
        else:
            last.tail = AtomicString(piece)
    return element
