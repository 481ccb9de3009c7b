"""One edit of a generated site: a field, something that comes or goes, an order, a setting."""

from dataclasses import replace

from hypothesis import strategies as st
from msgspec.structs import fields as struct_fields
from msgspec.structs import replace as changed

from broadsheet.model import Term, Vocabulary
from tests.pages.generated import (
    PAGES,
    PLANS,
    SETTINGS,
    SLUGS,
    ZONES,
    articles,
    sources,
    standing_pages,
    terms,
)


@st.composite
def edits(draw, made):
    """Make the parts of the same site after one edit."""
    return draw(st.sampled_from(EDITS))(draw, made)


def _edit_article(draw, made):
    return replace(made, articles=_one_field(draw, made.articles, articles))


def _edit_zone(draw, made):
    """Give the date of an article in another zone: the same moment, other words."""
    first, *rest = made.articles or (None,)
    if first is None:
        return made
    moved = changed(first, date=first.date.astimezone(draw(st.sampled_from(ZONES))), has_time=True)
    return replace(made, articles=(moved, *rest))


def _edit_standing(draw, made):
    return replace(made, standing=_one_field(draw, made.standing, standing_pages))


def _one_field(draw, texts, strategy):
    if not texts:
        return texts
    number = draw(st.integers(0, len(texts) - 1))
    old = texts[number]
    new = draw(strategy(old.slug))
    name = draw(st.sampled_from([f.name for f in struct_fields(old) if f.name != "slug"]))
    edited = changed(old, **{name: getattr(new, name)})
    return (*texts[:number], edited, *texts[number + 1 :])


def _edit_whether_an_article_is_there(draw, made):
    return replace(made, articles=_with_or_without(draw, made.articles, SLUGS, articles))


def _edit_whether_a_page_is_there(draw, made):
    return replace(made, standing=_with_or_without(draw, made.standing, PAGES, standing_pages))


def _edit_whether_a_source_is_there(draw, made):
    slugs = ["the-post", "agency"]
    return replace(made, sources=_with_or_without(draw, made.sources, slugs, sources))


def _with_or_without(draw, things, slugs, strategy):
    slug = draw(st.sampled_from(slugs))
    left = tuple(thing for thing in things if thing.slug != slug)
    return left if len(left) < len(things) else (*things, draw(strategy(slug)))


def _edit_source(draw, made):
    if not made.sources:
        return made
    old, *rest = made.sources
    new = draw(sources(old.slug))
    name = draw(st.sampled_from(["name", "name", "url", "domains", "lang", "description"]))
    return replace(made, sources=(replace(old, **{name: getattr(new, name)}), *rest))


def _edit_term(draw, made):
    vocabulary = draw(st.sampled_from(["topics", "regions"]))
    known = getattr(made, vocabulary).terms
    old = known[draw(st.sampled_from(sorted(known)))]
    new: Term = draw(terms(old))
    name = draw(st.sampled_from(["name", "name", "description", "code", "media_topic"]))
    edited = replace(old, **{name: getattr(new, name)})
    return replace(made, **{vocabulary: Vocabulary({**known, old.slug: edited})})


def _edit_order_of_terms(draw, made):
    vocabulary = draw(st.sampled_from(["topics", "regions"]))
    known = getattr(made, vocabulary).terms
    order = draw(st.permutations(sorted(known)))
    return replace(made, **{vocabulary: Vocabulary({slug: known[slug] for slug in order})})


def _edit_front(draw, made):
    name = draw(st.sampled_from(["lead", "seconds", "topics", "regions"]))
    new = getattr(draw(PLANS), name)
    return replace(made, front=replace(made.front, **{name: new}))


def _edit_setting(draw, made):
    name = draw(st.sampled_from(sorted(made.settings)))
    return replace(made, settings={**made.settings, name: draw(SETTINGS)[name]})


EDITS = (
    _edit_article,
    _edit_article,
    _edit_zone,
    _edit_zone,
    _edit_standing,
    _edit_whether_an_article_is_there,
    _edit_whether_a_page_is_there,
    _edit_whether_a_source_is_there,
    _edit_source,
    _edit_source,
    _edit_term,
    _edit_term,
    _edit_order_of_terms,
    _edit_front,
    _edit_setting,
)
