"""Themes written for Pelican: the shape they expect, with every text escaped."""

import re
from copy import deepcopy
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pelican
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader
from lxml import html
from pelican.generators import Generator
from pelican.paginator import Paginator
from pelican.settings import DEFAULT_CONFIG

from broadsheet.errors import RenderError
from broadsheet.model import Name, Related, Term, Vocabulary
from broadsheet.pelican_theme import PelicanTheme
from broadsheet.pelican_theme.catalogue import Catalogue
from broadsheet.pelican_theme.paginator import PaginatorShape
from tests.build_model import (
    a_config,
    a_photo,
    a_source,
    a_standing,
    an_article,
    pages,
    publish,
    some_articles,
)

THEMES = Path(pelican.__file__).parent / "themes"
ATTACK = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
OURS = {
    "ARTICLE_URL": "articles/{slug}/",
    "ARTICLE_SAVE_AS": "articles/{slug}/index.html",
    "PAGE_URL": "{slug}/",
    "PAGE_SAVE_AS": "{slug}/index.html",
    "SITENAME": "The Test Digest",
}


class Themed:
    """A publication seen through a Pelican theme."""

    def __init__(self, *articles, theme="simple", templates=None, parts=None, **settings):
        values = {**deepcopy(DEFAULT_CONFIG), **OURS, "THEME": str(THEMES / theme), **settings}
        self.config = a_config(
            **{k: v for k, v in values.items() if k not in {"PATH", "OUTPUT_PATH", "CACHE_PATH"}}
        )
        self.publication = publish(*articles, config=self.config, **(parts or {}))
        environment = Generator({}, values, "", values["THEME"], "").env
        if templates:
            environment.loader = DictLoader(templates)
        self.theme = PelicanTheme(self.publication, environment)

    def render(self, url=""):
        return self.theme.render_page(pages(self.publication)[url]).decode()

    def all(self):
        return {url: self.render(url) for url in pages(self.publication)}


def shown(template, *articles, url="articles/a-story/", name="article.html", **options):
    """Render one page with a theme that has one template."""
    return Themed(*articles, templates={name: template}, **options).render(url)


# --- escaping


def hostile():
    """Make a site with an attack in every text an editor may type."""
    name = Name(ATTACK)
    term = {"name": name, "description": name}
    article = an_article(
        title=ATTACK,
        summary=ATTACK,
        byline=(ATTACK,),
        photos=(a_photo(caption=ATTACK, credit=ATTACK, alt=ATTACK),),
        related=(Related(title=ATTACK, url="https://x.example"), Related(slug="other")),
        origin=an_article().origin.__class__(name=ATTACK, url="https://x.example", slug="the-post"),
    )
    version = an_article("version", title=ATTACK, lang="fa", translation_of="a-story")
    parts = {
        "topics": Vocabulary({"diplomacy": Term(slug="diplomacy", **term)}),
        "regions": Vocabulary({"iran": Term(slug="iran", **term)}),
        "sources": (a_source(**term),),
        "standing": (a_standing(title=ATTACK, summary=ATTACK),),
    }
    return (article, version, an_article("other", title=ATTACK)), parts


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_no_text_runs_a_script_in_any_page(theme):
    articles, parts = hostile()

    themed = Themed(
        *articles,
        theme=theme,
        parts=parts,
        SITENAME=ATTACK,
        SITESUBTITLE=ATTACK,
        DEFAULT_PAGINATION=1,
    )

    for url, page in themed.all().items():
        tree = html.fromstring(page)
        assert not tree.xpath("//script[contains(., 'alert')]"), url
        assert not tree.xpath("//*[@onerror]"), url
        assert "<script>alert" not in page, url


@pytest.mark.parametrize(
    "filters",
    ["", "|e", "|escape", "|striptags", "|striptags|e", "|e|striptags", "|trim|truncate(500)"],
)
@pytest.mark.parametrize(
    "text",
    ["article.title", "article.summary", "article.description", "article.author",
     "article.category", "article.category.name", "article.tags[0]", "article.tags[1].name",
     "article.metadata.title", "category", "SITENAME", "article.author.slug"],
)  # fmt: skip
def test_every_text_comes_out_escaped_once_through_every_filter(text, filters):
    articles, parts = hostile()

    made = shown(f"{{{{ {text}{filters} }}}}", *articles, parts=parts, SITENAME=ATTACK)

    assert "<" not in made
    assert "&amp;lt;" not in made


@pytest.mark.parametrize(
    ("url", "name", "text"),
    [
        ("topics/diplomacy/iran/", "tag.html", "{{ tag }}{{ tag.name }}{{ tag.slug }}"),
        ("sources/the-post/", "author.html", "{{ author }}{{ author.slug }}"),
        ("sources/", "authors.html", "{% for a, _ in authors %}{{ a }}{{ a.slug }}{% endfor %}"),
        ("topics/", "categories.html", "{% for c, _ in categories %}{{ c }}{% endfor %}"),
        ("regions/", "tags.html", "{% for t, _ in tags %}{{ t }}{% endfor %}"),
        ("about/", "page.html", "{{ page.title }}{{ page.summary }}"),
        ("404.html", "page.html", "{{ page.title }}{{ page.content|striptags }}"),
    ],
)
def test_names_are_escaped_on_every_kind_of_page(url, name, text):
    articles, parts = hostile()

    made = shown(text, *articles, url=url, name=name, parts=parts, SITENAME=ATTACK)

    assert made
    assert "<" not in made


def test_striptags_leaves_words_with_markup_characters():
    made = shown("{{ article.title|striptags }}", an_article(title="Less < more & <b>bold</b>"))

    assert html.fromstring(f"<p>{made}</p>").text_content() == "Less < more & <b>bold</b>"


def test_striptags_strips_the_tags_of_a_text():
    assert shown("{{ article.content|striptags }}", an_article()).startswith("What happened.")


def test_the_body_is_html_with_its_picture_and_the_original():
    made = shown("{{ article.content }}", an_article(photos=(a_photo(),)))

    assert "<p>What happened.</p>" in made
    assert 'src="/photos/bridge.jpg"' in made
    assert 'href="https://post.example/a-story"' in made


# --- the shape


def test_an_article_has_what_themes_read():
    moment = datetime(2022, 12, 18, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    article = an_article(
        date=moment, has_time=True, updated=datetime(2022, 12, 20, tzinfo=UTC), topics=("drones",)
    )
    expected = {
        "url": "articles/a-story/",
        "save_as": "articles/a-story/index.html",
        "title": "A story",
        "summary": "What happened, in one sentence.",
        "date.isoformat()": "2022-12-19T05:30:00+01:00",
        "locale_date": "19 December 2022",
        "modified.isoformat()": "2022-12-20T01:00:00+01:00",
        "locale_modified": "20 December 2022",
        "author": "Ana Silva",
        "author.url": "sources/the-post/",
        "authors|join(',')": "Ana Silva",
        "category": "Drones",
        "category.url": "topics/drones/",
        "category.save_as": "topics/drones/index.html",
        "category.page_name": "topics/drones",
        "tags|join(',')": "Drones,Iran",
        "slug": "a-story",
        "lang": "en",
        "translations|length": "0",
        "status": "published",
        "metadata.slug": "a-story",
        "settings.SITENAME": "The Test Digest",
        "source_path": "content/articles/a-story.md",
        "in_default_lang": "True",
        "template": "article",
    }

    made = shown(
        "\n".join(f"{{{{ article.{name} }}}}" for name in expected),
        article,
        TIMEZONE="Europe/Paris",
    )

    assert dict(zip(expected, made.splitlines(), strict=True)) == expected


@pytest.mark.parametrize(
    "name",
    ["output_file", "articles", "dates", "all_articles", "hidden_articles", "drafts",
     "period_archives", "authors", "categories", "tags", "pages", "hidden_pages", "draft_pages",
     "SITEURL", "SITENAME", "DEFAULT_LANG", "THEME_STATIC_DIR", "localsiteurl"],
)  # fmt: skip
def test_every_page_gets_the_common_names(name):
    themed = Themed(
        an_article(),
        parts={"standing": (a_standing(),)},
        templates=dict.fromkeys(
            ["index.html", "article.html", "categories.html", "category.html", "tags.html",
             "tag.html", "authors.html", "author.html", "archives.html", "period_archives.html",
             "page.html"],
            f"{{{{ {name} is defined }}}}",
        ),
    )  # fmt: skip

    assert set(themed.all().values()) == {"True"}


def test_lists_get_one_page_of_articles_and_the_way_to_the_others():
    template = (
        "{{ articles_page.object_list|map(attribute='slug')|join(',') }}|{{ articles|length }}|"
        "{{ articles_previous_page.url }}|{{ articles_next_page.url }}|"
        "{{ articles_paginator.num_pages }}|{{ dates_page.number }}|{{ page_name }}"
    )

    made = shown(
        template,
        *some_articles(5),
        url="topics/diplomacy/page/2/",
        name="category.html",
        DEFAULT_PAGINATION=2,
    )

    assert (
        made == "story-3,story-2|5|topics/diplomacy/|topics/diplomacy/page/3/|3|2|topics/diplomacy"
    )


def test_the_archive_is_whole_also_for_a_theme_that_expects_pages():
    template = (
        "{{ dates|length }} {{ dates_page.object_list|length }} {{ dates_paginator.num_pages }}"
    )

    made = shown(
        template, *some_articles(5), url="archive/", name="archives.html", DEFAULT_PAGINATION=2
    )

    assert made == "5 5 1"


def test_a_period_has_its_numbers_and_words():
    template = "{{ period|join(' ') }} {{ period_num|join('-') }} {{ dates|length }}"

    made = [
        shown(template, an_article(), url=url, name="period_archives.html")
        for url in ("archive/2022/", "archive/2022/12/")
    ]

    assert made == ["2022 2022 1", "2022 December 2022-12 1"]


def test_neighbours_translations_and_related_pieces_are_articles():
    first, second, third = some_articles(3)
    version = an_article("nosxe", lang="fa", translation_of="story-2")
    naming = an_article("naming", related=(Related(slug="story-2"),), topics=("culture",))
    template = (
        "{{ article.prev_article.slug }} {{ article.next_article.slug }} "
        "{{ article.translations[0].slug }} {{ article.related_posts[0].slug }}"
    )

    made = shown(template, first, second, third, version, naming, url="articles/story-2/")

    assert made == "story-1 story-3 nosxe naming"


def test_feeds_are_offered_under_the_names_of_pelican():
    articles = [an_article()]

    def offered(url, **settings):
        tree = html.fromstring(Themed(*articles, **settings).render(url))
        return set(tree.xpath("//link[@rel='alternate' and contains(@type, 'xml')]/@href"))

    everything = {"/feeds/all.atom.xml", "/feeds/all.rss.xml"}
    assert offered("") == everything
    assert offered("topics/drones/") == {
        *everything, "/feeds/topics/drones.atom.xml", "/feeds/topics/drones.rss.xml",
    }  # fmt: skip
    assert offered("regions/iran/") == {
        *everything, "/feeds/regions/iran.atom.xml", "/feeds/regions/iran.rss.xml",
    }  # fmt: skip
    assert offered("topics/diplomacy/iran/") == everything
    assert offered("", BROADSHEET_WITHOUT=["rss-feeds"]) == {"/feeds/all.atom.xml"}


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
@pytest.mark.parametrize(
    "settings",
    [
        {"SITEURL": ""},
        {"SITEURL": "https://n.example/digest"},
        {"SITEURL": "https://n.example", "RELATIVE_URLS": True},
    ],
)
def test_every_link_of_a_stock_theme_leads_to_a_page_of_the_site(theme, settings):
    themed = Themed(
        *some_articles(3),
        theme=theme,
        parts={"standing": (a_standing(),)},
        DEFAULT_PAGINATION=2,
        **settings,
    )
    known = themed.publication.addresses
    root = "https://n.example/digest/" if "digest" in settings["SITEURL"] else "https://n.example/"

    for url, page in themed.all().items():
        tree = html.fromstring(page)
        tree.make_links_absolute(root + ("" if url == "404.html" else url))
        for link in tree.xpath("//body//a/@href"):
            if link.startswith("https://n.example"):
                assert link.startswith(root), (url, link)
                assert link.removeprefix(root).partition("#")[0] in known, (url, link)


def test_a_template_that_fails_is_named():
    with pytest.raises(RenderError, match=r"articles/a-story/index\.html: template article"):
        shown("{{ 1 / 0 }}", an_article())


def test_an_empty_site_has_every_page():
    made = Themed(parts={"topics": {}, "regions": {}, "sources": ()}).all()

    assert all(re.search("<h1", page) for page in made.values())


# --- the paginator


@given(length=st.integers(0, 40), size=st.integers(0, 9), orphans=st.integers(0, 12))
def test_the_paginator_behaves_like_pelicans(length, size, orphans):
    items = list(range(length))
    theirs = Paginator("x/index.html", "x/", items, {"DEFAULT_ORPHANS": orphans}, size or None)
    ours = PaginatorShape("x/", items, size, orphans)

    assert (ours.count, ours.num_pages, ours.page_range) == (
        theirs.count, theirs.num_pages, theirs.page_range,
    )  # fmt: skip
    for number in theirs.page_range:
        page, expected = ours.page(number), theirs.page(number)
        assert page.object_list == expected.object_list
        assert page.number == expected.number
        for method in (
            "has_next", "has_previous", "has_other_pages", "next_page_number",
            "previous_page_number", "start_index", "end_index",
        ):  # fmt: skip
            assert getattr(page, method)() == getattr(expected, method)(), method


def test_shapes_are_made_once_for_all_pages(monkeypatch):
    made = []
    make = Catalogue.__init__
    monkeypatch.setattr(
        Catalogue,
        "__init__",
        lambda self, site, base: (made.append(base), make(self, site, base))[1],
    )

    Themed(*some_articles(3)).all()

    assert made == [""]
