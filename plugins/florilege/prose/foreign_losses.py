"""The author's file and what is made of the blocks of other systems in it → the words that got lost there.

It shares no code with what reads those blocks (templates.py, directives.py, foreign_words.py, formulas.py),
and knows of their dialects only what is no text: the names of blocks, roles, options and environments. Every
other word must be there as often as in the file, wherever it stands; `unread_words.py` then holds what is
there against the page.
"""

import re
from collections import Counter
from collections.abc import Iterator

from florilege.prose.unread_words import MOST, WORD, Lost, folded_word

_LEAD = r"^(?:[ \t>]|(?:[*+-]|\d{1,9}[.)])[ \t])*"
_SAID = r"(?:alt|attr|caption|description|summary|text|title)"
_SYNTAX = re.compile(
    rf"""
      {_LEAD}(?:`{{3,}}|~{{3,}}|:{{3,}})[ ]*(?:\{{[^{{}}\n]*\}}|[\w+\#-]+)  # ```{{list-table}}
    | {_LEAD}/{{3,}}[ ]*[\w-]+                        # /// caption
    | {_LEAD}:[\w-]+:(?:[ ]*\d+[ ]*$)?                # :header-rows: 1
    | \{{::?/?[\w-]+[^{{}}\n]*\}}                      # {{::comment}}
    | {_LEAD}(?:align|alt|class|figclass|header-rows|height|label|name|open|scale|width|widths):(?=[ ]) # ---
    | \|\d{{1,4}}(?:x\d{{1,4}})?(?=\]\()                # ![un quai|100](
    | \{{[\w:+-]+\}}(?=`)                             # {{sub}}`2`
    | (?<=`)\{{=[\w-]+\}}                             # `<b>`{{=html}}
    | \\(?:emph|text(?:it|sl|bf|sc)|footnote)(?=\{{) | \\(?:og|fg|noindent)\b
    | \\(?:href|url)(?=\{{) | ^[ ]*\\item\b
    | ^[ ]*\\(?:chapter|(?:sub)*section)\b(?=\*?\{{) | \\label\{{[^{{}}]*\}}[ ]*$
    | ^[ ]*\\\w+(?:page|skip|break)(?:\{{\}})?[ ]*$    # \newpage
    | ^[ \t>]*[oqvØü](?=\t|\u00a0{{3}})               # bullets of Word
    | \\(?:begin|end)\{{[\w*]+\}}
    | (?<=\$\$)[ ]*\{{\#eq[:-][\w-]+\}}               # $$x$$ {{#eq-one}}
    | \(@[\w-]*\)                                    # an example of Pandoc
    | \{{\{{?[<%]-?[ ]*highlight\b[^{{}}\n]*           # {{% highlight ruby linenos %}}
    | \{{\{{?[<%]-?[ ]*/?[ ]*[\w-]+                    # {{{{< figure
    | (?<=[ ])(?!{_SAID}=)[\w-]+=(?:\"[^\"\n]*\"|[^\s\"<>]+)(?=[^{{}}\n]*[%>]\}})
    | (?<=[ ]){_SAID}=(?=[^{{}}\n]*[%>]\}})            # … class="large" alt="Le quai" >}}}}
    """,
    re.VERBOSE | re.MULTILINE,
)

_TERM = re.compile(r"(?<=\{term\}`)([^`<>\n]+)<[^`<>\n]+>(?=`)")
"""What a term is called where it is explained: {term}`bacs <bac>`."""
_ENCODED = re.compile("(?<!%)%[0-9A-Fa-f]{2}")
"""As addresses have spaces, which no other reader need see so."""


def foreign_losses(typed: str, read: str) -> tuple[Lost, ...]:
    """What the author typed and the Markdown made of it doesn't hold, at the lines that lack most.

    >>> foreign_losses("```{note} Un mot\\n:class: large\\nDit.\\n```", "!!! note large\\n    Dit.")
    (Lost(line=0, column=10, words='Un mot'),)
    """
    if typed == read:
        return ()
    said = _TERM.sub(lambda match: match[1].ljust(len(match[0])), typed)
    text = _ENCODED.sub("   ", _SYNTAX.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), said))
    lacking = _counts(text) - _counts(_ENCODED.sub("   ", read))
    return tuple(_places(text.split("\n"), lacking))[:MOST] if lacking else ()


def _counts(text: str) -> Counter[str]:
    return Counter(folded_word(match[0]) for match in WORD.finditer(text))


def _places(lines: list[str], lacking: Counter[str]) -> Iterator[Lost]:
    """The words that are lacking, line by line: first where most of them stand."""
    found = {
        number: words
        for number, line in enumerate(lines)
        if (words := [match for match in WORD.finditer(line) if folded_word(match[0]) in lacking])
    }
    lost = []
    for number, words in sorted(found.items(), key=lambda each: (-len(each[1]), each[0])):
        here = [match for match in words if lacking[folded_word(match[0])] > 0]
        if here:
            lacking.subtract(folded_word(match[0]) for match in here)
            start, end = here[0].start(), here[-1].end()
            lost.append(Lost(number, start, " ".join(lines[number][start:end].split())[:60]))
    yield from sorted(lost, key=lambda each: each.line)
