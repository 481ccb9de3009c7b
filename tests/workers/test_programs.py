"""Workers end with the build, however it ends, in every program that builds."""

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from broadsheet import errors
from broadsheet.workers import FEW, Crew
from tests.build_folder import article_file, site_folder
from tests.workers.jobs import METHODS, ROOT, TASKS, die_at, die_sending, environment

# --- workers that end


def test_a_worker_that_dies_is_an_error_that_names_its_task(method):
    crew = Crew(workers=3)
    with pytest.raises(errors.WorkerError) as caught:
        list(crew.spread(die_at, 333, TASKS, name=lambda task: f"{task}.md", doing="Reading"))

    assert caught.value.names == ("333.md",)
    assert str(caught.value).startswith("a worker ended while reading 333.md: it was killed")
    assert caught.value.exitcode == 1
    assert children() == []


def test_a_worker_that_dies_in_the_middle_of_its_result_is_an_error_too(method):
    with pytest.raises(
        errors.WorkerError, match=r"^a worker ended: it was killed, as when [a-z ]+$"
    ):
        list(Crew(workers=2).spread(die_sending, 333, TASKS))


# --- whole programs

PROGRAM = """
import sys, threading
from broadsheet.workers import Crew
from broadsheet.workers.processes import start_method
from tests.workers.jobs import *

if __name__ == "__main__":
"""


def program(tmp_path, body):
    path = tmp_path / "program.py"
    path.write_text(PROGRAM + textwrap.indent(textwrap.dedent(body), "    "), encoding="utf-8")
    return [sys.executable, "-W", "error", str(path)]


def run(tmp_path, body, method=""):
    return subprocess.run(
        program(tmp_path, body),
        env=environment(method),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.skipif("fork" not in METHODS, reason="only Linux forks safely")
def test_a_program_forks_when_it_is_alone_and_spawns_beside_a_thread(tmp_path):
    body = """
    print(start_method())
    list(Crew(workers=2).spread(times, 1, TASKS))
    print(start_method())
    threading.Thread(target=lambda: time.sleep(0.5)).start()
    print(start_method())
    """
    ended = run(tmp_path, body)

    assert (ended.stdout, ended.stderr) == ("fork\nfork\nspawn\n", "")


def test_what_was_printed_before_is_printed_once(tmp_path, method):
    body = """
    print("once", end="")
    list(Crew(workers=2).spread(times, 1, TASKS))
    """
    ended = run(tmp_path, body, method)

    assert (ended.stdout, ended.stderr) == ("once", "")


def test_a_program_without_a_guard_is_told_what_it_lacks(tmp_path):
    path = tmp_path / "program.py"
    path.write_text(
        "from broadsheet.workers import Crew\nfrom tests.workers.jobs import TASKS, times\n"
        "list(Crew(workers=2).spread(times, 1, TASKS))\n",
        encoding="utf-8",
    )

    ended = subprocess.run(
        [sys.executable, str(path)],
        env=environment("spawn"),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert ended.returncode == 1
    assert "WorkerError" in ended.stderr
    assert "if __name__ == '__main__'" in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="has other signals")
@pytest.mark.parametrize(
    ("number", "to_all"),
    [
        (signal.SIGINT, True),
        (signal.SIGINT, False),
        (signal.SIGTERM, False),
        (signal.SIGTERM, True),
        (signal.SIGKILL, False),
    ],
)
def test_a_program_that_is_stopped_leaves_no_process_behind(tmp_path, method, number, to_all):
    places = tmp_path / "processes"
    places.mkdir()
    body = f"""
    try:
        list(Crew(workers=2).spread(sleepy, {str(places)!r}, range(10_000)))
    except KeyboardInterrupt:
        sys.exit("stopped")
    """
    process = subprocess.Popen(
        program(tmp_path, body),
        env=environment(method),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until(lambda: len(list(places.iterdir())) == 2)
    workers = [int(path.name) for path in places.iterdir()]

    (os.killpg if to_all else os.kill)(process.pid, number)

    _, said = process.communicate(timeout=30)
    until(lambda: not any(alive(worker) for worker in workers))
    assert process.returncode == (1 if number == signal.SIGINT else -number)
    assert b"Traceback" not in said
    assert (b"stopped" in said) == (number == signal.SIGINT)


def until(condition):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to pass in 30 s")


def alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    with contextlib.suppress(OSError):  # an orphan that nobody collects has ended, too
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def children():
    return multiprocessing.active_children()


# --- the programs people start


@pytest.mark.parametrize("method", ["", *METHODS])
@pytest.mark.parametrize(
    "command",
    [
        [Path(sys.executable).with_name("pelican"), "-s", "{settings}"],
        [sys.executable, "-m", "pelican", "-s", "{settings}"],
        [sys.executable, "-m", "invoke", "--search-root", ROOT, "build", "--settings={settings}"],
    ],
    ids=["pelican", "python -m pelican", "python -m invoke"],
)
def test_every_way_to_build_works_with_several_workers(tmp_path, command, method):
    files = {}
    for number in range(FEW):
        files |= article_file(f"story-{number}")
    settings = site_folder(tmp_path, files=files)

    ended = subprocess.run(
        [str(part).format(settings=settings) for part in command],
        env={**environment(method), "BROADSHEET_WORKERS": "2"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert ended.returncode == 0, ended.stderr
    assert "one process" not in ended.stderr
    written = {path.parent.name for path in (tmp_path / "output/articles").glob("*/index.html")}
    assert written == {"a-story", *(f"story-{number}" for number in range(FEW))}
