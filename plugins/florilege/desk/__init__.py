"""The editor's desk: who owes what, who has agreed to what, who has approved what, what was printed.

In: an Anthology with the editor's own files (`plan.yml`, `consents/`, `rounds/`, `editions/`), and a printed
tome. Out: boards, letters, records, what has changed since a printing, a package for libraries.
"""
