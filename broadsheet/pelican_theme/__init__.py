"""For themes written for Pelican: our pages in the shape such a theme expects.

A topic is a category, topics and regions are tags, a source is the author page. Such themes are not
autoescaped, so every text reaches them escaped already, as `Markup`; the one filter that would undo
that (`striptags`) is replaced.
"""

from broadsheet.pelican_theme.theme import PelicanTheme

__all__ = ["PelicanTheme"]
