"""Running git and rsync: never a question at the terminal, never an endless wait.

What they print is kept, for the error that quotes it. It is asked for in English, because the usual
causes are told apart by their wording.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from broadsheet.errors import PublishError

ANSWER: Final = 60
"""Seconds in which a host must answer a question."""

TRANSFER: Final = 1800
"""Seconds for sending a site: a first one with its photos, over a slow line."""

# When publish runs from a git hook, git leaves these behind, and they would redirect our own calls.
INHERITED: Final = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
)
SILENT_SSH: Final = "-o BatchMode=yes -o ConnectTimeout=20"

CAUSES: Final = {
    # what it means: what a program may print; the first meaning found counts
    "ssh does not know this host yet: connect once by hand": ("host key verification failed",),
    "the host did not accept the login": (
        "access denied",
        "auth failed",
        "authentication failed",
        "could not read password",
        "could not read username",
        "invalid credentials",
        "permission denied",
        "returned error: 401",
        "returned error: 403",
    ),
    "the host cannot be reached": (
        "connection refused",
        "failed to connect",
        "name or service not known",
        "name resolution",
        "no answer within",
        "no route to host",
        "not resolve host",
        "timed out",
        "unreachable",
    ),
    "this folder is in no git repository (git init makes one)": ("not a git repository",),
    "there is no such repository": (
        "does not appear to be a git repository",
        "repository not found",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a program ended and what it printed."""

    status: int
    out: bytes
    err: str


def run(
    command: Sequence[str | Path],
    *,
    folder: Path,
    environment: Mapping[str, str],
    limit: float = ANSWER,
    feed: bytes = b"",
) -> Answer:
    """Run a program to its end; one that does not end in time is stopped, with all it started."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # no terminal to ask at, and one group to stop
    ) as process:
        try:
            out, err = process.communicate(feed, timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return Answer(status=124, out=b"", err=f"no answer within {limit:g} seconds")
        except BaseException:  # Ctrl-C does not reach another session by itself
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return Answer(status=process.returncode, out=out, err=err.decode(errors="replace").strip())


def must(answer: Answer, program: str, target: str) -> bytes:
    """Give what a program printed, or the error that says what went wrong in its own words.

    Raises:
        PublishError: the program failed.
    """
    if answer.status == 0:
        return answer.out
    quoted = answer.err.replace("\n", "\n  ") or f"exit status {answer.status}"
    raise PublishError(target, f"{cause(answer.err)}; {program} says:\n  {quoted}")


def cause(text: str) -> str:
    """Say in plain words what a program's complaint means."""
    lower = text.lower()
    found = (meaning for meaning, signs in CAUSES.items() if any(sign in lower for sign in signs))
    return next(found, "it failed")


def quiet_environment(environ: Mapping[str, str], ssh: str = "") -> dict[str, str]:
    """Make an environment in which nothing asks for a password.

    Args:
        environ: the environment to start from.
        ssh: the ssh command that git is configured to use.
    """
    quiet = {name: value for name, value in environ.items() if name not in INHERITED}
    quiet |= {"LC_ALL": "C", "LANGUAGE": "", "GIT_TERMINAL_PROMPT": "0"}
    quiet["GIT_OPTIONAL_LOCKS"] = "0"  # looking at the sources must not rewrite their index
    quiet["RSYNC_RSH"] = silent_ssh(environ.get("RSYNC_RSH", ""))
    if "GIT_SSH" not in environ:
        quiet["GIT_SSH_COMMAND"] = silent_ssh(environ.get("GIT_SSH_COMMAND") or ssh)
    return quiet


def silent_ssh(command: str) -> str:
    """Keep ssh from asking; another program than ssh is left as it is."""
    command = command.strip() or "ssh"
    is_ssh = PurePosixPath(command.split()[0]).name == "ssh"
    return f"{command} {SILENT_SSH}" if is_ssh else command
