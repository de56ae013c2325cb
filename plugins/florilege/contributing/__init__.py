"""What an anthology asks of those who write for it → the ways to hand in a text without Git.

In: the schema of front matter, and the catalogue. Out: the page of a form that works from a disk
(form_page.py), the web editor of the site (editor_page.py), forms of issues (issue_form.py).
"""
