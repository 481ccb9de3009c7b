"""What an editor does to one article while builds are measured, and where readers must see it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final, Literal

from bench.content import Digest, Story, place
from bench.contestant import Site

Change = Literal["text", "title"]
_TITLE: Final = re.compile(r"^(title: .*)$", re.MULTILINE | re.IGNORECASE)
_FROM_THE_END: Final = 5
"""Among the newest, as edits mostly are: it stands on the front page and in every feed it can."""


def subject(digest: Digest) -> Story:
    """Give the article that is edited."""
    return digest.story(max(digest.articles - _FROM_THE_END, 0))


def pages_of(story: Story, change: Change, feed: str) -> tuple[str, ...]:
    """Name pages that must show a change of an article, as paths below the output folder.

    Args:
        story: the edited one.
        change: its text stands on its page and in feeds; its title in every list besides.
        feed: the path of the site's Atom feed.
    """
    page = f"articles/{story.slug}/index.html"
    if change == "text":
        return page, feed
    lists = (
        "index.html",
        *(f"topics/{slug}/index.html" for slug in story.topics),
        *(f"regions/{slug}/index.html" for slug in story.regions),
        f"archive/{story.date:%Y/%m}/index.html",
        *(f"articles/{slug}/index.html" for slug in story.related),
    )
    return page, feed, *lists


@dataclass(slots=True)
class Desk:
    """Edits one article of one site, each time with a mark of its own; `close` puts it back."""

    path: Path
    spare: Path
    original: str
    numbers: count[int] = field(default_factory=lambda: count(1))

    @classmethod
    def of(cls, site: Site, story: Story) -> Desk:
        """Take an article of a site."""
        path = site.articles / place(story.number)
        return cls(path, site.folder / "saved.txt", path.read_text(encoding="utf-8"))

    def edit(self, change: Change) -> str:
        """Change the article and save it; return the word that is new."""
        mark = f"changed{next(self.numbers)}{change}"
        if change == "title":
            self.save(_TITLE.sub(rf"\1 {mark}", self.original, count=1))
        else:
            self.save(f"{self.original}\nIt was {mark} since.\n")
        return mark

    def close(self) -> None:
        """Put the article back as it was."""
        self.save(self.original)

    def save(self, text: str) -> None:
        """Save whole, as careful editors do: no watcher finds half a file."""
        self.spare.write_text(text, encoding="utf-8")
        self.spare.replace(self.path)
