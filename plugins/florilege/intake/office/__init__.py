"""Files of word processors → what Pandoc reads without loss, and, by readers of their own, all their words.

In: bytes of strangers. Out: archives that were looked at first, texts, comments, remarks.
"""
