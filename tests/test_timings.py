"""Where the time of a build went: each second in one row, and the rows in their order."""

import subprocess
import sys

import pytest

from broadsheet.timings import Spent, Timings, lines


class Clocks:
    """Clocks that go on only when they are told to."""

    def __init__(self):
        self.now = Spent(wall=1000.0, cpu=50.0, workers=7.0)

    def __call__(self):
        return self.now

    def go_on(self, wall, cpu=0.0, workers=0.0):
        self.now += Spent(wall=wall, cpu=cpu, workers=workers)


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def timings(clocks):
    return Timings(clocks)


def test_a_table_has_a_row_for_each_stage_for_the_time_between_and_for_the_sum(timings, clocks):
    with timings.stage("settings"):
        clocks.go_on(0.25, cpu=0.125)
    clocks.go_on(0.5, cpu=0.0625)
    with timings.stage("read") as stage:
        clocks.go_on(12.5, cpu=0.5, workers=20.25)
        stage.count(10_000)
    assert lines(timings) == [
        "stage      seconds       CPU   workers    things",
        "settings     0.250     0.125     0.000",
        "read        12.500     0.500    20.250    10,000",
        "between      0.500     0.062     0.000",
        "total       13.250     0.688    20.250",
    ]


def test_a_stage_that_comes_in_pieces_has_one_row_where_it_first_stood(timings, clocks):
    for name, seconds in (("write", 1.0), ("render", 2.0), ("write", 4.0)):
        with timings.stage(name) as stage:
            clocks.go_on(seconds)
            stage.count(3)
    found = [(name, stage.spent.wall, stage.things) for name, stage in timings.stages.items()]
    assert found == [("write", 5.0, 6), ("render", 2.0, 3)]


def test_a_stage_that_fails_is_counted_and_its_error_goes_on(timings, clocks):
    def fail():
        with timings.stage("validate"):
            clocks.go_on(2.0)
            raise ValueError("no such topic")

    with pytest.raises(ValueError, match="no such topic"):
        fail()
    assert timings.stages["validate"].spent.wall == pytest.approx(2.0)


def test_no_things_are_something_else_than_nothing_to_count(timings):
    with timings.stage("settings"):
        pass
    with timings.stage("render") as stage:
        stage.count(0)
    assert [line.split()[4:] for line in lines(timings)[1:3]] == [[], ["0"]]


def test_the_clocks_see_this_process_and_the_workers_it_waited_for():
    timings = Timings()
    busy = "import time\nwhile time.process_time() < 0.1: pass"
    with timings.stage("alone"):
        sum(range(100_000))
    with timings.stage("together"):
        subprocess.run([sys.executable, "-c", busy], check=True)
    alone, together = (timings.stages[name].spent for name in ("alone", "together"))
    assert alone.cpu > 0
    assert alone.workers == 0
    assert together.workers > 0
    assert together.wall > 0
