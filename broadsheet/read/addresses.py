"""Web addresses as the format has them: `http(s)://host…`, nothing else."""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from broadsheet.urls import quoted

_HOST: Final = re.compile(r"(?!-)[^\s\x00-\x2c/:;<=>?@\[\\\]^`{|}~\x7f]+")
# After the bar what cannot be seen and comes along when an address is copied.
_FORBIDDEN: Final = re.compile(
    r"[\s<>\"\\^`{|}]|[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_IPV6: Final = re.compile(r"(?:[^\[\]]*@)?\[[^\[\]]*\](?::\d*)?")


def address_fault(text: str) -> str | None:
    """Say what keeps a text from being a web address, or None when it is one."""
    space = _FORBIDDEN.search(text)
    if space:
        return f"must be a web address, got {text!r} with {space[0]!r} in it"
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        return f"must be a web address, got {text!r}: {error}"
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return f"must be a web address that begins with http:// or https://, got {text!r}"
    return None if _good_host(parts, host) else f"must name a host, got {text!r}"


def _good_host(parts: SplitResult, host: str | None) -> bool:
    if not host:
        return False
    if "[" in parts.netloc:
        return bool(_IPV6.fullmatch(parts.netloc)) and _is_ipv6(host)
    labels = host.rstrip(".").split(".")
    return all(_HOST.fullmatch(label) for label in labels) and any(map(str.isalnum, host))


def _is_ipv6(host: str) -> bool:
    try:
        IPv6Address(host)
    except ValueError:
        return False
    return "%" not in host


def as_uri(text: str) -> str:
    """Percent-encode what an address may not hold in HTML and feeds; the rest stays as typed."""
    return quoted(text)


def host_of(text: str) -> str:
    """Give the host of a web address in lower case, without `www.`; empty when there is none."""
    try:
        host = urlsplit(text).hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")
