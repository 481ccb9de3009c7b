"""Edits of topics, regions and sources."""

from functools import partial
from random import Random
from typing import Literal

from tests.engine.desk import WORDS, Desk, Term

Kind = Literal["topics", "regions"]


def new(kind: Kind, desk: Desk, dice: Random) -> None:
    terms = getattr(desk, kind)
    if len(terms) < 6:
        parent = dice.choice([None, *(term.slug for term in terms if term.parent is None)])
        slug = f"{kind}-{next(desk.numbers)}"
        terms.append(Term(slug, slug.title(), parent))
        dice.choice(desk.articles).__dict__[kind] = [slug]


def removed(kind: Kind, desk: Desk, dice: Random) -> None:
    terms = getattr(desk, kind)
    if len(terms) > 2:
        gone = dice.choice(terms)
        terms.remove(gone)
        _let_go(terms, gone.slug, gone.parent)


def renamed(kind: Kind, desk: Desk, dice: Random) -> None:
    """Change the slug, and follow in every article."""
    terms = getattr(desk, kind)
    term = dice.choice(terms)
    before, term.slug = term.slug, f"{kind}-{next(desk.numbers)}"
    _let_go(terms, before, term.slug)
    for article in desk.articles:
        slugs = getattr(article, kind)
        setattr(article, kind, [term.slug if slug == before else slug for slug in slugs])


def named(kind: Kind, desk: Desk, dice: Random) -> None:
    term = dice.choice(getattr(desk, kind))
    word = dice.choice(WORDS)
    term.name = dice.choice([word.title(), f"{{en: {word}, fa: {word}ha}}"])


def nested(kind: Kind, desk: Desk, dice: Random) -> None:
    terms = getattr(desk, kind)
    term, other = dice.sample(terms, 2)
    _let_go(terms, term.slug, term.parent)
    term.parent = other.slug if other.parent is None and other is not term else None


def in_other_order(kind: Kind, desk: Desk, dice: Random) -> None:
    dice.shuffle(getattr(desk, kind))


def new_source(desk: Desk, dice: Random) -> None:
    desk.sources[f"source-{next(desk.numbers)}"] = dice.choice(WORDS).title()
    dice.choice(desk.articles).source = [*desk.sources][-1]


def source_removed(desk: Desk, dice: Random) -> None:
    if len(desk.sources) > 1:
        del desk.sources[dice.choice([*desk.sources])]


def source_renamed(desk: Desk, dice: Random) -> None:
    desk.sources[dice.choice([*desk.sources])] = f"The {dice.choice(WORDS)} {next(desk.numbers)}"


def _let_go(terms: list[Term], slug: str, parent: str | None) -> None:
    """Give what stands below a term another place."""
    for term in terms:
        if term.parent == slug:
            term.parent = parent


EDITS = {
    **{
        f"{kind}: {edit.__name__.replace('_', ' ')}": partial(edit, kind)
        for kind in ("topics", "regions")
        for edit in (new, removed, renamed, named, nested, in_other_order)
    },
    "sources: new": new_source,
    "sources: removed": source_removed,
    "sources: renamed": source_renamed,
}
