"""The ledger: numbers stay, nothing counts as shown before it was, nothing is lost."""

import json
import threading
from datetime import date, timedelta

import pytest

from broadsheet.clip.dateline import Dateline
from broadsheet.clip.feed.entry import Enclosure, Entry, Picture
from broadsheet.clip.feed.moment import read_moment
from broadsheet.clip.inbox.ledger import Delivery, Ledger
from broadsheet.errors import OutputError

TODAY = date(2022, 12, 18)
FEED = "https://news.example.org/rss"


def entry(key, **given):
    return Entry(**{"key": key, "feed": FEED, "title": f"Story {key}"} | given)


def enter(ledger, *keys, feed=FEED, today=TODAY, **given):
    entries = [entry(key) for key in keys]
    ledger.enter([Delivery(feed=feed, title="The Courier", entries=entries, **given)], today)


def lines(ledger, feed=FEED):
    return {
        key: (ln.number, ln.shown, ln.here) for key, ln in ledger.accounts()[feed].lines.items()
    }


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path)


def test_entries_get_numbers_in_order_and_keep_them(ledger):
    enter(ledger, "a", "b")
    enter(ledger, "c", "a")

    assert lines(ledger) == {"c": (3, False, True), "a": (1, False, True), "b": (2, False, False)}


def test_an_entry_is_kept_whole(ledger):
    whole = entry(
        "a",
        address="https://news.example.org/a",
        published=read_moment("Sun, 18 Dec 2022 23:30:00 -0500"),
        updated=Dateline(date(2022, 12, 19), zoneless="09:05"),
        authors=("Roe",),
        tags=("x",),
        enclosures=(Enclosure(address="https://news.example.org/a.mp3"),),
        pictures=(Picture(caption="می‌بارد"),),
    )
    ledger.enter([Delivery(feed=FEED, entries=[whole])], TODAY)

    assert ledger.entry(1) == whole
    assert ledger.entry(1).published.iso == "2022-12-18T23:30:00-05:00"


def test_what_was_shown_stays_shown(ledger):
    enter(ledger, "a", "b")
    ledger.show([2])
    enter(ledger, "a", "b")

    assert lines(ledger) == {"a": (1, False, True), "b": (2, True, True)}


def test_word_that_nothing_changed_changes_nothing(ledger):
    enter(ledger, "a", etag="x", modified="y")
    ledger.enter([Delivery(feed=FEED)], TODAY + timedelta(days=80))
    account = ledger.accounts()[FEED]

    assert (account.title, account.etag, account.modified) == ("The Courier", "x", "y")
    ledger.tidy(TODAY + timedelta(days=100))
    assert lines(ledger) == {"a": (1, False, True)}


def test_what_a_feed_dropped_is_forgotten_after_a_season(ledger):
    enter(ledger, "a", "b")
    enter(ledger, "b", today=TODAY + timedelta(days=50))
    ledger.tidy(TODAY + timedelta(days=90))
    assert set(lines(ledger)) == {"a", "b"}

    ledger.tidy(TODAY + timedelta(days=91))
    assert set(lines(ledger)) == {"b"}
    assert ledger.entry(1) is None
    ledger.tidy(TODAY + timedelta(days=500))
    assert ledger.accounts() == {}


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"version": 2}', '{"accounts": 5}', "\x00"])
def test_a_damaged_ledger_begins_anew_behind_the_numbers_on_the_screen(ledger, tmp_path, damage):
    enter(ledger, "a", "b")
    (tmp_path / "inbox/ledger.json").write_text(damage)
    enter(ledger, "a")

    assert lines(ledger) == {"a": (3, False, True)}


def test_a_deleted_ledger_begins_anew(ledger, tmp_path):
    assert ledger.accounts() == {}
    assert ledger.entry(1) is None
    enter(ledger, "a")

    assert ledger.last_number() == 1


def test_entries_that_are_gone_are_asked_for_again(ledger, tmp_path):
    enter(ledger, "a")
    assert ledger.is_whole(ledger.accounts()[FEED])

    (tmp_path / "inbox/entries/1.json").unlink()
    assert not ledger.is_whole(ledger.accounts()[FEED])


def test_it_is_plain_data(ledger, tmp_path):
    enter(ledger, "a")

    for path in (tmp_path / "inbox").rglob("*.json"):
        json.loads(path.read_text())


def test_two_at_once_give_no_number_twice(tmp_path):
    def work(name):
        for number in range(8):
            enter(Ledger(tmp_path), f"{name}{number}", feed=f"{FEED}/{name}/{number}")

    threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    accounts = Ledger(tmp_path).accounts()
    numbers = [line.number for account in accounts.values() for line in account.lines.values()]
    assert sorted(numbers) == list(range(1, 17))


def test_a_cache_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "inbox").write_text("")

    with pytest.raises(OutputError, match="inbox"):
        enter(Ledger(tmp_path), "a")
