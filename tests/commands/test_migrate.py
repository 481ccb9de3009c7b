"""`migrate` moves a site of each generator, writes nothing over, and ends where `check` begins."""

import json
import os
import subprocess

import pytest

from broadsheet.commands import check, migrate
from broadsheet.pelican_plugin import build_site
from tests.builders import Digest, png
from tests.test_serve_session import write_settings

PELICAN = {
    "pelicanconf.py": b"SITENAME = 'The Old'\nSITEURL = 'https://old.example'\nPATH = 'content'\n",
    "content/bridge.md": b"Title: A Bridge\nDate: 2022-12-18 14:30\nCategory: Ferries\nNumber: 7"
    b"\n\n[Back]({filename}back.md) ![t]({static}/images/t.png) [x](/pages/x.html)\n",
    "content/back.md": b"Title: Back\nDate: 2022-12-17\nStatus: draft\n\n```\ncode\n```\n",
    "content/old.rst": b"Old\n===\n",
    "content/pages/about.md": b"Title: About\n\nWe.\n",
    "content/images/t.png": png(),
    "output/index.html": b"<p>made</p>",
}
HUGO = {
    "hugo.toml": b'baseURL = "https://old.example/"\ntitle = "The Old"\n',
    "content/posts/_index.md": b"---\ntitle: Posts\n---\n",
    "content/posts/bridge/index.md": b'+++\ntitle = "A Bridge"\ndate = 2022-12-18\n'
    b'tags = ["ferries", "tolls"]\n[cover]\nimage = "t.png"\n+++\n![t](t.png) [b](/posts/back/)\n',
    "content/posts/bridge/t.png": png(),
    "content/posts/back.md": b'{"title": "Back", "date": "2022-12-17", "draft": true}\nWords\n',
}
JEKYLL = {
    "_config.yml": b"url: https://old.example\ntitle: The Old\npermalink: pretty\n",
    "_posts/2022-12-18-bridge.md": b"---\ntitle: A Bridge\nlayout: post\ntags: ferries tolls\n---\n"
    b"[Back]({% post_url 2022-12-17-back %}) ![t]({{ site.baseurl }}/img/t.png)\n",
    "_posts/2022-12-17-back.markdown": b"---\ntitle: Back\npublished: false\n---\nWords\n",
    "img/t.png": png(),
    "README.md": b"# Read me\n",
}
MARKDOWN = {
    "2022-12-18 bridge.md": b"\xef\xbb\xbf# A Bridge\r\n\r\n[Back](sub/back.md) ![t](t.png)\r\n",
    "sub/back.md": b"Back\n====\n\nCaf\xe9\n",
    "t.png": png(),
}
SITES = {"pelican": PELICAN, "hugo": HUGO, "jekyll": JEKYLL, "markdown": MARKDOWN}


@pytest.fixture
def site(tmp_path, monkeypatch):
    write_settings(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1672531200")  # 2023-01-01
    monkeypatch.chdir(tmp_path)
    return Digest(tmp_path)


def lay(site, files, name="old"):
    for path, data in files.items():
        place = site.root / name / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return site.root / name


def run(digest, start, kind, **options):
    options = migrate.Options(start=start, kind=kind, **options)
    return migrate.run(options, settings=digest.root / "pelicanconf.py")


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def report(capsys):
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("kind", SITES)
def test_a_site_of_each_kind_becomes_articles_that_check_accepts(site, capsys, kind):
    old = lay(site, SITES[kind])
    before = tree(old)

    assert run(site, old, kind, json=True) == 0

    found = report(capsys)
    articles = {row["to"] for row in found["articles"]}
    assert len(articles) == 2
    assert found["counts"]["texts"] == 2 + found["counts"]["passed_over"]
    assert found["counts"]["migrated"] == 2
    assert [row["code"] for row in found["problems"] if row["severity"] == "error"] == []
    bridge = next(place for place in articles if "2022/" in place and "bridge" in place)
    text = (site.content / bridge).read_text(encoding="utf-8")
    assert "\ntitle: A Bridge\ndate: 2022-12-18\n" in text
    assert "{filename}/articles/" in text
    assert "{static}/photos/" in text
    assert [row["new"] for row in found["files"]] == [True]
    assert tree(old) == before
    assert check.run(settings=site.root / "pelicanconf.py") == 0


def test_nothing_is_written_twice_nor_over_anything(site, capsys):
    old = lay(site, PELICAN)
    site.article("2022/a-bridge")
    site.write("photos/images/t.png", b"another")
    run(site, old, "pelican")
    first = tree(site.content)
    capsys.readouterr()

    assert run(site, old, "pelican", json=True) == 0

    assert report(capsys)["counts"]["there_already"] == 2
    assert tree(site.content) == first
    assert first["photos/images/t.png"] == b"another"
    assert b"{static}/photos/images/t-2.png" in first["articles/2022/a-bridge-2.md"]


def test_what_was_left_off_is_taken_up_again(site, capsys):
    old = lay(site, PELICAN)
    run(site, old, "pelican")
    whole = tree(site.content)
    (site.content / "articles/2022/back.md").unlink()

    assert run(site, old, "pelican") == 0
    assert tree(site.content) == whole


def test_a_dry_run_writes_nothing_and_tells_the_same_counts(site, capsys):
    old = lay(site, HUGO)
    before = tree(site.content)
    run(site, old, "hugo", dry_run=True, json=True)
    tried = report(capsys)

    assert tree(site.content) == before
    run(site, old, "hugo", json=True)
    assert report(capsys)["counts"] == tried["counts"]


def test_an_editor_is_told_what_came_of_everything(site, capsys):
    assert run(site, lay(site, PELICAN), "pelican") == 0

    out = capsys.readouterr().out
    for words in (
        "4 texts found: 2 migrated, 0 there already, 2 passed over",
        "1 copied",
        "     1  reStructuredText is not read: make Markdown of it",
        "        content/old.rst",
        "     1  a standing page: put it into content/pages yourself",
        "     1  Number: no field of ours is meant for it",
        "     1  Date: the field has the day alone",
        "        bridge.md:2: 2022-12-18 14:30",
        "     2  a block of code between rows of marks became one of four spaces",
        "     1  an address of what was not moved leads to the old site",
        "What `check` says of the new files, warnings:",
        "     2  regions: empty-field",
    ):
        assert words in out, words


def test_tags_that_are_no_topics_are_suggested(site, capsys):
    assert run(site, lay(site, HUGO), "hugo") == 0

    place = site.content / "data/topics.suggested.yaml"
    assert place.read_text(encoding="utf-8").endswith(
        "- slug: ferries\n  name: ferries   # 1\n- slug: tolls\n  name: tolls   # 1\n"
    )
    assert "written to content/data/topics.suggested.yaml" in capsys.readouterr().out


def test_a_whole_report_can_be_had_in_a_file(site, capsys):
    old = lay(site, PELICAN)
    place = site.root / "report.txt"

    assert run(site, old, "pelican", report=place) == 0
    assert "bridge.md:6: /pages/x.html → https://old.example/pages/x.html" in place.read_text()
    assert run(site, old, "pelican", report=place) == 2
    assert "names a file that is there already" in capsys.readouterr().err


def test_all_wrong_options_are_told_at_once(site, capsys):
    assert run(site, site.root / "none", "hogo", status="live", site="old.example") == 2

    err = capsys.readouterr().err
    assert "--from: must be one of pelican" in err
    assert "did you mean 'hugo'" in err
    for field in ("--status", "DIR", "--site"):
        assert f"{field}: must be" in err


def test_a_site_that_was_kept_published_builds(site, capsys):
    site.write("data/topics.yaml", "- {slug: ferries, name: Ferries}\n")
    site.write("data/regions.yaml", "- {slug: harbour, name: Harbour}\n")
    old = lay(site, {
        "_posts/2022-12-18-bridge.md": b"---\ntitle: A Bridge\ntags: ferries harbour\n---\nWords\n",
        "_config.yml": b"title: The Old\n",
    })  # fmt: skip

    assert run(site, old, "jekyll", status="keep", site="https://old.example") == 0
    built = build_site(site.root / "pelicanconf.py")

    assert built.account["published"] == ("content/articles/2022/bridge.md",)
    assert "topics.suggested" not in "".join(tree(site.content))


def test_the_day_of_the_first_commit_stands_in_for_a_missing_date(site, capsys):
    old = lay(site, {"a.md": b"# A\n\nWords\n"})
    env = {
        **os.environ,
        "GIT_AUTHOR_DATE": "2021-05-06T23:30:00-0500",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "a.md"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], cwd=old, check=True, env=env)

    assert run(site, old, "markdown", json=True) == 0
    (row,) = report(capsys)["articles"]
    assert row["to"] == "articles/2021/a.md"
    assert "\ndate: 2021-05-06\n" in (site.content / row["to"]).read_text()


def test_a_link_out_of_the_site_is_not_followed(site, capsys):
    secret = site.root / "secret.png"
    secret.write_bytes(png())
    old = lay(site, {"a.md": b"![x](x.png) ![y](../secret.png)\n"})
    (old / "x.png").symlink_to(secret)
    (old / "folder").symlink_to(site.root)

    assert run(site, old, "markdown", json=True) == 0
    found = report(capsys)
    assert found["files"] == []
    assert {row["path"] for row in found["passed_over"]} == {"x.png", "folder"}


def test_files_that_are_no_texts_are_passed_over_with_a_reason(site, capsys):
    old = lay(
        site, {"a.md": b"Words\x00", "b.md": b"\n", "c.md": b"x" * 3_000_000, "d.md": b"Fine\n"}
    )

    assert run(site, old, "markdown", json=True) == 0
    found = report(capsys)
    assert found["counts"]["texts"] == 4
    assert {row["path"]: row["why"] for row in found["passed_over"]} == {
        "a.md": "no text: it holds zero bytes",
        "b.md": "empty",
        "c.md": "larger than a text may be",
    }
