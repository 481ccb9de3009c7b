"""The loop of `serve`: watch, build, tell the open pages, report; the last good site stays."""

from __future__ import annotations

import contextlib
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from broadsheet.config import SiteConfig
from broadsheet.errors import BroadsheetError, ContentError, SettingsError
from broadsheet.memory import Memory
from broadsheet.pelican_plugin import Built, build_site, load_config
from broadsheet.problems import Problem
from broadsheet.serve.answer import Ground
from broadsheet.serve.bulletin import Bulletin, version
from broadsheet.serve.server import Server
from broadsheet.serve.watcher import Places, changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be served.

    `everything` shows drafts too, in an output folder of its own. `engine` is a folder whose code
    runs this process: a change there needs a new one; None watches none.
    """

    settings: Path
    overrides: Mapping[str, Any]
    everything: bool = False
    engine: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of the loop: what changed (nothing: the first turn) and what the build came to."""

    changed: frozenset[Path]
    seconds: float
    built: Built | None = None
    failure: str | None = None
    problems: tuple[Problem, ...] = ()
    trace: str = ""
    """Where a failure nobody foresaw happened."""


class Session:
    """Serves one site until it is stopped."""

    def __init__(self, order: Order, server: Server, report: Callable[[Turn], None]) -> None:
        self.order, self.server, self.report = order, server, report
        self.config: SiteConfig | None = None
        self._good = 0
        self._memory = Memory()

    def run(self, stop: threading.Event) -> bool:
        """Build at every change.

        Returns:
            Whether the engine's own code changed, so that a new process has to go on.
        """
        with contextlib.suppress(SettingsError):  # else the first turn tells it
            self._overrides()
        for changed in changes(self._places, stop):
            code = self._code(changed)
            fault = _syntax_fault(code)
            if code and not fault:
                return True
            turn = Turn(changed=changed, seconds=0, failure=fault) if fault else self._turn(changed)
            self.server.board.post(self._bulletin(turn))
            self.report(turn)
        return False

    def _turn(self, changed: frozenset[Path]) -> Turn:
        started = time.monotonic()

        def turn(**outcome: Any) -> Turn:
            return Turn(changed=changed, seconds=time.monotonic() - started, **outcome)

        try:
            built = build_site(self.order.settings, self._overrides(), self._memory)
        except (ContentError, SettingsError) as error:
            return turn(failure=str(error), problems=error.problems)
        except BroadsheetError as error:
            return turn(failure=str(error))
        except (Exception, SystemExit) as error:  # noqa: BLE001  whatever a plugin or the engine does wrong, the loop goes on
            reason = f"{type(error).__name__}: {error}"
            return turn(failure=reason, trace=traceback.format_exc())
        return turn(built=built, problems=built.problems)

    def _overrides(self) -> Mapping[str, Any]:
        """Read the settings anew, and point the server and the watch to what they name."""
        values = drafts_apart(self.order)
        self.config, _ = load_config(self.order.settings, values)
        self.server.ground = Ground(self.config.output, unquote(self.config.base))
        return values

    def _bulletin(self, turn: Turn) -> Bulletin:
        if turn.built and (turn.built.written.written or turn.built.written.removed):
            self._good += 1
        named = version(self.server.board.current.version, self._good)
        errors = tuple(p for p in turn.problems if p.severity == "error") if turn.failure else ()
        return Bulletin(version=named, failure=turn.failure, problems=errors)

    def _places(self) -> Places:
        settings, config, engine = self.order.settings, self.config, self.order.engine
        beside = frozenset({settings, *settings.parent.glob("*.py")})
        named = (config.content, config.theme, *config.theme_overrides) if config else ()
        return Places(
            folders=(*named, *((engine,) if engine else ())),
            files=tuple(sorted(beside)),
            ignored=(config.output, config.cache) if config else (),
        )

    def _code(self, changed: frozenset[Path]) -> frozenset[Path]:
        """Pick the code that this process has loaded for good; the settings it reads each time."""
        engine, settings = self.order.engine, self.order.settings
        if engine is None:
            return frozenset()
        return frozenset(
            path
            for path in changed
            if path.suffix == ".py"
            and path != settings
            and (path.is_relative_to(engine) or path.parent == settings.parent)
        )


def drafts_apart(order: Order) -> dict[str, Any]:
    """Give the settings to build with: drafts go to a folder of their own, below the cache.

    Raises:
        SettingsError: the settings cannot be read.
    """
    values = dict(order.overrides)
    if order.everything:
        values["BROADSHEET_SHOW_DRAFTS"] = True
        if "OUTPUT_PATH" not in values:
            config, _ = load_config(order.settings, values)
            values["OUTPUT_PATH"] = str(config.cache / "drafts")
    return values


def _syntax_fault(code: frozenset[Path]) -> str | None:
    """Find what would keep changed code from starting at all."""
    for path in sorted(code):
        try:
            compile(path.read_bytes(), path, "exec")
        except (SyntaxError, ValueError) as error:
            return f"{path.name}: {error}"
        except OSError:  # it was removed
            continue
    return None
