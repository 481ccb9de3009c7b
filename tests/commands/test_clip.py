"""`clip` writes a draft and tells what was found, or prints it; it never writes over anything."""

import io
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from broadsheet.clip import source as clip_source
from broadsheet.commands import clip
from broadsheet.pelican_plugin import build_site
from tests.build_model import ROOT
from tests.builders import Digest
from tests.test_serve_session import write_settings

CLIPPING = """\
A Bridge Is Opened at the Harbour

By [AFP](#)

December 18, 2022, 14:30

The bridge on the day before.

Jane Roe/Harbour Pictures via Example Wire

The bridge over the harbour has been opened, two years later than the town had planned it.

Traffic may cross from Monday on, in both directions and without a toll for the first year.

Correction: An earlier version named another harbour.

Original url:

<https://www.courier.example/2022/12/18/bridge?utm_source=mail#top>
"""


@pytest.fixture
def site(tmp_path, monkeypatch):
    write_settings(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1672531200")  # 2023-01-01
    monkeypatch.chdir(tmp_path)
    return Digest(tmp_path)


def save(site, name="cut.txt", text=CLIPPING):
    path = site.root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def run(site, source=None, **given):
    return clip.run(source=source, settings=site.root / "pelicanconf.py", **given)


def articles(site):
    return sorted(path.relative_to(site.content).as_posix() for path in site.content.rglob("*.md"))


def objects(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


# --- the draft


def test_a_clipping_becomes_a_draft_in_the_folder_of_its_year(site, capsys):
    assert run(site, save(site)) == 0

    path = site.content / "articles/2022/a-bridge-is-opened-at-the-harbour.md"
    assert path.read_text(encoding="utf-8") == (
        "---\n"
        "title: A Bridge Is Opened at the Harbour\n"
        "date: 2022-12-18\n"
        "# time without a zone in the original: 14:30\n"
        "byline: AFP\n"
        "source:\n"
        "  url: https://www.courier.example/2022/12/18/bridge\n"
        "photo:\n"
        "  caption: The bridge on the day before.\n"
        "  credit: Jane Roe/Harbour Pictures via Example Wire\n"
        "topics:                  # slugs of topics.yaml, such as [one, another]\n"
        "regions:                 # slugs of regions.yaml, such as [one, another]\n"
        "# suggested by the words of the text: regions: [harbour]\n"
        "summary:                 # one or two sentences in your own words\n"
        "# lead of the original: The bridge over the harbour has been opened, two years later "
        "than the town had planned it.\n"
        "# correction in the original: An earlier version named another harbour.\n"
        "status: draft            # delete this line to publish the article\n"
        "---\n"
        "The bridge over the harbour has been opened, two years later than the town had planned "
        "it.\n"
        "\n"
        "Traffic may cross from Monday on, in both directions and without a toll for the first "
        "year.\n"
    )
    out = capsys.readouterr().out
    assert out.startswith("content/articles/2022/a-bridge-is-opened-at-the-harbour.md\n")
    assert " 95 %  byline: AFP  (line 3)\n" in out
    assert "14:30, without a zone" in out
    assert "left to fill in: topics, regions, summary\n" in out


def test_check_names_the_blanks_alone_and_a_filled_draft_is_published(site):
    run(site, save(site))
    path = site.content / "articles/2022/a-bridge-is-opened-at-the-harbour.md"

    assert [(row[2], row[3]) for row in site.report()] == [
        ("topics", "empty-field"),
        ("regions", "empty-field"),
    ]
    assert {problem.severity for problem in site.prepare().problems} == {"warning"}

    text = path.read_text(encoding="utf-8")
    for blank, filled in {
        "topics:      ": "topics: [transport]",
        "regions:      ": "regions: [harbour]",
        "summary:      ": "summary: The town has its bridge.",
    }.items():
        text = text.replace(f"\n{blank}", f"\n{filled}  ")
    status = next(line for line in text.splitlines() if line.startswith("status:"))
    path.write_text(text.replace(f"{status}\n", ""), encoding="utf-8")

    assert site.report() == []
    built = build_site(site.root / "pelicanconf.py")
    page = built.config.output / "articles/a-bridge-is-opened-at-the-harbour/index.html"
    shown = page.read_text(encoding="utf-8")
    assert "Traffic may cross from Monday on" in shown
    assert "The town has its bridge." in shown
    assert "An earlier version" not in shown  # the editor decides what to say of it


def test_no_file_is_written_over(site):
    run(site, save(site))
    run(site, save(site))

    assert articles(site) == [
        "articles/2022/a-bridge-is-opened-at-the-harbour-2.md",
        "articles/2022/a-bridge-is-opened-at-the-harbour.md",
    ]


def test_a_slug_that_another_article_has_is_not_taken_again(site):
    site.article("elsewhere", slug="a-bridge-is-opened-at-the-harbour")

    run(site, save(site))

    assert "articles/2022/a-bridge-is-opened-at-the-harbour-2.md" in articles(site)


def test_a_clipping_without_date_or_headline_is_kept_all_the_same(site, capsys):
    assert run(site, save(site, text="…\n")) == 0

    assert articles(site) == ["articles/2023/clipping.md"]
    assert "left to fill in: title, date, source.url" in capsys.readouterr().out
    assert {problem.severity for problem in site.prepare().problems} == {"warning"}


def test_a_folder_becomes_one_draft_per_text_and_tells_what_it_cannot_read(site, capsys):
    save(site, "cuts/a.txt")
    save(site, "cuts/b.md", "# Rain\n\n2022-12-01\n\nIt rained all day long over the town.\n")
    save(site, "cuts/a.pdf", "%PDF-1.7")
    save(site, "cuts/.DS_Store", "x")

    assert run(site, str(site.root / "cuts")) == 1

    said = capsys.readouterr().err
    assert "a.pdf: is a PDF, and clip reads texts and pages [unreadable-file]\nhint: open" in said
    assert ".DS_Store" not in said
    assert articles(site) == [
        "articles/2022/a-bridge-is-opened-at-the-harbour.md",
        "articles/2022/rain.md",
    ]


# --- the object


def test_json_prints_one_object_and_writes_nothing(site, capsys):
    assert run(site, save(site), json=True) == 0

    (found,) = objects(capsys)
    assert list(found) == [
        "front_matter", "body", "agency", "language", "correction", "credits", "suggested",
        "left_out", "report", "duplicates",
    ]  # fmt: skip
    assert found["front_matter"]["source"] == {
        "name": "The Courier",
        "url": "https://www.courier.example/2022/12/18/bridge",
    }
    assert found["agency"] == "AFP"
    assert found["correction"] == "An earlier version named another harbour."
    assert found["suggested"] == {"topics": [], "regions": ["harbour"]}
    assert found["credits"] == [
        {"creator": "Jane Roe", "source": None, "agency": "Harbour Pictures", "via": "Example Wire"}
    ]
    assert {tuple(row) for row in found["report"]} == {("field", "value", "from", "confidence")}
    assert all(0 <= row["confidence"] <= 1 for row in found["report"])
    assert {line["text"] for line in found["left_out"]} == {""}
    assert articles(site) == []


def test_a_folder_prints_one_line_per_text(site, capsys):
    save(site, "cuts/a.txt")
    save(site, "cuts/b.txt", "Rain\n\nIt rained.\n")

    run(site, str(site.root / "cuts"), json=True)

    assert [found["front_matter"]["title"] for found in objects(capsys)] == [
        "A Bridge Is Opened at the Harbour",
        "Rain",
    ]


def test_the_address_that_the_editor_knows_goes_first(site, capsys):
    run(site, save(site), json=True, url="https://other.example/1?fbclid=2")

    (found,) = objects(capsys)
    assert found["front_matter"]["source"] == {
        "name": "other.example",
        "url": "https://other.example/1",
    }
    assert any("another address" in str(row["value"]) for row in found["report"])


def test_what_the_digest_has_already_is_named(site, capsys):
    url = "http://courier.example/2022/12/18/bridge/"
    site.article("same", source=f"{{name: The Courier, url: '{url}'}}")
    body = CLIPPING.partition("Wire\n\n")[2].partition("Correction")[0]
    site.article("wire", body, source="{name: The Courier, url: 'https://courier.example/other'}")
    site.article("apart", "Quite another story, told at some length about quite other things.")

    run(site, save(site), json=True)

    (found,) = objects(capsys)
    assert [entry["path"] for entry in found["duplicates"]] == [
        "content/articles/same.md",
        "content/articles/wire.md",
    ]
    assert found["duplicates"][0]["why"] == "the same address"
    assert found["duplicates"][1]["why"].startswith("nearly the same text; there: headline")
    assert found["duplicates"][1]["similarity"] == 1.0


# --- the documentation

PAGE = (ROOT / "docs/clip.md").read_text(encoding="utf-8")


def test_the_example_of_the_documentation_is_true(site, capsys):
    source, answer = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)[:2]

    assert run(site, save(site, "story.txt", source)) == 0

    out = capsys.readouterr().out.splitlines()
    assert [line for line in answer.splitlines() if line != " …" and line not in out] == []


def test_the_table_of_keys_is_that_of_the_object(site, capsys):
    run(site, save(site), json=True)

    table = PAGE.partition("<!-- clip keys -->")[2].partition("\n\n")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == list(objects(capsys)[0])


# --- where a text comes from


def test_standard_input_is_a_source(site, capsys, monkeypatch):
    stdin = SimpleNamespace(buffer=io.BytesIO(CLIPPING.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)

    assert run(site, "-", json=True) == 0
    assert objects(capsys)[0]["front_matter"]["date"] == "2022-12-18"


def board(monkeypatch, script, folder):
    """Put a program in the place of xclip, and no other clipboard on the path."""
    path = folder / "xclip"
    path.write_text(f"#!{sys.executable}\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setattr(
        clip_source.shutil, "which", lambda name: str(path) if name == "xclip" else None
    )
    monkeypatch.setenv("PATH", str(folder))


def test_what_was_copied_is_a_source(site, capsys, monkeypatch, tmp_path):
    board(monkeypatch, "print('Rain\\n\\nIt rained in the town.')", tmp_path)

    assert run(site, "", paste=True, json=True) == 0
    assert objects(capsys)[0]["front_matter"]["title"] == "Rain"


@pytest.mark.parametrize(
    ("script", "said"),
    [("raise SystemExit(1)", "xclip gave nothing"), ("print()", "holds no text")],
)
def test_an_empty_clipboard_is_told(site, capsys, monkeypatch, script, said):
    board(monkeypatch, script, site.root)

    assert run(site, "", paste=True) == 1
    assert said in capsys.readouterr().err


def test_without_a_clipboard_the_next_step_is_told(site, capsys, monkeypatch):
    monkeypatch.setattr(clip_source.shutil, "which", lambda _: None)

    assert run(site, "", paste=True) == 1
    assert "install wl-paste" in capsys.readouterr().err


def test_utf_16_with_its_mark_is_read(site, capsys):
    path = site.root / "cut.txt"
    path.write_bytes("Rain\n\nIt rained in the town.\n".encode("utf-16"))

    assert run(site, str(path), json=True) == 0
    assert objects(capsys)[0]["front_matter"]["title"] == "Rain"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("missing.txt", "must name a file or a folder, got 'missing.txt'"),
        ("https://example.org/a missing.txt", "must name a file or a folder"),
        ("", "names nothing"),
        ("photos", "has no file ending in"),
        ("latin.txt", "latin.txt:1: is not UTF-8"),
        ("large.txt", "is larger than 2 MB"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_next_step(site, capsys, source, said):
    Path("latin.txt").write_bytes("Überschrift\n".encode("latin-1"))
    Path("large.txt").write_bytes(b"x" * (2 * 1024 * 1024 + 1))
    Path("photos").mkdir()

    assert run(site, source) == (1 if source in ("latin.txt", "large.txt") else 2)
    assert said in capsys.readouterr().err
    assert articles(site) == []


def test_an_address_that_is_none_is_refused(site, capsys):
    assert run(site, save(site), url="courier.example/1") == 2

    assert "--url: must be a web address" in capsys.readouterr().err
    assert articles(site) == []
