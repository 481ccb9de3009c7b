"""Bring the virtual environment up to what a verb needs, then hand the verb over to invoke.

Runs on a machine with nothing but Python and git: it imports the standard library alone and does
none of Broadsheet's own work. An older Python has to get far enough to be told so by `complaint`:
that is why annotations are quoted and syntax newer than Python 3.6 is absent.
"""

import ast
import difflib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

OLDEST_PYTHON = (3, 11)
# clip.lock holds all of build.lock and test.lock all of clip.lock, with equal versions.
LOCKS = {
    "build": "requirements/build.lock",
    "clip": "requirements/clip.lock",
    "test": "requirements/test.lock",
    "npm": "package-lock.json",
}
BRINGS = {"test": ("build", "clip", "test")}
NEEDS = {
    "build": ("build", "clip"),
    "clip": ("build", "clip"),
    "inbox": ("build", "clip"),
    "test": ("test", "npm"),
    "lint": ("test",),
}
# What a verb does without where it cannot be installed, and what is lost then.
SPARE = {"clip": "pages, addresses and feeds cannot be read"}
# Wheels alone: building a source archive would fetch build tools that no lock pins.
PIP_INSTALL = (
    *("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"),
    *("--only-binary=:all:", "--require-hashes", "--no-deps", "--requirement"),
)
# The packages are data and programs for the tests: none needs its install script.
NPM_INSTALL = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


class SetupError(Exception):
    """A step of the set-up failed; the text names the step and holds what it printed."""


def main(root: Path, argv: "list[str]") -> int:
    """Run a verb in an up-to-date environment, or list the verbs; return the exit status."""
    obstacle = complaint(sys.version_info[:3], os.name, importlib.util.find_spec)
    verbs = {} if obstacle else read_verbs((root / "tasks.py").read_text(encoding="utf-8"))
    obstacle = obstacle or unknown_verb(argv, verbs)
    if obstacle:
        print(obstacle, file=sys.stderr)
        return 2
    if argv in ([], ["-l"], ["--list"], ["-h"], ["--help"]):
        print(list_verbs(verbs))
        return 0
    try:
        prepare(root, parts_for(argv, verbs))
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130  # what a shell reports for a command that Ctrl-C ended
    return hand_over(root, asking_first(together(argv)))


def unknown_verb(argv: "list[str]", verbs: "dict[str, str]") -> "str | None":
    """Say that the first word is no verb, and which one is near."""
    word = next(iter(argv), "-")
    if word.startswith("-") or word in verbs:
        return None
    near = difflib.get_close_matches(word, verbs, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(verbs))}"
    return f"{word!r} is no verb of Broadsheet: {hint}"


def asking_first(argv: "list[str]") -> "list[str]":
    """Put a question for help before its verb: invoke would take it for a verb's own argument."""
    asked = [argument for argument in argv if argument in ("-h", "--help")]
    return ["--help", argv[0]] if asked and argv[0] not in asked else argv


def together(argv: "list[str]") -> "list[str]":
    """Make one argument of the addresses that `clip` is given: invoke takes one for a source."""
    if argv[:1] != ["clip"]:
        return argv
    joined = []  # type: list[str]
    for argument in argv:
        follows = joined and is_address(joined[-1]) and joined[-2] not in ("--url", "-u")
        if follows and is_address(argument):
            joined[-1] += " " + argument
        else:
            joined.append(argument)
    return joined


def is_address(argument: str) -> bool:
    """Tell whether an argument is a web address."""
    return argument.lower().startswith(("http://", "https://"))


def complaint(
    version: "tuple[int, ...]", system: str, find_spec: "Callable[[str], object]"
) -> "str | None":
    """Say on one line what to install when this Python cannot make the environment."""
    if version < OLDEST_PYTHON:
        found = ".".join(map(str, version))
        return f"Broadsheet needs Python 3.11 or newer and this is {found}: install python3.11."
    if system == "nt":
        return "Broadsheet runs on Linux and macOS: on Windows, install WSL and run it there."
    missing = [name for name in ("venv", "ensurepip") if find_spec(name) is None]
    if missing:
        return f"This Python has no {' and no '.join(missing)}: install the package python3-venv."
    return None


def read_verbs(tasks: str) -> "dict[str, str]":
    """Map each task in the text of tasks.py to the first line of its docstring."""
    return {
        node.name: (ast.get_docstring(node) or "").partition("\n")[0]
        for node in ast.parse(tasks).body
        if isinstance(node, ast.FunctionDef)
        and any("'task'" in ast.dump(decorator) for decorator in node.decorator_list)
    }


def list_verbs(verbs: "dict[str, str]") -> str:
    """Lay out the verbs, one line each."""
    width = max(map(len, verbs))
    lines = [f"  {name:{width}}  {line}" for name, line in sorted(verbs.items())]
    return "\n".join(["python3 tasks.py VERB [--help]", "", *lines])


def parts_for(argv: "list[str]", verbs: "dict[str, str]") -> "list[str]":
    """Name the parts of the environment that the first verb of a command line needs."""
    verb = next((argument for argument in argv if argument in verbs), "")
    parts = NEEDS.get(verb, ("build",))
    return [part for part in parts if part != "npm" or shutil.which("npm")]


def prepare(root: Path, parts: "list[str]") -> None:
    """Install what is missing or out of date, one process at a time."""
    if is_ready(root, parts):
        return
    with locked(root):
        if not is_ready(root, parts):  # else another process did it while this one waited
            set_up(root, parts)


def is_ready(root: Path, parts: "list[str]") -> bool:
    """Tell whether the environment stands and holds these parts as their lock files have them."""
    stamp = read_stamp(root)
    return stands(root, stamp) and not stale_parts(root, parts, stamp)


def stands(root: Path, stamp: "dict[str, str]") -> bool:
    """Tell whether the environment was finished by this Python, in this folder."""
    programs = [root / ".venv" / "bin" / name for name in ("python", "invoke")]
    return identity(root).items() <= stamp.items() and all(map(Path.exists, programs))


def identity(root: Path) -> "dict[str, str]":
    """Name what an environment is bound to: a Python and, through its scripts, its folder."""
    return {"python": str(sys.implementation.cache_tag), "folder": str(root)}


def stale_parts(root: Path, parts: "list[str]", stamp: "dict[str, str]") -> "list[str]":
    """List the parts whose lock file is not the one that was installed, or given up."""
    stale = [
        part
        for part in parts
        if stamp.get(part) not in (digest(root, part), given_up(digest(root, part)))
    ]
    if "npm" in parts and "npm" not in stale and not (root / "node_modules").is_dir():
        stale.append("npm")
    return stale


def digest(root: Path, part: str) -> str:
    """Fingerprint the lock file of a part."""
    return hashlib.sha256((root / LOCKS[part]).read_bytes()).hexdigest()


def given_up(fingerprint: str) -> str:
    """Mark a lock file that could not be installed: it is tried again when it has changed."""
    return "failed " + fingerprint


def stamp_path(root: Path) -> Path:
    """Place the stamp inside .venv, so that it goes when .venv goes."""
    return root / ".venv" / "broadsheet.json"


def read_stamp(root: Path) -> "dict[str, str]":
    """Read what the last set-up installed; nothing when it was not finished."""
    try:
        stamp = json.loads(stamp_path(root).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


@contextmanager
def locked(root: Path) -> "Iterator[None]":
    """Hold a lock on the requirements folder, which clearing .venv does not take away."""
    import fcntl  # noqa: PLC0415 - Windows has none, and `complaint` speaks there first

    folder = os.open(str(root / "requirements"), os.O_RDONLY)
    # The steps inherit it: a pip that outlives a killed set-up keeps the next one waiting.
    os.set_inheritable(folder, True)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another process that sets up .venv ...", file=sys.stderr, flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def set_up(root: Path, parts: "list[str]") -> None:
    """Install the stale parts; no stamp stands meanwhile, so that a broken-off set-up is redone."""
    stamp = read_stamp(root)
    if not stands(root, stamp):
        stamp = {}
    stale = stale_parts(root, parts, stamp)
    names = " and ".join(LOCKS[part] for part in stale)
    print(f"Setting up .venv from {names} ...", file=sys.stderr, flush=True)
    if stamp:
        stamp_path(root).unlink()
    else:
        run_quietly(root, [base_python(), "-m", "venv", "--clear", ".venv"])
    for part in parts:
        if part in stale_parts(root, parts, stamp):  # one part can make the next one stale
            stamp = install(root, stamp, part)
    stamp_path(root).write_text(json.dumps({**stamp, **identity(root)}), encoding="utf-8")


def base_python() -> str:
    """Name the Python below any environment that this one runs in."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def install(root: Path, stamp: "dict[str, str]", part: str) -> "dict[str, str]":
    """Install a part and add it to a copy of the stamp; one that can be spared may fail."""
    try:
        run_quietly(root, install_command(root, part))
    except SetupError as error:
        if part not in SPARE:
            raise
        command = " ".join(install_command(root, part))
        print(
            f"warning: {LOCKS[part]} could not be installed ({reason(str(error))}), so "
            f"{SPARE[part]}; to try again: {command}",
            file=sys.stderr,
            flush=True,
        )
        return {**stamp, part: given_up(digest(root, part))}
    return record(root, stamp, part)


def reason(output: str) -> str:
    """Find the line of an installer's output that says why it failed: the last of its errors."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    told = [line for line in lines if line.lower().startswith("error")]
    return (told[-1:] or lines or ["no reason given"])[0]


def install_command(root: Path, part: str) -> "list[str]":
    """Give the command that installs what a part's lock file names."""
    if part == "npm":
        return list(NPM_INSTALL)
    return [str(root / ".venv" / "bin" / "python"), *PIP_INSTALL, LOCKS[part]]


def record(root: Path, stamp: "dict[str, str]", part: str) -> "dict[str, str]":
    """Add to a copy of the stamp what a part's lock file brought."""
    # The build lock may come from another commit than the locks that were installed before.
    moved = {"build": ("clip", "test"), "clip": ("test",)}.get(part, ())
    kept = {key: value for key, value in stamp.items() if key not in moved}
    return {**kept, **{name: digest(root, name) for name in BRINGS.get(part, (part,))}}


def run_quietly(root: Path, command: "list[str]") -> None:
    """Run a step of the set-up, showing what it printed only when it fails."""
    step = subprocess.run(
        command,
        cwd=str(root),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        close_fds=False,  # see `locked`
        check=False,
    )
    if step.returncode:
        output = step.stdout.decode(errors="replace").rstrip()
        raise SetupError(f"{output}\nSetting up failed at: {' '.join(command)}")


def hand_over(root: Path, argv: "list[str]") -> int:
    """Become invoke, so that Ctrl-C, signals and the exit status are its own."""
    invoke = str(root / ".venv" / "bin" / "invoke")
    command = [invoke, "--search-root", str(root), *argv]
    sys.stdout.flush()
    return os.execve(invoke, command, environment(root, os.environ))


def environment(root: Path, environ: "Mapping[str, str]") -> "dict[str, str]":
    """Give the environment variables of an activated virtual environment."""
    folder = root / ".venv"
    path = os.pathsep.join(filter(None, [str(folder / "bin"), environ.get("PATH", "")]))
    kept = {key: value for key, value in environ.items() if key != "PYTHONHOME"}
    return {**kept, "VIRTUAL_ENV": str(folder), "PATH": path}
