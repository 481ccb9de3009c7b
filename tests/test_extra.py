"""What `clip` needs for pages, addresses and feeds is an extra: all else does without."""

import json
import subprocess
import sys

import pytest

from broadsheet.clip import extra
from broadsheet.clip.extra import need_extra
from broadsheet.commands import clip
from broadsheet.errors import MissingExtraError
from tests.build_model import ROOT
from tests.builders import Digest
from tests.test_serve_session import write_settings

EXTRA = ("charset_normalizer", "feedparser", "httpcore", "httpx", "lxml", "protego", "trafilatura")
"""The modules of `requirements/clip.in`."""
HIDE = f"""
import sys
for name in {EXTRA}:
    sys.modules[name] = None  # an import of it fails as if it were not there
"""
PAGE = "<!doctype html><title>Rain</title><h1>Rain</h1><p>It rained all day long over the town."


@pytest.fixture
def site(tmp_path, monkeypatch):
    write_settings(tmp_path)
    monkeypatch.chdir(tmp_path)
    return Digest(tmp_path)


ALL_VERBS = """
from pathlib import Path
from broadsheet.commands import build, check, clip
settings = Path("pelicanconf.py").absolute()
statuses = [
    build.run(settings=settings),
    check.run(settings=settings),
    clip.run(source="a.txt", settings=settings),
    clip.run(source="b.html", settings=settings),
]
assert statuses == [0, 0, 0, 1], statuses
"""
LIST = """
from invoke import main
sys.argv = ["invoke", "--list"]
main.program.run()
"""


def without_extra(code, cwd):
    done = subprocess.run(
        [sys.executable, "-c", HIDE + code],
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


def test_the_verbs_are_listed_without_the_extra():
    assert "clip" in without_extra(LIST, ROOT).stdout


def test_all_but_pages_is_done_without_the_extra_and_they_say_on_one_line_what_to_install(site):
    site.article("a")
    (site.root / "a.txt").write_text("Rain\n\nIt rained.\n", encoding="utf-8")
    (site.root / "b.html").write_text(PAGE, encoding="utf-8")
    done = without_extra(ALL_VERBS, site.root)

    assert (site.root / "output/articles/a/index.html").is_file()
    assert len(list(site.content.glob("articles/*/rain.md"))) == 1
    assert done.stderr.splitlines()[-1] == (
        "error: reading pages needs lxml and trafilatura, which are not installed: run "
        ".venv/bin/python -m pip install -r requirements/clip.lock"
    )


def test_texts_of_a_folder_are_clipped_where_its_pages_cannot_be(site, monkeypatch, capsys):
    (site.root / "cuts").mkdir()
    for name, text in {"a.html": PAGE, "b.txt": "Rain\n\nIt rained.\n", "c.html": PAGE}.items():
        (site.root / "cuts" / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(extra, "find_spec", lambda name: None if name == "lxml" else name)

    status = clip.run(
        source=str(site.root / "cuts"), json=True, settings=site.root / "pelicanconf.py"
    )

    said = capsys.readouterr()
    assert status == 1
    assert json.loads(said.out)["front_matter"]["title"] == "Rain"
    assert said.err.count("reading pages needs lxml, which is not installed") == 1


def test_nothing_is_said_where_all_is_there():
    need_extra("reading", "json", "re")


def test_what_is_missing_is_named_alone(monkeypatch):
    monkeypatch.setattr(extra, "find_spec", lambda name: None if name == "httpx" else name)

    with pytest.raises(
        MissingExtraError, match=r"^fetching needs httpx, which is not installed: run"
    ):
        need_extra("fetching", "lxml", "httpx")
