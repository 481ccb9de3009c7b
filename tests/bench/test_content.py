"""The made-up digest: deterministic, of the size it says, and sound in Broadsheet's own eyes."""

import json
import re
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from bench.content import REGIONS, SOURCES, TOPICS, Digest, make_site, place
from bench.ours import Ours
from bench.peers.eleventy import Eleventy
from bench.peers.hugo import Hugo
from bench.peers.pelican import Pelican
from bench.peers.stories import neighbours, related_both_ways
from broadsheet.commands import check

ROOT = Path(__file__).resolve().parents[2]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_number_gives_the_same_bytes(tmp_path):
    make_site(tmp_path / "one", 30)
    make_site(tmp_path / "two", 30)

    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_an_article_does_not_depend_on_those_made_before_it():
    one, other = Digest(30), Digest(30)
    for number in range(20):
        one.body(number)

    assert (one.story(20), one.body(20)) == (other.story(20), other.body(20))


def test_bodies_have_about_420_words():
    digest = Digest(300)
    lengths = [len(digest.body(number).split()) for number in range(300)]

    assert 410 < mean(lengths) < 430
    assert max(lengths) < 500


def test_there_are_as_many_terms_and_sources_as_the_design_measures():
    digest = Digest(400)

    assert (len(digest.topics), len(digest.regions)) == (TOPICS, REGIONS)
    assert {topic for story in digest.stories for topic in story.topics} == {
        term.slug for term in digest.topics
    }
    assert len({story.source_name for story in digest.stories}) == SOURCES


def test_an_article_names_two_others_never_itself():
    for story in Digest(50).stories:
        assert len(set(story.related) - {story.slug}) == 2


def test_a_tiny_site_has_no_related_pieces():
    assert [story.related for story in Digest(2).stories] == [(), ()]


@pytest.mark.parametrize("articles", [1, 60])
def test_broadsheet_finds_no_problem_in_it(tmp_path, capsys, articles):
    ours = Ours(tmp_path, ROOT, without=("crossings",))
    ours.lay_out(Digest(articles))

    status = check.run(settings=ours.site().folder / "pelicanconf.py", format="json")

    assert json.loads(capsys.readouterr().out) == []
    assert status == 0


@pytest.mark.parametrize("peer", [Hugo, Pelican, Eleventy])
def test_a_peer_gets_the_same_articles_in_its_own_form(tmp_path, peer):
    digest = Digest(12)
    site = peer(tmp_path).site()
    peer(tmp_path).lay_out(digest)

    for story in digest.stories:
        text = (site.articles / place(story.number)).read_text(encoding="utf-8")
        assert text.endswith(digest.body(story.number) + "\n")
        assert re.search(rf"^title: {story.title}$", text, re.MULTILINE | re.IGNORECASE)
        for term in (*story.topics, *story.regions):
            assert term in text


def test_related_pieces_are_given_both_ways():
    digest = Digest(20)
    related = related_both_ways(digest)

    for story in digest.stories:
        assert related[story.slug][:2] == story.related
        for other in story.related:
            assert story.slug in related[other]


def test_neighbours_are_those_in_the_first_topic():
    digest = Digest(60)
    found = neighbours(digest)
    for topic in digest.topics:
        stories = [story for story in digest.stories if topic.slug in story.topics]
        for earlier, later in pairwise(stories):
            if earlier.topics[0] == topic.slug:
                assert found[earlier.slug][0] == later
            if later.topics[0] == topic.slug:
                assert found[later.slug][1] == earlier
