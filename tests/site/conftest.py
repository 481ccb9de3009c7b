"""The sites that these tests look at, each built once however many workers run them."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broadsheet.values import PAGE_KINDS
from tests.site.building import BuiltSite, Files, build, copy_project
from tests.site.small import EMPTY, ONE, SMALL
from tests.tools import ROOT

FULL = ROOT / "tests/sites/full/content"

# name: content, further settings
SITES: dict[str, tuple[Path | Files, str]] = {
    "own": (ROOT / "content", ""),
    "full": (FULL if FULL.is_dir() else SMALL, "DEFAULT_PAGINATION = 3"),
    "small": (SMALL, ""),
    "one": (ONE, ""),
    "empty": (EMPTY, ""),
    "below-a-path": (SMALL, "SITEURL = 'https://example.org/some/digest'"),
    "relative": (SMALL, "RELATIVE_URLS = True"),
    "lean": (
        SMALL,
        f"BROADSHEET_WITHOUT = {sorted(PAGE_KINDS)}",
    ),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("samples") and not (ROOT / "content/.samples").is_file():
        pytest.skip("the content is not the sample digest any more")


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id) -> Path:
    """Give a folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "sites"
    shared.mkdir(exist_ok=True)
    return shared


@pytest.fixture(scope="session")
def clock(shared) -> str:
    """Give the time of this run, the same to all its builds."""
    file = shared / "clock"
    with locked(file):
        if not file.exists():
            file.write_text(str(int(time.time())))
        return file.read_text()


@pytest.fixture(scope="session")
def sites(shared, clock) -> Callable[[str], BuiltSite]:
    """Give a site by its name; the first to ask for it builds it."""
    made: dict[str, BuiltSite] = {}

    def site(name: str) -> BuiltSite:
        if name not in made:
            content, settings = SITES[name]
            folder = shared / name
            with locked(folder):
                if not (folder / "output").is_dir():
                    build(copy_project(folder, content, settings), clock)
            made[name] = BuiltSite(folder, clock)
        return made[name]

    return site


@pytest.fixture(params=SITES)
def site(request, sites) -> BuiltSite:
    """Give every site in turn."""
    return sites(request.param)


@pytest.fixture(params=["own", "full"])
def rich_site(request, sites) -> BuiltSite:
    """Give the digest of this repository and one with something of everything, in turn."""
    return sites(request.param)


@pytest.fixture
def own_site(sites) -> BuiltSite:
    """Give the digest of this repository, whatever its editor has made of it."""
    return sites("own")


@contextmanager
def locked(place: Path) -> Iterator[None]:
    """Keep the other workers out."""
    with place.with_name(f"{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
