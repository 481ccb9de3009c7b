"""What is told about one place of a file that was moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Act = Literal["read", "changed", "left", "left out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing worth knowing.

    `act` is `read` (how something was understood), `changed` (`typed` is written as `became`),
    `left` (it stays as it was, and an editor should look at it) or `left out` (it is in no file).
    `line` counts from 1 in the original. `why` is the same for all notes of a kind.
    """

    line: int
    act: Act
    why: str
    typed: str = ""
    became: str = ""
