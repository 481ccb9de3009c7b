"""The flow above the line: a publication, every problem, and an account of every file."""

import pytest

from broadsheet.errors import ContentError
from broadsheet.pelican_plugin import load_config
from broadsheet.pipeline import prepare
from broadsheet.workers import FEW, Crew
from tests.build_folder import article_file, site_folder, tree


def prepared(folder, settings="", files=None):
    return prepare(load_config(site_folder(folder, settings, files))[0])


EVERYTHING = {
    **article_file("a-draft", more="status: draft\n"),
    **article_file("tomorrow", date="2023-01-01"),
    **article_file("broken", date="never"),
    "content/articles/notes.txt": "notes",
    "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
    "content/photos/unused.jpg": b"\xff\xd8",
    "content/files/paper.pdf": b"%PDF",
    "content/other/paper.pdf": b"%PDF",
    "content/.hidden": "x",
    "content/data/notes.yaml": "a: b\n",
}


def test_every_file_is_in_exactly_one_state(tmp_path):
    settings = "STATIC_PATHS = ['files']\nWITH_FUTURE_DATES = False"

    account = prepared(tmp_path, settings, EVERYTHING).account

    listed = [file for files in account.values() for file in files]
    assert len(listed) == len(set(listed))
    assert set(listed) == {f"content/{path}" for path in tree(tmp_path / "content")}


def test_the_states_say_what_became_of_a_file(tmp_path):
    settings = "STATIC_PATHS = ['files']\nWITH_FUTURE_DATES = False"

    account = prepared(tmp_path, settings, EVERYTHING).account

    assert account["published"] == ("content/articles/a-story.md", "content/pages/about.md")
    assert account["draft"] == ("content/articles/a-draft.md",)
    assert account["scheduled"] == ("content/articles/tomorrow.md",)
    assert "content/articles/broken.md" in account["problem"]
    assert account["copied"] == ("content/files/paper.pdf",)
    assert account["skipped: not used by anything shown"] == ("content/photos/unused.jpg",)
    assert "content/other/paper.pdf" in account["skipped: not in STATIC_PATHS"]
    assert "content/data/topics.yaml" in account["data"]


def test_errors_stop_the_flow_with_all_problems(tmp_path):
    files = {**article_file("one", date="never"), **article_file("two", date="2023-01-01")}

    found = prepared(tmp_path, files=files)

    with pytest.raises(ContentError) as caught:
        found.raise_errors()
    assert {p.code for p in caught.value.problems} == {"bad-date", "future-date"}
    assert str(caught.value) == "1 error in the content; nothing was written"


def test_warnings_do_not_stop_the_flow(tmp_path):
    found = prepared(tmp_path, files=article_file("two", date="2023-01-01"))

    found.raise_errors()

    assert [p.code for p in found.problems] == ["future-date"]


def test_problems_are_sorted_by_place(tmp_path):
    files = {**article_file("z", date="never"), **article_file("b", date="never", body="[x](y.md)")}

    problems = prepared(tmp_path, files=files).problems

    places = [(problem.path, problem.line) for problem in problems]
    assert places == sorted(places)
    assert len(places) == 3


def test_a_link_to_an_address_at_which_nothing_stands_is_a_problem(tmp_path):
    body = "[a](/topics/diplomacy/) [b](/feeds/all.atom.xml) [c](/nowhere/) [d](/archive/1999/)"

    problems = prepared(tmp_path, files=article_file("linking", body=body)).problems

    assert {p.code for p in problems} == {"unknown-link"}
    assert sorted(p.message.split("'")[1] for p in problems) == ["/archive/1999/", "/nowhere/"]


def test_a_link_to_a_kind_that_is_left_out_is_a_problem(tmp_path):
    body = "[s](/sources/post/)"
    settings = "BROADSHEET_WITHOUT = ['sources']"

    problems = prepared(tmp_path, settings, article_file("linking", body=body)).problems

    assert [p.code for p in problems] == ["unknown-link"]


def test_two_things_on_one_path_are_a_problem(tmp_path):
    files = {"content/topics/index.html": "mine"}

    problems = prepared(tmp_path, "STATIC_PATHS = ['topics']", files).problems

    assert [(p.code, p.severity) for p in problems] == [("same-path", "error")]


def test_a_site_of_nothing_is_a_site(tmp_path):
    conf = site_folder(tmp_path)
    for path in sorted((tmp_path / "content").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()

    found = prepare(load_config(conf)[0])

    assert not [p for p in found.problems if p.severity == "error"]
    assert "index.html" in {item.path for item in found.publication.items}


def test_any_crew_prepares_the_same(tmp_path):
    files = {}
    for number in range(FEW):
        files |= article_file(f"story-{number}")
    files |= article_file("broken", date="never")
    config, _ = load_config(site_folder(tmp_path, files=files))

    alone, shared = prepare(config), prepare(config, crew=Crew(workers=2))

    assert shared.problems == alone.problems
    assert shared.account == alone.account
    assert len(alone.account["published"]) == FEW + 1
