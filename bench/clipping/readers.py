"""The readers: ours, trafilatura and newspaper4k, each as its own documentation calls it."""

from __future__ import annotations

import importlib
import json
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from lxml import html
from markdown import Markdown

from bench.clipping import newspaper4k
from bench.clipping.reading import Page, Reader, Reading
from bench.contestant import UnavailableError
from bench.peers.programs import install_wheels

NEWSPAPER4K: Final = "0.9.6"
_BESIDE: Final = ("lxml_html_clean", "tinysegmenter", "jieba", "nltk", "indic-nlp-library")
"""Without these newspaper4k fails on Japanese, Chinese, Korean, Arabic and Hindi pages."""


@dataclass(slots=True)
class InProcess:
    """A reader of this process: a function of a page's bytes and its address."""

    name: str
    lacks: frozenset[str]
    start: Callable[[], Callable[[bytes, str | None], Any]]
    """Gives the function; raises `UnavailableError` where it is not there."""
    told: Callable[[Any], Reading]
    """What the function gave, as a reading; not timed."""

    def read(self, pages: tuple[Page, ...]) -> tuple[Reading, ...]:
        """Read pages, each timed alone, after one that is not counted."""
        read = self.start()
        for page in pages[:1]:
            self._read(read, page)
        return tuple(self._read(read, page) for page in pages)

    def _read(self, read: Callable[[bytes, str | None], Any], page: Page) -> Reading:
        started = perf_counter()
        try:
            found = read(page.data, page.label.url)
        except Exception as error:  # noqa: BLE001 - a page a reader fails on is a result
            taken = (perf_counter() - started) * 1000
            return Reading(failure=f"{type(error).__name__}: {error}", milliseconds=taken)
        taken = (perf_counter() - started) * 1000
        return replace(self.told(found), milliseconds=taken)


@dataclass(slots=True)
class Newspaper:
    """newspaper4k, in an environment and a process of its own: it cannot share ours."""

    kept: Path
    name: str = f"newspaper4k {NEWSPAPER4K}"
    lacks: frozenset[str] = frozenset({"agency", "updated", "caption", "credit", "captions"})

    def read(self, pages: tuple[Page, ...]) -> tuple[Reading, ...]:
        """Read pages; see `bench.clipping.newspaper4k`."""
        # jieba comes as source alone
        wanted = (f"newspaper4k=={NEWSPAPER4K}", *_BESIDE, "--no-binary=jieba")
        folder = self.kept / "newspaper4k"
        install_wheels(folder, "nltk", *wanted)
        with tempfile.TemporaryDirectory() as scratch:
            order = []
            for number, page in enumerate(pages):
                path = Path(scratch) / f"{number}.html"
                path.write_bytes(page.data)
                order.append([str(path), page.label.url])
            done = subprocess.run(
                # -P: modules beside the script are no libraries of newspaper4k
                [folder / "bin" / "python", "-P", newspaper4k.__file__],
                input=json.dumps(order),
                cwd=scratch,
                env={"TMPDIR": scratch, "PYTHONUTF8": "1"},
                capture_output=True,
                check=False,
                encoding="utf-8",
            )
        if done.returncode:
            raise UnavailableError((done.stderr.strip().splitlines() or ["it ended early"])[-1])
        return tuple(_told_by_newspaper(json.loads(line)) for line in done.stdout.splitlines())


def _told_by_newspaper(found: dict[str, Any]) -> Reading:
    return Reading(**{**found, "authors": tuple(found.get("authors", ()))})


def ours() -> Reader:
    """Give our reader of pages."""
    return InProcess("ours", frozenset(), _start_ours, _told_by_ours)


def trafilatura() -> Reader:
    """Give trafilatura with its standard settings, comments left out."""
    lacks = frozenset({"agency", "updated", "caption", "credit", "captions", "language"})
    name = f"trafilatura {version('trafilatura')}"
    return InProcess(name, lacks, _start_trafilatura, _told_by_trafilatura)


PEERS: Final[dict[str, Callable[[Path], Reader]]] = {
    "trafilatura": lambda _: trafilatura(),
    "newspaper4k": Newspaper,
}


def _start_ours() -> Callable[[bytes, str | None], Any]:
    try:
        read: Callable[[bytes, str | None], Any] = importlib.import_module(
            "broadsheet.clip.page.reader"
        ).read_page
    except (ImportError, AttributeError) as error:
        raise UnavailableError(f"our reader is not here: {error}") from error
    return read


def _told_by_ours(found: Any) -> Reading:
    """Take a `broadsheet.clip.clipping.Clipping`."""
    return Reading(
        title=found.title,
        authors=tuple(found.byline),
        agencies=tuple(found.agencies),
        date=found.date and found.date.day.isoformat(),
        updated=found.updated and found.updated.day.isoformat(),
        site=found.source_name,
        language=found.language,
        photos=tuple((photo.caption, photo.credit) for photo in found.photos),
        text=text_of(found.body),
    )


def text_of(markdown: str) -> str:
    """Give the words of a Markdown text as a browser would show them."""
    markup = Markdown(extensions=["extra", "sane_lists"]).convert(markdown)
    if not markup.strip():
        return ""
    fragment = html.fragment_fromstring(markup, create_parent="div")
    return " ".join(str(text) for text in fragment.itertext())


def _start_trafilatura() -> Callable[[bytes, str | None], Any]:
    from trafilatura import bare_extraction  # noqa: PLC0415 - loaded when it takes part

    def read(data: bytes, address: str | None) -> Any:
        return bare_extraction(data, url=address, with_metadata=True, include_comments=False)

    return read


def _told_by_trafilatura(found: Any) -> Reading:
    if found is None:
        return Reading(failure="no text found")
    return Reading(
        title=found.title,
        authors=tuple(name.strip() for name in (found.author or "").split(";") if name.strip()),
        date=found.date,
        site=found.sitename,
        language=found.language,
        text=found.text or "",
    )
