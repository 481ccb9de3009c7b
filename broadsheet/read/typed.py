"""What a field gives: a text or a date, with the line it was typed on."""

from __future__ import annotations

from datetime import datetime, tzinfo

import msgspec

from broadsheet.read.frontmatter import CONTROL


class Text(msgspec.Struct, frozen=True, gc=False):
    """A text and the line it stands on."""

    text: str
    line: int


class Moment(msgspec.Struct, frozen=True, gc=False):
    """A date as typed. Without a clock time it has no zone yet."""

    iso: str
    """ISO 8601: MessagePack has moments too, but forgets in which zone they were given."""
    has_time: bool
    line: int

    @property
    def moment(self) -> datetime:
        """The moment itself."""
        return datetime.fromisoformat(self.iso)

    def within(self, zone: tzinfo) -> datetime:
        """The moment itself; without a clock time it is midnight in the site's zone."""
        return self.moment if self.has_time else self.moment.replace(tzinfo=zone)


def is_blank(text: str) -> bool:
    """Tell whether nothing of a text can be seen, as of zero-width characters and spaces."""
    if text[:1].isalnum():
        return False
    seen = any(char.isprintable() and not char.isspace() for char in text)
    return not seen and not CONTROL.search(text)
