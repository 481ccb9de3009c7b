"""The output folder: files replaced whole, only when they differ, and nothing foreign touched."""

import os
from pathlib import Path

import pytest
from msgspec.msgpack import encode

from broadsheet import output as output_module
from broadsheet import stage as stage_module
from broadsheet.errors import OutputError
from broadsheet.manifest import broken_files, read_manifest
from broadsheet.output import Written
from tests.build_output import write_output


@pytest.fixture
def write(tmp_path):
    """Write a dictionary of files into `public`, with the manifests in `cache`."""

    def run(files, folder="public", **options):
        contents = {
            path: text.encode() if isinstance(text, str) else text for path, text in files.items()
        }
        return write_output(contents, tmp_path / folder, tmp_path / "cache", **options)

    return run


@pytest.fixture
def public(tmp_path):
    return tmp_path / "public"


def tree(folder: Path) -> dict[str, str]:
    """Give the text of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_file_is_written_with_its_folders(write, public):
    written = write({"index.html": "front", "topics/iran/index.html": "iran"})

    assert tree(public) == {"index.html": "front", "topics/iran/index.html": "iran"}
    assert written == Written(written=2, unchanged=0, removed=0)


def test_a_file_to_copy_arrives_with_its_bytes(write, public, tmp_path):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\x00")

    write({"photos/photo.jpg": photo})

    assert (public / "photos/photo.jpg").read_bytes() == b"\xff\xd8\x00"


def test_a_file_to_copy_that_is_gone_is_named(write, public, tmp_path):
    with pytest.raises(OutputError, match=r"gone\.jpg"):
        write({"photos/gone.jpg": tmp_path / "gone.jpg"})

    assert not public.exists()


def test_unchanged_files_keep_their_time(write, public):
    write({"a.html": "a", "b.html": "b"})
    os.utime(public / "a.html", (1_000_000_000, 1_000_000_000))

    written = write({"a.html": "a", "b.html": "new"})

    assert (public / "a.html").stat().st_mtime == 1_000_000_000
    assert written == Written(written=1, unchanged=1, removed=0)


def test_what_no_page_owns_any_more_goes_with_its_empty_folders(write, public):
    write({"index.html": "front", "topics/gone/index.html": "old"})

    written = write({"index.html": "front"})

    assert tree(public) == {"index.html": "front"}
    assert not (public / "topics").exists()
    assert written.removed == 1


def test_foreign_files_stay_and_keep_their_folder(write, public):
    write({"topics/gone/index.html": "old"})
    (public / "topics/gone/note.txt").write_text("mine")
    (public / "CNAME").write_text("news.example.org")

    write({"index.html": "front"})

    assert tree(public) == {
        "CNAME": "news.example.org",
        "index.html": "front",
        "topics/gone/note.txt": "mine",
    }


def test_a_damaged_or_missing_file_is_mended(write, public):
    files = {"a.html": "a", "b.html": "b"}
    write(files)
    (public / "a.html").write_text("cut")
    (public / "b.html").unlink()

    write(files)

    assert tree(public) == files


def test_broken_files_are_those_missing_or_changed(write, public, tmp_path):
    write({"a.html": "a", "b.html": "b", "c.html": "c"})
    (public / "a.html").write_text("cut")
    (public / "b.html").unlink()

    manifest = read_manifest(public, tmp_path / "cache")

    assert manifest.complete
    assert broken_files(public, manifest) == ["a.html", "b.html"]


# --- DELETE_OUTPUT_DIRECTORY


def test_delete_foreign_removes_what_broadsheet_never_made(write, public, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept.txt").write_text("kept")
    public.mkdir()
    (public / "old.html").write_text("old")
    (public / "empty/below").mkdir(parents=True)
    (public / "linked").symlink_to(elsewhere)

    write({"index.html": "front"}, delete_foreign=True)

    assert [path.name for path in public.iterdir()] == ["index.html"]
    assert tree(elsewhere) == {"kept.txt": "kept"}


def test_output_retention_keeps_names_at_the_top(write, public):
    (public / ".git/refs").mkdir(parents=True)
    (public / ".git/HEAD").write_text("ref")
    (public / "deep").mkdir()
    (public / "deep/.git").write_text("not at the top")

    write({"index.html": "front"}, delete_foreign=True, retained=(".git",))

    assert tree(public) == {".git/HEAD": "ref", "index.html": "front"}
    assert (public / ".git/refs").is_dir()


# --- what stands in the way


def test_a_file_of_ours_makes_way_for_a_folder(write, public):
    write({"about": "file"})

    write({"about/index.html": "folder"})

    assert tree(public) == {"about/index.html": "folder"}


def test_a_folder_of_ours_makes_way_for_a_file(write, public):
    write({"about/a/index.html": "folder", "about/b/index.html": "folder"})

    write({"about": "file"})

    assert tree(public) == {"about": "file"}


def test_a_foreign_folder_with_files_is_not_swept_away_by_a_page(write, public):
    (public / "about").mkdir(parents=True)
    (public / "about/mine.txt").write_text("mine")

    with pytest.raises(OutputError, match="about"):
        write({"about": "file"})

    assert (public / "about/mine.txt").read_text() == "mine"


def test_an_old_file_that_became_a_foreign_folder_is_left_alone(write, public):
    write({"index.html": "front", "about": "file"})
    (public / "about").unlink()
    (public / "about").mkdir()
    (public / "about/mine.txt").write_text("mine")

    write({"index.html": "front"})

    assert tree(public) == {"about/mine.txt": "mine", "index.html": "front"}


def test_an_old_folder_that_became_a_foreign_file_is_left_alone(write, public):
    write({"index.html": "front", "about/index.html": "old"})
    (public / "about/index.html").unlink()
    (public / "about").rmdir()
    (public / "about").write_text("mine")

    write({"index.html": "front"})

    assert tree(public) == {"about": "mine", "index.html": "front"}


def test_an_output_folder_that_is_a_file_is_an_error(write, public):
    public.write_text("a file")

    with pytest.raises(OutputError, match="public"):
        write({"index.html": "front"})


# --- links are never followed out


def test_a_linked_folder_in_the_output_is_replaced_not_followed(write, public, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    public.mkdir()
    (public / "topics").symlink_to(elsewhere)

    write({"topics/index.html": "topics"})

    assert tree(elsewhere) == {}
    assert not (public / "topics").is_symlink()
    assert tree(public) == {"topics/index.html": "topics"}


def test_a_linked_folder_with_the_same_bytes_is_replaced_too(write, public, tmp_path):
    write({"topics/index.html": "topics"})
    (public / "topics").rename(tmp_path / "elsewhere")
    (public / "topics").symlink_to(tmp_path / "elsewhere")

    write({"topics/index.html": "topics"})

    assert not (public / "topics").is_symlink()
    assert tree(tmp_path / "elsewhere") == {"index.html": "topics"}


def test_a_linked_file_in_the_output_is_replaced_not_written_through(write, public, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    public.mkdir()
    (public / "index.html").symlink_to(secret)

    write({"index.html": "front"})

    assert secret.read_text() == "secret"
    assert tree(public) == {"index.html": "front"}


def test_nothing_is_removed_through_a_link(write, public, tmp_path):
    write({"topics/old.html": "old", "index.html": "front"})
    (public / "topics").rename(tmp_path / "elsewhere")
    (public / "topics").symlink_to(tmp_path / "elsewhere")

    write({"index.html": "front"})

    assert tree(tmp_path / "elsewhere") == {"old.html": "old"}


@pytest.mark.parametrize("path", ["../out.html", "a/../../out.html", "/out.html", "..", ""])
def test_a_path_that_leaves_the_output_is_refused_before_anything_is_written(
    write, public, tmp_path, path
):
    with pytest.raises(OutputError, match="outside"):
        write({"index.html": "front", path: "out"})

    assert not public.exists()
    assert not (tmp_path / "out.html").exists()


# --- failures and what the next build makes of them


def test_a_failing_disk_leaves_the_old_file_whole(write, public, monkeypatch):
    write({"a.html": "old and whole"})

    write_whole = stage_module._write

    def full(place, data):
        write_whole(place, data[:3])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(stage_module, "_write", full)
        with pytest.raises(OutputError, match=r"a\.html: No space left on device"):
            write({"a.html": "new and longer"})

    assert tree(public) == {"a.html": "old and whole"}


def test_a_disk_that_runs_full_leaves_every_old_file(write, public, monkeypatch):
    old = {"a.html": "1", "b.html": "1", "gone/c.html": "1"}
    write(old)
    written, write_whole = [], stage_module._write

    def full_after_one(place, data):
        if written:
            raise OSError(28, "No space left on device")
        written.append(place)
        write_whole(place, data)

    with monkeypatch.context() as patched:
        patched.setattr(stage_module, "_write", full_after_one)
        with pytest.raises(OutputError, match="No space left on device"):
            write({"a.html": "2", "b.html": "2", "new/d.html": "2"})

    assert written
    assert tree(public) == old
    assert not list(public.glob(".broadsheet-*"))


def test_an_output_that_cannot_be_written_is_an_output_error(write, public, monkeypatch):
    write({"a.html": "old"})

    def denied(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(stage_module, "_write", denied)

    with pytest.raises(OutputError, match="Permission denied") as caught:
        write({"a.html": "new"})

    assert caught.value.exitcode == 1


def test_a_folder_that_cannot_be_emptied_is_an_output_error(write, public, monkeypatch):
    write({"a/old.html": "old", "b.html": "b"})

    def denied(place):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "unlink", denied)

    with pytest.raises(OutputError, match=r"old\.html: Permission denied"):
        write({"b.html": "b"})


AFTER = {"a.html": "2", "b.html": "2", "new/d.html": "2", "gone": "2"}
STEPS = ["write_manifest", "remove", "bring_in", "tick", "remove_tree"]


class Killed(BaseException):
    """What no code of ours catches, as nothing catches SIGKILL."""


def killed_at(patched, step, place):
    """Let the process end before, while or after a step, leaving everything as it is."""
    do = getattr(output_module, step)

    def die(*arguments):
        if place == "while":
            stage, root, paths = arguments
            do(stage, root, paths[:2])
        elif place == "after":
            do(*arguments)
        raise Killed

    patched.setattr(output_module, step, die)
    if step != "remove_tree":
        patched.setattr(output_module, "remove_tree", lambda _: None)


MOMENTS = [
    *((step, place) for step in STEPS for place in ("before", "after")),
    ("bring_in", "while"),
]


@pytest.mark.parametrize("moment", MOMENTS, ids=" ".join)
def test_a_build_killed_at_any_step_is_mended_by_the_next(
    write, public, tmp_path, monkeypatch, moment
):
    old = {"a.html": "1", "b.html": "1", "gone/c.html": "1", "gone.html": "1"}
    write(old)
    (public / "mine.txt").write_text("mine")

    with monkeypatch.context() as patched:
        killed_at(patched, *moment)
        with pytest.raises(Killed):
            write(AFTER)
    seen = {name: text for name, text in tree(public).items() if not name.startswith(".")}
    assert set(seen.items()) <= {*old.items(), *AFTER.items(), ("mine.txt", "mine")}

    write(AFTER)

    assert tree(public) == {**AFTER, "mine.txt": "mine"}
    assert not list(public.glob(".broadsheet-*"))
    assert read_manifest(public, tmp_path / "cache").complete


def test_until_a_killed_build_is_mended_its_output_is_incomplete(
    write, public, tmp_path, monkeypatch
):
    write({"a.html": "1"})

    with monkeypatch.context() as patched:
        killed_at(patched, "bring_in", "while")
        with pytest.raises(Killed):
            write(AFTER)

    assert not read_manifest(public, tmp_path / "cache").complete


def test_files_of_a_killed_first_build_are_owned_by_the_next(write, public, monkeypatch):
    with monkeypatch.context() as patched:
        killed_at(patched, "bring_in", "after")
        with pytest.raises(Killed):
            write({"a.html": "1", "b.html": "1"})
    write({"b.html": "1"})

    assert tree(public) == {"b.html": "1"}


def test_what_a_killed_build_was_just_writing_goes(write, public, tmp_path):
    write({"a.html": "1"})
    (public / ".broadsheet-1/articles").mkdir(parents=True)
    (public / ".broadsheet-1/articles/half.html").write_text("ha")
    (tmp_path / "cache/manifests/.broadsheet-1-x").write_text("ha")

    write({"a.html": "1"})

    assert [path.name for path in public.iterdir()] == ["a.html"]
    assert len(list((tmp_path / "cache/manifests").iterdir())) == 1


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"\x90", b"\xff\xfe", *map(encode, ([], {"files": [1]}, {"complete": True}))],
)
def test_a_corrupt_manifest_is_as_none(write, public, tmp_path, damage):
    write({"a.html": "a", "b.html": "b"})
    (manifest,) = (tmp_path / "cache/manifests").iterdir()
    manifest.write_bytes(damage)

    written = write({"a.html": "a"})

    assert written == Written(written=0, unchanged=1, removed=0)
    assert tree(public) == {"a.html": "a", "b.html": "b"}


def test_a_manifest_that_names_files_outside_removes_none_of_them(write, public, tmp_path):
    write({"a.html": "a"})
    (tmp_path / "mine.txt").write_text("mine")
    (manifest,) = (tmp_path / "cache/manifests").iterdir()
    manifest.write_bytes(encode({"files": {"../mine.txt": ["0"], "/etc/hostname": ["0"]}}))

    write({"a.html": "a"})

    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_two_output_folders_share_a_cache(write, tmp_path):
    write({"a.html": "one", "old.html": "one"}, folder="one")
    write({"a.html": "two", "old.html": "two"}, folder="two")

    write({"a.html": "one"}, folder="one")

    assert tree(tmp_path / "one") == {"a.html": "one"}
    assert tree(tmp_path / "two") == {"a.html": "two", "old.html": "two"}
