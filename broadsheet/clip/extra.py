"""The extra `clip`: what reading pages, addresses and feeds needs beyond what a build needs.

Nothing imports lxml, trafilatura, httpx or feedparser before `need_extra` has been asked: a digest
is built, checked and served without them, and texts are clipped without them.
"""

from __future__ import annotations

from importlib.util import find_spec

from broadsheet.errors import MissingExtraError


def need_extra(doing: str, *modules: str) -> None:
    """Refuse, on one line that says what to install, where a module of the extra is missing.

    Args:
        doing: what cannot be done without, such as `reading pages`.
        modules: the names to import.

    Raises:
        MissingExtraError: one is not installed.
    """
    missing = [name for name in modules if find_spec(name) is None]
    if missing:
        raise MissingExtraError(doing, missing)
