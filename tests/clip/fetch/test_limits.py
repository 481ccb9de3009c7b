"""The documentation says what the limits are."""

import re

from broadsheet.clip.fetch import photo
from broadsheet.clip.fetch.guard import PORTS
from broadsheet.clip.fetch.limits import MEGABYTE, PICTURE_LIMITS, Limits
from broadsheet.clip.fetch.originals import FOLDER, ROOM
from broadsheet.clip.fetch.robots import LARGEST
from tests.build_model import ROOT

PAGE = (ROOT / "docs/clip.md").read_text(encoding="utf-8")


def column(limits):
    return [
        limits.seconds,
        limits.silence,
        limits.wire / MEGABYTE,
        limits.decoded / MEGABYTE,
        limits.redirects,
        limits.pause,
        limits.longest_pause,
        LARGEST / 1024,
    ]


def test_the_table_of_limits_is_true():
    table = PAGE.partition("<!-- limits -->")[2].partition("\n\n")[2].partition("\n\n")[0]
    rows = re.findall(r"\| +(\d*) *\| (\d+) \|$", table, re.MULTILINE)

    assert [float(page) for page, _ in rows if page] == column(Limits())
    assert [float(other) for _, other in rows] == [
        *column(PICTURE_LIMITS),
        photo.PIXELS / 1_000_000,
        photo.LEAST,
    ]


def test_ports_and_room_are_as_the_page_says():
    named = re.search(r"on the ports ([\d, and]+), and no", PAGE.replace("\n  ", " "))

    assert {int(port) for port in re.findall(r"\d+", named[1])} == PORTS
    assert f"`.broadsheet/{FOLDER}/`" in PAGE
    assert f"more than {ROOM // 1024 // MEGABYTE} GB" in PAGE
