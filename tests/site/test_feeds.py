"""Feeds are well-formed, complete, agree with each other, and a feed reader reads them."""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from lxml import etree

from tests.site.building import run
from tests.site.links import parse
from tests.site.serving import served
from tests.tools import need

NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "c": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "m": "http://search.yahoo.com/mrss/",
}
VERSIONS = {"atom": "atom10", "rss": "rss20"}


def test_every_feed_is_well_formed(site):
    for feed in site.feeds:
        if feed.format != "json":
            result = feedparser.parse((site.output / feed.path).read_bytes())
            assert not result.bozo, (feed.path, result.get("bozo_exception"))
            assert result.version == VERSIONS[feed.format]


def test_every_feed_says_where_it_is_and_what_it_belongs_to(site):
    for feed in site.feeds:
        assert READ_HEAD[feed.format](site, feed) == {
            "self": f"{site.config.absolute}/{feed.path}",
            "home": feed.home,
            "lang": site.config.lang,
        }


def test_a_feed_has_the_newest_articles_of_its_group_in_every_format(site):
    limit = site.config.feed_length or None
    digest = site.digest
    groups = {
        "all": tuple(digest.articles),
        **{f"topics/{term.slug}": digest.by_topic.get(term.slug, ()) for term in digest.topics},
        **{f"regions/{term.slug}": digest.by_region.get(term.slug, ()) for term in digest.regions},
    }
    slugs = slugs_by_address(site)
    links = {slug: address for address, slug in slugs.items()}

    assert {group_of(feed) for feed in of_articles(site)} == set(groups)
    for feed in of_articles(site):
        listed = [entry["url"] for entry in entries(site, feed)]
        wanted = [links[slug] for slug in groups[group_of(feed)][:limit]]
        found = [address for address in listed if address in slugs]  # without the withdrawn
        assert found == wanted[: len(found)], feed.path
        assert len(listed) >= len(wanted), feed.path


def test_an_entry_has_one_id_in_all_formats_and_feeds(site):
    ids = {}
    for feed in site.feeds:
        for entry in entries(site, feed):
            assert ids.setdefault(entry["url"], entry["id"]) == entry["id"]

    assert len(set(ids.values())) == len(ids)


def test_an_entry_tells_title_date_authors_original_and_credit_in_every_format(rich_site):
    slugs = slugs_by_address(rich_site)
    for feed in of_articles(rich_site):
        for entry in entries(rich_site, feed):
            if entry["url"] not in slugs:  # it was withdrawn
                continue
            article = rich_site.digest.articles[slugs[entry["url"]]]
            shown = [photo.credit for photo in article.photos if photo.file]
            assert {name: entry[name] for name in entry if name not in ("id", "url")} == {
                "title": article.title,
                "published": article.date,
                "authors": list(article.byline),
                "original": article.origin.url,
                "credit": shown[0] if shown else None,
            }, feed.path


def test_the_list_of_feeds_names_every_feed_and_nothing_else(site):
    file = site.output / "feeds/all.opml"
    if "opml" in site.config.without:
        assert not file.exists()
        return
    listed = etree.parse(file).xpath("//outline/@xmlUrl")

    assert len(listed) == len(set(listed))
    assert {address.rpartition("/feeds/")[2].partition(".")[0] for address in listed} == {
        group_of(feed) for feed in site.feeds
    }


def test_a_page_offers_only_feeds_that_are_there(site):
    there = {feed.address for feed in site.feeds}
    for page in site.pages:
        offered = parse(site.output / page.path).xpath("//link[@rel='alternate' and @type]")
        for link in offered:
            address = f"{site.config.absolute}/feeds/{link.get('href').rpartition('feeds/')[2]}"
            assert address in there


@pytest.mark.parametrize("name", ["own", "full", "one", "empty"])
@pytest.mark.parametrize("ending", ["atom.xml", "rss.xml"])
def test_a_feed_reader_reads_every_entry(sites, tmp_path, name, ending):
    newsboat = need("newsboat")
    site = sites(name)
    feed = next(feed for feed in site.feeds if feed.path == f"feeds/all.{ending}")
    (tmp_path / ".newsboat").mkdir()
    with served(site.output) as address:
        (tmp_path / ".newsboat/urls").write_text(f"{address}{feed.path}\n")
        told = run(newsboat, "-x", "reload", "print-unread", folder=tmp_path, HOME=str(tmp_path))

    assert told.returncode == 0, told.stderr
    assert int(re.search(r"\d+", told.stdout)[0]) == len(feed.entries)


def of_articles(site):
    """Give the feeds whose entries are articles, and not what was put right in them."""
    return [feed for feed in site.feeds if group_of(feed) != "corrections"]


def group_of(feed):
    """Tell what a feed is about: `all`, `topics/x`, `regions/y`."""
    return feed.path.removeprefix("feeds/").partition(".")[0]


def slugs_by_address(site):
    return {page.data.head.canonical: page.data.card.slug for page in site.of_kind("article")}


def entries(site, feed):
    """Read a feed as its format has it, not as a lenient reader would."""
    if feed.format == "json":
        return list(map(json_entry, json.loads(site.text(feed.path))["items"]))
    root = etree.parse(site.output / feed.path)
    read = atom_entry if feed.format == "atom" else rss_entry
    return [read(element) for element in root.xpath("//a:entry | //item", namespaces=NAMES)]


def json_entry(item):
    return {
        "id": item["id"],
        "url": item["url"],
        "title": item["title"],
        "published": datetime.fromisoformat(item["date_published"]),
        "authors": [author["name"] for author in item.get("authors", [])],
        "original": item.get("external_url"),
        "credit": item.get("_image_credit", {}).get("credit"),
    }


def atom_entry(element):
    return {
        "id": one(element, "a:id/text()"),
        "url": one(element, "a:link[@rel='alternate']/@href"),
        "title": one(element, "a:title[not(@type) or @type='text']/text()"),
        "published": datetime.fromisoformat(one(element, "a:published/text()")),
        "authors": element.xpath("a:author/a:name/text()", namespaces=NAMES),
        "original": one(element, "a:link[@rel='via']/@href"),
        "credit": one(element, "m:content/m:credit/text()"),
    }


def rss_entry(element):
    names = [child.tag for child in element]
    encoded = f"{{{NAMES['c']}}}encoded"
    assert encoded not in names or names.index("description") < names.index(encoded)
    return {
        "id": one(element, "guid[@isPermaLink='false']/text()"),
        "url": one(element, "link/text()"),
        "title": one(element, "title/text()"),
        "published": parsedate_to_datetime(one(element, "pubDate/text()")),
        "authors": element.xpath("dc:creator/text()", namespaces=NAMES),
        "original": one(element, "dc:source/text()"),
        "credit": one(element, "m:content/m:credit/text()"),
    }


def one(element, path):
    found = element.xpath(path, namespaces=NAMES)
    assert len(found) <= 1, path
    return str(found[0]) if found else None


def json_head(site, feed):
    document = json.loads(site.text(feed.path))
    assert next(iter(document.items())) == ("version", "https://jsonfeed.org/version/1.1")
    return {
        "self": document["feed_url"],
        "home": document["home_page_url"],
        "lang": document["language"],
    }


def atom_head(site, feed):
    root = etree.parse(site.output / feed.path).getroot()
    assert datetime.fromisoformat(one(root, "a:updated/text()")).tzinfo
    return {
        "self": one(root, "a:link[@rel='self']/@href"),
        "home": one(root, "a:link[@rel='alternate']/@href"),
        "lang": root.get("{http://www.w3.org/XML/1998/namespace}lang"),
    }


def rss_head(site, feed):
    root = etree.parse(site.output / feed.path).find("channel")
    return {
        "self": one(root, "a:link[@rel='self']/@href"),
        "home": one(root, "link/text()"),
        "lang": one(root, "language/text()"),
    }


READ_HEAD = {"json": json_head, "atom": atom_head, "rss": rss_head}
