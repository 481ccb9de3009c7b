"""What an article tells of its time after publication: corrections, withdrawal, aliases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from broadsheet.model import KINDS
from broadsheet.read.faults import fault_of_slug
from broadsheet.read.fields import Fields
from broadsheet.read.typed import Moment, Text

CORRECTION_KEYS: Final = ("date", "kind", "text", "was", "serious")
WITHDRAWN_KEYS: Final = ("date", "reason")


class RawWithdrawal(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What `withdrawn` says, as typed."""

    date: Moment | None = None
    reason: Text | None = None


class RawCorrection(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One entry of `corrections`, as typed."""

    date: Moment
    kind: str
    text: str
    was: str = ""
    serious: bool = False


def read_corrections(fields: Fields) -> Iterator[RawCorrection]:
    """Read `corrections`: one mapping, or a list of them. What lacks a part is left out."""
    for entry in fields.children("corrections", "{date: …, kind: correction, text: …}"):
        entry.refuse_unknown(CORRECTION_KEYS)
        entry.missing_line = entry.node.line
        date = entry.date("date", required=True)
        kind = entry.choice("kind", KINDS, "unknown-correction", required=True)
        text, was = entry.text("text", required=True), entry.text("was")
        serious = entry.flag("serious")
        fields.take(entry)
        if date and kind and text:
            yield RawCorrection(
                date=date,
                kind=kind.text,
                text=text.text,
                was=was.text if was else "",
                serious=serious,
            )


def read_aliases(fields: Fields) -> Iterator[Text]:
    """Read the slugs that an article had before."""
    for alias in fields.texts("aliases", single=True):
        fault = fault_of_slug(alias.text)
        if fault is None:
            yield alias
        else:
            code, message, hint = fault
            fields.note(code, "aliases", alias.line, message, hint)


def read_withdrawal(fields: Fields, *, withdrawn: bool) -> RawWithdrawal | None:
    """Read since when and why; that an article is withdrawn, its status alone says."""
    line = fields.node.lines.get("withdrawn")
    if line is None and not withdrawn:
        return None
    child = fields.child("withdrawn", "withdrawn: {date: …, reason: …}")
    if child is None:
        return None
    child.refuse_unknown(WITHDRAWN_KEYS)
    found = RawWithdrawal(date=child.date("date"), reason=child.text("reason"))
    fields.take(child)
    missing = [key for key in WITHDRAWN_KEYS if not child.has(key)]
    if not withdrawn:
        message = "is given, but the status is not withdrawn"
        hint = "add a line status: withdrawn, or take withdrawn: away"
        fields.note("withdrawal-without-status", "withdrawn", line, message, hint)
    elif missing:
        message = f"gives no {' and no '.join(missing)}"
        hint = "write withdrawn: {date: 2022-12-20, reason: what readers are told}"
        fields.note("withdrawal-unexplained", "withdrawn", line, message, hint)
    return found
