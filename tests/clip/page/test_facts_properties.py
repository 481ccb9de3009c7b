"""Whatever stands in a page: nothing crashes, and what is hidden is in no field."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("lxml")

from broadsheet.clip.page.document import read_document
from broadsheet.clip.page.facts import read_facts
from broadsheet.clip.page.jsonld import parse
from broadsheet.clip.page.legend import part_legend
from broadsheet.clip.page.moment import read_moment
from broadsheet.clip.page.reader import read_page
from broadsheet.read.frontmatter import CONTROL

DECOY = "Mallory Decoy"
TAGS = st.sampled_from(
    "div p span h1 h2 article figure figcaption time a b header footer main td img cite".split()
)
NAMES = st.sampled_from(
    ["", "byline", "author", "date", "caption", "credit", "headline", "source", "photo", "related"]
)
WORDS = st.sampled_from(
    [
        "By Jane Roe",
        "Jane Roe, Reuters",
        "December 18, 2022",
        "Updated: ۲۷ آذر ۱۴۰۱",
        "Harbour bridge opens",
        "Photo: Kobe Example/Getty Images",
        "(AP Photo/Kobe Example)",
        "新华社记者 王例 摄",
        "来源：新华社",
        "&#0;&#x1F;\x00",
        "A sentence with some words in it, which is as long as paragraphs are, and a full stop.",
        "Correction: it was the other river.",
        "<script>alert(1)</script>",
        "© 2022 Example",
        "\u200b\u200f",
    ]
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=12), WORDS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["@type", "@id", "name", "url", "caption", "creditText", "@value"]),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=8,
)
NODES = st.dictionaries(
    st.sampled_from(
        "@type @graph @id headline author publisher datePublished dateModified image url "
        "isAccessibleForFree inLanguage mainEntityOfPage correction".split()
    ),
    VALUES,
)
METAS = st.builds(
    '<meta property="{}" content="{}">'.format,
    st.sampled_from(["og:title", "author", "article:published_time", "og:site_name", "og:image"]),
    st.text(st.characters(exclude_characters='"<>'), max_size=30),
)


def element(tag, name, inner):
    """Write an element with a class."""
    return (
        f'<{tag} class="{name}" src="/a.jpg" href="/author/a" datetime="2022-12-18">{inner}</{tag}>'
    )


BLOCKS = st.recursive(
    WORDS, lambda inner: st.builds(element, TAGS, NAMES, st.lists(inner, max_size=4).map("".join))
)
PAGES = st.builds(
    lambda metas, node, blocks: (
        f"<html><head><title>Harbour bridge opens | Example</title>{''.join(metas)}"
        f'<script type="application/ld+json">{json.dumps(node)}</script></head>'
        f"<body>{''.join(blocks)}</body></html>"
    ),
    st.lists(METAS, max_size=4),
    NODES,
    st.lists(BLOCKS, max_size=8),
)


def texts(facts):
    """Give every text of a page's fields."""
    yield from filter(None, (facts.title, facts.site, facts.language, facts.correction))
    yield from (*facts.byline, *facts.agencies)
    for photo in facts.photos:
        yield from filter(None, (photo.caption, photo.credit, photo.alt, photo.url))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES)
def test_any_page_gives_facts_a_content_file_may_hold(page):
    facts = read_facts(read_document(page.encode(errors="surrogatepass"), "https://example.org/a"))

    assert not any(CONTROL.search(text) or "\n" in text for text in texts(facts))
    assert all(0 <= finding.confidence <= 1 for finding in facts.findings)
    assert not any((photo.url or "").startswith("javascript") for photo in facts.photos)


HIDING = st.sampled_from(
    [
        "hidden",
        'aria-hidden="true"',
        'style="display:none"',
        'style="visibility: hidden"',
        'style="position:absolute; left:-9999px"',
        'style="font-size:0"',
        'class="sr-only"',
        'class="visually-hidden"',
    ]
)


@settings(deadline=None)
@given(HIDING, TAGS.filter(lambda tag: tag not in ("img", "footer")), NAMES)
def test_what_is_hidden_is_in_no_field(hiding, tag, name):
    decoy = (
        f'<div {hiding}><{tag} class="{name}">By {DECOY}</{tag}><h1>{DECOY} Opens</h1>'
        f'<figure><img src="/d.jpg"><figcaption>{DECOY} <cite>{DECOY}</cite></figcaption></figure>'
        f"<time>January 1, 1999</time><p>Correction: {DECOY} was right.</p></div>"
    )
    page = (
        f"<html><head><title>Harbour bridge opens</title></head><body>{decoy}"
        f"<h1>Harbour bridge opens</h1>{decoy}<p class='byline'>By Jane Roe</p>{decoy}</body>"
    )

    facts = read_facts(read_document(page.encode(), "https://example.org/a"))

    assert not any(DECOY in text for text in texts(facts))
    assert facts.byline == ("Jane Roe",)
    assert facts.published is None


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_page(data):
    assert read_page(data).body is not None


@given(st.text())
def test_any_script_is_read(text):
    assert isinstance(parse(text), list)


@given(st.text(), st.sampled_from([None, "en", "en-us", "de"]))
def test_any_words_may_stand_where_a_date_should(text, language):
    found = read_moment(text, language)

    assert found is None or found.iso


@given(st.lists(WORDS, min_size=1, max_size=3).map(" ".join))
def test_a_legend_loses_no_letter(text):
    caption, credit = part_legend(text)

    letters = [char for char in text if char.isalnum()]
    assert [char for char in f"{caption or ''}{credit or ''}" if char.isalnum()] == letters


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 5000 + "By Jane Roe",
        '<script type="application/ld+json">' + "[" * 5000 + "</script><h1>A bridge</h1>",
        '<script type="application/ld+json">' + '{"@graph":' * 900 + "</script>",
        f'<meta name="author" content="{"x" * 100_000}">',
        "<p>" + "By Jane Roe and " * 5000,
        "<figure><img src=a.jpg><figcaption>" + "Photo: " * 3000 + "</figcaption></figure>",
        "<figure><img src=a.jpg><figcaption>" + "(" * 3000 + "</figcaption></figure>",
        "<h1>" + "A - B | " * 3000 + "</h1><title>" + "A - B | " * 3000 + "</title>",
        "<footer>© 2022 " + " \t" * 5000 + "</footer>",
        "<time datetime='" + "9" * 5000 + "'>" + "1/" * 3000 + "</time>",
        '<div itemscope itemtype="http://schema.org/Article">' * 300,
        "<html><head><title>&#55296;&#0;</title></head>",
        "",
    ],
    ids=range(13),
)
def test_hostile_pages_are_read(page):
    clipping = read_page(page.encode(), "https://example.org/a")

    assert clipping.url == "https://example.org/a"
