"""One look at folders: whoever asks for what is in one, is told the same.

A build goes through the content twice, to see whether anything was touched and to read it. The
system is asked once, and both see the files as they were at one time.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

_NAME: Final = attrgetter("name")


class Look:
    """What is in folders, as it was when each was first asked for."""

    def __init__(self) -> None:
        """Begin: nothing is looked at yet."""
        self.began = time.time_ns()
        """Nanoseconds since 1970: whatever is seen was there then, or came later."""
        self._folders: dict[str, Sequence[os.DirEntry[str]]] = {}

    def entries(self, folder: str) -> Sequence[os.DirEntry[str]]:
        """Give what is in a folder, by name; an entry keeps its stamp from when it is first asked.

        Raises:
            OSError: the folder cannot be read.
        """
        known = self._folders.get(folder)
        if known is None:
            with os.scandir(folder) as found:
                known = self._folders[folder] = sorted(found, key=_NAME)
        return known
