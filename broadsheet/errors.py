"""The exceptions Broadsheet raises, and the exit status each one means.

    BroadsheetError            1   something could not be done
    ├── ContentError           1   the content has errors: nothing was written
    ├── SettingsError          2   a setting or an argument is wrong
    ├── RenderError            1   a template failed on a page
    ├── OutputError            1   the output folder could not be written
    ├── WorkerError            1   a process that shared the work is gone
    ├── FetchError             1   an address could not be fetched
    ├── MissingExtraError      1   what an extra brings is not installed
    └── PublishError           1   the site could not be sent to its host
        └── OvertakenError     1   somebody else published at the same time

A fault in the content is not an exception but a `Problem`; these are raised once, with all of them.
Each can be pickled: a worker raises it in another process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from broadsheet.problems import Problem, one_line


class BroadsheetError(Exception):
    """Something could not be done; the text says what, and to which file or page."""

    exitcode = 1  # read by Pelican, too, when the exception passes through it

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
        """Pickle without calling the constructor, which takes other things than `args` holds."""
        return _unpickled, (type(self), self.args), self.__dict__


def _unpickled(kind: type[BroadsheetError], args: tuple[Any, ...]) -> BroadsheetError:
    error = kind.__new__(kind)
    error.args = args
    return error


class ContentError(BroadsheetError):
    """The content has errors; `problems` holds all of them, warnings included."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems; the text counts the errors."""
        self.problems = tuple(problems)
        errors = sum(problem.severity == "error" for problem in self.problems)
        noun = "error" if errors == 1 else "errors"
        super().__init__(f"{errors} {noun} in the content; nothing was written")


class SettingsError(BroadsheetError):
    """Settings or arguments have wrong values; `problems` holds all of them."""

    exitcode = 2

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems; the text names the settings."""
        self.problems = tuple(problems)
        names = ", ".join(problem.field or "?" for problem in self.problems)
        super().__init__(f"wrong settings: {names}")


class RenderError(BroadsheetError):
    """A template failed; `path` is the page's output path, `template` where it happened."""

    def __init__(self, path: str, template: str, reason: str) -> None:
        """Name the page, the template and the reason."""
        self.path, self.template, self.reason = path, template, reason
        super().__init__(f"{path}: template {template}: {reason}")


class OutputError(BroadsheetError):
    """The output could not be written; `path` is the file or folder concerned."""

    def __init__(self, path: str, reason: str) -> None:
        """Name the path and the reason."""
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")


class WorkerError(BroadsheetError):
    """A worker ended; `names` are the tasks it may have been on, `how` says what ended it."""

    def __init__(self, doing: str, names: Sequence[str], how: str) -> None:
        """Keep what was done (`Reading`) and to what."""
        self.doing, self.names, self.how = doing, tuple(names), how
        where = f" while {doing.lower() or 'working on'} {' or '.join(names)}" if names else ""
        super().__init__(f"a worker ended{where}: {how}")


class MissingExtraError(BroadsheetError):
    """Something cannot be done without `modules`, which an extra brings and nobody installed."""

    def __init__(self, doing: str, modules: Sequence[str]) -> None:
        """Say on one line what is missing for what, and what installs it."""
        self.doing, self.modules = doing, tuple(modules)
        are = "is" if len(self.modules) == 1 else "are"
        super().__init__(
            f"{doing} needs {' and '.join(self.modules)}, which {are} not installed: "
            "run .venv/bin/python -m pip install -r requirements/clip.lock"
        )


class FetchError(BroadsheetError):
    """An address could not be fetched; `address` is the one that was asked for.

    `kind` is a word for programs: `refused` by our own rules, `robots`, `unknown-host`,
    `connection`, `tls`, `protocol`, `redirect`, `status`, `type`, `size` or `time`. `status` is
    what the server answered, `retry_after` the seconds it asks to wait, as far as it said so.
    """

    def __init__(  # noqa: PLR0913  one argument per thing that is known
        self,
        address: str,
        reason: str,
        hint: str | None = None,
        *,
        kind: str = "connection",
        status: int | None = None,
        retry_after: int | None = None,
    ) -> None:
        """Name the address and the reason, and the next step in a line of its own."""
        self.address, self.reason, self.hint = address, reason, hint
        self.kind, self.status, self.retry_after = kind, status, retry_after
        text = f"{one_line(address)}: {one_line(reason)}"
        super().__init__(f"{text}\nhint: {one_line(hint)}" if hint else text)


class PublishError(BroadsheetError):
    """The site could not be sent; `target` is where it should have gone."""

    def __init__(self, target: str, reason: str) -> None:
        """Name the target and the reason."""
        self.target, self.reason = target, reason
        super().__init__(f"{target}: {reason}")


class OvertakenError(PublishError):
    """Somebody else published between our look at `target` and our sending."""
