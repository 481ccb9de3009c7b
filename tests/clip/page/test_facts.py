"""What pages say of an article, place by place: names, dates, legends, data, the site."""

import json

import pytest

pytest.importorskip("lxml")

from broadsheet.agency import agency_at_beginning, agency_name
from broadsheet.clip.page.byline import read_names
from broadsheet.clip.page.claim import Claim, weigh
from broadsheet.clip.page.document import read_document
from broadsheet.clip.page.facts import read_facts
from broadsheet.clip.page.figure import bare_credit, basename
from broadsheet.clip.page.jsonld import parse
from broadsheet.clip.page.legend import part_legend
from broadsheet.clip.page.moment import read_moment
from broadsheet.clip.page.record import clean

TEXT = (
    "<p>The new bridge over the harbour was opened on Monday, two years late, said the office.</p>"
)


def facts(head="", body="", url="https://news.example.org/a", headline="Harbour bridge opens"):
    """Read a page with a headline and a paragraph."""
    page = (
        f"<html lang=en><head><title>{headline} | Example News</title>{head}</head>"
        f"<body><h1>{headline}</h1>{body}{TEXT * 3}</body></html>"
    )
    return read_facts(read_document(page.encode(), url))


def ld(**node):
    """Write an article as JSON-LD."""
    article = json.dumps({"@type": "NewsArticle", **node})
    return f'<script type="application/ld+json">{article}</script>'


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("By Jane Roe and John Doe in Washington", ["Jane Roe", "John Doe"]),
        ("By JANE ROE Associated Press", ["JANE ROE", "Associated Press"]),
        ("Jane Roe, Senior Technology Editor", ["Jane Roe"]),
        ("Jane Roe Technology Editor", ["Jane Roe"]),
        ("By Jane Roe jroe@example.com", ["Jane Roe"]),
        ("Jane Roe @jroe", ["Jane Roe"]),
        ("View all posts by Jane Roe", ["Jane Roe"]),
        ("Jane Roe | Updated: Dec. 18, 2022", ["Jane Roe"]),
        ("Jane Roe 3 hours ago", ["Jane Roe"]),
        ("Posted on 18 December 2022 by Jane Roe", ["Jane Roe"]),
        ("By Jane Roe (AP)", ["Jane Roe", "AP"]),
        ("Jane Roe for The Example", ["Jane Roe"]),
        ("Text: Jane Roe; Photos: Kobe Example", ["Jane Roe"]),
        ("Jane Roe (https://example.org/jane)", ["Jane Roe"]),
        ("John Doe Jr.", ["John Doe Jr."]),
        ("Von Max Beispiel am 18. Dezember 2022", ["Max Beispiel"]),
        ("18. Dezember 2022 von Max Beispiel in Allgemein", ["Max Beispiel"]),
        ("Publié par Camille Exemple le 18 décembre 2022", ["Camille Exemple"]),
        ("di Mario Esempio", ["Mario Esempio"]),
        ("Иван Примеров, корреспондент", ["Иван Примеров"]),
        ("نویسنده: رضا نمونه", ["رضا نمونه"]),
        ("كتبت- ليلى مثال:", ["ليلى مثال"]),
        ("记者 李例甲 王例乙", ["李例甲", "王例乙"]),
        ("홍길동 기자 hong@example.kr", ["홍길동"]),
    ],
)
def test_names_are_read_without_what_stands_beside_them(words, names):
    assert list(read_names(words).names) == names


@pytest.mark.parametrize(
    "words",
    ["By Staff", "Staff Reporter", "5 min read", "Share", "jane@example.org", "Edited by John Doe"],
)
def test_what_is_no_name_is_none(words):
    assert read_names(words) is None


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ({"@type": "Person", "name": "Jane Roe"}, ["Jane Roe"]),
        (["Jane Roe", {"name": "John Doe"}], ["Jane Roe", "John Doe"]),
        ("Jane Roe and John Doe", ["Jane Roe", "John Doe"]),
        ({"@type": "Person", "name": ["Jane Roe", "John Doe"]}, ["Jane Roe", "John Doe"]),
        ([[{"name": {"@value": "Jane Roe"}}]], ["Jane Roe"]),
        ({"@type": "Organization", "name": "Example News"}, []),
        ("example news", []),
        ("news.example.org", []),
        ("admin", []),
        ("https://www.facebook.com/jane", []),
        ("AFP", []),
        (None, []),
        (7, []),
        ({"name": {"name": {"name": None}}}, []),
    ],
)
def test_authors_of_any_shape_are_read(author, byline):
    publisher = {"@type": "Organization", "name": "Example News"}

    assert list(facts(ld(author=author, publisher=publisher)).byline) == byline


def test_the_seen_byline_goes_before_an_author_that_is_the_site():
    found = facts('<meta name="author" content="Example News">', "<p class=byline>By Jane Roe</p>")

    assert found.byline == ("Jane Roe",)


def test_a_longer_list_that_holds_the_declared_names_is_taken():
    found = facts(ld(author="Jane Roe"), "<p class=byline>By Jane Roe and John Doe</p>")

    assert found.byline == ("Jane Roe", "John Doe")


def test_an_agency_is_told_apart_from_the_people_beside_it():
    found = facts(ld(author=["Jane Roe", "Reuters"]))

    assert (found.byline, found.agencies) == (("Jane Roe",), ("Reuters",))


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Reuters Staff", "Reuters"), ("Redazione ANSA", "ANSA"), ("The AP", "AP"), ("dpa", "dpa")],
)
def test_an_agency_is_named_without_what_stands_beside_it(name, bare):
    assert agency_name(name) == bare


def test_a_persian_text_names_its_agency_first():
    assert agency_at_beginning("به گزارش ایسنا، پل تازه باز شد") == "ایسنا"


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2022-12-18T10:30:00.000Z", "2022-12-18T10:30:00+00:00"),
        ("2022-12-18T10:30:00+0300", "2022-12-18T10:30:00+03:00"),
        ("2022-12-18 10:30:00 +0330", "2022-12-18T10:30:00+03:30"),
        ("2022-12-18T10:30+03", "2022-12-18T10:30:00+03:00"),
        ("2022-12-18T10:30:00+05:30[Asia/Kolkata]", "2022-12-18T10:30:00+05:30"),
        ("2022-12-18T00:00:00", "2022-12-18"),
        ("20221218", "2022-12-18"),
        ("1671355800", "2022-12-18T09:30:00+00:00"),
        ("1671355800000", "2022-12-18T09:30:00+00:00"),
        ("Sun, 18 Dec 2022 10:30:00 GMT", "2022-12-18T10:30:00+00:00"),
        ("Sun Dec 18 2022 10:30:00 GMT+0300 (MSK)", "2022-12-18T10:30:00+03:00"),
        ("18 Aralık 2022", "2022-12-18"),
        ("18 grudnia 2022, 10:30", "2022-12-18"),
        ("2022. december 18.", "2022-12-18"),
        ("2022년 12월 18일", "2022-12-18"),
        ("18 tháng 12 năm 2022", "2022-12-18"),
        ("Published: Dec 18, 2022, 10:30 PM IST", "2022-12-18"),
    ],
)
def test_dates_of_machines_and_people_are_read(words, iso):
    assert read_moment(words, None).iso == iso


@pytest.mark.parametrize("words", ["", "today", "05/12/2022", "2022-13-45", "9999-01-01T00:00:00Z"])
def test_what_is_no_date_or_two_is_none(words):
    assert read_moment(words, "en") is None


def test_the_page_s_country_says_how_its_numbers_are_read():
    assert read_moment("05/12/2022", "en-us").iso == "2022-05-12"
    assert read_moment("05/12/2022", "en-gb").iso == "2022-12-05"


def test_the_day_that_is_seen_goes_before_one_that_utc_has_moved():
    found = facts(
        ld(datePublished="2023-12-20T01:00:00Z"), "<p class=date>December 19, 2023, 8:00 p.m.</p>"
    )

    assert found.published.iso == "2023-12-19T20:00:00-05:00"


def test_a_date_shown_that_is_the_last_change_is_not_the_first():
    found = facts(
        ld(datePublished="2022-12-18T09:00:00+01:00", dateModified="2023-02-01T09:00:00+01:00"),
        "<time datetime='2023-02-01T09:00:00+01:00'>February 1, 2023</time>",
    )

    assert found.published.day.isoformat() == "2022-12-18"
    assert found.updated.day.isoformat() == "2023-02-01"


def test_a_change_within_minutes_is_none():
    found = facts(ld(datePublished="2022-12-18T09:00:00Z", dateModified="2022-12-18T09:05:00Z"))

    assert found.updated is None


def test_the_address_gives_the_day_where_nothing_else_does():
    found = facts(url="https://news.example.org/2022/12/18/a")

    assert found.published.iso == "2022-12-18"
    assert ("date", "the address") in {(each.field, each.origin) for each in found.findings}


@pytest.mark.parametrize(
    ("legend", "caption", "credit"),
    [
        ("The bridge. Photo: Jane Roe/Example", "The bridge.", "Photo: Jane Roe/Example"),
        ("The bridge (AP Photo/Jane Roe)", "The bridge", "AP Photo/Jane Roe"),
        ("The bridge (PTI photo)", "The bridge", "PTI photo"),
        ("The bridge, 2014 | Jane Roe", "The bridge, 2014", "Jane Roe"),
        ("Le pont, la nuit. JANE ROE / AFP", "Le pont, la nuit.", "JANE ROE / AFP"),
        ("Die Brücke. Foto Erika Muster/dpa", "Die Brücke.", "Foto Erika Muster/dpa"),
        ("Das Foto zeigt die Brücke.", "Das Foto zeigt die Brücke.", None),
        ("A file photo of the bridge.", "A file photo of the bridge.", None),
        ("The mayor, Jane Roe (left)", "The mayor, Jane Roe (left)", None),
        ("Мост ночью © РИА Новости", "Мост ночью", "© РИА Новости"),
        ("پل در شب. عکس: رضا نمونه", "پل در شب.", "عکس: رضا نمونه"),
        ("大桥夜景。新华社记者 王例 摄", "大桥夜景。", "新华社记者 王例 摄"),
        ("Getty Images", None, "Getty Images"),
    ],
)
def test_caption_and_credit_are_parted(legend, caption, credit):
    assert part_legend(legend) == (caption, credit)


@pytest.mark.parametrize(
    "words",
    ["Photo: Jane Roe", "Credit...Jane Roe", "CreditCreditJane Roe", "Image source, Jane Roe"],
)
def test_a_credit_is_kept_without_its_label(words):
    assert bare_credit(words) == "Jane Roe"


def test_sizes_of_a_picture_are_one_picture():
    names = ("b.jpg", "b-1024x683.jpg", "b_large.webp")

    assert {basename(f"https://example.org/i/{name}?w=3") for name in names} == {"b"}


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"headline": "A"} -->',
        '//<![CDATA[\n{"headline": "A"}\n//]]>',
        '{"headline": "A",}',
        '{"headline": "A"};',
        '{"headline": "A"}\n{"b": 1}',
        '{"headline": "A",, "b": 1}',
        '{"headline": "A"\n"b": 1}',
        '{"headline": "A", "b": "\\d"}',
        '{"headline": "A", "b": "one\ntwo"}',
        '{"headline": "A", "b": "he said "so" twice"}',
        "{&quot;headline&quot;: &quot;A&quot;}",
        '{"headline": "A", "b": [{',
    ],
)
def test_broken_json_ld_is_mended(script):
    assert parse(script)[0]["headline"] == "A"


def test_entities_and_tags_in_declared_texts_are_undone():
    assert clean("A &amp;quot;bridge&amp;quot;<br> opens ") == 'A "bridge" opens'


def test_the_title_is_what_the_page_shows():
    found = facts('<meta property="og:title" content="Harbour bridge opens | Example News">')

    assert found.title == "Harbour bridge opens"


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("跨海大桥正式通车_例子网", "例子网"),
        ("Harbour bridge opens - News - Example Post", "Example Post"),
        ("Example Post: Harbour bridge opens", "Example Post"),
        ("Harbour bridge opens [Example Post]", "Example Post"),
        ("پل بندر باز شد | روزنامه نمونه", "روزنامه نمونه"),
    ],
)
def test_the_site_s_name_stands_beside_the_headline(title, site):
    headline = max(
        title.replace("[", "_").replace(":", "_").replace(" - ", "_").split("_"), key=len
    )
    headline = headline.split(" | ")[0].strip()
    page = f"<html><head><title>{title}</title></head><body><h1>{headline}</h1>{TEXT * 3}</body>"

    assert read_facts(read_document(page.encode(), "https://a.example/1")).site == site


def test_claims_that_agree_bear_each_other_out():
    claims = [Claim("a", "one", 0.6), Claim("b", "two", 0.7), Claim("a", "three", 0.6)]

    assert [claim.value for claim in weigh(claims, str)] == ["a", "b"]


def test_only_claims_of_different_places_bear_each_other_out():
    claims = [Claim("a", "one", 0.6), Claim("b", "two", 0.7), Claim("a", "one", 0.6)]

    assert [claim.value for claim in weigh(claims, str)] == ["b", "a"]


@pytest.mark.parametrize(
    ("head", "body", "site"),
    [
        ("<title>A bridge opens - Example Post</title>", "<h1>A bridge opens</h1>", "Example Post"),
        ("<title>Example Post - A bridge opens</title>", "<h1>A bridge opens</h1>", "Example Post"),
        (
            "<title>A bridge opens - Example Post</title>",
            "<h1 class=logo>Example Post</h1><h2>A bridge opens</h2>",
            "Example Post",
        ),
        (
            "<title>A bridge opens</title><meta name=application-name content='Example Post'>",
            "<h1>A bridge opens</h1>",
            "Example Post",
        ),
        (
            "<title>A bridge opens</title>",
            "<a class=logo href=/><img alt='Example Post logo'></a><h1>A bridge opens</h1>",
            "Example Post",
        ),
        (
            "<title>A bridge opens</title>",
            "<h1>A bridge opens</h1><footer>© 2022 Example Post Ltd. All rights reserved</footer>",
            "Example Post",
        ),
        ("<title>A bridge opens</title>", "<h1>A bridge opens</h1>", None),
    ],
)
def test_headline_and_site_are_told_apart(head, body, site):
    page = f"<html><head>{head}</head><body>{body}{TEXT * 3}</body></html>"

    found = read_facts(read_document(page.encode(), "https://www.post.example/a"))

    assert (found.title, found.site) == ("A bridge opens", site)


@pytest.mark.parametrize(
    "date",
    [
        "<p>18 December 2022</p>",
        "<abbr class=published title=2022-12-18T09:00:00-08:00>12/18/2022</abbr>",
        "<span class=timestamp data-date=2022-12-18T09:00:00+01:00></span>",
        "<time data-timestamp=1671355800000>Dec 18</time>",
        "<p class=date><span>18</span> <span>Dec</span> <span>2022</span></p>",
        "<div>Created: 18.12.2022 / Updated: 20.12.2022</div>",
        "<time datetime=2022-12-18T09:00:00+01:00>2 days ago</time>",
    ],
)
def test_the_date_is_read_in_any_mark_up(date):
    assert facts(body=date).published.day.isoformat() == "2022-12-18"
