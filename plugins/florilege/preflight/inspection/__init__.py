"""A measured file and what it is held to → findings. Each file holds the checks of one subject.

In: an `Inspection`. Out: `Finding`s. Its door is `checklist.py`, which names every check.
"""
