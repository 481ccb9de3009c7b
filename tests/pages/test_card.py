"""What lists say of an article."""

import pytest

from broadsheet.model import Name, Term
from broadsheet.pages.card import region_name
from tests.build_model import a_name, a_site

IRAN = Term(slug="iran", name=Name("Iran"), code="IR")


@pytest.mark.parametrize(
    ("lang", "name"),
    [("en", "Iran"), ("en-GB", "Iran"), ("fa", "ایران"), ("de", "Iran"), ("zh-Hans", "伊朗")],
)
def test_a_country_is_named_in_the_language_of_the_article(lang, name):
    assert region_name(a_site(), IRAN, lang) == name


def test_the_editors_own_name_stands_above_that_of_cldr():
    own = Term(slug="iran", name=a_name("Iran", fa="کشور ایران"), code="IR")
    assert region_name(a_site(), own, "fa") == "کشور ایران"


def test_a_region_without_a_code_keeps_its_name():
    assert region_name(a_site(), Term(slug="gulf", name=Name("The Gulf")), "fa") == "The Gulf"


def test_the_sites_own_language_keeps_the_name_that_was_typed():
    named = Term(slug="uk", name=Name("Britain"), code="GB")
    assert region_name(a_site(), named, "en") == "Britain"
