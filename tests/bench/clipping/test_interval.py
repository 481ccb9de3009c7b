"""Intervals against published figures and against what must hold of any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.clipping.interval import bootstrap, wilson


def test_wilson_is_as_published():
    # Newcombe (1998), table I, method 3: 81 of 263, and 15 of 148
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)


@given(st.integers(0, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilson_holds_the_share(counts):
    right, of = counts
    low, high = wilson(right, of)

    assert 0 <= low <= high <= 1
    assert of == 0 or low <= right / of <= high


def test_the_bootstrap_holds_the_mean_and_repeats_itself():
    values = [0.2, 0.9, 0.95, 1.0, 0.99, 0.7, 0.85, 0.93]
    low, high = bootstrap(values)

    assert 0.2 < low < sum(values) / 8 < high < 1
    assert bootstrap(values) == (low, high)
    assert bootstrap([0.5] * 4) == (0.5, 0.5)
    assert bootstrap([]) == (0.0, 1.0)
