"""Text as typed → text as printed: spaces and characters, by language and country.

In: Markdown or plain text, and a locale. Out: the same text set right, or suggestions. Its door is
`typography.py`.
"""
