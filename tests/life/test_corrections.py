"""Corrections: on the article, in its feed entry, for machines, in lists, in the ledger."""

import json
from datetime import UTC, datetime, timedelta

import feedparser
import pytest

from broadsheet.feeds import write_feed
from broadsheet.model import Correction
from tests.build_model import a_config, an_article, feeds, pages, publish, some_articles
from tests.builders import Digest, article_text, read
from tests.life.told import SLUG, build, found, site

DAY = datetime(2022, 12, 20, tzinfo=UTC)


def a_correction(days=0, **changes):
    given = {"date": DAY + timedelta(days=days), "kind": "correction", "text": "It is <so>."}
    return Correction(**given | changes)


def page_of(*corrections, **changes):
    article = an_article(corrections=corrections, **changes)
    return pages(publish(article))["articles/a-story/"].data


def test_a_correction_is_read_with_all_its_parts(tmp_path):
    digest = Digest(tmp_path)
    digest.article(
        "bridge",
        corrections="[{date: 2022-12-20T09:00:00Z, kind: note, text: B.}, "
        "{date: 2022-12-19, kind: correction, text: A., was: C., serious: true}]",
    )

    site = digest.site()

    assert digest.report() == []
    assert site.articles["bridge"].corrections == (
        Correction(
            date=datetime(2022, 12, 19, tzinfo=UTC),
            kind="correction", text="A.", was="C.", serious=True,
        ),
        Correction(
            date=datetime(2022, 12, 20, 9, tzinfo=UTC), has_time=True, kind="note", text="B."
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("{kind: note, text: T.}", "missing-field"),
        ("{date: 2022-12-19, text: T.}", "missing-field"),
        ("{date: 2022-12-19, kind: note}", "missing-field"),
        ("{date: soon, kind: note, text: T.}", "bad-date"),
        ("{date: 2022-12-19, kind: note, text: T., serious: very}", "wrong-type"),
        ("{date: 2022-12-19, kind: note, text: T., by: me}", "unknown-key"),
        ("It was wrong.", "wrong-type"),
    ],
)
def test_a_correction_that_cannot_be_read_is_told(typed, code):
    assert [p.code for p in read(article_text(corrections=typed)).problems] == [code]


def test_the_newest_stands_first_and_each_keeps_its_name():
    data = page_of(a_correction(), a_correction(kind="update"), a_correction(1, serious=True))

    shown = [(view.name, view.word, view.serious) for view in data.corrections]
    assert shown == [
        ("2022-12-21", "Correction", True),
        ("2022-12-20-2", "Update", False),
        ("2022-12-20", "Correction", False),
    ]


def test_serious_ones_stand_above_the_text_and_others_below(tmp_path):
    more = (
        "corrections:\n- {date: 2022-12-12, kind: correction, text: On top., serious: true}\n"
        "- {date: 2022-12-13, kind: note, text: At the foot., was: Before.}\n"
    )
    files = build(site(tmp_path, more), "2022-12-20")

    page = files[f"articles/{SLUG}/index.html"].decode()
    top, text, foot = (page.index(words) for words in ("On top.", "e-content", "At the foot."))
    assert top < text < foot
    assert "<del><bdi>Before.</bdi></del>" in page
    entry = next(
        item for item in json.loads(files["feeds/all.json"])["items"] if SLUG in item["id"]
    )
    content = entry["content_html"]
    assert content.index("On top.") < content.index("Sentence of") < content.index("At the foot.")
    assert entry["date_modified"] == "2022-12-13T00:00:00+00:00"
    assert "Corrected" in files["index.html"].decode()
    assert found(files)["title"] >= {"corrections/index.html", "feeds/corrections.atom.xml"}
    assert "On top." in files["feeds/all.rss.xml"].decode()  # which has summaries alone


def test_a_correction_moves_the_dates_for_machines():
    data = page_of(a_correction(1, text="Right."), a_correction(2, kind="update"))

    found = json.loads(data.head.json_ld)
    assert found["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Right.",
            "datePublished": "2022-12-21T00:00:00+00:00",
        }
    ]
    assert found["dateModified"] == data.head.modified == "2022-12-22T00:00:00+00:00"


@pytest.mark.parametrize(
    ("kinds", "mark"),
    [
        (["correction", "note"], "Corrected"),
        (["clarification", "correction"], "Corrected"),
        (["clarification"], "Clarified"),
        (["update", "note"], None),
    ],
)
def test_lists_mark_what_was_wrong(kinds, mark):
    data = page_of(*(a_correction(number, kind=kind) for number, kind in enumerate(kinds)))

    assert data.card.corrected == mark


def test_the_ledger_lists_all_corrections_by_date():
    one, other = some_articles(2)
    made = publish(
        one, other, an_article("a", corrections=(a_correction(1), a_correction(3))),
        an_article("b", corrections=(a_correction(2),)),
    )  # fmt: skip

    data = pages(made)["corrections/"].data

    assert [(row.story.text, row.correction.name) for row in data.rows] == [
        ("A", "2022-12-23"), ("B", "2022-12-22"), ("A", "2022-12-21"),
    ]  # fmt: skip
    assert [feed.url for feed in data.feeds] == [
        f"feeds/corrections.{ending}" for ending in ("atom.xml", "rss.xml", "json")
    ]


def test_the_ledger_has_a_feed_whose_entries_keep_their_ids():
    def entries(*corrections):
        made = feeds(publish(an_article(corrections=corrections)))["feeds/corrections.atom.xml"]
        return [(entry.id, entry.title) for entry in feedparser.parse(write_feed(made)).entries]

    first = entries(a_correction(), a_correction(1, kind="note"))

    assert first == [
        ("tag:localhost,2022-01-01:corrections/a-story/2022-12-21", "Note: A story"),
        ("tag:localhost,2022-01-01:corrections/a-story/2022-12-20", "Correction: A story"),
    ]
    assert entries(a_correction(), a_correction(1, kind="note"), a_correction(2))[1:] == first


def test_a_feed_without_corrections_is_one_all_the_same():
    made = feeds(publish(an_article()))["feeds/corrections.rss.xml"]

    assert b"<item>" not in write_feed(made)


def test_a_stub_keeps_its_corrections_without_what_they_quote(tmp_path):
    more = (
        "expires: 2022-12-15\n"
        "corrections: {date: 2022-12-12, kind: note, text: Our words., "
        "was: Sentence of the quarry}\n"
    )
    files = build(site(tmp_path, more), "2022-12-20")

    assert "text" not in found(files)
    assert "Our words." in files["corrections/index.html"].decode()


def test_what_is_withdrawn_leaves_the_ledger():
    article = an_article(state="withdrawn", corrections=(a_correction(),))

    assert pages(publish(article, config=a_config()))["corrections/"].data.rows == ()
