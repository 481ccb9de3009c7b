"""One content file as a record: an article or a standing page, with the line of every value.

Pure and per file: what needs to know other files (topics, related slugs, photos) is left to
`validate`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, Literal

import msgspec

from broadsheet.model import STANDING_STATUSES, STATUSES
from broadsheet.problems import Problem, has_errors
from broadsheet.read.addresses import address_fault
from broadsheet.read.faults import slug_fault
from broadsheet.read.fields import Fields
from broadsheet.read.frontmatter import read_halves
from broadsheet.read.history import (
    RawCorrection,
    RawWithdrawal,
    read_aliases,
    read_corrections,
    read_withdrawal,
)
from broadsheet.read.located_yaml import Scalar
from broadsheet.read.markup.renderer import RawBody, Renderer
from broadsheet.read.photos import RawPhoto, read_photos
from broadsheet.read.slugs import is_slug
from broadsheet.read.typed import Moment, Text
from broadsheet.read.unfinished import unfinished_text

ARTICLE_KEYS: Final = (
    "title",
    "date",
    "byline",
    "source",
    "photo",
    "related",
    "topics",
    "regions",
    "summary",
    "slug",
    "lang",
    "translation_of",
    "status",
    "updated",
    "embargo",
    "expires",
    "withdrawn",
    "corrections",
    "aliases",
)  # fmt: skip  the order of docs/authoring.md
STANDING_KEYS: Final = ("title", "slug", "lang", "translation_of", "status", "summary")
SOURCE_KEYS: Final = ("name", "url")
RELATED_KEYS: Final = ("title", "url")


class RawRelated(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A related piece as typed: a slug, or a title with or without an address."""

    line: int
    slug: str | None = None
    title: str | None = None
    url: str | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one content file says. Missing and wrong values are None; `problems` says why."""

    kind: Literal["article", "standing"]
    path: str
    stem: str
    readable: bool = True
    """False when the file has no usable front matter: nothing else of it is known."""
    status: str = "published"
    slug: Text | None = None
    title: Text | None = None
    date: Moment | None = None
    updated: Moment | None = None
    embargo: Moment | None = None
    expires: Moment | None = None
    withdrawal: RawWithdrawal | None = None
    corrections: tuple[RawCorrection, ...] = ()
    aliases: tuple[Text, ...] = ()
    byline: tuple[Text, ...] = ()
    source_name: Text | None = None
    source_url: Text | None = None
    photos: tuple[RawPhoto, ...] = ()
    related: tuple[RawRelated, ...] = ()
    topics: tuple[Text, ...] = ()
    regions: tuple[Text, ...] = ()
    summary: Text | None = None
    lang: Text | None = None
    translation_of: Text | None = None
    body: RawBody = RawBody()
    problems: tuple[Problem, ...] = ()

    @property
    def draft(self) -> bool:
        """Tell whether the file is a draft."""
        return self.status == "draft"


def read_article(data: bytes, *, path: str, renderer: Renderer) -> Record:
    """Read a file below `content/articles`; `path` is as in problems."""
    return _read("article", data, path, renderer)


def read_standing(data: bytes, *, path: str, renderer: Renderer) -> Record:
    """Read a file below `content/pages`; `path` is as in problems."""
    return _read("standing", data, path, renderer)


def _read(
    kind: Literal["article", "standing"], data: bytes, path: str, renderer: Renderer
) -> Record:
    stem = PurePosixPath(path).stem
    halves, problems = read_halves(data, path=path)
    if halves is None:
        return Record(kind=kind, path=path, stem=stem, readable=False, problems=tuple(problems))
    status_node = halves.front.items.get("status")
    draft = isinstance(status_node, Scalar) and status_node.text.strip() == "draft"
    fields = Fields(halves.front, path=path, draft=draft)
    fields.refuse_unknown(ARTICLE_KEYS if kind == "article" else STANDING_KEYS)
    choices = STATUSES if kind == "article" else STANDING_STATUSES
    status = fields.choice("status", choices, "unknown-status")
    common = {
        "slug": _slug(fields, stem),
        "title": fields.text("title", required=True),
        "lang": fields.language("lang"),
        "translation_of": fields.slug("translation_of"),
        "summary": fields.text("summary"),
    }
    lang = common["lang"]
    body = renderer.render(
        halves.body, path=path, first_line=halves.body_line, lang=lang.text if lang else None
    )
    own = _article_fields(fields, body, status) if kind == "article" else {}
    if not draft:
        seen = {name: common[name] for name in ("title", "summary")}
        fields.problems += unfinished_text(
            seen, halves.body, path=path, first_line=halves.body_line
        )
    return msgspec.structs.replace(
        Record(
            kind=kind,
            path=path,
            stem=stem,
            status=status.text if status else "published",
            body=body,
        ),
        **common,
        **own,
        problems=(*problems, *fields.problems, *body.problems),
    )


def _article_fields(fields: Fields, body: RawBody, status: Text | None) -> dict[str, object]:
    withdrawn = status is not None and status.text == "withdrawn"
    told = body.html or withdrawn or fields.has("summary")
    if not told and not has_errors(body.problems):
        typed = fields.node.lines.get("summary")
        fields.note_missing("summary", "empty-field" if typed else "missing-field", typed)
    return {
        "date": fields.date("date", required=True),
        "updated": fields.date("updated"),
        "embargo": fields.date("embargo", timed=True),
        "expires": fields.date("expires"),
        "corrections": tuple(read_corrections(fields)),
        "aliases": tuple(read_aliases(fields)),
        "withdrawal": read_withdrawal(fields, withdrawn=withdrawn),
        "byline": fields.texts("byline", single=True),
        "topics": fields.texts("topics", required=True),
        "regions": fields.texts("regions", required=True),
        "photos": tuple(read_photos(fields)),
        "related": tuple(_related(fields)),
        **_source(fields),
    }


def _slug(fields: Fields, stem: str) -> Text | None:
    if fields.has("slug"):
        return fields.slug("slug")
    if is_slug(stem):
        return Text(stem, 1)
    code, message, hint = slug_fault(stem)
    fields.note(code, "slug", 1, f"the name of the file {message}", hint)
    return None


def _source(fields: Fields) -> dict[str, object]:
    source = fields.child("source", "source: {name: …, url: https://…}")
    if source is None:
        return {}
    source.refuse_unknown(SOURCE_KEYS)
    name, url = source.text("name"), source.address("url", required=True)
    fields.take(source)
    return {"source_name": name, "source_url": url}


def _related(fields: Fields) -> Iterator[RawRelated]:
    seen: set[str] = set()
    for entry in fields.entries("related", "{title: …, url: https://…}"):
        found = (
            _related_slug(fields, entry)
            if isinstance(entry, Text)
            else _related_title(fields, entry)
        )
        if found is None:
            continue
        name = found.slug or found.url or found.title or ""
        if name in seen:
            message = f"names {name!r} twice"
            fields.note("duplicate-entry", "related", found.line, message, "keep one of the two")
        else:
            seen.add(name)
            yield found


def _related_slug(fields: Fields, entry: Text) -> RawRelated | None:
    if is_slug(entry.text):
        return RawRelated(line=entry.line, slug=entry.text)
    if address_fault(entry.text) is None:
        hint = f"an outside address needs a title: {{title: …, url: {entry.text}}}"
        fields.note("bad-slug", "related", entry.line, f"must be a slug, got {entry.text!r}", hint)
        return None
    code, message, hint_ = slug_fault(entry.text)
    fields.note(
        code, "related", entry.line, message, hint_ or f"a title alone: {{title: {entry.text}}}"
    )
    return None


def _related_title(fields: Fields, entry: Fields) -> RawRelated | None:
    line = entry.node.line
    entry.refuse_unknown(RELATED_KEYS)
    title, url = entry.text("title", required=True), entry.address("url")
    if title and not entry.has("url"):
        hint = "add url: when it is found; until then it is shown as text"
        entry.note("related-without-address", "title", line, f"{title.text!r} has no address", hint)
    fields.take(entry)
    if title is None:
        return None
    return RawRelated(line=line, title=title.text, url=url.text if url else None)
