"""What is wrong, as values: a `Problem` of a contribution, and `FlorilegeError` for the machine or the
call.

In: a code and the words of its sentence. Out: one line for people. Its door is `problems.py`.
"""
