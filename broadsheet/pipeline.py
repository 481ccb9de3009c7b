"""The way of a story through the house, stage by stage.

    content/*.md, data/*.yaml
       │ read        bytes → records with line numbers, or problems       broadsheet/read/
       │ validate    records → a Site, or every problem at once           broadsheet/validate/
       │ enrich      neighbours, related, groups, translations            broadsheet/enrich/
       │ pages       Site → what is written: path, template, data         broadsheet/pages/
       ├───────────  above this line nobody knows Pelican or Jinja, and nobody writes
       │ render      pages → bytes                                        render.py, feeds.py
       │ output      bytes → files                                        output.py
       ▼ publish     a complete output folder → its host                  broadsheet/publish/

`prepare` runs the part above the line: `check` is that and no more, `build` goes on from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from broadsheet.config import SiteConfig
from broadsheet.enrich import enrich
from broadsheet.errors import ContentError
from broadsheet.look import Look
from broadsheet.pages import Publication, collisions, make_publication
from broadsheet.pages.page import Copy
from broadsheet.problems import Problem, has_errors, in_order
from broadsheet.progress import Track, untracked
from broadsheet.read.content import Content, read_content
from broadsheet.read.static import is_static
from broadsheet.read.store import Store
from broadsheet.release import Turn
from broadsheet.timings import Timings
from broadsheet.validate.links import unknown_addresses
from broadsheet.validate.site import Verdict, validate
from broadsheet.workers import Crew


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A publication ready to be rendered, what was found on the way, and what became of every file.

    `account` maps a state (one of `model.State`, `problem`, `data`, `copied`, or `skipped: RULE`)
    to the files in it. Every file below the content is in exactly one.
    """

    publication: Publication
    problems: tuple[Problem, ...]
    account: Mapping[str, tuple[str, ...]]
    turns: tuple[Turn, ...]
    """The moments at which the clock alone makes this another publication, the next one first."""

    @property
    def until(self) -> datetime | None:
        """The first of these moments; None: it stays what it is."""
        return self.turns[0].moment if self.turns else None

    def raise_errors(self) -> None:
        """Stop here when any problem is an error.

        Raises:
            ContentError: with all problems, warnings included.
        """
        if has_errors(self.problems):
            raise ContentError(self.problems)


def prepare(  # noqa: PLR0913  what reads, watches, keeps and measures
    config: SiteConfig,
    warnings: tuple[Problem, ...] = (),
    track: Track = untracked,
    *,
    store: Store | None = None,
    crew: Crew | None = None,
    timings: Timings | None = None,
    look: Look | None = None,
) -> Prepared:
    """Run the flow from the content folder to the pages.

    Args:
        config: the settings.
        warnings: what was found in the settings, to be reported with the rest.
        track: watches the files go by, for a progress display.
        store: has the records of earlier builds and is given those of this one.
        crew: does the reading; without one it is done here.
        timings: takes the time of the stages.
        look: sees the folders; without one they are looked at now.
    """
    timings = timings or Timings()
    with timings.stage("read") as stage:
        content = read_content(config, track, store, crew, look)
        stage.count(len(content.articles) + len(content.standing))
    with timings.stage("validate"):
        verdict = validate(content, config)
    with timings.stage("enrich"):
        site = enrich(verdict.site)
    with timings.stage("pages") as stage:
        publication = make_publication(site, content.files)
        stage.count(len(publication.items))
    with timings.stage("addresses"):
        addresses = publication.addresses | site.held
        links = unknown_addresses(iter(verdict.links), addresses)
        problems = in_order((*warnings, *verdict.problems, *links, *collisions(publication)))
    return Prepared(
        publication=publication,
        problems=tuple(problems),
        account=_account(content, verdict, publication),
        turns=verdict.turns,
    )


def _unused(below: str, verdict: Verdict) -> str:
    """Name the rule by which a file is not copied."""
    if below in verdict.barred:
        return f"skipped: {verdict.barred[below]}"
    if below.startswith("photos/"):
        return "skipped: not used by anything shown"
    if is_static(below, verdict.site.config):
        return "skipped: belongs to what is not shown"
    return "skipped: not in STATIC_PATHS"


def _account(
    content: Content, verdict: Verdict, publication: Publication
) -> dict[str, tuple[str, ...]]:
    copied = {item.source for item in publication.items if isinstance(item, Copy)}
    by_file: dict[str, str] = dict(verdict.states)
    for name in content.data_files:
        by_file[content.named(f"data/{name}")] = "data"
    for below, path in content.files.items():
        by_file[content.named(below)] = "copied" if path in copied else _unused(below, verdict)
    for below, rule in content.skipped.items():
        by_file[content.named(below)] = f"skipped: {rule}"
    for found in content.problems:
        if found.path:
            by_file.setdefault(found.path, "problem")
    account: dict[str, list[str]] = {}
    for file, state in sorted(by_file.items()):
        account.setdefault(state, []).append(file)
    return {state: tuple(files) for state, files in account.items()}
