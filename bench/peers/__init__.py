"""The peers: each lays out the same digest for its generator, with a theme of equal size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.contestant import Contestant
from bench.peers.eleventy import Eleventy
from bench.peers.hugo import Hugo
from bench.peers.pelican import Pelican

PEERS: Final[dict[str, Callable[[Path], Contestant]]] = {
    "hugo": Hugo,
    "pelican": Pelican,
    "eleventy": Eleventy,
}
"""Makes each peer from the folder below which programs and sites are kept."""
