"""What one place of a page says for a field, and the weighing of what several places say."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")
_SUREST = 0.99


@dataclass(frozen=True, slots=True)
class Claim(Generic[Value]):
    """A value, where on the page it stands, and how often such a place is right, 0 to 1."""

    value: Value
    origin: str
    confidence: float


def weigh(claims: Iterable[Claim[Value]], same: Callable[[Value], Hashable]) -> list[Claim[Value]]:
    """Give one claim for each value, the surest first; claims that agree bear each other out.

    Args:
        claims: those of one field, in the order in which equal ones are preferred.
        same: gives what two values have in common that mean the same.
    """
    groups: dict[Hashable, list[Claim[Value]]] = {}
    for claim in claims:
        groups.setdefault(same(claim.value), []).append(claim)
    found = [_joint(group) for group in groups.values()]
    return sorted(found, key=lambda claim: -claim.confidence)


def _joint(group: list[Claim[Value]]) -> Claim[Value]:
    """Take the surest of claims that agree; each other place halves part of the doubt."""
    best = max(group, key=lambda claim: claim.confidence)
    doubt = 1 - best.confidence
    for origin in {claim.origin for claim in group if claim.origin != best.origin}:
        other = max(claim.confidence for claim in group if claim.origin == origin)
        doubt *= 1 - other / 2
    return Claim(best.value, best.origin, round(min(_SUREST, 1 - doubt), 3))
