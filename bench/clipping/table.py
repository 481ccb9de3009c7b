"""What readers got right, as one Markdown table, and what they got wrong, as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Final

from bench.clipping.gold import Label
from bench.clipping.interval import bootstrap, wilson
from bench.clipping.reading import Reader, Reading
from bench.clipping.score import FIELDS, Verdict, body_overlap, judge, kept_joiners

_NOTES: Final = """\
Shares right where the page has the field, with 95 % intervals (Wilson; for the text bootstrap).
A title may have any wording of the page; an editor's has no paper's name behind it.
Invented: on how many pages without the field something was found. Doubtful: labels that could be
otherwise, counted in no other row. -: the reader has no such field."""


@dataclass(frozen=True, slots=True)
class Run:
    """A reader with what it found on each page, in the order of the labels."""

    reader: Reader
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A kind of row that each field may have: of which verdicts, and what its cells say."""

    suffix: str
    takes: Callable[[Verdict], bool]
    cell: Callable[[Sequence[Verdict]], str]


def table(labels: Sequence[Label], runs: Sequence[Run]) -> str:
    """Write a row for each field and a column for each reader."""
    head = ("field", "n", *(run.reader.name for run in runs))
    rows = [head, ("---",) * len(head), *_fields(labels, runs), *_text(labels, runs), *_costs(runs)]
    return "\n".join(
        [f"{len(labels)} pages. {_NOTES}", "", *(f"| {' | '.join(row)} |" for row in rows)]
    )


def misses(labels: Sequence[Label], run: Run) -> Iterator[str]:
    """Say what a reader got wrong, label and finding side by side, sorted by field."""
    wrong = [verdict for verdict in _judged(labels, run) if not verdict.right]
    order = [field.name for field in FIELDS]
    for verdict in sorted(wrong, key=lambda one: order.index(one.field)):
        if verdict.field not in run.reader.lacks:
            doubt = " (doubtful)" if verdict.doubtful else ""
            yield f"{verdict.field}{doubt}: {verdict.page}: {verdict.gold!r} / {verdict.found!r}"
    for label, reading in zip(labels, run.readings, strict=True):
        if reading.failure:
            yield f"failed: {label.page}: {reading.failure}"


def poor_texts(labels: Sequence[Label], run: Run, *, below: float = 0.9) -> Iterator[str]:
    """Name the pages on which the text's F1 is low, the worst first."""
    pairs = zip(labels, run.readings, strict=True)
    scored = [(body_overlap(label, reading), label.page) for label, reading in pairs]
    for score, page in sorted((s, p) for s, p in scored if s is not None and s < below):
        yield f"text: {page}: {score:.3f}"


def _fields(labels: Sequence[Label], runs: Sequence[Run]) -> Iterator[tuple[str, ...]]:
    judged = [_judged(labels, run) for run in runs]
    for field in FIELDS:
        for row in _ROWS:
            taken = [
                [one for one in verdicts if one.field == field.name and row.takes(one)]
                for verdicts in judged
            ]
            if taken and taken[0]:
                cells = (
                    "-" if field.name in run.reader.lacks else row.cell(verdicts)
                    for run, verdicts in zip(runs, taken, strict=True)
                )
                yield (field.name + row.suffix, str(len(taken[0])), *cells)


def _judged(labels: Sequence[Label], run: Run) -> list[Verdict]:
    pairs = zip(labels, run.readings, strict=True)
    return [verdict for label, reading in pairs for verdict in judge(label, reading)]


def _share(verdicts: Sequence[Verdict]) -> str:
    right = sum(one.right for one in verdicts)
    return _between(right / len(verdicts), wilson(right, len(verdicts)))


_ROWS: Final = (
    _Row("", lambda one: one.gold is not None and not one.doubtful, _share),
    _Row(
        ", invented",
        lambda one: one.gold is None and not one.doubtful,
        lambda verdicts: str(sum(one.invented for one in verdicts)),
    ),
    _Row(
        ", doubtful",
        lambda one: one.doubtful,
        lambda verdicts: f"{sum(one.right for one in verdicts)} right",
    ),
)


def _text(labels: Sequence[Label], runs: Sequence[Run]) -> Iterator[tuple[str, ...]]:
    pairs = [list(zip(labels, run.readings, strict=True)) for run in runs]
    scores = [[f1 for one in pair if (f1 := body_overlap(*one)) is not None] for pair in pairs]
    if scores and scores[0]:
        cells = (_between(fmean(one), bootstrap(one)) for one in scores)
        yield ("text, F1 of words", str(len(scores[0])), *cells)
    joiners = [[kept for one in pair if (kept := kept_joiners(*one))] for pair in pairs]
    if joiners and joiners[0]:
        shares = (sum(kept for kept, _ in one) / sum(all_ for _, all_ in one) for one in joiners)
        yield ("ZWNJ kept", str(len(joiners[0])), *(f"{share:.3f}" for share in shares))


def _costs(runs: Sequence[Run]) -> Iterator[tuple[str, ...]]:
    times = [[reading.milliseconds for reading in run.readings] for run in runs]
    pages = str(len(times[0]))
    yield ("ms a page, median", pages, *(f"{median(one):.0f}" for one in times))
    yield ("ms a page, mean", pages, *(f"{fmean(one):.0f}" for one in times))
    failures = [sum(reading.failure is not None for reading in run.readings) for run in runs]
    if any(failures):
        yield ("nothing read", pages, *map(str, failures))


def _between(value: float, ends: tuple[float, float]) -> str:
    return f"{value:.3f} ({ends[0]:.2f} to {ends[1]:.2f})"
