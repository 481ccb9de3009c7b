"""What pages say about themselves to machines is valid, and is what readers see."""

import pytest
from lxml import html

from tests.site.links import parse
from tests.site.metadata import article_faults, hreflang_faults, page_faults, term_faults


def test_every_page_says_what_it_is(site):
    assert {
        page.path: faults
        for page in site.pages
        if (faults := page_faults(parse(site.output / page.path), page.data.head.canonical))
    } == {}


def test_every_article_page_agrees_with_its_metadata(site):
    assert {
        page.path: faults
        for page in site.of_kind("article")
        if (faults := article_faults(parse(site.output / page.path)))
    } == {}


def test_every_article_links_to_its_original_and_names_its_source(site):
    for page in site.of_kind("article"):
        article = site.digest.articles[page.data.card.slug]
        document = parse(site.output / page.path)

        assert article.origin.url in document.xpath("//main//a/@href")
        assert article.origin.name in document.xpath("string(//main)")


def test_every_picture_stands_with_its_caption_and_its_credit_word_for_word(site):
    for page in site.of_kind("article"):
        words = " ".join(parse(site.output / page.path).xpath("string(//main)").split())
        for photo in site.digest.articles[page.data.card.slug].photos:
            assert " ".join((photo.credit or "").split()) in words
            assert " ".join((photo.caption or "").split()) in words


def test_translations_name_each_other(site):
    pages = {
        page.data.head.canonical: parse(site.output / page.path)
        for page in site.pages
        if page.kind != "alias"  # it has the address of its story
    }

    assert hreflang_faults(pages) == []


def test_every_page_says_its_language_and_direction(site):
    for page in site.pages:
        root = parse(site.output / page.path)
        assert (root.get("lang"), root.get("dir")) == (page.data.lang, page.data.dir), page.path


ADDRESS = "https://example.org/a/"
GOOD = """\
<!doctype html><html lang="en"><head><title>T</title>
<link rel="canonical" href="https://example.org/a/">
<meta name="robots" content="max-image-preview:large">
<meta property="og:url" content="https://example.org/a/">
<meta property="og:type" content="article"><meta property="og:title" content="T">
<meta property="og:image" content="https://example.org/p.jpg">
<meta property="og:image:alt" content="P">
<meta property="article:published_time" content="2022-12-18T00:00:00+00:00">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"T","inLanguage":"en","datePublished":"2022-12-18T00:00:00+00:00",
"dateModified":"2022-12-20T00:00:00+00:00","author":[{"@type":"Person","name":"Ada"}],
"image":[{"@type":"ImageObject","contentUrl":"https://example.org/p.jpg","creditText":"C"}],
"isBasedOn":{"@type":"CreativeWork","url":"https://o.example/x"}}</script></head>
<body><main><article class="h-entry"><h1 class="p-name">T</h1><b class="p-author">Ada</b>
<time class="dt-published" datetime="2022-12-18T00:00:00+00:00">18 December</time>
<time class="dt-updated" datetime="2022-12-20T00:00:00+00:00">20 December</time>
<img class="u-photo" src="/p.jpg" alt="P"><div class="prose e-content">W</div>
<p class="u-bookmark-of h-cite"><a class="u-url" href="https://o.example/x">Original</a></p>
</article></main></body></html>
"""


def test_a_good_page_has_no_faults():
    page = html.document_fromstring(GOOD)

    assert page_faults(page, ADDRESS) == []
    assert article_faults(page) == []


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('href="https://example.org/a/"', 'href="/a/"', "canonical is not"),
        (
            '<link rel="canonical"',
            '<link rel="canonical" href="#"><link rel="canonical"',
            "canonical",
        ),
        ('<meta property="og:url"', '<meta property="og:uri"', "og:url is"),
        ('<meta property="og:image:alt" content="P">', "", "an og:image has no"),
        ('alt" content="P"', 'alt" content=""', "or its alt is empty"),
        ("max-image-preview:large", "all", "robots lacks"),
        ('<h1 class="p-name">T</h1>', "", "exactly one h1"),
        ("<title>", '<meta name="original-source" content="x"><title>', "must not be used"),
        ("<title>", "<script>x()</script><title>", "inline script"),
        ("<article", '<article onclick="x()"', "runs script"),
        ('"@context":"https://schema.org",', "", "lacks its context"),
        ('"inLanguage"', '"originalSource":"x","inLanguage"', "no property originalSource"),
        ('"Person"', '"Journalist"', "Journalist is not a type"),
        (',"creditText":"C"', "", "nothing of its rights"),
        ('"headline":"T"', '"headline":"Other"', "headline is not"),
        ('"inLanguage":"en"', '"inLanguage":"fa"', "inLanguage is not"),
        ('content="article"', 'content="website"', "og:type is not"),
        (
            'content="https://example.org/p.jpg"',
            'content="https://example.org/q"',
            "og:image is not",
        ),
        ('class="u-photo"', "", "differ in number"),
        ('"dateModified":"2022-12-20', '"dateModified":"2022-12-10', "before it was published"),
        ('"datePublished":"2022-12-18T00:00:00+00:00"', '"datePublished":"soon"', "not ISO 8601"),
        ('_time" content="2022-12-18', '_time" content="2022-12-19', "published_time is not"),
        ('published" datetime="2022-12-18', 'published" datetime="2022-12-19', "visible date is"),
        ('updated" datetime="2022-12-20', 'updated" datetime="2022-12-19', "date of change is"),
        ('"name":"Ada"', '"name":"By Ada"', "begins with By"),
        (">Ada<", ">Bob<", "visible authors"),
        ('href="https://o.example/x"', 'href="https://o.example/y"', "isBasedOn is not"),
        (">Original<", "><", "has no words"),
        ('class="h-entry"', "", "no h-entry"),
        ('class="p-name"', "", "no p-name"),
        ("prose e-content", "prose", "no e-content"),
        ("NewsArticle", "WebPage", "0 NewsArticles"),
    ],
)
def test_a_planted_fault_is_found(right, wrong, fault):
    assert right in GOOD
    page = html.document_fromstring(GOOD.replace(right, wrong, 1))

    assert any(fault in found for found in (*page_faults(page, ADDRESS), *article_faults(page)))


def test_terms_are_looked_up_at_every_depth():
    data = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "place": 1}]}

    assert list(term_faults(data)) == ["ListItem has no property place"]


def test_a_translation_that_does_not_answer_is_found():
    links = "".join(
        f'<link rel="alternate" hreflang="{lang}" href="/{lang}">' for lang in ("en", "fa")
    )
    en = html.document_fromstring(f"<html lang=en>{links}")
    fa = html.document_fromstring("<html lang=fa>")

    assert hreflang_faults({"/en": en, "/fa": fa}) == [
        "/en: has no x-default",
        "/en: /fa names other versions",
    ]
