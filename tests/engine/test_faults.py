"""The comparison of warm and cold builds notices an engine that is wrong."""

import pytest

from tests.engine.builds import Builder
from tests.engine.sequence import MismatchError, Play, Step, plan

# fault: what is said of it, and what has to happen so that it shows
FAULTS = {
    "keeps_stale_pages": ("too many: ", ["build", "renamed", "build"]),
    "trusts_sizes": ("differing: ", ["build", "body of same size", "build"]),
    "forgets_feeds": ("differing: ", ["build", "setting SITENAME", "build"]),
    "forgets_lists": ("differing: ", ["build", "title", "title", "title", "build"]),
    "stops_the_clock": ("!= {", ["build", "future day", "build", *["clock"] * 4, "build"]),
    "writes_again": ("files were written again", ["build"]),
    "removes_foreign_files": ("foreign files are gone", ["build", "foreign file", "build"]),
    "writes_before_it_knows": ("changed the output", ["build", "wrong date", "build"]),
    "trusts_times": ("differing: ", ["build", *["body of same size"] * 9, "build"]),
}


@pytest.fixture(scope="module")
def builders():
    builders = (Builder(), Builder())
    yield builders
    for builder in builders:
        builder.close()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_engine_is_caught(builders, fault):
    said, kinds = FAULTS[fault]
    steps = [Step(kind, f"{number}") for number, kind in enumerate(kinds)]

    with pytest.raises(MismatchError, match=said):
        Play(*builders, fault=fault).run(steps)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_same_steps_are_nothing_to_an_engine_that_is_right(builders, fault):
    _, kinds = FAULTS[fault]

    Play(*builders).run([Step(kind, f"{number}") for number, kind in enumerate(kinds)])


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["trusts_sizes", "forgets_lists"])
def test_a_faulty_engine_is_caught_by_what_happens_to_come(builders, fault):
    assert any(_fails(Play(*builders, fault=fault), seed) for seed in range(1, 6))


def _fails(play, seed):
    try:
        play.run(plan(seed))
    except MismatchError:
        return True
    return False
