"""From a publication to files: only what is not as the last build left it is made again.

Every item has a key, a hash of all that its bytes are made of (`pages.key`). Where the output holds
a file under the same key, untouched, there is nothing to do. The rest is rendered by the workers;
each writes its files aside and reports their hashes, so no page ever passes between processes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from broadsheet import fingerprint
from broadsheet.closure import Closures
from broadsheet.feeds import write_feed
from broadsheet.fingerprint import digest
from broadsheet.output import Output, Written
from broadsheet.pages import Publication
from broadsheet.pages.key import Keys
from broadsheet.pages.page import Copy, Feed, Item, Page
from broadsheet.plates import Place, Plates, Reader, Writer
from broadsheet.progress import Track
from broadsheet.render import Extras, make_environment, render_page
from broadsheet.stage import Done, put
from broadsheet.templates import Codes
from broadsheet.timings import Timings
from broadsheet.workers import Crew

PageRenderer = Callable[[Page], bytes]
Task = tuple[int, str, str | None]
"""The number of an item in its publication, its key, and the SHA-256 of what stands there."""
Made = tuple[Done, Place | None]
"""What became of a file, and where its plate is, if it was rendered."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a worker needs to make any item of a publication; it is the same for all of them."""

    publication: Publication
    renderer: Callable[[Publication], PageRenderer]
    """Makes what renders pages: templates are loaded by each worker for itself."""
    stage: str
    plates: Plates
    """What earlier builds have rendered."""


@dataclass(frozen=True, slots=True)
class NativeRenderer:
    """Makes the renderer of a theme of ours; it can be sent to another process."""

    extras: Extras
    codes: Codes | None = None
    """Templates that were compiled for these settings and extras; they stay in this process."""

    def __call__(self, publication: Publication) -> PageRenderer:
        """Load the templates."""
        config = publication.site.config
        environment = make_environment(config, self.extras, self.codes)
        return lambda page: render_page(page, publication.facts, config, environment)

    def __reduce__(self) -> tuple[type[NativeRenderer], tuple[Extras]]:
        """Travel without the code."""
        return NativeRenderer, (self.extras,)


def native_keys(publication: Publication, extras: Extras) -> dict[str, str]:
    """Give the key of every item of a publication with a theme of ours, by its path.

    Raises:
        OpaqueError: a setting is code, so that nobody can know what it does to a page.
    """
    config = publication.site.config
    shared = digest(fingerprint.engine(), fingerprint.settings(config))
    environment = make_environment(config, extras)
    closures = Closures(environment, shared, config.cache / "templates.json")
    used = (item.template for item in publication.items if isinstance(item, Page))
    keys = Keys(publication, shared, closures.fingerprints(used))
    return {item.path: keys.of(item) for item in publication.items}


def no_keys(publication: Publication) -> dict[str, str]:
    """Give no item a key: every one is made, and compared with what stands."""
    return dict.fromkeys((item.path for item in publication.items), "")


def print_items(  # noqa: PLR0913  the parts of a print run
    sheet: Sheet,
    keys: dict[str, str],
    output: Output,
    *,
    crew: Crew,
    track: Track,
    timings: Timings,
) -> Written:
    """Bring the output to a publication.

    Args:
        sheet: the publication, and what renders it.
        keys: by what each item is known again, by its path.
        output: where the files go.
        crew: who makes them.
        track: watches the items go by.
        timings: takes the time of the stages.

    Raises:
        RenderError: a template failed; the output is as it was.
        OutputError: a file could not be written.
    """
    items = sheet.publication.items
    with timings.stage("compare") as stage:
        stage.count(len(keys))
        due = output.outdated(keys)
    tasks = [
        (number, keys[item.path], due[item.path])
        for number, item in enumerate(items)
        if item.path in due
    ]

    def name(task: Task) -> str:
        return items[task[0]].path

    try:
        with timings.stage("render") as stage:
            stage.count(len(tasks))
            made = [*crew.spread(_printer, sheet, tasks, name=name, doing="Rendering", track=track)]
        with timings.stage("cache"):  # before the output changes: the disk may be full
            rows = zip(tasks, made, strict=True)
            sheet.plates.save(keys.values(), {key: p for (_, key, _), (_, p) in rows if p})
        with timings.stage("write"):
            return output.commit(keys, (done for done, _ in made))
    except BaseException:
        output.drop()
        raise


def _printer(sheet: Sheet) -> Callable[[Task], Made]:
    items, stage = sheet.publication.items, sheet.stage
    render = sheet.renderer(sheet.publication)
    reader, writer = Reader(sheet.plates), Writer(sheet.plates.folder)

    def make(task: Task) -> Made:
        number, key, standing = task
        item = items[number]
        kept = reader.recall(key) if key else None
        if kept is not None:
            return put(stage, item.path, kept, standing), None
        content = _content(item, render)
        plate = writer.keep(content) if key and isinstance(content, bytes) else None
        return put(stage, item.path, content, standing), plate

    return make


def _content(item: Item, render: PageRenderer) -> bytes | Path:
    if isinstance(item, Page):
        return render(item)
    if isinstance(item, Feed):
        return write_feed(item)
    return item.source if isinstance(item, Copy) else item.text.encode()
