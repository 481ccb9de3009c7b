"""`python3 tasks.py VERB` makes the environment that a verb needs and becomes invoke."""

import ast
import json
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from broadsheet import bootstrap

ROOT = Path(__file__).resolve().parent.parent
BUILD, CLIP, TEST = (f"requirements/{part}.lock" for part in ("build", "clip", "test"))
BEFORE_INSTALL = ["tasks.py", "broadsheet/__init__.py", "broadsheet/bootstrap.py"]
TASKS = '''
@task
def build(c):
    """Build it."""

@task(iterable=["x"])
def new(c, x):
    """Start one.

    And more.
    """

@task
def test(c):
    """Test it."""

@task
def lint(c):
    """Lint it."""

@task
def check(c):
    """Check it."""

def helper():
    """Is no verb."""
'''


class BecameInvokeError(Exception):
    """Stands where the process would have become invoke."""


class Machine:
    """A project folder and a record of every program that the set-up starts."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.steps: list[str] = []
        self.breaks_at: dict[str, BaseException] = {}
        self.handed_over: list[str] = []

    def step(self, root: Path, command: list[str]) -> None:
        name = "venv" if "venv" in command else command[0] if command[0] == "npm" else command[-1]
        self.steps.append(name)
        if name in self.breaks_at:
            raise self.breaks_at.pop(name)
        if name == "venv":
            shutil.rmtree(self.root / ".venv", ignore_errors=True)
        made = {"venv": [".venv/bin/python", ".venv/bin/invoke"], "npm": ["node_modules/x"]}
        for path in made.get(name, []):
            self.write(path, "")

    def become(self, program: str, command: list[str], environ: dict[str, str]) -> None:
        self.handed_over = command
        raise BecameInvokeError

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def run(self, *argv: str) -> list[str]:
        """Run a verb to its end in invoke; return the steps that this took."""
        self.steps.clear()
        with pytest.raises(BecameInvokeError):
            bootstrap.main(self.root, list(argv))
        return list(self.steps)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    machine = Machine(tmp_path)
    machine.write("tasks.py", TASKS)
    machine.write("requirements/build.lock", "markdown")
    machine.write("requirements/clip.lock", "markdown lxml")
    machine.write("requirements/test.lock", "markdown lxml pytest")
    machine.write("package-lock.json", "{}")
    monkeypatch.setattr(bootstrap, "run_quietly", machine.step)
    monkeypatch.setattr(bootstrap.os, "execve", machine.become)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    return machine


def test_the_first_build_makes_the_environment_and_installs_what_clip_needs_too(machine):
    assert machine.run("build") == ["venv", BUILD, CLIP]


def test_a_verb_that_reads_no_page_waits_for_the_build_lock_alone(machine):
    assert machine.run("check") == ["venv", BUILD]
    assert machine.run("build") == [CLIP]


def test_the_second_build_installs_nothing(machine):
    machine.run("build")

    assert machine.run("build") == []


def test_the_verb_and_its_options_are_handed_to_invoke(machine):
    machine.run("build", "--now", "2022-12-18")

    invoke = str(machine.root / ".venv/bin/invoke")
    root = str(machine.root)
    assert machine.handed_over == [invoke, "--search-root", root, "build", "--now", "2022-12-18"]


def test_set_up_says_one_line_on_standard_error(machine, capsys):
    machine.run("test")
    said = capsys.readouterr()

    assert said.out == ""
    assert said.err == "Setting up .venv from requirements/test.lock and package-lock.json ...\n"


def test_a_ready_environment_says_nothing(machine, capsys):
    machine.run("build")
    capsys.readouterr()
    machine.run("build")

    assert capsys.readouterr() == ("", "")


def test_test_installs_the_test_lock_and_the_npm_packages(machine):
    assert machine.run("test") == ["venv", "requirements/test.lock", "npm"]


def test_lint_needs_the_test_lock_alone(machine):
    assert machine.run("lint") == ["venv", "requirements/test.lock"]


def test_a_build_goes_on_without_what_clip_needs_and_says_so_once(machine, capsys):
    machine.breaks_at[CLIP] = bootstrap.SetupError("Looking\nERROR: No space left\nmore")

    assert machine.run("build") == ["venv", BUILD, CLIP]
    _, warning = capsys.readouterr().err.splitlines()
    assert warning.startswith(
        "warning: requirements/clip.lock could not be installed (ERROR: No space left), so pages, "
        "addresses and feeds cannot be read; to try again: "
    )
    assert warning.endswith(" --requirement requirements/clip.lock")
    assert machine.run("build") == []
    assert capsys.readouterr().err == ""


def test_what_could_not_be_installed_is_tried_again_when_its_lock_has_changed(machine):
    machine.breaks_at[CLIP] = bootstrap.SetupError("No such wheel")
    machine.run("build")
    machine.write(CLIP, "markdown a newer lxml")

    assert machine.run("build") == [CLIP]
    assert machine.run("build") == []


def test_the_reason_of_a_failure_is_its_last_error():
    assert bootstrap.reason("a\n error: b\nERROR: c\nd") == "ERROR: c"
    assert bootstrap.reason("\na\nb") == "a"
    assert bootstrap.reason("") == "no reason given"


def test_the_test_lock_serves_build_too(machine):
    machine.run("test")

    assert machine.run("build") == []


def test_the_first_verb_decides_what_is_installed(machine):
    assert machine.run("new", "test") == ["venv", BUILD]


def test_test_after_build_adds_to_the_same_environment(machine):
    machine.run("build")

    assert machine.run("test") == ["requirements/test.lock", "npm"]


def test_without_npm_its_packages_wait_until_it_is_there(machine, monkeypatch):
    with monkeypatch.context() as without_npm:
        without_npm.setattr(bootstrap.shutil, "which", lambda name: None)
        assert machine.run("test") == ["venv", "requirements/test.lock"]

    assert machine.run("test") == ["npm"]


def test_npm_packages_that_were_deleted_come_back(machine):
    machine.run("test")
    (machine.root / "node_modules/x").unlink()
    (machine.root / "node_modules").rmdir()

    assert machine.run("test") == ["npm"]


def test_a_new_lock_file_is_installed_into_the_environment(machine):
    machine.run("build")
    machine.write("requirements/build.lock", "markdown nh3")

    assert machine.run("build") == [BUILD, CLIP]


def test_an_older_build_lock_makes_the_test_lock_stale(machine):
    machine.run("test")
    machine.write("requirements/build.lock", "an older markdown")
    machine.run("build")
    machine.write("requirements/build.lock", "markdown")

    assert machine.run("test") == ["requirements/test.lock"]


@pytest.mark.parametrize("key", ["python", "folder"])
def test_another_python_or_another_folder_needs_a_new_environment(machine, key):
    machine.run("build")
    stamp = bootstrap.read_stamp(machine.root)
    machine.write(".venv/broadsheet.json", json.dumps({**stamp, key: "another"}))

    assert machine.run("build") == ["venv", BUILD, CLIP]


@pytest.mark.parametrize("program", ["python", "invoke"])
def test_an_environment_that_lost_a_program_is_made_anew(machine, program):
    machine.run("build")
    (machine.root / ".venv/bin" / program).unlink()
    (machine.root / ".venv/bin" / program).symlink_to("/nowhere/python3.11")

    assert machine.run("build") == ["venv", BUILD, CLIP]


@pytest.mark.parametrize("stamp", ["", "[]", '{"python": ', "\0"])
def test_a_stamp_that_cannot_be_read_counts_as_none(machine, stamp):
    machine.run("build")
    machine.write(".venv/broadsheet.json", stamp)

    assert machine.run("build") == ["venv", BUILD, CLIP]


@pytest.mark.parametrize("step", ["venv", "requirements/build.lock"])
def test_an_interrupted_set_up_starts_afresh_the_next_time(machine, step):
    machine.breaks_at[step] = KeyboardInterrupt()

    assert bootstrap.main(machine.root, ["build"]) == 130
    assert machine.run("build") == ["venv", BUILD, CLIP]


def test_an_interrupted_update_starts_afresh_the_next_time(machine):
    machine.run("build")
    machine.write("requirements/build.lock", "markdown nh3")
    machine.breaks_at["requirements/build.lock"] = KeyboardInterrupt()

    assert bootstrap.main(machine.root, ["build"]) == 130
    assert machine.run("build") == ["venv", BUILD, CLIP]


def test_a_failed_step_ends_with_1_and_what_it_printed(machine, capsys):
    machine.breaks_at["requirements/build.lock"] = bootstrap.SetupError("No such wheel")

    assert bootstrap.main(machine.root, ["build"]) == 1
    assert capsys.readouterr().err.endswith("\nNo such wheel\n")
    assert machine.handed_over == []


def test_two_processes_at_once_set_up_once(machine):
    threads = [
        threading.Thread(target=bootstrap.prepare, args=(machine.root, ["build"])) for _ in "ab"
    ]
    with bootstrap.locked(machine.root):
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()

    assert machine.steps == ["venv", BUILD]


def test_whoever_waits_for_another_set_up_is_told(machine, capsys):
    with bootstrap.locked(machine.root):
        waiting = threading.Thread(target=bootstrap.prepare, args=(machine.root, ["build"]))
        waiting.start()
        waiting.join(timeout=0.2)
    waiting.join()

    assert capsys.readouterr().err.startswith("Waiting for another process that sets up .venv ...")


def test_a_step_that_outlives_its_set_up_keeps_the_next_one_waiting(tmp_path):
    (tmp_path / "requirements").mkdir()
    with bootstrap.locked(tmp_path):
        bootstrap.run_quietly(tmp_path, ["sh", "-c", "sleep 0.5 >&- 2>&- &"])
    began = time.monotonic()
    with bootstrap.locked(tmp_path):
        assert time.monotonic() - began > 0.2


def test_a_step_that_succeeds_prints_nothing(tmp_path, capfd):
    bootstrap.run_quietly(tmp_path, [sys.executable, "-c", "print('noise')"])

    assert capfd.readouterr() == ("", "")


def test_a_step_that_fails_is_shown_with_its_output(tmp_path):
    with pytest.raises(bootstrap.SetupError, match=r"(?s)^noise\nSetting up failed at: .* -c "):
        bootstrap.run_quietly(tmp_path, [sys.executable, "-c", "exit(print('noise') or 3)"])


def test_packages_come_as_pinned_wheels_and_npm_runs_no_script(tmp_path):
    pip = bootstrap.install_command(tmp_path, "build")

    assert pip[0] == str(tmp_path / ".venv/bin/python")
    assert {"--require-hashes", "--no-deps", "--only-binary=:all:"} < set(pip)
    assert "--ignore-scripts" in bootstrap.install_command(tmp_path, "npm")


def test_the_environment_is_made_by_the_python_below_it():
    assert Path(bootstrap.base_python()).is_file()
    assert not Path(bootstrap.base_python()).is_relative_to(ROOT / ".venv")


def test_the_child_sees_an_activated_environment(tmp_path):
    given = {"PATH": "/usr/bin", "PYTHONHOME": "/elsewhere", "LANG": "C"}
    folder = str(tmp_path / ".venv")

    assert bootstrap.environment(tmp_path, given) == {
        "PATH": f"{folder}/bin:/usr/bin",
        "VIRTUAL_ENV": folder,
        "LANG": "C",
    }


@pytest.mark.parametrize(
    ("version", "system", "lacking", "line"),
    [
        ((3, 11, 0), "posix", [], None),
        ((3, 14, 2), "posix", [], None),
        (
            (3, 10, 13),
            "posix",
            [],
            "Broadsheet needs Python 3.11 or newer and this is 3.10.13: install python3.11.",
        ),
        (
            (3, 11, 2),
            "posix",
            ["ensurepip"],
            "This Python has no ensurepip: install the package python3-venv.",
        ),
        (
            (3, 11, 2),
            "posix",
            ["venv", "ensurepip"],
            "This Python has no venv and no ensurepip: install the package python3-venv.",
        ),
        (
            (3, 13, 0),
            "nt",
            [],
            "Broadsheet runs on Linux and macOS: on Windows, install WSL and run it there.",
        ),
    ],
)
def test_an_unfit_python_is_told_on_one_line_what_to_install(version, system, lacking, line):
    def find_spec(name):
        return None if name in lacking else name

    assert bootstrap.complaint(version, system, find_spec) == line


def test_an_unfit_python_ends_with_2_before_anything_is_made(machine, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 18, "final", 0))

    assert bootstrap.main(machine.root, ["build"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert machine.steps == []


@pytest.mark.parametrize("path", BEFORE_INSTALL)
def test_an_old_python_can_read_as_far_as_its_refusal(path):
    assert ast.parse((ROOT / path).read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("path", BEFORE_INSTALL[1:])
def test_nothing_but_the_standard_library_is_imported_before_the_set_up(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names = [
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    ]
    names += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]

    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("argv", [[], ["-l"], ["--list"], ["-h"], ["--help"]])
def test_the_verbs_are_listed_without_an_environment(machine, capsys, argv):
    assert bootstrap.main(machine.root, argv) == 0
    assert machine.steps == []
    assert capsys.readouterr().out.splitlines() == [
        "python3 tasks.py VERB [--help]",
        "",
        "  build  Build it.",
        "  check  Check it.",
        "  lint   Lint it.",
        "  new    Start one.",
        "  test   Test it.",
    ]


def test_the_list_shows_what_invoke_shows():
    invoke = Path(sys.executable).with_name("invoke")
    shown = subprocess.run(
        [invoke, "--list", "--list-format", "json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = {each["name"]: each["help"] for each in json.loads(shown.stdout)["tasks"]}

    assert bootstrap.read_verbs((ROOT / "tasks.py").read_text(encoding="utf-8")) == theirs


@pytest.mark.parametrize(
    ("typed", "handed"),
    [
        (["start", "--help"], ["--help", "start"]),
        (["build", "--output", "x", "-h"], ["--help", "build"]),
        (["--help", "build"], ["--help", "build"]),
        (["build", "--output", "x"], ["build", "--output", "x"]),
    ],
)
def test_a_question_for_help_stands_before_its_verb(typed, handed):
    assert bootstrap.asking_first(typed) == handed


@pytest.mark.parametrize(
    ("typed", "handed"),
    [
        (
            "clip https://a.example/ HTTP://b.example/ --json",
            ["https://a.example/ HTTP://b.example/"],
        ),
        (
            "clip --json https://a.example/ https://b.example/",
            ["https://a.example/ https://b.example/"],
        ),
        (
            "clip --url https://a.example/ https://b.example/",
            ["https://a.example/", "https://b.example/"],
        ),
        ("clip a.txt https://b.example/", ["a.txt", "https://b.example/"]),
        ("clip", []),
        ("new https://a.example/ https://b.example/", ["https://a.example/", "https://b.example/"]),
    ],
)
def test_addresses_to_clip_are_one_argument(typed, handed):
    verb, *rest = bootstrap.together(typed.split())

    assert verb == typed.split()[0]
    assert [argument for argument in rest if not argument.startswith("--")] == handed


@pytest.mark.parametrize(
    ("typed", "words"),
    [("buidl", "did you mean 'build'?"), ("xyz", "there are bench, build, check")],
)
def test_a_mistyped_verb_is_answered_with_the_nearest_or_with_all(capsys, typed, words):
    assert bootstrap.main(ROOT, [typed]) == 2
    assert f"{typed!r} is no verb of Broadsheet: {words}" in capsys.readouterr().err
