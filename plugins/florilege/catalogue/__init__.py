"""What an anthology is, as frozen values: authors, essays, volumes, and the catalogue that relates them by
id.

In: values. Out: values, and the small rules about them (ids, addresses, sort names, licences). It knows no
file, no Markdown and no HTML. Its door is `model.py`.
"""
