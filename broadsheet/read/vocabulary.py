"""The vocabularies of a digest: topics, regions, sources, each entry with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from broadsheet.problems import Problem, problem
from broadsheet.read.fields import Fields
from broadsheet.read.frontmatter import CONTROL, decode
from broadsheet.read.languages import canonical, language_fault, territory_codes
from broadsheet.read.located_yaml import Mapping, Node, Scalar, Sequence, read_yaml
from broadsheet.read.typed import Text

TERM_KEYS: Final = {
    "topics": ("slug", "name", "description", "media_topic", "words", "topics"),
    "regions": ("slug", "name", "description", "code", "regions"),
}
SOURCE_KEYS: Final = ("slug", "name", "url", "domains", "lang", "description")
FRONT_KEYS: Final = ("lead", "seconds", "topics", "regions")


class RawName(msgspec.Struct, frozen=True):
    """A name as typed: one for all languages, or one per language."""

    default: str
    by_language: tuple[tuple[str, str], ...] = ()


class RawTerm(msgspec.Struct, frozen=True, kw_only=True):
    """A topic or region as typed; `parent` is the slug of the entry around it.

    `words` are those by which a text is known to be about a topic, in any language.
    """

    slug: str
    name: RawName
    line: int
    parent: str | None = None
    description: RawName | None = None
    code: str | None = None
    media_topic: str | None = None
    words: tuple[str, ...] = ()


class RawSource(msgspec.Struct, frozen=True, kw_only=True):
    """A source as typed."""

    slug: str
    name: RawName
    url: str
    line: int
    domains: tuple[Text, ...] = ()
    lang: str | None = None
    description: RawName | None = None


class RawFront(msgspec.Struct, frozen=True, kw_only=True):
    """The plan of the front page as typed."""

    lead: Text | None = None
    seconds: tuple[Text, ...] = ()
    topics: tuple[Text, ...] = ()
    regions: tuple[Text, ...] = ()


def read_terms(data: bytes, kind: str, *, path: str) -> tuple[list[RawTerm], list[Problem]]:
    """Read `topics.yaml` or `regions.yaml`; parents stand before their children.

    Args:
        data: the file.
        kind: `topics` or `regions`, also the key under which children stand.
        path: as in problems.
    """
    node, problems = read_list(data, path)
    return list(_terms(node, kind, path, None, problems)), problems


def read_sources(data: bytes, *, path: str) -> tuple[list[RawSource], list[Problem]]:
    """Read `sources.yaml`."""
    node, problems = read_list(data, path)
    return list(_sources(node, path, problems)), problems


def read_front(data: bytes, *, path: str) -> tuple[RawFront, list[Problem]]:
    """Read `front.yaml`, the editor's plan of the front page."""
    node, problems = _read_document(data, path)
    if not isinstance(node, Mapping):
        if node is not None:
            problems.append(_not_a("mapping", path, node.line))
        return RawFront(), problems
    fields = Fields(node, path=path)
    fields.refuse_unknown(FRONT_KEYS)
    front = RawFront(
        lead=fields.slug("lead"),
        seconds=fields.texts("seconds"),
        topics=fields.texts("topics"),
        regions=fields.texts("regions"),
    )
    return front, [*problems, *fields.problems]


def _read_document(data: bytes, path: str) -> tuple[Node | None, list[Problem]]:
    text, problems = decode(data, path=path)
    if text is None or CONTROL.search(text):
        return None, problems
    node, found = read_yaml(text, path=path)
    if isinstance(node, Scalar) and not node.text:
        node = None
    return node, [*problems, *found]


def read_list(data: bytes, path: str) -> tuple[Sequence | None, list[Problem]]:
    """Read a file that holds a list; None where it is empty or holds something else."""
    node, problems = _read_document(data, path)
    if node is None or isinstance(node, Sequence):
        return node, problems
    return None, [*problems, _not_a("list", path, node.line)]


def _not_a(kind: str, path: str, line: int) -> Problem:
    hint = "begin each entry with `- `" if kind == "list" else "write `key: value` lines"
    return problem("wrong-type", f"must hold a {kind}", path=path, line=line, hint=hint)


def _mappings(
    node: Sequence | None, path: str, problems: list[Problem], prefix: str = ""
) -> Iterator[Fields]:
    for item in node.items if node else ():
        if isinstance(item, Mapping):
            fields = Fields(item, path=path, prefix=prefix, missing_line=item.line)
            yield fields
            problems += fields.problems
        else:
            message, hint = "must be a mapping", "write {slug: …, name: …}"
            problems.append(
                problem(
                    "wrong-type",
                    message,
                    path=path,
                    line=item.line,
                    field=prefix or None,
                    hint=hint,
                )
            )


def _terms(
    node: Sequence | None, kind: str, path: str, parent: str | None, problems: list[Problem]
) -> Iterator[RawTerm]:
    for fields in _mappings(node, path, problems):
        fields.refuse_unknown(TERM_KEYS[kind])
        slug, name = fields.slug("slug", required=True), _name(fields, "name", required=True)
        description = _name(fields, "description")
        code, media_topic = _code(fields), _media_topic(fields)
        words = tuple(word.text for word in fields.texts("words"))
        if slug:
            yield RawTerm(
                slug=slug.text,
                name=name or RawName(slug.text),
                line=slug.line,
                parent=parent,
                description=description,
                code=code,
                media_topic=media_topic,
                words=words,
            )
        children = fields.node.items.get(kind)
        if isinstance(children, Sequence):
            yield from _terms(children, kind, path, slug.text if slug else parent, problems)
        elif fields.has(kind):
            fields.note("wrong-type", kind, fields.node.lines[kind], "must be a list")


def _sources(node: Sequence | None, path: str, problems: list[Problem]) -> Iterator[RawSource]:
    for fields in _mappings(node, path, problems):
        fields.refuse_unknown(SOURCE_KEYS)
        slug, name = fields.slug("slug", required=True), _name(fields, "name", required=True)
        url, lang = fields.address("url", required=True), fields.language("lang")
        domains = tuple(_domains(fields))
        description = _name(fields, "description")
        if slug:  # also when the rest is wrong, so that articles from it are not faulted for that
            yield RawSource(
                slug=slug.text,
                name=name or RawName(slug.text),
                url=url.text if url else "",
                line=slug.line,
                domains=domains,
                lang=lang.text if lang else None,
                description=description,
            )


def _name(fields: Fields, key: str, *, required: bool = False) -> RawName | None:
    """Read a text, or a mapping from languages to texts, of which the first is the default."""
    if not isinstance(fields.node.items.get(key), Mapping):
        found = fields.text(key, required=required)
        return RawName(found.text) if found else None
    inner = fields.child(key, "{en: …}")
    if inner is None or not inner.node.items:
        if required:
            fields.note_missing(key, "empty-field", fields.node.lines[key])
        return None
    names = []
    for tag in inner.node.items:
        fault = language_fault(tag)
        if fault:
            inner.note("bad-language", tag, inner.node.lines[tag], *fault)
        text = inner.text(tag, required=True)
        if text:
            names.append((canonical(tag) or tag, text.text))
    fields.take(inner)
    return RawName(names[0][1], tuple(names)) if names else None


def _code(fields: Fields) -> str | None:
    found = fields.text("code")
    if found and found.text not in territory_codes():
        upper = found.text.upper()
        hint = f"write {upper}" if upper in territory_codes() else "ISO 3166-1 alpha-2, such as IR"
        message = f"must be a country code, got {found.text!r}"
        fields.note("bad-code", "code", found.line, message, hint)
        return None
    return found.text if found else None


def _media_topic(fields: Fields) -> str | None:
    found = fields.text("media_topic")
    if found and not re.fullmatch(r"medtop:\d{8}", found.text, re.ASCII):
        message = f"must be an IPTC Media Topic, got {found.text!r}"
        fields.note("bad-code", "media_topic", found.line, message, "medtop: and eight digits")
        return None
    return found.text if found else None


def _domains(fields: Fields) -> Iterator[Text]:
    for domain in fields.texts("domains", single=True):
        if re.search(r"[/\s:@]", domain.text) or "." not in domain.text:
            message = f"must be a host name, got {domain.text!r}"
            fields.note("bad-address", "domains", domain.line, message, "such as example.org")
        else:
            yield Text(domain.text.lower().removeprefix("www."), domain.line)
