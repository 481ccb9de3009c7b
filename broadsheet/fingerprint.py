"""Fingerprints of what shapes every page: the engine's code, its libraries, the settings."""

from __future__ import annotations

import hashlib
import re
import sys
import zoneinfo
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import fields
from datetime import date, datetime, timedelta, timezone
from functools import cache
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any, Final
from zoneinfo import ZoneInfo

from markupsafe import Markup

from broadsheet.config import SiteConfig

SIZE: Final = 16
"""Bytes of a fingerprint: no two will ever meet by chance."""
_NOT_ON_PAGES: Final = frozenset(
    """content output cache theme theme_overrides now workers executor load_cache delete_output
    output_retention publish_to ignore_files markdown static_paths static_excludes summary_words
    summary_end template_settings contact""".split()
)
"""Fields that no page is made of: places, how to build, and what the records were made with.

The settings for templates are looked at one by one, each under its own name.
"""
_NOT_ON_SITES: Final = frozenset(
    {"now", "workers", "executor", "publish_to", "contact", "template_settings"}
)


class OpaqueError(Exception):
    """A value whose meaning cannot be known from its looks: a function, an object."""


def digest(*parts: bytes) -> bytes:
    """Hash byte strings so that no two sequences of them are the same."""
    found = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.digest()


@cache
def installed() -> tuple[str, ...]:
    """Name everything that is installed, with versions: what a page comes from may use any of it.

    Installers name a folder for each package and version, so one look at the folder above will do.
    """
    folders = (Path(place) for place in sys.path if place and Path(place).is_dir())
    names = (path.name for folder in folders for path in folder.iterdir())
    found = {name for name in names if name.endswith((".dist-info", ".egg-info"))}
    return tuple(sorted(found))


@cache
def engine() -> bytes:
    """Fingerprint the code of this engine, Python, and everything installed beside it."""
    root = Path(__file__).parent
    code = (path.read_bytes() for path in sorted(root.rglob("*.py")))
    return digest(sys.version.encode(), *(name.encode() for name in installed()), *code)


def settings(config: SiteConfig) -> bytes:
    """Fingerprint the settings that can shape a page.

    Raises:
        OpaqueError: one of them is code; its text names the setting.
    """
    extensions = config.jinja_environment.get("extensions", ())
    if not all(str(name).startswith("jinja2.") for name in extensions):
        raise OpaqueError("JINJA_ENVIRONMENT")
    return _of_settings(config, _NOT_ON_PAGES)


def whole(config: SiteConfig) -> bytes:
    """Fingerprint all settings but those that say when and how to build.

    Raises:
        OpaqueError: one of them is code; its text names the setting.
    """
    return _of_settings(config, _NOT_ON_SITES)


def _of_settings(config: SiteConfig, besides: frozenset[str]) -> bytes:
    rows = [(name, plain(value, name)) for name, value in sorted(config.template_settings.items())]
    names = (field.name for field in fields(config) if field.name not in besides)
    rows += [(name, plain(getattr(config, name), name)) for name in names]
    return digest(repr(rows).encode())  # MessagePack has no numbers beyond 64 bits


def plain(value: Any, name: str) -> Any:  # noqa: PLR0911  one for each kind of value
    """Turn a value into plain data with the same differences, as a template can see them.

    It sees the order of a mapping, and whether it has a list or a tuple; a set has no order.

    Args:
        value: of a setting.
        name: the setting, for the error.

    Raises:
        OpaqueError: it holds something that is no data.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind in _TOLD:
        return (kind.__name__, repr(value))
    if kind is ModuleType and name == "PLUGINS":  # what a plugin does to pages is seen elsewhere
        return ("module", value.__name__)
    if isinstance(value, Path):
        return ("Path", str(value))
    if isinstance(value, tuple) and kind.__module__.startswith("pelican."):
        return (kind.__name__, [plain(part, name) for part in value])  # its code has a version
    if kind in _IN_PARTS:
        parts = [plain(part, name) for part in _IN_PARTS[kind](value)]
        return (kind.__name__, sorted(parts, key=repr) if isinstance(value, Set) else parts)
    raise OpaqueError(name)


def _rules(zone: ZoneInfo) -> tuple[str, bytes]:
    """Give the name and the rules of a zone: those of the system change with its updates."""
    for folder in zoneinfo.TZPATH:
        place = Path(folder, str(zone))
        if place.is_file():
            return str(zone), place.read_bytes()
    return str(zone), b""  # those of the tzdata package, which is among the libraries


_PLAIN: Final = frozenset({type(None), bool, int, float, str, bytes})
_TOLD: Final = frozenset({Markup, date, timezone, timedelta})
_IN_PARTS: Final[Mapping[type, Callable[[Any], Iterable[Any]]]] = {
    list: list,
    tuple: list,
    dict: lambda value: chain.from_iterable(value.items()),
    set: list,
    frozenset: list,
    re.Pattern: lambda value: (value.pattern, value.flags),
    datetime: lambda value: (repr(value.replace(tzinfo=None)), value.tzinfo),
    ZoneInfo: _rules,
}
"""What values of other types are made of; one of a type derived from these may hold code."""
