"""Compares our reader of feeds with feedparser's own results, on a folder of real feeds.

    python -m bench.feeds DIR…

Counted are entries, titles and days over all files, and what could not be read at all. Where a
file says what feedparser's authors expect of it (`Expect: …`, as their tests do), titles and
addresses are held to that, too. JSON Feeds and lists in OPML, which feedparser does not read, are
held to the numbers that their own text shows.
"""

from __future__ import annotations

import argparse
import ast
import html
import io
import json
import re
import sys
import time
import warnings
from calendar import timegm
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import feedparser

from broadsheet.clip.address import cleaned
from broadsheet.clip.feed.entry import Entry, Feed
from broadsheet.clip.feed.opml import read_opml
from broadsheet.clip.feed.reader import read_feed

BASE: Final = "http://127.0.0.1:8097/feed"
"""Where feedparser's tests take their files to come from."""
ENDINGS: Final = (".xml", ".rss", ".atom", ".rdf", ".feed", ".json", ".opml")
_EXPECT: Final = re.compile(
    rb"Expect:.*?entries\[0\]\['(title|link)'\]\s*==\s*(u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))"
)
_SUBSCRIPTION: Final = re.compile(rb"xmlurl\s*=\s*(?:\"\s*[^\"\s]|'\s*[^'\s])", re.IGNORECASE)


@dataclass(slots=True)
class Tally:
    """What was counted; a pair is how many agree, and of how many."""

    kinds: Counter[str] = field(default_factory=Counter)
    pairs: dict[str, list[int]] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: {"ours": 0.0, "feedparser": 0.0})

    def count(self, what: str, *, agree: bool, of: str) -> None:
        """Count one comparison; `of` says which file, and what came."""
        pair = self.pairs.setdefault(what, [0, 0])
        pair[0] += agree
        pair[1] += 1
        if not agree:
            self.misses.append(f"{what}: {of}")


def main() -> int:
    """Compare every feed below the folders; return 1 where one could not be read."""
    parser = argparse.ArgumentParser(prog="python -m bench.feeds", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--misses", type=int, default=40, help="how many are shown")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    tally = Tally()
    for path in _files(given.folders):
        try:
            _compare(path, path.read_bytes(), tally)
        except Exception as error:  # noqa: BLE001  a crash is what is looked for
            tally.kinds["crashes"] += 1
            tally.misses.append(f"crash: {path}: {error!r}")
    _print(tally, given.misses)
    return 1 if tally.kinds["crashes"] else 0


def _files(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(
            path for path in folder.rglob("*") if path.suffix in ENDINGS and path.is_file()
        )


def _compare(path: Path, data: bytes, tally: Tally) -> None:
    if path.suffix == ".opml":
        found = read_opml(data)[0]
        tally.kinds["lists (OPML)"] += 1
        named = len(set(_urls(data)))
        tally.count("feeds of lists", agree=len(found) == named, of=f"{path} {len(found)}/{named}")
        return
    start = time.process_time()
    feed = read_feed(data, path.name, address=BASE)
    tally.seconds["ours"] += time.process_time() - start
    tally.kinds[f"{feed.kind} {'with' if feed.entries else 'without'} entries"] += 1
    if feed.kind == "json":
        _compare_json(path, data, feed, tally)
        return
    start = time.process_time()
    headers = {"content-location": BASE, "content-type": "application/xml"}
    try:
        theirs: list[Any] = feedparser.parse(io.BytesIO(data), response_headers=headers).entries
    except Exception:  # noqa: BLE001  it may raise anything
        tally.kinds["crashes of feedparser"] += 1
        return
    tally.seconds["feedparser"] += time.process_time() - start
    once: dict[tuple[str, ...], Any] = {}
    for entry in theirs:
        once.setdefault(_facts(entry), entry)
    theirs = list(once.values())
    _compare_entries(path, feed, theirs, tally)
    _compare_expected(path, data, feed, tally)


def _facts(entry: dict[str, Any]) -> tuple[str, ...]:
    """Give what two entries must have in common to be one that stands there twice."""
    return tuple(str(dict(entry).get(name)) for name in ("id", "link", "title", "summary"))


def _urls(data: bytes) -> Iterator[bytes]:
    """Give the addresses that a list shows, however it is written."""
    for match in re.finditer(rb"xmlurl\s*=\s*(\"[^\"]*\"|'[^']*')", data, re.IGNORECASE):
        url = match[1].strip(b"\"' \n").replace(b"&amp;", b"&")
        if url.lower().startswith((b"http", b"feed")):
            yield re.sub(rb"^(?:https?:)?//(?:www\.)?", b"", url).rstrip(b"/")


def _compare_json(path: Path, data: bytes, feed: Feed, tally: Tally) -> None:
    try:
        items = json.loads(data.decode("utf-8-sig", "replace"), strict=False)["items"]
    except (ValueError, KeyError, TypeError):
        tally.kinds["json that is not sound"] += 1
        return
    count = f"{len(feed.entries)}/{len(items)}"
    tally.count("entries of JSON", agree=len(feed.entries) == len(items), of=f"{path} {count}")


def _compare_entries(path: Path, feed: Feed, theirs: list[Any], tally: Tally) -> None:
    same = len(feed.entries) == len(theirs)
    tally.kinds["entries, ours"] += len(feed.entries)
    tally.kinds["entries, feedparser's"] += len(theirs)
    tally.count(
        "files with as many entries", agree=same, of=f"{path} {len(feed.entries)}/{len(theirs)}"
    )
    if not same:
        tally.kinds[
            "files with more entries" if len(feed.entries) > len(theirs) else "files with fewer"
        ] += 1
        return
    for ours, other in zip(feed.entries, theirs, strict=True):
        title = _plain(other.get("title", ""))
        tally.count(
            "titles", agree=_plain(ours.title) == title, of=f"{path} {ours.title!r} {title!r}"
        )
        parsed = other.get("published_parsed") or other.get("created_parsed")
        parsed = parsed or dict(other).get("updated_parsed")
        if parsed:
            _compare_day(path, ours, parsed, tally)


def _compare_day(path: Path, ours: Entry, parsed: time.struct_time, tally: Tally) -> None:
    moment = datetime.fromtimestamp(timegm(parsed), UTC)
    dateline = ours.published
    day = dateline and (dateline.moment.astimezone(UTC).date() if dateline.moment else dateline.day)
    tally.count("days in UTC", agree=day == moment.date(), of=f"{path} {day} {moment}")
    if dateline and dateline.moment and dateline.day != moment.date():
        tally.kinds["days that UTC would move"] += 1


def _compare_expected(path: Path, data: bytes, feed: Feed, tally: Tally) -> None:
    match = _EXPECT.search(data[:4000])
    if not match or not feed.entries:
        return
    expected = ast.literal_eval(match[2].decode("utf-8", "replace").removeprefix("u"))
    entry = feed.entries[0]
    if match[1] == b"title":
        ours, gold = _plain(entry.title), _plain(expected)
    else:
        ours, gold = entry.address or "", cleaned(expected)
        if not gold.startswith("http"):
            return
    tally.count(
        "expected by feedparser's tests", agree=ours == gold, of=f"{path} {ours!r} {gold!r}"
    )


def _plain(text: str) -> str:
    """Give the words of a title, mark-up and references apart."""
    bare = html.unescape(html.unescape(re.sub(r"<[a-zA-Z/!][^>]*>", "", text)))
    words = re.sub(r"<[a-zA-Z/!][^>]*>", "", bare)
    return " ".join(re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", words).split())


def _print(tally: Tally, misses: int) -> None:
    for name, number in sorted(tally.kinds.items()):
        print(f"{number:>8}  {name}")
    for name, (agree, whole) in tally.pairs.items():
        print(f"{agree:>8}  of {whole}: {name} ({agree / whole:.4f})")
    for name, seconds in tally.seconds.items():
        print(f"{seconds:>8.2f}  s, {name}")
    for miss in tally.misses[:misses]:
        print(miss)


if __name__ == "__main__":
    sys.exit(main())
