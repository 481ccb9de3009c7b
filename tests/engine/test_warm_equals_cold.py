"""Whatever happened between two builds: the second makes what a build from nothing makes.

`tests/engine/conftest.py` says how to play more sequences than the few played here.
"""

import os

import pytest

from tests.engine.builds import Builder
from tests.engine.conftest import ASKED
from tests.engine.desk import dice_of
from tests.engine.edits import places
from tests.engine.sequence import BUILDS, KINDS, SETTINGS, MismatchError, Play, plan, shrink

FIXED = range(12)
"""Seeds of the sequences that are always played: consecutive, so that every kind is dealt."""
FIRST = int(os.environ.get("BROADSHEET_SEED", "0"))
SEEDS = range(FIRST, FIRST + ASKED) if ASKED else FIXED
WORKERS = "BROADSHEET_WORKERS" in SETTINGS
CUTTING = float(os.environ.get("BROADSHEET_SHRINK", "30"))
"""Seconds that finding a shorter failing sequence may take."""


@pytest.fixture(scope="module")
def builders():
    """Give builders of every kind: as a new process, as `serve`, and from nothing."""
    builders = {"new": Builder(), "stay": Builder(stay=True), "cold": Builder()}
    yield builders
    for builder in builders.values():
        builder.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_warm_build_equals_a_cold_one(builders, seed, record_property):
    # One in three is built by a process that goes on, as `serve` does; `sequence` and `server`
    # say what would be hidden or made up if all were built by one.
    warm = builders["stay" if seed % 3 == 0 else "new"]
    play = Play(warm, builders["cold"])
    steps = plan(seed)
    try:
        play.run(steps)
    except MismatchError as found:
        again = Play(warm, builders["cold"])
        shortest = shrink(steps, lambda fewer: _fails(again, fewer), CUTTING)
        listed = "\n".join(f"    {step}," for step in shortest)
        pytest.fail(f"{found}\nseed {seed}; these steps are enough:\n{listed}", pytrace=False)
    record_property("steps", dict(play.counts))


def _fails(play: Play, steps) -> bool:
    try:
        play.run(steps)
    except MismatchError:
        return True
    return False


def test_the_sequences_that_are_always_played_have_every_kind_of_edit():
    played = {step.kind for seed in FIXED for step in plan(seed)}

    assert sorted({*KINDS, *BUILDS} - played) == []


def test_a_seed_gives_the_same_sequence_again():
    assert plan(7) == plan(7)
    assert plan(7) != plan(8)


def test_every_kind_of_edit_changes_something(builders, tmp_path):
    """An edit that does nothing would prove nothing: sequences count only those that do."""
    play = Play(builders["new"], builders["cold"])
    play.start(tmp_path)
    idle = []
    for kind in (kind for kind in KINDS if kind != "workers" or WORKERS):
        if not all((play.desk.folder / name).is_dir() for name in ("output", "cache")):
            play.build()
            places.EDITS["backup of cache"](play.desk, dice_of(kind))
            del play.desk.backups[1:]
            places.EDITS["cache file deleted"](play.desk, dice_of(kind))
        play.desk.filters = kind == "filters no more"
        if not any(play.edit(kind, dice_of(f"{kind} {number}")) for number in range(20)):
            idle.append(kind)
        play.desk.wrong.clear()

    assert idle == []
