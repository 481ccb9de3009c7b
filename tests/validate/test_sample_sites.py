"""The sample sites: one run gives exactly the problems that each one's `expected.json` lists."""

from pathlib import Path

import pytest

from broadsheet.pipeline import prepare
from broadsheet.problems import has_errors
from tests.builders import expected, make_config

SITES = Path(__file__).resolve().parent.parent / "sites"
NAMES = ["minimal", "full", "broken", "broken-data"]


def prepared(name):
    return prepare(make_config(SITES / name, STATIC_PATHS=["files"]))


@pytest.mark.parametrize("name", NAMES)
def test_one_run_reports_exactly_the_expected_problems_in_order(name):
    keys = ("path", "line", "field", "code", "severity")
    found = [{key: getattr(p, key) for key in keys} for p in prepared(name).problems]
    assert found == expected(SITES / name)


@pytest.mark.parametrize("name", NAMES)
def test_the_account_holds_every_file_exactly_once(name):
    content = SITES / name / "content"
    files = [p.relative_to(content.parent).as_posix() for p in content.rglob("*") if p.is_file()]
    counted = [file for group in prepared(name).account.values() for file in group]
    assert sorted(counted) == sorted(files)


def test_the_broken_sites_are_refused_and_the_others_are_not():
    refused = [has_errors(prepared(name).problems) for name in NAMES]
    assert refused == [False, False, True, True]


def test_the_broken_sites_have_far_more_than_sixty_faults():
    assert len(expected(SITES / "broken")) + len(expected(SITES / "broken-data")) > 160


def test_every_message_is_one_line_and_says_more_than_its_code():
    for name in NAMES:
        for problem in prepared(name).problems:
            assert "\n" not in problem.message
            assert len(problem.message) > len("is x")


def test_the_full_site_has_its_values():
    site = prepared("full").publication.site
    bridge = site.articles["bridge-opens"]
    assert bridge.title == 'The new bridge opens: "at last"'
    assert bridge.date.isoformat() == "2022-12-18T14:30:00+03:30"
    assert bridge.byline == ("Ada Quill", "AFP")
    assert (bridge.origin.slug, bridge.origin.name) == ("courier", "The Courier")
    assert [(p.file, p.width, p.height) for p in bridge.photos] == [
        ("2022/bridge.png", 48, 32),
        (None, None, None),
    ]
    assert site.translations["bridge-opens"] == ("brücke-offen", "پل-تازه")
    assert site.standing_translations == {"about": ("درباره",), "درباره": ("about",)}
    assert site.articles["1984"].byline == ("007",)
    assert site.articles["ferry-link"].body.html == ""
    assert site.articles["brücke-offen"].body.html == "<p>„Endlich“, sagte sie.</p>"
    assert site.topics["fares"].parents == ("trams", "transport")
    assert site.topics["trams"].name.in_language("fa") == "تراموا"
    assert site.front.lead == "bridge-opens"
