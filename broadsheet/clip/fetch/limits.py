"""How much of time and bytes a fetch may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of one fetch, redirects included. Times are seconds, sizes bytes."""

    seconds: float = 30.0
    """For everything, however steadily the server sends."""
    silence: float = 15.0
    """For a connection, and between two pieces of an answer."""
    wire: int = 10 * MEGABYTE
    """As they come, heads and all."""
    decoded: int = 20 * MEGABYTE
    """Of the answer, unpacked."""
    redirects: int = 5
    pause: float = 1.0
    """Between two requests to one host; what its robots.txt asks for goes before."""
    longest_pause: float = 20.0
    """What robots.txt may ask for at most."""


PICTURE_LIMITS: Final = Limits(wire=30 * MEGABYTE, decoded=30 * MEGABYTE)
"""Photographs of agencies are larger than any page."""
