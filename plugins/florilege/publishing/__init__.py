"""What of an anthology with errors can be published: what is good, and what was good before.

In: an Anthology, and the setting `on_error`. Out: a Publication. Its door is `publishable.py`.
"""
