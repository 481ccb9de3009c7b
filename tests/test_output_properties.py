"""Whatever stood in the output, whatever was done to it: a build ends with exactly its files."""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.manifest import broken_files, read_manifest
from broadsheet.output import Written
from tests.build_output import write_output

ROOT = Path(__file__).resolve().parent.parent

PARTS = st.sampled_from(["a", "b", "c"])
PATHS = st.lists(PARTS, min_size=1, max_size=3).map("/".join)
SITES = st.dictionaries(PATHS, st.sampled_from([b"1", b"2", b"longer"]), max_size=6)


def is_above(one: str, other: str) -> bool:
    return PurePosixPath(one) in PurePosixPath(other).parents


def can_stand(files, others=()) -> dict[str, bytes]:
    """Leave out files that would stand in or below the place of another."""
    kept: dict[str, bytes] = {}
    for path, data in files.items():
        if not any(path == o or is_above(path, o) or is_above(o, path) for o in (*kept, *others)):
            kept[path] = data
    return kept


def edit(place: Path, elsewhere: Path) -> None:
    place.write_bytes(bytes(len(place.read_bytes())))


def edit_and_set_back(place: Path, elsewhere: Path) -> None:
    before = place.stat()
    edit(place, elsewhere)
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))


def touch(place: Path, elsewhere: Path) -> None:
    os.utime(place)


def remove(place: Path, elsewhere: Path) -> None:
    place.unlink()


def replace_by_a_link(place: Path, elsewhere: Path) -> None:
    place.rename(elsewhere)
    place.symlink_to(elsewhere)


def replace_by_a_folder(place: Path, elsewhere: Path) -> None:
    place.unlink()
    place.mkdir()


def move_the_folder_and_link_it(place: Path, elsewhere: Path) -> None:
    if place.parent.name != "public":
        replace_by_a_link(place.parent, elsewhere)


DAMAGES = st.sampled_from([
    edit, edit_and_set_back, touch, remove, replace_by_a_link, replace_by_a_folder,
    move_the_folder_and_link_it,
])  # fmt: skip


def tree(folder: Path) -> dict[str, bytes | None]:
    """Give every file below a folder, and with None every link and empty folder."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or (path.is_dir() and not any(path.iterdir())):
            found[name] = None
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


def keys_of(files) -> dict[str, str]:
    return {path: data.hex() for path, data in files.items()}


@given(
    old=SITES.map(can_stand), new=SITES.map(can_stand), foreign=SITES,
    damages=st.lists(st.tuples(st.integers(0, 5), DAMAGES), max_size=3),
    modes=st.tuples(st.booleans(), st.booleans()),
)  # fmt: skip
def test_the_output_comes_to_the_new_files_and_the_foreign_ones(old, new, foreign, damages, modes):
    keyed, trust = modes
    foreign = can_stand(foreign, (*old, *new))
    with tempfile.TemporaryDirectory() as name:
        public, cache = Path(name, "public"), Path(name, "cache")
        write_output(old, public, cache, keys_of(old))
        for path, data in foreign.items():
            (public / path).parent.mkdir(parents=True, exist_ok=True)
            (public / path).write_bytes(data)
        for number, (index, damage) in enumerate(damages):
            whole = [p for p in sorted(old) if (public / p).is_file() and not behind(public, p)]
            if damage is move_the_folder_and_link_it:
                # A foreign file that goes along is not ours to bring back, and a link that is not
                # in the way is somebody's own.
                whole = [p for p in whole if beside(p, new) and not beside(p, foreign)]
            if whole:
                damage(public / whole[index % len(whole)], Path(name, f"elsewhere{number}"))
        outside = moved_out(Path(name))
        keys = keys_of(new) if keyed else None

        write_output(new, public, cache, keys, trust=trust)

        assert tree(public) == {**foreign, **new}
        assert moved_out(Path(name)) == outside  # no link was followed
        manifest = read_manifest(public, cache)
        assert manifest.files.keys() == new.keys()
        assert broken_files(public, manifest) == []
        again = write_output(new, public, cache, keys)
        assert again == Written(written=0, unchanged=len(new), removed=0)


def behind(public: Path, path: str) -> bool:
    return any((public / folder).is_symlink() for folder in PurePosixPath(path).parents)


def beside(path: str, others) -> bool:
    """Tell whether one of other paths lies in or below the folder of a path."""
    folder = PurePosixPath(path).parent
    return any(folder in PurePosixPath(other).parents for other in others)


def moved_out(folder: Path) -> dict[str, bytes | None]:
    """Give what was moved out of the output, by where it is now."""
    places = list(folder.glob("elsewhere*"))
    found: dict[str, bytes | None] = {p.name: p.read_bytes() for p in places if p.is_file()}
    for place in places:
        found.update({f"{place.name}/{name}": data for name, data in tree(place).items()})
    return found


@given(old=SITES.map(can_stand), new=SITES.map(can_stand), foreign=SITES)
def test_where_asked_nothing_but_the_new_files_is_left(old, new, foreign):
    foreign = can_stand(foreign, new)
    with tempfile.TemporaryDirectory() as name:
        public, cache = Path(name, "public"), Path(name, "cache")
        for path, data in foreign.items():
            (public / path).parent.mkdir(parents=True, exist_ok=True)
            (public / path).write_bytes(data)
        write_output(can_stand(old, foreign), public, cache)

        write_output(new, public, cache, keys_of(new), delete_foreign=True)

        assert tree(public) == new


# --- killed at any moment

SWAP = """
import sys
from pathlib import Path
from tests.test_output_properties import EDITIONS, keys_of
from tests.build_output import write_output
print("go", flush=True)
while True:
    for files in EDITIONS:
        write_output(files, Path(sys.argv[1]), Path(sys.argv[2]), keys_of(files))
"""


def edition(number: int) -> dict[str, bytes]:
    """Make a site of which every page differs from those of other editions, some by their place."""
    sample = random.Random(number)  # noqa: S311  an example, no secret
    paths = [f"{folder}/{n}/index.html" for folder in ("same", f"new{number}") for n in range(12)]
    paths += ["swapped"] if number % 2 else ["swapped/index.html"]
    return {path: sample.randbytes(30_000) for path in paths}


EDITIONS = [edition(number) for number in range(3)]
KILLS = int(os.environ.get("BROADSHEET_KILLS", "8"))


@pytest.mark.slow
def test_builds_killed_at_random_moments_leave_whole_files_and_are_mended(tmp_path):
    public, cache = tmp_path / "public", tmp_path / "cache"
    whole = {(path, data) for files in EDITIONS for path, data in files.items()}
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", SWAP, str(public), str(cache)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        with process:
            assert process.stdout.readline() == "go\n"
            time.sleep(random.uniform(0, 0.1))  # noqa: S311  any moment will do
            process.kill()
        seen = {row for row in tree(public).items() if not row[0].startswith(".broadsheet-")}
        assert {row for row in seen if row[1] is not None} <= whole

        write_output(EDITIONS[1], public, cache, keys_of(EDITIONS[1]))

        assert tree(public) == EDITIONS[1]
        assert read_manifest(public, cache).complete
