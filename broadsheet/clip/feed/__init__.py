"""From the bytes of a feed, or of a list of feeds, to entries that look the same whatever it was.

Needs the extra `clip` (feedparser, lxml). Nothing outside this package imports its modules at
start, so that a digest is built, checked and served without them. Nothing here opens a file or
asks the network.
"""
