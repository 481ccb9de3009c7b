"""A round of the feeds: several hosts at the same time, one question at a time to each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from broadsheet.clip.feed.entry import Feed, Note
from broadsheet.clip.feed.reader import read_feed
from broadsheet.clip.fetch.answer import Fetched, Validators
from broadsheet.errors import FetchError
from broadsheet.read.addresses import host_of

AT_ONCE: Final = 8
"""Hosts that are asked at the same time."""

Fetch = Callable[[str, Validators], Fetched]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A feed to look at: its address or the path of its file, and where it is named."""

    place: str
    name: str | None = None
    """What the editor calls it."""
    file: Path | None = None
    """Where it is, when it is a file."""
    listed: str | None = None
    """The file that names it, as in problems."""
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What came of one feed: its entries, word that nothing is new, or what went wrong."""

    watched: Watched
    feed: Feed | None = None
    validators: Validators | None = None
    fault: Note | None = None


def go_round(
    watched: Sequence[Watched], fetch: Fetch, known: Callable[[str], Validators]
) -> Iterator[Brought]:
    """Look at each feed, and give what came of it as it comes.

    Args:
        watched: the feeds.
        fetch: asks for an address, if it is other than the validators say.
        known: gives what a feed said to be asked with.
    """
    by_host: dict[str, deque[Watched]] = {}
    for one in watched:
        if one.file:
            yield _opened(one, one.file)
        else:
            by_host.setdefault(host_of(one.place), deque()).append(one)
    pool = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="feed")
    try:
        waiting = {_ask(pool, queue, fetch, known): queue for queue in by_host.values()}
        while waiting:
            done = next(as_completed(waiting))
            queue = waiting.pop(done)
            if queue:
                waiting[_ask(pool, queue, fetch, known)] = queue
            yield done.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ask(
    pool: ThreadPoolExecutor,
    queue: deque[Watched],
    fetch: Fetch,
    known: Callable[[str], Validators],
) -> Future[Brought]:
    return pool.submit(_fetched, queue.popleft(), fetch, known)


def _fetched(one: Watched, fetch: Fetch, known: Callable[[str], Validators]) -> Brought:
    try:
        answer = fetch(one.place, known(one.place))
    except FetchError as error:
        return Brought(watched=one, fault=Note(message=error.reason, hint=error.hint))
    if answer.not_modified:
        return Brought(watched=one)
    media_type = answer.headers.get("content-type")
    feed = read_feed(answer.data, one.place, address=answer.url_final, media_type=media_type)
    if not feed.entries:
        return Brought(watched=one, fault=feed.notes[0])
    return Brought(watched=one, feed=feed, validators=answer.validators)


def _opened(one: Watched, file: Path) -> Brought:
    try:
        feed = read_feed(file.read_bytes(), one.place)
    except OSError as error:
        return Brought(
            watched=one, fault=Note(message=f"cannot be read: {error.strerror or error}")
        )
    if not feed.entries:
        return Brought(watched=one, fault=feed.notes[0])
    return Brought(watched=one, feed=feed)
