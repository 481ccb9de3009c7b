"""The site on this machine: built, shown, watched, and built again at every change.

`session` is the loop, `watcher` says what changed, `bulletin` is what open pages are told, `answer`
and `server` are the way from a request to a file, `reload` is what a shown page has and a built one
has not. Nothing here prints: `commands/serve.py` does.
"""
