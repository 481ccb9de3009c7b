"""HTML of a feed without what runs, loads or hides: no script, no handler, no frame, no style.

feedparser could do that, too; a text made for it would keep it busy for hours.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Final

import nh3

from broadsheet.read.frontmatter import CONTROL

_ATTRIBUTES: Final = deepcopy(nh3.ALLOWED_ATTRIBUTES)
_ATTRIBUTES["*"] = {"class", "dir", "itemprop", "lang", "title"}
"""A class may say that a caption holds a credit."""
_SCHEMES: Final = {"http", "https", "mailto"}


def harmless(html: str) -> str:
    """Give HTML with nothing in it but text, pictures and their mark-up."""
    text = CONTROL.sub("", html)
    if "<" not in text:
        return text
    return nh3.clean(text, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
