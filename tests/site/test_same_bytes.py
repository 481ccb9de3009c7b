"""The same input gives the same bytes, however and wherever it is built."""

import os
import random
import shutil
from pathlib import Path

import pytest

from tests.site.building import (
    INVOKE,
    PELICAN,
    build,
    differences,
    run,
    tree,
)
from tests.site.conftest import locked

# Directory listings the wrong way round, whatever the file system does.
BACKWARDS = """\
import os

listdir, scandir = os.listdir, os.scandir
os.listdir = lambda *given: sorted(listdir(*given), reverse=True)


class Backwards:
    def __init__(self, *given):
        self.entries = sorted(scandir(*given), key=lambda entry: entry.name, reverse=True)

    def __iter__(self):
        return iter(self.entries)

    def __next__(self):
        if not self.entries:
            raise StopIteration
        return self.entries.pop(0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def close(self):
        pass


os.scandir = Backwards
"""
COMMANDS = {
    "pelican": (*PELICAN, "-s", "pelicanconf.py"),
    "pelican with its arguments": (*PELICAN, "content", "-s", "pelicanconf.py", "-o", "output"),
    "pelican without cache": (*PELICAN, "-s", "pelicanconf.py", "--ignore-cache"),
    "invoke without cache": (*INVOKE, "build", "--ignore-cache"),
    "invoke with its arguments": (*INVOKE, "build", "--content=content", "--output=output"),
}
ENVIRONMENTS = {
    # hash seed, time zone, locale, width of the terminal
    "seed 0, Tehran, plain C": ("0", "Asia/Tehran", "C", "20"),
    "seed 1, Lima, Persian": ("1", "America/Lima", "fa_IR.UTF-8", "80"),
    "seed 42, Kiritimati, Turkish": ("42", "Pacific/Kiritimati", "tr_TR.UTF-8", "200"),
    "seed 7, Berlin, German": ("7", "Europe/Berlin", "de_DE.UTF-8", "80"),
    "seed 9, UTC, a locale that is not there": ("9", "UTC", "xx_XX.UTF-8", "80"),
}


@pytest.fixture
def project(rich_site, tmp_path):
    """Copy the project with the content of a site, not built yet."""
    folder = tmp_path / "project"
    ignored = shutil.ignore_patterns("output", ".broadsheet", "__pycache__")
    shutil.copytree(rich_site.folder, folder, ignore=ignored)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_builds_the_same(rich_site, project, clock, command):
    done = run(*COMMANDS[command], folder=project, SOURCE_DATE_EPOCH=clock)

    assert done.returncode == 0, done.stderr
    assert differences(tree(project / "output"), tree(rich_site.output)) == []


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_environment_builds_the_same(rich_site, project, clock, locales, environment):
    seed, zone, locale, columns = ENVIRONMENTS[environment]
    place = locales(locale)
    build(
        project,
        clock,
        PYTHONHASHSEED=seed,
        TZ=zone,
        LC_ALL=locale,
        LOCPATH=str(place),
        COLUMNS=columns,
    )

    assert differences(tree(project / "output"), tree(rich_site.output)) == []


@pytest.mark.parametrize("program", ["invoke", "pelican"])
def test_every_working_directory_builds_the_same(rich_site, project, clock, tmp_path, program):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = {
        "invoke": (*INVOKE, "--search-root", project, "build"),
        "pelican": (*PELICAN, "-s", project / "pelicanconf.py"),
    }[program]
    done = run(*command, folder=elsewhere, SOURCE_DATE_EPOCH=clock)

    assert done.returncode == 0, done.stderr
    assert differences(tree(project / "output"), tree(rich_site.output)) == []
    assert list(elsewhere.iterdir()) == []


def test_an_output_folder_given_by_a_relative_path_is_seen_from_the_working_directory(
    rich_site, project, clock, tmp_path
):
    done = run(
        *(*PELICAN, "project/content", "-s", "project/pelicanconf.py", "-o", "there/out"),
        folder=tmp_path,
        SOURCE_DATE_EPOCH=clock,
    )

    assert done.returncode == 0, done.stderr
    assert differences(tree(tmp_path / "there/out"), tree(rich_site.output)) == []
    assert not (project / "output").exists()


def test_files_written_in_another_order_build_the_same(rich_site, project, clock):
    content = project / "content"
    files = [path for path in sorted(content.rglob("*")) if path.is_file()]
    random.Random(1).shuffle(files)  # noqa: S311  any order but that of names
    texts = [(path, path.read_bytes()) for path in files]
    shutil.rmtree(content)
    for age, (path, data) in enumerate(texts):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (age * 86_400, age * 86_400))
    build(project, clock)

    assert differences(tree(project / "output"), tree(rich_site.output)) == []


def test_folders_that_list_their_files_backwards_build_the_same(
    rich_site, project, clock, tmp_path
):
    (tmp_path / "sitecustomize.py").write_text(BACKWARDS)
    build(project, clock, PYTHONPATH=str(tmp_path))

    assert differences(tree(project / "output"), tree(rich_site.output)) == []


def test_a_second_build_leaves_every_file_alone(rich_site, project, clock):
    build(project, clock)
    before = {path: path.stat().st_mtime_ns for path in files_below(project / "output")}
    build(project, clock)

    assert {path: path.stat().st_mtime_ns for path in files_below(project / "output")} == before


def test_a_build_after_an_edit_and_its_undoing_is_the_first_build(rich_site, project, clock):
    build(project, clock)
    articles = sorted((project / "content/articles").rglob("*.md"))
    if not articles:
        pytest.skip("this digest has no article to edit")
    text = articles[0].read_text(encoding="utf-8")
    articles[0].write_text(text.rstrip("\n") + "\n\nOne more paragraph.\n", encoding="utf-8")
    build(project, clock)
    articles[0].write_text(text, encoding="utf-8")
    build(project, clock)

    assert differences(tree(project / "output"), tree(rich_site.output)) == []


def test_a_difference_is_found(tmp_path):
    (tmp_path / "a").write_text("a")
    one = tree(tmp_path)

    assert differences(one, one) == []
    assert differences(one, {"a": b"b"}) == ["a"]
    assert differences(one, {"a": b"a", "b": b""}) == ["b"]


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def locales(shared):
    """Make a locale that this machine may not have; where that cannot be done its name is left."""

    def make(name):
        language, _, charset = name.partition(".")
        with locked(shared / "locales"):
            place = shared / "locales" / name
            place.parent.mkdir(exist_ok=True)
            source = Path("/usr/share/i18n/locales", language)
            if source.exists() and shutil.which("localedef") and not place.is_dir():
                run("localedef", "-i", language, "-f", charset, place, folder=shared)
                assert place.is_dir()
        return place.parent

    return make
