"""The first words of a body, found without looking at the rest of it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.read.markup.allowlist import sanitise
from broadsheet.read.markup.excerpt import first_words

PIECES = """<p> </p> <br> a, word 漢 &amp; &lt;p&gt; <sup\u00a0id="fnref:1"> </sup> <sup> <b> </b>
<li> </li> &nbsp; <h2> </h2> <td> </td> <div\u00a0class="footnote"> </div>""".split()
TEXTS = st.lists(st.sampled_from([" ", "\n", *(p.replace("\u00a0", " ") for p in PIECES)]))


@given(TEXTS.map("".join), st.integers(min_value=1, max_value=4))
@example('<p>a b</p><sup id="fnref:1"><p>1</p> not these</sup><p>c d e f g h</p>', 3)
def test_they_are_those_that_the_whole_text_begins_with(text, count):
    clean, _ = sanitise(text)
    whole = first_words(clean, None, "…")
    cut = first_words(clean, count, "…")
    assert cut == whole or (cut.endswith("…") and whole.startswith(cut[:-1]))


@given(st.integers(min_value=1, max_value=300))
def test_as_many_words_are_given_as_were_asked_for(count):
    markup = "<p>one <b>two</b> three</p>\n" * 100
    assert len(first_words(markup, count, "").split()) == count


@pytest.mark.parametrize("words", [2, 3])
def test_a_text_of_no_more_words_has_no_end(words):
    assert first_words("<p>one</p><p>two</p>", words, "…") == "one two"


def test_no_words_are_an_empty_excerpt():
    assert first_words("<p>one</p>", 0, "…") == ""
