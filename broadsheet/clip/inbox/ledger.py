"""The ledger: which entries each feed had, their numbers, and which of them have been shown.

It lies in the cache folder as JSON, an entry in a file of its own, and may be deleted at any time:
then all is new again. An entry keeps its number for as long as it is known, so that a number on the
screen means the same story however many rounds were made since. Entries count as shown only after
they were printed; a round that is killed before that shows them again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import msgspec
from filelock import FileLock

from broadsheet.clip.feed.entry import Entry
from broadsheet.errors import OutputError
from broadsheet.stage import write_whole

_KEPT: Final = timedelta(days=90)
"""How long an entry is known after its feed has dropped it: some feeds bring old entries back."""
_VERSION: Final = 1


class Line(msgspec.Struct, omit_defaults=True):
    """An entry in the ledger."""

    number: int
    seen: date
    """When its feed had it last."""
    shown: bool = False
    here: bool = True
    """Whether its feed has it still."""


class Account(msgspec.Struct, omit_defaults=True):
    """What is known of one feed."""

    title: str = ""
    etag: str | None = None
    modified: str | None = None
    lines: dict[str, Line] = {}
    """By the key of the entry."""


class Delivery(msgspec.Struct, kw_only=True):
    """What a feed has now; `entries` is None when it says that nothing changed."""

    feed: str
    """Its address, or the path of its file."""
    title: str = ""
    etag: str | None = None
    modified: str | None = None
    entries: Sequence[Entry] | None = None


class _Book(msgspec.Struct):
    next: int = 1
    version: int = _VERSION
    accounts: dict[str, Account] = {}
    """By the address of the feed, or the path of its file."""


_book_decoder: Final = msgspec.json.Decoder(_Book)
_entry_decoder: Final = msgspec.json.Decoder(Entry)


class Ledger:
    """The ledger of a site. Changes are made under a lock, each on what stands there then."""

    def __init__(self, cache: Path) -> None:
        """Take the cache folder of the site."""
        self._folder = cache / "inbox"

    def accounts(self) -> dict[str, Account]:
        """Give what is known of each feed."""
        return self._load().accounts

    def is_whole(self, account: Account) -> bool:
        """Tell whether all entries of a feed are still there, so that it need not send them."""
        return all(self._place(line.number).is_file() for line in account.lines.values())

    def enter(self, deliveries: Iterable[Delivery], today: date) -> None:
        """Write down what feeds have now; what is new gets numbers in the order given.

        Args:
            deliveries: of feeds that could be read.
            today: the day by the site's clock.

        Raises:
            OutputError: the cache folder cannot be written to.
        """
        with self._changed() as book:
            for delivery in deliveries:
                account = book.accounts.get(delivery.feed, Account())
                book.accounts[delivery.feed] = self._entered(book, account, delivery, today)

    def _entered(self, book: _Book, account: Account, delivery: Delivery, today: date) -> Account:
        if delivery.entries is None:
            lines = {
                key: msgspec.structs.replace(line, seen=today if line.here else line.seen)
                for key, line in account.lines.items()
            }
            return msgspec.structs.replace(account, lines=lines)
        lines = {}
        for entry in delivery.entries:
            line = account.lines.get(entry.key)
            if line is None:
                line = Line(number=book.next, seen=today)
                book.next += 1
            lines[entry.key] = msgspec.structs.replace(line, seen=today, here=True)
            self._keep(line.number, entry)
        for key, line in account.lines.items():
            if key not in lines:
                lines[key] = msgspec.structs.replace(line, here=False)
        return Account(delivery.title, delivery.etag, delivery.modified, lines)

    def tidy(self, today: date) -> None:
        """Forget what no feed has had for long.

        Raises:
            OutputError: the cache folder cannot be written to.
        """
        with self._changed() as book:
            for feed, account in list(book.accounts.items()):
                account.lines = {
                    key: line for key, line in account.lines.items() if today - line.seen <= _KEPT
                }
                if not account.lines:
                    del book.accounts[feed]
            known = {line.number for acc in book.accounts.values() for line in acc.lines.values()}
        with contextlib.suppress(OSError):
            for path in (self._folder / "entries").iterdir():
                if path.stem.isdecimal() and int(path.stem) not in known:
                    path.unlink()

    def show(self, numbers: Iterable[int]) -> None:
        """Note that entries have been shown.

        Raises:
            OutputError: the cache folder cannot be written to.
        """
        shown = set(numbers)
        with self._changed() as book:
            for account in book.accounts.values():
                for line in account.lines.values():
                    line.shown = line.shown or line.number in shown

    def entry(self, number: int) -> Entry | None:
        """Give the entry that has a number; None when nothing is known of it."""
        try:
            return _entry_decoder.decode(self._place(number).read_bytes())
        except (OSError, ValueError, RecursionError):  # a DecodeError is a ValueError
            return None

    def last_number(self) -> int:
        """Give the highest number that was ever given, 0 before the first."""
        return self._load().next - 1

    def _place(self, number: int) -> Path:
        return self._folder / "entries" / f"{number}.json"

    def _keep(self, number: int, entry: Entry) -> None:
        data = msgspec.json.encode(entry)
        place = self._place(number)
        with contextlib.suppress(OSError):
            if place.read_bytes() == data:
                return
        _write(place, data)

    @contextlib.contextmanager
    def _changed(self) -> Iterator[_Book]:
        """Give the ledger to be changed, and keep what became of it, one process at a time."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "lock"):
                book = self._load()
                yield book
                _write(self._folder / "ledger.json", msgspec.json.encode(book))
        except OSError as error:
            raise OutputError(str(self._folder), error.strerror or str(error)) from error

    def _load(self) -> _Book:
        try:
            book = _book_decoder.decode((self._folder / "ledger.json").read_bytes())
        except (OSError, ValueError, RecursionError):
            return _Book(next=self._after_damage())
        return book if book.version == _VERSION else _Book(next=self._after_damage())

    def _after_damage(self) -> int:
        """Begin behind the numbers that are on somebody's screen."""
        with contextlib.suppress(OSError):
            names = [path.stem for path in (self._folder / "entries").iterdir()]
            return max((int(name) for name in names if name.isdecimal()), default=0) + 1
        return 1


def _write(place: Path, data: bytes) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(str(place.parent), error.strerror or str(error)) from error
    write_whole(str(place), data)
