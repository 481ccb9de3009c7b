"""Saved pages in the mark-up of many publishers, in our own words, each with what is on it."""

import json
from pathlib import Path

import pytest

pytest.importorskip("lxml")

from broadsheet.clip.page.document import read_document
from broadsheet.clip.page.facts import read_facts
from broadsheet.clip.page.reader import read_page

PAGES = sorted(Path(__file__).with_name("saved").glob("*.html"))


def shape(facts):
    """Give what a page's gold has of its facts."""
    lead = next((photo for photo in facts.photos if photo.caption or photo.credit), None)
    return {
        "title": facts.title,
        "byline": list(facts.byline),
        "agencies": list(facts.agencies),
        "date": facts.published.iso if facts.published else None,
        "updated": facts.updated.iso if facts.updated else None,
        "site": facts.site,
        "caption": lead.caption if lead else None,
        "credit": lead.credit if lead else None,
        "lang": facts.language,
        "correction": facts.correction,
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_fact_of_a_page_is_read(path):
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    found = shape(read_facts(read_document(path.read_bytes(), gold.pop("url"))))

    assert {key: found[key] for key in gold} == gold


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_fact_in_a_field_is_in_the_report(path):
    clipping = read_page(path.read_bytes(), "https://example.org/a")

    reported = {finding.field for finding in clipping.findings}
    filled = {
        "title": clipping.title,
        "byline": clipping.byline,
        "agency": clipping.agencies,
        "date": clipping.date,
        "updated": clipping.updated,
        "source.name": clipping.source_name,
        "source.url": clipping.url,
        "lang": clipping.language,
        "body": clipping.body,
    }
    assert {name for name, value in filled.items() if value} <= reported
    assert all(0 <= finding.confidence <= 1 for finding in clipping.findings)
    assert all(finding.origin for finding in clipping.findings)


def test_a_page_behind_a_paywall_is_told():
    clipping = read_page(
        b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A Bridge Opens",'
        b'"isAccessibleForFree": false}</script><h1>A Bridge Opens</h1>'
    )

    assert any("may be cut" in str(finding.value) for finding in clipping.findings)
