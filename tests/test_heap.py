"""The collector of cycles: held back within the block, as it was behind it."""

import gc

import pytest

from broadsheet.heap import seldom_collecting


@pytest.fixture
def threshold():
    """Set thresholds that nobody else has, and give back those that were there."""
    before = gc.get_threshold()
    gc.set_threshold(701, 11, 12)
    yield gc.get_threshold()
    gc.set_threshold(*before)


def test_new_objects_are_looked_at_seldom_and_old_ones_hardly_ever(threshold):
    with seldom_collecting():
        within = gc.get_threshold()

    assert gc.isenabled()
    assert within > tuple(10 * number for number in threshold[:2])
    assert within[0] > 0


def test_the_collector_is_as_it_was_behind_the_block(threshold):
    with seldom_collecting():
        pass

    assert gc.get_threshold() == threshold


def test_the_collector_is_as_it_was_behind_a_failure(threshold):
    with pytest.raises(ValueError, match="fault"), seldom_collecting():
        raise ValueError("fault")

    assert gc.get_threshold() == threshold


def test_a_block_within_a_block_leaves_the_outer_one_as_it_is(threshold):
    with seldom_collecting():
        outer = gc.get_threshold()
        with seldom_collecting():
            pass

        assert gc.get_threshold() == outer
    assert gc.get_threshold() == threshold


def test_a_block_that_nobody_leaves_ends_when_it_is_let_go(threshold):
    block = seldom_collecting()
    block.__enter__()  # a build that another plugin has stopped half-way
    held_back = gc.get_threshold()
    del block

    assert held_back != threshold
    assert gc.get_threshold() == threshold


def test_cycles_are_still_found_within_the_block(threshold):
    class Node:
        pass

    with seldom_collecting():
        made = 4 * gc.get_threshold()[0]
        for _ in range(made):
            node = Node()
            node.self = node
        alive = sum(isinstance(thing, Node) for thing in gc.get_objects())

    assert alive < made
