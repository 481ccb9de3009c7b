"""Connections that are held to a guard and to limits, whatever the server on the other end does.

A connection is made to an IP address that the guard has just seen, and to no other: the name is
looked up once for each, and every answer must be public. TLS and the request still go by the name.
Time and bytes are counted where they are read, below HTTP, so that heads, chunks and handshakes
count as well.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ssl import SSLContext
from typing import Any, Final

import httpcore
import httpx

from broadsheet.clip.fetch.guard import Guard
from broadsheet.clip.fetch.limits import Limits
from broadsheet.clip.fetch.networks import parse
from broadsheet.clip.fetch.resolver import Resolver

_TRIES: Final = 4
"""How many of the IP addresses of a name are tried, when the first do not answer."""
_TRY: Final = 5.0
"""Seconds for each but the last: where IPv6 leads nowhere, IPv4 still has its time."""


class RefusedError(Exception):
    """The guard does not let a connection through; the text says why."""


class UnknownHostError(Exception):
    """The DNS gives no address for a name; the text is what it says."""


class OutOfTimeError(Exception):
    """The whole took too long."""


class TooMuchError(Exception):
    """More bytes came than may; the text says of what."""


@dataclass(slots=True)
class Budget:
    """What is left of the limits of one fetch."""

    deadline: float
    """By the monotonic clock."""
    silence: float
    wire: int

    @classmethod
    def of(cls, limits: Limits) -> Budget:
        """Open a budget: from now on it runs."""
        return cls(time.monotonic() + limits.seconds, limits.silence, limits.wire)

    def wait(self) -> float:
        """Give the seconds that one step may take.

        Raises:
            OutOfTimeError: there are none.
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise OutOfTimeError
        return min(left, self.silence)

    def spend(self, number: int) -> None:
        """Count bytes that came.

        Raises:
            TooMuchError: more came than may.
        """
        self.wire -= number
        if self.wire < 0:
            raise TooMuchError("was sent")


class _Stream(httpcore.NetworkStream):
    """A connection whose every step counts."""

    def __init__(self, inner: httpcore.NetworkStream, budget: Budget) -> None:
        self._inner, self._budget = inner, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  ours is kept
        data = self._guarded_read(max_bytes)
        self._budget.spend(len(data))
        return data

    def _guarded_read(self, max_bytes: int) -> bytes:
        try:
            return self._inner.read(max_bytes, self._budget.wait())
        except httpcore.ReadTimeout:
            self._budget.wait()  # says so when it is the whole that took too long
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002  ours is kept
        self._inner.write(buffer, self._budget.wait())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002  ours is kept
    ) -> httpcore.NetworkStream:
        wait = self._budget.wait()
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, wait), self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Makes connections: the one place where it is decided to whom."""

    def __init__(self, guard: Guard, resolve: Resolver, budget: Budget) -> None:
        self._guard, self._resolve, self._budget = guard, resolve, budget
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  ours is kept
        local_address: str | None = None,  # noqa: ARG002  there is none
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = UnknownHostError("it has no address")
        addresses = self._addresses(host, port)[:_TRIES]
        for address in addresses:
            wait = self._budget.wait()
            patience = wait if address == addresses[-1] else min(wait, _TRY)
            try:
                stream = self._plain.connect_tcp(address, port, patience, None, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._budget)
        raise failure

    def _addresses(self, host: str, port: int) -> list[str]:
        """Give the IP addresses of a host, each of which may be connected to."""
        name = host.strip("[]").removesuffix(".")
        found = [name] if parse(name) else self._look_up(name, port)
        for address in found:
            fault = self._guard.connection_fault(address, port)
            if fault:
                raise RefusedError(fault)
        return found

    def _look_up(self, name: str, port: int) -> list[str]:
        try:
            return list(self._resolve(name, port, self._budget.wait()))
        except OSError as error:
            self._budget.wait()
            raise UnknownHostError(error.strerror or str(error)) from error


class _Body(httpx.SyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        self._inner.close()


class Wire(httpx.BaseTransport):
    """What httpx sends its requests through. There is no way around the guard, and no proxy."""

    def __init__(
        self, guard: Guard, resolve: Resolver, budget: Budget, trust: SSLContext | None
    ) -> None:
        backend = _Backend(guard, resolve, budget)
        self._pool = httpcore.ConnectionPool(
            ssl_context=trust or httpx.create_ssl_context(), network_backend=backend, http2=False
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and give the head of the answer, its body still to come."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        asked = httpcore.Request(
            request.method,
            url,
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()
