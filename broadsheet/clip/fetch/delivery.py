"""Taking in what a server delivers: as much as may be, unpacked, and of a kind that is of use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import httpx

from broadsheet.clip.fetch.answer import (
    Accept,
    Fetched,
    looks_like,
    media_type,
    status_fault,
    wrong_type,
)
from broadsheet.clip.fetch.limits import Limits
from broadsheet.clip.fetch.unpacking import unpacked
from broadsheet.clip.fetch.wire import TooMuchError


def unchanged(address: str, final: str, response: httpx.Response) -> Fetched:
    """Give the answer that nothing is new."""
    return Fetched(
        url=address,
        url_final=final,
        status=response.status_code,
        headers=dict(response.headers.items()),
        not_modified=True,
    )


def taken(
    address: str, final: str, response: httpx.Response, accept: Accept, limits: Limits
) -> Fetched:
    """Read an answer whose body is still to come.

    Raises:
        FetchError: it is no success, or nothing of use.
        TooMuchError: it is too large.
        PackingError: it cannot be unpacked.
    """
    status, headers = response.status_code, dict(response.headers.items())
    if status not in {httpx.codes.OK, httpx.codes.NON_AUTHORITATIVE_INFORMATION}:
        raise status_fault(final, status, headers, datetime.now(UTC))
    kind, charset = media_type(headers.get("content-type", ""))
    if kind and kind not in accept.types:
        raise wrong_type(final, kind, accept)
    data = _whole(response, limits)
    if not data.strip():
        raise status_fault(final, httpx.codes.NO_CONTENT, headers, datetime.now(UTC))
    kind = kind or looks_like(data)
    if kind not in accept.types:
        raise wrong_type(final, kind, accept)
    return Fetched(
        url=address,
        url_final=final,
        status=status,
        data=data,
        content_type=kind,
        charset=charset,
        headers=headers,
    )


def beginning(response: httpx.Response, most: int) -> bytes:
    """Read no more than so many bytes of an answer."""
    found = bytearray()
    for piece in _pieces(response):
        found += piece
        if len(found) >= most:
            break
    return bytes(found[:most])


def _whole(response: httpx.Response, limits: Limits) -> bytes:
    announced = response.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:20]) > limits.wire:
        raise TooMuchError("was sent")
    found = bytearray()
    for piece in _pieces(response):
        found += piece
        if len(found) > limits.decoded:
            raise TooMuchError("unpacked")
    return bytes(found)


def _pieces(response: httpx.Response) -> Iterator[bytes]:
    return unpacked(response.iter_raw(), response.headers.get("content-encoding", ""))
