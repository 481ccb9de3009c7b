"""`serve`: the site on this machine, rebuilt and reloaded at every change."""

from __future__ import annotations

import os
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from broadsheet.clock import read_clock
from broadsheet.commands.report import guarded, overrides, print_problems, say
from broadsheet.errors import SettingsError
from broadsheet.pelican_plugin import load_config
from broadsheet.problems import Problem, problem
from broadsheet.serve.answer import Ground
from broadsheet.serve.bulletin import Board, Bulletin, version
from broadsheet.serve.server import open_server
from broadsheet.serve.session import Order, Session, Turn

AGAIN: Final = "BROADSHEET_SERVE_PORT"
"""Tells the process that goes on after a change of the engine which port the open pages know."""
_NOWHERE: Final = Ground(Path(os.devnull))
_LAST_PORT: Final = 65535
_NAMED: Final = 3
"""How many changed files a line names."""


def run(  # noqa: PLR0913  one argument per option
    *,
    settings: Path,
    content: Path | None = None,
    output: Path | None = None,
    now: str | None = None,
    everything: bool = False,
    port: int = 8000,
    open_browser: bool = False,
) -> int:
    """Build, show and watch the site until Ctrl-C."""

    def work() -> int:
        order = Order(
            settings=settings.absolute(),
            overrides=overrides(content=content, output=output, now=now),
            everything=everything,
            engine=Path(__file__).resolve().parents[1],
        )
        _refuse(order, port)
        return _serve(order, port, open_browser=open_browser)

    return guarded(work)


def _serve(order: Order, wanted: int, *, open_browser: bool) -> int:
    again = os.environ.pop(AGAIN, None)
    server = open_server(int(again or wanted), _NOWHERE, Board(Bulletin(version=version())))
    if wanted not in (0, server.port) and not again:
        print(f"Port {wanted} is taken.")
    print(f"Serving http://localhost:{server.port}/ until Ctrl-C", flush=True)
    opened = f"http://localhost:{server.port}/" if open_browser and not again else None
    session = Session(order, server, Terminal(order.settings.parent, opened).tell)
    restart = False
    try:
        server.start()
        restart = session.run(threading.Event())
    except KeyboardInterrupt:
        print(flush=True)  # so that the shell's prompt does not stand behind the ^C
    finally:
        server.stop()
    if restart:
        _go_on(server.port)
    return 0


def _go_on(port: int) -> None:
    """Become a new process with the new code; open pages find it on the same port."""
    print("The engine has changed: starting again.", flush=True)
    os.environ[AGAIN] = str(port)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  the very command that started this process


def _refuse(order: Order, port: int) -> None:
    """Refuse at once what no edit could mend later.

    Raises:
        SettingsError: arguments are wrong.
    """
    found = [*_faults(order, port)]
    if found:
        raise SettingsError(found)


def _faults(order: Order, port: int) -> list[Problem]:
    values = order.overrides
    found = []
    if not 0 <= port <= _LAST_PORT:
        found.append(_wrong("--port", f"must be between 0 and {_LAST_PORT}, got {port}"))
    if not order.settings.is_file():
        found.append(_wrong("--settings", f"must name a file, got {str(order.settings)!r}"))
    if "PATH" in values and not Path(values["PATH"]).is_dir():
        found.append(_wrong("--content", f"must name a folder, got {values['PATH']!r}"))
    if "BROADSHEET_NOW" in values:
        try:
            read_clock(values["BROADSHEET_NOW"])
        except ValueError as error:
            found.append(_wrong("--now", f"{error}, got {values['BROADSHEET_NOW']!r}"))
    if not found and order.everything and "OUTPUT_PATH" in values:
        found += _same_output(order)
    return found


def _same_output(order: Order) -> list[Problem]:
    given = Path(order.overrides["OUTPUT_PATH"])
    rest = {name: value for name, value in order.overrides.items() if name != "OUTPUT_PATH"}
    ordinary = load_config(order.settings, rest)[0].output
    if given.resolve() != ordinary.resolve():
        return []
    hint = "leave it out: drafts get a folder of their own"
    return [_wrong("--output", "is the site's own output, where no draft belongs", hint)]


def _wrong(option: str, message: str, hint: str | None = None) -> Problem:
    return problem("bad-argument", message, field=option, hint=hint)


@dataclass(slots=True)
class Terminal:
    """Tells each turn in one line, and problems where they are news; opens the browser once."""

    root: Path
    opened: str | None = None
    known: frozenset[Problem] = frozenset()
    open_page: Callable[[str], object] = webbrowser.open

    def tell(self, turn: Turn) -> None:
        """Print a turn."""
        say(f"{time.strftime('%H:%M:%S')} {line(turn, self.root)}")
        if turn.failure or frozenset(turn.problems) != self.known:
            print_problems(turn.problems)
        if turn.trace:
            say(turn.trace.rstrip())
        self.known = frozenset(turn.problems)
        if self.opened:
            self.open_page(self.opened)
            self.opened = None


def line(turn: Turn, root: Path) -> str:
    """Say what changed and what came of it."""
    names = sorted(
        str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
        for path in turn.changed
    )
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    what = f"{', '.join(names[:_NAMED])}{more}: " if names else ""
    if turn.built is None:
        return f"{what}not built: {turn.failure}"
    written = turn.built.written
    return (
        f"{what}built in {turn.seconds:.2f} seconds, "
        f"{written.written} files written, {written.removed} removed"
    )
