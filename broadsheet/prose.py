"""What came of a text: safe HTML that is decoded when a page shows it, known by a digest till then.

A build goes through all texts and shows few of them. So the HTML of a text is kept as the bytes it
was read as, and whoever must know whether it is another one compares digests.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, encode

from broadsheet.fingerprint import SIZE

_decode: Final = Decoder(str).decode


class Prose(Struct, frozen=True, array_like=True, gc=False):
    """Safe HTML, in which `local:N` stands for the address of a link, and its first words."""

    digest: bytes
    """A hash of all the rest, of `fingerprint.SIZE` bytes."""
    packed: Raw
    """The HTML, in MessagePack."""
    excerpt: str
    """The beginning of the text without mark-up, for a summary where the editor gave none."""

    @classmethod
    def of(cls, html: str, excerpt: str = "") -> Prose:
        """Take a text."""
        packed = encode(html)  # it begins with its length: no two pairs are joined to the same
        digest = blake2b(packed + excerpt.encode(), digest_size=SIZE).digest()
        return cls(digest, Raw(packed), excerpt)

    @property
    def html(self) -> str:
        """The HTML, decoded anew each time."""
        return _decode(self.packed)


NOTHING: Final = Prose.of("")
