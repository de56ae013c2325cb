"""The tomes: Anthology → sheets → fragments → the files of each volume.

press.py is the order of work. composing/ makes sheets; setting/ makes fragments of them, in workers that
fragments.py asks, or cluster.py on other machines; place.py and numbering.py put them in place; cover/ adds
the cover; binding/ makes the finished files; preflight/ looks at them as printers do.
"""
