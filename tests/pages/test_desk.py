"""A page sees what it named and nothing else, and has named all it needs."""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings

from broadsheet.model import Site
from broadsheet.pages import make_publication
from broadsheet.pages.desk import Desk, Named, UnnamedError
from broadsheet.pages.page import Feed, Page
from broadsheet.pipeline import prepare
from tests.build_model import (
    ROOT,
    a_config,
    a_photo,
    a_site,
    a_standing,
    altered,
    an_article,
    publish,
    some_articles,
)
from tests.pages.generated import parts

GROUPS = [
    "by_topic", "by_region", "by_crossing", "by_source", "by_month", "related", "neighbours",
    "translations", "standing_translations",
]  # fmt: skip


class OpenDesk(Desk):
    """A desk at which every page sees the whole site."""

    def view(self, articles, standing=(), bodies=()):
        return self.site


def a_page(site, make, **named):
    return Page(
        kind="article",
        path="x/index.html",
        url="x/",
        template="article.html",
        desk=Desk(site),
        make=make,
        **{"facts": (), **named},
    )


@pytest.fixture
def site():
    return a_site(*some_articles(3), standing=[a_standing("about"), a_standing("imprint")])


def made_by(site, look, **named):
    """Give what a maker of a page sees."""
    return a_page(site, lambda view, cards: look(view), **named).data


# --- what a page sees


def test_a_page_sees_the_articles_and_the_pages_it_named(site):
    def look(view):
        return view.articles["story-2"].slug, view.standing["about"].slug, view.articles.get("x")

    seen = made_by(site, look, articles=("story-2", "x"), standing=("about",))

    assert seen == ("story-2", "about", None)


def test_a_page_sees_settings_and_vocabularies(site):
    def look(view):
        return view.config, view.topics, view.regions, view.sources

    assert made_by(site, look) == (site.config, site.topics, site.regions, site.sources)


def test_named_things_that_exist_are_gone_through_in_the_order_they_were_named(site):
    names = ("story-3", "nowhere", "story-1", "story-3")

    assert made_by(site, lambda v: list(v.articles), articles=names) == ["story-3", "story-1"]
    assert made_by(site, lambda v: len(v.articles), articles=names) == 2
    assert made_by(site, lambda v: list(v.articles)) == []


@pytest.mark.parametrize(
    "look",
    [
        lambda view: view.articles["story-1"],
        lambda view: view.articles["nowhere"],
        lambda view: view.articles.get("story-1"),
        lambda view: view.articles.get("nowhere"),
        lambda view: "story-1" in view.articles,
        lambda view: "nowhere" in view.articles,
        lambda view: view.standing["imprint"],
        lambda view: view.standing.get("imprint"),
        lambda view: "imprint" in view.standing,
    ],
)
def test_a_page_that_looks_at_a_text_it_did_not_name_fails(site, look):
    with pytest.raises(UnnamedError):
        made_by(site, look, articles=("story-2",), standing=("about",))


@pytest.mark.parametrize("name", ["prose", "links", "html", "excerpt"])
def test_a_page_that_looks_at_a_body_it_did_not_name_fails(site, name):
    def look(view):
        return getattr(view.articles["story-2"].body, name)

    assert made_by(site, look, articles=("story-2",), bodies=("story-2",)) is not None
    for bodies in ((), ("story-1",)):
        with pytest.raises(UnnamedError, match=name):
            made_by(site, look, articles=("story-2",), bodies=bodies)


def test_naming_a_body_is_not_enough_to_see_an_article(site):
    with pytest.raises(UnnamedError):
        made_by(site, lambda view: view.articles["story-1"], bodies=("story-1",))


def test_naming_an_article_is_not_naming_a_page_of_the_same_slug(site):
    with pytest.raises(UnnamedError):
        made_by(site, lambda view: view.standing["about"], articles=("about",))


def test_a_page_that_asks_for_the_card_of_an_article_it_did_not_name_fails(site):
    page = a_page(site, lambda view, cards: cards["story-1"], articles=("story-2",))
    of_another = a_page(site, lambda view, cards: cards["story-1"], articles=("story-1",))
    neighbour = altered(page, desk=of_another.desk)

    assert of_another.data.slug == "story-1"  # the card is made, and on the desk of both
    for closed in (page, neighbour):
        with pytest.raises(UnnamedError):
            assert closed.data


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize(
    "look",
    [
        lambda group: group["diplomacy"],
        lambda group: group.get("story-1"),
        lambda group: "story-1" in group,
        list,
        len,
        bool,
        lambda group: list(group.items()),
    ],
)
def test_a_page_that_looks_at_a_group_fails(site, group, look):
    with pytest.raises(UnnamedError):
        made_by(site, lambda view: look(getattr(view, group)), articles=("story-1",))


@pytest.mark.parametrize("name", ["lead", "seconds", "topics", "regions"])
def test_a_page_that_looks_at_the_plan_of_the_front_page_fails(site, name):
    with pytest.raises(UnnamedError, match=name):
        made_by(site, lambda view: getattr(view.front, name))


def test_everything_a_site_has_is_open_or_closed():
    # A new field must be thought of: may a page see it, and is it part of its key then?
    opened = {"config", "articles", "standing", "topics", "regions", "sources"}
    opened |= {"withdrawn", "held"}

    assert {f.name for f in dataclasses.fields(Site)} == {*opened, "front", *GROUPS}


def test_what_is_named_twice_is_there_once():
    named = Named({"a": 1, "b": 2}, ("b", "a", "b"))

    assert dict(named) == {"b": 2, "a": 1}


# --- what pages have named


def assert_everything_is_named(publication):
    """Make each item with only what it named, and once more with all there is."""
    site = publication.site
    seen = 0
    for item in publication.items:
        if isinstance(item, (Page, Feed)):
            closed = Desk(Desk(site).view(item.articles, item.standing, item.bodies))
            alone = altered(item, desk=closed)
            free = altered(item, desk=OpenDesk(site))
            assert content(alone) == content(item) == content(free), item.path
            seen += 1
    assert seen


def content(item):
    return item.data if isinstance(item, Page) else item.entries


@pytest.mark.parametrize("drafts", [False, True])
@pytest.mark.parametrize(
    "content",
    [
        "tests/sites/full/content",
        "tests/sites/minimal/content",
        pytest.param("content", marks=pytest.mark.samples),
    ],
)
def test_every_item_of_a_sample_is_made_of_what_it_named(content, drafts):
    config = a_config(PATH=str(ROOT / content), DEFAULT_PAGINATION=5, BROADSHEET_SHOW_DRAFTS=drafts)

    assert_everything_is_named(prepare(config).publication)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(parts())
def test_every_item_of_any_site_is_made_of_what_it_named(made):
    assert_everything_is_named(make_publication(made.site(), {}))


def test_an_item_that_has_not_named_enough_is_found():
    publication = publish(an_article("a-story", photos=(a_photo(),)), *some_articles(2))
    items = tuple(
        altered(item, articles=item.articles[:-1])
        if isinstance(item, Feed) and item.path == "feeds/all.json"
        else item
        for item in publication.items
    )

    with pytest.raises(UnnamedError):
        assert_everything_is_named(dataclasses.replace(publication, items=items))
