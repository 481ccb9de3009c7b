"""The sitemap: every page a search engine may list, with an honest date; and robots.txt."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from broadsheet.pages.sitemap import LIMIT, sitemap
from tests.build_model import (
    a_config,
    a_site,
    a_standing,
    an_article,
    pages,
    publish,
    some_articles,
    texts,
)

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def rows(text: str) -> dict[str, str | None]:
    """Give the date of each address of a sitemap."""
    found = {}
    for entry in etree.fromstring(text.encode()):
        lastmod = entry.find("s:lastmod", NAMES)
        found[entry.find("s:loc", NAMES).text] = lastmod.text if lastmod is not None else None
    return found


def of(*articles, **parts):
    return rows(texts(publish(*articles, **parts))["sitemap.xml"])


def test_every_page_is_in_it_but_the_404_page_and_drafts():
    publication = publish(an_article(), an_article("b", state="draft"), standing=(a_standing(),))

    listed = set(rows(texts(publication)["sitemap.xml"]))

    hidden = {"404.html", "articles/b/"}
    assert listed == {
        f"http://localhost:8000/{url}" for url in pages(publication) if url not in hidden
    }


def test_an_article_last_changed_when_it_was_updated():
    updated = datetime(2022, 12, 24, 10, tzinfo=UTC)

    made = of(an_article("a"), an_article("b", updated=updated))

    base = "http://localhost:8000/articles"
    assert made[f"{base}/a/"] == "2022-12-18T00:00:00+00:00"
    assert made[f"{base}/b/"] == "2022-12-24T10:00:00+00:00"


def test_a_list_is_as_new_as_the_newest_change_on_it():
    articles = [
        an_article("old", topics=("culture",), date=datetime(2022, 12, 1, tzinfo=UTC)),
        an_article("new", topics=("defence",), date=datetime(2022, 12, 20, tzinfo=UTC)),
    ]

    made = of(*articles)

    assert made["http://localhost:8000/topics/culture/"].startswith("2022-12-01")
    assert made["http://localhost:8000/regions/iran/"].startswith("2022-12-20")
    assert made["http://localhost:8000/"].startswith("2022-12-20")


def test_a_page_that_never_shows_an_article_claims_no_date():
    made = of(standing=(a_standing(),))

    assert set(made.values()) == {None}


def test_the_clock_is_not_in_it():
    early = texts(publish(an_article(), config=a_config(BROADSHEET_NOW="2022-12-20")))
    late = texts(publish(an_article(), config=a_config(BROADSHEET_NOW="2042-12-20")))

    assert early == late


def test_addresses_are_quoted_and_escaped():
    made = of(an_article("ایران", origin=None), config=a_config(SITEURL="https://n.example/a&b"))

    assert all(address.isascii() for address in made)
    assert "https://n.example/a&b/articles/%D8%A7%DB%8C%D8%B1%D8%A7%D9%86/" in made


def test_a_lastmod_is_a_w3c_date_in_any_year():
    made = of(an_article(date=datetime(476, 9, 4, tzinfo=UTC)))

    assert made["http://localhost:8000/articles/a-story/"] == "0476-09-04T00:00:00+00:00"


@pytest.mark.parametrize(("limit", "files"), [(100, 0), (5, 3), (4, 4)])
def test_above_the_limit_it_becomes_an_index(limit, files):
    site = a_site(*some_articles(3))
    items = tuple(pages(publish(*some_articles(3))).values())[:14]
    listed = [item for item in items if item.data.head.index]
    assert len(listed) == 14

    made = {text.path: text.text for text in sitemap(site, items, limit)}

    if not files:
        assert list(made) == ["sitemap.xml"]
        return
    parts = {f"sitemap-{n}.xml" for n in range(1, files + 1)}
    assert set(made) == {"sitemap.xml", *parts}
    assert set(rows(made["sitemap.xml"])) == {f"http://localhost:8000/{part}" for part in parts}
    addresses = [address for part in sorted(parts) for address in rows(made[part])]
    assert addresses == [item.data.head.canonical for item in listed]
    assert all(len(rows(made[part])) <= limit for part in parts)


def test_the_limit_is_that_of_the_protocol():
    assert LIMIT == 50_000


@pytest.mark.parametrize("siteurl", ["", "https://n.example/digest"])
def test_robots_lets_everything_be_read_and_names_the_sitemap(siteurl):
    robots = texts(publish(config=a_config(SITEURL=siteurl)))["robots.txt"]

    assert "User-agent: *\nAllow: /\n" in robots
    assert f"Sitemap: {siteurl or 'http://localhost:8000'}/sitemap.xml\n" in robots
