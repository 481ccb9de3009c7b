"""What a content folder holds, by every name under which something of it may be mentioned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from broadsheet.model import Source, Vocabulary
from broadsheet.problems import Problem, has_errors, problem
from broadsheet.read.article import Record
from broadsheet.read.content import Content
from broadsheet.read.slugs import is_slug


@dataclass(frozen=True, kw_only=True)
class Index:
    """All that can be named, also what is broken or not shown, so that a fault is told once."""

    records: tuple[Record, ...]
    articles: Mapping[str, Record]
    standing: Mapping[str, Record]
    topics: Vocabulary
    regions: Vocabulary
    sources: Mapping[str, Source]
    sources_by_name: Mapping[str, Source]
    sources_by_domain: Mapping[str, Source]
    files: Mapping[str, Path]
    photos_root: Path
    unread: frozenset[str]
    """The vocabularies (`topics`, …) of which nothing could be read: nothing is unknown to them."""
    faults: Mapping[str, str]
    """Codes of the problems with files that cannot be used, by the path as problems name it."""

    @cached_property
    def by_path(self) -> Mapping[str, Record]:
        """Records by their path below the content; only links of bodies ask for it."""
        return {record.path.partition("/")[2]: record for record in self.records}

    @cached_property
    def aliases(self) -> Mapping[str, Record]:
        """Articles by the slugs they had before; what is a slug now is none."""
        found: dict[str, Record] = {}
        for record in self.articles.values():
            for alias in record.aliases:
                if alias.text not in self.articles:
                    found.setdefault(alias.text, record)
        return found


def make_index(
    content: Content, topics: Vocabulary, regions: Vocabulary, sources: Mapping[str, Source]
) -> Index:
    """Index a content folder."""
    return Index(
        records=(*content.articles, *content.standing),
        articles=_by_slug(content.articles),
        standing=_by_slug(content.standing),
        topics=topics,
        regions=regions,
        sources=sources,
        sources_by_name=_sources_by_name(sources),
        sources_by_domain={
            domain: source for source in sources.values() for domain in source.domains
        },
        files=content.files,
        photos_root=(content.root / "photos").resolve(),
        unread=frozenset(_unread(content)),
        faults={found.path: found.code for found in content.problems if found.path},
    )


def _unread(content: Content) -> Iterator[str]:
    vocabularies = {
        "topics": content.topics,
        "regions": content.regions,
        "sources": content.sources,
    }
    for name, entries in vocabularies.items():
        path = content.named(f"data/{name}.yaml")
        if not entries and has_errors(found for found in content.problems if found.path == path):
            yield name


def slug_of(record: Record) -> str | None:
    """Give the slug under which a record is known, even when the rest of it cannot be read."""
    if record.slug is not None:
        return record.slug.text
    return record.stem if is_slug(record.stem) else None


def duplicate_slugs(
    records: tuple[Record, ...], by_slug: Mapping[str, Record]
) -> Iterator[Problem]:
    """Note every slug that an earlier file has already.

    Args:
        records: the files.
        by_slug: the first file of each slug.
    """
    if len(by_slug) == len(records):
        return
    for record in records:
        slug = slug_of(record)
        other = record if slug is None else by_slug[slug]
        if other is not record:
            yield problem(
                "duplicate-slug",
                f"{slug!r} is the slug of {other.path} too",
                path=record.path,
                line=record.slug.line if record.slug else 1,
                field="slug",
                hint="rename one of the files, or give one a slug: line of its own",
            )


def taken_aliases(index: Index) -> Iterator[Problem]:
    """Note every alias at whose address another article stands, or leads to another."""
    for record in index.articles.values():
        for alias in record.aliases:
            other = index.articles.get(alias.text) or index.aliases[alias.text]
            if index.aliases.get(alias.text) is record:
                continue
            whose = "the slug of the article itself" if other is record else f"{other.path} has it"
            yield problem(
                "taken-alias",
                f"{alias.text!r} cannot lead here: {whose}",
                path=record.path,
                line=alias.line,
                field="aliases",
                hint="take it away; one address leads to one article",
            )


def source_of_host(index: Index, host: str) -> Source | None:
    """Find the source that a host belongs to: the domain itself or one below it."""
    while host:
        source = index.sources_by_domain.get(host)
        if source:
            return source
        host = host.partition(".")[2]
    return None


def nearest_file(target: str, index: Index) -> str | None:
    """Find a file with the same name elsewhere, for a hint."""
    name = PurePosixPath(target).name.lower()
    found = sorted(
        path for path in (*index.by_path, *index.files) if path.lower().endswith(f"/{name}")
    )
    return found[0] if found else None


def _by_slug(records: tuple[Record, ...]) -> dict[str, Record]:
    by_slug: dict[str, Record] = {}
    for record in records:
        slug = slug_of(record)
        if slug is not None:
            by_slug.setdefault(slug, record)
    return by_slug


def _sources_by_name(sources: Mapping[str, Source]) -> dict[str, Source]:
    names: dict[str, Source] = {}
    for source in sources.values():
        for name in (source.name.default, source.slug, *(n for _, n in source.name.by_language)):
            names.setdefault(name.casefold(), source)
    return names
