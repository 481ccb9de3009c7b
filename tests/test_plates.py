"""Plates: bytes under their keys, in packs that stay bounded; what is damaged is not there."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet import plates as module
from broadsheet.plates import Plates, Reader, Writer


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "plates"


def keep(folder, contents, keys=None):
    """Save what a worker made, and what is in use."""
    plates, writer = Plates(folder), Writer(str(folder))
    made = {key: writer.keep(content) for key, content in contents.items()}
    plates.save(keys if keys is not None else contents, made)


def recall(folder, key, **options):
    return Reader(Plates(folder, **options)).recall(key)


def size(folder):
    return sum(path.stat().st_size for path in folder.iterdir())


def packs(folder):
    return sorted(folder.glob("*.pack"))


def test_what_is_kept_comes_back(folder):
    keep(folder, {"a": b"<p>one</p>", "b": b"", "c": bytes(range(256)) * 999})

    assert recall(folder, "a") == b"<p>one</p>"
    assert recall(folder, "b") == b""
    assert recall(folder, "c") == bytes(range(256)) * 999
    assert recall(folder, "d") is None


def test_what_the_site_no_longer_has_is_let_go(folder):
    keep(folder, {"a": b"one", "b": b"two"})
    keep(folder, {"c": b"three"}, keys=["b", "c"])

    assert recall(folder, "a") is None
    assert recall(folder, "b") == b"two"
    assert recall(folder, "c") == b"three"


def test_nothing_is_written_when_nothing_changes(folder):
    keep(folder, {"a": b"one"})
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    keep(folder, {}, keys=["a"])

    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_a_pack_that_nobody_names_goes(folder):
    keep(folder, {"a": b"one"})
    Writer(str(folder)).keep(b"a worker that was killed wrote this")
    assert len(packs(folder)) == 2
    keep(folder, {}, keys=["a"])

    assert len(packs(folder)) == 1
    assert recall(folder, "a") == b"one"


def test_many_small_packs_are_joined(folder):
    for number in range(60):
        keep(folder, {str(number): b"x" * number}, keys=map(str, range(number + 1)))

    assert len(packs(folder)) <= 25
    assert [recall(folder, str(number)) for number in range(60)] == [b"x" * n for n in range(60)]


def test_the_packs_stay_in_proportion_to_what_is_in_use(folder):
    stable = {"stable": bytes(range(256)) * 40}
    keep(folder, stable)
    for number in range(20):
        content = bytes((number * 7 + place * place) % 251 for place in range(20_000))
        keep(folder, {f"edit {number}": content}, keys=["stable", f"edit {number}"])

    assert size(folder) < 3 * (20_000 + 256 * 40)
    assert recall(folder, "stable") == stable["stable"]


@pytest.mark.parametrize("damage", ["cut", "flipped", "gone", "foreign"])
def test_a_damaged_pack_is_as_if_it_were_not_there(folder, damage):
    keep(folder, {"a": b"one" * 100})
    (pack,) = packs(folder)
    data = pack.read_bytes()
    if damage == "gone":
        pack.unlink()
    else:
        flipped = bytes([data[0] ^ 1]) + data[1:]
        pack.write_bytes({"cut": data[:-1], "flipped": flipped, "foreign": b"?" * 500}[damage])

    assert recall(folder, "a") is None


@pytest.mark.parametrize("data", [b"", b"\xff", b"\x81\xa1a\x94\xa1p\x00\x05", b"\x80"])
def test_a_damaged_index_is_as_if_there_were_none(folder, data):
    keep(folder, {"a": b"one"})
    (folder / "index.msgpack").write_bytes(data)

    assert recall(folder, "a") is None


def test_joining_lets_go_of_what_is_damaged_and_keeps_the_rest(folder, monkeypatch):
    monkeypatch.setattr(module, "_PACKS", 1)
    keep(folder, {"a": b"one"})
    (first,) = packs(folder)
    keep(folder, {"b": b"two"}, keys=["a", "b"])
    keep(folder, {"c": b"three"}, keys=["a", "b", "c"])
    (joined,) = packs(folder)

    assert joined != first
    assert [recall(folder, key) for key in "abc"] == [b"one", b"two", b"three"]


def test_plates_that_shall_not_be_loaded_are_not(folder):
    keep(folder, {"a": b"one"})

    assert recall(folder, "a", load=False) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.integers(0, 9), st.binary(max_size=300)), st.sets(st.integers(0, 9))
        ),
        max_size=8,
    )
)
def test_any_sequence_of_builds_finds_what_it_kept(tmp_path_factory, builds):
    folder = tmp_path_factory.mktemp("any") / "plates"
    known = {}
    for made, used in builds:
        contents = {f"{key} {content!r}": content for key, content in made.items()}
        keys = [*contents, *(key for key in known if int(key[0]) in used)]
        keep(folder, contents, keys)
        known = {key: content for key, content in (known | contents).items() if key in keys}

        assert {key: recall(folder, key) for key in known} == known
