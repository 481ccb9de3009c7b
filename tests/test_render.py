"""Pages to bytes: what a template gets, how a failing one is named, how a theme is changed."""

from dataclasses import dataclass

import pytest
from jinja2 import Environment, StrictUndefined, pass_context, pass_eval_context
from markupsafe import Markup
from msgspec import Struct

from broadsheet.errors import RenderError
from broadsheet.pages.page import Link
from broadsheet.render import Extras, is_native, make_environment, render_page
from broadsheet.templates import KEPT, Codes, Once, ThemeEnvironment
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


# --- parts that are rendered once

COUNTED = "{{ counted(0) }}"


@pytest.fixture
def parts(tmp_path):
    """Give a function that renders one source with some values, in one environment for all."""
    facts = publish().facts

    def make(templates, limit=KEPT, **settings):
        for name, text in templates.items():
            write(tmp_path / "theme/templates" / name, text)
        config = a_config(THEME=str(tmp_path / "theme"), **settings)
        calls = []
        extras = Extras(globals={"counted": calls.append, "once": "mine"})
        environment = make_environment(config, extras)
        environment.once = Once(environment, limit)
        environment.globals["once"] = environment.once

        def render(source, facts=facts, **values):
            environment.once.turn_to(facts, config)
            return environment.from_string(source).render(values), len(calls)

        return render

    return make


def test_a_part_gets_its_values_the_site_and_the_settings(theme):
    templates = {
        "index.html": "{{ once('part.html', here='<' ~ page.lang) }}{{ once('part.html', here=1)}}",
        "part.html": "<i>{{ here }}, {{ site.name }}, {{ MINE }}</i>",
    }

    made = theme(templates, MINE="mine")

    assert made == "<i>&lt;en, The Test Digest, mine</i><i>1, The Test Digest, mine</i>"


def test_a_part_is_rendered_once_for_the_same_values(parts):
    render = parts({"part.html": COUNTED + "<{{ a }}>", "other.html": COUNTED + "{{ a }}"})
    source = "{{ once('part.html', a=a) }}"

    assert render(source, a="x") == ("None<x>", 1)
    assert render(source, a="XX".lower()[:1]) == ("None<x>", 1)
    assert render(source, a="y") == ("None<y>", 2)
    assert render("{{ once('other.html', a=a) }}", a="x") == ("Nonex", 3)
    assert render("{{ once('other.html', a=1, b=a) }}", a="x") == ("None1", 4)


@pytest.mark.parametrize(
    ("one", "other"),
    [(True, 1), ("&", Markup("&")), (("&",), (Markup("&"),)), (1, "1"), (None, "None")],
)
def test_values_that_read_differently_are_different(parts, one, other):
    render = parts({"part.html": COUNTED + "{{ a if a is string else a|string }}"})
    source = "{{ once('part.html', a=a) }}"

    for count, value in enumerate((one, other), start=1):
        assert render(source, a=value)[1] == count
        assert render(source, a=value)[1] == count


class Frozen(Struct, frozen=True, kw_only=True):
    text: str
    url: str


@dataclass
class Changing:
    text: str
    url: str


@pytest.mark.parametrize("kind", [Link, Frozen])
def test_the_data_of_the_engine_are_told_apart_by_identity(parts, kind):
    render = parts({"part.html": COUNTED + "{{ link.text }}"})
    source = "{{ once('part.html', link=link) }}"

    made = [render(source, link=kind(text=str(number), url="")) for number in range(50)]

    assert made == [(f"None{number}", number + 1) for number in range(50)]
    link = kind(text="kept", url="")
    assert render(source, link=link) == render(source, link=link) == ("Nonekept", 51)


def test_what_may_change_is_rendered_each_time(parts):
    render = parts({"part.html": COUNTED + "{{ a.text }}"})
    source = "{{ once('part.html', a=a) }}"
    link = Changing(text="x", url="")
    linked = {"text": "x"}

    assert [render(source, a=value) for value in (link, linked)] == [("Nonex", 1), ("Nonex", 2)]
    link.text = linked["text"] = "y"
    assert [render(source, a=value) for value in (link, linked)] == [("Noney", 3), ("Noney", 4)]


def test_another_site_gets_parts_of_its_own(parts):
    render = parts({"part.html": "{{ site.name }}"})
    source = "{{ once('part.html') }}"
    other = publish(config=a_config(SITENAME="Another")).facts

    assert [render(source)[0], render(source, facts=other)[0]] == ["The Test Digest", "Another"]


def test_no_more_is_kept_than_the_limit(parts):
    render = parts({"part.html": COUNTED + "{{ a * 1000 }}"}, limit=3000)
    source = "{{ once('part.html', a=a) }}"

    assert [render(source, a=text)[1] for text in "aabbcc"] == [1, 1, 2, 2, 3, 3]
    assert render(source, a="a")[1] == 4


def test_page_is_unknown_to_a_part_and_the_fault_is_found_there(theme):
    templates = {"index.html": "\n\n{{ once('part.html') }}", "part.html": "\n{{ page.url }}"}

    with pytest.raises(RenderError, match="'page' is undefined") as caught:
        theme(templates)

    assert (caught.value.path, caught.value.template) == ("index.html", "part.html:2")


def test_a_missing_part_is_named(theme):
    with pytest.raises(RenderError, match=r"there is no template part\.html"):
        theme({"index.html": "{{ once('part.html') }}"})


def test_once_is_ours_whatever_the_site_calls_so(theme):
    templates = {"index.html": "{{ once('part.html') }}", "part.html": "part"}

    assert theme(templates, extras=Extras(globals={"once": "mine"})) == "part"


# --- an environment that is faster than Jinja's, and no different

EVERYTHING = """
{% macro link(url, text='a & b') %}
<a href="{{ url }}">{{ text }}{{ varargs }}{{ kwargs }}</a>
{% endmacro %}
{% macro around() %}<p>{{ caller('<x>') }}</p>{% endmacro %}
{{ texts[0] }}{{ texts[1]|safe }}{{ 3 }}{{ none }}{{ true }}{{ 1.5 }}{{ html }}{{ texts }}
{{ link('"x"') }}{{ link("<", html, 1, b="&") }}{{ link(text=texts[0], url=html) }}
{% call(word) around() %}{{ word }}{{ html }}{% endcall %}
{% for text in texts %}
{% set mine = text ~ "<" %}{{ seen() }}{{ mine }}{{ link(text) }}
{% endfor %}
{% set block %}<b>{{ texts[0] }}</b>{% endset %}{{ block }}{{ block ~ "<" }}
{% autoescape false %}{{ texts[0] }}{{ link(texts[0]) }}{% endautoescape %}
{% filter upper %}{{ texts[0] }}{% endfilter %}{{ texts|join("<")|upper }}{{ "<"|e }}
{{ texts|map("upper")|list }}{{ namespace(a="<").a }}{{ shout("<") }}{{ dict(a=html) }}
"""


@pytest.mark.parametrize("options", [{}, {"finalize": lambda value: value or "nothing"}])
def test_templates_give_what_jinja_gives(options):
    @pass_context
    def seen(context):
        return context.get("mine", "") + "&"

    @pass_eval_context
    def shout(eval_ctx, text):
        return f"{text}{eval_ctx.autoescape}"

    made = []
    for kind in (Environment, ThemeEnvironment):
        environment = kind(autoescape=True, undefined=StrictUndefined, **options)
        values = {"texts": ["<i>&'\"</i>", "plain", ""], "html": Markup("<u>&amp;</u>")}
        made.append(environment.from_string(EVERYTHING).render(seen=seen, shout=shout, **values))

    assert made[0] == made[1]
    assert "&lt;i&gt;&amp;&#39;&#34;&lt;/i&gt;" in made[1]


def test_templates_are_looked_at_once_unless_the_site_wants_it_otherwise():
    assert not make_environment(a_config(), Extras()).auto_reload
    config = a_config(JINJA_ENVIRONMENT={"auto_reload": True, "cache_size": 7})
    assert make_environment(config, Extras()).auto_reload


# --- overrides


def test_a_template_is_compiled_once_for_as_long_as_its_source_stays(tmp_path, monkeypatch):
    compiled = []

    def compile_(self, source, name=None, filename=None, *args, **options):
        compiled.append(name)
        return Environment.compile(self, source, name, filename, *args, **options)

    monkeypatch.setattr(ThemeEnvironment, "compile", compile_)
    config, codes = a_config(THEME=str(tmp_path)), Codes()
    write(tmp_path / "templates/part.html", "a part")
    write(tmp_path / "templates/page.html", "{% include 'part.html' %} of {{ page }}")

    def render(page):
        return make_environment(config, Extras(), codes).get_template("page.html").render(page=page)

    assert [render("one"), render("two")] == ["a part of one", "a part of two"]
    assert compiled == ["page.html", "part.html"]
    write(tmp_path / "templates/part.html", "a word")
    assert render("three") == "a word of three"
    assert compiled == ["page.html", "part.html", "part.html"]


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
