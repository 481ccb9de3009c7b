"""The licence of a picture as readers see it: a name and an address.

Source: https://spdx.org/licenses/ for the names that editors write, and
https://creativecommons.org/licenses/ for where each stands.
"""

from __future__ import annotations

import re
from typing import Final

from broadsheet.read.addresses import host_of

_HOME: Final = "https://creativecommons.org"
_LICENSE: Final = re.compile(r"CC-(BY[A-Z-]*)-(\d\.\d)(?:-([A-Z]+))?")
_FREE: Final = {
    "CC0-1.0": ("CC0 1.0", f"{_HOME}/publicdomain/zero/1.0/"),
    "CC-PDM-1.0": ("Public Domain Mark 1.0", f"{_HOME}/publicdomain/mark/1.0/"),
}


def named(license_: str | None) -> tuple[str, str | None]:
    """Give name and address of a licence; one that is an address is named by its host."""
    if license_ is None:
        return "", None
    found = _LICENSE.fullmatch(license_)
    if not found:
        return _FREE.get(license_) or (host_of(license_), license_)
    terms, version, place = found[1], found[2], found[3] or ""
    address = f"{_HOME}/licenses/{terms.lower()}/{version}/"
    name = f"CC {terms} {version}"
    return (f"{name} {place}", f"{address}{place.lower()}/") if place else (name, address)
