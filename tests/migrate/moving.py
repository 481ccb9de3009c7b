"""Builders for migrations: a text read and moved without a disk."""

from pathlib import PurePosixPath

from broadsheet.migrate.encoding import decoded
from broadsheet.migrate.front_matter import read_sheet
from broadsheet.migrate.house import House, Item
from broadsheet.migrate.library import Library
from broadsheet.migrate.origin import Origin, read_origin
from broadsheet.migrate.place import read_place
from broadsheet.migrate.removal import Removal
from broadsheet.migrate.story import make_story
from broadsheet.migrate.terms import Terms

TERMS = Terms({"transport": "transport", "ferries": "transport"}, {"harbour": "harbour"})


class Shelf:
    """A disk on which nothing stands yet; what ends like a picture is one."""

    def __init__(self, there=None):
        self.there = there or {}

    def is_picture(self, path):
        return PurePosixPath(path).suffix in (".jpg", ".png")

    def fits(self, path, target):
        return self.there.get(target)


def story(text, path="a-bridge.md", kind="markdown"):
    """Read one text."""
    if isinstance(text, bytes):
        text, _ = decoded(text)
    sheet = read_sheet(text, lines=kind in ("pelican", "markdown"))
    return make_story(path, sheet, read_place(path, kind), kind)


def move(  # noqa: PLR0913  what a removal hangs on
    texts, kind="markdown", *, files=(), origin=None, shelf=None, content="", **house
):
    """Move some texts, given by path, and give what became of each, in the order of paths."""
    given = {
        "origin": origin or read_origin(kind, {}),
        "terms": TERMS,
        "lang": "en",
        "before": {},
        "taken": frozenset(),
        "known_host": lambda url: False,
    }
    items = [Item(story(text, path, kind), f"old/{path}", "hash") for path, text in texts.items()]
    removal = Removal(items, House(**given | house))
    removal.library = Library(
        set(files), content=content, kind=kind, shelf=shelf or Shelf(), folder_of=removal.folder_of
    )
    return [removal.move(item) for item in removal.in_order()], removal.library


def moved(text, path="a-bridge.md", kind="markdown", **given):
    """Move one text and give its file as text, and what is known of it."""
    (one,), _ = move({path: text}, kind, **given)
    return one.data.decode(), one


def body(text, kind="markdown", **given):
    """Give what becomes of a body."""
    file, _ = moved(f"---\ntitle: T\n---\n{text}", kind=kind, **given)
    return file.split("---\n", 2)[2]


def old(kind, url="https://old.example", **given):
    return Origin(kind=kind, url=url, **given)
