"""One record against everything around it: an article or a page, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import cast

from broadsheet.config import SiteConfig
from broadsheet.model import (
    Article,
    Body,
    Correction,
    CorrectionKind,
    Link,
    Origin,
    Photo,
    Related,
    Standing,
    State,
    Withdrawal,
)
from broadsheet.problems import Problem, did_you_mean, problem
from broadsheet.read.addresses import as_uri, host_of
from broadsheet.read.article import Record
from broadsheet.read.languages import is_language_code
from broadsheet.read.typed import Text
from broadsheet.urls import RESERVED_FOR_STANDING
from broadsheet.validate.dates import date_faults
from broadsheet.validate.index import Index, slug_of, source_of_host
from broadsheet.validate.photos import make_photo

Check = Callable[[Record, Index], Iterable[Problem]]


def make_article(
    record: Record, index: Index, config: SiteConfig, links: tuple[Link, ...]
) -> tuple[Article, list[Problem]]:
    """Make an article; where a value is missing, which only a draft may do, something stands in."""
    photos, problems = _photos(record, index, config) if record.photos else ((), [])
    topics, regions = _texts(record.topics), _texts(record.regions)
    if not (index.topics.has(topics) and index.regions.has(regions)):
        problems += _unknown_terms(record, index)
        topics = tuple(slug for slug in topics if slug in index.topics)
        regions = tuple(slug for slug in regions if slug in index.regions)
    for check in ARTICLE_CHECKS:
        problems += check(record, index)
    zone = config.timezone
    date = record.date.within(zone) if record.date else config.now
    lived = record.updated or record.expires or record.withdrawal or record.corrections
    if lived or date > config.now:
        problems += date_faults(record, date, config)
    body = record.body
    article = Article(
        slug=slug_of(record) or record.stem,
        path=record.path,
        title=record.title.text if record.title else record.stem,
        date=date,
        has_time=bool(record.date and record.date.has_time),
        updated=_updated(record, date, config),
        updated_has_time=bool(record.updated and record.updated.has_time),
        byline=_texts(record.byline),
        origin=_origin(record, index),
        photos=photos,
        related=_pieces(record),
        topics=topics,
        regions=regions,
        summary=record.summary.text if record.summary else body.excerpt,
        lang=record.lang.text if record.lang else config.lang,
        translation_of=record.translation_of.text if record.translation_of else None,
        state=cast("State", record.status),
        withdrawal=_withdrawal(record, config) if record.withdrawal else None,
        embargo=record.embargo.within(zone) if record.embargo else None,
        expires=record.expires.within(zone) if record.expires else None,
        corrections=_corrections(record, config) if record.corrections else (),
        aliases=_aliases(record, index) if record.aliases else (),
        body=Body(prose=body.prose, links=links),
    )
    return article, problems


def make_standing(
    record: Record, index: Index, config: SiteConfig, links: tuple[Link, ...]
) -> tuple[Standing, list[Problem]]:
    """Make a standing page."""
    problems = [*_reserved(record), *_translation(record, index)]
    page = Standing(
        slug=slug_of(record) or record.stem,
        path=record.path,
        title=record.title.text if record.title else record.stem,
        summary=record.summary.text if record.summary else "",
        lang=record.lang.text if record.lang else config.lang,
        translation_of=record.translation_of.text if record.translation_of else None,
        state=cast("State", record.status),
        body=Body(prose=record.body.prose, links=links),
    )
    return page, problems


# Each article makes half a dozen small tuples: through a list they take half a generator's time.


def _texts(entries: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple([entry.text for entry in entries])


def _pieces(record: Record) -> tuple[Related, ...]:
    pieces = [
        Related(slug=raw.slug, title=raw.title, url=raw.url and as_uri(raw.url))
        for raw in record.related
    ]
    return tuple(pieces)


def _photos(
    record: Record, index: Index, config: SiteConfig
) -> tuple[tuple[Photo, ...], list[Problem]]:
    made = [make_photo(raw, record, index, config) for raw in record.photos]
    return tuple(photo for photo, _ in made), [found for _, problems in made for found in problems]


def _origin(record: Record, index: Index) -> Origin | None:
    if record.source_url is None:
        return None
    url = record.source_url.text
    if record.source_name is not None:
        source = index.sources_by_name.get(record.source_name.text.casefold())
        name = record.source_name.text
    else:
        host = host_of(url)
        source = source_of_host(index, host)
        name = source.name.default if source else host
    return Origin(name=name, url=as_uri(url), slug=source.slug if source else None)


def _updated(record: Record, date: datetime, config: SiteConfig) -> datetime | None:
    if record.updated is None:
        return None
    updated = record.updated.within(config.timezone)
    return updated if updated > date else None


def _corrections(record: Record, config: SiteConfig) -> tuple[Correction, ...]:
    made = [
        Correction(
            date=raw.date.within(config.timezone),
            has_time=raw.date.has_time,
            kind=cast("CorrectionKind", raw.kind),
            text=raw.text,
            was=raw.was,
            serious=raw.serious,
        )
        for raw in record.corrections
    ]
    return tuple(sorted(made, key=lambda correction: correction.date))


def _aliases(record: Record, index: Index) -> tuple[str, ...]:
    texts = _texts(record.aliases)
    return tuple(alias for alias in texts if index.aliases.get(alias) is record)


def _withdrawal(record: Record, config: SiteConfig) -> Withdrawal | None:
    raw = record.withdrawal
    if raw is None:
        return None
    date = raw.date.within(config.timezone) if raw.date else None
    return Withdrawal(date=date, reason=raw.reason.text if raw.reason else None)


# --- the checks of an article, one rule each


def _unknown_terms(record: Record, index: Index) -> Iterator[Problem]:
    for field, used, known in (
        ("topics", record.topics, index.topics),
        ("regions", record.regions, index.regions),
    ):
        for term in used:
            if term.text not in known and field not in index.unread:
                yield _unknown(
                    f"unknown-{field[:-1]}", term, known.terms, record, field, f"{field}.yaml"
                )


def _source_name(record: Record, index: Index) -> Iterable[Problem]:
    """A source needs a name, typed or known by its domain."""
    if record.source_name or not record.source_url or "sources" in index.unread:
        return ()
    host = host_of(record.source_url.text)
    if source_of_host(index, host) is not None:
        return ()
    return [
        problem(
            "missing-field",
            f"is required, as no source of sources.yaml has the domain {host!r}",
            path=record.path,
            line=1,
            field="source.name",
            hint=f"give the name, or add {host} to the domains of a source",
            severity="warning" if record.draft else None,
        )
    ]


def _related(record: Record, index: Index) -> Iterable[Problem]:
    own = slug_of(record)
    found: list[Problem] = []
    for related in record.related:
        if related.slug is None or (related.slug != own and related.slug in index.articles):
            continue
        entry = Text(related.slug, related.line)
        if related.slug == own:
            message = "names the article itself"
            found.append(_at(entry, "related-to-itself", message, record, "related", "remove it"))
        else:
            found.append(
                _unknown("unknown-related", entry, index.articles, record, "related", None)
            )
    return found


def _translation(record: Record, index: Index) -> Iterable[Problem]:
    entry = record.translation_of
    if entry is None:
        return ()
    known = index.articles if record.kind == "article" else index.standing
    if entry.text == slug_of(record):
        code, message = "translation-of-itself", "names the file itself"
        return [_at(entry, code, message, record, "translation_of", "name the original")]
    if entry.text not in known:
        return [_unknown("unknown-translation", entry, known, record, "translation_of", None)]
    return ()


ARTICLE_CHECKS: tuple[Check, ...] = (_source_name, _related, _translation)


def _reserved(record: Record) -> Iterator[Problem]:
    slug = record.slug
    if slug and (slug.text in RESERVED_FOR_STANDING or is_language_code(slug.text)):
        message = f"{slug.text!r} is an address of the site itself"
        yield _at(slug, "reserved-slug", message, record, "slug", "choose another slug")


def _unknown(  # noqa: PLR0913, PLR0917  what a sentence needs
    code: str, entry: Text, known: Iterable[str], record: Record, field: str, file: str | None
) -> Problem:
    hint = did_you_mean(entry.text, known)
    if hint is None and file:
        hint = f"add it to {file}, or choose one of those there"
    place = file or "this site"
    return _at(entry, code, f"{entry.text!r} is not in {place}", record, field, hint)


def _at(  # noqa: PLR0913, PLR0917  the parts of a problem
    entry: Text, code: str, message: str, record: Record, field: str, hint: str | None
) -> Problem:
    return problem(code, message, path=record.path, line=entry.line, field=field, hint=hint)
