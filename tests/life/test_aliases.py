"""An old address leads on to where the story stands now, and goes where the story goes."""

import pytest

from tests.build_model import a_config, an_article, pages, publish, texts
from tests.builders import Digest
from tests.life.told import SLUG, build, cold, site

NOON = "2022-12-20T12:00:00+00:00"
OLD = "articles/old-quarry/index.html"


def test_an_old_address_leads_to_the_story(tmp_path):
    conf = site(tmp_path, "aliases: [old-quarry]\n")

    files = build(conf, NOON)

    page = files[OLD].decode()
    assert f'content="0; url=http://localhost:8000/articles/{SLUG}/"' in page
    assert f'<a href="/articles/{SLUG}/">' in page
    assert f'rel="canonical" href="http://localhost:8000/articles/{SLUG}/"' in page
    assert 'content="noindex' in page
    assert "old-quarry" not in files["sitemap.xml"].decode()
    redirect = f"/articles/old-quarry/ /articles/{SLUG}/ 301\n"
    assert files["_redirects"].decode() == redirect
    assert files == cold(conf, NOON)


@pytest.mark.parametrize(
    ("more", "led"),
    [
        ("status: withheld\n", False),
        ("embargo: 2022-12-21T00:00:00Z\n", False),
        ("expires: 2022-12-19\n", True),
        ("status: withdrawn\nwithdrawn: {date: 2022-12-19, reason: R.}\n", True),
    ],
)
def test_an_alias_goes_where_its_story_goes(tmp_path, more, led):
    files = build(site(tmp_path, f"aliases: old-quarry\n{more}"), NOON)

    assert (OLD in files) is led
    assert any(b"old-quarry" in data for data in files.values()) is led


def test_a_path_in_the_address_stands_before_both():
    config = a_config(SITEURL="https://x.example/digest")
    made = publish(an_article(aliases=("old",)), config=config)

    redirect = "/digest/articles/old/ /digest/articles/a-story/ 301\n"
    assert texts(made)["_redirects"] == redirect


def test_a_site_without_aliases_has_no_redirects():
    made = publish(an_article())

    assert "_redirects" not in texts(made)
    assert all(page.kind != "alias" for page in pages(made).values())


@pytest.mark.parametrize(
    ("mine", "others", "codes"),
    [
        ("[old]", "[older]", []),
        ("[old]", "[old]", ["taken-alias"]),
        ("[other]", None, ["taken-alias"]),
        ("[bridge]", None, ["taken-alias"]),
        ("[Old]", None, ["bad-slug"]),
    ],
)
def test_an_alias_belongs_to_one_article(tmp_path, mine, others, codes):
    digest = Digest(tmp_path)
    digest.article("bridge", aliases=mine)
    digest.article("other", aliases=others)

    assert [code for _, _, _, code in digest.report()] == codes


def test_a_text_may_link_to_an_old_address(tmp_path):
    digest = Digest(tmp_path)
    digest.article("bridge", aliases="[old]")
    digest.article("other", "[A bridge](/articles/old/)")

    assert digest.report() == []
