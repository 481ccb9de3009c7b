import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.read.slugs import MAX_BYTES, is_slug, nearest_slug


@pytest.mark.parametrize(
    "slug",
    [
        "a",
        "2022",
        "007",
        "iran-admits-sending-drones",
        "été",
        "нобелевская-премия",
        "شب-یلدا",
        "记者",
        "हिन्दी-समाचार",
        "ภาษาไทย",
        "한국",
        "ελλάς",
        "straße",
        "१२",
        "a" * MAX_BYTES,
        "é" * (MAX_BYTES // 2),
    ],
)
def test_letters_of_any_script_digits_and_single_hyphens_are_a_slug(slug):
    assert is_slug(slug)
    assert nearest_slug(slug) == slug


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("", ""),
        ("Iran", "iran"),
        ("ÉTÉ", "été"),
        ("a--b", "a-b"),
        ("-a", "a"),
        ("a-", "a"),
        ("a_b", "a-b"),
        ("a b", "a-b"),
        ("a.b", "a-b"),
        ("a/b", "a-b"),
        ("../a", "a"),
        ("a–b", "a-b"),
        ("it's", "its"),
        ("it’s", "its"),
        ("می‌رود", "میرود"),  # the zero-width non-joiner goes
        ("a\u00adb", "ab"),
        ("½", ""),
        ("a²", "a"),
        ("Ⅷ", ""),
        ("♥", ""),
        ("---", ""),
        ("\u0301a", "a"),
        ("e\u200d\u0301", "é"),
        ("café" + "!", "café"),
        ("a" * (MAX_BYTES + 1), "a" * MAX_BYTES),
        ("é" * 51, "é" * 50),
        ("word-" * 20 + "ending", "-".join(["word"] * 20)),
        ("word-" * 19 + "a-longer-end", "word-" * 19 + "a"),
        ("a" * 60 + "-" + "b" * 60, "a" * 60),
    ],
)
def test_anything_else_is_none_and_has_a_nearest_one(text, nearest):
    assert not is_slug(text)
    assert nearest_slug(text) == nearest


def test_accents_must_be_composed():
    decomposed = unicodedata.normalize("NFD", "café")
    assert not is_slug(decomposed)
    assert nearest_slug(decomposed) == "café"


@given(st.text(st.characters(max_codepoint=127)))
def test_text_without_other_letters_has_the_slug_that_the_rules_for_all_letters_give(text):
    looked_at_letter_by_letter = f"{text}\u00ad"  # a soft hyphen, which no slug keeps
    nearest = nearest_slug(text)
    assert nearest == nearest_slug(looked_at_letter_by_letter)
    assert is_slug(text) == (text == nearest != "")
