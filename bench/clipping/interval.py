"""How sure a share is: 95 % intervals of shares and of means."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from random import Random
from statistics import fmean
from typing import Final

_Z: Final = 1.959964
_RESAMPLES: Final = 2000
_TAIL: Final = 0.025


def wilson(right: int, of: int) -> tuple[float, float]:
    """Give the Wilson interval of a share, both ends from 0 to 1.

    https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
    """
    if not of:
        return 0.0, 1.0
    share, weight = right / of, _Z**2 / of
    middle = (share + weight / 2) / (1 + weight)
    half = _Z / (1 + weight) * sqrt(share * (1 - share) / of + weight / (4 * of))
    # at the ends the formula is exact, and its rounding is not
    return (0.0 if right == 0 else middle - half), (1.0 if right == of else middle + half)


def bootstrap(values: Sequence[float]) -> tuple[float, float]:
    """Give the percentile interval of a mean, the same at every run."""
    if not values:
        return 0.0, 1.0
    chance = Random(len(values))  # noqa: S311 - resampling, nothing secret
    means = sorted(fmean(chance.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    return means[int(_TAIL * _RESAMPLES)], means[int((1 - _TAIL) * _RESAMPLES) - 1]
