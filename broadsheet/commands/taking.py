"""`clip inbox:3,5`: entries of the inbox as pages, fetched where that is possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet.clip.extra import need_extra
from broadsheet.clip.feed.entry import Entry
from broadsheet.clip.inbox.choice import PREFIX, chosen_numbers
from broadsheet.clip.inbox.ledger import Ledger
from broadsheet.clip.source import Page
from broadsheet.commands.fetching import Fetching
from broadsheet.commands.report import say
from broadsheet.config import SiteConfig
from broadsheet.errors import ContentError, SettingsError
from broadsheet.problems import problem


@dataclass(frozen=True, slots=True)
class Taken:
    """An entry that was chosen, and what its feed is called."""

    number: int
    entry: Entry
    publication: str


def taken_entries(source: str, config: SiteConfig) -> Iterator[Taken]:
    """Give the entries that are chosen by `inbox:3,5`.

    Raises:
        SettingsError: a number is none, or no entry has it.
    """
    ledger = Ledger(config.cache)
    numbers = chosen_numbers(source)
    entries = {number: ledger.entry(number) for number in numbers}
    unknown = [str(number) for number, entry in entries.items() if entry is None]
    if unknown:
        message = f"has no entry {' and no '.join(unknown)}"
        hint = "`python3 tasks.py inbox --all` lists what there is"
        raise SettingsError([problem("bad-argument", message, field=PREFIX[:-1], hint=hint)])
    accounts = ledger.accounts()
    for number, entry in entries.items():
        if entry is not None:
            title = accounts[entry.feed].title if entry.feed in accounts else ""
            yield Taken(number, entry, title)


def page_of_taken(taken: Taken, fetching: Fetching) -> Page:
    """Fetch the page of an entry; where that cannot be had, make one of what the feed gives.

    Raises:
        MissingExtraError: what fetches or reads pages is not installed.
    """
    entry, name = taken.entry, f"{PREFIX}{taken.number}"
    if entry.address:
        try:
            return fetching.page(entry.address)
        except ContentError as error:
            for fault in error.problems:
                say(f"{name}: {fault.path} {fault.message}")
    else:
        say(f"{name}: the feed gives no address of a page")
    say(f"{name}: what stands in the feed is taken instead; it may be a part of the story")
    need_extra("reading pages", "lxml", "trafilatura")
    from broadsheet.clip.inbox.paper import page_of  # noqa: PLC0415  beside what reads pages

    return Page(name, page_of(entry, taken.publication), entry.address, "utf-8")
