"""One look into the inbox: a round of the feeds, written down, and what is to be shown of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from broadsheet.clip.feed.entry import Note
from broadsheet.clip.fetch.answer import FEED, Fetched, Validators
from broadsheet.clip.fetch.errand import start_errand
from broadsheet.clip.inbox.item import Item, Sheet, Wanted
from broadsheet.clip.inbox.ledger import Account, Delivery, Ledger
from broadsheet.clip.inbox.rounds import Brought, Watched, go_round
from broadsheet.clip.inbox.tray import is_since, mark, newest_first
from broadsheet.clip.inbox.watch import each_once, listed_feeds, named_feeds
from broadsheet.clip.morgue import Morgue
from broadsheet.config import SiteConfig
from broadsheet.problems import Problem, problem
from broadsheet.progress import counted, tracked
from broadsheet.read.files import Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look into the inbox found."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]
    feeds: int
    failed: int


def look_into(source: str | None, wanted: Wanted, config: SiteConfig, folder: Folder) -> Look:
    """Go round the feeds and lay out what is to be looked at.

    Args:
        source: what names feeds; None for the site's own list.
        wanted: what is to be shown.
        config: the site's.
        folder: the site's content.

    Raises:
        SettingsError: what is named is nothing to look at.
        ContentError: the site has no list of feeds.
        OutputError: the cache folder cannot be written to.
    """
    found, problems = named_feeds(source) if source else listed_feeds(folder)
    watched = each_once(found)
    ledger = Ledger(config.cache)
    brought = _round(watched, ledger, config)
    today = config.now.astimezone(config.timezone).date()
    ledger.enter(filter(None, map(_delivery, brought)), today)
    faults = [_problem(one, one.fault) for one in brought if one.fault]
    accounts = ledger.accounts()
    sheets = [_sheet(one, accounts, ledger, wanted) for one in brought]
    return Look(
        sheets=tuple(_marked([sheet for sheet in sheets if sheet.items], config, folder)),
        problems=(*problems, *faults),
        feeds=len(watched),
        failed=len(faults),
    )


def _round(watched: Sequence[Watched], ledger: Ledger, config: SiteConfig) -> list[Brought]:
    """Look at each feed; what comes is in the order of the list, whichever came first."""
    fetcher = start_errand(config).fetcher
    accounts = ledger.accounts()

    def fetch(address: str, validators: Validators) -> Fetched:
        return fetcher.fetch(address, accept=FEED, validators=validators)

    def known(address: str) -> Validators:
        account = accounts.get(address, Account())
        whole = account.lines and ledger.is_whole(account)
        return Validators(account.etag, account.modified) if whole else Validators()

    going = go_round(watched, fetch, known)
    came = {one.watched.place: one for one in counted(going, len(watched), "Fetching")}
    return [came[one.place] for one in watched]


def _delivery(brought: Brought) -> Delivery | None:
    if brought.fault:
        return None
    if brought.feed is None:
        return Delivery(feed=brought.watched.place)
    given = brought.validators or Validators()
    return Delivery(
        feed=brought.watched.place,
        title=brought.watched.name or brought.feed.title,
        etag=given.etag,
        modified=given.last_modified,
        entries=newest_first(brought.feed.entries),
    )


def _problem(brought: Brought, note: Note) -> Problem:
    """Say of a feed what went wrong, where it is named."""
    one = brought.watched
    return problem(
        "unreadable-file",
        note.message,
        path=one.listed or one.place,
        line=one.line or note.line,
        field=one.place if one.listed and not one.file else None,
        hint=note.hint,
        severity="warning",
    )


def _sheet(
    brought: Brought, accounts: Mapping[str, Account], ledger: Ledger, wanted: Wanted
) -> Sheet:
    one = brought.watched
    account = accounts.get(one.place, Account())
    items = list(_items(account, ledger, wanted))
    shown = items if wanted.limit is None else items[: wanted.limit]
    return Sheet(
        name=one.name or account.title or one.place,
        place=str(one.file or one.place),
        items=tuple(shown),
        more=len(items) - len(shown),
        notes=brought.feed.notes if brought.feed else (),
    )


def _items(account: Account, ledger: Ledger, wanted: Wanted) -> Iterator[Item]:
    """Give the entries to show, the newest first; what no feed has any more, if it is new."""
    lines = {
        line.number: line
        for line in account.lines.values()
        if not line.shown or (wanted.everything and line.here)
    }
    entries = {number: ledger.entry(number) for number in lines}
    numbers = {entry.key: number for number, entry in entries.items() if entry}
    for entry in newest_first(filter(None, entries.values())):
        number = numbers[entry.key]
        if wanted.since is None or is_since(entry, wanted.since):
            yield Item(number=number, entry=entry, new=not lines[number].shown)


def _marked(sheets: Sequence[Sheet], config: SiteConfig, folder: Folder) -> Iterator[Sheet]:
    """Find what entries repeat, of the digest and of all sheets before them."""
    if not sheets:
        return
    morgue = Morgue(folder, config.cache, track=tracked)
    items = iter(mark([item for sheet in sheets for item in sheet.items], morgue))
    for sheet in sheets:
        yield replace(sheet, items=tuple(next(items) for _ in sheet.items))
