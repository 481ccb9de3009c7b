"""What a build need not make again, and what it believes of the build before."""

import hashlib
import os
import pickle
from pathlib import Path

import pytest
from msgspec.structs import replace

from broadsheet import output as output_module
from broadsheet.errors import OutputError
from broadsheet.manifest import Entry, Manifest, read_manifest, write_manifest
from broadsheet.output import Output, Written
from broadsheet.stage import Done, put
from tests.build_output import write_output

FILES = {"a.html": b"a", "b/index.html": b"b", "c/d/index.html": b"cd"}
KEYS = {"a.html": "1", "b/index.html": "2", "c/d/index.html": "3"}


@pytest.fixture
def public(tmp_path):
    return tmp_path / "public"


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def built(public, cache):
    """Give the output folder after a build of FILES."""
    write_output(FILES, public, cache, KEYS)
    return public


def outdated(public, cache, keys=KEYS, **options):
    return Output(public, cache, **options).outdated(keys)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def state(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Give what would tell of any write below a folder, and the folder itself."""
    paths = [folder, *folder.rglob("*")]
    return {str(p): (p.stat().st_ino, p.stat().st_mtime_ns, p.stat().st_ctime_ns) for p in paths}


# --- what is outdated


def test_everything_is_outdated_before_the_first_build(public, cache):
    assert outdated(public, cache) == dict.fromkeys(FILES)


def test_nothing_is_outdated_after_a_build(built, cache):
    assert outdated(built, cache) == {}


def test_another_key_is_outdated_with_what_stands_there(built, cache):
    assert outdated(built, cache, {**KEYS, "a.html": "other"}) == {"a.html": sha(b"a")}


def test_an_unknown_key_is_always_outdated(built, cache):
    write_output(FILES, built, cache)  # without keys

    assert outdated(built, cache, dict.fromkeys(FILES, "")).keys() == FILES.keys()
    assert outdated(built, cache).keys() == FILES.keys()


def test_a_file_of_the_same_size_written_at_once_is_outdated(built, cache):
    (built / "a.html").write_bytes(b"A")

    assert outdated(built, cache) == {"a.html": sha(b"A")}


def test_a_file_of_the_same_size_and_time_is_outdated(built, cache):
    before = (built / "a.html").stat()
    (built / "a.html").write_bytes(b"A")
    os.utime(built / "a.html", ns=(before.st_atime_ns, before.st_mtime_ns))

    assert outdated(built, cache) == {"a.html": sha(b"A")}


def test_a_file_that_was_touched_but_not_changed_is_not_outdated(built, cache):
    os.utime(built / "a.html", (1_000_000_000, 1_000_000_000))

    assert outdated(built, cache) == {}


def test_a_missing_file_a_folder_and_a_link_are_outdated_with_nothing(built, cache, tmp_path):
    (built / "a.html").unlink()
    (built / "b/index.html").rename(tmp_path / "elsewhere.html")
    (built / "b/index.html").symlink_to(tmp_path / "elsewhere.html")
    (built / "c/d/index.html").unlink()
    (built / "c/d/index.html").mkdir()

    assert outdated(built, cache) == dict.fromkeys(FILES)


@pytest.mark.parametrize("folder", ["b", "c"])
def test_a_file_behind_a_link_is_outdated_though_it_is_the_same_file(
    built, cache, tmp_path, folder
):
    (built / folder).rename(tmp_path / "elsewhere")
    (built / folder).symlink_to(tmp_path / "elsewhere")

    assert outdated(built, cache) == {p: None for p in FILES if p.startswith(folder)}


def test_a_manifest_that_is_not_trusted_makes_everything_outdated(built, cache):
    assert outdated(built, cache, trust=False) == {p: sha(data) for p, data in FILES.items()}


@pytest.mark.parametrize("change", [{"complete": False}, {"version": 0}])
def test_of_a_broken_off_build_or_another_version_only_the_names_are_believed(built, cache, change):
    lying = {path: replace(entry, digest=sha(b"lie")) for path, entry in entries(built, cache)}
    write_manifest(Manifest(lying, **change), built, cache)

    assert outdated(built, cache) == {p: sha(data) for p, data in FILES.items()}
    write_output({"a.html": b"a"}, built, cache)
    assert [path.name for path in built.iterdir()] == ["a.html"]


def entries(public, cache) -> list[tuple[str, Entry]]:
    return list(read_manifest(public, cache).files.items())


@pytest.mark.parametrize("path", ["../x", "/x", "", ".", "a/../b", "a//b", "./a", "a/", "a\0b"])
def test_a_path_that_is_no_plain_name_is_refused(public, cache, path):
    output = Output(public, cache)

    with pytest.raises(OutputError, match="would stand outside the output folder"):
        output.outdated({path: "1"})
    with pytest.raises(OutputError, match="would stand outside the output folder"):
        output.standing(path)
    with pytest.raises(OutputError, match="would stand outside the output folder"):
        output.commit({path: "1"}, [])


def test_a_name_that_builds_need_for_themselves_is_refused(public, cache):
    with pytest.raises(OutputError, match="kept for unfinished builds"):
        outdated(public, cache, {".broadsheet-1/index.html": "1"})


# --- put


def test_put_writes_only_what_does_not_stand_there(public, cache):
    output = Output(public, cache)

    new = put(output.stage, "deep/x/a.html", b"a", None)
    same = put(output.stage, "b.html", b"b", sha(b"b"))

    assert (new.path, new.digest, new.staged) == ("deep/x/a.html", sha(b"a"), True)
    assert same == Done("b.html", sha(b"b"), staged=False)
    staged = [path for path in Path(output.stage).rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in staged] == [b"a"]


def test_what_put_reports_can_be_sent_between_processes(public, cache):
    done = put(Output(public, cache).stage, "a.html", b"a", None)

    assert pickle.loads(pickle.dumps(done)) == done  # noqa: S301  they are ours


def test_an_error_of_put_names_the_place_and_can_be_sent_between_processes(public, cache):
    public.write_text("a file")

    with pytest.raises(OutputError) as caught:
        put(Output(public, cache).stage, "a.html", b"a", None)

    assert caught.value.path == str(public / "a.html")
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  they are ours
    assert (str(copy), copy.path) == (str(caught.value), caught.value.path)


def test_putting_again_puts_the_last(public, cache):
    output = Output(public, cache)
    put(output.stage, "a.html", b"long and old", None)
    done = put(output.stage, "a.html", b"new", None)

    output.commit({"a.html": "1"}, [done])

    assert (public / "a.html").read_bytes() == b"new"


def test_dropping_leaves_the_output_as_it_was(built, cache):
    before = state(built)
    output = Output(built, cache)
    put(output.stage, "a.html", b"new", None)

    output.drop()

    assert state(built).keys() == before.keys()
    assert outdated(built, cache) == {}


def test_dropping_the_first_build_leaves_no_folder(public, cache):
    output = Output(public, cache)
    put(output.stage, "a.html", b"new", None)

    output.drop()

    assert not public.exists()


# --- commit


def test_a_build_in_which_nothing_changes_writes_nothing_at_all(built, cache):
    before = state(built), state(cache)

    assert write_output(FILES, built, cache, KEYS) == Written(written=0, unchanged=3, removed=0)

    assert (state(built), state(cache)) == before


def test_files_that_are_not_made_again_are_not_opened(built, cache, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError

    monkeypatch.setattr("broadsheet.tree.Tree.read", refuse)

    write_output({**FILES, "a.html": b"new"}, built, cache, {**KEYS, "a.html": "new"})
    write_output({**FILES, "a.html": b"new"}, built, cache, {**KEYS, "a.html": "new"})

    assert (built / "a.html").read_bytes() == b"new"


def test_a_new_key_for_the_same_bytes_writes_no_file(built, cache):
    before = state(built)

    write_output(FILES, built, cache, {**KEYS, "a.html": "new"})

    assert state(built) == before
    assert outdated(built, cache, {**KEYS, "a.html": "new"}) == {}


def test_a_whole_new_folder_comes_by_one_rename(built, cache):
    output = Output(built, cache)
    done = [put(output.stage, f"new/{n}/index.html", b"n", None) for n in range(3)]
    number = (Path(output.stage) / "new").stat().st_ino

    output.commit({**KEYS, **{one.path: "n" for one in done}}, done)

    assert (built / "new").stat().st_ino == number


def test_a_file_that_others_change_right_after_it_was_moved_is_noticed(built, cache, monkeypatch):
    bring_in = output_module.bring_in

    def optimised(stage, root, paths):
        bring_in(stage, root, paths)
        before = (built / "a.html").stat()
        (built / "a.html").write_bytes(b"NEW")
        os.utime(built / "a.html", ns=(before.st_atime_ns, before.st_mtime_ns + 1))

    monkeypatch.setattr(output_module, "bring_in", optimised)
    keys = {**KEYS, "a.html": "new"}
    write_output({**FILES, "a.html": b"new"}, built, cache, keys)

    assert outdated(built, cache, keys) == {"a.html": sha(b"NEW")}


def test_where_the_clock_stands_still_files_are_read_again(public, cache, monkeypatch):
    monkeypatch.setattr("broadsheet.output.tick", lambda _: 0)
    write_output(FILES, public, cache, KEYS)

    assert all(entry.stamp is None for _, entry in entries(public, cache))
    assert outdated(public, cache) == {}


def test_stamps_that_were_lost_are_found_again(built, cache, monkeypatch):
    for path in FILES:
        os.utime(built / path, (1_000_000_000, 1_000_000_000))
    monkeypatch.setattr("broadsheet.tree._SETTLED", -1)  # as if some seconds had passed

    write_output(FILES, built, cache, KEYS)

    assert all(entry.stamp[2] == 10**18 for _, entry in entries(built, cache))


def test_a_file_read_right_after_its_change_gets_no_stamp(built, cache):
    (built / "a.html").write_bytes(b"A")
    write_output({**FILES, "a.html": b"A"}, built, cache, {**KEYS, "a.html": "A"})

    assert dict(entries(built, cache))["a.html"].stamp is None
    assert outdated(built, cache, {**KEYS, "a.html": "A"}) == {}


def test_what_is_made_but_not_asked_for_is_a_mistake(built, cache):
    output = Output(built, cache)
    done = put(output.stage, "stray.html", b"stray", None)

    with pytest.raises(ValueError, match=r"stray\.html"):
        output.commit(KEYS, [done])

    assert not (built / "stray.html").exists()


def test_what_is_neither_made_nor_there_fails_before_any_change(built, cache):
    before = state(built)
    output = Output(built, cache)

    with pytest.raises(OutputError, match="build again"):
        output.commit({"a.html": "1", "missing.html": "2"}, [])

    assert state(built) == before


def test_a_file_found_the_same_that_changed_meanwhile_fails_before_any_change(built, cache):
    output = Output(built, cache)

    with pytest.raises(OutputError, match=r"a\.html: is not as it was; build again"):
        output.commit(KEYS, [Done("a.html", sha(b"other"), staged=False)])


def test_a_failing_commit_clears_the_stage(public, cache):
    (public / "about").mkdir(parents=True)
    (public / "about/mine.txt").write_text("mine")

    output = Output(public, cache)
    done = put(output.stage, "about", b"file", None)
    with pytest.raises(OutputError, match="about"):
        output.commit({"about": "1"}, [done])

    assert [path.name for path in public.iterdir()] == ["about"]


def test_a_file_under_a_name_that_the_file_system_takes_for_the_new_one_stays(public, cache):
    write_output({"Iran.html": b"i"}, public, cache)
    os.link(public / "Iran.html", public / "iran.html")  # as case-folding file systems have it

    write_output({"iran.html": b"i"}, public, cache)

    assert (public / "Iran.html").exists()
    assert (public / "iran.html").read_bytes() == b"i"


# --- DELETE_OUTPUT_DIRECTORY


def test_what_others_write_while_a_build_runs_stays(built, cache):
    (built / "old.txt").write_text("old")
    (built / "edited.txt").write_text("old")
    output = Output(built, cache, delete_foreign=True)
    (built / "edited.txt").write_text("new")
    (built / "new.txt").write_text("new")

    written = output.commit(KEYS, [])

    assert sorted(path.name for path in built.iterdir()) == [
        "a.html", "b", "c", "edited.txt", "new.txt",
    ]  # fmt: skip
    assert written == Written(written=0, unchanged=3, removed=1)


def test_an_output_with_foreign_files_is_intact_only_if_they_may_stay(built, cache):
    assert Output(built, cache, delete_foreign=True).is_intact()
    (built / ".git").mkdir()
    (built / ".git/HEAD").write_text("ref")

    assert Output(built, cache).is_intact()
    assert Output(built, cache, delete_foreign=True, retained=(".git",)).is_intact()
    assert not Output(built, cache, delete_foreign=True).is_intact()


def test_an_output_whose_file_was_touched_is_not_intact(built, cache):
    os.utime(built / "a.html")

    assert not Output(built, cache).is_intact()
