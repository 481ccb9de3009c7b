"""Keys: each setting, with the bytes of the project's own theme."""

import pytest
from msgspec.structs import replace

from broadsheet.model import Link
from broadsheet.press import native_keys
from broadsheet.render import Extras
from tests.build_model import a_body, a_config, publish
from tests.pages.keys import (
    ARTICLE,
    STORY,
    Bytes,
    a_digest,
    all_that_is_seen,
    assert_no_item_is_stale,
)


@pytest.fixture(scope="module")
def rendered():
    return Bytes()


SETTINGS = {
    # setting: another value, and a file whose bytes it changes
    "SITENAME": ("Other", ARTICLE),
    "SITESUBTITLE": ("Told again", "index.html"),
    "SITEURL": ("https://news.example.org/d", "feeds/all.json"),
    "DEFAULT_LANG": ("fa", ARTICLE),
    "TIMEZONE": ("Asia/Tehran", ARTICLE),
    "DEFAULT_PAGINATION": (2, "topics/culture/index.html"),
    "ARTICLE_URL": ("{slug}.html", "feeds/all.atom.xml"),
    "PAGE_URL": ("p/{slug}/", ARTICLE),
    "FEED_MAX_ITEMS": (1, "feeds/all.rss.xml"),
    "RSS_FEED_SUMMARY_ONLY": (False, "feeds/all.rss.xml"),
    "RELATIVE_URLS": (True, ARTICLE),
    "EXTRA_PATH_METADATA": ({"photos.png": {"path": "x.png"}}, None),
    "THEME_STATIC_DIR": ("assets", ARTICLE),
    "BROADSHEET_WITHOUT": (["sources"], ARTICLE),
    "BROADSHEET_SHOW_DRAFTS": (True, None),
    "MINE": ("printed by a template", None),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_that_changes_a_page_changes_its_key(rendered, name):
    value, path = SETTINGS[name]
    after = a_digest(config=a_config(**{name: value}))

    different = assert_no_item_is_stale(a_digest(), after, rendered.of)

    assert path is None or path in different
    assert assert_no_item_is_stale(a_digest(), after, all_that_is_seen)


def test_a_file_that_a_body_shows_is_moved(rendered):
    body = a_body(html='<a href="local:0">x</a>', links=(Link(kind="file", target="files/a.txt"),))
    story = replace(STORY, body=body)
    moved = a_config(EXTRA_PATH_METADATA={"files/a.txt": {"path": "b.txt"}})

    before, after = a_digest(story), a_digest(story, config=moved)

    assert ARTICLE in assert_no_item_is_stale(before, after, rendered.of)


def test_a_draft_that_all_is_served_with_becomes_an_article(rendered):
    config = a_config(BROADSHEET_SHOW_DRAFTS=True)
    draft = a_digest(replace(STORY, state="draft"), config=config)

    different = assert_no_item_is_stale(draft, a_digest(config=config), rendered.of)

    assert {ARTICLE, "index.html", "sitemap.xml"} <= different


@pytest.mark.parametrize("setting", ["'one'", "['a', 'b']", "('a', 'b')", "{'b': 1, 'a': 2}"])
def test_a_setting_that_a_template_prints_is_part_of_the_key(tmp_path, setting):
    publications = []
    for number, value in enumerate(["'two'", setting]):
        overrides = tmp_path / str(number) / "overrides"
        overrides.mkdir(parents=True)
        (overrides / "article.html").write_text("{{ MINE }}")
        config = a_config(
            THEME_TEMPLATES_OVERRIDES=[str(overrides)],
            CACHE_PATH=str(tmp_path / "cache"),
            MINE=eval(value),  # noqa: S307  one of four literals
        )
        publications.append(publish(STORY, config=config))

    keys = [native_keys(publication, Extras()) for publication in publications]

    assert keys[0][ARTICLE] != keys[1][ARTICLE]
