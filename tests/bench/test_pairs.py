"""Medians of runs, and ratios pair by pair."""

import pytest

from bench.pairs import Pair, Ratio, ratio, typical
from bench.processes import Cost
from tests.bench.measured import memory_pair, pair


def test_the_ratio_is_the_median_of_pairs_not_the_ratio_of_medians():
    pairs = [pair(1, 1), pair(9, 3), pair(2, 4)]

    assert ratio(pairs) == Ratio(median=1.0, least=0.5, greatest=3.0)


def test_an_even_number_of_pairs_has_the_mean_of_the_two_in_the_middle():
    assert ratio([pair(1, 4), pair(3, 4)]).median == 0.5


def test_memory_is_compared_apart_from_time():
    assert ratio([memory_pair(300, 600)], of_memory=True).median == 0.5


def test_memory_that_was_not_measured_is_no_zero():
    with pytest.raises(ValueError, match="not measured"):
        ratio([pair(1, 1)], of_memory=True)


def test_the_typical_cost_takes_each_median_by_itself():
    costs = [Cost(wall=1, cpu=9, memory=5), Cost(wall=2, cpu=8, memory=7), Cost(wall=3, cpu=1)]

    assert typical(costs) == Cost(wall=2, cpu=8, memory=6)


def test_what_was_never_measured_stays_unknown():
    assert typical([Cost(wall=1), Cost(wall=3)]) == Cost(wall=2, cpu=None, memory=None)


def test_pairs_hold_ours_first():
    assert Pair(ours=Cost(wall=1), peer=Cost(wall=2)).ours.wall == 1
