"""The verb `publish`, from settings and content to the host, with real builds of a tiny site."""

import json
import shutil

import pytest

from broadsheet.commands import publish as command
from broadsheet.pelican_plugin import build_site
from tests.publish.peers import commit, files_in, fill, git, published, write_publishconf
from tests.tools import ROOT, need

ARTICLE = """\
---
title: Talks go on
date: 2022-12-18
source: {name: The Gazette, url: "https://gazette.example.org/talks"}
topics: [politics]
regions: [norway]
summary: They talked.
---
They talked again.
"""
CONTENT = {
    "content/articles/talks.md": ARTICLE,
    "content/data/topics.yaml": "- {slug: politics, name: Politics, description: Who governs.}\n",
    "content/data/regions.yaml": "- {slug: norway, name: Norway, code: 'NO'}\n",
    "content/data/sources.yaml": "[]\n",
    "content/files/a file to fetch.txt": "as it is\n",
    "content/files/CNAME": "news.example.org\n",
}
SETTINGS = f"""\
import sys

sys.path.insert(0, {str(ROOT)!r})
SITENAME = "A digest"
SITEURL = ""
PATH = "content"
OUTPUT_PATH = "output"
CACHE_PATH = ".broadsheet"
THEME = {str(ROOT / "theme")!r}
PLUGINS = ["broadsheet.pelican_plugin"]
ARTICLE_URL = "articles/{{slug}}/"
ARTICLE_SAVE_AS = "articles/{{slug}}/index.html"
STATIC_PATHS = ["files"]
EXTRA_PATH_METADATA = {{"files/CNAME": {{"path": "CNAME"}}}}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""
ADDRESS = "https://news.example.org/digest"


def write_site(folder, address=ADDRESS, target="branch:gh-pages"):
    """Lay out a site with this project's own publishconf.py, filled in as an editor would."""
    fill(folder, {"pelicanconf.py": SETTINGS, ".gitignore": "/published/\n/.broadsheet/\n"})
    write_publishconf(folder, SITEURL=address, BROADSHEET_PUBLISH_TO=target)
    return fill(folder, CONTENT)


def publish(folder, **options):
    return command.run(
        settings=folder / "publishconf.py", now="2022-12-19T08:00:00+00:00", **options
    )


@pytest.fixture
def site(editor):
    write_site(editor)
    commit(editor, {}, "The first story")
    return editor


def test_from_an_empty_host_to_one_that_is_up_to_date(site, host, capsys):
    before = git(host, "for-each-ref")
    assert publish(site, dry_run=True) == 0
    said = capsys.readouterr().out.splitlines()
    assert "add     articles/talks/index.html" in said
    assert said[-2].endswith(
        " to add, 0 to change, 0 to remove at branch gh-pages of origin; nothing was sent"
    )
    assert git(host, "for-each-ref") == before
    assert not (site / ".broadsheet" / "published.json").exists()

    assert publish(site) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("published to branch gh-pages of origin: ")
    assert said[1:] == [ADDRESS]
    assert published(host) == {**files_in(site / "published"), ".nojekyll": ""}
    assert published(host)["files/a file to fetch.txt"] == "as it is\n"
    assert published(host)["CNAME"] == "news.example.org\n"
    assert f"{ADDRESS}/articles/talks/" in published(host)["sitemap.xml"]

    before = git(host, "for-each-ref")
    assert publish(site) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == ["nothing to publish: branch gh-pages of origin is up to date", ADDRESS]
    assert git(host, "for-each-ref") == before

    records = json.loads((site / ".broadsheet" / "published.json").read_text())
    (record,) = records.values()
    assert list(records) == ["branch:gh-pages"]
    assert record.pop("manifest")
    assert record == {
        "time": "2022-12-19T08:00:00+00:00",
        "address": ADDRESS,
        "commit": git(site, "rev-parse", "HEAD"),
        "edited": False,
    }


def test_content_with_an_error_is_reported_and_not_published(site, host, capsys):
    publish(site)
    before = git(host, "for-each-ref")
    capsys.readouterr()
    fill(site, {"content/articles/talks.md": ARTICLE.replace("norway", "atlantis")})

    assert publish(site) == 1
    said = capsys.readouterr()
    assert "content/articles/talks.md:6: regions: " in said.err
    assert "[unknown-region]" in said.err
    assert said.out == ""
    assert git(host, "for-each-ref") == before


def test_everything_that_is_missing_is_told_at_once(editor, capsys):
    write_site(editor, address="", target="")

    assert publish(editor) == 2
    said = capsys.readouterr().err
    assert "SITEURL: must be the address where readers find the site, got ''" in said
    assert "BROADSHEET_PUBLISH_TO: must be branch:NAME" in said
    assert not (editor / "published").exists()


def test_a_wrong_target_of_the_command_line_is_told_as_such(editor, capsys):
    write_site(editor)
    git(editor, "branch", "--quiet", "--set-upstream-to=origin/main")

    for target in ("nowhere", "branch:main", f"rsync:{editor}"):
        assert publish(editor, to=target) == 2
        assert "--to: must" in capsys.readouterr().err
    assert not (editor / "published").exists()


def test_a_site_outside_git_goes_to_a_folder_by_rsync(tmp_path, capsys, monkeypatch):
    need("rsync")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    site, www = write_site(tmp_path / "digest"), tmp_path / "www"

    assert publish(site) == 1
    assert "in no git repository" in capsys.readouterr().err
    assert publish(site, to=f"rsync:{www}") == 0
    assert files_in(www) == files_in(site / "published")
    (record,) = json.loads((site / ".broadsheet" / "published.json").read_text()).values()
    assert (record["commit"], record["edited"]) == (None, False)


def test_a_change_that_is_not_committed_is_published_and_noted(site, host, capsys):
    fill(site, {"content/articles/talks.md": ARTICLE + "\nAnd again.\n"})

    assert publish(site) == 0
    assert "And again." in published(host)["articles/talks/index.html"]
    assert "note: the content holds changes that are not committed" in capsys.readouterr().err
    (record,) = json.loads((site / ".broadsheet" / "published.json").read_text()).values()
    assert record["edited"] is True


def test_a_file_left_in_the_output_folder_is_removed_and_not_sent(site, host):
    fill(site, {"published/.DS_Store": "x", "published/old/index.html": "x"})

    assert publish(site) == 0
    assert published(host) == {**files_in(site / "published"), ".nojekyll": ""}
    assert not {".DS_Store", "old/index.html"} & published(host).keys()


def test_a_file_damaged_after_the_build_is_named_and_nothing_sent(site, host, capsys, monkeypatch):
    def damage(settings, values):
        built = build_site(settings, values)
        (site / "published" / "404.html").write_text("damaged")
        shutil.rmtree(site / "published" / "feeds")
        return built

    monkeypatch.setattr(command, "build_site", damage)

    assert publish(site) == 1
    said = capsys.readouterr().err
    assert "not as the build wrote it; build again: 404.html, feeds/all.atom.xml" in said
    assert not git(host, "for-each-ref", "refs/heads/gh-pages")


def test_a_moment_that_brings_nothing_new_leaves_the_host_alone(site, host, capsys):
    """What the hourly run relies on: the clock alone changes no page."""
    publish(site)
    before = git(host, "for-each-ref")
    command.run(settings=site / "publishconf.py", now="2022-12-19T09:00:00+00:00")

    assert git(host, "for-each-ref") == before
    assert "nothing to publish" in capsys.readouterr().out
