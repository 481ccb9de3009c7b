"""Keys: an edit leaves those of what it has nothing to do with."""

from datetime import UTC, datetime

from msgspec.structs import replace

from broadsheet.pages import make_publication
from broadsheet.pages.page import Feed, Page
from tests.build_model import (
    a_body,
    a_config,
    a_site,
    a_standing,
    an_article,
    publish,
    some_articles,
)
from tests.pages.keys import changed_keys

SITE = [
    replace(article, topics=(topic,), regions=(region,))
    for number, article in enumerate(some_articles(60))
    for topic, region in [
        (["diplomacy", "culture", "drones"][number % 3], ["iran", "russia"][number % 2])
    ]
]


def _publish(articles):
    return publish(*articles, config=a_config(DEFAULT_PAGINATION=10, FEED_MAX_ITEMS=10))


def articles_in(paths):
    return sorted(path.split("/")[1] for path in paths if path.startswith("articles/"))


def test_an_edited_body_leaves_the_keys_of_all_that_does_not_show_it():
    edited = [
        replace(a, body=a_body(html="<p>Edited.</p>", excerpt="E")) if a.slug == "story-30" else a
        for a in SITE
    ]
    before, after = _publish(SITE), _publish(edited)

    changed = changed_keys(before, after)

    assert changed == {"articles/story-30/index.html"}


def test_an_edited_body_leaves_the_keys_of_feeds_that_give_summaries():
    edited = [
        replace(a, body=a_body("<p>Edited.</p>")) if a.slug == "story-59" else a for a in SITE
    ]
    before, after = _publish(SITE), _publish(edited)

    feeds = {path for path in changed_keys(before, after) if path.startswith("feeds/")}

    assert "feeds/all.atom.xml" in feeds
    assert not any(path.endswith(".rss.xml") for path in feeds)


def test_an_edited_title_leaves_the_keys_of_what_does_not_name_the_article():
    edited = [replace(a, title="Edited") if a.slug == "story-30" else a for a in SITE]
    before, after = _publish(SITE), _publish(edited)

    changed = changed_keys(before, after)

    named_in = {
        i.path for i in before.items if isinstance(i, (Page, Feed)) and "story-30" in i.articles
    }
    assert changed == named_in
    # itself, and the two that are its neighbours in its topic
    assert articles_in(changed) == ["story-27", "story-30", "story-33"]
    # of all items: its place in a list of each kind, and no feed, as it is old
    assert len(changed) < len(before.items) / 8
    assert not any(path.startswith("feeds/") for path in changed)


def test_a_new_article_leaves_the_keys_of_almost_all_other_articles():
    new = an_article("new", date=datetime(2022, 12, 30, tzinfo=UTC), topics=("culture",))
    before, after = _publish(SITE), _publish([*SITE, new])

    changed = changed_keys(before, after)

    # the last story of its topic has a later one now
    assert articles_in(changed) == ["new", "story-59"]
    assert {"index.html", "topics/culture/index.html", "feeds/all.atom.xml"} <= changed
    assert not any(path.startswith("topics/drones/") for path in changed)


def test_an_article_that_goes_leaves_the_keys_of_almost_all_others():
    before, after = _publish(SITE), _publish([a for a in SITE if a.slug != "story-30"])

    assert articles_in(changed_keys(before, after)) == ["story-27", "story-33"]


def test_an_edited_standing_page_leaves_the_keys_of_what_does_not_name_it():
    one, other = (
        [a_standing("about", body=a_body(html=text))] for text in ("<p>A</p>", "<p>B</p>")
    )
    before, after = publish(*SITE, standing=one), publish(*SITE, standing=other)

    assert changed_keys(before, after) == {"about/index.html"}


def test_the_clock_leaves_all_keys():
    before = publish(*SITE, config=a_config(BROADSHEET_NOW="2022-12-31"))
    after = publish(*SITE, config=a_config(BROADSHEET_NOW="2023-12-31"))

    assert changed_keys(before, after) == set()


def test_the_number_of_workers_leaves_all_keys():
    one, two = (a_site(*SITE, config=a_config(BROADSHEET_WORKERS=n)) for n in (1, 2))

    assert changed_keys(make_publication(one, {}), make_publication(two, {})) == set()
