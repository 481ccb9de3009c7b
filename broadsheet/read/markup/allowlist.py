"""Which HTML a body may hold, and what was removed from one.

nh3 (the ammonia sanitiser) does the removing; this module holds the list, and says afterwards what
is gone by comparing the tags and attributes before and after.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

import nh3

_TAGS: Final = frozenset(
    """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small
    span strong sub summary sup table tbody td tfoot th thead time tr u ul var""".split()
)
_EVERYWHERE: Final = {"lang", "dir", "title"}
_ATTRIBUTES: Final = {
    "*": _EVERYWHERE,
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "ins": {"datetime"},
    "h1": {"id"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "img": {"src", "alt", "width", "height"},
    "li": {"id", "value"},
    "ol": {"start", "type"},
    "q": {"cite"},
    "sup": {"id"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_CLASSES: Final = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote", "toc"},
    "td": {"align-left", "align-center", "align-right"},
    "th": {"align-left", "align-center", "align-right"},
}
_CLEANER: Final = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags={"script", "style", "iframe", "object", "template", "noscript", "title"},
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    allowed_classes={tag: set(names) for tag, names in _CLASSES.items()},
    url_schemes={"http", "https", "mailto", "tel"},
    strip_comments=True,
    link_rel=None,
)
_DECLARATION: Final = re.compile(r"(\W*\w*).*", re.DOTALL)
_MARKED: Final = re.compile(r"<(\?|!(?!--))")
_CITE: Final = re.compile(r' cite="(?!https?://)[^"]*"')
_MOST_PASSES: Final = 5
_SHOWN: Final = frozenset({"href", "src", "class", "id", "cite"})
_TAG: Final = re.compile(r"<(?:[a-zA-Z]|\?|!(?!--))[^>]*>")


def sanitise(html: str) -> tuple[str, list[str]]:
    """Keep what the allow-list knows.

    Returns:
        The HTML, its attributes always in double quotes, and the names of what was removed:
        `<script>`, `onclick on <p>`, `href "javascript:…" on <a>`.
    """
    clean = _CLEANER.clean(html)
    # What Markdown itself writes comes through unchanged; only other bodies pay for a comparison.
    if " cite=" not in clean and _has_the_tags_of(html, clean):
        return clean, []
    clean = _settled(_TAG.sub(_without_remains, clean))
    return clean, list(dict.fromkeys(_difference(_elements(html), _elements(clean))))


def _has_the_tags_of(html: str, clean: str) -> bool:
    if html == clean and " />" not in html:
        return True
    return _TAG.findall(html.replace(" />", ">")) == _TAG.findall(clean)


def _settled(clean: str) -> str:
    """Clean until nothing changes: without an element between them two others may not nest."""
    for _ in range(_MOST_PASSES):
        again = _CLEANER.clean(clean)
        if again == clean:
            break
        clean = again
    return clean


def _without_remains(tag: re.Match[str]) -> str:
    """Leave out the shells the sanitiser keeps, and the one address it does not look at."""
    if tag[0].startswith("<img") and ' src="' not in tag[0]:
        return ""
    return _CITE.sub("", tag[0].replace(' class=""', ""))


class _Elements(HTMLParser):
    """Counts elements and their attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.attributes: Counter[tuple[str, str, str]] = Counter()

    def handle_pi(self, data: str) -> None:
        self.tags[_DECLARATION.sub(r"\1", data)] += 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes.update((tag, name, value or "") for name, value in attrs)


def _elements(html: str) -> _Elements:
    parser = _Elements()
    # Some Pythons stop at declarations they do not know; a browser skips any up to the next >.
    parser.feed(_MARKED.sub(r"<?\1", html))
    parser.close()
    return parser


def _difference(before: _Elements, after: _Elements) -> Iterator[str]:
    gone = before.tags - after.tags
    yield from (f"<{tag}>" for tag in gone)
    for tag, name, value in before.attributes - after.attributes:
        if tag in gone and tag not in after.tags:
            continue  # the element went with all it had
        shown = f' "{value[:40]}"' if value and name in _SHOWN else ""
        yield f"{name}{shown} on <{tag}>"
