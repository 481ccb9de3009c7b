import pytest

from broadsheet.read.languages import (
    canonical,
    is_language_code,
    is_right_to_left,
    language_fault,
    locale_of,
    territory_codes,
)


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("fa", "fa"),
        ("pt-br", "pt-BR"),
        ("PT-br", "pt-BR"),
        ("zh-hans", "zh-Hans"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("ckb", "ckb"),
    ],
)
def test_a_tag_of_cldr_is_accepted_and_written_one_way(tag, written):
    assert is_language_code(tag)
    assert canonical(tag) == written
    assert canonical(written) == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "e",
        "english",
        "pt_BR",
        "en-",
        "-en",
        "en-XX",
        "new-york",
        "see-also",
        "qqq",
        "a1",
        "en us",
    ],
)
def test_what_is_no_tag_is_refused(text):
    assert not is_language_code(text)


@pytest.mark.parametrize("word", ["about", "faq", "map", "how", "contact", "new-york", "see-also"])
def test_ordinary_words_are_no_language_codes(word):
    assert not is_language_code(word)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("English", "write en"),
        ("persian", "write fa"),
        ("pt_BR", "write pt-BR"),
        ("Brazilian Portuguese", "write pt-BR"),
        ("gibberish", "such as en, fa, zh or pt-BR"),
    ],
)
def test_the_hint_names_the_tag_of_a_language(text, hint):
    assert language_fault(text) == (f"must be a language tag, got {text!r}", hint)


def test_direction_and_locale_follow_the_tag():
    assert [is_right_to_left(tag) for tag in ("fa", "ar", "he", "en", "zh-Hans", "xx")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert str(locale_of("pt-BR")) == "pt_BR"
    assert str(locale_of("xx")) == "en"


def test_territories_are_countries_only():
    assert {"IR", "US", "XK"} <= territory_codes()
    assert not {"EU", "UN", "ZZ", "001"} & territory_codes()
