"""The lock files pin everything, say no address and agree with one another."""

import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["build", "clip", "test"]
HASHES = r"(?: \\\n    --hash=sha256:[0-9a-f]{64})+"
PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; [^\\]+)?" + HASHES + "$", re.MULTILINE
)


def read(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")


def pins(text: str) -> dict[str, str]:
    return {pin["name"]: pin["version"] for pin in PIN.finditer(text)}


def asked_for(name: str) -> set[str]:
    lines = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    names = [re.split(r"[~=<>\[ ;]", line)[0] for line in lines if line[:1].isalpha()]
    return {name.lower().replace("_", "-") for name in names}


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_comment_or_part_of_a_pin_with_hashes(name):
    rest = PIN.sub("", read(name)).splitlines()

    assert [line for line in rest if line and not line.startswith("#")] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_its_input_asks_for(name):
    assert asked_for(name) <= set(pins(read(name)))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_says_how_it_is_renewed(name):
    assert f"requirements/{name}.lock requirements/{name}.in" in read(name).splitlines()[1]


def test_no_lock_names_a_place_to_download_from():
    npm = (ROOT / "package-lock.json").read_text(encoding="utf-8")

    assert "://" not in "".join(map(read, LOCKS))
    assert '"resolved"' not in npm


@pytest.mark.parametrize(("smaller", "larger"), [*pairwise(LOCKS)])
def test_each_lock_holds_the_one_before_it_with_equal_versions(smaller, larger):
    assert pins(read(smaller)).items() <= pins(read(larger)).items()


def test_the_extra_is_what_the_clip_lock_is_made_of():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]["clip"]

    assert {name.lower().replace("_", "-") for name in extra} == asked_for("clip")


def test_a_build_needs_nothing_of_the_extra():
    assert not asked_for("clip") & set(pins(read("build")))


def test_every_npm_package_is_pinned_with_a_hash():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    unpinned = [name for name, entry in packages.items() if name and "integrity" not in entry]

    assert unpinned == []


def test_package_json_asks_for_exact_versions_that_the_lock_has():
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
