"""The arithmetic: medians of runs, and ratios pair by pair.

Ours and a peer run in turn, so that what else the machine does meets both; the ratio is taken
within each pair, and then its median.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from bench.processes import Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One run of ours and the run of a peer right after it."""

    ours: Cost
    peer: Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Ours by the peer's: the median of the pairs, the least, the greatest."""

    median: float
    least: float
    greatest: float


def typical(costs: Iterable[Cost]) -> Cost:
    """Take the median of each thing that was measured."""
    costs = list(costs)
    memory = _middle(cost.memory for cost in costs)
    return Cost(
        wall=median(cost.wall for cost in costs),
        cpu=_middle(cost.cpu for cost in costs),
        system=_middle(cost.system for cost in costs),
        memory=None if memory is None else round(memory),
    )


def ratio(pairs: Iterable[Pair], *, of_memory: bool = False) -> Ratio:
    """Compare ours with a peer, by the clock or by memory."""
    ratios = [_memory(pair) if of_memory else pair.ours.wall / pair.peer.wall for pair in pairs]
    return Ratio(median=median(ratios), least=min(ratios), greatest=max(ratios))


def _memory(pair: Pair) -> float:
    if pair.ours.memory is None or not pair.peer.memory:
        raise ValueError("the memory of a pair was not measured")
    return pair.ours.memory / pair.peer.memory


def _middle(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
