"""Prose: what is kept comes back, and a digest tells one text from another."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.fingerprint import SIZE
from broadsheet.prose import NOTHING, Prose

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(TEXTS, TEXTS)
def test_a_text_comes_back_as_it_was_also_by_way_of_a_file(html, excerpt):
    prose = Prose.of(html, excerpt)
    again = msgspec.msgpack.decode(msgspec.msgpack.encode([prose]), type=list[Prose])[0]

    for one in (prose, again):
        assert (one.html, one.excerpt) == (html, excerpt)
    assert again == prose
    assert len(prose.digest) == SIZE


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_texts_have_one_digest_if_they_are_the_same(html, excerpt, other_html, other_excerpt):
    one, other = Prose.of(html, excerpt), Prose.of(other_html, other_excerpt)

    assert (one.digest == other.digest) is ((html, excerpt) == (other_html, other_excerpt))


def test_words_that_move_from_the_text_to_its_excerpt_make_another_one():
    assert Prose.of("a", "bc").digest != Prose.of("ab", "c").digest


def test_nothing_is_an_empty_text():
    assert (NOTHING.html, NOTHING.excerpt) == ("", "")
