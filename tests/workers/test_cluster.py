"""A cluster of dask.distributed gives what one process gives; it runs on loopback here."""

import os
import subprocess
import sys

import pytest

from broadsheet import errors
from broadsheet.pelican_plugin import build_site
from broadsheet.workers import Crew
from broadsheet.workers import cluster as cluster_module
from tests.build_folder import site_folder
from tests.workers.jobs import TASKS, OnlyHere, die_at, environment, fail_at, own, process_of, times

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


def test_a_site_that_a_cluster_builds_has_the_same_bytes(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr("broadsheet.workers.FEW", 1)
    conf = site_folder(tmp_path / "site")
    outputs = []
    for name, executor in (("here", ""), ("there", cluster)):
        places = {
            "OUTPUT_PATH": str(tmp_path / name),
            "CACHE_PATH": str(tmp_path / f"{name}-cache"),
        }
        assert build_site(conf, {**places, "BROADSHEET_EXECUTOR": executor}).written.written
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        outputs.append({str(p.relative_to(tmp_path / name)): p.read_bytes() for p in files})

    assert outputs[0] == outputs[1]


def test_a_scheduler_without_the_engine_is_an_error_with_the_next_step(crew, monkeypatch):
    def fail(_client, _function):
        raise ModuleNotFoundError("No module named 'broadsheet'")

    monkeypatch.setattr("distributed.Client.run_on_scheduler", fail)

    with pytest.raises(errors.BroadsheetError, match="start it where Broadsheet is"):
        list(crew.spread(times, 1, TASKS))


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
