"""The editor's desk: who owes what, who has agreed to what.

In: an Anthology with the editor's own files (`plan.yml`, `consents/`). Out: boards, letters, records.
"""
