"""Feeds: valid in three formats, ids that stay, texts that arrive as they were typed."""

import json
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from lxml import etree

from broadsheet.feeds import write_feed
from broadsheet.model import Link, Name, Term, Vocabulary
from tests.build_model import (
    a_body,
    a_config,
    a_photo,
    an_article,
    feeds,
    publish,
    some_articles,
    texts,
)

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FORMATS = ("all.atom.xml", "all.rss.xml", "all.json")
ODD = "Less < more & \"quotes\" 'n' <b>bold</b> ]]> ‎ایران"


def written(*articles, name="all.atom.xml", **parts) -> bytes:
    return write_feed(feeds(publish(*articles, **parts))[f"feeds/{name}"])


def tree(*articles, name="all.atom.xml", **parts):
    return etree.fromstring(written(*articles, name=name, **parts))


def rich(**changes):
    """Make an article with everything a feed can show."""
    body = a_body(
        html='<p>Body <a href="#fn:1">1</a> <a href="local:0">x</a></p>',
        links=(Link(kind="address", target="topics/"),),
    )
    parts = {
        "title": ODD,
        "summary": ODD,
        "byline": ("A <i>", "B & C"),
        "photos": (a_photo(caption=ODD, credit=ODD, alt=ODD),),
        "updated": datetime(2022, 12, 20, tzinfo=UTC),
        "body": body,
    }
    return an_article(**{**parts, **changes})


# --- valid


@pytest.mark.parametrize("name", ["all.atom.xml", "all.rss.xml"])
@pytest.mark.parametrize("articles", [[], [rich()], some_articles(3), [an_article(byline=())]])
def test_a_parser_finds_nothing_wrong(name, articles):
    parsed = feedparser.parse(written(*articles, name=name))

    assert not parsed.bozo, parsed.get("bozo_exception")
    assert len(parsed.entries) == len(articles)


@pytest.mark.parametrize("name", FORMATS)
def test_every_feed_names_itself_and_its_page(name):
    config = a_config(SITEURL="https://n.example/digest")
    data = written(rich(), name=name.replace("all", "topics/diplomacy"), config=config)

    assert (
        f"https://n.example/digest/feeds/{name.replace('all', 'topics/diplomacy')}".encode() in data
    )
    assert b"https://n.example/digest/topics/diplomacy/" in data


def test_atom_has_what_rfc_4287_requires():
    root = tree(rich())

    for required in ("id", "title", "updated", "author"):
        assert len(root.findall(f"atom:{required}", NAMES)) == 1, required
    links = {link.get("rel"): link.get("href") for link in root.findall("atom:link", NAMES)}
    assert links["self"] == "http://localhost:8000/feeds/all.atom.xml"
    assert links["alternate"] == "http://localhost:8000/"
    (entry,) = root.findall("atom:entry", NAMES)
    for required in ("id", "title", "updated", "published", "content", "summary"):
        assert len(entry.findall(f"atom:{required}", NAMES)) == 1, required


def test_atom_dates_are_rfc_3339_and_rss_dates_rfc_822():
    zone = timezone(timedelta(hours=3, minutes=30))
    article = an_article(date=datetime(2022, 12, 18, 9, 30, tzinfo=zone), has_time=True)

    published = tree(article).find("atom:entry/atom:published", NAMES).text
    posted = tree(article, name="all.rss.xml").find("channel/item/pubDate").text

    assert datetime.fromisoformat(published) == article.date
    assert parsedate_to_datetime(posted) == article.date
    assert posted == "Sun, 18 Dec 2022 09:30:00 +0330"


@pytest.mark.parametrize("year", [2, 476, 9998])
def test_dates_of_any_year_have_four_digits(year):
    article = an_article(date=datetime(year, 6, 15, tzinfo=UTC))

    published = tree(article).find("atom:entry/atom:published", NAMES).text
    posted = tree(article, name="all.rss.xml").find("channel/item/pubDate").text
    item = json.loads(written(article, name="all.json"))["items"][0]

    assert published.startswith(f"{year:04d}-06-15T00:00:00")
    assert item["date_published"] == published
    assert f" {year:04d} " in posted


def test_rss_has_the_description_before_the_whole_text_and_a_self_link():
    root = tree(rich(), name="all.rss.xml", config=a_config(RSS_FEED_SUMMARY_ONLY=False))
    (channel,) = root

    tags = [element.tag for element in channel.find("item")]
    assert tags.index("description") < tags.index(f"{{{NAMES['content']}}}encoded")
    self_link = channel.find("atom:link", NAMES)
    assert (self_link.get("rel"), self_link.get("type")) == ("self", "application/rss+xml")
    assert len(channel.findall("atom:link", NAMES)) == 1
    assert channel.find("item/source") is None


def test_rss_gives_the_summary_alone_unless_asked_for_more():
    tag = "channel/item/content:encoded"

    assert tree(rich(), name="all.rss.xml").find(tag, NAMES) is None
    whole = a_config(RSS_FEED_SUMMARY_ONLY=False)
    assert "Body" in tree(rich(), name="all.rss.xml", config=whole).find(tag, NAMES).text


def test_rss_summary_only_leaves_the_other_formats_whole():
    config = a_config(RSS_FEED_SUMMARY_ONLY=True)

    assert b"Body" in written(rich(), config=config)
    assert b"Body" in written(rich(), name="all.json", config=config)


# --- ids


def ids(*articles, **parts):
    publication = publish(*articles, **parts)
    return {
        name: [entry.id for entry in feeds(publication)[f"feeds/{name}"].entries]
        for name in FORMATS
    }


def test_ids_stay_whatever_happens_to_date_title_and_address():
    before = ids(an_article())
    moved = a_config(ARTICLE_URL="{date:%Y}/{slug}.html", ARTICLE_SAVE_AS="{date:%Y}/{slug}.html")

    changed = an_article(
        title="Another", date=datetime(2023, 1, 1, tzinfo=UTC), topics=("culture",)
    )

    assert ids(changed, config=moved) == before


def test_ids_are_the_same_in_every_format_and_every_feed():
    found = ids(*some_articles(2))

    assert found["all.atom.xml"] == found["all.rss.xml"] == found["all.json"]
    publication = feeds(publish(*some_articles(2)))
    everywhere = {entry.id for feed in publication.values() for entry in feed.entries}
    assert len(everywhere) == 2


def test_ids_of_feeds_differ_and_stay():
    made = feeds(publish())

    per_group = {feed.id for feed in made.values() if feed.format == "atom"}
    assert len(per_group) == sum(feed.format == "atom" for feed in made.values())
    assert made["feeds/all.atom.xml"].id == "tag:localhost,2022-01-01:feeds/all"


def test_ids_are_valid_uris_for_slugs_of_any_script():
    (name,) = ids(an_article("ایران-و-مسکو"))["all.atom.xml"]

    assert name.isascii()
    assert name.startswith("tag:localhost,2022-01-01:articles/%D8%A7")


def test_rss_guids_are_no_addresses():
    guid = tree(an_article(), name="all.rss.xml").find("channel/item/guid")

    assert guid.get("isPermaLink") == "false"


# --- what stands in an entry


def test_the_link_is_our_page_and_the_original_is_the_way_it_came():
    atom = tree(an_article()).find("atom:entry", NAMES)
    links = {link.get("rel"): link.get("href") for link in atom.findall("atom:link", NAMES)}
    item = json.loads(written(an_article(), name="all.json"))["items"][0]

    assert links["alternate"] == item["url"] == "http://localhost:8000/articles/a-story/"
    assert links["via"] == item["external_url"] == "https://post.example/a-story"


def test_texts_with_markup_characters_arrive_as_they_were_typed():
    entry = tree(rich()).find("atom:entry", NAMES)
    item = tree(rich(), name="all.rss.xml").find("channel/item")
    document = json.loads(written(rich(), name="all.json"))["items"][0]

    assert entry.find("atom:title", NAMES).text == ODD
    assert entry.find("atom:title", NAMES).get("type", "text") == "text"
    assert item.find("title").text == document["title"] == ODD
    assert [n.text for n in entry.findall("atom:author/atom:name", NAMES)] == ["A <i>", "B & C"]
    assert [n.text for n in item.findall("dc:creator", NAMES)] == ["A <i>", "B & C"]
    assert document["authors"] == [{"name": "A <i>"}, {"name": "B & C"}]


def test_a_title_of_the_site_with_markup_characters_arrives_as_it_was_typed():
    config = a_config(SITENAME=ODD, SITESUBTITLE=ODD)

    assert tree(config=config).find("atom:title", NAMES).text == ODD
    assert tree(config=config, name="all.rss.xml").find("channel/title").text == ODD
    assert json.loads(written(config=config, name="all.json"))["title"] == ODD
    opml = etree.fromstring(texts(publish(config=config))["feeds/all.opml"].encode())
    assert opml.find("head/title").text == ODD
    assert opml.find("body/outline").get("text") == ODD


def test_a_picture_has_its_credit_and_description():
    for name, path in (("all.atom.xml", "atom:entry"), ("all.rss.xml", "channel/item")):
        picture = tree(rich(), name=name).find(f"{path}/media:content", NAMES)
        assert picture.get("url") == "http://localhost:8000/photos/bridge.jpg"
        assert (picture.get("medium"), picture.get("type")) == ("image", "image/jpeg")
        assert picture.find("media:credit", NAMES).text == ODD
        assert picture.find("media:credit", NAMES).get("role") == "photographer"
        assert picture.find("media:description", NAMES).text == ODD


def test_links_in_a_text_are_absolute_and_footnotes_lead_to_the_article():
    content = tree(rich()).find("atom:entry/atom:content", NAMES)

    assert content.get("type") == "html"
    assert 'href="http://localhost:8000/articles/a-story/#fn:1"' in content.text
    assert 'href="http://localhost:8000/topics/"' in content.text
    assert 'href="/' not in content.text


def test_relative_urls_never_reach_a_feed():
    config = a_config(RELATIVE_URLS=True, SITEURL="https://n.example")

    for name in FORMATS:
        assert b'"../' not in written(rich(), name=name, config=config)
        assert b"https://n.example/topics/" in written(
            rich(),
            name=name,
            config=a_config(SITEURL="https://n.example", RSS_FEED_SUMMARY_ONLY=False),
        )


def test_an_entry_in_another_language_says_so():
    persian = an_article(lang="fa")

    root = tree(persian, an_article("english"))

    assert root.get(LANG) == "en"
    langs = {
        e.find("atom:title", NAMES).text: e.get(LANG) for e in root.findall("atom:entry", NAMES)
    }
    assert langs == {"A story": "fa", "English": None}
    item = tree(persian, name="all.rss.xml").find("channel/item/dc:language", NAMES)
    assert item.text == "fa"
    assert json.loads(written(persian, name="all.json"))["items"][0]["language"] == "fa"


# --- which entries


def test_feed_max_items_keeps_the_newest():
    config = a_config(FEED_MAX_ITEMS=2)

    for feed in feeds(publish(*some_articles(5), config=config)).values():
        assert [entry.url.split("/")[-2] for entry in feed.entries] in ([], ["story-5", "story-4"])


@pytest.mark.parametrize("none", [0, None, False])
def test_without_a_limit_all_are_kept(none):
    made = feeds(publish(*some_articles(120), config=a_config(FEED_MAX_ITEMS=none)))

    assert len(made["feeds/all.atom.xml"].entries) == 120


def test_a_feed_is_as_new_as_the_newest_change_of_its_articles():
    old, changed = some_articles(2)
    later = datetime(2022, 12, 24, tzinfo=UTC)
    corrected = an_article("corrected", date=old.date, updated=later)

    made = feeds(publish(old, changed, corrected, config=a_config(FEED_MAX_ITEMS=1)))

    assert made["feeds/all.atom.xml"].updated == later


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_feed_does_not_depend_on_the_clock(name):
    early = written(name=name, config=a_config(BROADSHEET_NOW="2001-01-01"))
    late = written(name=name, config=a_config(BROADSHEET_NOW="2042-01-01"))

    assert early == late


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_articles_give_the_same_bytes(name):
    assert written(*some_articles(3), name=name) == written(*reversed(some_articles(3)), name=name)


# --- JSON Feed 1.1 and OPML


def test_json_feed_has_the_shape_of_version_1_1():
    document = json.loads(written(rich(), name="all.json"))

    assert next(iter(document)) == "version"
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert set(document) == {
        "version", "title", "home_page_url", "feed_url", "description", "language", "items",
    }  # fmt: skip
    item = document["items"][0]
    public = {key for key in item if not key.startswith("_")}
    assert public <= {
        "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image",
        "banner_image", "date_published", "date_modified", "authors", "tags", "language",
        "attachments",
    }  # fmt: skip
    assert datetime.fromisoformat(item["date_modified"]) > datetime.fromisoformat(
        item["date_published"]
    )
    assert item["tags"] == ["Diplomacy", "Iran"]


def test_json_feed_leaves_out_what_is_not_known():
    bare = an_article(byline=(), origin=None, summary="")

    item = json.loads(written(bare, name="all.json"))["items"][0]

    assert not {"authors", "external_url", "summary", "image"} & set(item)


def test_the_list_of_feeds_names_every_feed_once():
    publication = publish(an_article())

    outlines = etree.fromstring(texts(publication)["feeds/all.opml"].encode()).findall(
        "body/outline"
    )

    atom = [feed for feed in feeds(publication).values() if feed.format == "atom"]
    assert [o.get("xmlUrl") for o in outlines] == [feed.address for feed in atom]
    assert [o.get("htmlUrl") for o in outlines] == [feed.home for feed in atom]
    assert {o.get("type") for o in outlines} == {"rss"}
    assert all(o.get("text") and o.get("title") for o in outlines)


def test_the_description_of_a_topic_describes_its_feed():
    topic = Term(slug="x", name=Name("X"), description=Name("About <X>", (("de", "Über X"),)))
    made = feeds(publish(topics=Vocabulary({"x": topic}), config=a_config(DEFAULT_LANG="de")))

    assert made["feeds/topics/x.rss.xml"].description == "Über X"
    assert made["feeds/topics/x.rss.xml"].title == "The Test Digest: X"
