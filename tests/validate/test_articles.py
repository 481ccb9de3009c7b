"""Articles against everything around them: what is named, what is shown, what is said of it."""

from dataclasses import replace

import pytest

from broadsheet.validate.site import validate

A, P = "content/articles/", "content/pages/"


def slugs(site):
    return list(site.articles)


def test_a_valid_article_is_published(digest):
    digest.article("bridge")
    assert digest.report() == []
    article = digest.site().articles["bridge"]
    assert (article.title, article.lang, article.state) == (
        "A bridge is opened",
        "en",
        "published",
    )
    assert article.date.isoformat() == "2022-12-18T00:00:00+00:00"
    assert (article.origin.name, article.origin.slug) == ("The Courier", "courier")
    assert article.summary == "Words."


def test_a_day_is_midnight_in_the_sites_time_zone(digest):
    digest.article("bridge")
    date = digest.site(TIMEZONE="Asia/Tehran").articles["bridge"].date
    assert date.isoformat() == "2022-12-18T00:00:00+03:30"


@pytest.mark.parametrize("date", ["0001-01-03", "9999-12-29", "1883-11-18", "1582-10-10"])
@pytest.mark.parametrize("zone", ["Asia/Tehran", "America/New_York", "Pacific/Kiritimati"])
def test_any_day_can_be_published_in_any_zone(digest, date, zone):
    digest.article("bridge", date=date)
    assert slugs(digest.site(TIMEZONE=zone)) == ["bridge"]


@pytest.mark.parametrize(
    ("source", "name", "slug"),
    [
        ("{url: https://courier.example/a}", "The Courier", "courier"),
        ("{url: https://www.courier.example/a}", "The Courier", "courier"),
        ("{url: https://news.courier.example/a}", "The Courier", "courier"),
        ("{name: THE COURIER, url: https://a.example/}", "THE COURIER", "courier"),
        ("{name: courier, url: https://a.example/}", "courier", "courier"),
        ("{name: Nobody, url: https://courier.example/}", "Nobody", None),
    ],
)
def test_a_source_is_known_by_its_name_else_by_its_domain(digest, source, name, slug):
    digest.article("bridge", source=source)
    origin = digest.site().articles["bridge"].origin
    assert (origin.name, origin.slug) == (name, slug)


@pytest.mark.parametrize(
    "url",
    ["https://notcourier.example/", "https://courier.example.evil.example/", "https://example/"],
)
def test_another_domain_is_another_source(digest, url):
    digest.article("bridge", source=f"{{url: {url}}}")
    assert digest.report() == [(f"{A}bridge.md", 1, "source.name", "missing-field")]


def test_an_unknown_source_name_is_told_once_with_its_count(digest):
    for slug in ("b", "a", "c"):
        digest.article(slug, source="{name: The Gazette, url: https://gazette.example/}")
    digest.article("d", source="{name: The Courrier, url: https://gazette.example/}")
    assert digest.report() == [
        (f"{A}a.md", 4, "source.name", "unknown-source"),
        (f"{A}d.md", 4, "source.name", "unknown-source"),
    ]
    assert digest.messages("unknown-source") == [
        (
            "'The Gazette' is not in sources.yaml (3 articles)",
            "add it to sources.yaml to give it a page",
        ),
        ("'The Courrier' is not in sources.yaml (1 article)", "did you mean 'The Courier'?"),
    ]


NOT_SHOWN = [{"status": "draft"}, {"date": "2040-01-01"}]


@pytest.mark.parametrize("changes", NOT_SHOWN)
def test_an_article_that_is_not_shown_may_be_named_anywhere(digest, changes):
    digest.article("hidden", **changes)
    digest.page("hidden-page", status="draft")
    digest.article(
        "bridge",
        "[a](hidden.md) [b](/articles/hidden/) [c](../pages/hidden-page.md) [d](/hidden-page/)\n",
        related="[hidden]",
        translation_of="hidden",
        lang="fa",
    )
    digest.write("data/front.yaml", "lead: hidden\nseconds: [hidden]\n")
    settings = {"WITH_FUTURE_DATES": False}
    errors = [row for row in digest.report(**settings) if row[3] != "future-date"]
    assert errors == []
    site = digest.site(**settings)
    assert slugs(site) == ["bridge"]
    assert site.related.get("bridge", ()) == ()


def test_with_drafts_shown_they_are_on_the_site(digest):
    digest.article("bridge", status="draft", title=None, date=None)
    article = digest.site(BROADSHEET_SHOW_DRAFTS=True).articles["bridge"]
    assert (article.title, article.date.year) == ("bridge", 2023)


def test_a_link_to_a_broken_article_is_no_second_problem(digest):
    digest.article("broken", title=None)
    digest.article("bridge", "[a](broken.md)\n", related="[broken]", translation_of="broken")
    assert digest.report() == [(f"{A}broken.md", 1, "title", "missing-field")]


@pytest.mark.parametrize("name", ["topics", "regions", "sources"])
def test_a_vocabulary_that_cannot_be_read_is_one_problem(digest, name):
    digest.write(f"data/{name}.yaml", "- slug: [\n")
    digest.article("bridge", source="{url: https://courier.example/}")
    assert [row[0] for row in digest.report()] == [f"content/data/{name}.yaml"]


def test_a_vocabulary_that_is_missing_makes_its_terms_unknown(digest):
    (digest.content / "data/topics.yaml").unlink()
    digest.article("bridge")
    assert digest.report() == [(f"{A}bridge.md", 5, "topics", "unknown-topic")]


def test_in_a_draft_an_unknown_topic_stays_an_error(digest):
    digest.article("bridge", status="draft", topics="[transpot]")
    assert digest.report() == [(f"{A}bridge.md", 5, "topics", "unknown-topic")]


@pytest.mark.parametrize(
    ("slug", "reserved"),
    [
        *[
            (word, True)
            for word in ("articles", "topics", "theme", "page", "feeds", "text", "search")
        ],
        *[(code, True) for code in ("en", "fa", "de", "ckb", "zh-hans", "pt-br")],
        *[
            (word, False)
            for word in ("about", "faq", "map", "how", "contact", "new-york", "see-also")
        ],
    ],
)
def test_some_slugs_are_reserved_for_the_site_and_for_languages(digest, slug, reserved):
    digest.page(slug)
    assert digest.report() == ([(f"{P}{slug}.md", 1, "slug", "reserved-slug")] if reserved else [])


@pytest.mark.parametrize("slug", ["articles", "page", "fa", "search"])
def test_an_article_may_have_such_a_slug(digest, slug):
    digest.article(slug)
    assert digest.report() == []


def test_an_article_and_a_page_may_have_the_same_slug(digest):
    digest.article("bridge")
    digest.page("bridge")
    assert digest.report() == []


def test_a_slug_twice_is_reported_at_the_later_file(digest):
    digest.article("2021/bridge")
    digest.article("2022/bridge")
    digest.article("other", slug="bridge")
    assert digest.report() == [
        (f"{A}2022/bridge.md", 1, "slug", "duplicate-slug"),
        (f"{A}other.md", 7, "slug", "duplicate-slug"),
    ]
    assert digest.messages("duplicate-slug")[0][0] == (
        "'bridge' is the slug of content/articles/2021/bridge.md too"
    )


@pytest.mark.parametrize(
    ("date", "updated", "codes"),
    [
        ("2022-12-18", "2022-12-18", []),
        ("2022-12-18", "2022-12-19", []),
        ("2022-12-18T14:00Z", "2022-12-18", []),
        ("2022-12-18T14:00Z", "2022-12-18T13:00Z", ["updated-before-date"]),
        ("2022-12-18", "2022-12-17", ["updated-before-date"]),
        ("2022-12-18T23:00-05:00", "2022-12-19T03:00Z", ["updated-before-date"]),
        ("2022-12-18T23:00-05:00", "2022-12-19T05:00Z", []),
    ],
)
def test_updated_is_not_before_the_date(digest, date, updated, codes):
    digest.article("bridge", date=date, updated=updated)
    assert [row[3] for row in digest.report()] == codes


@pytest.mark.parametrize(
    ("date", "shown", "codes"),
    [
        ("2022-12-31T23:59Z", True, []),
        ("2023-01-01", True, []),
        ("2023-01-01T00:01Z", False, ["future-date"]),
        ("2023-01-01T01:00+01:00", True, []),
    ],
)
def test_what_is_later_than_the_clock_is_held_back_if_the_site_asks_for_it(
    digest, date, shown, codes
):
    digest.article("bridge", date=date)
    assert [row[3] for row in digest.report(WITH_FUTURE_DATES=False)] == codes
    assert slugs(digest.site(WITH_FUTURE_DATES=False)) == (["bridge"] if shown else [])
    assert slugs(digest.site()) == ["bridge"]


@pytest.mark.parametrize(
    ("changes", "settings", "state"),
    [
        ({}, {}, "published"),
        ({"status": "draft"}, {}, "draft"),
        ({"date": "2040-01-01"}, {}, "published"),
        ({"date": "2040-01-01"}, {"WITH_FUTURE_DATES": False}, "scheduled"),
        ({"date": "2040-01-01", "status": "draft"}, {"WITH_FUTURE_DATES": False}, "draft"),
        ({"title": None}, {}, "problem"),
        ({"title": None, "status": "draft"}, {}, "draft"),
    ],
)
def test_every_file_ends_in_one_state(digest, changes, settings, state):
    digest.article("bridge", **changes)
    account = digest.prepare(**settings).account
    assert [s for s, files in account.items() if f"{A}bridge.md" in files] == [state]


@pytest.mark.parametrize(
    "link",
    ["other.md", "{filename}/articles/other.md", "/articles/other/", "../pages/about.md", "/about/",
     "/", "/topics/", "/topics/transport/", "/topics/transport/harbour/", "/regions/harbour/#a",
     "/sources/courier/", "/archive/2022/12/", "/feeds/all.atom.xml", "/sitemap.xml",
     "../photos/bridge.png", "{static}/photos/bridge.png", "{attach}map.pdf", "map.pdf"],
)  # fmt: skip
def test_a_link_to_anything_of_the_site_is_accepted(digest, link):
    digest.article("other")
    digest.page("about")
    digest.write("articles/map.pdf", "a map")
    digest.article("bridge", f"[a]({link})\n")
    assert digest.report() == []


@pytest.mark.parametrize(
    "link",
    ["nothing.md", "other", "/other/", "/articles/other", "/topics/weather/harbour/",
     "/archive/1999/", "/photos/nothing.png", "../photos/", "../data/topics.yaml",
     "../../secret.md", "{tag}x"],
)  # fmt: skip
def test_a_link_to_nothing_is_an_error(digest, link):
    digest.article("other")
    digest.article("bridge", f"Words\n\n[a]({link})\n")
    assert digest.report() == [(f"{A}bridge.md", 10, "body", "unknown-link")]


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ("othr.md", "did you mean 'other'?"),
        ("other.md", "there is {filename}/articles/2022/other.md"),
        ("bridge.png", "there is {filename}/photos/bridge.png"),
        ("/topics/transprt/", "did you mean 'topics/transport/'?"),
    ],
)
def test_the_hint_to_a_broken_link_names_what_is_near(digest, link, hint):
    digest.article("2022/other")
    digest.article("bridge", f"[a]({link})\n")
    assert [found for _, found in digest.messages("unknown-link")] == [hint]


def test_an_address_with_a_date_is_that_of_the_sites_time_zone(digest):
    digest.article("other", date="2022-12-31T22:00Z")
    digest.article("bridge", "[a](/2023/other/)\n", date="2022-12-18")
    assert digest.report(ARTICLE_URL="{date:%Y}/{slug}/", TIMEZONE="Asia/Tehran") == []


BELOW = "write the path from content/photos, such as 2022/picture.jpg"


@pytest.mark.parametrize(
    ("file", "code", "hint"),
    [
        ("nothing.png", "photo-missing", None),
        ("brigde.png", "photo-missing", "did you mean 'bridge.png'?"),
        ("Bridge.PNG", "photo-missing", "did you mean 'bridge.png'?"),
        ("photos/bridge.png", "photo-missing", "the path begins below content/photos: bridge.png"),
        (
            "a/../bridge.png",
            "photo-outside",
            BELOW,
        ),
        (
            "..\\bridge.png",
            "photo-outside",
            BELOW,
        ),
        ("link.png", "photo-outside", None),
    ],
)
def test_a_photo_is_looked_for_below_the_photos_only(digest, file, code, hint):
    (digest.content / "photos/link.png").symlink_to(digest.write("data/front.yaml", ""))
    digest.article(
        "bridge", photo=f"{{file: '{file}', caption: A, credit: A, alt: A, rights: own}}"
    )
    assert (f"{A}bridge.md", 7, "photo.file", code) in digest.report()
    assert [found for _, found in digest.messages(code)] == [hint]


def test_a_standing_page_is_translated_by_a_standing_page(digest):
    digest.page("about")
    digest.page("about-fa", lang="fa", translation_of="about")
    assert digest.report() == []


def test_the_order_in_which_files_are_read_changes_nothing(digest):
    for number in range(6):
        digest.article(
            f"a{number}",
            slug="same" if number % 2 else None,
            source="{name: The Gazette, url: https://gazette.example/}",
            related="[a0]",
        )
    content, config = digest.read(), digest.config()
    turned = replace(content, articles=content.articles[::-1], standing=content.standing[::-1])
    assert validate(turned, config) == validate(content, config)
