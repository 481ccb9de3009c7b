"""The record a page declares of itself: its article's node, in whatever syntax it is written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml.html import HtmlElement

from broadsheet.clip.address import identity
from broadsheet.clip.page.jsonld import Node, read_nodes
from broadsheet.clip.page.microdata import read_scopes
from broadsheet.clip.page.sight import Sight, tidy

_ARTICLE: Final = re.compile(
    r"(?:article|blogposting|newsposting|socialmediaposting|liveblogposting|report|review|"
    r"pressrelease|column|interview|opinion)$"
)
_PAGE: Final = re.compile(r"(?:webpage|itempage|creativework|videoobject|aboutpage|episode)$")
_TAGS: Final = re.compile(r"<[^<>]{1,200}>")
_NAMING: Final = ("name", "@value", "text", "headline", "title", "familyName", "alternateName")
_BETWEEN: Final = re.compile(r"[\W_]+")
_DEEPEST: Final = 6
_SYNTAXES: Final = ("JSON-LD", "microdata", "RDFa")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody a record names: a person, an organisation, or who knows."""

    name: str
    kind: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One node about the article, or the page, with all nodes that its `@id`s may name."""

    syntax: str
    node: Node
    known: dict[str, Node]
    is_article: bool

    def whole(self, value: Any) -> Any:
        """Give a node that a value refers to by its `@id`, or the value itself."""
        if isinstance(value, dict) and isinstance(value.get("@id"), str):
            return {**self.known.get(value["@id"], {}), **value}
        return value

    def values(self, key: str) -> list[Any]:
        """Give what stands for a key, as a list."""
        return [self.whole(value) for value in flat(self.node.get(key))]

    def texts(self, *keys: str) -> list[str]:
        """Give the texts that stand for the first key that has any."""
        for key in keys:
            found = [text for value in self.values(key) for text in spelt(value)]
            if found:
                return found
        return []

    def parties(self, *keys: str) -> Iterator[Party]:
        """Give the people and organisations that stand for some keys."""
        for key in keys:
            for value in self.values(key):
                kind = " ".join(kinds(value)) if isinstance(value, dict) else ""
                url = value.get("url") if isinstance(value, dict) else None
                for name in spelt(value):
                    yield Party(name, kind, url if isinstance(url, str) else None)


def flat(value: Any) -> list[Any]:
    """Give a value as a list, lists within lists opened."""
    found = value if isinstance(value, list) else [] if value is None else [value]
    for _ in range(_DEEPEST):
        if not any(isinstance(entry, list) for entry in found):
            break
        found = [
            part for entry in found for part in (entry if isinstance(entry, list) else [entry])
        ]
    return found


def spelt(value: Any) -> list[str]:
    """Give the words of a value: a text, or the name of a node."""
    for _ in range(_DEEPEST):
        if not isinstance(value, dict):
            break
        value = next((value[key] for key in _NAMING if value.get(key)), None)
    if isinstance(value, list):
        return [
            text for entry in flat(value) if not isinstance(entry, dict) for text in spelt(entry)
        ]
    if not isinstance(value, str):
        return []
    words = clean(value)
    return [words] if words else []


def clean(text: str) -> str:
    """Make a declared text one line of words: entities, tags and white space undone."""
    words = html.unescape(html.unescape(text)) if "&" in text else text
    return tidy(_TAGS.sub(" ", words) if "<" in words else words)


def kinds(node: Any) -> list[str]:
    """Give the types of a node, in lower case, without the vocabulary they are from."""
    found = flat(node.get("@type")) if isinstance(node, dict) else []
    names = [kind for kind in found if isinstance(kind, str)]
    return [re.split(r"[/#:]", kind.strip())[-1].lower() for kind in names]


def read_records(
    root: HtmlElement, sight: Sight, url: str | None, title: str
) -> tuple[list[Record], list[Node]]:
    """Give the records about the article and its page, the most telling first.

    Args:
        root: of the page.
        sight: of the same.
        url: the page's own address.
        title: the words of the page's title, by which its article is told from its neighbours'.

    Returns:
        The records, and every node of the page.
    """
    nodes = [("JSON-LD", node) for node in read_nodes(root)]
    nodes += read_scopes(sight)
    known: dict[str, Node] = {}
    for _, node in nodes:
        name = node.get("@id")
        if isinstance(name, str) and len(node) > 1:
            known[name] = {**known.get(name, {}), **node}
    found = []
    for syntax, node in nodes:
        own = [kind for kind in kinds(node) if _ARTICLE.search(kind) or _PAGE.search(kind)]
        if own or (not kinds(node) and ("headline" in node or "datePublished" in node)):
            is_article = not own or any(_ARTICLE.search(kind) for kind in own)
            found.append(Record(syntax, node, known, is_article))
    return _ranked(found, url, title), [node for _, node in nodes]


def _ranked(records: Sequence[Record], url: str | None, title: str) -> list[Record]:
    """Sort records; an article that is plainly another one than the page's is left out."""
    scored = [(_fit(record, url, title), record) for record in records]
    best = max((score for score, record in scored if record.is_article), default=0)
    kept = [
        (score, record)
        for score, record in scored
        if score >= 0 and (not record.is_article or score >= min(best, 3))
    ]
    kept.sort(key=lambda pair: (-pair[0], _SYNTAXES.index(pair[1].syntax)))
    return [record for _, record in kept[:8]]


def _fit(record: Record, url: str | None, title: str) -> int:
    """Say how well a record fits the page: by its address, its headline, what it has to say."""
    fit = 2 if record.is_article else 0
    headline = alike(" ".join(record.texts("headline", "name")[:1]))
    if headline and title:
        fit += 4 if headline in alike(title) or alike(title) in headline else -2
    addresses = [*record.texts("url", "mainEntityOfPage"), *_ids(record)]
    addresses = [text for text in addresses if text.startswith("http")]
    if url and addresses:
        fit += 3 if any(identity(url) == identity(text) for text in addresses) else -1
    telling = ("datePublished", "author", "headline", "publisher", "image", "articleBody")
    return fit + min(2, sum(key in record.node for key in telling) // 2)


def _ids(record: Record) -> list[str]:
    found = [record.node.get("@id"), record.node.get("mainEntityOfPage")]
    named = [value.get("@id") if isinstance(value, dict) else value for value in found]
    return [value for value in named if isinstance(value, str)]


def alike(text: str) -> str:
    """Give what two wordings have in common that differ in case, quotes and dashes alone."""
    return _BETWEEN.sub("", text.lower())
