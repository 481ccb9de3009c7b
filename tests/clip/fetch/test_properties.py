"""What holds of any bytes and any words that a server may send."""

import codecs
import gzip
import zlib
from datetime import UTC, datetime

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.clip.address import listed
from broadsheet.clip.fetch.answer import looks_like, media_type, retry_after
from broadsheet.clip.fetch.photo import picture_ending
from broadsheet.clip.fetch.robots import read_rules
from broadsheet.clip.fetch.unpacking import PackingError, unpacked
from broadsheet.read.pictures import SUFFIXES

PACKERS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "zstd": zstandard.ZstdCompressor().compress,
    "identity": bytes,
}
NOW = datetime(2022, 12, 18, tzinfo=UTC)
LONGEST_PIECE = 4 * 1024 * 1024


@st.composite
def cut(draw, data):
    """Cut bytes into chunks as a network would."""
    places = sorted(draw(st.lists(st.integers(0, len(data)), max_size=5)))
    return [data[a:b] for a, b in zip([0, *places], [*places, len(data)], strict=True)]


@given(
    st.data(),
    st.binary(max_size=300) | st.integers(0, 300_000).map(bytes),
    st.lists(st.sampled_from(sorted(PACKERS)), max_size=2),
)
def test_however_it_is_cut_what_was_packed_is_unpacked(data, text, layers):
    packed = text
    for name in layers:
        packed = PACKERS[name](packed)

    assert b"".join(unpacked(data.draw(cut(packed)), ", ".join(layers))) == text


@pytest.mark.parametrize("name", ["gzip", "deflate", "zstd"])
def test_what_comes_byte_by_byte_is_unpacked(name):
    packed = PACKERS[name](b"the bridge " * 9)

    pieces = unpacked([packed[place : place + 1] for place in range(len(packed))], name)

    assert b"".join(pieces) == b"the bridge " * 9


@given(st.data(), st.sampled_from(["gzip", "deflate", "zstd"]), st.binary(min_size=1, max_size=99))
def test_what_ends_too_soon_is_never_taken_for_the_whole(data, name, text):
    packed = PACKERS[name](text)
    short = packed[: data.draw(st.integers(1, len(packed) - 1))]

    with pytest.raises(PackingError):
        b"".join(unpacked([short], name))


@given(st.data(), st.sampled_from(sorted(PACKERS)), st.binary(max_size=200))
def test_any_bytes_are_unpacked_or_refused(data, name, noise):
    try:
        pieces = list(unpacked(data.draw(cut(noise)), name))
    except PackingError:
        return
    assert all(len(piece) <= LONGEST_PIECE for piece in pieces)


@given(st.text(max_size=60) | st.text("0123456789 ,:GMTadeMonSu+-", max_size=40))
def test_any_wish_to_wait_is_a_number_of_seconds_or_none(text):
    wish = retry_after(text, NOW)

    assert wish is None or wish >= 0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 18 Dec 2022 00:05:00 GMT", 300),
        ("Sat, 17 Dec 2022 00:05:00 GMT", 0),
        ("Sun, 18 Dec 2022 00:05:00 -0000", 300),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_a_wish_to_wait_is_a_number_or_a_moment(text, seconds):
    assert retry_after(text, NOW) == seconds


@given(st.text(max_size=60) | st.text("text/hml;charset=utf-8\"' ", max_size=40))
def test_any_type_is_read_and_a_charset_is_one_that_python_knows(header):
    kind, charset = media_type(header)

    assert kind == kind.strip().lower()
    assert charset is None or codecs.lookup(charset)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html", ("text/html", None)),
        ("Text/HTML; Charset=UTF-8", ("text/html", "utf-8")),
        ('text/html;charset="windows-1256"', ("text/html", "cp1256")),
        ("text/html; boundary=x; charset=GB2312", ("text/html", "gb2312")),
        ("text/html; charset=none-such", ("text/html", None)),
        ("text/html; charset=", ("text/html", None)),
        ("", ("", None)),
    ],
)
def test_a_type_is_read_with_its_charset(header, expected):
    assert media_type(header) == expected


@given(
    st.binary(max_size=300) | st.text("User-agent: *\nDisallow/$%#", max_size=200).map(str.encode)
)
def test_any_robots_txt_is_read(data):
    rules = read_rules(data)

    assert rules.allow("https://news.example/2022/a.html?b=1") in {True, False}
    assert rules.delay >= 0


@given(st.binary(max_size=64) | st.binary(max_size=60).map(b"\0\0\0\x20ftyp".__add__))
def test_any_bytes_are_a_picture_of_a_known_kind_or_none(data):
    assert picture_ending(data) in {*SUFFIXES, None}
    assert looks_like(data)


ADDRESSES = st.text("abc/?=.1", min_size=1).map("https://news.example/".__add__)


@given(st.lists(ADDRESSES), st.sampled_from(["\n", " ", "\r\n", "\n\n# a remark\n"]))
def test_a_text_of_nothing_but_addresses_is_a_list_of_them(addresses, between):
    assert listed(between.join(addresses)) == list(dict.fromkeys(addresses))


@given(st.lists(ADDRESSES), st.sampled_from(["word", "ftp://news.example/", "- x", "<p>"]))
def test_a_text_with_another_word_is_no_list(addresses, word):
    assert listed("\n".join([*addresses, word])) == []
