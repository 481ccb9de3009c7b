"""Fingerprints of what shapes every page: the engine's code, its libraries, the settings."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Mapping, Sequence, Set
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.config import SiteConfig

SIZE: Final = 16
"""Bytes of a fingerprint: no two will ever meet by chance."""
_LIBRARIES: Final = (
    "babel",
    "feedgenerator",
    "jinja2",
    "markupsafe",
    "msgspec",
    "pelican",
    "tzdata",
)
_NOT_ON_PAGES: Final = frozenset(
    """content output cache theme theme_overrides now workers executor load_cache delete_output
    output_retention publish_to ignore_files markdown static_paths static_excludes extra_paths
    summary_words summary_end template_settings jinja_environment""".split()
)
"""Fields that no page is made of: places, how to build, and what the records were made with.

The last two are named because they are looked at by themselves.
"""


_NOT_ON_SITES: Final = frozenset({"now", "workers", "executor", "publish_to"})


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
def engine() -> bytes:
    """Fingerprint the code of this engine, Python, and the libraries that pages come from."""
    root = Path(__file__).parent
    code = (path.read_bytes() for path in sorted(root.rglob("*.py")))
    versions = (f"{name} {_version(name)}" for name in _LIBRARIES)
    return digest(sys.version.encode(), *(v.encode() for v in versions), *code)


def settings(config: SiteConfig) -> bytes:
    """Fingerprint the settings that can shape a page.

    Raises:
        OpaqueError: one of them is code; its text names the setting.
    """
    found = {
        field.name: plain(getattr(config, field.name), field.name)
        for field in fields(config)
        if field.name not in _NOT_ON_PAGES
    }
    extensions = config.jinja_environment.get("extensions", ())
    if not all(str(name).startswith("jinja2.") for name in extensions):
        raise OpaqueError("JINJA_ENVIRONMENT")
    rows = [plain(config.jinja_environment, "JINJA_ENVIRONMENT")]
    rows += [plain(value, name) for name, value in sorted(config.template_settings.items())]
    names = sorted(config.template_settings)
    return digest(msgspec.msgpack.encode((found, names, rows)))


def whole(config: SiteConfig) -> bytes:
    """Fingerprint all settings but those that say when and how to build.

    Raises:
        OpaqueError: one of them is code; its text names the setting.
    """
    names = [field.name for field in fields(config) if field.name not in _NOT_ON_SITES]
    return digest(msgspec.msgpack.encode([(n, plain(getattr(config, n), n)) for n in names]))


def plain(value: Any, name: str) -> Any:  # noqa: PLR0911  one line for each kind of value
    """Turn a value into plain data with the same differences.

    Args:
        value: of a setting.
        name: the setting, for the error.

    Raises:
        OpaqueError: it holds something that is no data.
    """
    if value is None or isinstance(value, (bool, int, float, str, bytes)):
        return value
    if isinstance(value, (datetime, date, Path, ZoneInfo)):
        return (type(value).__name__, str(value))
    if isinstance(value, re.Pattern):
        return ("Pattern", value.pattern, value.flags)
    if isinstance(value, ModuleType):  # a plugin: what it does to pages is seen elsewhere
        return ("Module", value.__name__)
    if isinstance(value, Mapping):
        rows = [(plain(key, name), plain(item, name)) for key, item in value.items()]
        return ("Mapping", sorted(rows, key=repr))
    if isinstance(value, Set):
        return ("Set", sorted((plain(item, name) for item in value), key=repr))
    if isinstance(value, Sequence):
        return [plain(item, name) for item in value]
    raise OpaqueError(name)


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:  # tzdata, where the system brings its own
        return ""
