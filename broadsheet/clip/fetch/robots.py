"""What a host lets programs fetch: its robots.txt, read as RFC 9309 has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from protego import Protego

NAME: Final = "Broadsheet"
"""The name that a robots.txt calls us by."""
LARGEST: Final = 500 * 1024
"""Bytes that are read; what lies behind them is as if it were not there."""
_AGENT: Final = re.compile(r"\s*user[\s-]*agent(?:\s*:|\s)\s*([^#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host allows. `reason` says why nothing is known, and so nothing allowed."""

    parsed: Protego | None = None
    reason: str | None = None

    def allow(self, url: str) -> bool:
        """Tell whether an address may be fetched."""
        if self.reason is not None:
            return False
        return self.parsed is None or self.parsed.can_fetch(url, NAME)

    @property
    def delay(self) -> float:
        """Seconds between two requests that the host asks for."""
        return (self.parsed.crawl_delay(NAME) if self.parsed else None) or 0.0


OPEN: Final = Rules()
"""Of a host without a robots.txt."""


def read_rules(data: bytes) -> Rules:
    """Read a robots.txt; what is no rule in it is passed over."""
    text = data[:LARGEST].decode("utf-8-sig", errors="replace")
    return Rules(Protego.parse("\n".join(map(_ours_or_other, text.splitlines()))))


def _ours_or_other(line: str) -> str:
    """Call every other program the same: thousands of names would multiply with all rules."""
    named = _AGENT.match(line)
    if not named:
        return line
    agent = named[1].strip()
    # RFC 9309, 2.2.1: what counts of a name is its product token, in capital letters or not
    token = re.match(r"[A-Za-z_-]*", agent)
    if agent == "*" or (token and token[0].lower() == NAME.lower()):
        return f"User-agent: {'*' if agent == '*' else NAME}"
    return "User-agent: other"
