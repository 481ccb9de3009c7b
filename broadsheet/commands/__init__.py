"""The verbs of the command line, one module each. `run` returns the exit status.

0: done. 1: the content has problems, or the work failed. 2: wrong values or settings.
"""
