"""The theme: what its stylesheet and templates promise, and what the pages of a digest hold."""

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from broadsheet.pages.card import Card, PhotoView, SourceView
from broadsheet.pages.errata import CorrectionView
from broadsheet.pages.page import Page
from broadsheet.render import Extras, make_environment, render_page
from tests.builders import PHOTO, Digest, make_config

THEME = Path(__file__).resolve().parent.parent / "theme"
TEMPLATES = {p.relative_to(THEME / "templates").as_posix(): p for p in THEME.rglob("*.html")}
STYLES = {p.name: p.read_text() for p in sorted((THEME / "static").rglob("*.css"))}
JINJA = {"trim_blocks": True, "lstrip_blocks": True}

ORDER = "@layer tokens, reset, base, prose, compositions, components, print;"
VOID = "area base br col embed hr img input link meta source track wbr".split()


# --- the stylesheet


def without_comments(css):
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def declarations(css):
    """Give (the preludes around it, property, value) of every declaration."""
    found, around, start = [], [], 0
    for match in re.finditer(r"""[{};]|"[^"]*\"""", css):
        text = css[start : match.start()].strip()
        if match[0] == "{":
            around.append(text)
        elif match[0] in ";}":
            if text and around and ":" in text:
                name, _, value = text.partition(":")
                found.append((tuple(around), name.strip(), value.strip()))
            if match[0] == "}":
                around.pop()
        else:
            continue
        start = match.end()
    return found


STYLE = without_comments("\n".join(STYLES.values()))
DECLARATIONS = declarations(STYLE)


def test_the_stylesheet_is_parsed_as_it_is_written():
    parsed = declarations('@layer a { .b { c: d; e: "{;}" } @media x { .f { --g: h } } }')
    assert parsed == [
        (("@layer a", ".b"), "c", "d"),
        (("@layer a", ".b"), "e", '"{;}"'),
        (("@layer a", "@media x", ".f"), "--g", "h"),
    ]
    assert len(DECLARATIONS) > 300


def test_the_order_of_layers_stands_in_the_first_line():
    assert STYLES["main.css"].splitlines()[0] == ORDER


def test_every_rule_is_in_a_declared_layer():
    layers = [f"@layer {name}" for name in re.findall(r"\w+", ORDER.removeprefix("@layer"))]
    assert {around[0] for around, _, _ in DECLARATIONS} == set(layers)


def test_no_property_names_a_physical_side():
    physical = re.compile(
        r"(.*-)?(left|right|top|bottom)(-.*)?|(min-|max-)?(width|height)|overflow-[xy]"
    )
    assert [name for _, name, _ in DECLARATIONS if physical.fullmatch(name)] == []


def test_nothing_is_aligned_or_floated_to_a_physical_side():
    sides = [
        (name, value)
        for _, name, value in DECLARATIONS
        if name in {"text-align", "float", "clear"} and re.search(r"\b(left|right)\b", value)
    ]
    assert sides == []


def test_colours_are_named_in_the_tokens_only():
    def is_colour(name, value):
        literal = re.search(r"#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch|oklab|lab|lch|light-dark)\(", value)
        token = re.fullmatch(r"(\S+ )*(var\(--[\w-]+\)|currentcolor|inherit|transparent)", value)
        return literal or (name.endswith("color") and not token)

    outside = [
        (name, value)
        for around, name, value in DECLARATIONS
        if around[0] != "@layer tokens" and is_colour(name, value)
    ]
    assert outside == []


def test_nothing_is_important():
    assert "!important" not in STYLE


def test_every_custom_property_is_declared_and_used():
    declared = {name for _, name, _ in DECLARATIONS if name.startswith("--")}
    used = set(re.findall(r"var\((--[\w-]+)", STYLE))
    assert used == declared


def test_nothing_moves():
    moving = re.compile(r"(animation|transition)(-.*)?|scroll-behavior")
    assert [name for _, name, _ in DECLARATIONS if moving.fullmatch(name)] == []


def test_the_stylesheet_asks_for_nothing_else():
    assert "@import" not in STYLE
    assert "url(" not in STYLE


def test_the_stylesheet_stays_small():
    assert sum(len(css.encode()) for css in STYLES.values()) < 30 * 1024


MADE_BY_MARKDOWN = {"align-center", "align-right", "footnote", "footnote-backref", "footnote-ref"}


def test_every_class_with_a_style_is_in_a_template():
    styled = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^{}]*\}", " ", STYLE)))
    written = "\n".join(path.read_text() for path in TEMPLATES.values())
    matrix = {name for name in styled if re.fullmatch(r"matrix__row--\d", name)}
    missing = {
        name
        for name in styled - matrix - MADE_BY_MARKDOWN
        if not re.search(rf"(?<![\w-]){name}(?![\w-])", written)
    }
    assert missing == set()


def test_every_component_of_the_stylesheet_has_a_head_comment():
    _, _, css = STYLES["main.css"].partition("@layer components {")
    headed = set(re.findall(r"[\w-]+", " ".join(re.findall(r"/\* ([\w, -]+):", css))))
    components = (
        block.split("__")[0].split("--")[0]
        for around, _, _ in DECLARATIONS
        if around[0] == "@layer components"
        for block in re.findall(r"^\.([a-z][\w-]*)", around[-1])
    )
    assert set(components) - headed == set()


# --- the templates


def test_macros_take_what_they_need_as_arguments():
    assert [n for n, p in TEMPLATES.items() if "with context" in p.read_text()] == []


def test_only_bodies_and_structured_data_are_trusted():
    trusted = {
        found.strip()
        for path in TEMPLATES.values()
        for found in re.findall(r"\{\{([^}]*\|\s*safe[^}]*)\}\}", path.read_text())
    }
    assert trusted == {"page.body|safe", "page.head.json_ld|safe"}
    assert not [n for n, p in TEMPLATES.items() if re.search(r"autoescape|Markup", p.read_text())]


def test_ids_have_a_prefix_that_no_heading_of_a_text_has():
    ids = [
        (name, found)
        for name, path in TEMPLATES.items()
        for found in re.findall(r'\sid="([^"]*)"', path.read_text())
    ]
    assert ids
    assert [(name, found) for name, found in ids if not found.startswith("bs-")] == []


def test_templates_hold_no_style_and_no_script():
    written = "\n".join(path.read_text() for path in TEMPLATES.values())
    assert not re.search(r"\sstyle=|<style|\son\w+=", written)
    assert re.findall(r"<script[^>]*>", written) == ['<script type="application/ld+json">']


def test_templates_link_to_nobody():
    linked = [n for n, p in TEMPLATES.items() if re.search(r'="(https?:)?//', p.read_text())]
    assert linked == []


def test_every_component_says_what_it_is():
    components = [p for n, p in TEMPLATES.items() if n.startswith("components/")]
    assert [p.name for p in components if not p.read_text().startswith("{#\n  ")] == []


# --- a small digest with everything in it


@pytest.fixture(scope="module")
def digest(tmp_path_factory):
    site = Digest(tmp_path_factory.mktemp("digest"))
    site.write(
        "data/topics.yaml",
        "- slug: transport\n  name: {en: Transport, fa: ترابری}\n  description: What moves.\n"
        "  topics: [{slug: bridges, name: Bridges}]\n- {slug: weather, name: Weather}\n",
    )
    site.article(
        "bridge",
        "First [a link](https://a.example/) and [another](storm.md).[^1]\n\n## A part\n\nMore.\n\n"
        "[^1]: A note.",
        photo=f"[{PHOTO}, {{caption: The old bridge., credit: B. Lens}}]",
        byline="[A. Writer, B. Writer]",
        updated="2022-12-20",
        corrections="[{date: 2022-12-21, kind: correction, text: It is <new>., was: It is old., "
        "serious: true}, {date: 2022-12-22T09:00:00Z, kind: note, text: A note.}]",
        summary="It opens <early>.",
        topics="[bridges, weather]",
        related="[storm, {title: Elsewhere, url: https://b.example/x}, {title: Not found}]",
    )
    site.article(
        "storm", "", aliases="[tempest]", date="2022-11-02", summary="A storm.", title="A storm"
    )
    site.article(
        "pol",
        lang="fa",
        title="پل باز شد",
        translation_of="bridge",
        summary="پل.",
        related="[storm]",
    )
    site.article("plan", title="A plan", status="draft", photo=PHOTO)
    site.article("gone", title="Gone", status="withdrawn", withdrawn="{reason: It was not so.}")
    site.article("past", title="Past", expires="2022-12-19", summary="In short.")
    site.page("about", summary="Who we are.")
    site.page("about-fa", lang="fa", title="دربارهٔ ما", translation_of="about")
    return site


class Document(HTMLParser):
    """What a page holds: its elements in order, each with its attributes and its text."""

    def __init__(self, html):
        super().__init__()
        self.elements, self._open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", "within": [e["tag"] for e in self._open], **dict(attrs)}
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        assert self._open.pop()["tag"] == tag

    def handle_data(self, data):
        for element in self._open:
            element["text"] += data

    def all(self, tag, **attributes):
        return [
            e
            for e in self.elements
            if e["tag"] == tag and all(e.get(k.strip("_")) == v for k, v in attributes.items())
        ]

    def having(self, name):
        return [e for e in self.elements if name in (e.get("class") or "").split()]


@cache
def compiled(theme):
    """Give one environment for all digests: templates are compiled once."""
    return make_environment(make_config(THEME=str(theme), JINJA_ENVIRONMENT=JINJA), Extras())


def rendered(site, **settings):
    """Give every page by its path, as HTML."""
    config = site.config(THEME=str(THEME), JINJA_ENVIRONMENT=JINJA, **settings)
    publication = site.prepare(THEME=str(THEME), JINJA_ENVIRONMENT=JINJA, **settings).publication
    environment = compiled(config.theme)
    pages = [item for item in publication.items if isinstance(item, Page)]
    return {
        page.path: render_page(page, publication.facts, config, environment).decode()
        for page in pages
    }


@pytest.fixture(scope="module")
def pages(digest):
    settings = {"DEFAULT_PAGINATION": 2, "BROADSHEET_SHOW_DRAFTS": True, "SITESUBTITLE": "All"}
    return {path: Document(html) for path, html in rendered(digest, **settings).items()}


@pytest.fixture(scope="module")
def article(pages):
    return pages["articles/bridge/index.html"]


@pytest.fixture(scope="module")
def persian(pages):
    return pages["articles/pol/index.html"]


def test_page_makers_and_page_templates_are_the_same_set(digest):
    items = digest.prepare(THEME=str(THEME), DEFAULT_PAGINATION=2).publication.items
    used = {item.template for item in items if isinstance(item, Page)}
    assert used == {name for name in TEMPLATES if "/" not in name} - {"base.html"}


def test_every_page_has_its_landmarks_and_one_first_heading(pages):
    assert len(pages) > 20
    for path, page in pages.items():
        assert len(page.all("main", id="bs-main")) == 1, path
        assert len(page.all("h1")) == 1, path
        assert page.all("nav"), path
        landmarks = [
            e for e in page.all("header") + page.all("footer") if e["within"] == ["html", "body"]
        ]
        assert [e["tag"] for e in landmarks] == ["header", "footer"], path
        assert page.all("a", class_="skip-link", href="#bs-main"), path


def test_no_page_skips_a_level_of_headings(pages):
    for path, page in pages.items():
        levels = [int(e["tag"][1]) for e in page.elements if re.fullmatch(r"h[1-6]", e["tag"])]
        jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert jumps == [], path


def test_no_id_stands_twice_and_every_label_exists(pages):
    for path, page in pages.items():
        ids = [e["id"] for e in page.elements if "id" in e]
        assert len(ids) == len(set(ids)), path
        labels = {e["aria-labelledby"] for e in page.elements if "aria-labelledby" in e}
        assert labels <= set(ids), path


def test_every_time_has_its_form_for_machines(pages):
    for path, page in pages.items():
        assert all(re.match(r"\d{4}-\d\d-\d\dT", e["datetime"]) for e in page.all("time")), path


def test_every_picture_has_a_size_and_words_and_the_first_comes_first(pages):
    shown = 0
    for path, page in pages.items():
        pictures = page.all("img")
        shown += len(pictures)
        assert all(e["width"] and e["height"] and e["alt"] for e in pictures), path
        assert all(e.get("fetchpriority") == "high" for e in pictures[:1]), path
        assert all(e.get("loading") == "lazy" for e in pictures[1:]), path
    assert shown


def test_head_names_address_feeds_and_languages(article):
    rels = {(e["rel"], e.get("hreflang") or e.get("type")): e["href"] for e in article.all("link")}
    home = "http://localhost:8000/articles"
    assert rels["canonical", None] == f"{home}/bridge/"
    assert rels["alternate", "x-default"] == rels["alternate", "en"] == f"{home}/bridge/"
    assert rels["alternate", "fa"] == f"{home}/pol/"
    assert rels["alternate", "application/atom+xml"] == "/feeds/all.atom.xml"


def test_translations_agree_on_the_default_language(article, persian):
    defaults = [page.all("link", hreflang="x-default")[0]["href"] for page in (article, persian)]
    assert defaults == ["http://localhost:8000/articles/bridge/"] * 2


def test_titles_for_other_sites_do_not_repeat_the_name_of_this_one(article):
    assert article.all("meta", property="og:title")[0]["content"] == "A bridge is opened"
    assert article.all("title")[0]["text"] == "A bridge is opened – The Digest"


def test_drafts_are_marked_and_kept_from_search_engines(pages):
    draft = pages["articles/plan/index.html"]
    assert draft.having("draft--page")[0]["text"] == "Draft: not published"
    assert "noindex" in draft.all("meta", name="robots")[0]["content"]
    assert [e["text"] for e in pages["index.html"].having("draft")]


def test_what_is_published_is_offered_with_large_pictures(article):
    assert article.all("meta", name="robots")[0]["content"] == "max-image-preview:large"


def test_the_original_is_the_strongest_link(article):
    block = article.having("original")[0]
    link = article.having("original__link")[0]
    assert {"u-bookmark-of", "h-cite"} <= set(block["class"].split())
    assert (link["text"], link["href"]) == (
        "Read the original at The Courier",
        "https://courier.example/bridge",
    )


def test_the_record_says_where_a_story_comes_from(article):
    terms = [e["text"] for e in article.all("dt")]
    assert terms == [
        "Source", "Byline", "Published", "Updated", "Filed under", "Picture",
        "Picture in the original",
    ]  # fmt: skip
    assert "A. LensOur own picture" in [e["text"] for e in article.all("dd")]


def test_credit_stands_on_its_own_line_word_for_word(article):
    assert [e["text"] for e in article.having("photo__credit")] == ["A. Lens", "B. Lens"]
    assert [e["text"] for e in article.having("photo__caption")] == [
        "The bridge.",
        "The old bridge.",
    ]


def test_a_picture_that_may_not_be_shown_is_told_in_words(article):
    assert "Pictured in the original" in article.having("photo--absent")[0]["text"]
    assert len(article.all("img")) == 1


def test_related_pieces_are_ours_elsewhere_or_a_title_alone(article):
    titles = article.having("related__title")
    assert [(e["tag"], e["text"], e.get("href")) for e in titles] == [
        ("a", "A storm", "/articles/storm/"),
        ("a", "Elsewhere", "https://b.example/x"),
        ("span", "Not found", None),
    ]
    assert "b.example" in [e["text"] for e in article.having("related__note")]


def test_links_of_the_text_are_notes_in_print(article):
    notes = [e["text"] for e in article.all("li") if "ol" in e["within"] and "http" in e["text"]]
    assert notes == ["https://a.example/", "http://localhost:8000/articles/storm/"]


def test_an_article_without_a_text_shows_its_summary_as_text(pages):
    storm = pages["articles/storm/index.html"]
    assert storm.having("e-content")[0]["text"].strip() == "A storm."
    assert storm.having("article__standfirst") == []


def test_microformats_name_the_parts_of_an_article(article):
    for name in ("h-entry", "p-name", "p-summary", "p-author", "dt-published", "dt-updated",
                 "u-photo", "e-content", "p-category"):  # fmt: skip
        assert article.having(name), name


def test_an_article_of_the_other_direction_turns_its_page(persian):
    html = persian.all("html")[0]
    assert (html["lang"], html["dir"]) == ("fa", "rtl")
    for name in ("masthead", "footer", "provenance", "original"):
        element = persian.having(name)[0]
        assert (element["lang"], element["dir"]) == ("en", "ltr"), name


def test_topics_are_named_in_the_language_of_the_article(persian):
    assert persian.having("kicker__topics")[0]["text"].strip() == "ترابری"


def test_a_headline_of_another_language_says_so(pages):
    names = [name for page in pages.values() for name in page.having("story__words")]
    assert ("fa", "rtl") in [(e.get("lang"), e.get("dir")) for e in names]
    links = [link for page in pages.values() for link in page.having("headline__link")]
    assert ("fa", "rtl") in [(e.get("lang"), e.get("dir")) for e in links]


def test_the_matrix_is_a_table_with_headers_in_a_region_of_its_own(pages):
    page = pages["topics/index.html"]
    region = page.having("matrix")[0]
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert {e["scope"] for e in page.all("th")} == {"row", "col"}
    cells = [e for e in page.all("a") if "td" in e["within"]]
    assert ("1 story, Weather: Harbour", "1") in [(e["aria-label"], e["text"]) for e in cells]


def test_lists_say_how_many_stories_since_when(pages):
    count = pages["topics/transport/index.html"].having("heading__count")[0]["text"]
    assert count == "5 stories since 2 November 2022"


def test_a_long_list_leads_to_its_other_pages(pages):
    front, second = pages["index.html"], pages["page/2/index.html"]
    assert front.all("a", rel="next")[0]["href"] == "/page/2/"
    assert second.all("a", rel="prev")[0]["href"] == "/"


UNMARKED = {"/sources/", "/archive/", "/credits/", "/corrections/"}
"""Links of the footer that stay links on their own pages."""


def test_the_footer_marks_the_page_itself_and_no_other(pages):
    marked = set()
    for path, page in pages.items():
        here = f"/{path.removesuffix('index.html')}"
        links = [e for e in page.all("a") if "footer" in e["within"] and "ul" in e["within"]]
        current = [e["href"] for e in links if "aria-current" in e]
        linked = {e["href"] for e in links} - UNMARKED
        assert current == ([here] if here in linked else []), path
        marked.update(current)
    assert marked == {"/topics/transport/", "/topics/weather/", "/regions/harbour/", "/about/"}


def test_texts_are_escaped(digest):
    html = rendered(digest)["articles/bridge/index.html"]
    assert "It opens &lt;early&gt;." in html
    assert "<early>" not in html


@pytest.mark.parametrize(
    ("settings", "prefix"),
    [
        ({}, "/"),
        ({"SITEURL": "https://x.example/digest"}, "/digest/"),
        ({"RELATIVE_URLS": True}, "../../"),
    ],
)
def test_every_link_of_the_site_begins_with_its_base(digest, settings, prefix):
    page = Document(rendered(digest, **settings)["articles/bridge/index.html"])
    addresses = [e.get("href") or e.get("src") for e in page.elements if "href" in e or "src" in e]
    local = [a for a in addresses if not a.startswith(("http", "#"))]
    assert len(local) > 20
    assert [a for a in local if not a.startswith(prefix)] == []


@pytest.mark.parametrize(
    "without",
    ["crossings", "sources", "archive", "rss-feeds", "json-feeds", "opml"],
)
def test_pages_do_not_link_to_what_is_left_out(digest, without):
    whole = rendered(digest, BROADSHEET_WITHOUT=[without])
    linked = {e["href"] for html in whole.values() for e in Document(html).all("a") if "href" in e}
    stem = {"rss-feeds": ".rss.xml", "json-feeds": ".json", "opml": ".opml"}.get(without, without)
    gone = [a for a in linked if stem in a and a.startswith("/")]
    assert gone == []
    assert all(path.startswith("/") and _exists(path, whole) for path in linked if path[:1] == "/")


def _exists(address, whole):
    path = address.partition("#")[0].removeprefix("/")
    return path.startswith("feeds/") or f"{path}index.html" in whole


def test_a_digest_without_stories_has_its_pages(tmp_path):
    whole = rendered(Digest(tmp_path))
    assert "No stories yet." in whole["topics/weather/index.html"]
    assert Document(whole["index.html"]).all("h1")[0]["text"] == "The Digest"


# --- components, each with the least it needs

PICTURE = PhotoView(url="photos/a.jpg", width=4, height=3, caption="Caption.", credit="Credit",
                    alt="Alt.", rights="Our own picture")  # fmt: skip
CARD = Card(
    slug="a", url="articles/a/", title="Title", summary="Summary.", lang="en", dir="ltr",
    date="2022-12-18T00:00:00+00:00", day="18 December 2022", short_day="18 Dec", updated=None,
    updated_day=None, byline=(), source=None, topics=(), regions=(), photo=None, mark=None,
    corrected=None,
)  # fmt: skip
FULL = replace(
    CARD, byline=("Name",), photo=PICTURE, mark="Draft", corrected="Corrected",
    updated="2022-12-19T00:00:00+00:00",
    updated_day="19 December 2022",
    source=SourceView(name="Paper", url="https://p.example/", host="p.example", page=None),
)  # fmt: skip
SITE = {"lang": "en", "dir": "ltr"}
PLACE = {"number": 2, "total": 3, "previous": "", "next": "page/3/"}
LINK = {"text": "Iran", "url": "regions/iran/", "count": 2, "lang": "en"}
LEAF = {"link": LINK, "children": ()}
PAGE = {"card": FULL, "lang": "fa", "dir": "rtl", "day": "18 December 2022, 10:00 UTC",
        "updated_day": "19 December 2022", "topics": (), "regions": (), "photos": (PICTURE,),
        "topic": LINK, "earlier": CARD, "later": None}  # fmt: skip

ERRATUM = CorrectionView(name="2022-12-20", word="Correction", date="2022-12-20T00:00:00+00:00",
                         day="20 December 2022", text="So.", was="", serious=False)  # fmt: skip
EXAMPLES = {
    "corrections": ("corrections((erratum,), false, site, 'fa')", 'id="bs-2022-12-20"'),
    "draft": ("draft_mark('Draft', site)", "Draft"),
    "feeds": ("feeds([{'url': 'feeds/a', 'name': 'Atom', 'mime': 'text/xml'}], '')", "Atom"),
    "heading": ("heading('Iran', '', (link,), 'Words.', 1, '2 May')", "1 story since 2 May"),
    "kicker": ("kicker((link,), (), '', 'en', 'ltr', 'fa')", 'lang="en" dir="ltr"'),
    "language": ("language('fa', 'rtl', 'en')", ' lang="fa" dir="rtl"'),
    "links": ("counted((link,), '/digest', 'regions/iran/')", 'aria-current="page"'),
    "listing": ("listing({'months': (), 'pagination': place}, '', site, 'en')", "No stories yet."),
    "matrix": (
        "matrix({'columns': (link,), 'rows': ({'link': link, 'depth': 1, 'cells': (link,)},)}, '')",
        'aria-label="2 stories, Iran"',
    ),
    "neighbours": ("neighbours(page, '', site)", "Earlier, "),
    "pagination": ("pagination(place, '')", "Page 2 of 3"),
    "photo": ("figure(picture, '', false)", 'loading="lazy"'),
    "provenance": ("line(full, site, 'en')", "Updated"),
    "related": ("related(({'card': 0, 'url': 0, 'title': 'T'},), '', site, 'en')", "No address"),
    "story": ("row(card, '', site, 'fa')", "18 Dec"),
    "translations": ("translations((link,), '', site, 'fa')", 'hreflang="en"'),
    "tree": (
        "tree(({'link': link, 'description': '', 'children': (leaf,)},), '')",
        "tree__branch",
    ),
}  # fmt: skip


def test_every_component_has_an_example():
    components = {n.removeprefix("components/") for n in TEMPLATES if n.startswith("components/")}
    assert {f"{name}.html" for name in EXAMPLES} == components


@pytest.mark.parametrize("name", EXAMPLES)
def test_component_needs_nothing_but_its_arguments(name):
    call, expected = EXAMPLES[name]
    macro = call.partition("(")[0]
    source = f'{{% from "components/{name}.html" import {macro} %}}{{{{ {call} }}}}'
    html = (
        compiled(THEME)
        .from_string(source)
        .render(
            card=CARD,
            erratum=ERRATUM,
            full=FULL,
            link=LINK,
            leaf=LEAF,
            page=PAGE,
            picture=PICTURE,
            place=PLACE,
            site=SITE,
        )
    )
    assert expected in html


def test_the_record_of_an_article_needs_no_more_than_the_page():
    template = compiled(THEME).get_template("components/provenance.html")
    html = str(template.module.record(PAGE, SITE, ""))
    assert "18 December 2022, 10:00 UTC" in html
    assert "Our own picture" in html
