"""The fuzzing of readers finds what breaks, hangs and dies, and goes on."""

import os
import time
from random import Random

import pytest

from bench.fuzzing import trial
from bench.fuzzing.mutation import MOST, damaged
from bench.fuzzing.readers import READERS, Reader
from bench.fuzzing.sample import samples_of
from bench.fuzzing.trial import Finding, lessened, try_reader


def found(read, tmp_path, seconds=1.0, samples=(b"abcdefgh" * 20,)):
    reader = Reader("trial", read, ())
    return try_reader(reader, samples, 1, time.monotonic() + seconds, tmp_path)


def test_what_breaks_is_found_once_for_each_cause(tmp_path):
    def read(data):
        if len(data) != 160:
            raise ValueError("another length")

    tally = found(read, tmp_path)

    assert [*tally.findings] == ["ValueError at test_fuzzing.py:24"]
    assert tally.tried > 1


def test_what_keeps_its_promise_is_tried_on_and_on(tmp_path):
    tally = found(len, tmp_path)

    assert not tally.findings
    assert tally.tried > trial._BATCH


def test_a_reader_that_takes_its_process_along_is_found_with_its_input(tmp_path):
    tally = found(lambda data: os._exit(3), tmp_path, seconds=0.3)

    (finding,) = tally.findings.values()
    assert finding.why == "ends with 3"
    assert finding.data


def test_a_reader_that_hangs_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(trial, "_PATIENCE", 0.2)

    tally = found(lambda data: time.sleep(60), tmp_path, seconds=0.3)

    assert [*tally.findings] == ["hangs"]


def test_a_finding_is_cut_down_to_what_it_needs():
    def read(data):
        if b"x" in data and b"y" in data:
            raise ValueError("both")

    reader = Reader("trial", read, ())
    why = trial.tried(reader, b"xy").why

    assert lessened(reader, Finding("trial", why, b"aaaaxbbbbbbyccc" * 3)) in (b"xy", b"yx")


def test_damage_is_repeatable_and_bounded():
    samples = [b"a" * 1000, b"b" * MOST]

    def all_damaged():
        return [damaged(samples, Random(seed)) for seed in range(50)]  # noqa: S311

    first = all_damaged()

    assert first == all_damaged()
    assert max(map(len, first)) <= MOST
    assert len(set(first)) > 45


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_reader_has_samples_that_it_reads(reader):
    samples = samples_of(reader, [])

    assert samples
    assert [trial.tried(reader, data) for data in samples[:5]] == [None] * len(samples[:5])
