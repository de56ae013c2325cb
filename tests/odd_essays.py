"""Odd essays, all good: everything that the dialect has, where nobody would put it. One seed, one essay."""

import io
import json
import unicodedata
from collections.abc import Callable, Sequence
from random import Random

from PIL import Image

WORDS = """
le jardin brûlé œuvre l’été aujourd’hui deux-mots n°_12 3_% Mme_Dupont p._45 XIXᵉ_siècle 1er « » (non) —
enfin… naïve fficelle fi ﬁn À État 12_000_€ 5,5 10_h_30 etc. cf. d’Arc Œillet où ? ! ; : ?! W3C C++ a/b 50_°C
H2O § ¶ † • … – ‑ ß Straße ọ̀rọ̀ ẹ́ x̣ Ελλάς Москва anticonstitutionnellement 1 10 100
"""
VOCABULARY = tuple(word.replace("_", "\u00a0") for word in WORDS.split())
LONG = (
    "anticonstitutionnellement" * 3,
    "https://example.org/" + "chemin/" * 9,
    "0123456789" * 9,
    "xxx-yyy-" * 12,
)


def picture() -> bytes:
    """The file `vue.png` that odd essays show."""
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(file, "PNG")
    return file.getvalue()


def odd_essay(seed: int) -> str:
    """A whole file, by the author `ada` and of the volume `tome-1`."""
    return _Essay(Random(seed)).text()


class _Essay:
    """An essay as it is written; its notes are gathered on the way."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.notes = 0

    def text(self) -> str:
        blocks = [self.block() for _ in range(self.random.choice([1, 1, 2, 5, 9, 14]))]
        for number in range(1, self.notes + 1):
            blocks.append(f"[^{number}]: {self.run(notes=False)}" + self.maybe(f"\n\n    {self.words(9)}"))
        fields = {"title": self.words(6), "authors": self.random.choice(["ada", "ada, Zoé Œillet"])}
        for name, length in (("subtitle", 5), ("abstract", 15), ("tags", 1)):
            fields |= {name: self.words(length)} if self.random.random() < 0.3 else {}
        front = "\n".join(
            f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()
        )
        front = front.replace('"ada, Zoé Œillet"', "[ada, Zoé Œillet]")
        body = "\n\n".join(blocks)
        return f"---\n{front}\nlicense: CC BY 4.0\nvolume: tome-1\n---\n\n{body}\n"

    def maybe(self, text: str) -> str:
        return text if self.random.random() < 0.3 else ""

    def words(self, most: int) -> str:
        count = self.random.randint(1, most)
        return " ".join(self.random.choice(VOCABULARY) for _ in range(count))

    def note(self) -> str:
        self.notes += 1
        return f"{self.words(1)}[^{self.notes}]"

    def piece(self, notes: bool) -> str:
        some = self.words(4)
        choices = [
            *(f"*{some}*", f"**{some}**", f"***{some}***", f"*{some} **{self.words(2)}** {some}*"),
            *(f"`{some}`", f"~~{some}~~", f"=={some}==", "H~2~O et 1^er^", "[mot]{.smallcaps}"),
            *(f"[{some}](https://example.org/1)", "<https://example.org/2>", "[[Ada Lune]]", "[[Zoé|Z.]]"),
            *(
                unicodedata.normalize("NFD", f"{some} éàüï"),
                "cé\u00adsu\u00adré zéro\u200blargeur",
                some,
                some,
            ),
            *(self.random.choice(LONG), "&amp; &lt;b&gt; \\* \\_ \\< \\[x\\] -- ---", "ligne\\\nsuite"),
            *("<kbd>Ctrl</kbd>+<sub>x</sub><sup>y</sup>", "😀 👩‍👩‍👧 ❤️ :smile:", 'l\'a "b" 1/2 (c) x_1 _y_'),
        ]
        return self.note() if notes and self.random.random() < 0.12 else self.random.choice(choices)

    def run(self, notes: bool = True) -> str:
        return " ".join(self.piece(notes) for _ in range(self.random.randint(1, 6)))

    def line(self) -> str:
        return self.run().replace("\\\n", " ")

    def block(self) -> str:
        makers: Sequence[Callable[[], str]] = (
            *[self.paragraph] * 6,
            *(self.heading, self.list, self.numbers, self.nested, self.quotation, self.table, self.aside),
            *(self.unfolded, self.code, self.definition, self.tasks, self.dialogue, self.figure, self.nested),
        )
        return self.random.choice(makers)()

    def paragraph(self) -> str:
        return " ".join(self.run() for _ in range(self.random.randint(1, 5)))

    def heading(self) -> str:
        return "#" * self.random.randint(2, 4) + " " + self.line()

    def list(self) -> str:
        return "\n".join(f"- {self.run()}" for _ in range(self.random.randint(1, 5)))

    def numbers(self) -> str:
        return "\n".join(f"{number}. {self.run()}" for number in range(1, self.random.randint(2, 6)))

    def nested(self) -> str:
        inner = self.random.choice(["- ", "1. "])
        outer = self.random.choice(["- ", "1. "])
        item = f"{outer}{self.run()}\n\n    {inner}{self.run()}\n    {inner}{self.run()}\n"
        item += f"\n        {self.line()}"
        return "\n".join([item] * self.random.randint(1, 3)) if "[^" not in item else item

    def quotation(self) -> str:
        inside = self.random.choice([self.run, self.list, self.quotation])()
        return "> " + f"{self.run()}\n\n{inside}".replace("\n", "\n> ")

    def table(self) -> str:
        rows = [
            [self.line().replace("|", "\\|") for _ in range(3)] for _ in range(self.random.randint(2, 13))
        ]
        head, *body = (f"| {' | '.join(row)} |" for row in rows)
        return "\n".join([head, "|---|:-:|--:|", *body])

    def aside(self) -> str:
        inside = self.line()
        return self.random.choice([f'!!! note "Titre"\n    {inside}', f"> [!NOTE]\n> {inside}"])

    def unfolded(self) -> str:
        return f"<details>\n<summary>Plus</summary>\n\n{self.run()}\n\n</details>"

    def code(self) -> str:
        return "```\n" + "\n".join(self.words(9) for _ in range(4)) + "\n```"

    def definition(self) -> str:
        return f"Terme\n: {self.run()}"

    def tasks(self) -> str:
        return f"- [ ] {self.run()}\n- [x] {self.run()}"

    def dialogue(self) -> str:
        return f"— {self.run()}\n\n— {self.run()}"

    def figure(self) -> str:
        return f'![Une vue](vue.png "{self.words(4)}")'
