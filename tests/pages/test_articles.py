"""The page of an article: what a reader may ask about it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from broadsheet.model import Related, Vocabulary
from tests.build_model import a_config, a_photo, a_source, an_article, pages, publish, some_articles


def page_of(slug, *articles, **parts):
    return pages(publish(*articles, **parts))[f"articles/{slug}/"].data


def test_related_pieces_stand_on_both_articles():
    naming = an_article("naming", related=(Related(slug="named"),))

    assert page_of("naming", naming, an_article("named")).related[0].card.slug == "named"
    assert page_of("named", naming, an_article("named")).related[0].card.slug == "naming"


def test_related_pieces_keep_the_order_of_the_editor_and_stand_once():
    first = an_article("first", related=(Related(slug="third"), Related(slug="second")))
    second = an_article("second", related=(Related(slug="first"),))

    related = page_of("first", first, second, an_article("third")).related

    assert [view.card.slug for view in related] == ["third", "second"]


def test_an_outside_piece_has_its_address_and_one_not_found_yet_its_title():
    article = an_article(
        related=(
            Related(title="Elsewhere", url="https://other.example/x"),
            Related(title="Not found yet"),
        )
    )

    outside, lost = page_of("a-story", article).related

    assert (outside.title, outside.url, outside.host) == (
        "Elsewhere", "https://other.example/x", "other.example",
    )  # fmt: skip
    assert (lost.card, lost.title, lost.url) == (None, "Not found yet", None)


def test_a_related_article_that_is_not_shown_is_left_out():
    article = an_article(related=(Related(slug="a-draft"),))

    assert page_of("a-story", article).related == ()


def test_earlier_and_later_are_of_the_first_topic():
    articles = [
        *some_articles(3),
        an_article("between", date=datetime(2022, 1, 2, 12, tzinfo=UTC), topics=("culture",)),
    ]

    data = page_of("story-2", *articles)

    assert (data.earlier.slug, data.later.slug) == ("story-1", "story-3")
    assert data.topic.url == "topics/diplomacy/"
    assert page_of("story-1", *articles).earlier is None
    assert page_of("story-3", *articles).later is None


def test_translations_are_named_in_their_own_language_and_lead_to_each_other():
    english = an_article("ties")
    persian = an_article("ravabet", lang="fa", translation_of="ties")

    made = pages(publish(english, persian))

    (to_persian,) = made["articles/ties/"].data.translations
    (to_english,) = made["articles/ravabet/"].data.translations
    assert (to_persian.text, to_persian.lang, to_persian.url) == (
        "فارسی",
        "fa",
        "articles/ravabet/",
    )
    assert (to_english.text, to_english.lang) == ("English", "en")


def test_hreflang_is_reciprocal_with_itself_and_the_original_first():
    english = an_article("ties")
    persian = an_article("ravabet", lang="fa", translation_of="ties")

    made = pages(publish(english, persian))

    alternates = made["articles/ties/"].data.head.alternates
    assert alternates == made["articles/ravabet/"].data.head.alternates
    assert alternates == (
        ("en", "http://localhost:8000/articles/ties/"),
        ("fa", "http://localhost:8000/articles/ravabet/"),
    )


def test_an_article_without_translations_has_no_hreflang():
    assert page_of("a-story", an_article()).head.alternates == ()


def test_a_right_to_left_article_says_so():
    data = page_of("a-story", an_article(lang="fa"))

    assert (data.lang, data.dir) == ("fa", "rtl")


def test_a_date_without_a_time_is_a_day_in_words():
    data = page_of("a-story", an_article())

    assert data.day == "18 December 2022"
    assert data.card.short_day == "18 Dec"
    assert data.card.date == "2022-12-18T00:00:00+00:00"


def test_a_date_with_a_time_tells_it_by_the_clock_of_the_site():
    moment = datetime(2022, 12, 18, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    article = an_article(date=moment, has_time=True)

    data = page_of("a-story", article, config=a_config(TIMEZONE="Europe/Paris"))

    assert data.day == "19 December 2022, 05:30 CET"
    assert data.card.date == "2022-12-18T23:30:00-05:00"


def test_an_update_has_its_day_and_moves_the_modified_date():
    article = an_article(updated=datetime(2022, 12, 20, tzinfo=UTC))

    data = page_of("a-story", article)

    assert data.updated_day == "20 December 2022"
    assert data.head.published < data.head.modified


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_an_update_of_a_date_without_a_time_is_told_in_the_zone_of_the_site(zone):
    config = a_config(TIMEZONE=zone)
    midnight = datetime(2022, 12, 18, tzinfo=config.timezone)
    article = an_article(date=midnight, updated=midnight + timedelta(days=1))

    data = page_of("a-story", article, config=config)

    assert (data.day, data.updated_day) == ("18 December 2022", "19 December 2022")
    assert data.head.published.startswith("2022-12-18T00:00:00")
    assert data.head.modified.startswith("2022-12-19T00:00:00")


def test_a_photo_whose_file_is_not_at_hand_keeps_its_credit():
    data = page_of("a-story", an_article(photos=(a_photo(file=None, rights=None),)))

    (view,) = data.photos
    assert (view.url, view.credit) == (None, "Ana Silva / Agency")
    assert data.card.photo is None
    assert data.head.image is None


def test_the_first_photo_with_a_file_stands_for_the_article():
    photos = (a_photo(file=None), a_photo(file="2022/a b.jpg"))

    data = page_of("a-story", an_article(photos=photos))

    assert data.card.photo.url == "photos/2022/a%20b.jpg"
    assert data.head.image == "http://localhost:8000/photos/2022/a%20b.jpg"
    assert data.head.image_alt == photos[1].alt
    assert len(data.photos) == 2


def test_the_source_has_our_page_only_when_sources_yaml_knows_it():
    known, unknown = an_article("known"), an_article("unknown")
    origin = unknown.origin.__class__(name="A Blog", url="https://blog.example/x")

    assert page_of("known", known).card.source.page == "sources/the-post/"
    lost = page_of("unknown", an_article("unknown", origin=origin)).card.source
    assert (lost.name, lost.url, lost.host, lost.page) == (
        "A Blog", "https://blog.example/x", "blog.example", None,
    )  # fmt: skip


def test_an_article_without_byline_topics_regions_and_source_still_has_its_page():
    article = an_article(byline=(), topics=(), regions=(), origin=None, state="draft", summary="")

    data = page_of("a-story", article)

    assert data.card.mark == "Draft"
    assert (data.topic, data.card.source, data.card.byline) == (None, None, ())
    assert not data.head.index


def test_a_site_without_vocabularies_still_has_its_articles():
    article = an_article(topics=(), regions=(), origin=None)
    parts = {"topics": Vocabulary(), "regions": Vocabulary(), "sources": ()}

    made = pages(publish(article, **parts))

    assert made["topics/"].data.tree == made["regions/"].data.tree == ()
    assert made["topics/"].data.matrix is None
    assert made["sources/"].data.rows == ()
    assert made[""].data.lead.slug == "a-story"


def test_topics_of_one_name_stay_apart():
    topics = {"a": {}, "b": {}}
    article = an_article(topics=("a", "b"))

    data = page_of("a-story", article, topics=topics)

    assert [link.url for link in data.card.topics] == ["topics/a/", "topics/b/"]


def test_a_very_long_title_arrives_whole():
    title = "Wort " * 5000

    data = page_of("a-story", an_article(title=title))

    assert data.card.title == title
    assert title in data.head.title


@pytest.mark.parametrize("year", [1, 476, 9999])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_dates_of_any_year_have_pages(year, zone):
    article = an_article(date=datetime(year, 6, 15, tzinfo=UTC), has_time=True)

    made = pages(publish(article, config=a_config(TIMEZONE=zone)))

    assert f"archive/{year:04d}/06/" in made
    assert made["articles/a-story/"].data.head.published.startswith(f"{year:04d}-06-15")


def test_source_name_of_the_vocabulary_makes_an_organisation_of_the_byline():
    source = a_source(name=a_source().name)

    data = page_of("a-story", an_article(byline=("The Post", "Ana Silva")), sources=(source,))

    assert '{"@type":"Organization","name":"The Post"}' in data.head.json_ld
    assert '{"@type":"Person","name":"Ana Silva"}' in data.head.json_ld
