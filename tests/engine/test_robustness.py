"""The promises of a build that is killed, hindered or not alone; `python -m bench.robustness`
tries each of them at length."""

import os
import sys
from contextlib import contextmanager

import pytest

from bench.robustness import company, hindrances, signals
from bench.robustness.site import Site, Verdict, digests, whole

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are found in /proc"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Give a site of few articles, in two versions."""
    return Site(tmp_path_factory.mktemp("attacked"), articles=30, versions=2)


def kept(verdict: Verdict) -> None:
    if verdict.skipped:
        pytest.skip(verdict.skipped)
    assert verdict.broken == []
    assert verdict.tried


def test_a_killed_build_leaves_whole_files_and_is_repaired(site):
    kept(signals.killed(site, 3))


def test_an_interrupted_build_leaves_nothing_running(site):
    kept(signals.interrupted(site, 3))


def test_a_file_that_finds_no_room_leaves_the_old_site(site):
    for verdict in hindrances.file_too_large(site):
        kept(verdict)


@pytest.mark.parametrize("place", [0, 1])
def test_a_full_disk_leaves_the_old_site(site, place):
    kept(hindrances.disk_full(site)[place])


@pytest.mark.parametrize("place", [0, 1])
def test_a_folder_that_cannot_be_written_leaves_the_old_site(site, place):
    kept(hindrances.read_only(site)[place])


def test_two_builds_at_once_wait_for_one_another(site):
    kept(company.at_once(site, 2))


@pytest.mark.parametrize("phase", ["reading", "rendering"])
def test_a_dead_worker_is_an_error(tmp_path, phase):
    kept(company.worker_dies(Site(tmp_path, articles=150, versions=2), phase))


# --- that the trials notice what is broken


def test_a_broken_file_is_noticed(site):
    site.show(0)
    site.build()
    page = site.output / "index.html"
    os.truncate(page, page.stat().st_size // 2)

    assert [*whole(site, (site.cold[0], site.cold[1]))] == ["index.html"]


def test_a_build_that_succeeds_where_it_cannot_is_noticed(site):
    @contextmanager
    def no_hindrance(_):
        yield None

    verdict = hindrances._fails(site, "nothing", "", no_hindrance, "No space left")

    assert any("ended with 0" in fault for fault in verdict.broken)
    assert any("the old site was changed" in fault for fault in verdict.broken)


def test_an_output_that_is_not_as_a_cold_build_makes_it_is_noticed(site):
    site.show(0)
    verdict = Verdict("any")
    site.demand_right(verdict, 1, "a test")

    assert any("not as a cold one" in fault for fault in verdict.broken)
    assert digests(site.output) == site.cold[0]
