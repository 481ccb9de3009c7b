"""What came of a clipping: for programs as one object, for editors in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from broadsheet.clip.clipping import Clipping
from broadsheet.clip.draft import Setting, blanks, front_matter
from broadsheet.clip.duplicate import Duplicate
from broadsheet.clip.sheet import Finding
from broadsheet.problems import one_line


@dataclass(frozen=True, slots=True)
class Clipped:
    """A clipping that has met a site."""

    clipping: Clipping
    setting: Setting
    findings: tuple[Finding, ...]
    duplicates: Sequence[Duplicate] = ()


def as_object(clipped: Clipped) -> dict[str, Any]:
    """Give everything that is known, for `--json`."""
    clipping, setting = clipped.clipping, clipped.setting
    agencies = list(clipping.agencies)
    return {
        "front_matter": front_matter(clipping, setting),
        "body": clipping.body,
        "agency": agencies[0] if len(agencies) == 1 else agencies or None,
        "language": clipping.language,
        "correction": clipping.correction,
        "credits": [asdict(credit) for credit in clipping.credits],
        "suggested": {"topics": list(setting.topics), "regions": list(setting.regions)},
        "left_out": [asdict(line) for line in clipping.left_out],
        "report": [
            {
                "field": finding.field,
                "value": finding.value,
                "from": finding.origin,
                "confidence": finding.confidence,
            }
            for finding in clipped.findings
        ],
        "duplicates": [asdict(duplicate) for duplicate in clipped.duplicates],
    }


def as_json(clipped: Clipped) -> str:
    """Give the object as one line of JSON."""
    return json.dumps(as_object(clipped), ensure_ascii=False)


def as_lines(clipped: Clipped) -> Iterator[str]:
    """Tell an editor what was found, what to fill in, and what to look at."""
    for finding in clipped.findings:
        sure = f"{round(finding.confidence * 100):>3} %"
        yield f"{sure}  {finding.field}: {one_line(_shown(finding.value))}  ({finding.origin})"
    for line in clipped.clipping.left_out:
        if line.text.strip():
            yield f"left out: line {line.line}: {one_line(line.text.strip())} ({line.why})"
    for duplicate in clipped.duplicates:
        share = f"{round(duplicate.similarity * 100)} %"
        yield f"there already: {duplicate.path}: {one_line(duplicate.why)} ({share} alike)"
    fields = front_matter(clipped.clipping, clipped.setting)
    yield f"left to fill in: {', '.join(blanks(fields))}"


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return " ".join(f"{key}: {entry}" for key, entry in value.items())
    return str(value)
