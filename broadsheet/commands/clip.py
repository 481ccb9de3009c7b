"""`clip`: from a press clipping to an article's file, with a report of what was found where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from broadsheet.clip.clipping import Clipping
from broadsheet.clip.draft import Setting, draft_text
from broadsheet.clip.duplicate import story_of_clipping
from broadsheet.clip.inbox.choice import is_choice
from broadsheet.clip.morgue import Morgue
from broadsheet.clip.origin import name_source
from broadsheet.clip.reading import read_source
from broadsheet.clip.report import Clipped, as_json, as_lines
from broadsheet.clip.sheet import Finding
from broadsheet.clip.source import Address, Page, Refused, Skipped, Source, Text, open_sources
from broadsheet.clip.suggestion import suggest_regions, suggest_topics
from broadsheet.commands.fetching import Fetching
from broadsheet.commands.report import guarded, overrides, print_problems, say
from broadsheet.commands.taking import Taken, page_of_taken, taken_entries
from broadsheet.config import SiteConfig
from broadsheet.errors import ContentError, MissingExtraError, SettingsError
from broadsheet.pelican_plugin import load_config
from broadsheet.problems import Problem, problem
from broadsheet.progress import tracked
from broadsheet.read.addresses import address_fault
from broadsheet.read.content import Content
from broadsheet.read.files import Folder, read_folder
from broadsheet.read.slugs import nearest_slug
from broadsheet.skeleton.desk import read_vocabularies
from broadsheet.skeleton.shelf import put_article

SETTINGS: Final = Path(__file__).resolve().parents[2] / "pelicanconf.py"
_UNNAMED: Final = "clipping"
"""What a file is called whose clipping has no headline."""


def run(  # noqa: PLR0913  one argument per option
    *,
    source: str | None = None,
    paste: bool = False,
    json: bool = False,
    url: str | None = None,
    photos: bool = False,
    content: Path | None = None,
    settings: Path = SETTINGS,
) -> int:
    """Read each clipping; write its draft and tell what was found, or print it as JSON."""

    def work() -> int:
        _refuse(url, photos=photos, json=json)
        config, _ = load_config(settings, overrides(content=content))
        desk = _Desk(config)
        fetching = Fetching(config, keep=not json)
        problems: list[Problem] = []
        missing: dict[str, None] = {}
        for found in _opened(source, config, paste=paste):
            match found:
                case Skipped(name, why):
                    say(f"skipped: {name}: {why}")
                case Refused():
                    problems += found.problems
                case _:
                    try:
                        clipped = _read(desk, fetching, found, url, photos=photos)
                        _hand_in(desk, clipped, json=json)
                    except ContentError as error:
                        problems += error.problems
                    except MissingExtraError as error:  # texts need none
                        missing[f"error: {error}"] = None
        print_problems(problems)
        for line in missing:
            say(line)
        return 1 if problems or missing or fetching.failed else 0

    return guarded(work)


def _opened(
    source: str | None, config: SiteConfig, *, paste: bool
) -> Iterator[Source | Skipped | Refused | Taken]:
    if source and is_choice(source) and not paste:
        return taken_entries(source, config)
    return open_sources(source, paste=paste)


def _read(
    desk: _Desk, fetching: Fetching, found: Source | Taken, url: str | None, *, photos: bool
) -> Clipped:
    match found:
        case Address():
            source: Text | Page = fetching.page(found.url)
        case Taken():
            source = page_of_taken(found, fetching)
        case _:
            source = found
    clipped = desk.clip(source, url)
    return fetching.photo(clipped, *desk.place(clipped)) if photos else clipped


def _hand_in(desk: _Desk, clipped: Clipped, *, json: bool) -> None:
    if json:
        print(as_json(clipped))
    else:
        _tell(desk.write(clipped), clipped)


def _refuse(url: str | None, *, photos: bool, json: bool) -> None:
    fault = address_fault(url) if url else None
    if fault:
        raise SettingsError([problem("bad-argument", fault, field="--url")])
    if photos and json:
        message, hint = "puts a file into the content", "--json writes nothing: leave one out"
        raise SettingsError([problem("bad-argument", message, field="--photos", hint=hint)])


class _Desk:
    """The site that clippings are filed in."""

    def __init__(self, config: SiteConfig) -> None:
        self.config = config
        self.folder: Folder = read_folder(config.content, config.ignore_files)
        self.vocabularies: Content = read_vocabularies(self.folder)
        self.morgue = Morgue(self.folder, config.cache, track=tracked)
        self.taken: set[str] | None = None

    def clip(self, source: Text | Page, url: str | None) -> Clipped:
        """Read one text or page, and compare it with the site."""
        clipping = read_source(source, url)
        name = name_source(clipping, self.vocabularies.sources)
        setting = self._setting(clipping, name)
        findings = [*clipping.findings, *_suggestions(setting)]
        if name and not any(found.field == "source.name" for found in clipping.findings):
            findings.append(name)
        if isinstance(source, Page) and source.original:
            findings.append(Finding("original", source.original, "kept as it was fetched", 1.0))
        duplicates = self.morgue.find(story_of_clipping(clipping))
        return Clipped(clipping, setting, tuple(findings), duplicates)

    def _setting(self, clipping: Clipping, name: Finding | None) -> Setting:
        words = (clipping.title or "", clipping.body, clipping.language or self.config.lang)
        return Setting(
            source=str(name.value) if name else None,
            known=bool(name and name.origin == "sources.yaml"),
            lang=self.config.lang,
            topics=suggest_topics(*words, self.vocabularies.topics),
            regions=suggest_regions(*words, self.vocabularies.regions),
        )

    def place(self, clipped: Clipped) -> tuple[int, str]:
        """Give the year in whose folder a draft goes, and the name it has if that is free."""
        day = clipped.clipping.date
        year = day.day.year if day else self.config.now.astimezone(self.config.timezone).year
        return year, nearest_slug(clipped.clipping.title or "") or _UNNAMED

    def write(self, clipped: Clipped) -> Path:
        """Write the draft under the first name that is free; no file is ever written over.

        Raises:
            OutputError: the folder cannot be written to.
        """
        if self.taken is None:
            self.taken = self.morgue.slugs()
        year, slug = self.place(clipped)
        data = draft_text(clipped.clipping, clipped.setting).encode()
        path = put_article(self.folder.root, year, slug, data, self.taken)
        self.taken.add(path.stem)
        return path


def _suggestions(setting: Setting) -> Iterator[Finding]:
    if setting.topics:
        yield Finding("topics", list(setting.topics), "suggested by words of the text", 0.4)
    if setting.regions:
        yield Finding("regions", list(setting.regions), "suggested by names in the text", 0.5)


def _tell(path: Path, clipped: Clipped) -> None:
    here = Path.cwd()
    print(path.relative_to(here) if path.is_relative_to(here) else path)
    for line in as_lines(clipped):
        print(line)
    print("`python3 tasks.py serve --all` shows it; without `status: draft` it is published")
