"""The morgue: what newspapers call the file of their old stories, looked through for repetitions.

To find among fifty thousand articles the few that share a passage with a new one, an index is kept
in the cache folder: of each article its address, its slug and the fingerprints of its text. Files
that look as they did when they were read (their stamps) are not read again. The formats are plain
data; what is damaged or of another version is as if it were not there, and is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec
from filelock import FileLock

from broadsheet.clip.duplicate import Duplicate, Story, compare, story_of_article
from broadsheet.clip.shingle import fingerprints, runs
from broadsheet.errors import OutputError
from broadsheet.progress import Track, untracked
from broadsheet.read.files import Folder, SourceFile
from broadsheet.read.frontmatter import Halves, read_halves
from broadsheet.read.located_yaml import Scalar
from broadsheet.stage import write_whole
from broadsheet.tree import Stamp

_RECENT: Final = 1000
"""Articles whose prints may lie beside the sorted ones; with more, all are sorted anew."""
_COMMON: Final = 200
"""A print that more articles have than this is a phrase, and tells nothing."""
_HITS: Final = 2
_BEST: Final = 25
"""Articles that are read and compared, at most: those with the most prints in common."""
_LOW: Final = 2**32 - 1
_CHECK: Final = 4
_SHAPERS: Final = ("address", "calendar", "morgue", "shingle")
"""The modules that decide what stands in the index."""


class _Card(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of one article."""

    stamp: Stamp | None
    """How its file looked; None when it could change and look the same."""
    number: int
    """By what its prints are marked; a changed article gets a new one."""
    page: str
    slug: str


class _Index(msgspec.Struct, array_like=True):
    """The cards of a content folder, and where the prints are."""

    owner: str
    cards: dict[str, _Card]
    """By the path of the file."""
    recent: dict[int, bytes]
    """Prints of the articles that came since the others were sorted, four bytes each."""
    sorted_in: str
    """The file of the sorted prints."""
    next: int


_encoder: Final = msgspec.msgpack.Encoder()
_decoder: Final = msgspec.msgpack.Decoder(_Index)


class Morgue:
    """The articles of a content folder, ready to be looked through."""

    def __init__(self, folder: Folder, cache: Path | None, *, track: Track = untracked) -> None:
        """Bring the index up to date.

        Args:
            folder: the content folder.
            cache: where the index is kept; None for nowhere.
            track: shows how far the reading is.
        """
        self._files = {file.path: file for file in folder.articles}
        self._owner = f"{_version()} {folder.root}"
        name = hashlib.sha256(str(folder.root).encode()).hexdigest()[:16]
        self._place = cache / "morgue" / name if cache else None
        self._read: dict[str, Story | None] = {}
        with self._alone():
            self._index, self._sorted = self._load()
            if self._update(track):
                self._save()
        self._pages: dict[str, list[str]] = {}
        for path, card in self._index.cards.items():
            if card.page:
                self._pages.setdefault(card.page, []).append(path)
        self._paths = {card.number: path for path, card in self._index.cards.items()}
        self._recent = {
            number: frozenset(_unpacked(data)) for number, data in self._index.recent.items()
        }

    def find(self, story: Story) -> list[Duplicate]:
        """Find the articles that a story repeats, the most alike first."""
        same = self._pages.get(story.page, []) if story.page else []
        found = [Duplicate(path, "the same address", 1.0) for path in same]
        for path in self._candidates(story):
            theirs = None if path in same else self._story(path)
            duplicate = compare(story, theirs, path) if theirs else None
            if duplicate:
                found.append(duplicate)
        return sorted(found, key=lambda entry: (-entry.similarity, entry.path))

    def slugs(self) -> set[str]:
        """Give every slug that an article has, or would have by its file's name."""
        stems = {PurePosixPath(path).stem for path in self._index.cards}
        return stems | {card.slug for card in self._index.cards.values() if card.slug}

    def _candidates(self, story: Story) -> list[str]:
        """Choose the articles that share the most prints with a story."""
        wanted = runs(story.text)
        hits: Counter[int] = Counter()
        for value in wanted:
            low = bisect_left(self._sorted, value << 32)
            high = bisect_left(self._sorted, (value + 1) << 32, low)
            if high - low <= _COMMON:
                hits.update(entry & _LOW for entry in self._sorted[low:high])
        for number, prints in self._recent.items():
            common = len(prints & wanted)
            if common:
                hits[number] += common
        enough = [
            (-count, self._paths[number])
            for number, count in hits.items()
            if count >= _HITS and number in self._paths
        ]
        return [path for _, path in sorted(enough)[:_BEST]]

    def _story(self, path: str) -> Story | None:
        if path not in self._read:
            halves = _halves(self._files[path])
            self._read[path] = story_of_article(halves) if halves else None
        return self._read[path]

    # --- the index

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep others from changing the index; where no lock can be had, do without one."""
        with contextlib.ExitStack() as held:
            if self._place:
                with contextlib.suppress(OSError):
                    self._place.mkdir(parents=True, exist_ok=True)
                    held.enter_context(FileLock(self._place / "lock"))
            yield

    def _load(self) -> tuple[_Index, Sequence[int]]:
        with contextlib.suppress(
            OSError, ValueError, RecursionError
        ):  # a DecodeError is a ValueError
            index = _decoder.decode(_sound(self._file("cards.msgpack")))
            if index.owner == self._owner:
                data = _sound(self._file(index.sorted_in)) if index.sorted_in else b""
                return index, _ordered(data)
        return _Index(self._owner, {}, {}, "", 1), array("Q")

    def _file(self, name: str) -> Path:
        if self._place is None:
            raise FileNotFoundError(name)
        return self._place / name

    def _update(self, track: Track) -> bool:
        """Take in what is new or changed, forget what is gone; tell whether there was any."""
        cards = self._index.cards
        gone = cards.keys() - self._files.keys()
        due = [file for path, file in self._files.items() if not _is_known(cards.get(path), file)]
        for path in gone:
            self._index.recent.pop(cards.pop(path).number, None)
        fresh: dict[int, bytes] = {}
        for file in track(due, "Comparing"):
            old = cards.get(file.path)
            if old:
                self._index.recent.pop(old.number, None)
            number, prints = self._take_in(file)
            fresh[number] = prints
        if len(self._index.recent) + len(fresh) > _RECENT:
            self._sort_in(fresh)
        else:
            self._index.recent |= fresh
        return bool(gone or due)

    def _take_in(self, file: SourceFile) -> tuple[int, bytes]:
        """Make the card of an article, and give its number and its prints."""
        halves = _halves(file)
        story = story_of_article(halves) if halves else Story()
        slug = halves.front.items.get("slug") if halves else None
        number = self._index.next
        self._index.cards[file.path] = _Card(
            stamp=file.stamp if file.settled else None,
            number=number,
            page=story.page or "",
            slug=slug.text if isinstance(slug, Scalar) else "",
        )
        self._index.next += 1
        return number, array("I", sorted(fingerprints(story.text))).tobytes()

    def _sort_in(self, fresh: dict[int, bytes]) -> None:
        """Put the prints of all articles in order, without those of articles that are gone."""
        alive = {card.number for card in self._index.cards.values()}
        kept = [entry for entry in self._sorted if entry & _LOW in alive]
        for number, data in (*self._index.recent.items(), *fresh.items()):
            kept.extend(value << 32 | number for value in _unpacked(data))
        self._sorted = array("Q", sorted(kept))
        self._index.recent = {}
        self._index.sorted_in = ""

    def _save(self) -> None:
        """Keep the index; a cache that cannot be written makes the next look slow, and no more."""
        if self._place is None:
            return
        old = [path for path in self._place.glob("prints-*") if path.name != self._index.sorted_in]
        with contextlib.suppress(OutputError, OSError):
            if self._sorted and not self._index.sorted_in:
                name = f"prints-{self._index.next}.bin"
                _write(self._place / name, array("Q", self._sorted).tobytes())
                self._index.sorted_in = name
            _write(self._place / "cards.msgpack", _encoder.encode(self._index))
            for path in old:
                if path.name != self._index.sorted_in:
                    path.unlink()


def _is_known(card: _Card | None, file: SourceFile) -> bool:
    return card is not None and card.stamp is not None and card.stamp == file.stamp


def _halves(file: SourceFile) -> Halves | None:
    """Read an article; what cannot be read repeats nothing, and `check` says what is wrong."""
    try:
        return read_halves(file.data, path=file.path)[0]
    except OSError:
        return None


def _unpacked(data: bytes) -> array[int]:
    found = array("I")
    found.frombytes(data)
    return found


def _ordered(data: bytes) -> array[int]:
    """Read sorted prints: in eight bytes the run of words, then the number of the article."""
    found = array("Q")
    found.frombytes(data)
    return found


def _version() -> str:
    """Hash what decides what stands in the index."""
    here = Path(__file__).parent
    code = [(here / f"{name}.py").read_bytes() for name in _SHAPERS]
    return hashlib.sha256(b"\0".join([sys.byteorder.encode(), *code])).hexdigest()[:16]


def _sound(path: Path) -> bytes:
    """Read a file of the index.

    Raises:
        OSError: it is not there.
        ValueError: it is damaged.
    """
    data = path.read_bytes()
    if zlib.crc32(memoryview(data)[_CHECK:]).to_bytes(_CHECK, "big") != data[:_CHECK]:
        raise ValueError("is damaged")
    return data[_CHECK:]


def _write(path: Path, payload: bytes) -> None:
    write_whole(str(path), zlib.crc32(payload).to_bytes(_CHECK, "big") + payload)
