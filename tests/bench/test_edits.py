"""An edit changes what it says, is seen where it must be, and leaves the article as it was."""

import pytest

from bench.content import Digest, make_site
from bench.contestant import Site
from bench.edits import Desk, pages_of, subject


@pytest.fixture
def desk(tmp_path):
    make_site(tmp_path / "content", 20)
    site = Site(
        folder=tmp_path, articles=tmp_path / "content" / "articles", output=tmp_path / "output"
    )
    return Desk.of(site, subject(Digest(20)))


def test_an_edited_text_has_a_new_word_each_time(desk):
    first, second = desk.edit("text"), desk.edit("text")

    text = desk.path.read_text(encoding="utf-8")
    assert first != second
    assert second in text
    assert first not in text
    assert text.startswith(desk.original)


def test_an_edited_title_changes_its_line_alone(desk):
    mark = desk.edit("title")

    before, after = desk.original.splitlines(), desk.path.read_text().splitlines()
    assert [line for line in after if line not in before] == [f"{before[1]} {mark}"]


def test_the_article_is_put_back(desk):
    desk.edit("title")
    desk.close()

    assert desk.path.read_text(encoding="utf-8") == desk.original


def test_a_title_is_looked_for_in_every_list_and_on_related_pages():
    story = subject(Digest(20))

    pages = pages_of(story, "title", "feeds/all.atom.xml")

    assert pages[:2] == (f"articles/{story.slug}/index.html", "feeds/all.atom.xml")
    assert len(pages) == 2 + 1 + 2 + 2 + 1 + 2
    assert pages_of(story, "text", "atom.xml") == (pages[0], "atom.xml")
