"""From a press clipping to an article's file: what was found, where, and how sure that is.

A clipping is lines. Readers of one kind of line each (`headline`, `byline`, `dateline`, `caption`,
`related`, …) take those they know; the rest is the text. Each line ends in exactly one place: a
field, the body, or among what is left out, with a reason. Pure, but for `source`, which opens
files and the clipboard.
"""
