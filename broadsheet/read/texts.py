"""The records of all texts: out of the store, or read by whoever does the work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from broadsheet.config import SiteConfig
from broadsheet.errors import SettingsError
from broadsheet.problems import Problem, problem
from broadsheet.progress import Track
from broadsheet.read.article import Record, read_article, read_standing
from broadsheet.read.files import SourceFile, fault_of_reading
from broadsheet.read.markup.renderer import Renderer
from broadsheet.read.store import Kind, Store, decode_record, encode_record, record_key
from broadsheet.workers import Crew


class Text(NamedTuple):
    """A file to be read as a record."""

    kind: Kind
    file: SourceFile


class Answer(NamedTuple):
    """What a worker makes of a text: a record as bytes with its key, or why there is none."""

    key: bytes = b""
    record: bytes = b""
    fault: Problem | None = None


class Texts:
    """Gives the record of every text."""

    def __init__(self, config: SiteConfig, store: Store, crew: Crew, track: Track) -> None:
        """Take what is needed for reading."""
        self._config, self._store, self._crew, self._track = config, store, crew, track
        self.problems: list[Problem] = []
        """Of files without a record: they could not be read."""

    def read(
        self, articles: Sequence[SourceFile], standing: Sequence[SourceFile]
    ) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
        """Give the records of articles and of standing pages, in the order of the files.

        Raises:
            SettingsError: an extension of MARKDOWN cannot be loaded, or not with its options.
            WorkerError: a worker ended.
        """
        texts = [
            *(Text("article", file) for file in articles),
            *(Text("standing", file) for file in standing),
        ]
        found = [self._recall(text) for text in texts]
        missing = [text for text, record in zip(texts, found, strict=True) if record is None]
        made = iter(list(self._make(missing)))
        records = [next(made) if record is None else record for record in found]
        return (
            tuple(record for record in records[: len(articles)] if record),
            tuple(record for record in records[len(articles) :] if record),
        )

    def _recall(self, text: Text) -> Record | None:
        """Give the record that an earlier build has made of the same bytes."""
        key = self._store.known(text.file)
        if key is None and not self._store.is_empty and fault_of_reading(text.file) is None:
            key = record_key(self._store.fingerprint, text.kind, text.file.path, text.file.data)
        record = self._store.recall(key) if key else None
        if key and record:
            self._store.note(text.file, key)
        return record

    def _make(self, texts: Sequence[Text]) -> Iterator[Record | None]:
        """Have texts read, by others if they are many."""
        context = _Context(_Markup.of(self._config), self._store.fingerprint)
        if texts or self._store.is_empty:  # else the extensions are those that worked before
            context.prepare()
        answers = self._crew.spread(
            read_texts, context, texts, name=_name, doing="Reading", track=self._track
        )
        for text, answer in zip(texts, answers, strict=True):
            if answer.fault:
                self.problems.append(answer.fault)
                yield None
                continue
            record = decode_record(answer.record)
            self._store.keep(answer.key, record)
            self._store.note(text.file, answer.key)
            yield record


def _name(text: Text) -> str:
    return text.file.path


class _Markup(NamedTuple):
    """The settings that shape a body."""

    markdown: Mapping[str, Any]
    lang: str
    summary_words: int | None
    summary_end: str
    root: str

    @classmethod
    def of(cls, config: SiteConfig) -> _Markup:
        return cls(
            config.markdown,
            config.lang,
            config.summary_words,
            config.summary_end,
            config.content.name,
        )


class _Context:
    """What all texts need. The renderer is inherited, or made anew where this is sent."""

    def __init__(self, markup: _Markup, fingerprint: str) -> None:
        self.markup, self.fingerprint = markup, fingerprint
        self.renderer: Renderer | None = None

    def prepare(self) -> Renderer:
        self.renderer = self.renderer or _renderer(self.markup)
        return self.renderer

    def __reduce__(self) -> tuple[type[_Context], tuple[_Markup, str]]:
        return _Context, (self.markup, self.fingerprint)


def read_texts(context: _Context) -> Callable[[Text], Answer]:
    """Make the function that reads a text as a record: a job for a worker."""
    renderer = context.prepare()

    def read(text: Text) -> Answer:
        kind, file = text
        fault = fault_of_reading(file)
        if fault:
            return Answer(fault=fault)
        read_one = read_article if kind == "article" else read_standing
        record = read_one(file.data, path=file.path, renderer=renderer)
        key = record_key(context.fingerprint, kind, file.path, file.data)
        return Answer(key, encode_record(record))

    return read


def make_renderer(config: SiteConfig) -> Renderer:
    """Make the renderer of a site's bodies.

    Raises:
        SettingsError: an extension of MARKDOWN cannot be loaded, or not with its options.
    """
    return _renderer(_Markup.of(config))


def _renderer(markup: _Markup) -> Renderer:
    renderer = Renderer(
        markup.markdown,
        lang=markup.lang,
        summary_words=markup.summary_words,
        summary_end=markup.summary_end,
        root=markup.root,
    )
    try:
        renderer.prepare()
    except Exception as error:  # an extension may raise anything
        message = f"cannot be used: {type(error).__name__}: {error}"
        raise SettingsError([problem("bad-setting", message, field="MARKDOWN")]) from error
    return renderer
