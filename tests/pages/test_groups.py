"""Topics, regions, crossings, sources, the archive: every list, with roll-up and counts."""

from datetime import UTC, datetime

import pytest

from broadsheet.model import Name, Origin
from tests.build_model import a_config, a_source, a_vocabulary, an_article, feeds, pages, publish


def test_every_term_has_its_page_with_and_without_articles():
    made = pages(publish(an_article()))

    for slug in ("diplomacy", "defence", "drones", "culture"):
        assert f"topics/{slug}/" in made
    for slug in ("middle-east", "iran", "iraq", "russia", "fiji"):
        assert f"regions/{slug}/" in made
    assert made["topics/culture/"].data.listing.count == 0
    assert made["topics/culture/"].data.since is None


def test_parents_hold_what_their_children_hold():
    publication = publish(an_article(topics=("drones",), regions=("iran",)))

    made = pages(publication)

    assert made["topics/defence/"].data.listing.slugs == ("a-story",)
    assert made["regions/middle-east/"].data.listing.slugs == ("a-story",)
    assert len(feeds(publication)["feeds/regions/middle-east.atom.xml"].entries) == 1
    assert feeds(publication)["feeds/regions/iraq.atom.xml"].entries == ()


def test_an_article_under_parent_and_child_is_counted_once():
    made = pages(publish(an_article(topics=("defence", "drones"), regions=("iran", "middle-east"))))

    assert made["topics/defence/"].data.listing.count == 1
    assert made["topics/defence/middle-east/"].data.listing.count == 1


def test_a_term_names_what_stands_above_and_below_it():
    made = pages(publish(an_article()))

    assert [link.url for link in made["topics/drones/"].data.above] == ["topics/defence/"]
    below = made["regions/middle-east/"].data.children
    assert [(link.text, link.count) for link in below] == [("Iran", 1), ("Iraq", 0)]


def test_three_levels_roll_up_and_are_named_from_the_top():
    regions = {"asia": {"middle-east": {"iran": {}}}}

    made = pages(publish(an_article(), regions=regions))

    assert made["regions/asia/"].data.listing.count == 1
    assert [link.text for link in made["regions/iran/"].data.above] == ["Asia", "Middle East"]
    (asia,) = made["regions/"].data.tree
    assert asia.children[0].children[0].link.url == "regions/iran/"


def test_terms_are_named_in_the_language_of_the_site():
    vocabulary = a_vocabulary({"iran": {}})
    term = vocabulary.terms["iran"]
    named = term.__class__(slug="iran", name=Name("Iran", (("de", "Der Iran"),)))
    regions = vocabulary.__class__({"iran": named})

    made = pages(publish(an_article(), regions=regions, config=a_config(DEFAULT_LANG="de-AT")))

    assert made["regions/iran/"].data.name == "Der Iran"


# --- crossings


def test_crossings_are_those_with_articles_parents_included():
    made = pages(publish(an_article(topics=("drones",), regions=("iran",))))

    crossings = {url for url, page in made.items() if page.kind == "crossing"}
    assert crossings == {
        "topics/defence/middle-east/",
        "topics/defence/iran/",
        "topics/drones/middle-east/",
        "topics/drones/iran/",
    }


def test_the_matrix_has_rows_and_columns_with_articles_only():
    matrix = pages(publish(an_article(topics=("drones",), regions=("iran",))))[
        "topics/"
    ].data.matrix

    assert [link.text for link in matrix.columns] == ["Defence", "Drones"]
    assert [(row.link.text, row.depth) for row in matrix.rows] == [("Middle East", 0), ("Iran", 1)]
    assert matrix.rows[1].cells[1].url == "topics/drones/iran/"
    assert matrix.rows[1].cells[1].count == 1


def test_a_cell_without_articles_is_empty():
    matrix = pages(
        publish(
            an_article("a", topics=("diplomacy",), regions=("fiji",)),
            an_article("b", topics=("culture",), regions=("russia",)),
        )
    )["topics/"].data.matrix

    cells = {
        (row.link.text, column.text): cell
        for row in matrix.rows
        for column, cell in zip(matrix.columns, row.cells, strict=True)
    }
    assert cells["Fiji", "Diplomacy"]
    assert cells["Russia", "Culture"]
    assert cells["Fiji", "Culture"] is None


def test_a_site_without_articles_has_no_matrix():
    assert pages(publish())["topics/"].data.matrix is None


def test_a_term_offers_its_crossings():
    made = pages(publish(an_article()))

    assert [c.url for c in made["topics/diplomacy/"].data.crossings] == [
        "topics/diplomacy/middle-east/",
        "topics/diplomacy/iran/",
    ]
    assert [c.url for c in made["regions/iran/"].data.crossings] == ["topics/diplomacy/iran/"]
    assert made["topics/culture/"].data.crossings == ()


# --- sources


def test_every_source_of_the_vocabulary_has_a_page_and_an_unknown_one_has_none():
    unknown = Origin(name="A Blog", url="https://blog.example/x")
    articles = an_article("a"), an_article("b", origin=unknown)

    made = pages(publish(*articles, sources=(a_source(), a_source("the-times"))))

    assert made["sources/the-post/"].data.listing.slugs == ("a",)
    assert made["sources/the-times/"].data.listing.count == 0
    assert {url for url in made if url.startswith("sources/")} == {
        "sources/", "sources/the-post/", "sources/the-times/",
    }  # fmt: skip


def test_sources_are_listed_by_name_with_counts_and_languages():
    sources = (a_source("zeit", lang="de"), a_source("the-post"))

    rows = pages(publish(an_article(), sources=sources))["sources/"].data.rows

    assert [(row.link.text, row.link.count, row.language) for row in rows] == [
        ("The Post", 1, "English"),
        ("Zeit", 0, "Deutsch"),
    ]


# --- the archive


def test_the_archive_has_years_and_months_the_newest_first():
    dates = [(2021, 12), (2022, 1), (2022, 12)]
    articles = [an_article(f"s-{y}-{m}", date=datetime(y, m, 15, tzinfo=UTC)) for y, m in dates]

    made = pages(publish(*articles))

    years = made["archive/"].data.years
    assert [(year.link.text, year.link.count) for year in years] == [("2022", 2), ("2021", 1)]
    assert [(m.text, m.url) for m in years[0].months] == [
        ("December", "archive/2022/12/"),
        ("January", "archive/2022/01/"),
    ]
    assert made["archive/2022/"].data.listing.count == 2
    assert made["archive/2022/01/"].data.listing.slugs == ("s-2022-1",)
    assert [link.url for link in made["archive/2022/01/"].data.above] == [
        "archive/", "archive/2022/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "month"), [("UTC", "archive/2022/12/"), ("Asia/Tokyo", "archive/2023/01/")]
)
def test_the_archive_follows_the_time_zone(zone, month):
    article = an_article(date=datetime(2022, 12, 31, 20, tzinfo=UTC), has_time=True)

    made = pages(publish(article, config=a_config(TIMEZONE=zone)))

    assert {url for url, page in made.items() if page.kind == "month"} == {month}


def test_an_empty_archive_has_its_index():
    assert pages(publish())["archive/"].data.years == ()
