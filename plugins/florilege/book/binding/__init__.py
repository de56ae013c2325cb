"""Fragments in place → finished files: bound, inked, labelled, held to what was set."""
