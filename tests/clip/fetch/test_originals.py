"""What was fetched is kept as it came, once, never written over, and within its room."""

import json
import os

import pytest

from broadsheet.clip.fetch.answer import Fetched
from broadsheet.clip.fetch.originals import keep_original
from broadsheet.errors import OutputError


def page(data=b"<p>one", address="https://news.example/a", **given):
    return Fetched(
        url=address, url_final=address, status=200, data=data, content_type="text/html", **given
    )


def names(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_an_original_is_kept_with_a_note_of_where_it_came_from(tmp_path):
    path = keep_original(tmp_path, page(charset="cp1251"))

    assert path.parent == tmp_path / "originals"
    assert path.name.startswith("news.example-")
    assert path.suffix == ".html"
    assert path.read_bytes() == b"<p>one"
    note = json.loads(path.with_name(f"{path.name}.about.json").read_text(encoding="utf-8"))
    assert (note["address"], note["charset"]) == ("https://news.example/a", "cp1251")
    assert set(note) == {
        "address", "final_address", "fetched", "content_type", "charset", "sha256",
    }  # fmt: skip


def test_the_same_bytes_are_kept_once_and_others_beside_them(tmp_path):
    first = keep_original(tmp_path, page())
    os.utime(first, ns=(1, 1))
    again = keep_original(tmp_path, page(address="https://news.example/b"))
    other = keep_original(tmp_path, page(b"<p>two"))

    assert first == again != other
    assert first.stat().st_mtime_ns == 1  # untouched
    assert len(names(tmp_path)) == 4


def test_the_oldest_originals_go_when_there_is_no_room(tmp_path):
    paths = []
    for number in range(4):
        paths.append(keep_original(tmp_path, page(b"%d" % number * 1000), room=10_000))
        for name in (paths[-1], paths[-1].with_name(f"{paths[-1].name}.about.json")):
            os.utime(name, ns=(number, number))

    last = keep_original(tmp_path, page(b"x" * 1000), room=4500)

    assert [path.exists() for path in paths] == [False, False, True, True]
    assert last.exists()
    assert sum(path.stat().st_size for path in last.parent.iterdir()) <= 4500


def test_the_newest_original_stays_even_if_it_is_larger_than_the_room(tmp_path):
    old = keep_original(tmp_path, page())
    new = keep_original(tmp_path, page(b"x" * 1000), room=10)

    assert (old.exists(), new.exists()) == (False, True)


@pytest.mark.parametrize(
    "host", ["../../etc", "a" * 300, "xn--bcher-kva.example", "[2606:4700::1]"]
)
def test_the_name_of_a_host_leads_nowhere_else(tmp_path, host):
    path = keep_original(tmp_path, page(address=f"https://{host}/x"))

    assert path.resolve().parent == (tmp_path / "originals").resolve()
    assert names(tmp_path)


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "originals").write_text("in the way")

    with pytest.raises(OutputError, match="originals"):
        keep_original(tmp_path, page())
