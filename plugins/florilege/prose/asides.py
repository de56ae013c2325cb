"""The kinds of aside: `!!! note "Title"`. Each is a class that the rooms' style sheets know."""

ASIDES = ("note", "tip", "info", "example", "quote", "warning")
