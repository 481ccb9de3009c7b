"""Work spread over processes gives what one process gives, and ends with the build."""

import contextlib
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from broadsheet import errors
from broadsheet.problems import problem
from broadsheet.workers import FEW, Crew, crew_of
from broadsheet.workers import cluster as cluster_module
from broadsheet.workers.processes import start_method
from broadsheet.workers.team import LARGEST, cut, slots
from tests.builders import make_config

ROOT = Path(__file__).resolve().parent.parent
TASKS = range(10 * FEW)
METHODS = ["fork", "spawn"] if sys.platform == "linux" else ["spawn"]


@pytest.fixture(params=METHODS)
def method(request, monkeypatch):
    monkeypatch.setenv("BROADSHEET_START_METHOD", request.param)
    return request.param


# --- jobs, which a spawned process finds by their names


def times(factor):
    return lambda task: task * factor


def process_of(_context):
    return lambda _task: os.getpid()


def fail_at(number):
    def call(task):
        if task == number:
            raise errors.RenderError("a/index.html", "page.html", "no such name")
        return task

    return call


def cannot_begin(text):
    raise errors.OutputError(text, "is full")


def fail_strangely(_context):
    class OwnError(Exception):
        """One that no other process knows."""

    def call(_task):
        raise OwnError("1 2")

    return call


def die_at(number):
    def call(task):
        if task == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return task

    return call


def die_sending(number):
    """End in the middle of a result, with half of it in the pipe."""

    def call(task):
        if task == number:
            Connection._send_bytes = half_of_it
        return task

    return call


def half_of_it(self, _data):
    os.write(self._handle, b"\x00\x00\x10\x00half")
    os.kill(os.getpid(), signal.SIGKILL)


def spread_inside(_context):
    return lambda task: [os.getpid(), *Crew(workers=2).spread(process_of, None, TASKS)][:3]


def sleepy(place):
    def call(task):
        Path(place, str(os.getpid())).touch()
        time.sleep(0.05)
        return task

    return call


class OnlyHere:
    """A thing that can be pickled, and unpickled in this process alone."""

    def __reduce__(self):
        return only_in, (os.getpid(),)


def only_in(process):
    if os.getpid() != process:
        raise LookupError("there is nothing here")
    return OnlyHere()


def own(_context):
    return lambda task: (os.getpid(), str(task))


# --- results


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_any_number_of_workers_gives_the_same_in_the_order_of_the_tasks(method, workers):
    found = list(Crew(workers=workers).spread(times, 3, TASKS))

    assert found == [task * 3 for task in TASKS]


def test_several_processes_do_the_work(method):
    found = set(Crew(workers=2).spread(process_of, None, TASKS))

    assert os.getpid() not in found
    assert 1 <= len(found) <= 2


@pytest.mark.parametrize(("workers", "count"), [(1, 10 * FEW), (4, FEW - 1), (4, 1)])
def test_one_worker_or_few_tasks_need_no_other_process(method, workers, count):
    assert set(Crew(workers=workers).spread(process_of, None, range(count))) == {os.getpid()}


def test_without_tasks_nothing_is_begun():
    assert list(Crew(workers=2).spread(cannot_begin, "x", [])) == []


def test_what_a_worker_spreads_it_does_itself(method):
    for first, *rest in Crew(workers=2).spread(spread_inside, None, range(FEW)):
        assert set(rest) == {first}


def test_tasks_are_watched_going_by(method):
    seen = []

    def track(things, doing):
        for thing in things:
            yield thing
            seen.append((thing, doing))

    list(Crew(workers=2).spread(times, 1, TASKS, doing="Reading", track=track))

    assert seen == [(task, "Reading") for task in TASKS]


def test_who_stops_listening_stops_the_work(method):
    results = Crew(workers=2).spread(times, 1, TASKS)
    assert next(results) == 0
    results.close()
    assert children() == []


@pytest.mark.parametrize(
    ("total", "size"), [(1, 1), (64, 2), (10_000, 2), (1_000, 8), (50_000, 64)]
)
def test_batches_are_small_enough_for_all_and_cover_every_task_once(total, size):
    batches = list(cut(total, size))

    assert [n for b in batches for n in range(b.start, b.stop)] == list(range(total))
    assert all(1 <= b.stop - b.start <= LARGEST for b in batches)
    assert len(batches) >= min(total, 4 * size)
    window = slots(size)
    assert all(len({b.slot for b in batches[i : i + window]}) == len(batches[i : i + window])
               for i in range(len(batches)))  # fmt: skip


# --- exceptions


def test_an_exception_of_a_job_arrives_as_it_is(method):
    with pytest.raises(errors.RenderError) as caught:
        list(Crew(workers=2).spread(fail_at, 333, TASKS))

    assert (caught.value.path, caught.value.template) == ("a/index.html", "page.html")
    assert str(caught.value) == "a/index.html: template page.html: no such name"
    assert children() == []


def test_what_came_before_an_exception_is_given_first(method):
    results = Crew(workers=2).spread(fail_at, 333, TASKS)
    found = []
    with pytest.raises(errors.RenderError):
        found.extend(results)
    assert found == list(range(len(found)))


def test_an_exception_of_beginning_arrives_too(method):
    with pytest.raises(errors.OutputError, match="disk: is full"):
        list(Crew(workers=2).spread(cannot_begin, "disk", TASKS))


def test_an_exception_that_cannot_be_sent_is_told_by_its_text(method):
    with pytest.raises(errors.BroadsheetError, match="OwnError: 1 2"):
        list(Crew(workers=2).spread(fail_strangely, None, TASKS))


PROBLEM = problem("bad-setting", "must be a text", field="SITENAME", hint="write one")


@pytest.mark.parametrize(
    "error",
    [
        errors.BroadsheetError("nothing works"),
        errors.ContentError([PROBLEM]),
        errors.SettingsError([PROBLEM]),
        errors.RenderError("index.html", "base.html:3", "no such name"),
        errors.OutputError("output", "is full"),
        errors.WorkerError("Reading", ["a.md"], "it was killed"),
        errors.PublishError("git", "refused"),
        errors.OvertakenError("git", "somebody else was faster"),
    ],
)
def test_every_exception_of_ours_survives_pickling(error):
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301

    assert type(copy) is type(error)
    assert (str(copy), copy.args, copy.__dict__) == (str(error), error.args, error.__dict__)


def test_no_exception_of_ours_was_forgotten():
    kinds = {kind for kind in vars(errors).values() if isinstance(kind, type)}
    ours = {kind for kind in kinds if issubclass(kind, errors.BroadsheetError)}
    (marker,) = test_every_exception_of_ours_survives_pickling.pytestmark

    assert {type(error) for error in marker.args[1]} == ours


# --- what cannot be sent


@pytest.mark.parametrize("context", [lambda: 0, OnlyHere()], ids=["unpicklable", "only here"])
def test_what_cannot_be_sent_is_worked_on_here_and_said(context, monkeypatch, capfd):
    monkeypatch.setenv("BROADSHEET_START_METHOD", "spawn")

    found = list(Crew(workers=2).spread(own, context, TASKS))

    assert found == [(os.getpid(), str(task)) for task in TASKS]
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("Working in one process: ")
    assert "lambda" in line or "LookupError: there is nothing here" in line


def test_from_a_task_on_that_cannot_be_sent_the_work_is_done_here(monkeypatch, capfd):
    monkeypatch.setenv("BROADSHEET_START_METHOD", "spawn")
    tasks = [*range(600), test_what_a_worker_spreads_it_does_itself, lambda: 0, 7]

    found = list(Crew(workers=2).spread(own, None, tasks))

    assert [text for _, text in found] == [str(task) for task in tasks]
    assert found[-1][0] == os.getpid() != found[0][0]
    assert capfd.readouterr().err.count("Working in one process") == 1


@pytest.mark.skipif("fork" not in METHODS, reason="only Linux forks safely")
def test_a_forked_worker_is_sent_nothing(monkeypatch, capfd):
    monkeypatch.setenv("BROADSHEET_START_METHOD", "fork")

    found = list(Crew(workers=2).spread(own, lambda: 0, [OnlyHere()] * FEW))

    assert os.getpid() not in {process for process, _ in found}
    assert capfd.readouterr().err == ""


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
    with pytest.raises(errors.WorkerError):
        list(Crew(workers=2).spread(die_sending, 333, TASKS))

    assert children() == []


@pytest.mark.parametrize("value", ["thread", "FORK", "forkserver"])
def test_a_start_method_that_does_not_exist_is_a_wrong_setting(monkeypatch, value):
    monkeypatch.setenv("BROADSHEET_START_METHOD", value)
    with pytest.raises(errors.SettingsError) as caught:
        start_method()
    assert [found.field for found in caught.value.problems] == ["BROADSHEET_START_METHOD"]


# --- whole programs

PROGRAM = """
import sys, threading
from broadsheet.workers import Crew
from broadsheet.workers.processes import start_method
from tests.test_workers import *

if __name__ == "__main__":
"""


def program(tmp_path, body):
    path = tmp_path / "program.py"
    path.write_text(PROGRAM + textwrap.indent(textwrap.dedent(body), "    "), encoding="utf-8")
    return [sys.executable, "-W", "error", str(path)]


def environment(method=""):
    names = {"PYTHONPATH": str(ROOT), "BROADSHEET_START_METHOD": method}
    return {**os.environ, **names}


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
        "from broadsheet.workers import Crew\nfrom tests.test_workers import TASKS, times\n"
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


# --- settings


def test_the_settings_say_how_many_workers_there_are():
    config = make_config(BROADSHEET_WORKERS=3, BROADSHEET_EXECUTOR="dask://10.0.0.5:8786")

    assert crew_of(config) == Crew(workers=3, executor="dask://10.0.0.5:8786")


# --- a cluster


CLUSTER = """
from distributed import LocalCluster

if __name__ == "__main__":
    settings = {"host": "127.0.0.1", "dashboard_address": None}
    with LocalCluster(n_workers=2, threads_per_worker=1, **settings) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Start a scheduler and two workers in processes of their own: it has threads."""
    pytest.importorskip("distributed")
    path = tmp_path_factory.mktemp("cluster") / "cluster.py"
    path.write_text(CLUSTER, encoding="utf-8")
    with (
        path.with_suffix(".log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, str(path)],
            env=environment(),
            cwd=path.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        yield process.stdout.readline().strip().replace("tcp://", "dask://")
        process.communicate("\n", timeout=30)


@pytest.fixture
def crew(cluster):
    return Crew(executor=cluster)


def test_a_cluster_gives_the_same_in_the_same_order(crew):
    for factor in (3, 4):
        assert list(crew.spread(times, factor, TASKS)) == [task * factor for task in TASKS]


def test_the_workers_of_a_cluster_do_the_work(crew):
    assert os.getpid() not in set(crew.spread(process_of, None, TASKS))


def test_an_exception_arrives_from_a_cluster_as_it_is(crew):
    with pytest.raises(errors.RenderError, match=r"a/index.html: template page.html"):
        list(crew.spread(fail_at, 333, TASKS))


def test_what_cannot_be_sent_to_a_cluster_is_worked_on_here(crew, capfd):
    found = list(crew.spread(own, OnlyHere(), TASKS))

    assert found == [(os.getpid(), str(task)) for task in TASKS]
    assert "Working in one process: LookupError" in capfd.readouterr().err


def test_workers_with_other_code_are_refused(crew, monkeypatch):
    real = cluster_module.version
    monkeypatch.setattr(
        cluster_module, "version", lambda name: real(name) + "x" * (name == "markdown")
    )
    with pytest.raises(errors.BroadsheetError, match="another version of markdown"):
        list(crew.spread(times, 1, TASKS))


def test_a_worker_of_a_cluster_that_dies_is_an_error_that_names_the_batch(crew):
    with pytest.raises(errors.WorkerError) as caught:
        list(crew.spread(die_at, 333, TASKS, doing="Reading"))

    (names,) = caught.value.names
    first, last = map(int, names.split(" to "))
    assert first <= 333 <= last


def test_a_cluster_that_does_not_answer_is_an_error_with_its_address(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("broadsheet.workers.cluster.WAIT", 0.2)
    with pytest.raises(
        errors.BroadsheetError, match=r"no scheduler answers at dask://127\.0\.0\.1:9"
    ):
        list(Crew(executor="dask://127.0.0.1:9").spread(times, 1, TASKS))


def test_without_the_library_the_error_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(errors.SettingsError) as caught:
        list(Crew(executor="dask://127.0.0.1:9").spread(times, 1, TASKS))
    (found,) = caught.value.problems
    assert (found.field, found.hint) == (
        "BROADSHEET_EXECUTOR",
        "python -m pip install distributed",
    )
