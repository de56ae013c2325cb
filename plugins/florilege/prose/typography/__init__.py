"""Text as typed → text as printed: spaces and characters, by language and country.

In: Markdown or plain text, and a locale. Out: the same text set right (its door is `fix.py`), or suggestions
(`lint.py`), of which `suggestions.py` puts the safe ones in the text.
"""
