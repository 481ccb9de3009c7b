"""Pages to bytes: what a template gets, how a failing one is named, how a theme is changed."""

import pytest

from broadsheet.errors import RenderError
from broadsheet.render import Extras, is_native, make_environment, render_page
from tests.build_model import ROOT, a_config, an_article, pages, publish


@pytest.fixture
def theme(tmp_path):
    """Make a theme of the given templates, and give a function that renders one page with it."""

    def render(templates, url="", overrides=None, extras=None, **settings):
        for name, text in templates.items():
            write(tmp_path / "theme/templates" / name, text)
        for name, text in (overrides or {}).items():
            write(tmp_path / "overrides" / name, text)
        config = a_config(
            THEME=str(tmp_path / "theme"),
            THEME_TEMPLATES_OVERRIDES=[str(tmp_path / "overrides")],
            **settings,
        )
        publication = publish(an_article(title="<b>Bold</b>"), config=config)
        environment = make_environment(config, extras or Extras())
        page = pages(publication)[url]
        return render_page(page, publication.facts, config, environment).decode()

    return render


def write(place, text):
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)


def test_a_template_gets_the_page_the_site_and_the_settings(theme):
    text = "{{ site.name }}|{{ page.url }}|{{ base }}|{{ SITENAME }}|{{ MINE }}"

    made = theme({"topics.html": text}, url="topics/", MINE="mine", SITEURL="https://n.example/d")

    assert made == "The Test Digest|topics/|/d|The Test Digest|mine"


def test_everything_is_escaped(theme):
    made = theme({"article.html": "{{ page.card.title }}"}, url="articles/a-story/")

    assert made == "&lt;b&gt;Bold&lt;/b&gt;"


def test_escaping_cannot_be_turned_off_by_the_settings(theme):
    made = theme(
        {"article.html": "{{ page.card.title }}"},
        url="articles/a-story/",
        JINJA_ENVIRONMENT={"autoescape": False, "trim_blocks": True},
    )

    assert made == "&lt;b&gt;Bold&lt;/b&gt;"


def test_jinja_settings_are_honoured(theme):
    extras = Extras(
        filters={"loud": str.upper}, globals={"two": 2}, tests={"even": lambda n: n % 2 == 0}
    )

    made = theme(
        {"index.html": "<% if two is even %>{{ 'x'|loud }}<% endif %>"},
        extras=extras,
        JINJA_ENVIRONMENT={"block_start_string": "<%", "block_end_string": "%>"},
    )

    assert made == "X"


def test_relative_urls_climb_from_each_page_but_the_404_page(theme):
    templates = {"topic.html": "{{ base }}", "404.html": "{{ base }}", "index.html": "{{ base }}"}
    settings = {"RELATIVE_URLS": True, "SITEURL": "https://n.example/digest"}

    assert theme(templates, url="topics/drones/", **settings) == "../.."
    assert theme(templates, url="", **settings) == "."
    assert theme(templates, url="404.html", **settings) == "/digest"


# --- failing templates


def test_an_undefined_name_is_named_with_page_template_and_line(theme):
    templates = {"topic.html": "\n{{ page.nam }}"}

    with pytest.raises(RenderError) as caught:
        theme(templates, url="topics/drones/")

    error = caught.value
    assert (error.path, error.template) == ("topics/drones/index.html", "topic.html:2")
    assert "nam" in error.reason
    assert str(error) == f"{error.path}: template {error.template}: {error.reason}"


def test_a_fault_in_an_included_template_is_found_there(theme):
    templates = {
        "index.html": "\n\n{% include 'components/x.html' %}",
        "components/x.html": "line\n{{ nothing }}",
    }

    with pytest.raises(RenderError) as caught:
        theme(templates)

    assert caught.value.template == "components/x.html:2"


def test_a_fault_in_a_macro_is_found_there(theme):
    templates = {
        "index.html": "{% import 'm.html' as m %}\n{{ m.show(1) }}",
        "m.html": "{% macro show(x) %}\n\n{{ x.y.z }}{% endmacro %}",
    }

    with pytest.raises(RenderError) as caught:
        theme(templates)

    assert caught.value.template == "m.html:3"


def test_wrong_syntax_is_named_with_its_line(theme):
    with pytest.raises(RenderError) as caught:
        theme({"index.html": "{% include 'x.html' %}", "x.html": "\n{% if %}"})

    assert caught.value.template == "x.html:2"
    assert "\n" not in caught.value.reason


def test_an_error_in_the_code_a_template_calls_is_named_with_its_kind(theme):
    with pytest.raises(RenderError) as caught:
        theme({"index.html": "\n{{ 1 / 0 }}"})

    assert caught.value.template == "index.html:2"
    assert caught.value.reason == "ZeroDivisionError: division by zero"


@pytest.mark.parametrize("templates", [{}, {"index.html": "{% extends 'base.html' %}"}])
def test_a_missing_template_is_named(theme, templates):
    with pytest.raises(RenderError, match=r"there is no template \w+\.html") as caught:
        theme(templates)

    assert caught.value.path == "index.html"


# --- overrides


def test_an_override_stands_before_the_theme(theme):
    templates = {"index.html": "theme {% include 'part.html' %}", "part.html": "part"}

    assert theme(templates, overrides={"part.html": "mine"}) == "theme mine"


def test_an_override_may_extend_the_template_it_stands_before(theme):
    templates = {"index.html": "<{% block title %}theme{% endblock %}>"}
    override = '{% extends "!theme/index.html" %}{% block title %}mine, {{ super() }}{% endblock %}'

    assert theme(templates, overrides={"index.html": override}) == "<mine, theme>"


def test_a_theme_is_native_when_it_knows_crossings(tmp_path):
    assert is_native(ROOT / "theme")
    assert not is_native(tmp_path)
