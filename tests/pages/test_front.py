"""The front page: lead and seconds, blocks that never repeat a story, what drafts may not do."""

from datetime import UTC, datetime

from broadsheet.model import FrontPlan
from broadsheet.pages.front import BLOCK, SECONDS
from tests.build_model import a_config, an_article, pages, publish, some_articles


def front(*articles, **parts):
    return pages(publish(*articles, **parts))[""].data


def slugs(cards):
    return [card.slug for card in cards]


def test_without_a_plan_the_newest_stories_lead():
    data = front(*some_articles(6))

    assert data.lead.slug == "story-6"
    assert slugs(data.seconds) == ["story-5", "story-4", "story-3"]


def test_the_plan_chooses_and_the_newest_fill_up():
    data = front(*some_articles(6), front=FrontPlan(lead="story-2", seconds=("story-1",)))

    assert data.lead.slug == "story-2"
    assert slugs(data.seconds) == ["story-1", "story-6", "story-5"]


def test_seconds_of_the_plan_stay_seconds_when_the_newest_leads():
    data = front(*some_articles(6), front=FrontPlan(seconds=("story-6", "story-1")))

    assert data.lead.slug == "story-5"
    assert slugs(data.seconds) == ["story-6", "story-1", "story-4"]


def test_a_plan_with_more_seconds_than_usual_is_followed():
    chosen = ("story-1", "story-2", "story-3", "story-4", "story-5")

    data = front(*some_articles(9), front=FrontPlan(seconds=chosen))

    assert slugs(data.seconds) == list(chosen)


def test_a_story_named_twice_in_the_plan_stands_once():
    plan = FrontPlan(lead="story-1", seconds=("story-1", "story-2", "story-2"))

    data = front(*some_articles(3), front=plan)

    assert (data.lead.slug, slugs(data.seconds)) == ("story-1", ["story-2", "story-3"])


def test_what_the_plan_names_and_is_not_shown_is_passed_over():
    plan = FrontPlan(lead="a-draft", seconds=("another-draft", "story-1"))

    data = front(*some_articles(3), front=plan)

    assert (data.lead.slug, slugs(data.seconds)) == ("story-3", ["story-1", "story-2"])


def test_one_article_leads_even_when_the_plan_has_it_second():
    data = front(an_article("only"), front=FrontPlan(seconds=("only",)))

    assert (data.lead.slug, data.seconds) == ("only", ())


def test_an_empty_site_has_a_front_page_without_a_lead():
    data = front()

    assert (data.lead, data.seconds, data.topics, data.regions) == (None, (), (), ())
    assert (data.latest.count, data.latest.months) == (0, ())


def test_no_story_stands_twice_above_the_list_of_the_newest():
    articles = [
        *some_articles(12, topics=("diplomacy", "drones"), regions=("iran", "russia")),
        *(an_article(f"other-{n}", topics=("culture",), regions=("fiji",)) for n in range(12)),
    ]

    data = front(*articles)

    blocks = [card for block in (*data.topics, *data.regions) for card in block.cards]
    told = slugs([data.lead, *data.seconds, *blocks])
    assert len(told) == len(set(told))
    assert all(0 < len(block.cards) <= BLOCK for block in (*data.topics, *data.regions))


def test_a_block_counts_all_stories_of_its_topic():
    data = front(*some_articles(9, topics=("drones",)))

    (block,) = data.topics
    assert (block.link.url, block.link.count) == ("topics/defence/", 9)


def test_the_edition_is_the_day_of_the_newest_story():
    assert front(an_article(), *some_articles(1)).edition == "18 December 2022"
    assert front().edition == ""


def test_the_sections_are_the_top_levels_that_have_stories():
    data = front(an_article(topics=("drones",), regions=("iran",)))

    assert [(link.text, link.url) for link in data.topic_sections] == [
        ("Defence", "topics/defence/")
    ]
    assert [(link.text, link.url) for link in data.region_sections] == [
        ("Middle East", "regions/middle-east/")
    ]
    assert (front().topic_sections, front().region_sections) == ((), ())


def test_blocks_follow_the_plan():
    articles = [
        *some_articles(4),
        *(an_article(f"c-{n}", topics=("culture",), regions=("fiji",)) for n in range(3)),
        *(an_article(f"d-{n}", topics=("drones",), regions=("russia",)) for n in range(6)),
    ]
    plan = FrontPlan(
        lead="story-1",
        seconds=("story-2", "story-3", "story-4"),
        topics=("drones", "culture"),
        regions=("russia",),
    )

    data = front(*articles, front=plan)

    assert [block.link.text for block in data.topics] == ["Drones", "Culture"]
    assert [(b.link.text, slugs(b.cards)) for b in data.regions] == [("Russia", ["d-4", "d-5"])]


def test_another_version_of_a_story_fills_no_place():
    original = an_article("original")
    version = an_article("nosxe", lang="fa", translation_of="original")

    data = front(original, version)

    assert (data.lead.slug, data.seconds) == ("original", ())


def test_versions_that_name_each_other_still_give_a_lead():
    one = an_article("one", lang="fa", translation_of="two")
    two = an_article("two", lang="ar", translation_of="one")

    assert front(one, two).lead.slug == "one"


def test_a_story_told_in_another_language_only_may_lead():
    persian = an_article("nosxe", lang="fa", date=datetime(2022, 12, 30, tzinfo=UTC))

    data = front(persian, *some_articles(1))

    assert (data.lead.slug, slugs(data.seconds)) == ("nosxe", ["story-1"])


def test_the_front_page_holds_the_first_page_of_all_stories():
    made = pages(publish(*some_articles(5), config=a_config(DEFAULT_PAGINATION=2)))

    assert made[""].data.latest.slugs == ("story-5", "story-4")
    assert made[""].data.latest.pagination.next == "page/2/"
    assert made["page/2/"].data.listing.slugs == ("story-3", "story-2")
    assert made["page/3/"].data.listing.pagination.next is None
    assert made["page/3/"].data.title == "All stories, page 3 of 3"


def test_seconds_are_three():
    assert SECONDS == len(front(*some_articles(9)).seconds) == 3
