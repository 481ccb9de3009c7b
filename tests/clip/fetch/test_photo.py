"""A photo is what its bytes say, of a bearable size, and never stands in another one's place."""

import struct
import zlib

import pytest

from broadsheet.clip.fetch.photo import PIXELS, fetch_photo, picture_ending
from broadsheet.errors import FetchError
from broadsheet.read.pictures import SUFFIXES, picture_size
from tests.clip.fetch.servers import answer, fetcher


def png(width=640, height=480, more=b""):
    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", more) + chunk(b"IEND", b"")


GIF = b"GIF89a" + struct.pack("<HH", 640, 480) + b"\x00" * 20
JPEG = b"\xff\xd8\xff\xc0\x00\x11\x08" + struct.pack(">HH", 480, 640) + b"\x03" + b"\x00" * 20
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x7f\x02\x00\xdf\x01\x00"
AVIF_BEGINNING = b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf"


@pytest.fixture
def photo(serve, tmp_path):
    """Fetch a photo from a server that gives these bytes."""

    def fetch(data, name="the-bridge", **given):
        server = serve({"/p": answer(data, **({"content_type": "image/jpeg"} | given))})
        return fetch_photo(fetcher(server), server.url("/p"), tmp_path / "photos/2022", name)

    return fetch


def files(tmp_path):
    return sorted(path.name for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("data", "ending"), [(png(), ".png"), (GIF, ".gif"), (JPEG, ".jpg"), (WEBP, ".webp")]
)
def test_a_photo_is_named_by_the_article_and_its_bytes(photo, tmp_path, data, ending):
    path = photo(data)

    assert path == tmp_path / f"photos/2022/the-bridge{ending}"
    assert path.read_bytes() == data
    assert picture_size(path) == (640, 480)  # what `check` asks


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (AVIF_BEGINNING, ".avif"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1avif", ".avif"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", None),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1avif", None),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00mp41avc1", None),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"BM\x00\x00", None),
        (b"", None),
    ],
)
def test_a_kind_is_told_by_the_first_bytes(data, ending):
    assert picture_ending(data) == ending
    assert ending is None or ending in SUFFIXES


@pytest.mark.parametrize(
    ("data", "given", "words"),
    [
        (b"<svg onload='x'/>", {"content_type": "image/svg+xml"}, "the server calls it 'image/svg"),
        (b"<svg onload='x'/>", {}, "is no picture of a kind that is shown"),
        (b"<html>log in</html>", {"content_type": "text/html"}, "the server calls it 'text/html'"),
        (b"MZ\x90\x00", {"content_type": "application/octet-stream"}, "is no picture of a kind"),
        (png(1, 1), {}, "has only 1 × 1 pixels"),
        (png(1200, 80), {}, "has only 1200 × 80 pixels"),
        (png(PIXELS // 1000, 1001), {}, "more than 100 million"),
        (b"\x89PNG\r\n\x1a\n", {}, "is a damaged picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", {}, "is a damaged picture"),
    ],
)
def test_what_is_no_photo_is_not_kept(photo, tmp_path, data, given, words):
    with pytest.raises(FetchError) as caught:
        photo(data, **given)

    assert words in caught.value.reason
    assert files(tmp_path) == []


def test_another_photo_is_never_written_over(photo, tmp_path):
    one, other = png(more=b"one"), png(more=b"other")

    paths = [photo(one), photo(other), photo(one)]

    assert [path.name for path in paths] == ["the-bridge.png", "the-bridge-2.png", "the-bridge.png"]
    assert [path.read_bytes() for path in paths] == [one, other, one]
    assert files(tmp_path) == ["the-bridge-2.png", "the-bridge.png"]


def test_a_photo_that_is_too_large_is_broken_off(serve, tmp_path):
    server = serve({"/p": answer(png(more=b"x" * 5000), content_type="image/png")})
    asker = fetcher(server)

    with pytest.raises(FetchError, match="is larger than 1000 bytes"):
        fetch_photo(
            asker, server.url("/p"), tmp_path, "a", limits=type(asker.limits)(wire=1000, pause=0)
        )
    assert files(tmp_path) == []
