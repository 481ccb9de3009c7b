"""What goes wrong on the way, told in an editor's words."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import httpcore
import httpx

from broadsheet.clip.fetch.answer import SAVE
from broadsheet.clip.fetch.limits import MEGABYTE, Limits
from broadsheet.clip.fetch.unpacking import PackingError
from broadsheet.clip.fetch.wire import (
    OutOfTimeError,
    RefusedError,
    TooMuchError,
    UnknownHostError,
)
from broadsheet.errors import FetchError

_LOOK: Final = (
    "look whether your browser opens it; if that goes through a proxy, which is not asked here, "
    "save the page there and clip the file"
)
_LATER: Final = "try again later, or save the page in your browser and clip the file"
_UNSAFE: Final = "somebody may be in between: look at it in your browser before you trust it"


@contextmanager
def told(address: str, limits: Limits) -> Iterator[None]:
    """Turn what libraries raise into one error with a reason and a next step.

    Raises:
        FetchError: for each of them.
    """
    try:
        yield
    except _FOREIGN as error:
        kind, reason, hint = _words(error, limits)
        raise FetchError(address, reason, hint, kind=kind) from error


def _words(error: Exception, limits: Limits) -> tuple[str, str, str]:
    secure = _tls_fault(error)
    if secure:
        return "tls", f"cannot be reached safely: {secure}", _UNSAFE
    return next(words(error, limits) for kind, words in _WORDS.items() if isinstance(error, kind))


def _tls_fault(error: BaseException) -> str | None:
    cause = error.__cause__ or error.__context__
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return cause.verify_message or "its certificate is not valid"
    return (cause.reason or str(cause)).replace("_", " ").lower() if cause else None


def _slow(_: Exception, limits: Limits) -> tuple[str, str, str]:
    return "time", f"takes longer than {limits.seconds:g} seconds", _LATER


def _silent(_: Exception, limits: Limits) -> tuple[str, str, str]:
    return "time", f"says nothing for {min(limits.silence, limits.seconds):g} seconds", _LATER


def _unanswered(_: Exception, limits: Limits) -> tuple[str, str, str]:
    wait = min(limits.silence, limits.seconds)
    return "connection", f"does not answer for {wait:g} seconds", _LOOK


def _large(error: Exception, limits: Limits) -> tuple[str, str, str]:
    most = limits.decoded if error.args == ("unpacked",) else limits.wire
    return "size", f"is larger than {_size(most)}", SAVE


def _size(number: int) -> str:
    return f"{number // MEGABYTE} MB" if number >= MEGABYTE else f"{number} bytes"


_WORDS: Final[dict[type[Exception], Callable[[Exception, Limits], tuple[str, str, str]]]] = {
    RefusedError: lambda error, _: ("refused", str(error), SAVE),
    UnknownHostError: lambda error, _: (
        "unknown-host",
        f"names a host that cannot be found: {error}",
        "look at how it is spelt, and whether you are online",
    ),
    OutOfTimeError: _slow,
    TooMuchError: _large,
    PackingError: lambda error, _: ("protocol", str(error), SAVE),
    httpcore.ConnectTimeout: _unanswered,
    httpcore.TimeoutException: _silent,
    httpcore.ConnectError: lambda error, _: ("connection", f"does not answer: {error}", _LOOK),
    httpcore.NetworkError: lambda error, _: ("connection", f"breaks off: {error}", _LATER),
    Exception: lambda error, _: ("protocol", f"answers with what is no HTTP: {error}", SAVE),
}
_FOREIGN: Final = (
    RefusedError,
    UnknownHostError,
    OutOfTimeError,
    TooMuchError,
    PackingError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.CookieConflict,
    ssl.SSLError,
)
