"""What came of a removal, for editors in words and for programs as one object."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from broadsheet.migrate.hoard import is_text
from broadsheet.migrate.house import Moved
from broadsheet.migrate.library import CopyPlan
from broadsheet.migrate.terms import Suggestion
from broadsheet.problems import Problem, one_line

_FEW: Final = 3
_MANY: Final = 40
"""How many tags the short account names."""
_ACTS: Final = {
    "read": "read in another way",
    "changed": "changed in the texts",
    "left": "left as it was: look at it",
    "left out": "left out",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Everything that is told of a removal.

    `left` has the files that were passed over, with the reason; `problems` what our own reading
    finds wrong with the new files; `others` how many files that are no texts there are, by ending.
    """

    moved: Sequence[Moved]
    left: Mapping[str, str]
    copies: Sequence[CopyPlan]
    suggestions: Sequence[Suggestion]
    others: Mapping[str, int]
    problems: Sequence[Problem] = ()
    written: bool = True
    suggested_in: str = ""


def counts(account: Account) -> dict[str, int]:
    """Count files: every text found is migrated, was there already, or was passed over."""
    new = [moved for moved in account.moved if moved.new]
    left = sum(is_text(path) for path in account.left)
    return {
        "texts": len(account.moved) + left,
        "migrated": len(new),
        "there_already": len(account.moved) - len(new),
        "passed_over": left,
        "undated": sum(moved.story.when is None for moved in new),
        "files": sum(account.others.values()),
        "files_copied": sum(not plan.there for plan in account.copies),
        "files_there_already": sum(plan.there for plan in account.copies),
    }


def as_lines(account: Account, *, whole: bool = False) -> Iterator[str]:
    """Tell an editor.

    Args:
        account: what came of it.
        whole: every note of every file, instead of numbers and examples.
    """
    yield from _numbers(account)
    yield from _grouped("passed over", _left(account), whole=whole)
    yield from _grouped("kept as remarks in the files", _keys(account, out=False), whole=whole)
    yield from _grouped("left out", _keys(account, out=True), whole=whole)
    for act, heading in _ACTS.items():
        yield from _grouped(heading, _notes(account, act), whole=whole)
    yield from _suggested(account, whole=whole)
    yield from _checked(account, whole=whole)


def _numbers(account: Account) -> Iterator[str]:
    number = counts(account)
    verb = "migrated" if account.written else "would be migrated"
    yield (
        f"{number['texts']} texts found: {number['migrated']} {verb}, "
        f"{number['there_already']} there already, {number['passed_over']} passed over"
    )
    if number["undated"]:
        yield f"{number['undated']} of them without a date: they lie in articles/undated/"
    if number["files"]:
        kinds = sorted(account.others.items(), key=lambda pair: (-pair[1], pair[0]))
        shown = ", ".join(f"{count} {ending}" for ending, count in kinds[:6])
        yield (
            f"{number['files']} other files ({shown}{', …' if len(kinds) > 6 else ''}): "  # noqa: PLR2004  a line's worth
            f"{number['files_copied']} {'copied' if account.written else 'would be copied'}, "
            f"{number['files_there_already']} there already, the others named by no text"
        )


_Rows = Iterable[tuple[str, str]]
"""A reason, and a place it holds for."""


def _grouped(heading: str, rows: _Rows, *, whole: bool) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for why, place in rows:
        groups.setdefault(why, []).append(place)
    if groups:
        yield ""
        yield f"{heading[0].upper()}{heading[1:]}:"
    for why, places in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield f"{len(places):>6}  {why}"
        shown = places if whole else places[:_FEW]
        yield from (f"        {one_line(place)}" for place in shown)


def _left(account: Account) -> _Rows:
    return ((why, path) for path, why in account.left.items())


def _keys(account: Account, *, out: bool) -> _Rows:
    for moved in account.moved:
        for kept in moved.kept:
            if kept.out == out:
                yield (
                    f"{one_line(kept.key)}: {kept.why}",
                    f"{moved.story.path}:{kept.line}: {_short(kept.value)}",
                )


def _notes(account: Account, act: str) -> _Rows:
    for moved in account.moved:
        for note in moved.notes:
            if note.act == act:
                arrow = f" → {_short(note.became)}" if note.became else ""
                yield note.why, f"{moved.story.path}:{note.line}: {_short(note.typed)}{arrow}"


def _short(text: str) -> str:
    longest = 100
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]} …"


def _suggested(account: Account, *, whole: bool) -> Iterator[str]:
    if not account.suggestions:
        return
    yield ""
    place = f", written to {account.suggested_in}" if account.suggested_in else ""
    yield f"Tags that topics.yaml does not have{place}; each with the number of its texts:"
    shown = account.suggestions if whole else account.suggestions[:_MANY]
    yield "  " + ", ".join(f"{one_line(term.name)} ({term.count})" for term in shown)
    if len(shown) < len(account.suggestions):
        yield f"  and {len(account.suggestions) - len(shown)} more"


def _checked(account: Account, *, whole: bool) -> Iterator[str]:
    for severity in ("error", "warning"):
        found = [problem for problem in account.problems if problem.severity == severity]
        rows = (
            (
                f"{problem.field or 'file'}: {problem.code}",
                f"{problem.path}:{problem.line or 1}: {problem.message}",
            )
            for problem in found
        )
        yield from _grouped(f"what `check` says of the new files, {severity}s", rows, whole=whole)


def as_json(account: Account) -> str:
    """Give everything as one object."""
    found: dict[str, Any] = {
        "counts": counts(account),
        "articles": [
            {"from": moved.story.path, "to": moved.target, "new": moved.new}
            for moved in account.moved
        ],
        "passed_over": [{"path": path, "why": why} for path, why in account.left.items()],
        "keys": list(_key_rows(account)),
        "notes": [
            {"path": moved.story.path, **asdict(note)}
            for moved in account.moved
            for note in moved.notes
        ],
        "files": [
            {"from": plan.source, "to": plan.target, "new": not plan.there}
            for plan in account.copies
        ],
        "topics": [asdict(term) for term in account.suggestions],
        "problems": [asdict(problem) for problem in account.problems],
    }
    return json.dumps(found, ensure_ascii=False)


def _key_rows(account: Account) -> Iterator[dict[str, Any]]:
    """Give each key that is no field with its number, and an example."""
    groups: Counter[tuple[str, str, bool]] = Counter()
    examples: dict[tuple[str, str, bool], str] = {}
    for moved in account.moved:
        for kept in moved.kept:
            group = (kept.key, kept.why, kept.out)
            groups[group] += 1
            examples.setdefault(group, f"{moved.story.path}:{kept.line}: {kept.value}")
    for group, count in sorted(groups.items(), key=lambda pair: (-pair[1], pair[0])):
        key, why, out = group
        yield {
            "key": key,
            "why": why,
            "left_out": out,
            "count": count,
            "example": examples[group],
        }
