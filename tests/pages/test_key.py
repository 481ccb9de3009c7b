"""Keys: whatever changes the bytes of an item changes its key, in every process alike."""

import dataclasses
import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from broadsheet.pages import make_publication
from broadsheet.pages.key import Keys
from broadsheet.pages.page import Feed, Page
from tests.build_model import ROOT, a_config, altered
from tests.pages.edits import edits
from tests.pages.generated import parts
from tests.pages.keys import TEHRAN, a_digest, all_that_is_seen, assert_no_item_is_stale, keys_of

EDITS = 4
"""Edits that one site goes through."""
ANY_SITE = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}


# --- whatever is seen to change, changes the key


@settings(max_examples=60, **ANY_SITE)
@given(st.data())
def test_no_change_of_a_site_leaves_a_different_page_under_its_key(data):
    made = data.draw(parts())
    before = make_publication(made.site(), {})
    for _ in range(EDITS):
        made = data.draw(edits(made))
        after = make_publication(made.site(), {})
        different = assert_no_item_is_stale(before, after, all_that_is_seen)
        event("something is different" if different else "all is the same")
        before = after


@settings(max_examples=30, **ANY_SITE)
@given(parts(), st.randoms(use_true_random=False))
def test_equal_sites_have_equal_keys(made, dice):
    others = [list(made.articles), list(made.standing), list(made.settings.items())]
    dice.shuffle(others[0])
    dice.shuffle(others[2])
    again = dataclasses.replace(made, articles=tuple(others[0]), settings=dict(others[2]))

    one, other = make_publication(made.site(), {}), make_publication(again.site(), {})

    assert keys_of(one) == keys_of(other)
    assert all_that_is_seen(one).keys() == keys_of(one).keys()


# --- templates and the engine


def test_a_page_has_another_key_with_another_template_and_nothing_else_has():
    publication = a_digest()
    keys = keys_of(publication), keys_of(publication, templates=b"edited")
    different = {path for path in keys[0] if keys[0][path] != keys[1][path]}

    assert different == {item.path for item in publication.items if isinstance(item, Page)}


def test_only_pages_of_a_template_have_another_key_with_it():
    publication = a_digest()
    names = {item.template for item in publication.items if isinstance(item, Page)}
    edited = {**dict.fromkeys(names, b"old"), "topic.html": b"new"}
    keys = [Keys(publication, b"", found) for found in (dict.fromkeys(names, b"old"), edited)]
    different = {i.path for i in publication.items if keys[0].of(i) != keys[1].of(i) != ""}

    pages = [item for item in publication.items if isinstance(item, Page)]
    assert different == {page.path for page in pages if page.template == "topic.html"}


def test_another_engine_changes_the_key_of_every_page_and_feed():
    publication = a_digest()
    names = {item.template for item in publication.items if isinstance(item, Page)}
    one, other = (Keys(publication, shared, dict.fromkeys(names, b"")) for shared in (b"1", b"2"))

    for item in publication.items:
        if isinstance(item, (Page, Feed)):
            assert one.of(item) != other.of(item)


def test_the_facts_of_the_site_are_part_of_every_page():
    publication = a_digest()
    other = dataclasses.replace(
        publication, facts=dataclasses.replace(publication.facts, tagline="x")
    )
    different = {path for path, key in keys_of(other).items() if key != keys_of(publication)[path]}

    assert different == {item.path for item in publication.items if isinstance(item, Page)}


FIELDS_OF_A_PAGE = {
    "kind": "latest",
    "path": "other/index.html",
    "url": "other/",
    "template": "topic.html",
    "facts": ("other",),
    "articles": ("a-story",),
    "bodies": ("a-story",),
    "standing": ("about",),
}
FIELDS_OF_A_FEED = {
    "path": "feeds/other.json",
    "format": "json",
    "id": "tag:other",
    "title": "Other",
    "description": "Other",
    "home": "https://other.example/",
    "address": "https://other.example/feeds/all.json",
    "lang": "fa",
    "updated": datetime(2020, 1, 1, tzinfo=UTC),
    "slugs": ("linked",),
    "articles": ("linked",),
    "bodies": ("linked",),
    "standing": ("ueber",),
    "summary_only": True,
}
NOT_IN_THE_BYTES = {
    # field: why its bytes do not hang on it
    "desk": "what is seen through it is named by the item",
    "make": "follows from the kind, by the code of the engine",
    "group": "for themes of Pelican, whose pages have no keys",
    "source": "for messages",
    "lastmod": "for the sitemap, which is a text of its own",
    "index": "for the sitemap; the page itself looks at the status of its text",
}


@pytest.mark.parametrize(
    ("path", "fields"),
    [("topics/index.html", FIELDS_OF_A_PAGE), ("feeds/all.atom.xml", FIELDS_OF_A_FEED)],
)
def test_every_field_of_an_item_is_part_of_its_key_or_known_not_to_be(path, fields):
    publication = a_digest()
    item = next(item for item in publication.items if item.path == path)
    names = {"topics.html": b"1", "topic.html": b"2"}
    keys = Keys(publication, b"", names)

    parts = getattr(item, "__struct_fields__", None) or [f.name for f in dataclasses.fields(item)]
    assert {*parts} <= {*fields, *NOT_IN_THE_BYTES}
    for name, value in fields.items():
        assert keys.of(altered(item, **{name: value})) != keys.of(item), name


@pytest.mark.parametrize("path", ["topics/index.html", "feeds/all.atom.xml"])
@pytest.mark.parametrize("field", ["articles", "standing"])
def test_what_is_named_and_not_there_is_part_of_the_key(path, field):
    publication = a_digest()
    item = next(item for item in publication.items if item.path == path)
    keys = Keys(publication, b"", {"topics.html": b""})
    one, other = (altered(item, **{field: (slug,)}) for slug in ("one", "other"))

    assert keys.of(one) != keys.of(other)


def test_an_article_that_is_named_is_not_a_standing_page_of_the_same_slug():
    publication = a_digest()
    item = next(item for item in publication.items if item.path == "topics/index.html")
    keys = Keys(publication, b"", {"topics.html": b""})
    named = [
        altered(item, articles=articles, standing=standing)
        for articles, standing in [
            (("a", "b"), ()),
            (("a",), ("b",)),
            ((), ("a", "b")),
            (("b", "a"), ()),
            (("a",), ()),
            ((), ()),
        ]
    ]

    assert len({keys.of(one) for one in named}) == len(named)


def test_the_zone_of_the_last_change_is_part_of_the_key_of_a_feed():
    publication = a_digest()
    item = next(item for item in publication.items if isinstance(item, Feed))
    keys = Keys(publication, b"", {})
    other = altered(item, updated=item.updated.astimezone(TEHRAN))

    assert other == item
    assert keys.of(other) != keys.of(item)


def test_a_text_is_known_by_its_words():
    keys = keys_of(a_digest())
    other = keys_of(a_digest(story=None))

    assert keys["sitemap.xml"] != other["sitemap.xml"]
    assert keys["robots.txt"] == other["robots.txt"] != keys["feeds/all.opml"]


# --- the same in every process

EVERYTHING = """\
import json, sys, time
now = time.time_ns()
time.time_ns = lambda: now + 3600 * 10**9  # so that no file was written a moment ago
from pathlib import Path
from tests.pages.test_key import a_digest_of_all_kinds
from broadsheet.press import native_keys
from broadsheet.render import Extras
publication = a_digest_of_all_kinds(Path(sys.argv[1]))
print(json.dumps(native_keys(publication, Extras())))
"""


def a_digest_of_all_kinds(folder):
    config = a_config(
        CACHE_PATH=str(folder / "cache"), DEFAULT_PAGINATION=3, MINE={"c", "b", "a"}, YOURS={"a": 1}
    )
    return a_digest(config=config)


def test_keys_are_the_same_in_another_process(tmp_path):
    made = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", EVERYTHING, tmp_path / folder],
                cwd=ROOT,
                env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
                capture_output=True,
                check=True,
            ).stdout
        )
        for folder, seed, zone in [
            ("a", "1", "UTC"),
            ("a", "2", "Asia/Tehran"),  # with what the first found in the templates
        ]
    ]
    items = a_digest_of_all_kinds(tmp_path).items

    assert {item.kind for item in items if isinstance(item, Page)} == {
        "front", "latest", "article", "topics", "topic", "regions", "region", "crossing", "sources",
        "source", "archive", "year", "month", "standing", "not-found", "withdrawn", "credits",
        "corrections", "alias",
    }  # fmt: skip
    assert {type(item).__name__ for item in items} == {"Page", "Feed", "Text", "Copy"}
    assert {item.path for item in items} == made[0].keys()
    assert "" not in made[0].values()
    assert made[0] == made[1]


def test_no_two_items_have_the_same_key():
    keys = [key for key in keys_of(a_digest()).values() if key]

    assert len(set(keys)) == len(keys)
