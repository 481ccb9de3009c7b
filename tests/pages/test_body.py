"""Bodies: links to what is shown, and words where nothing is shown; texts for readers elsewhere."""

import pytest

from broadsheet.model import Body, Link
from broadsheet.pages.body import addresses, finish, full_text
from broadsheet.prose import Prose
from tests.build_model import a_config, a_photo, a_site, a_standing, an_article


def a_body(html, *links):
    return Body(prose=Prose.of(html), links=links)


LINK = '<p>See <a href="local:0">that</a>.</p>'


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (Link(kind="article", target="other"), "/articles/other/"),
        (Link(kind="article", target="other", tail="#how"), "/articles/other/#how"),
        (Link(kind="standing", target="about"), "/about/"),
        (Link(kind="file", target="files/a b.pdf", tail="#page=2"), "/files/a%20b.pdf#page=2"),
        (Link(kind="address", target="topics/iran/", tail="?a=1&b"), "/topics/iran/?a=1&amp;b"),
        (Link(kind="address", target=""), "/"),
    ],
)
def test_a_link_leads_to_what_it_names(link, address):
    site = a_site(an_article("other"), standing=(a_standing("about"),))

    assert finish(a_body(LINK, link), site, "") == f'<p>See <a href="{address}">that</a>.</p>'


@pytest.mark.parametrize(
    "link", [Link(kind="article", target="a-draft"), Link(kind="standing", target="a-draft")]
)
def test_a_link_to_what_is_not_shown_keeps_its_words(link):
    assert finish(a_body(LINK, link), a_site(), "") == "<p>See that.</p>"


def test_a_link_around_a_picture_may_lose_its_address_and_keeps_the_picture():
    html = '<p><a href="local:0"><img src="local:1" alt="x"></a></p>'
    links = (Link(kind="article", target="hidden"), Link(kind="file", target="photos/x.jpg"))

    finished = finish(a_body(html, *links), a_site(), "")

    assert finished == '<p><img src="/photos/x.jpg" loading="lazy" alt="x"></p>'


@pytest.mark.parametrize("base", ["", "/digest", "../..", "https://news.example.org/digest"])
def test_the_base_stands_before_every_address(base):
    html = '<a title="t" href="local:0" rel="x">a</a><img src="local:1">'
    links = (Link(kind="article", target="other"), Link(kind="file", target="photos/x.jpg"))

    finished = finish(a_body(html, *links), a_site(an_article("other")), base)

    assert f'<a title="t" href="{base}/articles/other/" rel="x">' in finished
    assert f'<img src="{base}/photos/x.jpg"' in finished


def test_fragments_and_links_that_leave_the_site_stay_as_they_are():
    html = '<a href="#fn:1">1</a> <a href="https://other.example/">o</a> <a href="local:0">l</a>'

    finished = finish(a_body(html, Link(kind="address", target="")), a_site(), "/digest")

    assert '<a href="#fn:1">1</a> <a href="https://other.example/">o</a>' in finished


def test_a_file_that_extra_path_metadata_moves_is_found_where_it_is():
    config = a_config(
        STATIC_PATHS=["files"], EXTRA_PATH_METADATA={"files/a.pdf": {"path": "papers/b c.pdf"}}
    )

    finished = finish(
        a_body(LINK, Link(kind="file", target="files/a.pdf")), a_site(config=config), ""
    )

    assert 'href="/papers/b%20c.pdf"' in finished


def test_notes_are_the_addresses_of_a_text_without_its_footnotes():
    html = '<a href="#fn:1">1</a> <a title="x" href="https://a.example/?a=1&amp;b=2">o</a>'

    assert len(addresses(html)) == 1
    assert "a.example" in addresses(html)[0]


# --- for readers elsewhere


def test_a_text_elsewhere_has_absolute_links_and_footnotes_that_lead_to_the_article():
    html = '<p><a id="r" href="#fn:1">1</a> <a href="local:0">o</a> <img src="local:1"></p>'
    links = (Link(kind="article", target="other"), Link(kind="file", target="photos/x.jpg"))
    article = an_article(body=a_body(html, *links))
    site = a_site(article, an_article("other"))

    text = full_text(article, site, "https://n.example", home="https://n.example/articles/a-story/")

    assert 'href="https://n.example/articles/a-story/#fn:1"' in text
    assert 'href="https://n.example/articles/other/"' in text
    assert '<img src="https://n.example/photos/x.jpg">' in text


def test_words_about_lazy_pictures_are_not_lost():
    html = '<p><code>&lt;img loading="lazy"&gt;</code> <img src="local:0"></p>'
    article = an_article(body=a_body(html, Link(kind="file", target="photos/x.jpg")))

    text = full_text(article, a_site(article), "")

    assert '<code>&lt;img loading="lazy"&gt;</code> <img src="/photos/x.jpg">' in text


def test_a_text_elsewhere_shows_the_picture_with_its_credit_and_names_the_original():
    article = an_article(photos=(a_photo(caption='A "b" <i>', alt='<"x">'),))

    text = full_text(article, a_site(article), "https://n.example")

    assert 'src="https://n.example/photos/bridge.jpg"' in text
    assert 'alt="&lt;&quot;x&quot;&gt;"' in text
    assert "A &quot;b&quot; &lt;i&gt; Ana Silva / Agency" in text
    assert '<a href="https://post.example/a-story">The Post</a>' in text


def test_an_article_without_a_body_gives_its_summary():
    article = an_article(body=Body(), summary="Less < more.")

    assert "<p>Less &lt; more.</p>" in full_text(article, a_site(article), "")
