"""Damage to a sample: what files, browsers and servers do to it, and what an enemy would."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

_TOKENS: Final = """
    <div> </div> <p> <script> </script> <style> <!-- --> <![CDATA[ ]]> <table><tr><td> <svg>
    <figure> <figcaption> <time <meta <title> <base <template> <noscript> <textarea> <plaintext>
    <item> </item> <entry> <outline href="javascript:x" datetime="2022-02-30"
    property="og:title" content=" src=' &amp; &lt; &#0; &#x110000; &#xD800; &nbsp; &unknown; %
    %00 \\u0000 \\ " ' { } [ ] [[[[ {{{{ {{< }} --- +++ === ``` : :: # > | - * _
    !!python/object:os.system !!binary &a *a <<: ? , ; = . .. / NaN
    "@context":"https://schema.org" "@type":"NewsArticle" "author": "datePublished": [TOC]
    ![a](b) By Von Photo: Updated: Related: Correction: © via (AP) — – 0 -1 99999999999999999999
    1e999 null 2022-02-30 25:61 UTC+99 ۲۷ آذر ۱۴۰۱ 新华社 摄 Фото: عکس: mailto: http:// //[::1
    data:text/html,x multipart/related; boundary= quoted-printable =3D base64 charset=utf-7
    charset=utf-16
    """.split()
_MARKS: Final = (
    "\u200c \u200d \u200e \u202e \u2028 \ufeff \ufffd \ufffe \0 \x0b \x1b \x85 \U0001f600"
)
_BYTES: Final = (
    *(token.encode() for token in (*_TOKENS, *_MARKS.split(" "))),
    *(b"\n", b"\r", b"\r\n", b"\t", b"    ", b"\xff", b"\xfe\xff", b"\xc3", b"\xed\xa0\x80"),
)
MOST: Final = 300_000
"""Bytes of a damaged sample; larger ones find nothing more, more slowly."""


def damaged(samples: Sequence[bytes], random: Random) -> bytes:
    """Choose a sample and damage it, once or often."""
    data = bytearray(random.choice(samples))
    for _ in range(random.choice((1, 1, 2, 3, 5, 10, 40))):
        random.choice(_WAYS)(data, samples, random)
    return bytes(data[:MOST])


def _place(data: bytearray, random: Random) -> int:
    return random.randint(0, len(data))


def _span(data: bytearray, random: Random) -> slice:
    start = _place(data, random)
    return slice(start, start + random.choice((1, 2, 8, 40, 200, 2000)))


def _flip(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    if data:
        data[random.randrange(len(data))] = random.randrange(256)


def _insert(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    at = _place(data, random)
    data[at:at] = random.choice(_BYTES) * random.choice((1, 1, 1, 1, 3, 1000))


def _remove(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    del data[_span(data, random)]


def _repeat(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    span, at = _span(data, random), _place(data, random)
    data[at:at] = data[span] * random.choice((1, 1, 2, 100))


def _cut(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    if random.random() < 0.3:  # noqa: PLR2004  else most would be cut
        del data[_place(data, random) :]


def _splice(data: bytearray, samples: Sequence[bytes], random: Random) -> None:
    other = bytearray(random.choice(samples))
    at = _place(data, random)
    data[at:at] = other[_span(other, random)]


def _shuffle(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    lines = bytes(data).split(b"\n")
    first, second = random.randrange(len(lines)), random.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    data[:] = b"\n".join(lines)


_WAYS: Final = (_flip, _insert, _insert, _remove, _repeat, _cut, _splice, _shuffle)
