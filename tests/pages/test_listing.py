"""Lists are cut into pages as Pelican cuts them, and each page into months by the site's clock."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.paginator import Paginator

from broadsheet.pages.listing import cut
from tests.build_model import a_config, an_article, pages, publish, some_articles


@given(length=st.integers(0, 60), size=st.integers(0, 12), orphans=st.integers(0, 15))
def test_pages_are_those_of_pelican(length, size, orphans):
    theirs = Paginator("x", "x", list(range(length)), {"DEFAULT_ORPHANS": orphans}, size)

    ours = cut(length, a_config(DEFAULT_PAGINATION=size, DEFAULT_ORPHANS=orphans))

    assert [list(range(start, end)) for start, end in ours] == [
        theirs.page(number).object_list for number in theirs.page_range
    ]


@pytest.mark.parametrize("none", [False, None, 0])
def test_without_pagination_a_list_has_one_page(none):
    made = pages(publish(*some_articles(40), config=a_config(DEFAULT_PAGINATION=none)))

    assert "page/2/" not in made
    assert made[""].data.latest.pagination.total == 1


@pytest.mark.parametrize(
    "url", ["topics/diplomacy/", "regions/iran/", "topics/diplomacy/iran/", "sources/the-post/",
            "archive/2022/", "archive/2022/01/"],
)  # fmt: skip
def test_every_list_is_paginated_below_its_own_address(url):
    config = a_config(DEFAULT_PAGINATION=3, DEFAULT_ORPHANS=1)

    made = pages(publish(*some_articles(7), config=config))

    first, second = made[url].data.listing, made[f"{url}page/2/"].data.listing
    assert (first.count, first.pagination.total) == (7, 2)
    assert (first.pagination.previous, first.pagination.next) == (None, f"{url}page/2/")
    assert (second.pagination.previous, second.pagination.next) == (url, None)
    assert first.slugs + second.slugs == tuple(f"story-{n}" for n in range(7, 0, -1))
    assert f"{url}page/3/" not in made


def test_each_page_of_a_list_names_itself_and_its_own_number():
    made = pages(publish(*some_articles(4), config=a_config(DEFAULT_PAGINATION=2)))

    head = made["regions/iran/page/2/"].data.head
    assert head.canonical == "http://localhost:8000/regions/iran/page/2/"
    assert "page 2" in head.title
    assert "page" not in made["regions/iran/"].data.head.title


def test_months_are_those_of_the_time_zone():
    article = an_article(date=datetime(2022, 12, 31, 23, tzinfo=UTC))

    listing = pages(publish(article, config=a_config(TIMEZONE="Asia/Tokyo")))[""].data.latest

    assert [month.title for month in listing.months] == ["January 2023"]


def test_months_are_named_in_the_language_of_the_site():
    listing = pages(publish(an_article(lang="fr"), config=a_config(DEFAULT_LANG="fr")))[""]

    assert [month.title for month in listing.data.latest.months] == ["Décembre 2022"]
