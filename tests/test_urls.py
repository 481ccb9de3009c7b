"""Addresses are promises: each one of the contract, and what settings may change."""

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet import urls
from broadsheet.errors import SettingsError
from tests.build_model import a_config, a_standing, an_article


@pytest.mark.parametrize(
    ("address", "promised"),
    [
        (urls.FRONT, ""),
        (urls.numbered(urls.FRONT, 2), "page/2/"),
        (urls.TOPICS, "topics/"),
        (urls.topic("diplomacy"), "topics/diplomacy/"),
        (urls.numbered(urls.topic("diplomacy"), 2), "topics/diplomacy/page/2/"),
        (urls.REGIONS, "regions/"),
        (urls.region("iran"), "regions/iran/"),
        (urls.crossing("diplomacy", "iran"), "topics/diplomacy/iran/"),
        (urls.SOURCES, "sources/"),
        (urls.source("the-post"), "sources/the-post/"),
        (urls.ARCHIVE, "archive/"),
        (urls.year(2022), "archive/2022/"),
        (urls.month(2022, 2), "archive/2022/02/"),
        (urls.year(476), "archive/0476/"),
        (urls.feed("all", "atom.xml"), "feeds/all.atom.xml"),
        (urls.feed("topics/diplomacy", "json"), "feeds/topics/diplomacy.json"),
        (urls.feed("regions/iran", "rss.xml"), "feeds/regions/iran.rss.xml"),
        (urls.OPML, "feeds/all.opml"),
        (urls.NOT_FOUND, "404.html"),
    ],
)
def test_every_address_of_the_contract(address, promised):
    assert address == promised


def test_articles_stand_below_articles_and_standing_pages_at_the_root():
    config = a_config()

    assert urls.article(config, an_article("a-story")) == "articles/a-story/"
    assert urls.article_file(config, an_article("a-story")) == "articles/a-story/index.html"
    assert urls.standing(config, a_standing("about")) == "about/"
    assert urls.standing_file(config, a_standing("about")) == "about/index.html"


def test_article_url_may_hold_the_date_in_the_time_zone_of_the_site():
    config = a_config(
        ARTICLE_URL="{date:%Y}/{date:%m}/{date:%d}/{slug}.html",
        ARTICLE_SAVE_AS="{date:%Y}/{date:%m}/{date:%d}/{slug}.html",
        TIMEZONE="Asia/Tokyo",
    )
    article = an_article(date=datetime(2022, 12, 31, 20, tzinfo=UTC))

    assert urls.article(config, article) == "2023/01/01/a-story.html"
    assert urls.article_file(config, article) == "2023/01/01/a-story.html"


def test_months_in_an_address_are_english_whatever_the_locale(monkeypatch):
    config = a_config(ARTICLE_URL="{date:%Y}/{date:%b}/{date:%A}/{slug}/")

    assert urls.article(config, an_article()) == "2022/Dec/Sunday/a-story/"


def test_years_in_an_address_have_four_digits():
    config = a_config(ARTICLE_URL="{date:%Y}/{slug}/")

    assert urls.article(config, an_article(date=datetime(476, 9, 4, tzinfo=UTC))) == "0476/a-story/"


def test_article_url_may_hold_the_language():
    config = a_config(ARTICLE_URL="{lang}/{slug}/")

    assert urls.article(config, an_article(lang="fa")) == "fa/a-story/"


@pytest.mark.parametrize(
    "setting",
    ["ARTICLE_URL", "ARTICLE_SAVE_AS", "PAGE_URL", "PAGE_SAVE_AS"],
)
@pytest.mark.parametrize(
    "pattern",
    [
        "all.html",
        "{author}/{slug}/",
        "/{slug}/",
        "../{slug}/",
        "a/../../{slug}",
        "a//{slug}/",
        "{slug",
    ],
)
def test_a_pattern_without_slug_or_leaving_the_output_is_refused(setting, pattern):
    with pytest.raises(SettingsError) as caught:
        a_config(**{setting: pattern})

    assert [problem.field for problem in caught.value.problems] == [setting]


@pytest.mark.parametrize("setting", ["PAGE_URL", "PAGE_SAVE_AS"])
def test_a_standing_page_has_no_date_to_put_into_its_address(setting):
    with pytest.raises(SettingsError) as caught:
        a_config(**{setting: "{date:%Y}/{slug}/"})

    assert [problem.field for problem in caught.value.problems] == [setting]


@pytest.mark.parametrize(
    ("url", "way"),
    [("", "."), ("404.html", "."), ("topics/", ".."), ("topics/iran/page/2/", "../../../..")],
)
def test_relative_urls_climb_to_the_root(url, way):
    config = a_config(RELATIVE_URLS=True)

    assert urls.base(config, url) == way


def test_links_are_root_relative_and_absolute_addresses_are_local_without_siteurl():
    config = a_config(SITEURL="")

    assert urls.base(config, "topics/") == ""
    assert urls.absolute(config, "topics/") == "http://localhost:8000/topics/"


@pytest.mark.parametrize(
    "siteurl", ["https://news.example.org/digest", "https://news.example.org/digest/"]
)
def test_a_siteurl_with_a_path_stands_before_every_link(siteurl):
    config = a_config(SITEURL=siteurl)

    assert urls.base(config, "topics/") == "/digest"
    assert urls.absolute(config, "topics/") == "https://news.example.org/digest/topics/"
    assert urls.absolute(config, "") == "https://news.example.org/digest/"


def test_letters_of_any_script_are_quoted_where_an_address_must_be_ascii():
    assert urls.absolute(a_config(), "articles/ایران/").isascii()
    assert urls.quoted("articles/ایران/").startswith("articles/%D8%A7")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("photos/a b.jpg", "photos/a%20b.jpg"),
        ("photos/100%.jpg", "photos/100%25.jpg"),
        ("photos/what?.jpg", "photos/what%3F.jpg"),
        ("photos/no#1.jpg", "photos/no%231.jpg"),
        ('photos/"x".jpg', "photos/%22x%22.jpg"),
        ("photos/é.jpg", "photos/%C3%A9.jpg"),
        ("photos/x:y.jpg", "photos/x%3Ay.jpg"),
    ],
)
def test_odd_file_names_are_quoted(name, address):
    assert urls.file(name) == address


@pytest.mark.parametrize(
    ("url", "file"),
    [("", "index.html"), ("topics/", "topics/index.html"), ("404.html", "404.html")],
)
def test_an_address_is_answered_by_a_file(url, file):
    assert urls.save_as(url) == file


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PATTERNS = st.lists(
    st.sampled_from(
        """{slug} {slug} {slug!s} {slug:>9} {lang} {date:%Y} {date:%m/%d} {{ }} {{slug}} a é - . /
        articles/ index.html""".split()
    ),
    min_size=1,
    max_size=5,
).map("".join)
MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis adds the zone
TOKYO = a_config(TIMEZONE="Asia/Tokyo")


@settings(deadline=None)
@given(PATTERNS, TEXTS, st.sampled_from(["en", "fa", "zh-Hans"]), MOMENTS)
@example("articles/{slug}/", "{lang}", "fa", datetime(2022, 12, 31, 20, tzinfo=UTC))
def test_a_pattern_is_filled_as_format_does(pattern, slug, lang, moment):
    config = replace(TOKYO, article_url=pattern, article_save_as=pattern)
    article = an_article(slug, lang=lang, date=moment)
    filled = pattern.format(slug=slug, lang=lang, date=moment.astimezone(config.timezone))

    assert urls.article(config, article) == filled
    assert urls.article_file(config, article) == filled


@settings(deadline=None)
@given(TEXTS | st.from_regex(r"[ -~]{0,30}", fullmatch=True))
@example("articles/a-story/")
@example("articles/a-story/\n")
@example("https://post.example:80/a_b.c~d?e=f&g=[h]#i%20")
def test_an_address_is_quoted_as_the_standard_library_does(address):
    assert urls.quoted(address) == quote(address, safe="/:?#[]@!$&'()*+,;=%~-._")
