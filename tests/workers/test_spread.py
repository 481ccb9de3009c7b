"""Work spread over processes gives what one process gives."""

import multiprocessing
import os
import pickle

import pytest

from broadsheet import errors
from broadsheet.problems import problem
from broadsheet.workers import FEW, Crew, crew_of
from broadsheet.workers.processes import start_method
from broadsheet.workers.team import LARGEST, cut, slots
from tests.builders import make_config
from tests.workers.jobs import (
    METHODS,
    TASKS,
    OnlyHere,
    cannot_begin,
    fail_at,
    fail_strangely,
    own,
    process_of,
    spread_inside,
    times,
)

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
        errors.MissingExtraError("reading pages", ["lxml"]),
        errors.FetchError("https://e.example/", "is busy", "try later", kind="status", status=429),
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

    assert children() == []


@pytest.mark.parametrize("value", ["thread", "FORK", "forkserver"])
def test_a_start_method_that_does_not_exist_is_a_wrong_setting(monkeypatch, value):
    monkeypatch.setenv("BROADSHEET_START_METHOD", value)
    with pytest.raises(errors.SettingsError) as caught:
        start_method()
    assert [found.field for found in caught.value.problems] == ["BROADSHEET_START_METHOD"]


def test_the_settings_say_how_many_workers_there_are(monkeypatch):
    monkeypatch.delenv("BROADSHEET_WORKERS", raising=False)
    config = make_config(BROADSHEET_WORKERS=3, BROADSHEET_EXECUTOR="dask://10.0.0.5:8786")

    assert crew_of(config) == Crew(workers=3, executor="dask://10.0.0.5:8786")


def children():
    return multiprocessing.active_children()
