import os
import pickle
import socket
import sys
import time

import pytest

from broadsheet.read.files import (
    MAX_DEPTH,
    MAX_TEXT_BYTES,
    _is_settled,
    fault_of_reading,
    read_folder,
)

linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems have other file names")


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "content"
    (folder / "articles").mkdir(parents=True)
    (folder / "pages").mkdir()
    (folder / "photos").mkdir()
    return folder


def rows(folder):
    return [(p.path, p.code) for p in folder.problems]


def articles(folder):
    return [file.path for file in folder.articles]


@pytest.mark.parametrize(
    "name", ["a.md", "a.MD", "a.Markdown", "a.markdown", "2022/12/a.md", "x.md/a.md"]
)
def test_a_text_is_known_by_its_ending_in_any_folder_below(root, name):
    path = root / "articles" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"text")
    folder = read_folder(root, ())
    assert [(f.path, f.data) for f in folder.articles] == [(f"content/articles/{name}", b"text")]
    assert folder.problems == []


def test_files_are_sorted_by_what_they_are_for(root):
    for name in (
        "articles/a.md",
        "pages/b.md",
        "photos/c.jpg",
        "photos/d.md",
        "articles/e.txt",
        "f.md",
    ):
        (root / name).write_bytes(b"")
    (root / "data").mkdir()
    for name in ("topics.yaml", "front.yaml", "topics.yml", "notes.txt"):
        (root / "data" / name).write_bytes(b"")
    folder = read_folder(root, ())
    assert articles(folder) == ["content/articles/a.md"]
    assert [file.path for file in folder.pages] == ["content/pages/b.md"]
    assert sorted(folder.data) == ["front.yaml", "topics.yaml"]
    assert sorted(folder.files) == ["articles/e.txt", "f.md", "photos/c.jpg", "photos/d.md"]
    assert folder.skipped == dict.fromkeys(
        ("data/notes.txt", "data/topics.yml"),
        "not one of topics.yaml, regions.yaml, sources.yaml, front.yaml, feeds.yaml",
    )


def test_hidden_and_ignored_files_and_folders_are_skipped_by_a_named_rule(root):
    (root / "articles/.hidden").mkdir()
    (root / "articles/build").mkdir()
    for name in (".a.md", "b.md~", ".hidden/c.md", "build/d.md", "e.md"):
        (root / "articles" / name).write_bytes(b"")
    folder = read_folder(root, ("*~", "build"))
    assert articles(folder) == ["content/articles/e.md"]
    assert folder.skipped == {
        "articles/.a.md": "hidden",
        "articles/b.md~": "IGNORE_FILES",
        "articles/.hidden/": "hidden",
        "articles/build/": "IGNORE_FILES",
    }
    assert folder.problems == []


def test_the_lock_file_of_an_editor_is_hidden_though_it_leads_nowhere(root):
    (root / "articles/.#a.md").symlink_to("editor@host.1234")
    folder = read_folder(root, ())
    assert (folder.problems, folder.skipped) == ([], {"articles/.#a.md": "hidden"})


def test_a_file_may_have_two_mebibytes_and_no_more(root):
    (root / "articles/a.md").write_bytes(b"a" * MAX_TEXT_BYTES)
    (root / "articles/b.md").write_bytes(b"b" * (MAX_TEXT_BYTES + 1))
    folder = read_folder(root, ())
    assert articles(folder) == ["content/articles/a.md"]
    assert rows(folder) == [("content/articles/b.md", "file-too-large")]
    assert folder.problems[0].message == "is 2.0 MiB long; a text may have 2 MiB"


def test_a_large_picture_is_no_text(root):
    (root / "photos/a.jpg").write_bytes(b"a" * (MAX_TEXT_BYTES + 1))
    folder = read_folder(root, ())
    assert (list(folder.files), folder.problems) == (["photos/a.jpg"], [])


def test_a_link_to_a_file_of_the_same_folder_is_followed(root):
    (root / "photos/a.jpg").write_bytes(b"a")
    (root / "photos/b.jpg").symlink_to("a.jpg")
    (root / "articles/a.md").write_bytes(b"text")
    (root / "articles/b.md").symlink_to("a.md")
    folder = read_folder(root, ())
    assert list(folder.files) == ["photos/a.jpg", "photos/b.jpg"]
    assert [file.data for file in folder.articles] == [b"text", b"text"]


@pytest.mark.parametrize("target", ["../../outside.md", "../photos/a.jpg"])
def test_a_link_that_leaves_its_folder_is_refused(root, target):
    (root.parent / "outside.md").write_bytes(b"secret")
    (root / "photos/a.jpg").write_bytes(b"a")
    (root / "articles/a.md").symlink_to(target)
    folder = read_folder(root, ())
    assert articles(folder) == []
    assert rows(folder) == [("content/articles/a.md", "path-escapes")]
    assert folder.problems[0].message == "is a symbolic link that leaves content/articles"


def test_a_folder_that_is_a_link_to_outside_is_refused(root):
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "a.md").write_bytes(b"secret")
    (root / "articles/more").symlink_to(outside)
    (root / "extra").symlink_to(outside)
    folder = read_folder(root, ())
    assert articles(folder) == []
    assert rows(folder) == [
        ("content/articles/more", "path-escapes"),
        ("content/extra", "path-escapes"),
    ]


def test_a_link_to_a_folder_inside_is_skipped_so_that_no_text_is_read_twice(root):
    (root / "articles/2022").mkdir()
    (root / "articles/2022/a.md").write_bytes(b"")
    (root / "articles/last").symlink_to("2022")
    (root / "articles/up").symlink_to(".")
    folder = read_folder(root, ())
    assert articles(folder) == ["content/articles/2022/a.md"]
    assert folder.skipped == {
        "articles/last": "a symbolic link to a folder",
        "articles/up": "a symbolic link to a folder",
    }


@pytest.mark.parametrize("target", ["nowhere.md", "a.md"])
def test_a_link_that_leads_nowhere_or_to_itself_is_unreadable(root, target):
    (root / "articles/a.md").symlink_to(target)
    assert rows(read_folder(root, ())) == [("content/articles/a.md", "unreadable-file")]


@pytest.mark.parametrize("name", ["articles/a.md", "photos/a.jpg", "data/topics.yaml"])
def test_a_pipe_is_refused_before_anything_waits_for_it(root, name):
    (root / "data").mkdir()
    os.mkfifo(root / name)
    folder = read_folder(root, ())
    assert rows(folder) == [(f"content/{name}", "unreadable-file")]
    assert folder.files == {}


def test_a_socket_is_refused(root, monkeypatch):
    monkeypatch.chdir(root / "photos")  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("a.jpg")
        assert rows(read_folder(root, ())) == [("content/photos/a.jpg", "unreadable-file")]


def faults(folder):
    found = [fault_of_reading(file) for file in folder.articles]
    return [(fault.path, fault.code, fault.message) for fault in found if fault]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_and_folders_that_may_not_be_read_are_reported(root):
    (root / "articles/a.md").write_bytes(b"")
    (root / "articles/a.md").chmod(0)
    (root / "articles/closed").mkdir(mode=0)
    folder = read_folder(root, ())
    assert rows(folder) == [("content/articles/closed", "unreadable-file")]
    assert [code for _, code, _ in faults(folder)] == ["unreadable-file"]


def test_a_file_that_vanishes_after_it_was_found_is_reported(root):
    path = root / "articles/a.md"
    path.write_bytes(b"")
    folder = read_folder(root, ())
    path.unlink()
    message = "cannot be read: No such file or directory"
    assert faults(folder) == [("content/articles/a.md", "unreadable-file", message)]


def test_a_file_that_grows_too_large_after_it_was_found_is_reported(root):
    path = root / "articles/a.md"
    path.write_bytes(b"a")
    folder = read_folder(root, ())
    path.write_bytes(b"a" * (MAX_TEXT_BYTES + 1))
    assert [code for _, code, _ in faults(folder)] == ["file-too-large"]


def test_data_that_cannot_be_opened_is_reported(root, monkeypatch):
    (root / "data").mkdir()
    (root / "data/topics.yaml").write_bytes(b"")

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    folder = read_folder(root, ())
    assert rows(folder) == [("content/data/topics.yaml", "unreadable-file")]
    assert folder.problems[0].message == "cannot be read: Permission denied"
    assert folder.data == {}


def test_a_text_is_read_once_and_stays_what_it_was(root):
    path = root / "articles/a.md"
    path.write_bytes(b"before")
    (file,) = read_folder(root, ()).articles
    assert file.data == b"before"
    path.write_bytes(b"after")
    assert file.data == b"before"


def test_a_file_that_is_sent_takes_its_bytes_along(root):
    path = root / "articles/a.md"
    path.write_bytes(b"text")
    (file,) = read_folder(root, ()).articles
    sent = pickle.dumps(file)
    path.unlink()
    copy = pickle.loads(sent)  # noqa: S301
    assert (copy.path, copy.data) == ("content/articles/a.md", b"text")


# --- what a file is known by

SECOND = 1_000_000_000


def found(root, monkeypatch, after=0):
    """Go through the folder so many nanoseconds after the last change to a.md."""
    changed = (root / "articles/a.md").stat().st_ctime_ns
    monkeypatch.setattr("time.time_ns", lambda: changed + after)
    (file,) = read_folder(root, ()).articles
    return file


@pytest.mark.parametrize(("after", "settled"), [(0, False), (SECOND // 100, False), (SECOND, True)])
def test_a_file_that_was_changed_a_moment_ago_is_not_settled(root, monkeypatch, after, settled):
    (root / "articles/a.md").write_bytes(b"a")
    assert found(root, monkeypatch, after).settled is settled


def test_a_time_in_the_future_is_not_settled(root, monkeypatch):
    path = root / "articles/a.md"
    path.write_bytes(b"a")
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 100 * SECOND))
    assert not found(root, monkeypatch, 10 * SECOND).settled


@pytest.mark.parametrize(
    ("mtime", "ctime", "age", "settled"),
    [
        (7 * SECOND, 7 * SECOND, SECOND, False),  # times without a fraction: of a coarse clock
        (7 * SECOND, 7 * SECOND, 3 * SECOND, True),
        (7 * SECOND, 7 * SECOND + 1, SECOND, True),
        (6 * SECOND, 7 * SECOND + 1, SECOND // 100, False),
    ],
)
def test_coarse_times_need_longer_to_settle(mtime, ctime, age, settled):
    assert _is_settled(mtime, ctime, max(mtime, ctime) + age) is settled


def test_an_edit_of_equal_size_and_time_leaves_another_stamp(root, monkeypatch):
    path = root / "articles/a.md"
    path.write_bytes(b"one")
    before, times = found(root, monkeypatch), path.stat()
    time.sleep(0.02)
    path.write_bytes(b"two")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    after = found(root, monkeypatch)
    assert path.stat().st_mtime_ns == times.st_mtime_ns
    assert after.stamp != before.stamp


def test_a_link_is_known_by_what_it_leads_to(root, monkeypatch):
    (root / "articles/b.txt").write_bytes(b"one")
    (root / "articles/c.txt").write_bytes(b"two")
    (root / "articles/a.md").symlink_to("b.txt")
    before = found(root, monkeypatch)
    (root / "articles/a.md").unlink()
    (root / "articles/a.md").symlink_to("c.txt")
    assert found(root, monkeypatch).stamp != before.stamp


def test_a_content_folder_that_is_missing_is_reported(tmp_path):
    folder = read_folder(tmp_path / "content", ())
    assert rows(folder) == [("content", "unreadable-file")]


@linux
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"caf\xe9.md", "caf\\udce9.md"),
        (b"a\x07.md", "a\\x07.md"),
        (b"a\nb.md", "a\\nb.md"),
        (b"a\tb.md", "a\\tb.md"),
    ],
)
def test_a_name_that_cannot_be_printed_is_refused_and_shown_with_escapes(root, name, shown):
    path = os.path.join(os.fsencode(root), b"articles", name)  # noqa: PTH118  a Path is a text
    with open(path, "wb"):  # noqa: PTH123
        pass
    folder = read_folder(root, ())
    assert rows(folder) == [(f"content/articles/{shown}", "bad-file-name")]


def test_names_of_any_script_are_read(root):
    for name in ("شب-یلدا.md", "a b.md", "♥.md", "é.md"):
        (root / "articles" / name).write_bytes(b"")
    assert len(articles(read_folder(root, ()))) == 4


def test_a_content_folder_may_itself_be_a_link(root):
    (root / "articles/a.md").write_bytes(b"")
    link = root.parent / "other"
    link.symlink_to("content")
    assert articles(read_folder(link, ())) == ["other/articles/a.md"]


def test_folders_in_folders_without_end_are_a_problem(root):
    (root / "/".join(["d"] * 150)).mkdir(parents=True)
    folder = read_folder(root, ())
    assert [found.code for found in folder.problems] == ["unreadable-file"]
    assert folder.problems[0].path.count("/") == MAX_DEPTH + 1
