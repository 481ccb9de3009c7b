"""Which templates a template uses, and a fingerprint of them all.

Jinja's own parser finds what a template extends, includes and imports, and what it asks `once` for.
Parsing costs more than rendering a page, so what was found is kept with a hash of the source, the
settings and the engine: the signs that Jinja knows mark-up by are settings. A name that is only
known when a page is rendered makes the template depend on all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from jinja2 import Environment, TemplateError, meta, nodes

from broadsheet.fingerprint import digest
from broadsheet.stage import write_whole

_ANY: Final = ""
"""Stands for a template whose name is not known before rendering."""


class Found(msgspec.Struct, frozen=True, array_like=True):
    """What one source names, and the hash of that source with what it was parsed by, in hex."""

    source: str
    names: tuple[str, ...]


class Closures:
    """The templates of an environment, with what each of them names."""

    def __init__(self, environment: Environment, shared: bytes, kept: Path) -> None:
        """Take what was found by earlier builds; without it, or damaged, sources are parsed.

        Args:
            environment: has the templates.
            shared: a fingerprint of the engine and the settings, which shape what is found.
            kept: the file in which earlier builds kept it.
        """
        self._environment, self._shared, self._kept = environment, shared, kept
        self._before = _read(kept)
        self._found: dict[str, Found] = {}

    def fingerprints(self, templates: Iterable[str]) -> dict[str, bytes]:
        """Fingerprint each template with everything it uses, and keep what was found.

        A template that is missing or cannot be parsed has a fingerprint too: rendering will tell.
        """
        made = {name: self._fingerprint(name) for name in dict.fromkeys(templates)}
        if self._found != self._before:
            _write(self._kept, self._found)
        return made

    def _fingerprint(self, template: str) -> bytes:
        names, todo = {template}, [template]
        while todo:
            new = set(self._names(todo.pop())) - names
            names |= new
            todo += new
        found = (f"{name}\n{self._look(name).source}".encode() for name in sorted(names))
        return digest(*found)

    def _names(self, name: str) -> Iterator[str]:
        for used in self._look(name).names:
            if used == _ANY:
                yield from self._environment.list_templates()
            else:
                yield used

    def _look(self, name: str) -> Found:
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._parse(name)
        return found

    def _parse(self, name: str) -> Found:
        loader = self._environment.loader
        try:
            text = loader.get_source(self._environment, name)[0] if loader else ""
        except (TemplateError, OSError, UnicodeDecodeError):
            return Found("", ())
        source = digest(self._shared, text.encode()).hex()
        before = self._before.get(name)
        if before and before.source == source:
            return before
        try:
            tree = self._environment.parse(text)
        except TemplateError:
            return Found(source, ())
        named = {used or _ANY for used in meta.find_referenced_templates(tree)}
        return Found(source, tuple(sorted(named | set(_asked_for(tree)))))


def _asked_for(tree: nodes.Template) -> Iterator[str]:
    """Give the templates that `once` is called with; handed on, it may be called with any."""
    calls = [call for call in tree.find_all(nodes.Call) if _is_once(call.node)]
    for call in calls:
        first = call.args[0] if call.args else None
        yield str(first.value) if isinstance(first, nodes.Const) else _ANY
    if len(calls) < sum(map(_is_once, tree.find_all(nodes.Name))):
        yield _ANY


def _is_once(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "once"


def _read(kept: Path) -> dict[str, Found]:
    try:
        return msgspec.json.decode(kept.read_bytes(), type=dict[str, Found])
    except (OSError, ValueError):  # a DecodeError is a ValueError
        return {}


def _write(kept: Path, found: dict[str, Found]) -> None:
    write_whole(str(kept), msgspec.json.encode(found, order="sorted"))
