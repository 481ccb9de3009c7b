"""Code of others, in filters, settings, themes and plugins: nobody can know what it does to a page.

Everything is made anew then, and the editor is told why.
"""

import pytest
from pelican.plugins import signals

from broadsheet import press as press_module
from broadsheet.commands import build
from broadsheet.pelican_plugin import build_site
from broadsheet.pelican_theme import PelicanTheme
from tests.build_folder import article_file, pelican, site_folder, write


@pytest.fixture
def rendered(monkeypatch):
    """Note the pages that a build renders."""
    paths = []
    native, guest = press_module.render_page, PelicanTheme.render_page

    def noting_native(page, *given):
        paths.append(page.path)
        return native(page, *given)

    def noting_guest(self, page):
        paths.append(page.path)
        return guest(self, page)

    monkeypatch.setattr(press_module, "render_page", noting_native)
    monkeypatch.setattr(PelicanTheme, "render_page", noting_guest)
    return paths


def a_site(folder, settings="", files=None):
    """Make a site that uses what earlier builds remember, as Pelican by itself does not."""
    return site_folder(folder, f"LOAD_CONTENT_CACHE = True\n{settings}", files)


def build_twice(conf, rendered):
    """Build a site twice; give the second build, and how many pages each rendered."""
    first = build_site(conf)
    made = len(rendered)
    second = build_site(conf)
    assert made == first.pages
    return second, len(rendered) - made


def test_a_site_without_foreign_code_is_not_made_anew_and_nothing_is_noted(tmp_path, rendered):
    second, again = build_twice(a_site(tmp_path), rendered)

    assert (again, second.notes) == (0, ())


FOREIGN = {
    "THEME = 'simple'": "simple",
    "JINJA_FILTERS = {'loud': str.upper, 'calm': str.lower}": "calm, loud",
    "JINJA_GLOBALS = {'two': 2}": "two",
    "JINJA_TESTS = {'pair': lambda n: n == 2}": "pair",
    "JINJA_ENVIRONMENT = {'finalize': lambda value: value}": "JINJA_ENVIRONMENT",
    "SHOUT = str.upper": "SHOUT",
    "TOOLS = [{'shout': str.upper}]": "TOOLS",
}


@pytest.mark.parametrize("settings", FOREIGN)
def test_with_code_of_others_everything_is_made_anew_and_that_is_said(tmp_path, rendered, settings):
    second, again = build_twice(a_site(tmp_path, settings), rendered)

    assert again == second.pages
    assert second.written.written == 0
    (note,) = second.notes
    assert note.startswith("every page was made anew")
    assert FOREIGN[settings] in note


@pytest.mark.parametrize("signal", ["content_written", "feed_written", "finalized"])
def test_with_a_plugin_that_may_change_files_everything_is_made_anew(tmp_path, rendered, signal):
    conf = a_site(tmp_path)
    build_site(conf)
    rendered.clear()

    def listener(*given, **named):
        """Listen, as a plugin does."""

    with getattr(signals, signal).connected_to(listener):
        built = build_site(conf)

    assert len(rendered) == built.pages
    (note,) = built.notes
    assert signal in note


def test_a_plugin_that_comes_to_change_a_filter_breaks_the_seal(tmp_path, rendered):
    conf = a_site(tmp_path)
    build_site(conf)
    assert build_site(conf).written.written == 0

    def change(generator):
        generator.env.filters["upper"] = lambda text: f"{text}!"

    signals.generator_init.connect(change)
    try:
        (note,) = build_site(conf).notes
    finally:
        signals.generator_init.disconnect(change)

    assert "upper" in note


def test_a_plugin_that_is_heard_no_more_is_forgotten_after_one_build(tmp_path, rendered):
    conf = a_site(tmp_path)
    with signals.finalized.connected_to(lambda pelican: None):
        build_site(conf)
    rendered.clear()

    second, again = build_twice(conf, rendered)

    assert (again, second.notes) == (0, ())


def test_what_a_filter_has_become_reaches_the_pages(tmp_path):
    templates = {"theme/templates/index.html": "{{ SITENAME|change }}"}
    for word in ("one", "two"):
        line = f"JINJA_FILTERS = {{'change': lambda text: '{word} ' + text}}"
        build_site(a_site(tmp_path, line, templates))

        assert (tmp_path / "output/index.html").read_text() == f"{word} The Test Digest"


def test_build_prints_the_note(tmp_path, capsys):
    conf = a_site(tmp_path, "JINJA_FILTERS = {'loud': str.upper}")

    assert build.run(settings=conf) == 0

    out, err = capsys.readouterr()
    assert "every page was made anew" in err
    assert "(loud)" in err
    assert "anew" not in out


def test_build_prints_no_note_where_there_is_nothing_to_say(tmp_path, capsys):
    build.run(settings=a_site(tmp_path))

    assert capsys.readouterr().err == ""


PLUGIN = """
from types import ModuleType
from pelican.plugins import signals
def page(path, context):
    pass
listener = ModuleType("listener")
listener.register = lambda: signals.content_written.connect(page)
PLUGINS = [pelican_plugin, listener]
"""


def test_pelican_prints_the_note_too(tmp_path):
    done = pelican(a_site(tmp_path, PLUGIN))

    assert done.returncode == 0, done.stderr
    assert "every page was made anew" in done.stderr
    assert "content_written" in done.stderr


def test_an_edit_of_a_site_renders_a_part_of_it(tmp_path, rendered):
    files = {}
    for number in range(12):
        files |= article_file(f"story-{number}", date=f"2022-12-{number + 1:02}")
    conf = a_site(tmp_path, files=files)
    build_site(conf)
    rendered.clear()
    write(tmp_path, article_file("story-3", date="2022-12-04", body="Edited."))

    build_site(conf)

    assert rendered == ["articles/story-3/index.html"]
    assert "Edited." not in (tmp_path / "output/articles/story-2/index.html").read_text()
    rendered.clear()
    write(tmp_path, article_file("story-3", date="2022-12-04", title="Renamed"))

    built = build_site(conf)

    articles = sorted(path for path in rendered if path.startswith("articles/"))
    assert articles == [f"articles/story-{n}/index.html" for n in (2, 3, 4)]
    assert len(rendered) < built.pages
