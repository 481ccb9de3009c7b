"""Charts of results as SVG: small, without a script, readable in the light and in the dark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from bench.pairs import Ratio, ratio, typical
from bench.results import Results

GOALS: Final = {
    # what the engine must reach, as a share of Hugo's time (or memory) for the same case
    "cold": 1.0,
    "host": 0.4,
    "edit": 0.15,
    "title": 0.18,
    "nothing": 0.08,
    "serve: text": 0.5,
    "serve: title": 0.5,
    "memory": 0.6,
}
WORDS: Final = {
    "cold": "Nothing kept",
    "host": "Cache kept, no output",
    "edit": "One text edited",
    "title": "One title edited",
    "nothing": "Nothing changed",
    "serve: text": "While writing: a text",
    "serve: title": "While writing: a title",
    "memory": "Peak memory",
}
_WIDTH: Final = 720
_LEFT: Final = 190
_RIGHT: Final = 84
_ROW: Final = 34
_TOP: Final = 70
_STYLE: Final = (
    "text{font:14px system-ui,sans-serif;fill:#222}"
    ".title{font-size:17px;font-weight:600}.small{font-size:12px;fill:#666}"
    ".bar{fill:#1f6f8b}.over{fill:#b4532a}.line{stroke:#888}.goal{stroke:#222;stroke-width:2}"
    ".spread{stroke:#222}.curve{fill:none;stroke:#1f6f8b;stroke-width:2}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.small{fill:#aaa}.goal,.spread{stroke:#eee}}"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One case in the chart."""

    case: str
    ratio: Ratio


def bars(results: Results, peer: str = "hugo") -> list[Bar]:
    """Take the ratios to one peer; a server counts only if it brings all of the site to disk."""
    found = {}
    for comparison in results.comparisons:
        name = comparison.peer
        if name == peer or (name.startswith(f"{peer} server") and "on disk" in name):
            of_memory = comparison.case == "memory"
            found[comparison.case] = ratio(comparison.pairs, of_memory=of_memory)
    return [Bar(case, found[case]) for case in WORDS if case in found]


def draw(results: Results) -> str:
    """Draw ours relative to Hugo, case by case.

    Raises:
        ValueError: the results do not compare with Hugo.
    """
    rows = bars(results)
    if not rows:
        raise ValueError("no results beside Hugo")
    most = max(1.0, *(bar.ratio.median for bar in rows)) * 1.05
    scale = (_WIDTH - _LEFT - _RIGHT) / most
    height = _TOP + _ROW * len(rows) + 40
    whole = _LEFT + scale
    parts = [
        (
            f'<text class="title" x="16" y="28">Broadsheet beside Hugo, '
            f"{results.articles:,} articles</text>"
        ),
        (
            '<text class="small" x="16" y="48">Its time as a share of Hugo’s for the same case; '
            "the tick is the goal. Shorter is better.</text>"
        ),
        (
            f'<line class="line" x1="{whole:.1f}" y1="{_TOP - 8}" x2="{whole:.1f}" '
            f'y2="{height - 32}"/>'
        ),
        (
            f'<text class="small" x="{whole:.1f}" y="{height - 14}" '
            'text-anchor="middle">Hugo = 1</text>'
        ),
        *(_bar(bar, _TOP + _ROW * place, scale) for place, bar in enumerate(rows)),
    ]
    return _svg(height, f"Broadsheet's time as a share of Hugo's, {_spoken(rows)}", parts)


def _bar(bar: Bar, y: int, scale: float) -> str:
    goal = GOALS[bar.case]
    length = bar.ratio.median * scale
    middle = y + 9
    tick = _LEFT + goal * scale
    most = _WIDTH - _RIGHT - _LEFT
    least, greatest = (min(value * scale, most) for value in (bar.ratio.least, bar.ratio.greatest))
    kind = "bar" if bar.ratio.median <= goal else "over"
    return (
        f'<text x="{_LEFT - 12}" y="{y + 14}" text-anchor="end">{escape(WORDS[bar.case])}</text>'
        f'<rect class="{kind}" x="{_LEFT}" y="{y}" width="{length:.1f}" height="18" rx="2"/>'
        f'<line class="spread" x1="{_LEFT + least:.1f}" y1="{middle}" '
        f'x2="{_LEFT + greatest:.1f}" y2="{middle}"/>'
        f'<line class="goal" x1="{tick:.1f}" y1="{y - 4}" x2="{tick:.1f}" y2="{y + 22}"/>'
        f'<text x="{_WIDTH - _RIGHT + 12}" y="{y + 14}">{bar.ratio.median:.2f} ×</text>'
    )


def _spoken(rows: Sequence[Bar]) -> str:
    return "; ".join(f"{WORDS[bar.case].lower()}: {bar.ratio.median:.2f}" for bar in rows)


def costs_by_size(history: Sequence[Results]) -> dict[int, float]:
    """Give the milliseconds an article costs in a cold build, by size; the newest count."""
    found = {}
    for results in history:
        for solo in results.solos:
            if solo.case == "cold":
                found[results.articles] = typical(solo.costs).wall * 1000 / results.articles
    return dict(sorted(found.items()))


def draw_sizes(costs: dict[int, float]) -> str:
    """Draw the cost of an article by the size of the site.

    Raises:
        ValueError: there are fewer than two sizes.
    """
    if len(costs) < 2:  # noqa: PLR2004  a line has two ends
        raise ValueError("results of fewer than two sizes")
    height, bottom = 320, 270
    most = max(costs.values()) * 1.25
    step = (_WIDTH - 160) / (len(costs) - 1)
    points = [
        (80 + step * place, bottom - cost / most * (bottom - _TOP))
        for place, cost in enumerate(costs.values())
    ]
    labels = [
        f'<circle class="bar" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        f'<text x="{x:.1f}" y="{y - 12:.1f}" text-anchor="middle">{cost:.2f} ms</text>'
        f'<text class="small" x="{x:.1f}" y="{bottom + 22}" text-anchor="middle">{size:,}</text>'
        for (x, y), (size, cost) in zip(points, costs.items(), strict=True)
    ]
    curve = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts = [
        '<text class="title" x="16" y="28">What an article costs, by the size of the site</text>',
        (
            '<text class="small" x="16" y="48">Milliseconds of a cold build with every page kind, '
            "by its articles. Level is good.</text>"
        ),
        f'<line class="line" x1="60" y1="{bottom}" x2="{_WIDTH - 60}" y2="{bottom}"/>',
        f'<polyline class="curve" points="{curve}"/>',
        *labels,
    ]
    spoken = "; ".join(f"{size:,} articles: {cost:.2f} ms" for size, cost in costs.items())
    return _svg(height, f"Cost of an article in a cold build, {spoken}", parts)


def _svg(height: int, spoken: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img">\n'
        f"<title>{escape(spoken)}</title>\n<style>{_STYLE}</style>\n"
        + "\n".join(parts)
        + "\n</svg>\n"
    )
