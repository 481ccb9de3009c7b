"""Which IP addresses are public: whose hosts anybody on the internet may ask.

The blocks are those of IANA's registries of special-purpose addresses (RFC 6890), told here rather
than left to `ipaddress.is_global`, which lets multicast, 6to4 and wrapped addresses pass and
differs between versions of Python.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

Address = IPv4Address | IPv6Address

_V4: Final = {
    IPv4Network(block): meaning
    for block, meaning in {
        "0.0.0.0/8": "this network",
        "10.0.0.0/8": "a private network",
        "100.64.0.0/10": "a provider's inner network",
        "127.0.0.0/8": "this machine",
        "168.63.129.16/32": "the metadata of a cloud",  # Azure's, on a public number
        "169.254.0.0/16": "this link, or the metadata of a cloud",
        "172.16.0.0/12": "a private network",
        "192.0.0.0/24": "a protocol's own addresses",
        "192.0.2.0/24": "documentation",
        "192.31.196.0/24": "a sink for wrong questions",
        "192.52.193.0/24": "multicast tunnels",
        "192.88.99.0/24": "6to4 relays",
        "192.168.0.0/16": "a private network",
        "192.175.48.0/24": "a sink for wrong questions",
        "198.18.0.0/15": "measurements",
        "198.51.100.0/24": "documentation",
        "203.0.113.0/24": "documentation",
        "224.0.0.0/4": "multicast",
        "240.0.0.0/4": "reserved addresses",
    }.items()
}
_V6: Final = {
    IPv6Network(block): meaning
    for block, meaning in {
        "::/128": "this network",
        "::1/128": "this machine",
        "::/96": "an outdated form of IPv4 addresses",
        "64:ff9b:1::/48": "a local translation of IPv4 addresses",
        "2001::/32": "a Teredo tunnel",
        "2001::/23": "a protocol's own addresses",
        "2001:db8::/32": "documentation",
        "2002::/16": "a 6to4 tunnel",
        "2620:4f:8000::/48": "a sink for wrong questions",
        "3ffe::/16": "reserved addresses",  # of the 6bone, given back
        "3fff::/20": "documentation",
        "fc00::/7": "a private network",
        "fe80::/10": "this link",
        "fec0::/10": "a private network",
        "ff00::/8": "multicast",
    }.items()
}
_GLOBAL_V6: Final = IPv6Network("2000::/3")
"""All that IANA has given out as global unicast: whatever lies outside is reserved."""
_NAT64: Final = IPv6Network("64:ff9b::/96")
"""How hosts that speak IPv6 alone see the IPv4 internet (RFC 6052)."""
_ISATAP: Final = (0x00005EFE, 0x02005EFE)
"""What stands before the IPv4 address of a machine behind an ISATAP tunnel (RFC 5214)."""


def parse(text: str) -> Address | None:
    """Read an IP address in its one plain form; None when it is none, or has a zone."""
    try:
        return None if "%" in text else ip_address(text)
    except ValueError:
        return None


def meaning(address: Address) -> str | None:
    """Say what an address stands for that is not public, or None when it is public."""
    if isinstance(address, IPv4Address):
        return next((words for block, words in _V4.items() if address in block), None)
    inner = _wrapped(address)
    if inner is not None:
        return meaning(inner)
    named = next((words for block, words in _V6.items() if address in block), None)
    return named or (_tunnelled(address) if address in _GLOBAL_V6 else "reserved addresses")


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    """Give the IPv4 address that is asked in truth."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped


def _tunnelled(address: IPv6Address) -> str | None:
    if int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
        return meaning(IPv4Address(int(address) & 0xFFFFFFFF))
    return None
