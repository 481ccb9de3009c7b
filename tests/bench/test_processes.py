"""A program is measured from outside, with all it starts."""

import sys

import pytest

from bench.contestant import Order
from bench.memory import unit
from bench.processes import FailedRunError, run

BUSY_CHILD = """
import subprocess, sys, time
work = "x = bytearray(60_000_000); import time; t = time.process_time() + 0.3\\n"
work += "while time.process_time() < t: pass\\ntime.sleep(0.3)"
subprocess.run([sys.executable, "-c", work])
"""


def order(code, folder):
    return Order(line=[sys.executable, "-c", code], folder=folder)


def test_seconds_count_what_children_used(tmp_path):
    cost = run(order(BUSY_CHILD, tmp_path), tmp_path / "log")

    assert cost.cpu >= 0.3
    assert cost.wall >= cost.cpu * 0.4
    assert cost.memory is None


@pytest.mark.skipif(unit() != "PSS", reason="counts pages once on Linux alone")
def test_memory_is_the_peak_of_the_whole_tree(tmp_path):
    cost = run(order(BUSY_CHILD, tmp_path), tmp_path / "log", with_memory=True)

    assert cost.memory > 60_000_000


def test_a_failure_is_told_with_the_last_words(tmp_path):
    with pytest.raises(FailedRunError, match="ended with 3:\nout of luck"):
        run(order("print('out of luck'); raise SystemExit(3)", tmp_path), tmp_path / "log")
