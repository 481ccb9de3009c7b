"""Where a clipping comes from: the source's name, by `sources.yaml`, the text, or the address."""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.clip.clipping import Clipping
from broadsheet.clip.sheet import Finding
from broadsheet.read.addresses import host_of
from broadsheet.read.vocabulary import RawSource


def known_source(address: str, sources: Iterable[RawSource]) -> RawSource | None:
    """Find the source whose domain, or a domain above it, is the host of an address."""
    domains = {domain.text: source for source in sources for domain in source.domains}
    labels = host_of(address).split(".")
    above = (".".join(labels[n:]) for n in range(len(labels)))
    return next((domains[host] for host in above if host in domains), None)


def name_source(clipping: Clipping, sources: Iterable[RawSource]) -> Finding | None:
    """Name the source of a clipping, and say where the name is from."""
    known = known_source(clipping.url, sources) if clipping.url else None
    if known:
        return Finding("source.name", known.name.default, "sources.yaml", 1.0)
    if clipping.source_name:
        return Finding("source.name", clipping.source_name, "the text", 0.9)
    host = host_of(clipping.url) if clipping.url else ""
    return Finding("source.name", host, "the address", 0.3) if host else None
