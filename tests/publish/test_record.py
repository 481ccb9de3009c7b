"""What was published is kept, one entry for each target."""

import json

import pytest

from broadsheet.errors import OutputError
from broadsheet.publish.record import Record, read_records, write_record

RECORD = Record(
    time="2022-12-18T09:00:00+00:00",
    address="https://news.example.org",
    commit="c0ffee",
    edited=False,
    manifest="5eed",
)


def test_each_target_has_its_own_last_record(tmp_path):
    cache = tmp_path / "cache"
    write_record(cache, "branch:gh-pages", RECORD)
    write_record(cache, "rsync:/srv/www/", RECORD)
    write_record(
        cache,
        "branch:gh-pages",
        Record(**{**read_records(cache)["branch:gh-pages"], "commit": None}),
    )

    records = json.loads((cache / "published.json").read_text())
    assert records["branch:gh-pages"]["commit"] is None
    assert records["rsync:/srv/www/"] == {
        "time": "2022-12-18T09:00:00+00:00",
        "address": "https://news.example.org",
        "commit": "c0ffee",
        "edited": False,
        "manifest": "5eed",
    }
    assert [path.name for path in cache.iterdir()] == ["published.json"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff"])
def test_a_damaged_file_is_begun_anew(tmp_path, damage):
    (tmp_path / "published.json").write_bytes(damage)
    assert read_records(tmp_path) == {}

    write_record(tmp_path, "branch:x", RECORD)
    assert list(read_records(tmp_path)) == ["branch:x"]


def test_a_cache_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "cache").write_text("a file stands there")

    with pytest.raises(OutputError, match=r"cache/published\.json"):
        write_record(tmp_path / "cache", "branch:x", RECORD)
