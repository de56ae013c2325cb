"""A tome, numbered → its e-book (EPUB 3.3): its words, its notes, its page numbers.

In: an Anthology, a Volume of it, where the pages of the tome begin, and the picture of its cover. Out: the
bytes of a file, the same for the same input. Its door is `ebook.py`; the press calls it as it binds the other
editions (book/binding/binder.py), so that an e-book is published with its tome or not at all.
"""
