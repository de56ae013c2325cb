"""What a word processor or a browser made → one tree of paragraphs → clean Markdown of our dialect.

In: bytes in a format that Pandoc reads. Out: Markdown, and remarks. `running.py` alone knows the program.
"""
