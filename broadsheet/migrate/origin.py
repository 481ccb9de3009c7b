"""The old site: its address, its name, and at which addresses its texts stood.

Reads its settings as texts. Pelican's are Python and are not run: only what is written out counts.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from broadsheet.migrate.place import Kind
from broadsheet.migrate.sheet import Value
from broadsheet.migrate.yaml_fields import NotYAML, read_yaml_fields
from broadsheet.read.addresses import address_fault, host_of

SETTINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "pelican": ("pelicanconf.py", "publishconf.py"),
    "hugo": tuple(
        f"{folder}{name}.{ending}"
        for folder in ("", "config/_default/")
        for name in ("hugo", "config")
        for ending in ("toml", "yaml", "yml", "json")
    ),
    "jekyll": ("_config.yml", "_config.yaml", "_config.toml"),
    "markdown": (),
}
"""Where each generator keeps its settings; what a later file says stands above."""

_JEKYLL_STYLES: Final = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_PELICAN: Final = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_PATTERN: Final = re.compile(r":([a-z_]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What is known of the old site. `url` has no slash at its end; empty: not known."""

    kind: Kind
    url: str = ""
    name: str = ""
    permalinks: Mapping[str, str] = field(default_factory=dict)
    """Patterns of addresses by section; that of all others under the empty one."""
    shortcodes: Mapping[str, str] = field(default_factory=dict)
    """The templates of the site's own shortcodes, by name."""

    @property
    def host(self) -> str:
        """The host, without `www.`."""
        return host_of(self.url)


def read_origin(
    kind: Kind,
    settings: Mapping[str, str],
    url: str = "",
    shortcodes: Mapping[str, str] | None = None,
) -> Origin:
    """Read the settings of a site.

    Args:
        kind: of generator.
        settings: the texts of the files in `SETTINGS` that are there, by name.
        url: the address of the site, where it was given.
        shortcodes: the templates of its own shortcodes, by name.
    """
    found: dict[str, Any] = {}
    for name in SETTINGS[kind]:
        if name in settings:
            found |= _values(name, settings[name])
    lower = {key.lower(): value for key, value in found.items()}
    typed = url or _url(kind, lower)
    address = typed.rstrip("/") if typed and address_fault(typed) is None else ""
    title: Any = lower.get("sitename" if kind == "pelican" else "title")
    return Origin(
        kind=kind,
        url=address,
        name=_text(title).strip(),
        permalinks=_permalinks(kind, lower),
        shortcodes=shortcodes or {},
    )


def _url(kind: Kind, settings: Mapping[str, Any]) -> str:
    keys = {"pelican": ("siteurl",), "hugo": ("baseurl", "base_url"), "jekyll": ("url",)}
    found = next((_text(settings[key]) for key in keys.get(kind, ()) if settings.get(key)), "")
    return found + (_text(settings.get("baseurl")) if kind == "jekyll" else "")


def _permalinks(kind: Kind, settings: Mapping[str, Any]) -> dict[str, str]:
    if kind == "pelican":
        return {"": _text(settings.get("article_url")) or "{slug}.html"}
    if kind == "jekyll":
        typed = _text(settings.get("permalink")) or "date"
        return {"": _JEKYLL_STYLES.get(typed, typed)}
    found = settings.get("permalinks")
    if not isinstance(found, dict):
        return {}
    pages = found.get("page", found)
    pairs = pages.items() if isinstance(pages, dict) else ()
    return {str(section): value for section, value in pairs if isinstance(value, str)}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _values(name: str, text: str) -> dict[str, Any]:
    ending = name.rpartition(".")[2]
    try:
        if ending == "py":
            return _literals(text)
        if ending == "toml":
            return tomllib.loads(text)
        return {entry.key: entry.value for entry in read_yaml_fields(text, 1)}  # JSON is YAML, too
    except (ValueError, SyntaxError, RecursionError, NotYAML, MemoryError):
        return {}


def _literals(text: str) -> dict[str, Any]:
    """Give what is assigned as a text at the outermost level; of a choice the first one."""
    found: dict[str, Any] = {}
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            value = statement.value
            value = value.body if isinstance(value, ast.IfExp) else value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                found[statement.targets[0].id] = value.value
    return found


# --- addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an address is made of: ISO day, slug, section, categories; and those that were typed."""

    day: str
    slug: str
    stem: str
    section: tuple[str, ...]
    categories: tuple[str, ...] = ()
    lang: str = ""
    typed: tuple[str, ...] = ()


def old_addresses(told: Told, origin: Origin) -> tuple[str, ...]:
    """Give the addresses of a text on its old site, that of its page first, from the root on."""
    made = _made(told, origin)
    named = [address for address in (*told.typed, made) if address and "://" not in address]
    return tuple(dict.fromkeys("/" + address.lstrip("/") for address in named))


def _made(told: Told, origin: Origin) -> str | None:
    if origin.kind == "pelican":
        return _PELICAN.sub(lambda match: _pelican(match, told), origin.permalinks[""])
    if origin.kind == "jekyll":
        return _filled(origin.permalinks[""], told)
    section = told.section[0] if told.section else ""
    pattern = origin.permalinks.get(section)
    if pattern:
        return _filled(pattern, told)
    return "/".join(["", *told.section, told.slug or told.stem, ""])


def _pelican(match: re.Match[str], told: Told) -> str:
    name, form = match[1], match[2]
    year, month, day = (told.day or "--").split("-")
    if name == "date":
        return (form or "").replace("%Y", year).replace("%m", month).replace("%d", day)
    return {"slug": told.slug, "lang": told.lang, "category": "/".join(told.categories)}.get(
        name, ""
    )


def _filled(pattern: str, told: Told) -> str:
    year, month, day = (told.day or "--").split("-")
    values = {
        "year": year,
        "month": month,
        "i_month": month.lstrip("0"),
        "day": day,
        "i_day": day.lstrip("0"),
        "title": told.slug or told.stem,
        "slug": told.slug or told.stem,
        "filename": told.stem,
        "contentbasename": told.stem,
        "section": told.section[0] if told.section else "",
        "sections": "/".join(told.section),
        "categories": "/".join(told.categories),
        "output_ext": ".html",
    }
    filled = _PATTERN.sub(lambda match: values.get(match[1], match[0]), pattern)
    return re.sub(r"/{2,}", "/", filled)


def address_key(path: str) -> str:
    """Give what all ways to write an address of a page have in common."""
    path = unquote(
        urlsplit(path).path if "://" in path else path.partition("?")[0].partition("#")[0]
    )
    path = re.sub(r"/{2,}", "/", "/" + path.strip("/"))
    return path.removesuffix("/index.html").removesuffix(".html").rstrip("/") or "/"


def typed_addresses(value: Value) -> tuple[str, ...]:
    """Give the addresses that a key such as `aliases` names."""
    if isinstance(value, str):
        return (value.strip(),)
    if isinstance(value, list):
        return tuple(item.strip() for item in value if isinstance(item, str) and item.strip())
    return ()
