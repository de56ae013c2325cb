"""What a build runs on: the project’s folders, the cache, worker processes, publication in one step.

In: a folder, calls, bytes. Out: the same, kept, run and put in place. One file a service; none knows what
an essay is.
"""
