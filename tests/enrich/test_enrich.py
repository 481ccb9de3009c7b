"""What follows from a site: groups, neighbours, related pieces, translations."""

import pytest

from broadsheet.enrich import STEPS, enrich


@pytest.fixture
def nested(digest):
    digest.write(
        "data/topics.yaml",
        "- slug: transport\n  name: Transport\n  topics: [{slug: trams, name: Trams}]\n"
        "- {slug: weather, name: Weather}\n",
    )
    digest.write(
        "data/regions.yaml",
        "- slug: coast\n  name: Coast\n  regions:\n  - slug: harbour\n    name: Harbour\n"
        "    regions: [{slug: pier, name: Pier}]\n- {slug: hills, name: Hills}\n",
    )
    return digest


def test_parents_hold_what_their_children_hold_the_newest_first(nested):
    nested.article("a", topics="[trams]", regions="[pier]", date="2022-12-01")
    nested.article("b", topics="[transport]", regions="[coast]", date="2022-12-02")
    nested.article(
        "c", topics="[trams, transport, weather]", regions="[pier, hills]", date="2022-11-30"
    )
    site = nested.site()
    assert site.by_topic == {"transport": ("b", "a", "c"), "trams": ("a", "c"), "weather": ("c",)}
    assert site.by_region == {
        "coast": ("b", "a", "c"),
        "harbour": ("a", "c"),
        "pier": ("a", "c"),
        "hills": ("c",),
    }
    assert site.by_month == {(2022, 12): ("b", "a"), (2022, 11): ("c",)}
    assert site.by_source == {"courier": ("b", "a", "c")}


def test_crossings_exist_where_an_article_stands_in_the_order_of_the_vocabularies(nested):
    nested.article("a", topics="[weather]", regions="[hills]")
    nested.article("b", topics="[trams]", regions="[harbour]")
    assert list(nested.site().by_crossing.items()) == [
        (("transport", "coast"), ("b",)),
        (("transport", "harbour"), ("b",)),
        (("trams", "coast"), ("b",)),
        (("trams", "harbour"), ("b",)),
        (("weather", "hills"), ("a",)),
    ]


def test_the_month_is_that_of_the_sites_time_zone(digest):
    digest.article("a", date="2022-12-31T22:00Z")
    assert list(digest.site(TIMEZONE="Asia/Tehran").by_month) == [(2023, 1)]


def test_articles_of_one_moment_are_in_the_order_of_their_slugs(digest):
    for slug in ("b", "c", "a"):
        digest.article(slug)
    assert list(digest.site().articles) == ["a", "b", "c"]


def test_neighbours_are_those_of_the_first_topic(nested):
    nested.article("a", topics="[trams]", date="2022-12-01")
    nested.article("b", topics="[weather, trams]", date="2022-12-02")
    nested.article("c", topics="[trams, weather]", date="2022-12-03")
    nested.article("d", topics="[trams]", date="2022-12-04")
    found = {
        slug: (n.topic, n.earlier, n.later)
        for slug, n in nested.site(TIMEZONE="UTC").neighbours.items()
    }
    assert found == {
        "a": ("trams", None, "b"),
        "b": ("weather", None, "c"),
        "c": ("trams", "b", "d"),
        "d": ("trams", "c", None),
    }


def test_a_draft_without_a_topic_has_no_neighbours(digest):
    digest.article("a", status="draft", topics=None)
    assert digest.site(BROADSHEET_SHOW_DRAFTS=True).neighbours == {}


def related(site, slug):
    return [piece.slug or piece.title for piece in site.related.get(slug, ())]


def test_an_article_that_names_another_appears_on_it_too(digest):
    digest.article("a", related="[b, {title: Outside, url: https://a.example/}]")
    digest.article("b")
    digest.article("c", related="[{title: First, url: https://a.example/}, b, a]")
    site = digest.site()
    assert {slug: related(site, slug) for slug in "abc"} == {
        "a": ["b", "Outside", "c"],
        "b": ["a", "c"],
        "c": ["First", "b", "a"],
    }


def test_pieces_that_name_each_other_are_listed_once(digest):
    digest.article("a", related="[b]")
    digest.article("b", related="[a]")
    site = digest.site()
    assert (related(site, "a"), related(site, "b")) == (["b"], ["a"])


def test_what_is_not_shown_is_left_out_of_related_pieces(digest):
    digest.article("a", related="[b]")
    digest.article("b", status="draft", related="[a]")
    assert related(digest.site(), "a") == []


def test_translations_find_each_other_whichever_names_which(digest):
    digest.article("a")
    digest.article("a-fa", lang="fa", translation_of="a")
    digest.article("a-de", lang="de", translation_of="a-fa")
    digest.article("other")
    assert digest.site().translations == {
        "a": ("a-de", "a-fa"),
        "a-de": ("a", "a-fa"),
        "a-fa": ("a-de", "a"),
    }


def test_translations_of_an_article_that_is_not_shown_belong_together(digest):
    digest.article("a", status="draft")
    digest.article("a-fa", lang="fa", translation_of="a")
    digest.article("a-de", lang="de", translation_of="a")
    assert digest.site().translations == {"a-de": ("a-fa",), "a-fa": ("a-de",)}


def test_translations_that_name_each_other_in_a_circle_end(digest):
    digest.article("a", lang="en", translation_of="c")
    digest.article("b", lang="fa", translation_of="a")
    digest.article("c", lang="de", translation_of="b")
    assert digest.site().translations == {"a": ("c", "b"), "b": ("c", "a"), "c": ("a", "b")}


def test_a_translation_is_no_related_piece(digest):
    digest.article("a")
    digest.article("a-fa", lang="fa", translation_of="a", related="[a]")
    site = digest.site()
    assert (related(site, "a"), related(site, "a-fa")) == ([], [])


def test_pages_have_translations_of_their_own(digest):
    digest.page("about")
    digest.page("about-fa", lang="fa", translation_of="about")
    assert digest.site().standing_translations == {"about": ("about-fa",), "about-fa": ("about",)}


def test_each_step_changes_nothing_when_it_is_run_again(digest):
    digest.article("a", related="[b]")
    digest.article("b", lang="fa", translation_of="a")
    site = digest.site()
    assert enrich(site) == site
    assert [step(site) for step in STEPS] == [site] * len(STEPS)
