"""Fetching an address: robots.txt asked first, redirects followed one by one, limits kept."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from threading import Lock
from typing import Final

import httpx

from broadsheet import __version__
from broadsheet.clip.fetch.answer import (
    PAGE,
    SAVE,
    Accept,
    Fetched,
    Validators,
)
from broadsheet.clip.fetch.delivery import beginning, taken, unchanged
from broadsheet.clip.fetch.faults import told
from broadsheet.clip.fetch.guard import Guard
from broadsheet.clip.fetch.limits import Limits
from broadsheet.clip.fetch.resolver import Resolver, resolve
from broadsheet.clip.fetch.robots import LARGEST, NAME, OPEN, Rules, read_rules
from broadsheet.clip.fetch.unpacking import ENCODINGS
from broadsheet.clip.fetch.wire import Budget, Wire
from broadsheet.errors import FetchError

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ROBOTS_SECONDS: Final = 10.0
_HANDSHAKES: Final = 64 * 1024
"""Bytes that come with a robots.txt and are not it: heads, certificates."""
_TOO_MANY: Final = httpx.codes.TOO_MANY_REQUESTS
_BUSY: Final = httpx.codes.SERVICE_UNAVAILABLE
_UNSAID_WAIT: Final = 60.0
"""Seconds that a host is left alone which does not say how long."""
_ROBOTS_PATH: Final = b"/robots.txt"
_NO_HOST: Final = frozenset({"refused", "unknown-host", "connection", "tls"})
"""What is wrong with a host as a whole, and not with its robots.txt."""


def fetch(
    address: str,
    *,
    guard: Guard | None = None,
    limits: Limits | None = None,
    accept: Accept = PAGE,
    validators: Validators | None = None,
) -> Fetched:
    """Fetch one address; for several use one `Fetcher`, which remembers what hosts ask for.

    Raises:
        FetchError: it may not or cannot be fetched, or is of no use.
    """
    fetcher = Fetcher(guard=guard or Guard(), limits=limits or Limits())
    return fetcher.fetch(address, accept=accept, validators=validators)


def user_agent(contact: str = "") -> str:
    """Say who asks and what for; `contact` is an address where an editor can be reached."""
    purpose = "fetches articles that the editor of a news digest has chosen"
    return f"{NAME}/{__version__} ({purpose}{f'; {contact}' if contact else ''})"


@cache
def _trust() -> ssl.SSLContext:
    """Read which certificates are trusted, once: it takes longer than a short request."""
    return httpx.create_ssl_context()


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Asks hosts, and remembers what their robots.txt said and when each was asked.

    It may be used by several threads.
    """

    guard: Guard = field(default_factory=Guard)
    limits: Limits = field(default_factory=Limits)
    contact: str = ""
    resolve: Resolver = resolve
    trust: ssl.SSLContext | None = None
    """Which certificates are trusted; None for those of certifi, or of SSL_CERT_FILE."""
    _rules: dict[str, Rules] = field(default_factory=dict)
    _free: dict[str, float] = field(default_factory=dict)
    """From when on a host may be asked again, by the monotonic clock."""
    _shut: dict[str, tuple[float, FetchError]] = field(default_factory=dict)
    """Hosts that asked to wait, with the end of that and what they answered."""
    _lock: Lock = field(default_factory=Lock)

    def fetch(
        self,
        address: str,
        *,
        accept: Accept = PAGE,
        validators: Validators | None = None,
        limits: Limits | None = None,
    ) -> Fetched:
        """Fetch an address.

        Args:
            address: with http or https.
            accept: what kinds of answers are of use.
            validators: of an earlier answer; the new one may then be `not_modified`.
            limits: others than the fetcher's own.

        Raises:
            FetchError: it may not or cannot be fetched, or is of no use.
        """
        kept = limits or self.limits
        budget = Budget.of(kept)
        headers = {"Accept": accept.header, **(validators or Validators()).headers()}

        def check(url: httpx.URL) -> None:
            self._ask_leave(url, budget)

        try:
            url = self.guard.admit(address)
            self._refuse_shut(url)
            check(url)
            self._pause(url, budget)
            with self._asked(url, budget, kept, headers, check) as (final, response):
                led = str(final) if final != url else address
                if response.status_code == httpx.codes.NOT_MODIFIED and validators:
                    return unchanged(address, led, response)
                return taken(address, led, response, accept, kept)
        except FetchError as error:
            self._note_wish(error)
            raise _seen_from(address, error) from error

    def _note_wish(self, error: FetchError) -> None:
        """Remember a host that asks to be left alone for some time."""
        if error.status == _TOO_MANY or (error.status == _BUSY and error.retry_after):
            until = time.monotonic() + (error.retry_after or _UNSAID_WAIT)
            self._shut[httpx.URL(error.address).host] = (until, error)

    def _refuse_shut(self, url: httpx.URL) -> None:
        until, answer = self._shut.get(url.host, (0.0, None))
        if answer is not None and time.monotonic() < until:
            raise _about(str(url), answer)

    def _ask_leave(self, url: httpx.URL, budget: Budget) -> None:
        """Ask a host's robots.txt whether an address may be fetched.

        Raises:
            FetchError: its robots.txt forbids it, or cannot be read.
        """
        rules = self._rules_of(url, budget)
        if not rules.allow(str(url)):
            reason = rules.reason or "may not be fetched by programs: the robots.txt of its host"
            raise FetchError(str(url), reason, SAVE, kind="robots")

    def _pause(self, url: httpx.URL, budget: Budget) -> None:
        """Wait until a host may be asked again."""
        delay = self._rules_of(url, budget).delay
        pause = min(max(self.limits.pause, delay), self.limits.longest_pause)
        with self._lock:
            start = max(self._free.get(url.host, 0.0), time.monotonic())
            self._free[url.host] = start + pause
        wait = start - time.monotonic()
        if wait > 0:
            time.sleep(wait)
            budget.deadline += wait  # it is us who are slow

    def _rules_of(self, url: httpx.URL, budget: Budget) -> Rules:
        origin = str(url.copy_with(raw_path=b"/"))
        if origin not in self._rules:
            self._rules[origin] = self._fetch_rules(url, budget)
        return self._rules[origin]

    def _fetch_rules(self, url: httpx.URL, whole: Budget) -> Rules:
        """Ask a host for its robots.txt: RFC 9309, 2.3.1, says what each answer means."""
        seconds = min(self.limits.seconds, _ROBOTS_SECONDS)
        limits = replace(self.limits, seconds=seconds, wire=LARGEST + _HANDSHAKES)
        budget = Budget.of(limits)
        budget.deadline = min(budget.deadline, whole.deadline)
        place = url.copy_with(raw_path=_ROBOTS_PATH)
        try:
            with self._asked(place, budget, limits, {"Accept": "text/plain,*/*;q=0.5"}) as (
                _,
                response,
            ):
                return _rules_in(response)
        except FetchError as error:
            if error.kind == "redirect":
                return OPEN
            if error.kind in _NO_HOST and error.address == str(place):
                raise _about(str(url), error) from error
            return Rules(reason=_unreadable(error.reason))

    @contextmanager
    def _asked(
        self,
        url: httpx.URL,
        budget: Budget,
        limits: Limits,
        headers: Mapping[str, str],
        check: Callable[[httpx.URL], None] = lambda _: None,
    ) -> Iterator[tuple[httpx.URL, httpx.Response]]:
        """Follow redirects to an answer that is none; its body is read while it is open."""
        ours = {"User-Agent": user_agent(self.contact), "Accept-Encoding": ENCODINGS, **headers}
        cookies = httpx.Cookies()  # some pages only open once theirs comes back
        with Wire(self.guard, self.resolve, budget, self.trust or _trust()) as wire:
            for _ in range(limits.redirects + 1):
                check(url)
                request = httpx.Request("GET", url, headers=ours)
                with suppress(UnicodeError):  # a cookie that is no header is not sent back
                    cookies.set_cookie_header(request)
                with told(str(url), limits):
                    response = wire.handle_request(request)
                    response.request = request
                try:
                    onward = self._onward(url, response)
                    if onward is None:
                        with told(str(url), limits):
                            yield url, response
                        return
                    cookies.extract_cookies(response)
                finally:
                    response.close()
                url = onward
        raise FetchError(
            str(url), f"comes after more than {limits.redirects} redirects", SAVE, kind="redirect"
        )

    def _onward(self, url: httpx.URL, response: httpx.Response) -> httpx.URL | None:
        """Say where a redirect leads, None when an answer is none."""
        place = response.headers.get("location")
        if response.status_code not in _REDIRECTS or not place:
            return None
        try:
            onward = self.guard.admit(str(url.join(place)))
        except (httpx.InvalidURL, ValueError) as error:
            reason = f"redirects to {place!r}, which is no address: {error}"
            raise FetchError(str(url), reason, SAVE, kind="redirect") from error
        if url.scheme == "https" and onward.scheme == "http":
            reason = f"redirects to {onward}, where anybody on the way can read and change the page"
            hint = "if that is good enough, give that address itself"
            raise FetchError(str(url), reason, hint, kind="redirect")
        return onward


def _rules_in(response: httpx.Response) -> Rules:
    status = response.status_code
    if httpx.codes.is_success(status):
        return read_rules(beginning(response, LARGEST))
    if status == _TOO_MANY or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return Rules(reason=_unreadable(f"gives status {status}"))
    return OPEN


def _unreadable(why: str) -> str:
    return f"may not be fetched while the robots.txt of its host cannot be read, which {why}"


def _seen_from(address: str, error: FetchError) -> FetchError:
    """Tell what is wrong behind a redirect of the address that was asked for."""
    if error.address == address or _same(error.address, address):
        return _about(address, error)
    return _about(address, error, f"leads to {error.address}, which {error.reason}")


def _same(one: str, other: str) -> bool:
    try:
        return one == str(httpx.URL(other).copy_with(fragment=None))
    except (httpx.InvalidURL, ValueError):
        return False


def _about(address: str, error: FetchError, reason: str | None = None) -> FetchError:
    return FetchError(
        address,
        reason or error.reason,
        error.hint,
        kind=error.kind,
        status=error.status,
        retry_after=error.retry_after,
    )
