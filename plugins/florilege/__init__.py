"""Florilège: essays by many hands become a website and print-ready tomes.

The way of the data, and the file that takes each step:

1. read     contributions/ → Catalogue, problems      contributions.py (frontmatter.py, schema.py)
2. check    Catalogue → problems                      rules.py
3. set      Markdown → Prose: safe HTML and marks     prose/
   1, 2 and 3 together: contributions/ → Anthology    anthology.py
4. publish  Anthology → pages → MkDocs' site          web/
            Anthology → sheets → fragments → tomes    book/

The core (every module at this level, and prose/) never imports a room (web, book, intake);
rooms never import one another. There are two doors: `cli.py`, which may import them all and is the only
one that prints, and web/plugin.py, which has book/press.py print the tomes that the site offers.
Only web/plugin.py imports mkdocs, only what sets sheets in a worker (book/setting/) weasyprint, only
book/cluster.py distributed (to have sheets set on other machines), and only what in book/ makes fragments,
binds them, prepares them for a printer or looks at them pikepdf.
tests/test_architecture.py holds these sentences as dicts.
"""
