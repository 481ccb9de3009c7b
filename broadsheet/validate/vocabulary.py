"""Topics, regions and sources: each slug once, none reserved, parents joined to their children."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from broadsheet.model import Name, Source, Term, Vocabulary
from broadsheet.problems import Problem, problem
from broadsheet.read.vocabulary import RawName, RawSource, RawTerm
from broadsheet.urls import RESERVED_FOR_TERMS


def make_vocabulary(raw: Sequence[RawTerm], *, path: str) -> tuple[Vocabulary, list[Problem]]:
    """Join the entries of `topics.yaml` or `regions.yaml`; of a slug's two the first counts."""
    problems = [*_repeated(raw, path), *_reserved(raw, path)]
    first: dict[str, RawTerm] = {}
    children: dict[str | None, list[str]] = {}
    for term in raw:
        if first.setdefault(term.slug, term) is term:
            children.setdefault(term.parent, []).append(term.slug)
    terms = {
        slug: Term(
            slug=slug,
            name=_name(term.name),
            description=_name(term.description) if term.description else None,
            code=term.code,
            media_topic=term.media_topic,
            parents=_chain(slug, first),
            children=tuple(children.get(slug, ())),
        )
        for slug, term in first.items()
    }
    return Vocabulary(terms), problems


def make_sources(raw: Sequence[RawSource], *, path: str) -> tuple[dict[str, Source], list[Problem]]:
    """Join the entries of `sources.yaml`; of a slug or a domain given twice the first counts."""
    problems = [*_repeated(raw, path)]
    sources: dict[str, Source] = {}
    owners: dict[str, str] = {}
    for source in raw:
        for domain in source.domains:
            owner = owners.setdefault(domain.text, source.slug)
            if owner != source.slug:
                message = f"{domain.text!r} belongs to {owner!r} already"
                problems.append(_entry("duplicate-entry", message, path, domain.line, "domains"))
        sources.setdefault(
            source.slug,
            Source(
                slug=source.slug,
                name=_name(source.name),
                url=source.url,
                domains=tuple(d.text for d in source.domains if owners[d.text] == source.slug),
                lang=source.lang,
                description=_name(source.description) if source.description else None,
            ),
        )
    return sources, problems


def _chain(slug: str, terms: Mapping[str, RawTerm]) -> tuple[str, ...]:
    """Give all slugs above one, the nearest first; a slug given twice cannot make it endless."""
    chain: list[str] = []
    parent = terms[slug].parent
    while parent is not None and parent in terms and parent not in chain and parent != slug:
        chain.append(parent)
        parent = terms[parent].parent
    return tuple(chain)


def _repeated(raw: Sequence[RawTerm] | Sequence[RawSource], path: str) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for entry in raw:
        if entry.slug in seen:
            message = f"{entry.slug!r} is used twice, first on line {seen[entry.slug]}"
            yield _entry(
                "duplicate-slug", message, path, entry.line, "slug", "give one another slug"
            )
        seen.setdefault(entry.slug, entry.line)


def _reserved(raw: Sequence[RawTerm], path: str) -> Iterator[Problem]:
    for entry in raw:
        if entry.slug in RESERVED_FOR_TERMS:
            message = f"{entry.slug!r} is an address of the site itself"
            yield _entry("reserved-slug", message, path, entry.line, "slug", "choose another slug")


def _entry(  # noqa: PLR0913, PLR0917  the parts of a problem
    code: str, message: str, path: str, line: int, field: str, hint: str | None = None
) -> Problem:
    return problem(code, message, path=path, line=line, field=field, hint=hint)


def _name(raw: RawName) -> Name:
    return Name(raw.default, raw.by_language)
