"""The other side: what runs in a worker."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from typing import Any

from broadsheet.errors import BroadsheetError


class NotSentError(Exception):
    """What there is to do cannot be sent to another process; the text says why."""


class _State(threading.local):
    """What a worker has; a worker of a cluster may be a thread."""

    working: bool = False
    key: object = None
    call: Callable[[Any], Any] | None = None


_state = _State()


def at_work() -> bool:
    """Tell whether this is a worker: it does what it is given by itself."""
    return _state.working


def calling(key: object, make: Callable[[], Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """Give the function that takes a task, made once for a key.

    Raises:
        Exception: whatever the job raises.
    """
    _state.working = True
    if _state.call is None or _state.key != key:
        _state.call, _state.key = make(), key
    return _state.call


def unpack(data: bytes) -> Any:
    """Take out what was sent.

    Raises:
        NotSentError: it needs something that this process does not have.
    """
    try:
        return pickle.loads(data)  # noqa: S301  sent by the process that started this one
    except Exception as error:  # whatever an object's own code raises
        raise NotSentError(f"{type(error).__name__}: {error}") from error


def pack(things: Any) -> bytes:
    """Make things ready to be sent.

    Raises:
        NotSentError: they cannot be pickled.
    """
    try:
        return pickle.dumps(things, pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # pickle has several, and an object's own code may raise any
        raise NotSentError(f"{type(error).__name__}: {error}") from error


def carried(error: Exception) -> Exception:
    """Give an exception as it can be sent: itself, or its text if it would not arrive."""
    try:
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301  our own
    except Exception:  # noqa: BLE001  an exception of somebody else's, with a constructor of its own
        return BroadsheetError(f"{type(error).__name__}: {error}")
    return error if type(copy) is type(error) else BroadsheetError(str(error))
