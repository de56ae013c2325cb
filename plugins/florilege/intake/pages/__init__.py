"""HTML, mails, blogs and their exports → essays, without what stands around them.

In: bytes of strangers, folders. Out: arrivals. One file a kind of source.
"""
