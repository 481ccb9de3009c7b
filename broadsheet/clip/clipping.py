"""What was read from a source: an article in the making, before it meets a site."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.clip.caption import Photo
from broadsheet.clip.credit import Credit
from broadsheet.clip.dateline import Dateline
from broadsheet.clip.related import Related
from broadsheet.clip.sheet import Finding, LeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """Everything a source says. What it does not say is None or empty: nothing is invented."""

    title: str | None = None
    date: Dateline | None = None
    updated: Dateline | None = None
    byline: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    source_name: str | None = None
    url: str | None = None
    photos: tuple[Photo, ...] = ()
    credits: tuple[Credit, ...] = ()
    related: tuple[Related, ...] = ()
    language: str | None = None
    correction: str | None = None
    body: str = ""
    lead: str = ""
    """The first paragraph as words."""
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Finding, ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    """Where each line went that is not left out."""
