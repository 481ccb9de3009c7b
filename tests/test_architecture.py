"""The house stands as drawn: who imports Pelican and Jinja, opens content, deletes, has a clock."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet import errors
from broadsheet.problems import problem
from tests.build_model import ROOT

ENGINE = ROOT / "broadsheet"
MODULES = sorted(
    path
    for path in ENGINE.rglob("*.py")
    if path.relative_to(ENGINE).parts[0] != "skeleton"  # what a new digest starts from
)


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


TREES = {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


def importers(package: str) -> set[str]:
    """Give the modules that import a package, at any place in their code."""
    found = set()
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if any(name.partition(".")[0] == package for name in names):
                found.add(module)
    return found


def callers(*names: str) -> set[str]:
    """Give the modules that call a function or method of one of these names."""
    return {
        module
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Attribute) and node.func.attr in names)
            or (isinstance(node.func, ast.Name) and node.func.id in names)
        )
    }


def below(*places: str):
    """Make a test whether a module is one of these, or stands in one of these packages."""
    return lambda module: any(
        module == f"broadsheet.{place}" or module.startswith(f"broadsheet.{place}.")
        for place in places
    )


# The bootstrap runs before anything is installed and minds .venv alone; `publish` and `serve` have
# the world of their hosts and browsers; `new` and `start` write an editor's files; `clip.source`
# and `clip.fetch` bring what is to be clipped, `clip.inbox` feeds, and keeps in the cache what they
# had, as `clip.morgue` does of articles; `migrate` has another site's files and writes ours.
MIGRATING = ("migrate.hoard", "migrate.history", "migrate.deposit")
INBOX = ("clip.inbox.watch", "clip.inbox.rounds", "clip.inbox.ledger")
CLIPPING = ("clip.source", "clip.fetch", "clip.morgue", *INBOX)
OWN_WORLD = below("bootstrap", "publish", "serve", "commands", *CLIPPING, *MIGRATING)
STORE = "broadsheet.read.store"
"""Keeps records in the cache folder, a world of its own: no content and nothing a reader sees."""
FLOW = [module for module in TREES if not OWN_WORLD(module)]


def test_one_module_imports_pelican():
    assert importers("pelican") == {"broadsheet.pelican_plugin"}


def test_only_rendering_imports_jinja():
    # closure asks its parser what a template uses, templates make its environment quicker
    rendering = {"broadsheet.render", "broadsheet.closure", "broadsheet.templates"}
    assert importers("jinja2") == {*rendering, "broadsheet.pelican_theme.theme"}


def test_only_read_files_opens_content():
    opening = callers("open", "read_bytes", "read_text") & set(FLOW) - {STORE, "broadsheet.cores"}

    # read.pictures looks at the first bytes of a picture, tree at what an earlier build wrote
    # and lock at which process builds; closure, plates and seal at what they kept,
    # fingerprint at our code
    about_output = {f"broadsheet.{name}" for name in ("lock", "manifest", "stage", "tree")}
    about_itself = {f"broadsheet.{name}" for name in ("closure", "fingerprint", "plates", "seal")}
    reading = {f"broadsheet.read.{name}" for name in ("files", "pictures", "extension")}
    assert opening <= {*reading, *about_output, *about_itself}


def test_only_the_stage_deletes():
    deleting = callers("unlink", "rmdir", "rmtree", "remove", "removedirs")

    # output and plates say what, stage does it
    asking = {"broadsheet.output", "broadsheet.plates"}
    assert deleting & set(FLOW) - {STORE} == {*asking, "broadsheet.stage"}


def test_only_the_stage_and_the_lock_write():
    writing = callers(
        "write_bytes", "write_text", "mkdir", "makedirs", "rename", "symlink_to", "hardlink_to",
        "touch", "copy2", "copytree", "move",
    )  # fmt: skip

    assert writing & set(FLOW) - {STORE} <= {"broadsheet.lock", "broadsheet.stage"}


def test_only_config_reads_the_clock_and_the_environment():
    assert callers("now", "today", "utcnow") & set(FLOW) <= {"broadsheet.clock"}
    environment = {
        module
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }
    # progress asks whether a person looks on, the others how the work is shared: no byte is changed
    sharing = {"broadsheet.cores", "broadsheet.workers.processes"}
    assert environment & set(FLOW) <= {"broadsheet.clock", "broadsheet.progress", *sharing}


def test_the_flow_starts_no_network():
    for package in ("socket", "http", "requests", "httpx", "smtplib", "ftplib"):
        assert not importers(package) & set(FLOW), package


def test_nothing_is_pickled_or_evaluated():
    # but for what processes of one build send each other, which is never kept
    assert importers("pickle") == {"broadsheet.workers.worker"}
    assert not importers("marshal") | importers("shelve")
    assert not callers("eval", "exec")


def test_no_module_is_named_for_nothing():
    empty = {"utils", "util", "helpers", "common", "core", "manager", "misc"}

    assert not {path.stem for path in MODULES} & empty


def test_every_module_says_what_it_is_for():
    silent = [module for module, tree in TREES.items() if not ast.get_docstring(tree)]

    assert silent == []


IMPORT_ALONE = """
import importlib, os, sys, warnings
warnings.simplefilter("error")
for name in sys.argv[1:]:
    child = os.fork()
    if not child:
        try:
            importlib.import_module(name)
        except BaseException as error:
            print(name, type(error).__name__, error, flush=True)
        os._exit(0)
    os.waitpid(child, 0)
"""


def test_every_module_imports_alone_in_a_fresh_interpreter():
    # One interpreter that has imported nothing forks a child per module: as fresh, and far quicker.
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALONE, *TREES],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# --- exceptions

FAULT = problem("bad-date", "must be a date", field="date")
SUBJECTS = {
    errors.BroadsheetError: (("the subject",), "the subject"),
    errors.ContentError: (([FAULT],), "1 error"),
    errors.SettingsError: (([FAULT],), "date"),
    errors.RenderError: (("topics/index.html", "topics.html:3", "why"), "topics/index.html"),
    errors.OutputError: (("output/x.html", "why"), "output/x.html"),
    errors.WorkerError: (("Reading", ["a.md"], "why"), "reading a.md"),
    errors.FetchError: (("https://host.example/", "why"), "https://host.example/"),
    errors.MissingExtraError: (("reading pages", ["lxml"]), "reading pages needs lxml"),
    errors.PublishError: (("git@host:site", "why"), "git@host:site"),
    errors.OvertakenError: (("branch:gh-pages", "why"), "branch:gh-pages"),
}


def exceptions() -> list[type[errors.BroadsheetError]]:
    """Give every exception of the engine."""
    found, waiting = [], [errors.BroadsheetError]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting.extend(kind.__subclasses__())
    return [kind for kind in found if kind.__module__.startswith("broadsheet")]


@pytest.mark.parametrize("kind", exceptions(), ids=lambda kind: kind.__name__)
def test_the_text_of_an_exception_contains_its_subject(kind):
    arguments, subject = SUBJECTS[kind]

    assert subject in str(kind(*arguments))
    assert kind.exitcode in {1, 2}


def test_the_tree_of_exceptions_is_drawn_in_their_module():
    assert all(kind.__name__ in errors.__doc__ for kind in exceptions())
