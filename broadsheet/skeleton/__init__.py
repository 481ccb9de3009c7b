"""What Broadsheet writes for an editor to begin with: a new article, a new digest.

`draft` is the text of an article, `desk` what it meets; `digest` gives the content of a digest that
has just been started, kept in `content/`; `naming` puts its name into `pelicanconf.py`. Texts are
made here; the commands put them on disk.
"""
