"""A search through all bytes of the output, for each state, before and after its moment."""

import json
import re

import pytest

from tests.life.told import PICTURE, REPORT, SCENE, SECRETS, SLUG, TITLE, build, cold, found, site

NOON = "2022-12-20T12:00:00+00:00"
PAGE = f"articles/{SLUG}/index.html"
FEEDS = {
    f"feeds/{group}.{ending}"
    for group in ("all", "topics/diplomacy", "regions/iran")
    for ending in ("atom.xml", "rss.xml", "json")
}
WITHDRAWN = "status: withdrawn\nwithdrawn: {date: 2022-12-19, reason: It was not so.}\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Build the site with the story published."""
    return build(site(tmp_path_factory.mktemp("whole")), NOON)


def test_a_published_story_is_told_everywhere_so_the_search_can_find_it(whole):
    told = found(whole)

    assert set(told) == set(SECRETS)
    assert {PAGE, "index.html", "sitemap.xml", *FEEDS} <= told["slug"]
    assert told["picture"] >= {f"photos/{PICTURE}", PAGE, "feeds/all.atom.xml"}


@pytest.mark.parametrize(
    "more",
    [
        "status: draft\n",
        "status: withheld\n",
        "embargo: 2022-12-20T12:00:01+00:00\n",
        "embargo: 2022-12-20T15:31+03:30\n",
        "status: withdrawn\nwithdrawn: {date: 2022-12-19}\nembargo: 2022-12-19T06:00:00Z\n",
    ],
)
def test_nothing_is_told_of_what_is_kept_back(tmp_path, more):
    files = build(site(tmp_path, more), NOON)

    assert found(files) == {}
    assert "files/open.txt" in files
    assert "articles/links/index.html" in files


def test_nothing_is_told_of_what_is_scheduled(tmp_path):
    conf = site(tmp_path, date="2022-12-21", settings="WITH_FUTURE_DATES = False")

    assert found(build(conf, NOON)) == {}
    assert set(found(build(conf, "2022-12-21"))) == set(SECRETS)


def test_when_the_embargo_ends_everything_is_as_if_there_had_been_none(tmp_path, whole):
    conf = site(tmp_path, "embargo: 2022-12-20T12:00:00+00:00\n")
    before = build(conf, "2022-12-20T11:59:59+00:00")

    after = build(conf, NOON)

    assert found(before) == {}
    assert after == cold(conf, NOON) == whole


def test_what_has_expired_keeps_headline_summary_source_and_link(tmp_path, whole):
    conf = site(tmp_path, "expires: 2022-12-20T12:00:00+00:00\n")
    before = build(conf, "2022-12-20T11:59:59+00:00")

    after = build(conf, NOON)

    assert found(before) == found(whole)
    told = found(after)
    assert set(told) == {"slug", "title", "summary", "source", "byline"}
    assert {PAGE, "index.html", "sitemap.xml", *FEEDS} <= told["slug"]
    assert told["source"] >= {PAGE, "feeds/all.atom.xml"}
    assert after == cold(conf, NOON)
    page = after[PAGE].decode()
    assert "could be read here until 20 December 2022" in page
    assert "<lastmod>2022-12-20T12:00:00+00:00" in after["sitemap.xml"].decode()


def test_a_summary_that_is_the_beginning_of_the_text_expires_with_it(tmp_path):
    conf = site(tmp_path, "expires: 2022-12-20\n")
    place = tmp_path / f"content/articles/{SLUG}.md"
    place.write_text(re.sub(r"summary: .*\n", "", place.read_text()))

    before, after = found(build(conf, "2022-12-19")), found(build(conf, NOON))

    assert "index.html" in before["text"]
    assert set(after) == {"slug", "title", "source", "byline"}


def test_what_was_withdrawn_keeps_its_headline_and_address_and_stands_in_no_list(tmp_path, whole):
    conf = site(tmp_path)
    build(conf, NOON)
    site(tmp_path, WITHDRAWN)

    after = build(conf, NOON)

    told = found(after)
    assert told == {"slug": {PAGE, *FEEDS}, "title": {PAGE, *FEEDS}}
    assert after == cold(conf, NOON)
    page = after[PAGE].decode()
    assert "This story was withdrawn on 19 December 2022. It was not so." in page
    assert 'content="noindex' in page
    assert REPORT not in str(sorted(after))
    assert SCENE not in str(sorted(after))


def test_feeds_tell_a_withdrawal_as_an_update_of_the_same_entry(tmp_path, whole):
    after = build(site(tmp_path, WITHDRAWN), NOON)

    entry, update = (
        next(item for item in json.loads(files["feeds/all.json"])["items"] if SLUG in item["id"])
        for files in (whole, after)
    )
    assert update["id"] == entry["id"]
    assert update["url"] == entry["url"]
    assert update["title"] == TITLE
    assert update["date_modified"] == "2022-12-19T00:00:00+00:00" > entry["date_modified"]
    assert update["date_published"] == entry["date_published"]
    assert update["content_html"] == (
        "<p>This story was withdrawn on 19 December 2022. It was not so.</p>"
    )


def test_a_withdrawal_reaches_those_who_have_the_story_however_old_it_is(tmp_path):
    conf = site(tmp_path, WITHDRAWN, date="2001-01-01", settings="FEED_MAX_ITEMS = 2\n")

    items = json.loads(build(conf, NOON)["feeds/all.json"])["items"]

    assert SLUG in items[0]["id"]
    assert len(items) == 2


def test_a_withdrawn_story_is_read_without_its_text_too(tmp_path):
    conf = site(tmp_path)
    text = (tmp_path / f"content/articles/{SLUG}.md").read_text()
    kept = text.split("byline")[0] + (
        f'source: {{name: P, url: "https://x.example"}}\ntopics: [diplomacy]\nregions: [iran]\n'
        f"{WITHDRAWN}---\n"
    )
    (tmp_path / f"content/articles/{SLUG}.md").write_text(kept)

    assert found(build(conf, NOON))["title"] == {PAGE, *FEEDS}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("status: withheld\n", "Withheld"),
        ("status: draft\n", "Draft"),
        ("embargo: 2022-12-30T06:00:00+00:00\n", "Embargoed until 30 December 2022, 06:00 UTC"),
    ],
)
def test_serving_all_shows_it_marked(tmp_path, more, words):
    files = build(site(tmp_path, more), NOON, BROADSHEET_SHOW_DRAFTS=True)

    assert set(found(files)) == set(SECRETS)
    page = files[PAGE].decode()
    assert f"{words}: not published" in page
    assert 'content="noindex' in page
    assert words in files["index.html"].decode()
    assert SLUG not in files["sitemap.xml"].decode()


@pytest.mark.parametrize("theme", ["notmyidea", "simple"])
def test_themes_for_pelican_tell_no_more(tmp_path, theme):
    conf = site(tmp_path, WITHDRAWN, settings=f"THEME = {theme!r}")

    told = found(build(conf, NOON))

    assert set(told) == {"slug", "title"}
    assert told["title"] == {PAGE, *FEEDS}
