"""From a page of the web to a clipping: its metadata, its photos and its main text.

Needs the extra `clip` (lxml, trafilatura). Nothing outside this package imports its modules at
start, so that a digest is built, checked and served without them.
"""
