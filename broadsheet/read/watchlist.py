"""The feeds that an editor watches: `feeds.yaml`, which a build only counts and `inbox` reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from broadsheet.problems import Problem, problem
from broadsheet.read.faults import fault_of_address
from broadsheet.read.fields import Fields
from broadsheet.read.located_yaml import Mapping, Scalar
from broadsheet.read.vocabulary import read_list

FEED_KEYS: Final = ("url", "name")


class RawFeed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed as typed; without a name it is called what it calls itself."""

    url: str
    line: int
    name: str | None = None


def read_watchlist(data: bytes, *, path: str) -> tuple[list[RawFeed], list[Problem]]:
    """Read `feeds.yaml`: a list of addresses, or of mappings with `url` and `name`.

    Args:
        data: the file.
        path: as in problems.
    """
    node, problems = read_list(data, path)
    found: dict[str, RawFeed] = {}
    for item in node.items if node else ():
        if isinstance(item, Mapping):
            feeds = _mapping(item, path, problems)
        else:
            feeds = _address(item, path, problems)
        for feed in feeds:
            first = found.setdefault(feed.url, feed)
            if first is not feed:
                message = f"{feed.url} is there already, in line {first.line}"
                problems.append(
                    problem("duplicate-entry", message, path=path, line=feed.line, field="url")
                )
    return list(found.values()), problems


def _mapping(node: Mapping, path: str, problems: list[Problem]) -> Iterator[RawFeed]:
    fields = Fields(node, path=path, missing_line=node.line)
    fields.refuse_unknown(FEED_KEYS)
    url, name = fields.address("url", required=True), fields.text("name")
    problems += fields.problems
    if url:
        yield RawFeed(url=url.text, line=url.line, name=name.text if name else None)


def _address(node: object, path: str, problems: list[Problem]) -> Iterator[RawFeed]:
    hint = "write `- https://…`, or `- url: https://…` with `name: …` below it"
    if not isinstance(node, Scalar):
        line = getattr(node, "line", None)
        problems.append(
            problem("wrong-type", "must be the address of a feed", path=path, line=line, hint=hint)
        )
        return
    fault = fault_of_address(node.text)
    if fault:
        code, message, nearer = fault
        problems.append(
            problem(code, message, path=path, line=node.line, field="url", hint=nearer or hint)
        )
    else:
        yield RawFeed(url=node.text, line=node.line)
