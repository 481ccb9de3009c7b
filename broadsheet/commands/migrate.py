"""`migrate`: the articles of another generator's site become articles of this one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from broadsheet.commands.report import guarded, overrides, say
from broadsheet.config import SiteConfig
from broadsheet.errors import OutputError, SettingsError
from broadsheet.migrate.account import Account, as_json, as_lines
from broadsheet.migrate.date import When
from broadsheet.migrate.deposit import Disk, earlier, free_name
from broadsheet.migrate.draft import visible
from broadsheet.migrate.encoding import decoded
from broadsheet.migrate.front_matter import read_sheet
from broadsheet.migrate.history import first_days
from broadsheet.migrate.hoard import Hoard, find_texts, read_bytes
from broadsheet.migrate.house import House, Item, Moved
from broadsheet.migrate.library import CopyPlan, Library
from broadsheet.migrate.note import Note
from broadsheet.migrate.origin import Origin, read_origin
from broadsheet.migrate.place import KINDS, Kind, read_place
from broadsheet.migrate.removal import Removal
from broadsheet.migrate.story import Story, make_story
from broadsheet.migrate.terms import as_vocabulary, make_terms, suggest
from broadsheet.pelican_plugin import load_config
from broadsheet.pipeline import prepare
from broadsheet.problems import Problem, did_you_mean, in_order, problem
from broadsheet.progress import tracked
from broadsheet.read.addresses import address_fault, host_of
from broadsheet.read.article import read_article
from broadsheet.read.content import Content, make_renderer
from broadsheet.read.files import Folder, read_folder
from broadsheet.read.markup.renderer import Renderer
from broadsheet.read.store import open_store
from broadsheet.skeleton.desk import read_vocabularies, taken_slugs
from broadsheet.workers import crew_of

SETTINGS: Final = Path(__file__).resolve().parents[2] / "pelicanconf.py"
STATUSES: Final = ("draft", "keep")
_SUGGESTED: Final = "topics.suggested"
_FROM_GIT: Final = "the date is that of the first commit: nothing else tells one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for: `site` is the old site's address, `report` a file for all notes."""

    start: Path
    kind: str
    status: str = "draft"
    site: str = ""
    all_topics: bool = False
    dry_run: bool = False
    json: bool = False
    report: Path | None = None


def run(options: Options, *, content: Path | None = None, settings: Path = SETTINGS) -> int:
    """Move the texts and tell what came of each."""

    def work() -> int:
        kind = _checked(options)
        config, _ = load_config(settings, overrides(content=content))
        account = _Move(options, kind, config).account()
        if options.report:
            _write_report(options.report, account)
        if options.json:
            print(as_json(account))
        else:
            print("\n".join(as_lines(account)))
            for line in _next_steps(account, options):
                say(line)
        return 0

    return guarded(work)


def _checked(options: Options) -> Kind:
    """Give the kind of generator, or refuse what was typed, all of it at once.

    Raises:
        SettingsError: options that mean nothing.
    """
    found: list[Problem] = []
    kind = next((known for known in KINDS if known == options.kind), None)
    if kind is None:
        message = f"must be one of {', '.join(KINDS)}, got {options.kind!r}"
        hint = did_you_mean(options.kind, KINDS)
        found.append(problem("bad-argument", message, field="--from", hint=hint))
    if options.status not in STATUSES:
        message = f"must be one of {', '.join(STATUSES)}, got {options.status!r}"
        found.append(problem("bad-argument", message, field="--status"))
    if not options.start.is_dir():
        message = f"must be a folder, got {str(options.start)!r}"
        found.append(problem("bad-argument", message, field="DIR"))
    fault = address_fault(options.site) if options.site else None
    if fault:
        found.append(problem("bad-argument", fault, field="--site"))
    if options.report and options.report.exists():
        message = f"names a file that is there already, {str(options.report)!r}"
        hint = "choose another name: nothing is written over"
        found.append(problem("bad-argument", message, field="--report", hint=hint))
    if found or kind is None:
        raise SettingsError(in_order(found))
    return kind


class _Move:
    """One removal, from the old site's folder to ours."""

    def __init__(self, options: Options, kind: Kind, config: SiteConfig) -> None:
        self.options, self.kind, self.config = options, kind, config
        self.folder: Folder = read_folder(config.content, config.ignore_files)
        self.vocabularies: Content = read_vocabularies(self.folder)
        self.terms = make_terms(self.vocabularies.topics, self.vocabularies.regions)
        self.hoard: Hoard = find_texts(options.start.resolve(), kind)
        self.origin: Origin = read_origin(
            kind, self.hoard.settings, options.site, self.hoard.shortcodes
        )
        self.disk = Disk(self.hoard.root, config.content)

    def account(self) -> Account:
        """Move everything, and write it unless it is only tried.

        Raises:
            OutputError: the content folder cannot be written to.
        """
        removal = Removal(list(self._items()), self._house())
        library = Library(
            self.hoard.files,
            content=self.hoard.content,
            kind=self.kind,
            shelf=self.disk,
            folder_of=removal.folder_of,
        )
        removal.library = library
        moved = [removal.move(item) for item in tracked(removal.in_order(), "Moving")]
        copies = list(library.plans.values())
        new = [one for one in moved if one.new]
        tags = (one.story.tags for one in (moved if self.options.dry_run else new))
        account = Account(
            moved=moved,
            left=dict(sorted(self.hoard.left.items())),
            copies=copies,
            suggestions=suggest(tags, self.terms),
            others=self.hoard.kinds,
            written=not self.options.dry_run,
        )
        if self.options.dry_run:
            return replace(account, problems=self._read_back(new))
        suggested = self._write(new, copies, account)
        return replace(account, problems=self._problems(new), suggested_in=suggested)

    def _items(self) -> Iterator[Item]:
        texts = list(self.hoard.texts.items())
        days: dict[str, str] | None = None
        for path, place in tracked(texts, "Reading"):
            story = self._story(path, place)
            if story is None:
                continue
            if story[0].when is None:
                days = first_days(self.hoard.root) if days is None else days
                below = place.relative_to(self.hoard.root).as_posix()
                story = _dated(story[0], days.get(below)), story[1]
            mark = visible(f"{self.hoard.root.name}/{path}")
            yield Item(story[0], mark, story[1])

    def _story(self, path: str, place: Path) -> tuple[Story, str] | None:
        """Read a text and its hash; note why where it cannot be read."""
        below = place.relative_to(self.hoard.root).as_posix()
        try:
            data = read_bytes(place)
        except OSError as error:
            self.hoard.left[below] = f"cannot be read: {error.strerror or error}"
            return None
        text, notes = decoded(data)
        if text is None:
            self.hoard.left[below] = "no text: it holds zero bytes"
            return None
        if not text.strip():
            self.hoard.left[below] = "empty"
            return None
        sheet = read_sheet(text, lines=self.kind in ("pelican", "markdown"))
        sheet = replace(sheet, notes=(*notes, *sheet.notes))
        story = make_story(path, sheet, read_place(path, self.kind), self.kind)
        return story, hashlib.sha256(data).hexdigest()[:12]

    def _house(self) -> House:
        return House(
            origin=self.origin,
            terms=self.terms,
            lang=self.config.lang,
            before=dict(earlier(self.folder.articles, self.folder.root.name)),
            taken=frozenset(taken_slugs(self.folder)),
            known_host=self._knows,
            keep_status=self.options.status == "keep",
            all_topics=self.options.all_topics,
            adopt=bool(self.options.site),
            keep_fences=_knows_fences(make_renderer(self.config)),
        )

    def _knows(self, url: str) -> bool:
        """Tell whether a source has the host of an address, or one above it, as its own."""
        host = host_of(url)
        domains = (domain.text for source in self.vocabularies.sources for domain in source.domains)
        return any(host == domain or host.endswith(f".{domain}") for domain in domains)

    def _write(self, new: list[Moved], copies: list[CopyPlan], account: Account) -> str:
        """Write files, then texts, so that a removal that is stopped can be taken up again."""
        for plan in tracked(copies, "Copying"):
            self.disk.copy(plan)
        for moved in tracked(new, "Writing"):
            self.disk.put(moved.target, moved.data)
        if not account.suggestions or not new:
            return ""
        data = as_vocabulary(account.suggestions).encode()
        name = free_name(self.config.content / "data", _SUGGESTED, ".yaml", data)
        if name is None:
            return ""
        self.disk.put(f"data/{name}", data)
        return f"{self.config.content.name}/data/{name}"

    def _problems(self, new: list[Moved]) -> tuple[Problem, ...]:
        """Give what `check` says of the files that were written."""
        if not new:
            return ()
        paths = {self.folder.named(moved.target) for moved in new}
        prepared = prepare(
            self.config, (), tracked, store=open_store(self.config), crew=crew_of(self.config)
        )
        return tuple(found for found in prepared.problems if found.path in paths)

    def _read_back(self, new: list[Moved]) -> tuple[Problem, ...]:
        """Give what is wrong with each file by itself, before any is written."""
        renderer = make_renderer(self.config)
        found: list[Problem] = []
        for moved in tracked(new, "Checking"):
            path = self.folder.named(moved.target)
            found += read_article(moved.data, path=path, renderer=renderer).problems
        return tuple(in_order(found))


def _knows_fences(renderer: Renderer) -> bool:
    """Tell whether the site's Markdown takes rows of backticks for a block of code."""
    made = renderer.render("```\nx\n```\n", path="content/articles/x.md", first_line=1, lang=None)
    return "<pre>" in made.html


def _dated(story: Story, day: str | None) -> Story:
    if not day:
        return story
    note = Note(line=1, act="read", why=_FROM_GIT, became=day)
    return replace(story, when=When(day, whole=True), notes=(*story.notes, note))


def _write_report(path: Path, account: Account) -> None:
    text = "".join(f"{line}\n" for line in as_lines(account, whole=True))
    try:
        with path.open("x", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except OSError as error:
        raise OutputError(str(path), error.strerror or str(error)) from error


def _next_steps(account: Account, options: Options) -> Iterator[str]:
    if not account.written:
        yield "nothing was written; without --dry-run it will be"
        return
    if account.suggestions and not options.all_topics:
        yield "topics are blank where topics.yaml lacks the tag: each file has its tags as a remark"
    if not options.report:
        yield "`--report FILE` would have named every place; `--json` too"
    yield "`python3 tasks.py serve --all` shows the articles; docs/migrating.md says what is left"
