"""Results as a run would leave them, without running anything."""

from bench.kinds import Count
from bench.pairs import Pair
from bench.processes import Cost
from bench.results import Comparison, Results, Solo


def pair(ours: float, peer: float) -> Pair:
    return Pair(ours=Cost(wall=ours, cpu=ours * 2), peer=Cost(wall=peer, cpu=peer * 2))


def memory_pair(ours: int, peer: int) -> Pair:
    return Pair(
        ours=Cost(wall=1.0, cpu=1.0, memory=ours * 1024**2),
        peer=Cost(wall=1.0, cpu=1.0, memory=peer * 1024**2),
    )


def results(articles: int = 1000, date: str = "2026-11-23T22:00+00:00", **changes) -> Results:
    values = {
        "comparisons": [
            Comparison(case="cold", peer="hugo", pairs=(pair(3, 2), pair(4, 4), pair(1, 2))),
            Comparison(case="edit", peer="hugo", pairs=(pair(0.2, 2),)),
            Comparison(case="cold", peer="pelican", pairs=(pair(3, 12),)),
            Comparison(case="serve: text", peer="hugo server, all on disk", pairs=(pair(1, 4),)),
            Comparison(case="serve: text", peer="hugo server, visited", pairs=(pair(1, 1),)),
            Comparison(case="memory", peer="hugo", pairs=(memory_pair(300, 600),)),
        ],
        "solos": [Solo(case="cold", costs=(Cost(wall=2.0, cpu=3.5), Cost(wall=4.0, cpu=3.7)))],
        "written": {
            "ours": {"articles": Count(1000, 12_000_000), "feeds": Count(86, 8_000_000)},
            "hugo": {"articles": Count(1000, 13_000_000), "feeds": Count(86, 8_000_000)},
        },
    }
    return Results(
        date=date,
        articles=articles,
        runs=3,
        machine={
            "cores": 2,
            "processor": "A processor",
            "memory_gib": 8.0,
            "system": "Linux 6",
            "load_before": 0.1,
        },
        memory_as="PSS",
        without=("crossings", "opml"),
        versions={"broadsheet": "abc1234", "hugo": "v1"},
        **{**values, **changes},
    )
