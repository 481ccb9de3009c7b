"""What open pages are told: which version of the site is good, and what keeps a newer one back."""

from __future__ import annotations

import json
import secrets
import threading
from dataclasses import dataclass

from broadsheet.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """The state of the site after a build.

    A page that was served with another `version` loads again. `failure` is why the last build gave
    no site, None when it gave one; `problems` are then the errors.
    """

    version: str
    failure: str | None = None
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> str:
        """Write it for the script in the page."""
        rows = [
            {
                "place": ":".join(str(part) for part in (p.path, p.line) if part is not None),
                "field": p.field,
                "message": p.message,
                "code": p.code,
                "hint": p.hint,
            }
            for p in self.problems
        ]
        told = {"version": self.version, "failure": self.failure, "problems": rows}
        return json.dumps(told, ensure_ascii=False)


def version(session: str | None = None, good: int = 0) -> str:
    """Name the site after a number of good builds; no two sessions share a name."""
    return f"{(session or secrets.token_hex(4)).partition('.')[0]}.{good}"


class Board:
    """Where the newest bulletin hangs: one thread posts, any number of others wait for the next."""

    def __init__(self, first: Bulletin) -> None:
        self._current, self._closed = first, False
        self._changed = threading.Condition()

    @property
    def current(self) -> Bulletin:
        """The newest bulletin."""
        with self._changed:
            return self._current

    @property
    def closed(self) -> bool:
        """Whether no further bulletin will come."""
        with self._changed:
            return self._closed

    def post(self, bulletin: Bulletin) -> None:
        """Hang up a bulletin and wake those who wait."""
        with self._changed:
            self._current = bulletin
            self._changed.notify_all()

    def wait(self, seen: Bulletin | None, seconds: float) -> Bulletin | None:
        """Give the newest bulletin once it is not the one seen; None when the time is up."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._current is not seen, seconds)
            return None if self._closed or self._current is seen else self._current

    def close(self) -> None:
        """Let everybody who waits go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
