"""An edition: one build of a site, from its settings to its files.

    lock ─ seal ─ prepare ─┬─ errors: nothing was written
          │                └─ keys ─ render what is due ─ commit ─ seal
          └─ nothing was touched: nothing is done

What only Pelican knows - its signals, its template environment - is handed in by `pelican_plugin`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from broadsheet import fingerprint
from broadsheet.config import SiteConfig
from broadsheet.diary import next_due, note_build
from broadsheet.fingerprint import OpaqueError, digest
from broadsheet.heap import seldom_collecting
from broadsheet.lock import build_lock
from broadsheet.look import Look
from broadsheet.manifest import name_of
from broadsheet.memory import Memory
from broadsheet.output import Output, Written
from broadsheet.pages import Publication
from broadsheet.pages.page import Page
from broadsheet.pelican_theme import PelicanTheme
from broadsheet.pipeline import Prepared, prepare
from broadsheet.plates import Plates
from broadsheet.press import NativeRenderer, Sheet, native_keys, no_keys, print_items
from broadsheet.problems import Problem
from broadsheet.progress import Track
from broadsheet.read.store import open_store
from broadsheet.release import Turn
from broadsheet.render import Extras, is_native
from broadsheet.seal import Seal, find_seal, inputs_of, put_seal
from broadsheet.templates import Codes
from broadsheet.timings import Timings
from broadsheet.workers import Crew, crew_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build came to. `problems` are warnings; `account` says what became of every file."""

    config: SiteConfig
    problems: tuple[Problem, ...]
    account: Mapping[str, tuple[str, ...]]
    pages: int
    files: int
    seconds: float
    written: Written
    timings: Timings
    due: tuple[Turn, ...] = ()
    """What happens at the moment when the clock alone makes it another site; none: never."""
    notes: tuple[str, ...] = ()
    """What the editor should know about how it was built."""


class Edition:
    """A build in two steps: `prepare`, where an error costs nothing yet, and `publish`."""

    def __init__(  # noqa: PLR0913  what a build is made of
        self,
        config: SiteConfig,
        warnings: Sequence[Problem],
        *,
        track: Track,
        report: Callable[[Sequence[Problem]], None],
        timings: Timings,
        altered_by: str = "",
        memory: Memory | None = None,
    ) -> None:
        """Take what a build is made of.

        Args:
            config: the settings.
            warnings: what was found in them, to be reported with the rest.
            track: watches the work go by.
            report: is given all problems once, before any error is raised.
            timings: takes the time of the stages.
            altered_by: names what may change files after they are written; nothing is skipped then.
            memory: what this process knows from its last build, and will know from this one.
        """
        self.config, self._warnings = config, tuple(warnings)
        self._track, self._report, self._altered_by = track, report, altered_by
        self._timings = timings
        self._memory = memory or Memory()
        self._crew = crew_of(config)
        self._started = time.monotonic()
        self._held = ExitStack()
        self._seal: Seal | None = None
        self._prepared: Prepared | None = None

    def prepare(self) -> None:
        """Read and check everything, unless nothing was touched since the last build.

        Raises:
            ContentError: the content has errors.
            OutputError: the cache folder cannot be written.
        """
        config = self.config
        with ExitStack() as stack:
            stack.enter_context(build_lock(config.cache, config.output))
            stack.enter_context(seldom_collecting())
            self._output = Output(
                config.output,
                config.cache,
                delete_foreign=config.delete_output,
                retained=config.output_retention,
                trust=config.load_cache,
                memory=self._memory,
            )
            look = Look()
            with self._timings.stage("seal"):
                # A process that goes on is told of a change: hardly a turn would find a seal whole.
                sealed = self._memory.is_empty and not self._altered_by
                self._inputs = inputs_of(config, look) if sealed else None
                self._seal = find_seal(config, self._inputs, self._output)
            if self._seal is None:
                self._prepared = self._prepare(look)
            else:
                self._report(self._seal.problems)
            self._held = stack.pop_all()  # until the end of publish

    def _prepare(self, look: Look) -> Prepared:
        with self._timings.stage("cache"):
            store = open_store(self.config, self._memory)
        prepared = prepare(
            self.config,
            self._warnings,
            self._track,
            store=store,
            crew=self._crew,
            timings=self._timings,
            look=look,
        )
        with self._timings.stage("cache"):
            store.save()
        self._report(prepared.problems)
        prepared.raise_errors()
        return prepared

    @property
    def publication(self) -> Publication | None:
        """What is published; None where nothing was touched since the last build."""
        return self._prepared.publication if self._prepared else None

    @property
    def counts(self) -> tuple[int, int]:
        """The numbers of articles and of standing pages."""
        if self._seal:
            return self._seal.articles, self._seal.standing
        site = self._prepared.publication.site if self._prepared else None
        return (len(site.articles), len(site.standing)) if site else (0, 0)

    def publish(self, environment: Any, extras: Extras) -> Built:
        """Render and write everything that is not as it should be.

        Args:
            environment: Jinja's, as Pelican and the plugins have made it, for Pelican's themes.
            extras: what is in it that neither Jinja nor Pelican has brought.

        Raises:
            RenderError: a template failed; nothing was written.
            OutputError: a file could not be written.
        """
        with self._held:
            if self._seal:
                return self._unchanged(self._seal)
            assert self._prepared  # noqa: S101  one of the two there is after prepare
            return self._made(self._prepared, environment, extras)

    def close(self) -> None:
        """Let go of the lock, also when it never came to publishing."""
        self._held.close()

    def _unchanged(self, seal: Seal) -> Built:
        return Built(
            config=self.config,
            problems=seal.problems,
            account=seal.account,
            pages=seal.pages,
            files=seal.files,
            seconds=time.monotonic() - self._started,
            written=Written(written=0, unchanged=seal.files, removed=0),
            timings=self._timings,
            due=seal.due,
        )

    def _made(self, prepared: Prepared, environment: Any, extras: Extras) -> Built:
        publication = prepared.publication
        written, notes = self._print(publication, environment, extras)
        pages = sum(isinstance(item, Page) for item in publication.items)
        if self._inputs and not notes:
            with self._timings.stage("seal"):
                put_seal(self.config, self._inputs, prepared, pages)
        due = next_due(prepared.turns)
        note_build(self.config, due, prepared.account)
        return Built(
            config=self.config,
            problems=prepared.problems,
            account=prepared.account,
            pages=pages,
            files=len(publication.items),
            seconds=time.monotonic() - self._started,
            written=written,
            timings=self._timings,
            due=due,
            notes=notes,
        )

    def _print(
        self, publication: Publication, environment: Any, extras: Extras
    ) -> tuple[Written, tuple[str, ...]]:
        output = self._output
        if not is_native(self.config.theme):
            renderer = PelicanTheme(publication, environment).render_page
            sheet = Sheet(publication, lambda _: renderer, output.stage, self._plates())
            note = f"every page was made anew: {self.config.theme.name} is a theme for Pelican"
            return self._run(sheet, no_keys(publication), Crew()), (note,)
        with self._timings.stage("keys") as stage:
            keys, notes = self._keys(publication, extras)
            stage.count(len(keys))
        with self._timings.stage("cache"):
            plates = self._plates()
        codes = self._codes(extras)
        sheet = Sheet(publication, NativeRenderer(extras, codes), output.stage, plates)
        return self._run(sheet, keys, self._crew), notes

    def _codes(self, extras: Extras) -> Codes | None:
        """Give the templates that this process has compiled for the same settings, if any."""
        if extras.names:
            return None
        try:
            key = digest(fingerprint.settings(self.config))
        except OpaqueError:
            return None
        codes: Codes = self._memory.made(key, Codes)
        return codes

    def _plates(self) -> Plates:
        """Open the plates of this output folder."""
        config = self.config
        folder = config.cache / "plates" / name_of(config.output)
        return Plates(folder, load=config.load_cache, memory=self._memory)

    def _run(self, sheet: Sheet, keys: dict[str, str], crew: Crew) -> Written:
        return print_items(
            sheet, keys, self._output, crew=crew, track=self._track, timings=self._timings
        )

    def _keys(
        self, publication: Publication, extras: Extras
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """Give what lets pages be skipped, or say why none may be."""
        reason = self._altered_by or extras.names
        if not reason:
            try:
                return native_keys(publication, extras), ()
            except OpaqueError as error:
                reason = str(error)
        note = f"every page was made anew: nobody can know what code does to one ({reason})"
        return no_keys(publication), (note,)
