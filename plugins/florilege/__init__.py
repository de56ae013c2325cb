"""Florilège: essays by many hands become a website and print-ready tomes.

The way of the data, and the room that takes each step:

1. read     contributions/ → Catalogue, problems      reading/
2. check    Catalogue → problems                      checks/
3. set      Markdown → Prose: safe HTML and marks     prose/
   1, 2 and 3 together: contributions/ → Anthology    anthology.py
   what of it is good → Publication                   publishing/
4. publish  Anthology → pages → MkDocs' site          web/
            Anthology → sheets → fragments → tomes    book/
            Anthology, pages of a tome → its e-book   epub/
            tomes → what a printer would refuse       preflight/
5. edit     Anthology → who owes what, letters        desk/

Below them, from the ground up: catalogue/ (what an anthology is), diagnostics/ (what is wrong), language/
(what people read), bibliography/ (how things are cited), runtime/ (cache, workers, publication),
printing/ (printers, typefaces, designs, palettes), images/. Above them: contributing/ (ways to write
without Git), intake/ (what people have → an essay), mending/ (what has one right answer), scaffold/ (a new
anthology), reference/ (the generated pages), cli/.

A room imports only rooms below it; the one door beside is web/downloads.py, which has book/press.py print the
tomes that the site offers. Each room's `__init__.py` says what comes in, what goes out and where its door is.
tests/test_architecture.py holds all this as tables.
"""
