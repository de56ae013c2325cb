"""`florilege`, from a terminal: the only room that prints.

In: arguments. Out: lines and an exit code. Its door is `main.py`.
"""
