"""The head of a page: JSON-LD that schema.org knows, one canonical address, OpenGraph."""

import json
from datetime import UTC, datetime

import pytest

from tests.build_model import (
    a_config,
    a_photo,
    a_standing,
    an_article,
    pages,
    publish,
    some_articles,
)

THING = {"name", "description", "url", "image", "mainEntityOfPage"}
WORK = {
    *THING, "headline", "inLanguage", "datePublished", "dateModified", "author", "publisher",
    "isPartOf", "hasPart", "isBasedOn", "contentLocation", "mainEntity", "creditText",
    "copyrightNotice", "license", "creator",
}  # fmt: skip
# From https://schema.org/docs/full.html (version 30): each type with the properties it may have.
SCHEMA = {
    "NewsArticle": {*WORK, "articleSection", "articleBody", "wordCount"},
    "CreativeWork": WORK,
    "WebSite": WORK,
    "WebPage": WORK,
    "CollectionPage": WORK,
    "ItemList": {*THING, "numberOfItems", "itemListElement"},
    "ListItem": {*THING, "position", "item"},
    "ImageObject": {*WORK, "contentUrl", "caption", "width", "height"},
    "Organization": THING,
    "Person": THING,
    "Place": THING,
}
PHOTO = a_photo(caption="</script><script>alert(1)</script>", credit="<!-- & Co")
FULL = an_article(photos=(PHOTO, a_photo(file=None)), updated=datetime(2022, 12, 20, tzinfo=UTC))


def all_pages():
    publication = publish(
        FULL, *some_articles(5), standing=(a_standing(),), config=a_config(DEFAULT_PAGINATION=3)
    )
    return pages(publication)


def nodes(value):
    """Give every object in a JSON document."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from nodes(part)


def test_every_type_and_property_exists_in_schema_org():
    for page in all_pages().values():
        for node in nodes(json.loads(page.data.head.json_ld)):
            properties = set(node) - {"@context", "@type"}
            assert properties <= SCHEMA[node["@type"]], (page.url, node["@type"])


def test_no_text_breaks_out_of_the_script_element():
    for page in all_pages().values():
        assert not set("<>&\u2028\u2029") & set(page.data.head.json_ld), page.url


def test_texts_arrive_in_json_ld_as_they_are():
    data = json.loads(all_pages()["articles/a-story/"].data.head.json_ld)

    assert data["image"][0]["caption"] == PHOTO.caption
    assert data["image"][0]["creditText"] == PHOTO.credit


def test_one_news_article_stands_for_an_article():
    data = json.loads(all_pages()["articles/a-story/"].data.head.json_ld)

    assert data["@type"] == "NewsArticle"
    assert data["headline"] == FULL.title
    assert data["author"] == [{"@type": "Person", "name": "Ana Silva"}]
    assert data["isBasedOn"]["url"] == FULL.origin.url
    assert data["datePublished"] == "2022-12-18T00:00:00+00:00"
    assert data["dateModified"] == "2022-12-20T00:00:00+00:00"
    assert data["mainEntityOfPage"] == data["url"] == "http://localhost:8000/articles/a-story/"


def test_only_pictures_that_are_shown_are_images():
    data = json.loads(all_pages()["articles/a-story/"].data.head.json_ld)

    assert [image["contentUrl"] for image in data["image"]] == [
        "http://localhost:8000/photos/bridge.jpg"
    ]


@pytest.mark.parametrize(
    "url", ["page/2/", "topics/diplomacy/", "regions/iran/page/2/", "topics/diplomacy/iran/",
            "sources/the-post/", "archive/2022/12/"],
)  # fmt: skip
def test_a_list_is_a_collection_of_its_own_articles(url):
    page = all_pages()[url]
    data = json.loads(page.data.head.json_ld)

    elements = data["mainEntity"]["itemListElement"]
    assert data["@type"] == "CollectionPage"
    assert [element["url"] for element in elements] == [
        f"http://localhost:8000/{card.url}" for card in page.data.listing.cards
    ]
    assert elements[0]["position"] == (page.data.listing.pagination.number - 1) * 3 + 1


def test_an_empty_list_claims_no_items():
    data = json.loads(all_pages()["topics/culture/"].data.head.json_ld)

    assert "mainEntity" not in data


@pytest.mark.parametrize("siteurl", ["", "https://n.example", "https://n.example/digest"])
def test_every_page_has_its_own_absolute_canonical_address(siteurl):
    config = a_config(SITEURL=siteurl, DEFAULT_PAGINATION=2)

    made = pages(publish(*some_articles(3), config=config))

    canonicals = [page.data.head.canonical for page in made.values()]
    assert len(set(canonicals)) == len(canonicals)
    for url, page in made.items():
        assert page.data.head.canonical == f"{siteurl or 'http://localhost:8000'}/{url}"


def test_opengraph_of_an_article():
    head = all_pages()["articles/a-story/"].data.head

    assert (head.og_type, head.section, head.tags) == ("article", "Diplomacy", ("Diplomacy",))
    assert head.image == "http://localhost:8000/photos/bridge.jpg"
    assert head.image_alt == PHOTO.alt
    assert (head.image_width, head.image_height) == (1200, 800)
    assert head.published <= head.modified


def test_opengraph_of_other_pages_is_a_website():
    for url, page in all_pages().items():
        if page.kind != "article":
            assert (page.data.head.og_type, page.data.head.image) == ("website", None), url


def test_the_front_page_is_named_by_site_and_tagline():
    config = a_config(SITENAME="News & <b>Notes</b>", SITESUBTITLE="Told again")

    head = pages(publish(config=config))[""].data.head

    assert head.title == "News & <b>Notes</b>: Told again"
    assert json.loads(head.json_ld)["name"] == "News & <b>Notes</b>"
    assert pages(publish())[""].data.head.title == "The Test Digest"


def test_only_drafts_and_the_404_page_are_kept_from_search_engines():
    made = pages(publish(an_article("a"), an_article("b", state="draft")))

    assert {url for url, page in made.items() if not page.data.head.index} == {
        "articles/b/", "404.html",
    }  # fmt: skip


def test_a_page_offers_the_feeds_of_what_it_shows():
    made = all_pages()

    def offered(url):
        return [feed.url for feed in made[url].data.head.feeds]

    everything = ["feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/all.json"]
    assert offered("") == offered("articles/a-story/") == everything
    assert offered("topics/drones/")[0] == "feeds/topics/drones.atom.xml"
    assert offered("regions/iran/page/2/")[2] == "feeds/regions/iran.json"


def test_a_site_read_from_right_to_left_says_so():
    publication = publish(an_article(lang="fa"), config=a_config(DEFAULT_LANG="fa"))

    assert publication.facts.dir == "rtl"
    assert {page.data.dir for page in pages(publication).values()} == {"rtl"}


def test_the_facts_of_a_site_do_not_change_with_its_articles():
    facts = publish().facts

    assert publish(an_article(), *some_articles(3)).facts == facts
    assert [(link.text, link.url, link.count) for link in facts.regions][:2] == [
        ("Middle East", "regions/middle-east/", None),
        ("Russia", "regions/russia/", None),
    ]
