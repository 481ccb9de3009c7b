"""`new` writes a draft that says what was given, in a file of its own, or nothing at all."""

import re
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.commands import new
from broadsheet.read.article import ARTICLE_KEYS
from broadsheet.read.frontmatter import CONTROL
from broadsheet.read.slugs import is_slug, nearest_slug
from broadsheet.skeleton.draft import Draft, article_text, numbered, scalar
from tests.builders import Digest, read
from tests.builders import article_text as article
from tests.test_serve_session import write_settings

HEADLINES = (
    st.text(min_size=1)
    .map(lambda text: re.sub(r"[ \t\r\n\u2028\u2029]+", " ", text).strip(" "))
    .filter(lambda text: nearest_slug(text) and not CONTROL.search(text))
)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A digest in 2023 whose new articles are made in an empty working folder."""
    write_settings(tmp_path)
    digest = Digest(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1672531200")  # 2023-01-01
    monkeypatch.chdir(tmp_path)
    return digest


def make(site, headline="A Bridge Is Opened", **given):
    return new.run(headline=headline, settings=site.root / "pelicanconf.py", **given)


def articles(site):
    return sorted(path.relative_to(site.content) for path in site.content.rglob("*.md"))


# --- the text


@given(HEADLINES)
@example('Iran: "No" to talks # today')
@example("'Quoted' & *starred*")
@example("- a dash, [brackets], {braces}: and a colon:")
@example("null")
@example("1984")
@example("می‌خواهند")
@example("a\u00a0b")
@example("a\ufeffb")
@example("\\U0000000a")
def test_a_headline_is_read_back_as_it_was_given(headline):
    record = read(article_text(Draft(headline=headline, day=date(2023, 1, 1))))

    assert record.title is not None
    assert record.title.text == headline
    assert not [fault for fault in record.problems if fault.severity == "error"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("A Bridge Is Opened, at Last", "A Bridge Is Opened, at Last"),
        ("تهران و مسکو", "تهران و مسکو"),
        ("Why now?", "Why now?"),
        ("Iran: talks", '"Iran: talks"'),
        ('"No"', '"\\"No\\""'),
        ("#1", '"#1"'),
        ("a\u2028b", '"a\\U00002028b"'),
        ("می‌خواهند", '"می‌خواهند"'),
    ],
)
def test_quotes_stand_only_where_they_are_needed(text, written):
    assert scalar(text) == written


def test_the_fields_stand_in_the_order_of_the_format():
    text = article_text(Draft(headline="A", day=date(2023, 1, 1)))
    keys = [line.partition(":")[0] for line in text.splitlines() if line[0] not in "- "]

    assert keys == [key for key in ARTICLE_KEYS if key in keys]


@given(HEADLINES.map(nearest_slug), st.integers(min_value=2, max_value=10**6))
@example("x" * 100, 2)
@example("ю" * 50, 12)
def test_a_numbered_slug_is_a_slug(slug, number):
    made = numbered(slug, number)

    assert is_slug(made)
    assert made.endswith(f"-{number}")


# --- the file


def test_everything_given_stands_in_the_file(site, capsys):
    source = "https://www.courier.example/2023/bridge"
    assert make(site, source=source, topics=["transport", "weather"], regions=["harbour"]) == 0

    path = site.content / "articles/2023/a-bridge-is-opened.md"
    assert path.read_text() == (
        "---\n"
        "title: A Bridge Is Opened\n"
        "date: 2023-01-01\n"
        "byline:                  # who wrote it: a name, or a list of names\n"
        "source:\n"
        "  url: https://www.courier.example/2023/bridge\n"
        "topics: [transport, weather]\n"
        "regions: [harbour]\n"
        "summary:                 # one or two sentences in your own words\n"
        "status: draft            # delete this line to publish the article\n"
        "---\n"
    )
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "content/articles/2023/a-bridge-is-opened.md"
    assert out[1] == "left to fill in: byline, summary, and the text if there is one"


def test_a_headline_alone_is_enough_and_check_has_no_error(site):
    assert make(site) == 0

    assert {p.severity for p in site.prepare().problems} == {"warning"}


def test_an_unknown_source_leaves_room_for_its_name(site, capsys):
    assert make(site, source="https://other.example/1") == 0

    text = (site.content / "articles/2023/a-bridge-is-opened.md").read_text()
    assert "  name:                  # who published it, as they write it\n" in text
    assert "source.name" in capsys.readouterr().out


def test_lists_with_commas_and_repeated_options_are_one(site):
    assert make(site, topics=["transport, weather", "transport"], regions=["harbour,"]) == 0

    text = (site.content / "articles/2023/a-bridge-is-opened.md").read_text()
    assert "topics: [transport, weather]\nregions: [harbour]\n" in text


def test_any_script_names_the_file(site):
    assert make(site, "تهران: «نه» به مسکو!") == 0

    assert [path.name for path in articles(site)] == ["تهران-نه-به-مسکو.md"]


def test_the_day_and_the_year_are_the_digests_own(site):
    settings = (site.root / "pelicanconf.py").read_text()
    honolulu = settings.replace('TIMEZONE = "UTC"', 'TIMEZONE = "Pacific/Honolulu"')
    (site.root / "pelicanconf.py").write_text(honolulu)
    assert make(site) == 0

    text = (site.content / "articles/2022/a-bridge-is-opened.md").read_text()
    assert "date: 2022-12-31\n" in text


def test_no_file_is_written_over_and_no_slug_used_twice(site):
    site.article("elsewhere/a-bridge-is-opened")
    site.write("articles/renamed.md", article(slug="a-bridge-is-opened-2"))
    for _ in range(2):
        assert make(site) == 0

    assert [path.name for path in articles(site)] == [
        "a-bridge-is-opened-3.md",
        "a-bridge-is-opened-4.md",
        "a-bridge-is-opened.md",
        "renamed.md",
    ]
    assert site.prepare().account["draft"]


def test_a_file_that_came_in_between_is_kept(site, monkeypatch):
    path = site.content / "articles/2023/a-bridge-is-opened.md"

    def in_between(folder):
        site.write("articles/2023/a-bridge-is-opened.md", "mine")
        return []

    monkeypatch.setattr(new, "taken_slugs", in_between)
    assert make(site) == 0

    assert path.read_text() == "mine"
    assert path.with_stem("a-bridge-is-opened-2").is_file()


# --- refusals


def test_all_that_is_wrong_is_told_at_once_and_nothing_written(site, capsys):
    status = make(
        site, source="courier.example/x", topics=["transprot", "x y"], regions=["Harbour"]
    )

    assert status == 2
    err = capsys.readouterr().err
    for told in (
        "--source: must be a web address that begins with http:// or https://, got",
        "hint: write https://courier.example/x",
        "--topic: 'transprot' is not in topics.yaml [unknown-topic]",
        "hint: did you mean 'transport'?",
        "--topic: 'x y' is not in topics.yaml",
        "--region: 'Harbour' is not in regions.yaml [unknown-region]",
        "hint: did you mean 'harbour'?",
    ):
        assert told in err
    assert articles(site) == []


@pytest.mark.parametrize("headline", ["", "  ", "!!!", "…", "\u200b"])
def test_a_headline_that_leaves_no_slug_is_refused(site, capsys, headline):
    assert make(site, headline) == 2
    assert (
        "headline: must have a letter or a digit to name the file after" in capsys.readouterr().err
    )
    assert articles(site) == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"headline": "a\x07b"}, "headline"),
        ({"headline": "a\udcff"}, "headline"),
        ({"source": "https://a.example/\x1b"}, "--source"),
        ({"topics": ["a\x07"]}, "--topic"),
    ],
)
def test_control_characters_and_broken_text_are_refused(site, capsys, given, field):
    assert make(site, **given) == 2
    assert f"{field}: holds the control character U+" in capsys.readouterr().err


def test_a_broken_vocabulary_is_told_with_its_line(site, capsys):
    site.write("data/topics.yaml", "- {slug: transport, nam: Transport}\n")

    assert make(site, topics=["transport"]) == 1
    assert "content/data/topics.yaml:1: nam: is not a key of the format" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told(site, capsys):
    site.write("articles", "a file where the folder should be")

    assert make(site) == 1
    assert "articles/2023" in capsys.readouterr().err


# --- the editor


@pytest.mark.parametrize(
    ("terminal", "environment", "started"),
    [
        (True, {"EDITOR": "vi"}, ["vi"]),
        (True, {"VISUAL": "code --wait", "EDITOR": "vi"}, ["code", "--wait"]),
        (True, {}, None),
        (False, {"EDITOR": "vi"}, None),
    ],
)
def test_an_editor_is_opened_for_a_person(site, monkeypatch, terminal, environment, started):
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ran = []
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    monkeypatch.setattr(subprocess, "run", lambda argv, check: ran.append(argv))
    make(site)

    path = site.content / "articles/2023/a-bridge-is-opened.md"
    assert ran == ([[*started, path]] if started else [])


def test_an_editor_that_is_not_there_is_told(site, monkeypatch, capsys):
    monkeypatch.setenv("VISUAL", "no-such-editor-anywhere")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    assert make(site) == 0
    assert "no-such-editor-anywhere could not be started" in capsys.readouterr().err
