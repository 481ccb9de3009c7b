"""Asking the DNS what IP addresses a name has, for no longer than there is time."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

Resolver = Callable[[str, int, float], Sequence[str]]
"""Gives the IP addresses of a name, for a port, within so many seconds; raises OSError."""


def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
    """Ask the system, which itself knows no limit of time.

    Raises:
        OSError: there is no such name, or no answer in time.
    """
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.0))
    except Empty:
        raise TimeoutError("the name was not found in time") from None
    if isinstance(answer, OSError):
        raise answer
    return answer
