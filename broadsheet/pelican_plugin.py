"""Broadsheet as a plugin of Pelican: the one module that imports Pelican.

Pelican reads the settings, starts the plugins and the run; everything below `content/` is read,
rendered and written here, by one generator. Pelican's own generators find nothing to do, because
the settings that send them looking are emptied once the plugin has read them.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pelican import signals
from pelican.generators import Generator
from pelican.log import console
from pelican.log import init as init_logging
from pelican.settings import DEFAULT_CONFIG, read_settings

from broadsheet.config import SiteConfig, read_config
from broadsheet.errors import BroadsheetError, ContentError, SettingsError
from broadsheet.fingerprint import OpaqueError
from broadsheet.heap import seldom_collecting
from broadsheet.lock import build_lock
from broadsheet.output import Output, Written
from broadsheet.pages import Publication
from broadsheet.pages.page import Feed, Page
from broadsheet.pelican_theme import PelicanTheme
from broadsheet.pipeline import Prepared, prepare
from broadsheet.press import NativeRenderer, Sheet, native_keys, no_keys, print_items
from broadsheet.problems import Problem, as_text, has_errors, in_order, problem
from broadsheet.progress import tracked, untracked
from broadsheet.read.store import open_store
from broadsheet.render import Extras, foreign_extras, is_native
from broadsheet.seal import Seal, find_seal, inputs_of, put_seal
from broadsheet.workers import Crew, crew_of

_EMPTIED: Final[Mapping[str, Any]] = {
    "ARTICLE_PATHS": [],
    "PAGE_PATHS": [],
    "STATIC_PATHS": [],
    "THEME_STATIC_PATHS": [],
    "DIRECT_TEMPLATES": [],
    "FEED_ALL_ATOM": None,
    "FEED_ALL_RSS": None,
    "CATEGORY_FEED_ATOM": None,
    "CATEGORY_FEED_RSS": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "TAG_FEED_ATOM": None,
    "TAG_FEED_RSS": None,
    "TRANSLATION_FEED_ATOM": None,
    "TRANSLATION_FEED_RSS": None,
    "FEED_ATOM": None,
    "FEED_RSS": None,
    "YEAR_ARCHIVE_SAVE_AS": "",
    "MONTH_ARCHIVE_SAVE_AS": "",
    "DAY_ARCHIVE_SAVE_AS": "",
    "CACHE_CONTENT": False,
    "LOAD_CONTENT_CACHE": False,
}
"""What Pelican's own generators would act upon; without it they read and write nothing."""


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
    notes: tuple[str, ...] = ()
    """What the editor should know about how it was built."""


def load_config(
    settings: str | Path, overrides: Mapping[str, Any] | None = None
) -> tuple[SiteConfig, list[Problem]]:
    """Read a settings file without building.

    Returns:
        The configuration, and warnings for settings that have no effect.

    Raises:
        SettingsError: the file cannot be read, or values in it are wrong.
    """
    return read_config(_read_settings(settings, overrides), DEFAULT_CONFIG)


def build_site(settings: str | Path, overrides: Mapping[str, Any] | None = None) -> Built:
    """Build a site as `pelican -s SETTINGS` does, and report instead of printing.

    Args:
        settings: the settings file.
        overrides: settings that stand above those of the file.

    Raises:
        SettingsError: settings are wrong.
        ContentError: the content has errors; nothing was written.
        BroadsheetError: rendering or writing failed.
    """
    values = _read_settings(settings, overrides)
    pelican_class = values["PELICAN_CLASS"]
    if isinstance(pelican_class, str):
        module, _, name = pelican_class.rpartition(".")
        pelican_class = getattr(__import__(module, fromlist=[name]), name)
    _run.reporting, _run.built = False, None
    quiet, console.quiet = console.quiet, True
    try:
        pelican = pelican_class(values)
        if __name__ not in pelican.settings["PLUGINS"]:
            message = f"must hold {__name__}: without it Pelican builds in its own way"
            raise SettingsError([problem("bad-setting", message, field="PLUGINS")])
        pelican.run()
    finally:
        console.quiet, _run.reporting = quiet, True
    built = _run.take()
    if built is None:
        raise BroadsheetError(f"{pelican_class.__name__} ran no generator of Broadsheet")
    return built


class _Run:
    """What the generator and the callers of `build_site` share.

    Pelican makes the generator and gives nothing back: there is no other way between the two.
    """

    reporting = True
    """False when the caller does the reporting."""
    built: Built | None = None
    generators: tuple[Any, ...] = ()

    def take(self) -> Built | None:
        """Give what the last build came to, once."""
        built, self.built = self.built, None
        return built


_run = _Run()


class BroadsheetGenerator(Generator):  # type: ignore[misc]  # Pelican ships no types
    """Reads everything in `generate_context`, where an error costs nothing yet, and writes last."""

    def generate_context(self) -> None:
        """Prepare the publication, unless nothing was touched since the last build.

        Raises:
            ContentError: the content has errors.
        """
        self.started = time.monotonic()
        config, warnings = self.settings[_CONFIG]
        self.config: SiteConfig = config
        self.track = untracked if _run.reporting else tracked
        self.crew = crew_of(config)
        with ExitStack() as stack:
            stack.enter_context(build_lock(config.cache, config.output))
            stack.enter_context(seldom_collecting())
            self.output = Output(
                config.output,
                config.cache,
                delete_foreign=config.delete_output,
                retained=config.output_retention,
                trust=config.load_cache,
            )
            self.inputs = None if _listeners() else inputs_of(config)
            self.seal = find_seal(config, self.inputs, self.output)
            if self.seal is None:
                self._prepare(tuple(warnings))
            self._report(self.seal.problems if self.seal else self.prepared.problems)
            self.held = stack.pop_all()  # until the output is written

    def _prepare(self, warnings: tuple[Problem, ...]) -> None:
        store = open_store(self.config)
        self.prepared: Prepared = prepare(self.config, warnings, self.track, store)
        store.save()
        if has_errors(self.prepared.problems):
            self._report(self.prepared.problems)
        self.prepared.raise_errors()
        self._keep_template_pages_apart()

    def _report(self, problems: Sequence[Problem]) -> None:
        if _run.reporting and problems:
            sys.stderr.write(as_text(problems) + "\n")

    def _keep_template_pages_apart(self) -> None:
        """Refuse a page of TEMPLATE_PAGES, which Pelican writes, in the place of one of ours."""
        ours = {item.path for item in self.prepared.publication.items}
        for place in self.settings["TEMPLATE_PAGES"].values():
            if str(place) in ours:
                message = f"would write {place}, where a page of the site stands"
                raise SettingsError([problem("bad-setting", message, field="TEMPLATE_PAGES")])

    def generate_output(self, writer: Any) -> None:  # noqa: ARG002  we write ourselves, atomically
        """Render and write everything that is not as it should be."""
        with self.held:
            _run.built = self._unchanged(self.seal) if self.seal else self._made()

    def _unchanged(self, seal: Seal) -> Built:
        return Built(
            config=self.config,
            problems=seal.problems,
            account=seal.account,
            pages=seal.pages,
            files=seal.files,
            seconds=time.monotonic() - self.started,
            written=Written(written=0, unchanged=seal.files, removed=0),
        )

    def _made(self) -> Built:
        publication = self.prepared.publication
        written, notes = self._print(publication)
        pages = sum(isinstance(item, Page) for item in publication.items)
        if self.inputs and not notes:
            put_seal(self.config, self.inputs, self.prepared, pages)
        if _run.reporting and notes:
            sys.stderr.write("\n".join(notes) + "\n")
        self._tell_plugins(publication)
        return Built(
            config=self.config,
            problems=self.prepared.problems,
            account=self.prepared.account,
            pages=pages,
            files=len(publication.items),
            seconds=time.monotonic() - self.started,
            written=written,
            notes=notes,
        )

    def _print(self, publication: Publication) -> tuple[Written, tuple[str, ...]]:
        if not is_native(self.config.theme):
            renderer = PelicanTheme(publication, self.env).render_page
            sheet = Sheet(publication, lambda _: renderer, self.output.stage)
            note = f"every page was made anew: the theme {self.config.theme.name} is Pelican's"
            written = print_items(sheet, no_keys(publication), self.output, Crew(), self.track)
            return written, (note,)
        extras = foreign_extras(self.env, _PELICANS)
        keys, notes = self._keys(publication, extras)
        sheet = Sheet(publication, NativeRenderer(extras), self.output.stage)
        return print_items(sheet, keys, self.output, self.crew, self.track), notes

    def _keys(
        self, publication: Publication, extras: Extras
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """Give what lets pages be skipped, or say why none may be."""
        reason = _listeners() or extras.names
        if not reason:
            try:
                return native_keys(publication, extras), ()
            except OpaqueError as error:
                reason = str(error)
        note = f"every page was made anew: nobody can know what code does to one ({reason})"
        return no_keys(publication), (note,)

    @property
    def counts(self) -> tuple[int, int]:
        """The numbers of articles and of standing pages."""
        if self.seal:
            return self.seal.articles, self.seal.standing
        site = self.prepared.publication.site
        return len(site.articles), len(site.standing)

    def _tell_plugins(self, publication: Publication) -> None:
        """Send Pelican's signals for what was written, to plugins that listen."""
        if not (signals.content_written.receivers or signals.feed_written.receivers):
            return
        for item in publication.items:
            place = str(self.config.output / item.path)
            if isinstance(item, Page):
                signals.content_written.send(place, context={**self.context, "page": item.data})
            elif isinstance(item, Feed):
                signals.feed_written.send(place, context=self.context, feed=item)


def register() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(_take_over)
    signals.get_generators.connect(_generator)
    signals.all_generators_finalized.connect(_remember)
    signals.finalized.connect(_count_for_pelican)


_CONFIG: Final = "_BROADSHEET_CONFIG"
_PELICANS: Final = frozenset({"strftime", "plugin_enabled"})
"""What Pelican itself adds to every template environment."""


def _take_over(pelican: Any) -> None:
    """Read the settings, then empty those that Pelican's own generators would act upon."""
    settings = pelican.settings
    try:
        settings[_CONFIG] = read_config(settings, DEFAULT_CONFIG)
    except SettingsError as error:
        if _run.reporting:
            sys.stderr.write(as_text(in_order(error.problems)) + "\n")
        raise
    settings.update(_EMPTIED)
    pelican.delete_outputdir = False  # Pelican would empty the output before anything is read


def _generator(_: Any) -> type[BroadsheetGenerator]:
    return BroadsheetGenerator


def _remember(generators: Sequence[Any]) -> None:
    _run.generators = tuple(generators)


def _count_for_pelican(_: Any) -> None:
    """Let Pelican's closing line count our articles: it looks at its own generators' lists."""
    generators, _run.generators = _run.generators, ()
    for own in (g for g in generators if isinstance(g, BroadsheetGenerator)):
        articles, standing = own.counts
        for generator in generators:
            if hasattr(generator, "hidden_articles"):
                generator.articles = [None] * articles
            elif hasattr(generator, "hidden_pages"):
                generator.pages = [None] * standing


def _listeners() -> str:
    """Name the signals on which another plugin may change what was written."""
    heard = {
        "content_written": signals.content_written.receivers,
        "feed_written": signals.feed_written.receivers,
        "finalized": {
            key: found
            for key, found in signals.finalized.receivers.items()
            if key != id(_count_for_pelican)
        },
    }
    return ", ".join(name for name, receivers in heard.items() if receivers)


def _read_settings(path: str | Path, overrides: Mapping[str, Any] | None) -> dict[str, Any]:
    """Read settings as Pelican does; whatever goes wrong in the file is told with its name."""
    init_logging(level=logging.WARNING, name="pelican")
    console.stderr = True  # standard output is for what was asked for, such as a list in JSON
    if not Path(path).is_file():
        message = f"{path} does not exist"
        raise SettingsError([problem("bad-argument", message, field="settings")])
    try:
        settings: dict[str, Any] = read_settings(str(path), override=dict(overrides or {}))
    except ValueError as error:
        field = "THEME" if "theme" in str(error) else "PATH"
        raise SettingsError([problem("bad-setting", str(error), field=field)]) from error
    except Exception as error:  # the file is a program: whatever it raises is told
        message = f"cannot be read: {type(error).__name__}: {error}"
        raise SettingsError([problem("bad-setting", message, field=Path(path).name)]) from error
    return settings


__all__ = ["Built", "ContentError", "build_site", "load_config", "register"]
