"""Builds sites on request, each in a process of its own that has built nothing before.

A new interpreter for every build would spend four fifths of its time on imports. This one imports
the engine once and forks for each request, so that no module of a site, no settings file and
nothing that the engine remembers in memory goes from one build to the next. With `--stay` it builds
in the one process instead, as `serve` does, so that what the engine remembers is tried too.

A request is a line of JSON: `settings`, `overrides`, and perhaps `fault`, the name of a function in
`tests.engine.faults` that breaks the engine. So is the answer.
"""

import json
import os
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from broadsheet.errors import BroadsheetError, ContentError, SettingsError
from broadsheet.memory import Memory
from broadsheet.pelican_plugin import build_site
from broadsheet.problems import in_order
from tests.engine import faults


def answer(request: dict[str, Any], memory: Memory | None = None) -> dict[str, Any]:
    """Build, and tell what came of it."""
    build = partial(build_site, memory=memory)
    if request.get("fault"):
        build = getattr(faults, request["fault"])(build)
    try:
        built = build(Path(request["settings"]), request["overrides"])
    except (ContentError, SettingsError) as error:
        problems = [asdict(problem) for problem in in_order(error.problems)]
        return {"outcome": type(error).__name__, "text": str(error), "problems": problems}
    except BroadsheetError as error:
        return {"outcome": type(error).__name__, "text": str(error)}
    except BaseException as error:  # noqa: BLE001  an engine that falls over is told like the rest
        return {"outcome": "crash", "text": f"{type(error).__name__}: {error}"}
    return {
        "outcome": "built",
        "account": {state: list(files) for state, files in built.account.items()},
        "problems": [asdict(problem) for problem in built.problems],
        "notes": list(built.notes),
        "pages": built.pages,
        "files": built.files,
        "written": built.written.written,
        "removed": built.written.removed,
    }


def serve(requests: TextIO, answers: TextIO, *, stay: bool) -> None:
    """Answer until there are no more requests."""
    memory = Memory()
    for line in requests:
        request = json.loads(line)
        os.chdir(Path(request["settings"]).parent)
        if stay:
            answers.write(json.dumps(answer(request, memory)) + "\n")
            answers.flush()
            continue
        child = os.fork()
        if not child:
            status = 1
            try:
                answers.write(json.dumps(answer(request)) + "\n")
                answers.flush()
                status = 0
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        if status:
            text = f"the process ended with {os.waitstatus_to_exitcode(status)}"
            answers.write(json.dumps({"outcome": "died", "text": text}) + "\n")
            answers.flush()


def main() -> None:
    """Keep standard output for the answers: whatever a build prints goes to standard error."""
    sys.dont_write_bytecode = True
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    serve(sys.stdin, answers, stay="--stay" in sys.argv)


if __name__ == "__main__":
    main()
