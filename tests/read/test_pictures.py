import pytest

from broadsheet.read.pictures import picture_size
from tests.builders import png

GIF = bytes.fromhex("474946383961030002008000000000 00ffffff2c00000000030002000002024401003b")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"></svg>'


@pytest.mark.parametrize(
    ("name", "data", "size"), [("a.png", png(4, 3), (4, 3)), ("a.GIF", GIF, (3, 2))]
)
def test_a_picture_has_a_size(tmp_path, name, data, size):
    path = tmp_path / name
    path.write_bytes(data)
    assert picture_size(path) == size


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", b""),
        ("a.jpg", b"no picture at all"),
        ("a.jpg", b"\xff\xd8\xff"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.png", png()[:20]),
        ("a.png", png(0, 0)),
        ("a.gif", b"GIF89a"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
        ("a.avif", b"\x00\x00\x00\x1cftypavif"),
        ("a.svg", SVG),
        ("a.png", SVG),
        ("a.txt", png()),
        ("a", png()),
    ],
)
def test_anything_else_has_none(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    assert picture_size(path) is None


def test_a_file_that_is_gone_has_none(tmp_path):
    assert picture_size(tmp_path / "a.jpg") is None
