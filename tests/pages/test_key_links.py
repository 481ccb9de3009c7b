"""Keys: what a page shows of other texts, and whether they are there."""

import pytest
from msgspec.structs import replace

from tests.build_model import a_config, a_standing
from tests.pages.keys import ARTICLE, BODY_OF_LINKING, Bytes, a_digest, assert_no_item_is_stale


@pytest.fixture(scope="module")
def rendered():
    return Bytes()


def test_what_a_body_links_to_appears_and_disappears(rendered):
    linking, without = "articles/linking/index.html", a_digest(story=None)
    no_pages = a_digest(standing=[])

    assert linking in assert_no_item_is_stale(a_digest(), without, rendered.of)
    assert linking in assert_no_item_is_stale(without, a_digest(), rendered.of)
    assert ARTICLE in assert_no_item_is_stale(a_digest(), no_pages, rendered.of)
    assert ARTICLE in assert_no_item_is_stale(no_pages, a_digest(), rendered.of)


def test_what_a_standing_page_links_to_appears_and_disappears(rendered):
    standing = [a_standing("about", body=BODY_OF_LINKING)]
    one, other = a_digest(standing=standing), a_digest(story=None, standing=standing)

    assert "about/index.html" in assert_no_item_is_stale(one, other, rendered.of)
    assert "about/index.html" in assert_no_item_is_stale(other, one, rendered.of)


def test_what_a_text_in_a_feed_links_to_appears_and_disappears(rendered):
    one, other = a_digest(), a_digest(story=None)
    feed = "feeds/topics/culture.json"  # the story itself is not in it

    assert feed in assert_no_item_is_stale(one, other, rendered.of)


def test_an_address_that_a_body_links_to_moves(rendered):
    moved = a_digest(config=a_config(ARTICLE_URL="a/{slug}/"))

    different = assert_no_item_is_stale(a_digest(), moved, rendered.of)

    assert "about/index.html" in different


@pytest.mark.parametrize(
    ("slug", "shown"),
    [("linked", False), ("related", True), ("earlier", True), ("translated", True)],
)
def test_an_article_that_hangs_together_with_another_is_edited_and_goes(rendered, slug, shown):
    before = a_digest()
    articles = dict(before.site.articles)
    edited = {**articles, slug: replace(articles[slug], title="Edited", lang="tr")}
    gone = {name: article for name, article in articles.items() if name != slug}

    after_edit, after_loss = (a_digest(articles=list(a.values())) for a in (edited, gone))

    assert (ARTICLE in assert_no_item_is_stale(before, after_edit, rendered.of)) is shown
    assert ARTICLE in assert_no_item_is_stale(before, after_loss, rendered.of)
