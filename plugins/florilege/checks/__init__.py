"""What only the whole catalogue shows: rules, links from text to text, characters that no font has, names
nearly alike.

In: the catalogue and its prose. Out: problems. Its door is `rules.py`.
"""
