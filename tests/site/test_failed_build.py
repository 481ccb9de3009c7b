"""A build that fails says why with its exit status, and changes nothing that a reader sees."""

import json
import shutil

import pytest

from tests.site.building import INVOKE, PELICAN, build, run, tree, write_content
from tests.site.small import article

COMMANDS = {
    "invoke": (*INVOKE, "build"),
    "pelican": (*PELICAN, "-s", "pelicanconf.py"),
}
BROKEN = {
    "no front matter": {"articles/bad.md": "Just words.\n"},
    "unknown topic": article("bad", topic="gossip"),
    "same slug": {"articles/elsewhere/plain-1.md": article("plain-1")["articles/plain-1.md"]},
    "not UTF-8": {"articles/bad.md": b"---\ntitle: \xff\n---\n"},
    "no address": article("bad", body="See [this](no-such-article.md)."),
    "vocabulary": {"data/topics.yaml": "- slug: [\n"},
    "reserved slug": {"pages/topics.md": "---\ntitle: Topics\n---\nWords.\n"},
}
SETTINGS = {
    "wrong address": "SITEURL = 'somewhere'",
    "unknown setting": "BROADSHEET_WITHUOT = []",
    "unknown zone": "TIMEZONE = 'Mars/Olympus'",
    "output around the content": "OUTPUT_PATH = '.'",
}
UNREADABLE = {"no such theme": "THEME = 'no-such-theme'", "not Python": "SITENAME = "}
"""Pelican itself ends with 1 at these, before it asks any plugin."""


@pytest.fixture
def project(tmp_path, sites):
    """Give a small digest that has been built once."""
    return shutil.copytree(sites("small").folder, tmp_path / "project")


def state(folder):
    """Give every file of the output with its bytes and its time."""
    return {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in (folder / "output").rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("fault", BROKEN)
def test_content_with_errors_ends_with_1_and_leaves_the_output(project, clock, command, fault):
    before = state(project)
    write_content(project / "content", BROKEN[fault])
    done = run(*COMMANDS[command], folder=project, SOURCE_DATE_EPOCH=clock)

    assert done.returncode == 1, done.stderr
    assert "content/" in done.stderr
    assert "nothing was written" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert state(project) == before


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("fault", SETTINGS)
def test_wrong_settings_end_with_2_and_leave_the_output(project, clock, command, fault):
    before = state(project)
    assert failure(project, clock, command, SETTINGS[fault]) == 2
    assert state(project) == before


@pytest.mark.parametrize(("command", "status"), [("invoke", 2), ("pelican", 1)])
@pytest.mark.parametrize("fault", UNREADABLE)
def test_unreadable_settings_leave_the_output(project, clock, command, status, fault):
    before = state(project)
    assert failure(project, clock, command, UNREADABLE[fault]) == status
    assert state(project) == before


def failure(project, clock, command, settings):
    """Add lines to the settings and give the exit status of a build."""
    with (project / "pelicanconf.py").open("a") as conf:
        conf.write(f"\n{settings}\n")
    return run(*COMMANDS[command], folder=project, SOURCE_DATE_EPOCH=clock).returncode


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "template",
    ["{{ page.no_such_thing }}", "{% if %}", "{% include 'no-such.html' %}", "{{ 1 / 0 }}"],
)
def test_a_template_that_fails_ends_with_1_and_leaves_the_output(project, clock, command, template):
    before = state(project)
    (project / "theme/templates/crossing.html").write_text(template)
    done = run(*COMMANDS[command], folder=project, SOURCE_DATE_EPOCH=clock)

    assert done.returncode == 1, done.stderr
    assert "crossing.html" in done.stdout + done.stderr
    assert state(project) == before


def test_the_next_good_build_is_as_if_nothing_had_been(project, clock):
    before = state(project)
    write_content(project / "content", BROKEN["unknown topic"])
    run(*COMMANDS["invoke"], folder=project, SOURCE_DATE_EPOCH=clock)
    (project / "content/articles/bad.md").unlink()
    build(project, clock)

    assert state(project) == before


@pytest.mark.parametrize("fault", BROKEN)
def test_check_refuses_what_build_refuses_and_writes_nothing_but_its_cache(project, clock, fault):
    write_content(project / "content", BROKEN[fault])
    before = outside_the_cache(project)
    checked = run(*INVOKE, "check", "--format=json", folder=project, SOURCE_DATE_EPOCH=clock)
    built = run(*INVOKE, "build", folder=project, SOURCE_DATE_EPOCH=clock)
    problems = json.loads(checked.stdout)

    assert checked.returncode == 1
    assert outside_the_cache(project) == before
    assert any(problem["severity"] == "error" for problem in problems)
    for problem in problems:
        assert f"{problem['message']} [{problem['code']}]" in built.stderr


def outside_the_cache(project):
    return {
        path: data for path, data in tree(project).items() if not path.startswith(".broadsheet/")
    }


@pytest.mark.parametrize(
    "line",
    [
        "build --now=yesterday",
        "build --settings=no-such.py",
        "build --content=no-such-folder",
        "check --format=xml",
    ],
)
def test_wrong_values_on_the_command_line_end_with_2(project, clock, line):
    before = state(project)
    done = run(*INVOKE, *line.split(), folder=project, SOURCE_DATE_EPOCH=clock)

    assert done.returncode == 2, done.stderr
    assert state(project) == before
