"""Broadsheet as a guest in Pelican: the same bytes both ways, plugins heard, failures harmless."""

import pytest
from pelican.plugins import signals

from broadsheet import pelican_plugin
from broadsheet.errors import ContentError, OutputError, RenderError, SettingsError
from broadsheet.pelican_plugin import build_site, load_config
from tests.build_folder import article_file, pelican, site_folder, tree, write

BROKEN = {"content/articles/broken.md": "---\ntitle: Broken\n---\n"}


def test_pelican_and_build_site_make_the_same_bytes(tmp_path):
    conf = site_folder(tmp_path)

    done = pelican(conf)
    by_pelican = tree(tmp_path / "output")
    build_site(conf, {"OUTPUT_PATH": str(tmp_path / "other")})

    assert done.returncode == 0, done.stderr
    assert "articles/a-story/index.html" in by_pelican
    assert tree(tmp_path / "other") == by_pelican


def test_pelicans_options_choose_content_and_output(tmp_path):
    conf = site_folder(tmp_path)
    (tmp_path / "content").rename(tmp_path / "texts")

    done = pelican(conf, str(tmp_path / "texts"), "-o", str(tmp_path / "public"))

    assert done.returncode == 0, done.stderr
    assert "1 article" in done.stdout
    assert (tmp_path / "public/articles/a-story/index.html").is_file()


def test_content_errors_end_pelican_with_1_and_leave_the_output(tmp_path):
    conf = site_folder(tmp_path)
    build_site(conf)
    before = tree(tmp_path / "output")
    write(tmp_path, BROKEN)
    write(tmp_path, article_file("another"))

    done = pelican(conf)

    assert done.returncode == 1
    assert "content/articles/broken.md:1: date: is required [missing-field]" in done.stderr
    assert tree(tmp_path / "output") == before


def test_wrong_settings_end_pelican_with_2_and_are_told_all_at_once(tmp_path):
    conf = site_folder(tmp_path, "SITEURL = 'nowhere'\nTIMEZONE = 'Mars'\nBROADSHEET_WITHUOT = []")

    done = pelican(conf)

    assert done.returncode == 2
    for line in ("SITEURL: must be empty", "TIMEZONE: must be the name", "BROADSHEET_WITHUOT: is"):
        assert line in done.stderr
    assert not (tmp_path / "output").exists()


# --- build_site


def test_a_build_says_what_it_came_to(tmp_path):
    built = build_site(site_folder(tmp_path))

    assert built.files == len(tree(tmp_path / "output"))
    assert built.written.written == built.files
    assert built.account["published"] == ("content/articles/a-story.md",)
    assert built.config.output == tmp_path / "output"
    assert built.problems == ()


def test_a_second_build_in_one_process_writes_nothing(tmp_path):
    conf = site_folder(tmp_path)
    first = build_site(conf)

    second = build_site(conf)

    assert (second.written.written, second.written.removed) == (0, 0)
    assert second.pages == first.pages


def test_registering_again_changes_nothing(tmp_path):
    before = len(signals.get_generators.receivers), len(signals.initialized.receivers)
    build_site(site_folder(tmp_path))
    registered = len(signals.get_generators.receivers), len(signals.initialized.receivers)
    pelican_plugin.register()

    now = len(signals.get_generators.receivers), len(signals.initialized.receivers)

    assert now == registered
    assert all(after - earlier <= 1 for after, earlier in zip(now, before, strict=True))


def test_a_build_that_fails_leaves_the_next_one_as_it_was(tmp_path):
    conf = site_folder(tmp_path)
    write(tmp_path, BROKEN)
    with pytest.raises(ContentError) as caught:
        build_site(conf)
    (tmp_path / "content/articles/broken.md").unlink()

    built = build_site(conf)

    assert {problem.path for problem in caught.value.problems} == {"content/articles/broken.md"}
    assert built.pages > 0


def test_a_template_that_fails_leaves_the_output(tmp_path):
    conf = site_folder(tmp_path)
    build_site(conf)
    before = tree(tmp_path / "output")
    write(tmp_path, {"theme/templates/topic.html": "{{ page.nothing }}", **article_file("new")})

    with pytest.raises(RenderError, match=r"topics/diplomacy/index\.html: template topic\.html:1"):
        build_site(conf)

    assert tree(tmp_path / "output") == before


def test_an_output_that_cannot_be_written_is_told(tmp_path):
    conf = site_folder(tmp_path)
    (tmp_path / "output").write_text("a file")

    with pytest.raises(OutputError, match="output"):
        build_site(conf)


def test_settings_without_the_plugin_are_refused_before_anything_is_built(tmp_path):
    conf = site_folder(tmp_path, "PLUGINS = []")

    with pytest.raises(SettingsError) as caught:
        build_site(conf)

    (found,) = caught.value.problems
    assert (found.field, found.code) == ("PLUGINS", "bad-setting")
    assert "broadsheet.pelican_plugin" in found.message
    assert not (tmp_path / "output").exists()


def test_the_plugin_may_be_named(tmp_path):
    conf = site_folder(tmp_path, "PLUGINS = ['broadsheet.pelican_plugin']")

    assert build_site(conf).pages > 0


def test_a_settings_file_that_fails_is_told_with_its_name(tmp_path):
    conf = site_folder(tmp_path, "1 / 0")

    with pytest.raises(SettingsError) as caught:
        build_site(conf)

    (found,) = caught.value.problems
    assert found.field == "conf.py"
    assert "ZeroDivisionError" in found.message


def test_a_settings_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SettingsError) as caught:
        load_config(tmp_path / "nowhere.py")

    (found,) = caught.value.problems
    assert (found.field, found.code) == ("settings", "bad-argument")


@pytest.mark.parametrize(
    ("line", "field"), [("PATH = 'nowhere'", "PATH"), ("THEME = 'nowhere'", "THEME")]
)
def test_a_folder_that_is_not_there_is_told_with_its_setting(tmp_path, line, field):
    conf = site_folder(tmp_path, line)

    with pytest.raises(SettingsError) as caught:
        build_site(conf)

    assert [found.field for found in caught.value.problems] == [field]


# --- other plugins and Pelican's own parts

LISTENER = """
from pathlib import Path
from types import ModuleType
from pelican.plugins import signals
heard = []
def page(path, context):
    heard.append(path)
    Path(path).write_text(context["page"].url + " was touched")
def feed(path, context, feed):
    heard.append(path)
def finished(pelican):
    Path("{place}").write_text(chr(10).join(heard))
listener = ModuleType("listener")
listener.register = lambda: (
    signals.content_written.connect(page),
    signals.feed_written.connect(feed),
    signals.finalized.connect(finished),
)
PLUGINS = [pelican_plugin, listener]
"""


def test_plugins_hear_of_every_page_and_feed_once_it_is_written(tmp_path):
    conf = site_folder(tmp_path, LISTENER.format(place=tmp_path / "heard.txt"))

    done = pelican(conf)

    assert done.returncode == 0, done.stderr
    heard = (tmp_path / "heard.txt").read_text().splitlines()
    page = tmp_path / "output/articles/a-story/index.html"
    assert str(page) in heard
    assert str(tmp_path / "output/feeds/all.atom.xml") in heard
    assert page.read_text() == "articles/a-story/ was touched"


TEMPLATE_PAGE = (
    "TEMPLATE_PAGES = {'search.html': 'find/index.html'}\nDELETE_OUTPUT_DIRECTORY = True"
)


def test_template_pages_are_written_and_kept_by_delete_output_directory(tmp_path):
    conf = site_folder(tmp_path, TEMPLATE_PAGE, {"content/search.html": "Find in {{ SITENAME }}"})
    write(tmp_path / "output", {"old.html": "old"})

    for _ in range(2):
        build_site(conf)

        page = tmp_path / "output/find/index.html"
        assert page.read_text() == "Find in The Test Digest"
        assert not (tmp_path / "output/old.html").exists()


def test_a_template_page_in_the_place_of_ours_is_refused(tmp_path):
    conf = site_folder(
        tmp_path, "TEMPLATE_PAGES = {'x.html': 'index.html'}", {"content/x.html": "x"}
    )

    with pytest.raises(SettingsError) as caught:
        build_site(conf)

    assert [found.field for found in caught.value.problems] == ["TEMPLATE_PAGES"]
    assert not (tmp_path / "output").exists()


def test_output_retention_is_honoured(tmp_path):
    conf = site_folder(tmp_path, "DELETE_OUTPUT_DIRECTORY = True\nOUTPUT_RETENTION = ['.git']")
    write(tmp_path / "output", {".git/HEAD": "ref", "old/x.html": "old"})

    build_site(conf)

    assert (tmp_path / "output/.git/HEAD").read_text() == "ref"
    assert not (tmp_path / "output/old").exists()


def test_jinja_settings_reach_the_templates(tmp_path):
    settings = (
        "JINJA_FILTERS = {'loud': str.upper}\nJINJA_GLOBALS = {'two': 2}\n"
        "JINJA_TESTS = {'pair': lambda n: n == 2}"
    )
    template = "{% if two is pair %}{{ SITENAME|loud }}{% endif %}"
    conf = site_folder(tmp_path, settings, {"theme/templates/index.html": template})

    build_site(conf)

    assert (tmp_path / "output/index.html").read_text() == "THE TEST DIGEST"


def test_a_theme_of_pelican_is_served_too(tmp_path):
    conf = site_folder(tmp_path, "THEME = 'simple'")

    build_site(conf)

    page = (tmp_path / "output/articles/a-story/index.html").read_text()
    assert "All about a-story." in page
