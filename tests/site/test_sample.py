"""Facts of the sample digest; skipped once the content is an editor's own."""

from collections import Counter

import pytest

from tests.site.links import parse

pytestmark = pytest.mark.samples

CLIPPING = (
    "https://www.themoscowtimes.com/2022/12/18/"
    "iran-says-it-wont-see-permission-from-anyone-to-boost-russia-ties-a79729"
)
CONTINENTS = {"africa", "americas", "asia", "europe", "oceania"}
LANGUAGES = ("fa", "ar", "ru", "zh")
KINDS = {
    "front", "latest", "article", "topics", "topic", "regions", "region", "crossing", "sources",
    "source", "archive", "year", "month", "standing", "credits", "corrections", "not-found",
}  # fmt: skip


def inhabited(site, group):
    return {slug for slug, articles in group.items() if articles}


def test_it_has_enough_articles_topics_regions_and_sources(own_site):
    digest = own_site.digest

    assert len(digest.articles) >= 36
    assert len(inhabited(own_site, digest.by_topic)) >= 10
    assert len(inhabited(own_site, digest.by_region)) >= 15
    assert len(inhabited(own_site, digest.by_source)) >= 12


def test_it_has_stories_of_every_inhabited_continent(own_site):
    assert inhabited(own_site, own_site.digest.by_region) >= CONTINENTS


def test_it_has_articles_in_five_languages(own_site):
    languages = Counter(
        article.lang.partition("-")[0] for article in own_site.digest.articles.values()
    )

    assert {language: languages[language] >= 2 for language in LANGUAGES} == dict.fromkeys(
        LANGUAGES, True
    )


def test_the_clipping_is_there_with_address_agency_and_credit(own_site):
    pages = [
        own_site.output / page.path
        for page in own_site.of_kind("article")
        if page.data.lang == "en"
        and CLIPPING in parse(own_site.output / page.path).xpath("//main//a/@href")
    ]
    assert len(pages) == 1
    words = parse(pages[0]).xpath("string(//main)")
    for told in ("AFP", "The Moscow Times", "Iranian Presidency via ZUMA Press Wire"):
        assert told in words


def test_it_has_every_kind_of_page_and_feed(own_site):
    assert {page.kind for page in own_site.pages} == KINDS
    assert {feed.format for feed in own_site.feeds} == {"atom", "rss", "json"}
    for path in ("feeds/all.opml", "sitemap.xml", "robots.txt", "404.html"):
        assert (own_site.output / path).is_file()


def test_it_has_pages_in_both_directions_further_pages_pictures_and_a_draft(own_site):
    assert {"article-rtl", "standing-rtl", "latest-further"} <= own_site.examples().keys()
    assert any(article.photos for article in own_site.digest.articles.values())
    assert own_site.prepared.account["draft"]


def test_it_has_no_errors(own_site):
    assert [p for p in own_site.prepared.problems if p.severity == "error"] == []
