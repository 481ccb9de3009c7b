"""Only what a finished build wrote is sent: every other state of the folder is refused."""

import msgspec
import pytest

from broadsheet.errors import PublishError
from broadsheet.manifest import Manifest
from broadsheet.publish.parcel import pack
from tests.build_output import write_output

FILES = {"index.html": b"front", "articles/a story/index.html": b"story", "feeds/x.json": b"{}"}


@pytest.fixture
def output(tmp_path):
    write_output(FILES, tmp_path / "out", tmp_path / "cache")
    return tmp_path / "out"


def refusal(output):
    with pytest.raises(PublishError) as error:
        pack(output, output.parent / "cache")
    assert str(error.value).startswith(f"{output}: ")
    assert "othing was sent" in str(error.value)
    return str(error.value)


def test_a_finished_build_is_taken_whole(output):
    parcel = pack(output, output.parent / "cache")

    assert parcel.files == tuple(sorted(FILES))
    assert len(parcel.fingerprint) == 64


def test_the_fingerprint_follows_names_and_bytes_and_nothing_else(output, tmp_path):
    first = pack(output, tmp_path / "cache").fingerprint
    write_output(FILES, tmp_path / "elsewhere", tmp_path / "cache")
    assert pack(tmp_path / "elsewhere", tmp_path / "cache").fingerprint == first

    write_output({**FILES, "index.html": b"other"}, output, tmp_path / "cache")
    assert pack(output, tmp_path / "cache").fingerprint != first


def test_changed_and_missing_files_are_named(output):
    (output / "index.html").write_bytes(b"edited")
    (output / "feeds/x.json").unlink()

    assert "not as the build wrote it; build again: feeds/x.json, index.html" in refusal(output)


def test_a_link_is_no_file_of_a_build(output, tmp_path):
    (tmp_path / "secret").write_bytes(FILES["index.html"])
    (output / "index.html").unlink()
    (output / "index.html").symlink_to(tmp_path / "secret")

    assert "build again: index.html" in refusal(output)


def test_a_file_that_no_build_made_is_named(output):
    (output / "notes for me.txt").write_text("draft")

    line = "not made by the build; remove it, or let STATIC_PATHS bring it: notes for me.txt"
    assert line in refusal(output)


def test_all_reasons_are_given_at_once_and_long_lists_are_cut(output):
    (output / "index.html").unlink()
    for number in range(12):
        (output / f"{number:02}.txt").write_text("x")

    text = refusal(output)
    assert "build again: index.html" in text
    assert "09.txt and 2 more" in text
    assert "10.txt" not in text


def test_a_folder_without_a_build_is_refused(tmp_path):
    (tmp_path / "out").mkdir()
    assert "the build was not finished" in refusal(tmp_path / "out")


def test_a_build_that_was_broken_off_is_refused(output, tmp_path):
    (place,) = (tmp_path / "cache" / "manifests").iterdir()
    manifest = msgspec.msgpack.decode(place.read_bytes(), type=Manifest)
    place.write_bytes(msgspec.msgpack.encode(Manifest(manifest.files, complete=False)))

    assert "the build was not finished" in refusal(output)


def test_what_a_killed_build_left_is_refused(output):
    (output / ".broadsheet-1").mkdir()
    (output / ".broadsheet-1/half.html").write_text("ha")

    assert "the build was not finished; build again" in refusal(output)


def test_every_byte_is_read_whatever_the_stamps_say(output, tmp_path):
    (output / "index.html").write_bytes(b"edit!")
    found = (output / "index.html").lstat()
    stamp = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    (place,) = (tmp_path / "cache" / "manifests").iterdir()
    manifest = msgspec.msgpack.decode(place.read_bytes(), type=Manifest)
    lying = msgspec.structs.replace(manifest.files["index.html"], stamp=stamp)
    files = {**manifest.files, "index.html": lying}
    place.write_bytes(msgspec.msgpack.encode(Manifest(files)))

    assert "build again: index.html" in refusal(output)


@pytest.mark.parametrize("name", ["a\nb.txt", '"a.txt', "a\x7fb.txt"])
def test_a_name_that_no_host_can_be_sent_is_refused(tmp_path, name):
    write_output({name: b"x"}, tmp_path / "out", tmp_path / "cache")

    assert f"a name no host can be sent; rename it: {name!a}" in refusal(tmp_path / "out")
