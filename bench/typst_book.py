"""Essays in Markdown → one Typst book, by pandoc: what peers.py times. Runs in the environment of the peers.

    python typst_book.py ESSAYS OUTPUT

Pandoc converts each essay on its own, for all name their notes alike; two at a time, as our workers do.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypandoc
import typst

BOOK = """#set page("a5", margin: (x: 18mm, top: 19mm, bottom: 24mm), numbering: "1")
#set text(font: "Vollkorn", size: 10pt, lang: "fr")
#set par(justify: true, first-line-indent: 1.2em, leading: 0.6em, spacing: 0.6em)
#let horizontalrule = line()
#outline(depth: 1)
"""


def main(essays: str, output: str) -> None:
    files = sorted(Path(essays).glob("*/index.md"))
    with ThreadPoolExecutor(2) as pool:
        converted = pool.map(convert, files)
        book = Path(output).with_suffix(".typ")
        book.write_text(BOOK + "\n#pagebreak()\n".join(["", *converted]), encoding="utf-8")
    typst.compile(str(book), output=output)


def convert(file: Path) -> str:
    fields, _, body = file.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
    title = fields.partition("title: ")[2].partition("\n")[0]
    text = f"# {title}\n{body}"
    return pypandoc.convert_text(
        text, "typst", format="markdown-auto_identifiers", extra_args=["--wrap=none"]
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
