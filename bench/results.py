"""What was measured, as JSON that later runs and charts read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from bench.kinds import Count
from bench.pairs import Pair
from bench.processes import Cost

FOLDER: Final = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One case, ours and a peer in turn."""

    case: str
    peer: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solo:
    """One case of ours, with every page kind."""

    case: str
    costs: tuple[Cost, ...]


@dataclass(slots=True, kw_only=True)
class Results:
    """Everything one call of the benchmark found out."""

    date: str
    articles: int
    runs: int
    machine: Mapping[str, str | int | float]
    memory_as: str
    without: tuple[str, ...]
    versions: dict[str, str] = field(default_factory=dict)
    written: dict[str, dict[str, Count]] = field(default_factory=dict)
    comparisons: list[Comparison] = field(default_factory=list)
    solos: list[Solo] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Name the file: the date, and what was measured."""
        peers = sorted({comparison.peer.split()[0] for comparison in self.comparisons})
        return f"{self.date[:10]}-{self.articles}-{'-'.join(peers) or 'alone'}.json"

    def write(self, folder: Path = FOLDER) -> Path:
        """Write a file of results; return its path."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.name
        values = asdict(self)
        values["written"] = {
            site: {kind: counted._asdict() for kind, counted in counts.items()}
            for site, counts in self.written.items()
        }
        path.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return path


def read(path: Path) -> Results:
    """Read a file of results."""
    values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    values["without"] = tuple(values["without"])
    values["written"] = {
        site: {kind: Count(**counted) for kind, counted in counts.items()}
        for site, counts in values["written"].items()
    }
    values["comparisons"] = [
        Comparison(
            case=found["case"],
            peer=found["peer"],
            pairs=tuple(
                Pair(ours=Cost(**pair["ours"]), peer=Cost(**pair["peer"]))
                for pair in found["pairs"]
            ),
        )
        for found in values["comparisons"]
    ]
    values["solos"] = [
        Solo(case=found["case"], costs=tuple(Cost(**cost) for cost in found["costs"]))
        for found in values["solos"]
    ]
    return Results(**values)


def read_all(folder: Path = FOLDER) -> list[Results]:
    """Read every file of results, the oldest first."""
    return sorted(map(read, folder.glob("*.json")), key=lambda results: results.date)
