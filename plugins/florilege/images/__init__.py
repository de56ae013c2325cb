"""The pictures of contributors → our own copies, vetted and encoded anew.

In: paths below `contributions/`. Out: `Image` values and problems. Its door is `copies.py`; `vetting.py`
runs in workers.
"""
