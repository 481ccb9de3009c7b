"""YAML as other generators take it: forgiving, and every scalar the text that was typed.

Where `read.located_yaml` refuses (a key given twice, an alias, a tag), here everything is kept.
Built on events, because the composer of libyaml follows deep nesting until the stack ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import yaml

from broadsheet.migrate.sheet import Entry, Value

MAX_DEPTH: Final = 50
MAX_NODES: Final = 100_000
"""Of one front matter, behind aliases each time: a few lines can stand for billions."""
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class NotYAML(ValueError):  # noqa: N818  it says what the text is
    """A text that is no YAML mapping."""


def read_yaml_fields(text: str, first_line: int) -> list[Entry]:
    """Read a mapping.

    Raises:
        NotYAML: it is none, or larger than any front matter.
    """
    walk = _Walk(text, first_line)
    try:
        return walk.entries()
    except yaml.YAMLError as error:
        raise NotYAML(str(getattr(error, "problem", None) or error)) from error
    except StopIteration as error:
        raise NotYAML("it ends too early") from error


class _Walk:
    def __init__(self, text: str, first_line: int) -> None:
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_Loader))
        self.first_line = first_line
        self.anchors: dict[str, tuple[Value, int]] = {}
        self.nodes = 0

    def entries(self) -> list[Entry]:
        next(self.events), next(self.events)
        top = next(self.events, None)
        if not isinstance(top, yaml.MappingStartEvent):
            if isinstance(top, yaml.ScalarEvent) and top.value == "":
                return []
            raise NotYAML("it holds no keys")
        found: list[Entry] = []
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line = int(event.start_mark.line) + self.first_line
            key = _as_key(self.value(event, 1))
            found.append(Entry(key, self.value(next(self.events), 1), line))
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise NotYAML("it holds a second document")
        return found

    def value(self, event: Any, depth: int) -> Value:
        self.count(1)
        if depth > MAX_DEPTH:
            raise NotYAML(f"it nests deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.AliasEvent):
            value, size = self.anchors.get(str(event.anchor), (None, 0))
            self.count(size)
            return value
        before = self.nodes
        value = self.collection(event, depth) or _scalar(event)
        if event.anchor:
            self.anchors[event.anchor] = value, self.nodes - before
        return value

    def count(self, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            raise NotYAML(f"it stands for more than {MAX_NODES:,} values")

    def collection(self, event: Any, depth: int) -> Value:
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Value] = []
            for inner in self.events:
                if isinstance(inner, yaml.SequenceEndEvent):
                    break
                items.append(self.value(inner, depth + 1))
            return items
        return self.mapping(depth) if isinstance(event, yaml.MappingStartEvent) else None

    def mapping(self, depth: int) -> Value:
        found: dict[str, Value] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = _as_key(self.value(event, depth + 1))
            value = self.value(next(self.events), depth + 1)
            found[unused_key(key, found)] = value
        return found


def unused_key(key: str, found: dict[str, Value]) -> str:
    """Give the key, with a mark behind it for each time it was there before: both values stay."""
    while key in found:
        key += "'"
    return key


def _as_key(value: Value) -> str:
    return value if isinstance(value, str) else str(value or "")


def _scalar(event: Any) -> Value:
    if not isinstance(event, yaml.ScalarEvent):
        return None
    if event.style in (None, "") and event.value in _NOTHING:
        return None
    return str(event.value)
