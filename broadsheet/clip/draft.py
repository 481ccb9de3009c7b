"""A clipping as an article's file: a draft whose blanks are named, and nothing invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Final

from broadsheet.clip.caption import Photo
from broadsheet.clip.clipping import Clipping
from broadsheet.problems import one_line
from broadsheet.skeleton.draft import COLUMN, scalar

_BLANKS: Final = {
    "title": "the headline, as the original has it",
    "date": "when the original was published, such as 2022-12-18",
    "byline": "who wrote it: a name, or a list of names",
    "source.name": "who published it, as they write it",
    "source.url": "of the original",
    "topics": "slugs of topics.yaml, such as [one, another]",
    "regions": "slugs of regions.yaml, such as [one, another]",
    "summary": "one or two sentences in your own words",
    "photo.caption": "what is seen and when",
    "photo.credit": "whom it belongs to, word for word as they want it",
    "photo.alt": "what it shows, for those who do not see it",
    "photo.rights": "why you may show it: licensed, cc, public-domain, permission or own",
}
_OF_A_PHOTO: Final = ("caption", "credit", "alt", "rights")
"""What a photo with a file needs; its rights nobody but the editor can know."""
_REQUIRED: Final = ("title", "date", "source.url", "topics", "regions")
_LEAD: Final = 300
_REMARK: Final = 300
"""Characters of a line of remarks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a site adds to a clipping.

    `known` tells that `sources.yaml` has the name of the source, so that the file leaves it out.
    """

    source: str | None = None
    known: bool = False
    lang: str = "en"
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


def front_matter(clipping: Clipping, setting: Setting) -> dict[str, Any]:
    """Give the fields of the article that are filled, by the keys of the format, in its order."""
    photos = [_photo(photo) for photo in clipping.photos]
    source = {"name": setting.source, "url": clipping.url}
    fields: dict[str, Any] = {
        "title": clipping.title,
        "date": clipping.date.iso if clipping.date else None,
        "byline": _one_or_all(list(clipping.byline)),
        "source": {key: value for key, value in source.items() if value},
        "photo": _one_or_all([photo for photo in photos if photo]),
        "related": [
            {"title": entry.title} | ({"url": entry.url} if entry.url else {})
            for entry in clipping.related
        ],
        "lang": clipping.language if clipping.language != setting.lang.partition("-")[0] else None,
        "status": "draft",
        "updated": clipping.updated.iso if clipping.updated else None,
    }
    return {key: value for key, value in fields.items() if value}


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _photo(photo: Photo) -> dict[str, str]:
    parts = {"file": photo.file, "caption": photo.caption, "credit": photo.credit, "alt": photo.alt}
    return {key: value for key, value in parts.items() if value}


def blanks(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the fields that an editor has to fill in before the article can be published."""
    source = fields.get("source", {})
    filled = {*fields, *(f"source.{key}" for key in source)}
    photos = fields.get("photo", [])
    lacking = dict.fromkeys(
        f"photo.{key}"
        for photo in ([photos] if isinstance(photos, Mapping) else photos)
        for key in _lacking(photo)
    )
    return (*(name for name in (*_REQUIRED, "summary") if name not in filled), *lacking)


def _lacking(photo: Mapping[str, str]) -> tuple[str, ...]:
    """Name what a photo that is shown needs and has not."""
    return tuple(key for key in _OF_A_PHOTO if "file" in photo and key not in photo)


def draft_text(clipping: Clipping, setting: Setting) -> str:
    """Write the file."""
    fields = front_matter(clipping, setting)
    front = "".join(f"{line}\n" for line in _front(fields, clipping, setting))
    body = f"{clipping.body}\n" if clipping.body else ""
    return f"---\n{front}---\n{body}"


def _front(fields: Mapping[str, Any], clipping: Clipping, setting: Setting) -> Iterator[str]:
    yield from _key("title", fields)
    yield from _key("date", fields)
    yield from _note("time without a zone in the original", _zoneless(clipping))
    yield from _key("updated", fields, optional=True)
    yield from _names(fields.get("byline"))
    if any(name not in clipping.byline for name in clipping.agencies):
        yield from _note("agency named by the original", ", ".join(clipping.agencies))
    yield from _source(fields.get("source", {}), setting)
    yield from _photos(fields.get("photo"))
    yield from _related(fields.get("related", []))
    yield from _terms("topics", setting.topics)
    yield from _terms("regions", setting.regions)
    yield _blank("summary")
    yield from _note("lead of the original", _cut(clipping.lead))
    yield from _note("correction in the original", clipping.correction)
    yield from _key("lang", fields, optional=True)
    yield f"{'status: draft':<{COLUMN}}# delete this line to publish the article"


def _key(name: str, fields: Mapping[str, Any], *, optional: bool = False) -> Iterator[str]:
    if name in fields:
        yield f"{name}: {scalar(fields[name])}"
    elif not optional:
        yield _blank(name)


def _blank(name: str) -> str:
    indent, key = ("  ", name.partition(".")[2]) if "." in name else ("", name)
    return f"{indent + key + ':':<{COLUMN}}# {_BLANKS[name]}"


def _note(words: str, text: str | None) -> Iterator[str]:
    """Write a remark that readers never see, whole, on as many lines as it takes."""
    for number, part in enumerate(wrap(text or "", _REMARK)):
        yield f"# {one_line(part)}" if number else f"# {words}: {one_line(part)}"


def _names(byline: str | Sequence[str] | None) -> Iterator[str]:
    if byline is None:
        yield _blank("byline")
    elif isinstance(byline, str):
        yield f"byline: {scalar(byline)}"
    else:
        yield "byline:"
        yield from (f"  - {scalar(name)}" for name in byline)


def _source(source: Mapping[str, str], setting: Setting) -> Iterator[str]:
    yield "source:"
    if "name" in source and not setting.known:
        yield f"  name: {scalar(source['name'])}"
    elif not setting.known:
        yield _blank("source.name")
    yield f"  url: {scalar(source['url'])}" if "url" in source else _blank("source.url")


def _photos(photo: Mapping[str, str] | Sequence[Mapping[str, str]] | None) -> Iterator[str]:
    if photo is None:
        return
    yield "photo:"
    if isinstance(photo, Mapping):
        yield from (f"  {key}: {scalar(value)}" for key, value in photo.items())
        yield from (_blank(f"photo.{key}") for key in _lacking(photo))
        return
    for entry in photo:
        yield from _entry(entry)
        yield from (f"  {_blank(f'photo.{key}')}" for key in _lacking(entry))


def _entry(entry: Mapping[str, str]) -> Iterator[str]:
    for number, (key, value) in enumerate(entry.items()):
        yield f"  {' ' if number else '-'} {key}: {scalar(value)}"


def _related(related: Sequence[Mapping[str, str]]) -> Iterator[str]:
    if related:
        yield "related:"
        for entry in related:
            yield from _entry(entry)


def _terms(key: str, suggested: tuple[str, ...]) -> Iterator[str]:
    """Leave topics and regions blank: a suggestion is the editor's to take."""
    yield _blank(key)
    if suggested:
        yield f"# suggested by the words of the text: {key}: [{', '.join(suggested)}]"


def _zoneless(clipping: Clipping) -> str | None:
    return clipping.date.zoneless if clipping.date else None


def _cut(text: str) -> str:
    return text if len(text) <= _LEAD else f"{text[:_LEAD].rsplit(' ', 1)[0]} …"
