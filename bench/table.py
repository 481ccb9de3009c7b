"""Results as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from bench.kinds import KINDS, Count, total
from bench.pairs import Ratio, ratio, typical
from bench.processes import Cost
from bench.results import Comparison, Results

_MEBI: Final = 1024**2
_MEGA: Final = 1000**2


def tables(results: Results) -> str:
    """Write all tables of a run, with what a reader must know beside them."""
    parts = [_facts(results), _compared(results), _alone(results), _written(results)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(results: Results) -> str:
    machine = results.machine
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    lines = [
        (
            f"{results.articles:,} articles, {results.runs} runs of each, {results.date}; "
            f"{machine['cores']} cores, {machine['processor']}, {machine['memory_gib']} GiB, "
            f"{machine['system']}, load {machine['load_before']} before; {versions}."
        )
    ]
    if results.comparisons:
        lines.append(
            f"Ours leaves out what no peer has: {', '.join(results.without)}. Seconds and memory "
            "are medians; ratios are ours by the peer's, pair by pair: median (least to greatest). "
            f"CPU counts all processes, memory is their sum as {results.memory_as}."
        )
    return "\n\n".join(lines)


def _compared(results: Results) -> str:
    rows = [
        row
        for _, group in groupby(results.comparisons, key=lambda comparison: comparison.peer)
        for row in _rows(group)
    ]
    head = ("case", "peer", "ours s", "peer s", "ratio", "ours CPU s", "peer CPU s", "runs")
    return _table(head, rows)


def _rows(comparisons: Iterable[Comparison]) -> Iterator[tuple[str, ...]]:
    for found in comparisons:
        ours = typical(pair.ours for pair in found.pairs)
        peer = typical(pair.peer for pair in found.pairs)
        if found.case == "memory":
            costs = (_memory(ours), _memory(peer))
            compared = ratio(found.pairs, of_memory=True)
            used = ("", "")
        else:
            costs = (f"{ours.wall:.2f}", f"{peer.wall:.2f}")
            compared = ratio(found.pairs)
            used = (_cpu(ours), _cpu(peer))
        yield (found.case, found.peer, *costs, _ratio(compared), *used, str(len(found.pairs)))


def _alone(results: Results) -> str:
    if not results.solos:
        return ""
    rows = []
    for solo in results.solos:
        cost = typical(solo.costs)
        walls = [one.wall for one in solo.costs]
        spread = f"{min(walls):.2f} to {max(walls):.2f}"
        rows.append((solo.case, f"{cost.wall:.2f}", spread, _cpu(cost), _memory(cost)))
    head = ("case", "s", "least to greatest", "CPU s", "memory")
    return "Ours alone, with every page kind:\n\n" + _table(head, rows)


def _written(results: Results) -> str:
    sites = results.written
    rows = [
        (kind, *(f"{sites[site][kind].files:,}" if kind in sites[site] else "" for site in sites))
        for kind, _ in KINDS
        if any(kind in counts for counts in sites.values())
    ]
    sums = [total(counts) for counts in sites.values()]
    pages = [counts.get("articles", Count(1, 0)) for counts in sites.values()]
    rows += [
        ("all files", *(f"{counted.files:,}" for counted in sums)),
        ("all, MB", *(f"{counted.bytes / _MEGA:.1f}" for counted in sums)),
        ("an article's page, bytes", *(f"{one.bytes // one.files:,}" for one in pages)),
    ]
    return "Written:\n\n" + _table(("files", *sites), rows) if sites else ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    rows = list(rows)
    if not rows:
        return ""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _ratio(found: Ratio) -> str:
    return f"{found.median:.2f} ({found.least:.2f} to {found.greatest:.2f})"


def _cpu(cost: Cost) -> str:
    return "" if cost.cpu is None else f"{cost.cpu:.2f}"


def _memory(cost: Cost) -> str:
    return "" if cost.memory is None else f"{cost.memory / _MEBI:.0f} MiB"
