"""Nothing is lost silently: every file below content/ ends in exactly one state."""

import os
from collections import Counter

import pytest

from tests.site.building import INVOKE, BuiltSite, build, copy_project, run, write_content
from tests.site.small import PNG, SMALL, article

ODDITIES = {
    ".hidden": "x",
    "articles/.draft.md": "x",
    "articles/notes.txt": "x",
    "articles/SHOUTED.MD": article("shouted")["articles/shouted.md"],
    "articles/old.md~": "x",
    "articles/deep/er/down.markdown": article("down")["articles/down.md"],
    "articles/picture.png": PNG,
    "data/other.yaml": "x",
    "data/deep/topics.yaml": "x",
    "elsewhere/a.txt": "x",
    "files/deep/b.txt": "x",
    "pages/unused.css": "x",
    "photos/deep/unused.png": PNG,
    "top.md": "x",
}


def found(content):
    """List every file below a folder; a file in a hidden folder counts with its folder."""
    files = set()
    for folder, names, own in os.walk(content):
        below = os.path.relpath(folder, content)
        prefix = "content/" if below == "." else f"content/{below}/"
        files |= {f"{prefix}{name}/" for name in names if name.startswith(".")}
        names[:] = [name for name in names if not name.startswith(".")]
        files |= {f"{prefix}{name}" for name in own}
    return files


def twice(account):
    counts = Counter(file for files in account.values() for file in files)
    return [file for file, count in counts.items() if count != 1]


def test_every_file_is_in_exactly_one_state(site):
    account = site.prepared.account

    assert twice(account) == []
    assert {file for files in account.values() for file in files} == found(site.content)


def test_odd_files_are_in_exactly_one_state_too(tmp_path, clock):
    folder = copy_project(tmp_path / "project", {**SMALL, ".git/config": "x"})
    content = folder / "content"
    write_content(content, {k: v for k, v in ODDITIES.items() if k != "articles/SHOUTED.MD"})
    (content / "photos/link.png").symlink_to("square.png")
    site = BuiltSite(folder, clock)

    assert twice(site.prepared.account) == []
    assert {f for files in site.prepared.account.values() for f in files} == found(content)


def test_a_broken_digest_accounts_for_every_file_too(tmp_path, clock):
    folder = copy_project(
        tmp_path / "project",
        {
            **SMALL,
            **article("bad", topic="gossip"),
            "articles/worse.md": "x",
            "pages/bad.md": b"\xff",
            "photos/no.png": "not a picture",
            "data/sources.yaml": "- slug: [",
        },
    )
    account = BuiltSite(folder, clock).prepared.account

    assert twice(account) == []
    assert {file for files in account.values() for file in files} == found(folder / "content")
    assert {"content/articles/bad.md", "content/articles/worse.md"} <= set(account["problem"])


@pytest.mark.parametrize("verb", ["build", "check"])
def test_build_and_check_end_with_the_account(rich_site, clock, tmp_path, verb):
    options = (verb, "--output", tmp_path / "output")
    done = run(*INVOKE, *options, folder=rich_site.folder, SOURCE_DATE_EPOCH=clock)
    told = done.stdout + done.stderr

    assert done.returncode == 0
    for state, files in rich_site.prepared.account.items():
        if state.startswith("skipped: "):
            assert state in told
        elif state != "data":
            assert f"{len(files)} {state}" in told


def test_what_is_published_has_a_page_and_what_is_a_draft_has_none(site):
    states = {file: state for state, files in site.prepared.account.items() for file in files}
    shown = {a.path for a in (*site.digest.articles.values(), *site.digest.standing.values())}

    assert shown == {file for file, state in states.items() if state in {"published", "expired"}}
    assert len(site.of_kind("article")) == len(site.digest.articles)
    assert len(site.of_kind("standing")) == len(site.digest.standing)


@pytest.mark.parametrize(
    ("setting", "state"), [("", "published"), ("WITH_FUTURE_DATES = False", "scheduled")]
)
def test_an_article_of_tomorrow_is_published_or_scheduled(tmp_path, clock, setting, state):
    words = "Words of tomorrow"
    content = {**SMALL, **article("tomorrow", title=words, date="2100-01-01")}
    folder = copy_project(tmp_path / "project", content, setting)
    build(folder, clock)
    account = BuiltSite(folder, clock).prepared.account
    texts = [path.read_bytes() for path in (folder / "output").rglob("*") if path.is_file()]

    assert "content/articles/tomorrow.md" in account[state]
    assert any(words.encode() in text for text in texts) is (state == "published")


def test_a_draft_is_nowhere_in_the_output(tmp_path, clock):
    words = "Words of a draft"
    text = article("secret", title=words)["articles/secret.md"]
    draft = text.replace("date:", "status: draft\ndate:", 1)
    folder = copy_project(tmp_path / "project", {**SMALL, "articles/secret.md": draft})
    build(folder, clock)

    for path in (folder / "output").rglob("*"):
        assert "secret" not in path.name
        assert not path.is_file() or words.encode() not in path.read_bytes()


def test_plain_markdown_is_never_said_to_hold_html_that_was_removed(tmp_path, clock):
    site = BuiltSite(copy_project(tmp_path / "project", SMALL), clock)

    assert [problem for problem in site.prepared.problems if problem.code == "removed-html"] == []


def test_a_file_in_two_states_is_found():
    assert twice({"published": ("a", "b"), "draft": ("b",)}) == ["b"]
