"""BROADSHEET_WITHOUT: a kind left out has no page, no link, no feed and no sitemap entry."""

import pytest

from broadsheet.values import PAGE_KINDS
from tests.build_model import a_config, an_article, feeds, pages, publish, texts


def made_without(*kinds):
    return publish(an_article(), config=a_config(BROADSHEET_WITHOUT=list(kinds)))


def addresses_in(publication) -> str:
    """Give everything that could hold an address, as one text."""
    data = [repr(page.data) for page in pages(publication).values()]
    return "\n".join([*data, *texts(publication).values(), repr(publication.facts)])


@pytest.mark.parametrize(
    ("kind", "trace"),
    [
        ("crossings", "topics/diplomacy/iran/"),
        ("sources", "sources/"),
        ("archive", "archive/"),
        ("rss-feeds", ".rss.xml"),
        ("json-feeds", "feeds/all.json"),
        ("opml", "feeds/all.opml"),
        ("credits", "credits/"),
        ("corrections", "corrections/"),
        ("corrections", "feeds/corrections"),
    ],
)
def test_a_kind_left_out_leaves_no_trace(kind, trace):
    assert trace in addresses_in(publish(an_article()))

    publication = made_without(kind)

    assert trace not in addresses_in(publication)
    assert not any(trace in item.path for item in publication.items)


def test_all_kinds_may_be_left_out_at_once():
    publication = made_without(*PAGE_KINDS)

    assert {page.kind for page in pages(publication).values()} == {
        "front", "article", "topics", "topic", "regions", "region", "not-found",
    }  # fmt: skip
    assert {feed.format for feed in feeds(publication).values()} == {"atom"}
    assert not publication.facts.has_sources
    assert not publication.facts.has_archive
    assert publication.facts.opml is None
