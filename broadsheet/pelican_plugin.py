"""Broadsheet as a plugin of Pelican: the one module that imports Pelican.

Pelican reads the settings, starts the plugins and the run; everything below `content/` is read,
rendered and written here, by one generator. Pelican's own generators find nothing to do, because
the settings that send them looking are emptied once the plugin has read them.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pelican import signals
from pelican.generators import Generator
from pelican.log import console
from pelican.log import init as init_logging
from pelican.settings import DEFAULT_CONFIG, read_settings

from broadsheet.config import SiteConfig, read_config
from broadsheet.edition import Built, Edition
from broadsheet.errors import BroadsheetError, ContentError, SettingsError
from broadsheet.memory import Memory
from broadsheet.pages.page import Feed, Page
from broadsheet.problems import Problem, as_text, in_order, problem
from broadsheet.progress import tracked, untracked
from broadsheet.render import foreign_extras
from broadsheet.timings import Timings

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


def build_site(
    settings: str | Path,
    overrides: Mapping[str, Any] | None = None,
    memory: Memory | None = None,
) -> Built:
    """Build a site as `pelican -s SETTINGS` does, and report instead of printing.

    Args:
        settings: the settings file.
        overrides: settings that stand above those of the file.
        memory: what this process knows from its last build, where it builds again and again.

    Raises:
        SettingsError: settings are wrong.
        ContentError: the content has errors; nothing was written.
        BroadsheetError: rendering or writing failed.
    """
    timings = Timings()
    with timings.stage("settings"):
        values = _read_settings(settings, overrides)
    pelican_class = values["PELICAN_CLASS"]
    if isinstance(pelican_class, str):
        module, _, name = pelican_class.rpartition(".")
        pelican_class = getattr(__import__(module, fromlist=[name]), name)
    _run.reporting, _run.built, _run.timings, _run.memory = False, None, timings, memory
    quiet, console.quiet = console.quiet, True
    try:
        pelican = pelican_class(values)
        if __name__ not in pelican.settings["PLUGINS"]:
            message = f"must hold {__name__}: without it Pelican builds in its own way"
            raise SettingsError([problem("bad-setting", message, field="PLUGINS")])
        pelican.run()
    finally:
        console.quiet, _run.reporting, _run.timings, _run.memory = quiet, True, None, None
        _run.close()
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
    edition: Edition | None = None
    timings: Timings | None = None
    memory: Memory | None = None
    generators: tuple[Any, ...] = ()

    def close(self) -> None:
        """Let go of a build that was broken off: it would lock out the next."""
        edition, self.edition = self.edition, None
        if edition:
            edition.close()

    def take(self) -> Built | None:
        """Give what the last build came to, once."""
        built, self.built = self.built, None
        return built


_run = _Run()


class BroadsheetGenerator(Generator):  # type: ignore[misc]  # Pelican ships no types
    """Reads everything in `generate_context`, where an error costs nothing yet, and writes last."""

    def generate_context(self) -> None:
        """Prepare the edition.

        Raises:
            ContentError: the content has errors.
        """
        config, warnings = self.settings[_CONFIG]
        self._extras = foreign_extras(self.env, _PELICANS)
        self.edition = _run.edition = Edition(
            config,
            warnings,
            track=untracked if _run.reporting else tracked,
            report=_report,
            timings=_run.timings or Timings(),
            altered_by=_listeners() or self._extras.names,
            memory=_run.memory,
        )
        self.edition.prepare()
        self._keep_template_pages_apart()

    def _keep_template_pages_apart(self) -> None:
        """Refuse a page of TEMPLATE_PAGES, which Pelican writes, in the place of one of ours."""
        publication = self.edition.publication
        ours = {item.path for item in publication.items} if publication else set()
        for place in self.settings["TEMPLATE_PAGES"].values():
            if str(place) in ours:
                message = f"would write {place}, where a page of the site stands"
                raise SettingsError([problem("bad-setting", message, field="TEMPLATE_PAGES")])

    def generate_output(self, writer: Any) -> None:  # noqa: ARG002  we write ourselves, atomically
        """Render and write everything that is not as it should be."""
        _run.built = built = self.edition.publish(self.env, self._extras)
        if _run.reporting and built.notes:
            sys.stderr.write("\n".join(built.notes) + "\n")
        self._tell_plugins()

    def _tell_plugins(self) -> None:
        """Send Pelican's signals for what was written, to plugins that listen."""
        if not (signals.content_written.receivers or signals.feed_written.receivers):
            return
        publication = self.edition.publication
        for item in publication.items if publication else ():
            place = str(self.edition.config.output / item.path)
            if isinstance(item, Page):
                signals.content_written.send(place, context={**self.context, "page": item.data})
            elif isinstance(item, Feed):
                signals.feed_written.send(place, context=self.context, feed=item)


def _report(problems: Sequence[Problem]) -> None:
    """Print what was found, where no command does so."""
    if _run.reporting and problems:
        sys.stderr.write(as_text(problems) + "\n")


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
    _run.close()
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
        articles, standing = own.edition.counts
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
