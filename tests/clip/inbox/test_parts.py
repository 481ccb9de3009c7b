"""The parts of the inbox: the list of feeds, the choice of entries, an entry as a page."""

import threading
import time

import pytest

from broadsheet.clip.feed.entry import Picture
from broadsheet.clip.feed.moment import read_moment
from broadsheet.clip.fetch.answer import Fetched, Validators
from broadsheet.clip.inbox.choice import chosen_numbers, is_choice
from broadsheet.clip.inbox.paper import page_of
from broadsheet.clip.inbox.rounds import AT_ONCE, Watched, go_round
from broadsheet.clip.page.reader import read_page
from broadsheet.errors import FetchError, SettingsError
from broadsheet.read.watchlist import read_watchlist
from tests.builders import found
from tests.clip.feed.samples import rss
from tests.clip.inbox.test_ledger import entry

# --- the list


def watchlist(text):
    feeds, problems = read_watchlist(text.encode(), path="content/data/feeds.yaml")
    return [(feed.url, feed.name, feed.line) for feed in feeds], found(problems)


def test_a_feed_is_an_address_alone_or_with_a_name():
    text = "- https://a.example/rss\n- url: https://b.example/atom\n  name: The B\n"

    assert watchlist(text) == (
        [("https://a.example/rss", None, 1), ("https://b.example/atom", "The B", 2)],
        [],
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a.example/rss\n", (1, "url", "bad-address")),
        ("- url: feed://a.example\n", (1, "url", "bad-address")),
        ("- name: The A\n", (1, "url", "missing-field")),
        ("- url: https://a.example\n  title: A\n", (2, "title", "unknown-key")),
        ("- [https://a.example]\n", (1, None, "wrong-type")),
        ("url: https://a.example\n", (1, None, "wrong-type")),
        ("- https://a.example\n- https://a.example\n", (2, "url", "duplicate-entry")),
        ("- https://a.example\n- 'x\n", (2, None, "yaml-syntax")),
    ],
)
def test_what_is_wrong_in_the_list_is_said_with_its_line(text, problem):
    assert problem in watchlist(text)[1]


def test_every_fault_is_said_and_the_good_feeds_are_kept():
    feeds, problems = watchlist("- a\n- https://a.example/rss\n- name: B\n- b\n")

    assert [feed[0] for feed in feeds] == ["https://a.example/rss"]
    assert [row[0] for row in problems] == [1, 3, 4]


# --- the choice


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("inbox:3", [3]),
        ("inbox:3,5", [3, 5]),
        ("inbox: 5, 3 ,5", [5, 3]),
        ("inbox:3-5,1", [3, 4, 5, 1]),
    ],
)
def test_entries_are_chosen_by_their_numbers(typed, numbers):
    assert is_choice(typed)
    assert chosen_numbers(typed) == numbers


@pytest.mark.parametrize(
    "typed", ["inbox:", "inbox:a", "inbox:3,", "inbox:5-3", "inbox:1-900", "inbox:-1"]
)
def test_what_is_no_choice_is_refused(typed):
    with pytest.raises(SettingsError) as caught:
        chosen_numbers(typed)

    (problem,) = caught.value.problems
    assert problem.message == f"must name entries by their numbers, got {typed!r}"
    assert problem.hint == "such as inbox:3 or inbox:3,5 or inbox:3-7, at most 200 at once"


# --- the round


def watched(*places):
    return [Watched(place=place) for place in places]


def test_each_host_is_asked_one_question_at_a_time_and_not_too_many_at_once():
    lock, now, most = threading.Lock(), {}, {}

    def fetch(address, _):
        host = address.split("/")[2]
        with lock:
            now[host] = now.get(host, 0) + 1
            most[host] = max(most.get(host, 0), now[host])
            most["all"] = max(most.get("all", 0), sum(now.values()))
        time.sleep(0.002)
        with lock:
            now[host] -= 1
        return Fetched(url=address, url_final=address, status=200, data=rss())

    feeds = watched(*(f"https://{h}.example/{n}" for n in range(4) for h in "abcdefghijkl"))
    brought = list(go_round(feeds, fetch, lambda _: Validators()))

    assert {one.watched.place for one in brought} == {one.place for one in feeds}
    assert 1 < most.pop("all") <= AT_ONCE
    assert set(most.values()) == {1}


def test_a_feed_that_fails_is_told_and_the_others_come():
    def fetch(address, _):
        if "bad" in address:
            raise FetchError(address, "does not answer", "try again later", kind="connection")
        data = b"<html></html>" if "page" in address else rss()
        return Fetched(url=address, url_final=address, status=200, data=data)

    feeds = watched("https://bad.example", "https://page.example", "https://good.example")
    brought = {b.watched.place: b for b in go_round(feeds, fetch, lambda _: Validators())}

    assert brought["https://bad.example"].fault.message == "does not answer"
    assert brought["https://page.example"].fault.message == "is a web page, not a feed"
    assert len(brought["https://good.example"].feed.entries) == 1


# --- the page of an entry


def test_an_entry_as_a_page_is_read_like_a_page():
    one = entry(
        "a",
        title="A Bridge & a Harbour",
        address="https://news.example.org/a",
        content="<p>The bridge over the harbour has been opened, two years later than the town "
        "had planned it.</p><p>Traffic may cross from Monday on, in both directions and without "
        "a toll for the first year, as the council had promised.</p>",
        authors=("Jane Roe",),
        published=read_moment("Sun, 18 Dec 2022 23:30:00 -0500"),
        language="en",
        pictures=(
            Picture(
                address="https://news.example.org/a.jpg",
                caption="The bridge at dusk.",
                credit="Photo: John Doe/Example Wire",
            ),
        ),
    )
    clipping = read_page(page_of(one, "The Courier"), one.address, "utf-8")

    assert clipping.title == "A Bridge & a Harbour"
    assert clipping.date.iso == "2022-12-18T23:30:00-05:00"
    assert clipping.byline == ("Jane Roe",)
    assert clipping.source_name == "The Courier"
    assert clipping.url == "https://news.example.org/a"
    assert "two years later" in clipping.body
    assert "Traffic may cross" in clipping.body
    assert clipping.photos[0].caption == "The bridge at dusk."
    assert "John Doe/Example Wire" in clipping.photos[0].credit


def test_a_picture_that_the_content_shows_stands_there_once():
    one = entry(
        "a",
        content='<p><img src="https://a.example/1.jpg"></p>',
        pictures=(Picture(address="https://a.example/1.jpg", caption="x"),),
    )

    assert b"<figure>" not in page_of(one, "")
    assert page_of(entry("a", summary="1 < 2"), "").count(b"<p>1 &lt; 2</p>") == 1
