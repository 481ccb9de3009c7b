"""The clock of a build: an argument, so that the same input gives the same bytes."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from typing import Any


def read_clock(text: str) -> datetime:
    """Read the clock argument: seconds since 1970, a date, or a date-time with zone.

    Raises:
        ValueError: it is none of these.
    """
    if re.fullmatch(r"-?\d{1,12}", text):
        try:
            return datetime.fromtimestamp(int(text), UTC)
        except (OverflowError, OSError) as error:
            raise ValueError("is out of range") from error
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("must look like 2022-12-18T09:00:00+00:00") from error
    if moment.tzinfo is None and len(text) > len("2022-12-18"):
        raise ValueError("needs a zone, such as +00:00 at its end")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def now(value: Any) -> datetime:
    """Take `--now`, else SOURCE_DATE_EPOCH, else the real clock, which nothing else reads."""
    if value not in (None, ""):
        return read_clock(str(value))
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return read_clock(epoch) if epoch else datetime.now(UTC)
