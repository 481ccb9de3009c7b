"""Which addresses may be asked: public hosts by http and https, and nothing that pretends.

The guard decides; it never asks. `wire.py` asks it again for every connection, with the very IP
address that is connected to, so that no redirect and no changed answer of the DNS gets past.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

import httpx

from broadsheet.clip.fetch.networks import meaning, parse
from broadsheet.errors import FetchError
from broadsheet.read.addresses import address_fault

PORTS: Final = frozenset({80, 443, 8080, 8443})
"""Where web servers listen; on others one could be made to speak to a mail server or a database."""
_DEFAULT: Final = {"http": 80, "https": 443}
_NAME: Final = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER: Final = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|[0-9]+)")
"""A host whose last part is a number is taken for an IPv4 address by some, in whatever form."""
_OWN: Final = re.compile(r"(?:.*\.)?(?:localhost|local|internal|localdomain|home\.arpa)")
"""Names that never leave a network of one's own (RFC 6761, 6762, 8375, and what clouds use)."""
_HINT: Final = "save the page in your browser and clip the file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Who may be asked. The default is the one for real use; tests let in servers of their own."""

    ports: frozenset[int] = PORTS
    besides: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    """IP addresses with ports that may be asked wherever they stand."""

    def letting_in(self, address: str, port: int) -> Guard:
        """Give a guard that lets one more server in."""
        besides = self.besides | {(address, port)}
        return replace(self, ports=self.ports | {port}, besides=besides)

    def admit(self, address: str) -> httpx.URL:
        """Read an address and judge what can be judged before the DNS is asked.

        Returns:
            The address, without a fragment; its host is a plain name or a plain IP address.

        Raises:
            FetchError: it may not be asked.
        """
        fault = address_fault(address)
        if fault:
            raise FetchError(address, fault, "look at how it is spelt", kind="refused")
        try:
            url = httpx.URL(address).copy_with(fragment=None)
            host = url.raw_host.decode("ascii") if url.host else ""  # which fails on a bad xn--
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError(
                address, f"cannot be read as an address: {error}", _HINT, kind="refused"
            ) from error
        fault = self._fault(url, host)
        if fault:
            raise FetchError(address, fault, _HINT, kind="refused")
        return url

    def _fault(self, url: httpx.URL, host: str) -> str | None:
        if url.scheme not in _DEFAULT:
            return f"must begin with http:// or https://, got {url.scheme}:"
        if url.userinfo:
            return "must hold no user name and no password"
        port = port_of(url)
        if port not in self.ports:
            return f"names port {port}, where no web page is expected"
        return self._host_fault(host.removesuffix("."), port)

    def _host_fault(self, host: str, port: int) -> str | None:
        if parse(host) is not None:
            return self.connection_fault(host, port)
        if _NUMBER.fullmatch(host):
            return f"writes an IP address in an unusual form, got {host!r}"
        if not _NAME.fullmatch(host):
            return f"must name a host, got {host!r}"
        if _OWN.fullmatch(host):
            return f"names {host}, which no public host is called"
        return None

    def connection_fault(self, address: str, port: int) -> str | None:
        """Say why a connection to an IP address may not be made, or None when it may."""
        if (address, port) in self.besides:
            return None
        if port not in self.ports:
            return f"would be asked on port {port}"
        found = parse(address)
        if found is None:
            return f"leads to {address!r}, which is no plain IP address"
        named = meaning(found)
        return f"leads to {found}, which stands for {named}" if named else None


def port_of(url: httpx.URL) -> int:
    """Give the port that an address means."""
    return url.port if url.port is not None else _DEFAULT.get(url.scheme, 0)
