"""Blogs of many posts, each in a dialect of its own, become essays in one command; the check accepts them."""

import re
from collections import Counter
from pathlib import Path
from random import Random

from commands import florilege
from worlds import small

TYPED = "banc rue soir voisin porte été œuvre l’eau tasse lettre pluie jardin quai carnet lampe escalier nuit"
WORDS = TYPED.split()


def sentence(random: Random) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.randint(6, 16))).capitalize() + "."


def paragraphs(random: Random) -> str:
    return "\n\n".join(" ".join(sentence(random) for _ in range(random.randint(2, 5))) for _ in range(2))


JEKYLL = """---
layout: post
title: "Le {word} {n} : jekyll"
author: Ada Lune
date: 2024-{month:02}-{day:02} 10:00:00 +0100
categories: [rue, soir]
---

{text}

<!--more-->

{{% highlight python %}}
x = {n}
{{% endhighlight %}}

| a | b |
|---|---|
| {n} | deux |
{{: .table }}

Un mot[^1].

[^1]: Une note {n}.
"""
HUGO = """+++
title = "La {word} {n} (hugo)"
author = "Bob Rue"
date = 2023-{month:02}-{day:02}T08:00:00Z
tags = ["nuit", "pain"]
draft = false
+++

{text}

{{{{% notice info %}}}}
Une remarque {n}.
{{{{% /notice %}}}}

- un
  - deux
- trois
"""
MKDOCS = """---
title: Un {word} {n} mkdocs
date: 2022-{month:02}-{day:02}
authors:
  - Zoé Quai
---

# Un titre {n}

{text}

!!! tip "Conseil"
    Un mot {n}.

=== "Un"

    Premier.

=== "Deux"

    Second.
"""
QUARTO = """---
title: "Le {word} {n}, quarto"
author:
  - name: Marthe Olivier
date: "{month}/{day}/2021"
categories: [été]
format: html
---

{text}

::: {{.callout-note}}
## Titre

Un mot {n}.
:::

| a | b |
|---|---|
| c | {n} |

: Les prix {{#tbl-prix}}
"""
BLOGS = (
    ("jekyll/_posts/2024-{month:02}-{day:02}-banc-{n}.md", JEKYLL),
    ("hugo/content/posts/lettre-{n}.md", HUGO),
    ("mkdocs/docs/blog/posts/quai-{n}.md", MKDOCS),
    ("quarto/posts/carnet-{n}/index.qmd", QUARTO),
)


def write(root: Path, count: int) -> None:
    """Write so many posts below a folder."""
    random = Random(7)
    for n in range(count):
        path, form = BLOGS[n % len(BLOGS)]
        month, day = 1 + n % 12, 1 + n % 28
        file = root / path.format(n=n, month=month, day=day)
        file.parent.mkdir(parents=True, exist_ok=True)
        text = paragraphs(random)
        post = form.format(n=n, month=month, day=day, word=random.choice(WORDS), text=text)
        file.write_text(post, encoding="utf-8")


COUNT = 40
WORD = re.compile(r"[^\W\d_]{3,}")
NOT_READ = {
    "highlight",
    "endhighlight",
    "python",
    "notice",
    "info",
    "table",
    "tip",
    "callout",
    "note",
    "tbl",
    "prix",
}
"""What is markup in these dialects, or a word beside which it stands."""


def test_four_blogs_become_essays_in_one_command(tmp_path: Path) -> None:
    root = tmp_path / "anthology"
    small(root)
    (root / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: contributions\nplugins: [florilege]\n", encoding="utf-8"
    )
    write(tmp_path / "posts", COUNT)
    blogs = sorted(map(str, (tmp_path / "posts").iterdir()))
    shown = florilege(root, "import", *blogs, "--lang", "en")
    assert shown.returncode == 0, shown.stderr
    assert [each.name for each in (root / "contributions/essays").iterdir()] == ["un"], (
        "nothing is written yet"
    )
    done = florilege(root, "import", *blogs, "--lang", "en", "--license", "CC BY 4.0", "--agreed", "--write")
    assert done.returncode == 0, done.stderr
    assert f"{COUNT} essays" in done.stdout
    checked = florilege(root, "check", "--lang", "en")
    assert checked.returncode == 0, checked.stdout
    essays = [each for each in (root / "contributions/essays").glob("*/index.md") if each.parent.name != "un"]
    assert len(essays) == COUNT
    typed, kept = (
        Counter(word for file in files for word in WORD.findall(bodies(file)) if word not in NOT_READ)
        for files in ([*(tmp_path / "posts").rglob("*.*md")], essays)
    )
    assert typed - kept == Counter()


def bodies(file: Path) -> str:
    """The words below the front matter."""
    return re.sub(r"\A(---|\+\+\+)\n.*?\n\1\n|<!--.*?-->", "", file.read_text(encoding="utf-8"), flags=re.S)
