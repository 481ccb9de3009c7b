"""`invoke bench`: ours and its peers in turn, on the same content; the order and the words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench import chart, machine, memory, table
from bench.cases import BUILDS, CASES, Lane, UnseenChangeError, sweep
from bench.content import Digest
from bench.contestant import Contestant, UnavailableError
from bench.kinds import UnequalWorkError, demand_equal
from bench.ours import LACKING, Ours
from bench.pairs import Pair
from bench.peers import PEERS
from bench.processes import Cost, FailedRunError
from bench.results import Comparison, Results, Solo, read_all
from bench.serving import free_ports, running
from bench.theme import ROOT

KEPT: Final = ROOT / ".bench"
PICTURES: Final = ROOT / "docs" / "pictures"
SMALL: Final = 300
SMALL_CASES: Final = ("cold", "edit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be measured."""

    articles: int
    runs: int
    peers: tuple[str, ...]
    cases: tuple[str, ...]
    engine: Path
    fetch: bool = True
    """Whether a peer that is not here is installed."""

    def faults(self) -> Iterator[str]:
        """Say what cannot be."""
        for name in set(self.peers) - set(PEERS):
            yield f"--peers: knows {', '.join(PEERS)}; not {name!r}"
        for name in set(self.cases) - set(CASES):
            yield f"--cases: knows {', '.join(CASES)}; not {name!r}"
        if self.runs < 1 or self.articles < 1:
            yield "--articles and --runs must be at least 1"
        if not (self.engine / "tasks.py").is_file():
            yield f"--engine: must be a checkout of Broadsheet, got {str(self.engine)!r}"


def run(plan: Plan, *, small: bool = False) -> int:
    """Measure, write the results and print them as tables; return the exit status."""
    if small:
        cases = tuple(case for case in plan.cases if case in SMALL_CASES)
        plan = replace(plan, articles=SMALL, runs=1, cases=cases, fetch=False)
    faults = sorted(plan.faults())
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 2
    try:
        results = _measure(plan, KEPT)
        sweep(KEPT)
    except (FailedRunError, UnequalWorkError, UnseenChangeError, UnavailableError) as error:
        print(error, file=sys.stderr)
        return 1
    # what is tried quickly does not stand among what is cited
    path = results.write(KEPT / "results") if small else results.write()
    print(f"\n{table.tables(results)}\nThe results are in {path}")
    return 0


def plot() -> int:
    """Draw the charts from the results; return the exit status."""
    history = read_all()
    beside_hugo = [results for results in history if chart.bars(results)]
    costs = chart.costs_by_size(history)
    drawings: list[tuple[str, Callable[[], str]]] = []
    if beside_hugo:
        drawings.append(("bench.svg", lambda: chart.draw(beside_hugo[-1])))
    if len(costs) > 1:
        drawings.append(("bench-sizes.svg", lambda: chart.draw_sizes(costs)))
    if not drawings:
        print("There is nothing to draw yet: run invoke bench first.", file=sys.stderr)
        return 1
    for name, drawing in drawings:
        path = PICTURES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawing(), encoding="utf-8")
        print(f"Drawn: {path}")
    return 0


def _measure(plan: Plan, kept: Path) -> Results:
    kept.mkdir(parents=True, exist_ok=True)
    (kept / ".gitignore").write_text("*\n", encoding="utf-8")
    results = Results(
        date=datetime.now(UTC).isoformat(timespec="minutes"),
        articles=plan.articles,
        runs=plan.runs,
        machine=machine.facts(),
        memory_as=memory.unit(),
        without=LACKING,
    )
    digest = Digest(plan.articles)

    def lane(contestant: Contestant, name: str) -> Lane:
        return _lane(Lane(contestant, digest, kept / "logs"), name, results)

    peers = [*_installed(plan, kept)]
    alone = lane(Ours(kept, plan.engine), "ours, everything")
    if peers:
        ours = lane(Ours(kept, plan.engine, LACKING), "ours")
        for peer in (lane(peer, peer.name) for peer in peers):
            demand_equal(results.written["ours"], results.written[peer.contestant.name], peer.name)
            results.comparisons += _compare(plan, ours, peer)
        ours.close()
    for case in (case for case in BUILDS if case in plan.cases):
        _say(f"{case}: ours alone, with every page kind")
        costs = tuple(alone.measure(case) for _ in range(plan.runs))
        results.solos.append(Solo(case=case, costs=costs))
    alone.close()
    return results


def _installed(plan: Plan, kept: Path) -> Iterator[Contestant]:
    """Give the peers that are here or can be fetched; say in a line why another is left out."""
    for name in plan.peers:
        peer = PEERS[name](kept)
        if not plan.fetch and not (kept / name).exists():
            print(f"{name} is left out: a whole run would install it", file=sys.stderr)
            continue
        try:
            peer.install()
        except UnavailableError as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
        else:
            yield peer


def _lane(lane: Lane, name: str, results: Results) -> Lane:
    _say(f"{name}: laying out the site, and a build that is not measured")
    lane.lay_out()
    results.versions.update(lane.contestant.versions())
    results.written[name] = lane.rehearse()
    return lane


def _compare(plan: Plan, ours: Lane, peer: Lane) -> Iterator[Comparison]:
    for case in plan.cases:
        if case == "serve":
            yield from _compare_servers(plan, ours, peer)
            continue
        pairs = []
        for number in range(plan.runs):
            pair = Pair(ours=ours.measure(case), peer=peer.measure(case))
            _say(f"{case} {number + 1}: ours {_cost(pair.ours)}, {peer.name} {_cost(pair.peer)}")
            pairs.append(pair)
        yield Comparison(case=case, peer=peer.name, pairs=tuple(pairs))
    peer.close()


def _compare_servers(plan: Plan, ours: Lane, peer: Lane) -> Iterator[Comparison]:
    """Save in turn for both servers; the one that waits does nothing."""
    ports = free_ports(1 + len(peer.contestant.servers([0, 0])))
    for theirs in peer.contestant.servers(ports[1:]):
        with ExitStack() as stack:
            our_watch = stack.enter_context(running(ours, ours.contestant.servers(ports)[0]))
            their_watch = stack.enter_context(running(peer, theirs))
            for change in ("text", "title"):
                pairs = []
                for _ in range(plan.runs):
                    pair = Pair(ours=our_watch.save(change), peer=their_watch.save(change))
                    _say(
                        f"serve, a {change}: ours {_cost(pair.ours)}, "
                        f"{theirs.name} {_cost(pair.peer)}"
                    )
                    pairs.append(pair)
                yield Comparison(case=f"serve: {change}", peer=theirs.name, pairs=tuple(pairs))
        ours.settled = peer.settled = False


def _cost(cost: Cost) -> str:
    if cost.memory is not None:
        return f"{cost.memory / 1024**2:.0f} MiB"
    return f"{cost.wall:.2f} s"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
