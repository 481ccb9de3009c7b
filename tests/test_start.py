"""`start` gives a copy its name and a small content of its own, or leaves everything as it was."""

import ast
import shutil
import subprocess
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.commands import build, check, new, start
from broadsheet.skeleton.digest import digest_files
from broadsheet.skeleton.naming import literal, with_name
from tests.test_serve_session import write_settings
from tests.tools import need

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A copy of the sample as git has it, with one article."""
    need("git")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1672531200")  # 2023-01-01
    for variable in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(variable, raising=False)
    write_settings(tmp_path)
    settings = tmp_path / "pelicanconf.py"
    named = settings.read_text().replace('"Tiny"', '"The December Digest"  # as readers see it')
    settings.write_text(named + 'SITESUBTITLE = "The sample"\n')
    article = tmp_path / "content/articles/2022/a.md"
    article.parent.mkdir(parents=True)
    article.write_text("---\ntitle: A\n---\n")
    (tmp_path / "content" / start.MARK).write_text("The sample.\n")
    (tmp_path / ".gitignore").write_text("*.psd\n.DS_Store\n")
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    return tmp_path


def git(site, *arguments):
    subprocess.run(["git", *arguments], cwd=site, check=True, capture_output=True)


def commit(site):
    git(site, "add", "--all")
    who = ["-c", "user.name=E", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"]
    git(site, *who, "commit", "--quiet", "-m", "x")


def run(site, name="My Digest", **options):
    return start.run(name=name, settings=site / "pelicanconf.py", **options)


def tree(site):
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and ".git/" not in path.as_posix()
    }


# --- the name in the settings


@given(NAMES)
@example('it\'s "both" \\ and')
@example('"')
@example("\\")
@example("گزیدهٔ خبرها")
@example("a\u2028b")
def test_a_name_is_written_as_python(name):
    assert ast.literal_eval(literal(name)) == name


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Plain", '"Plain"'),
        ("The Editor's", '"The Editor\'s"'),
        ('Say "no"', "'Say \"no\"'"),
        ("C:\\news", '"C:\\\\news"'),
        ("گزیده", '"گزیده"'),
    ],
)
def test_a_name_is_written_in_double_quotes_where_it_can_be(name, written):
    assert literal(name) == written


@given(NAMES)
def test_only_the_values_change(name):
    before = 'A = "ä" ; SITENAME = ("x"\n  "ö")  # why\r\nSITESUBTITLE: str = f"t"\nB = 1'
    after = with_name(before.encode(), name).decode()

    assert (
        after == f'A = "ä" ; SITENAME = ({literal(name)})  # why\r\nSITESUBTITLE: str = ""\nB = 1'
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b'SITENAME = "N"\n'),
        (b"A = 1", b'A = 1\nSITENAME = "N"\n'),
        (b"if 1:\n    SITENAME = 'x'\n", b"if 1:\n    SITENAME = 'x'\nSITENAME = \"N\"\n"),
        (b"SITENAME = 'a'\nSITENAME = 'b'\n", b"SITENAME = 'a'\nSITENAME = \"N\"\n"),
        (b"\xef\xbb\xbfSITENAME = 'a'\n", b'\xef\xbb\xbfSITENAME = "N"\n'),
        (b"SITENAME = compute()", b'SITENAME = "N"'),
    ],
)
def test_the_last_assignment_counts_and_a_missing_one_is_added(before, after):
    assert with_name(before, "N") == after


# --- the content


def test_articles_are_of_the_day_of_the_start():
    files = digest_files(date(2031, 5, 6))
    articles = {path: data for path, data in files.items() if path.startswith("articles/")}

    assert sorted(articles) == [
        "articles/2031/how-an-article-is-written.md",
        "articles/2031/thirty-articles-for-everybody.md",
    ]
    assert all(b"\ndate: 2031-05-06\n" in data for data in articles.values())
    assert not any(b"2001-01-01" in data for data in files.values())


def test_a_started_digest_builds_and_checks_without_a_word(site, capsys):
    assert run(site) == 0
    capsys.readouterr()

    assert check.run(settings=site / "pelicanconf.py") == 0
    assert capsys.readouterr() == ("", "2 published, 1 draft\n")  # an article and a page
    assert build.run(settings=site / "pelicanconf.py") == 0
    assert "warning" not in capsys.readouterr().err
    assert "<title>My Digest" in (site / "output/index.html").read_text()


def test_the_draft_is_good_to_be_published_too(site):
    run(site)
    path = site / "content/articles/2023/how-an-article-is-written.md"
    path.write_text(path.read_text().replace("status: draft\n", ""))

    assert check.run(settings=site / "pelicanconf.py") == 0


def test_a_first_article_can_be_begun_at_once(site):
    run(site)
    settings = site / "pelicanconf.py"
    source = "https://news.un.org/en/story/2023/01/1"

    assert (
        new.run(
            headline="One", source=source, topics=["rights"], regions=["france"], settings=settings
        )
        == 0
    )
    assert check.run(settings=settings) == 0


# --- start


def test_everything_is_changed_at_once_and_nothing_is_left_about(site, capsys):
    before = tree(site)
    assert run(site, 'The Editor\'s "Digest" \\ گزیده') == 0
    after = tree(site)

    assert {path for path in after if path.startswith("content/")} == {
        f"content/{path}" for path in digest_files(date(2023, 1, 1))
    }
    settings = after["pelicanconf.py"].decode()
    assert settings == (
        before["pelicanconf.py"]
        .decode()
        .replace('"The December Digest"', literal('The Editor\'s "Digest" \\ گزیده'))
        .replace('"The sample"', '""')
    )
    assert not (site / start.ASIDE).exists()
    out = capsys.readouterr().out
    assert 'The Editor\'s "Digest" \\ گزیده is yours. Next:' in out
    for verb in ("serve", "new", "publish"):
        assert f"python3 tasks.py {verb}" in out


@pytest.mark.parametrize(
    "change",
    [
        lambda site: (site / "content/articles/2022/a.md").write_text("changed"),
        lambda site: (site / "content/articles/2022/new.md").write_text("new"),
        lambda site: (site / "content/articles/2022/a.md").unlink(),
        lambda site: (site / "content/drawing.psd").write_text("ignored by git, and yet mine"),
    ],
    ids=["changed", "new", "deleted", "ignored"],
)
def test_what_git_does_not_have_is_not_deleted(site, capsys, change):
    change(site)
    before = tree(site)

    assert run(site) == 1
    assert "content/ has changes that git does not have: content/" in capsys.readouterr().err
    assert tree(site) == before

    assert run(site, force=True) == 0


def test_staged_is_not_committed(site):
    (site / "content/new.md").write_text("new")
    git(site, "add", "--all")

    assert run(site) == 1


def test_what_the_system_leaves_about_is_nothing(site):
    (site / "content/.DS_Store").write_text("x")

    assert run(site) == 0


@pytest.mark.parametrize("path", ["", "/nowhere"])
def test_without_a_repository_or_git_nothing_is_deleted(site, capsys, monkeypatch, path):
    if path:
        monkeypatch.setenv("PATH", path)
    else:
        shutil.rmtree(site / ".git")
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(site.parent))
    before = tree(site)

    assert run(site) == 1
    assert "git does not keep content/" in capsys.readouterr().err
    assert tree(site) == before
    assert run(site, force=True) == 0


def test_a_digest_that_was_started_is_not_started_again(site, capsys):
    run(site)
    commit(site)
    before = tree(site)

    assert run(site, "Another") == 1
    assert (
        "content/ holds a digest of its own, 'My Digest', and not the sample"
        in capsys.readouterr().err
    )
    assert tree(site) == before
    assert run(site, "Another", force=True) == 0
    assert b'SITENAME = "Another"' in (site / "pelicanconf.py").read_bytes()


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "a\x07", "a\udcff"])
def test_a_name_that_cannot_be_shown_is_refused(site, name, capsys):
    before = tree(site)

    assert run(site, name) == 2
    assert "name: " in capsys.readouterr().err
    assert tree(site) == before


@pytest.mark.parametrize("step", ["_write", "_write_over", "_confirm", "with_name"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_at_any_step_leaves_everything_as_it_was(site, monkeypatch, step, error):
    before = tree(site)
    real = getattr(start, step)

    def fail_once(*arguments):
        monkeypatch.setattr(start, step, real)
        raise error

    monkeypatch.setattr(start, step, fail_once)

    assert run(site) == 1
    assert tree(site) == before


def test_a_name_computed_elsewhere_is_left_to_the_editor(site, capsys):
    with (site / "pelicanconf.py").open("a") as settings:
        settings.write("globals().update(SITENAME='The December ' + 'Digest')\n")
    before = tree(site)

    assert run(site) == 1
    assert "in a way that cannot be edited from here" in capsys.readouterr().err
    assert tree(site) == before


def test_what_an_interrupted_start_left_is_never_touched(site, capsys):
    (site / start.ASIDE / "old").mkdir(parents=True)
    before = tree(site)

    assert run(site, force=True) == 1
    assert "is left from a start that was interrupted" in capsys.readouterr().err
    assert tree(site) == before


def test_settings_keep_their_permissions(site):
    (site / "pelicanconf.py").chmod(0o640)
    run(site)

    assert (site / "pelicanconf.py").stat().st_mode & 0o777 == 0o640
