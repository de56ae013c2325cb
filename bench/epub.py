"""What the e-book of a tome costs beyond the tome: one run, one table.

    python bench/epub.py [N]

A tome of N essays (306) is printed from nothing for the screen, as bench/tome.py does. Then, all its pages
known, it is made again without an e-book and with one, three times in turn: the difference of the medians is
what the e-book takes, of the clock and of all processors. The ratio is to the build from nothing.
"""

import statistics
import sys
import tempfile
import zipfile
from pathlib import Path

from costs import Cost, measure
from results import Row, pages_of, table
from tome import ENVIRONMENT, TIMES, florilege, made


def main(essays: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build(made(Path(folder, "warm"), 2))  # so that Python's own caches are nobody's cost
        root = made(Path(folder, "book"), essays)
        volume = root / "contributions/volumes/tome-1/index.md"
        plain = volume.read_text(encoding="utf-8")
        both = plain.replace("order: listed", "order: listed\neditions: [screen, ebook]")
        cold = build(root)
        pairs = []
        for time in range(TIMES):  # each with other words, since a build that was there before is kept whole
            volume.write_text(f"{plain}\n{time} sans.\n", encoding="utf-8")
            without = build(root)
            volume.write_text(f"{both}\n{time} avec.\n", encoding="utf-8")
            pairs.append((without, build(root)))
        seconds, processors = (
            statistics.median(getattr(after, kind) - getattr(before, kind) for before, after in pairs)
            for kind in ("seconds", "processors")
        )
        file, pdf = root / "tomes/tome-1.epub", root / "tomes/tome-1.pdf"
        with zipfile.ZipFile(file) as archive:
            texts = sum(each.file_size for each in archive.infolist() if each.filename.endswith(".xhtml"))
        own = Cost(seconds, processors, max(after.memory for _, after in pairs))
        kept = pages_of(pdf), file.stat().st_size / 1e6
        words = sum(len(path.read_text(encoding="utf-8").split()) for path in root.rglob("essays/*/index.md"))
        rows = [
            Row(f"a tome of {essays} essays, {words} words, from nothing", cost=cold),
            Row("its e-book, beyond", processors, 1.0, "s", own, kept),
            Row("the same, in proportion to the tome", processors / cold.processors),
            Row("XHTML of the e-book", texts / 1e6, unit="MB of text"),
        ]
        print(table(rows))


def build(root: Path) -> Cost:
    return measure([*florilege("build"), "--workers", "2"], root, ENVIRONMENT)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 306)
