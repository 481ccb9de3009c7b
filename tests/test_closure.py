"""Closures: a template's fingerprint is that of all it uses, and of nothing else."""

import json

import pytest

from broadsheet import closure as closure_module
from broadsheet.closure import Closures
from broadsheet.errors import OutputError
from broadsheet.render import Extras, make_environment
from tests.build_model import ROOT, a_config


class Theme:
    """A theme in a folder, with overrides, and what is kept of its templates."""

    def __init__(self, folder):
        self.own, self.overrides = folder / "theme/templates", folder / "overrides"
        self.kept = folder / "cache/templates.json"
        self.folder = folder
        self.settings = {}

    def write(self, files, folder=None):
        for name, text in files.items():
            place = (folder or self.own) / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text if isinstance(text, bytes) else text.encode())

    def override(self, files):
        self.write(files, self.overrides)

    def environment(self):
        config = a_config(
            THEME=str(self.folder / "theme"),
            THEME_TEMPLATES_OVERRIDES=[str(self.overrides)],
            **self.settings,
        )
        return make_environment(config, Extras())

    def closures(self, shared=b""):
        return Closures(self.environment(), shared, self.kept)

    def fingerprints(self, *names):
        return self.closures().fingerprints(names)

    def of(self, name="page.html"):
        return self.fingerprints(name)[name]


@pytest.fixture
def theme(tmp_path):
    theme = Theme(tmp_path)
    theme.write({"page.html": "words", "part.html": "a part", "other.html": "another"})
    return theme


@pytest.fixture
def parsed(monkeypatch):
    """Count the sources that are parsed."""
    seen = []
    real = closure_module.Environment.parse

    def parse(self, source, *given, **named):
        seen.append(source)
        return real(self, source, *given, **named)

    monkeypatch.setattr(closure_module.Environment, "parse", parse)
    return seen


EXACTLY = {
    "extends": "{% extends 'part.html' %}",
    "includes": "{% include 'part.html' %}",
    "includes one of several": "{% include ['nowhere.html', 'part.html'] %}",
    "includes, in a loop": "{% for x in y %}{% include 'part.html' %}{% endfor %}",
    "includes what may be missing": "{% include 'part.html' ignore missing %}",
    "imports": "{% import 'part.html' as part %}",
    "imports from": "{% from 'part.html' import show %}",
    "asks once": "{{ once('part.html') }}",
    "asks once, within an expression": "{{ ('<p>' ~ once('part.html', x=1))|trim }}",
    "asks once, in a macro": "{% macro m() %}{{ once('part.html') }}{% endmacro %}",
    "asks once, in a set block": "{% set x %}{{ once('part.html') }}{% endset %}",
    "asks once, with a call block": "{% call once('part.html') %}x{% endcall %}",
}
"""Ways to use one template."""
PERHAPS = {
    "asks once, with a name in parts": "{{ once('part' ~ '.html') }}",
    "includes one or the other": "{% include 'part.html' if page.x else 'nowhere.html' %}",
    "names it only when rendered": "{% include page.template %}",
    "extends what is only known when rendered": "{% extends page.template %}",
    "imports what is only known when rendered": "{% import page.template as t %}",
    "includes one of a list only known when rendered": "{% include page.templates %}",
    "includes one of two, one only known when rendered": "{% include ['x.html', page.template] %}",
    "asks once for what is only known when rendered": "{{ once(page.template) }}",
    "asks once for one of several in a row": "{{ once(*page.templates) }}",
    "calls once by another name": "{% set ask = once %}{{ ask('part.html') }}",
    "hands once to a macro": "{% macro m(ask) %}{{ ask('part.html') }}{% endmacro %}{{ m(once) }}",
    "hands once to a filter": "{{ ['part.html']|map(once)|join }}",
    "keeps once in a namespace": "{% set n = namespace(ask=once) %}{{ n.ask('part.html') }}",
    "asks once, and hands it on": "{{ once('other.html') }}{% set ask = once %}",
}
"""Ways to use a template whose name is not known before a page is rendered: it can be any."""
USES = {**EXACTLY, **PERHAPS}


@pytest.mark.parametrize("use", USES)
def test_a_template_changes_with_one_that_it_uses(theme, use):
    theme.write({"page.html": USES[use]})
    before = theme.of()
    assert theme.of() == before

    theme.write({"part.html": "edited"})

    assert theme.of() != before


@pytest.mark.parametrize("use", USES)
def test_a_template_changes_with_one_behind_the_one_that_it_uses(theme, use):
    theme.write({"page.html": USES[use], "part.html": "{% include 'deep.html' %}"})
    theme.write({"deep.html": "1"})
    before = theme.of()

    theme.write({"deep.html": "2"})

    assert theme.of() != before


@pytest.mark.parametrize("use", USES)
def test_a_template_changes_with_an_override_that_appears_and_goes(theme, use):
    theme.write({"page.html": USES[use]})
    before = theme.of()

    theme.override({"part.html": "another"})
    overridden = theme.of()
    (theme.overrides / "part.html").unlink()

    assert overridden != before
    assert theme.of() == before


@pytest.mark.parametrize("use", USES)
def test_a_template_changes_with_one_that_appears_and_goes(theme, use):
    theme.write({"page.html": USES[use]})
    (theme.own / "part.html").unlink()
    before = theme.of()

    theme.write({"part.html": ""})
    there = theme.of()
    (theme.own / "part.html").unlink()

    assert there != before
    assert theme.of() == before


@pytest.mark.parametrize("use", EXACTLY)
def test_a_template_does_not_change_with_one_that_it_does_not_use(theme, use):
    theme.write({"page.html": EXACTLY[use]})
    before = theme.of()

    theme.write({"other.html": "edited", "new.html": "new"})

    assert theme.of() == before


@pytest.mark.parametrize("use", PERHAPS)
def test_a_template_that_can_use_any_changes_with_any(theme, use):
    theme.write({"page.html": PERHAPS[use]})
    before = theme.of()

    theme.write({"new.html": "new"})

    assert theme.of() != before


def test_a_template_changes_with_itself(theme):
    before = theme.of()
    theme.write({"page.html": "other words"})

    assert theme.of() != before


def test_a_template_of_another_name_and_the_same_words_has_another_fingerprint(theme):
    theme.write({"other.html": "words"})
    found = theme.fingerprints("page.html", "other.html")

    assert found["page.html"] != found["other.html"]


def test_words_that_change_places_are_a_change(theme):
    theme.write({"page.html": "{% include 'part.html' %}{% include 'other.html' %}"})
    before = theme.of()

    theme.write({"part.html": "another", "other.html": "a part"})

    assert theme.of() != before


def test_templates_that_use_one_another_in_a_circle_have_fingerprints(theme):
    theme.write({
        "page.html": "{% include 'part.html' %}",
        "part.html": "{% include 'page.html' %}{% include 'other.html' %}",
    })  # fmt: skip
    before = theme.fingerprints("page.html", "part.html")

    theme.write({"other.html": "edited"})
    after = theme.fingerprints("page.html", "part.html")

    assert before["page.html"] != after["page.html"]
    assert before["part.html"] != after["part.html"]


def test_the_template_of_the_theme_behind_an_override_counts(theme):
    theme.override({"page.html": "{% extends '!theme/page.html' %}"})
    before = theme.of()

    theme.write({"page.html": "other words"})

    assert theme.of() != before


def test_a_word_that_looks_like_once_is_no_use(theme):
    theme.write({"page.html": "once('part.html') {{ page.once('part.html') }} {# once(x) #}"})
    before = theme.of()

    theme.write({"part.html": "edited"})

    assert theme.of() == before


# --- what cannot be read or parsed


@pytest.mark.parametrize("text", ["{% if %}", "{{ once( }}", "{% nonsense %}", b"\xff\xfe", ""])
def test_a_template_that_cannot_be_parsed_or_read_changes_with_its_mending(theme, text):
    theme.write({"page.html": "{% include 'part.html' %}", "part.html": text})
    broken = theme.of()
    assert theme.of() == broken

    theme.write({"part.html": "mended {% include 'other.html' %}"})
    mended = theme.of()
    theme.write({"other.html": "edited"})

    assert len({broken, mended, theme.of()}) == 3


def test_a_template_that_cannot_be_parsed_changes_with_every_edit(theme):
    theme.write({"page.html": "{% if %}"})
    before = theme.of()
    theme.write({"page.html": "{% if %} still"})

    assert theme.of() != before


def test_a_template_that_is_missing_has_a_fingerprint(theme):
    before = theme.of("nowhere.html")
    theme.write({"nowhere.html": "there"})

    assert before
    assert theme.of("nowhere.html") != before


def test_a_file_that_is_no_template_does_not_stop_one_that_depends_on_all(theme):
    theme.write({"page.html": "{% include page.template %}", "picture.png": b"\x89PNG\xff"})
    before = theme.of()

    theme.write({"part.html": "edited"})

    assert theme.of() != before


# --- what is kept between builds


def test_what_was_found_is_not_looked_for_again(theme, parsed):
    theme.write({"page.html": "{% include 'part.html' %}"})
    before = theme.of()
    first = [*parsed]
    parsed.clear()

    assert theme.of() == before
    assert sorted(first) == ["a part", "{% include 'part.html' %}"]
    assert parsed == []


def test_only_what_was_edited_is_parsed_again(theme, parsed):
    theme.write({"page.html": "{% include 'part.html' %}"})
    theme.of()
    parsed.clear()
    theme.write({"part.html": "edited"})
    theme.of()

    assert parsed == ["edited"]


def test_the_kept_file_is_written_only_when_it_changes(theme):
    theme.of()
    before = theme.kept.stat()
    theme.of()
    again = theme.kept.stat()
    theme.write({"page.html": "edited"})
    theme.of()

    assert (again.st_ino, again.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert theme.kept.stat().st_ino != before.st_ino
    assert [path.name for path in theme.kept.parent.iterdir()] == ["templates.json"]


def test_templates_that_are_gone_are_not_kept(theme):
    theme.fingerprints("page.html", "part.html")
    theme.of()

    assert [*json.loads(theme.kept.read_bytes())] == ["page.html"]


DAMAGED = {
    "missing": None,
    "empty": b"",
    "cut short": b'{"page.html":["0',
    "no JSON": b"\x00\xff\x80",
    "another type": b"[1, 2]",
    "other fields": b'{"page.html": {"source": 1}}',
    "a name that is none": b'{"page.html": ["0", [1]]}',
    "of a later version": b'{"version": 9, "templates": {}}',
    "of another source": b'{"page.html": ["00", ["nowhere.html"]]}',
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_kept_file_that_is_no_good_is_made_anew(theme, damage):
    theme.write({"page.html": "{% include 'part.html' %}"})
    before = theme.of()
    good = theme.kept.read_bytes()
    if DAMAGED[damage] is None:
        theme.kept.unlink()
    else:
        theme.kept.write_bytes(DAMAGED[damage])

    assert theme.of() == before
    assert theme.kept.read_bytes() == good


def test_a_folder_in_the_place_of_the_kept_file_is_a_clear_error(theme):
    theme.kept.mkdir(parents=True)

    with pytest.raises(OutputError, match=r"templates\.json"):
        theme.of()


def test_what_another_engine_or_other_settings_found_is_not_believed(theme, parsed):
    theme.closures(b"old").fingerprints(["page.html"])
    parsed.clear()
    theme.closures(b"new").fingerprints(["page.html"])

    assert parsed == ["words"]


def test_other_signs_of_mark_up_find_other_templates(theme):
    theme.write({"page.html": "<% include 'part.html' %>"})
    theme.closures(b"plain").fingerprints(["page.html"])
    theme.settings = {
        "JINJA_ENVIRONMENT": {"block_start_string": "<%", "block_end_string": "%>"},
    }
    before = theme.closures(b"signs").fingerprints(["page.html"])

    theme.write({"part.html": "edited"})

    assert theme.closures(b"signs").fingerprints(["page.html"]) != before


# --- the project's own theme


def test_no_template_of_the_theme_depends_on_all(tmp_path):
    environment = make_environment(a_config(), Extras())
    names = [name for name in environment.list_templates() if not name.startswith("!theme")]
    kept = tmp_path / "templates.json"
    Closures(environment, b"", kept).fingerprints(names)

    found = json.loads(kept.read_bytes())

    assert {name for name, (_, used) in found.items() if "" in used} == set()
    assert {used for _, uses in found.values() for used in uses} <= {*names}
    assert "regions/footer.html" in found["base.html"][1]


def test_the_theme_is_found_whole(tmp_path):
    closures = Closures(make_environment(a_config(), Extras()), b"", tmp_path / "kept.json")
    article = closures.fingerprints(["article.html"])["article.html"]
    footer = (ROOT / "theme/templates/regions/footer.html").read_text(encoding="utf-8")
    overrides = tmp_path / "overrides/regions"
    overrides.mkdir(parents=True)
    (overrides / "footer.html").write_text(footer + "<!-- edited -->")
    config = a_config(THEME_TEMPLATES_OVERRIDES=[str(tmp_path / "overrides")])
    edited = Closures(make_environment(config, Extras()), b"", tmp_path / "kept.json")

    assert edited.fingerprints(["article.html"])["article.html"] != article
