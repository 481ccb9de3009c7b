"""`clip` on pages: saved ones, archives, folders of both, what was piped in or copied."""

import io
import json
import sys
from types import SimpleNamespace

import pytest

from broadsheet.clip import source as clip_source
from broadsheet.commands import clip
from tests.builders import Digest
from tests.test_serve_session import write_settings

PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Rain Over the Town – The Courier</title>
<meta property="og:title" content="Rain Over the Town">
<link rel="canonical" href="https://www.courier.example/2022/12/18/rain?utm_source=mail"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Rain Over the Town</h1>
<p class="byline">By Jane Roe</p><time datetime="2022-12-18T14:30:00+03:00">18 December</time>
<p>It rained all day long over the town, said <a href="/mayor?fbclid=1">the mayor</a>, and it did
not stop before the night had fallen on the hills beyond the river.</p>
<p>Read more: <a href="/2022/12/17/sun">The Sun of Yesterday</a></p>
<p>The river rose by a metre, so that the bridge had to be closed for some hours that evening, and
nobody could cross it but the fire brigade.</p></article>
<footer>© 2022 The Courier</footer></body></html>
"""
ARCHIVE = """\
From: <Saved by Blink>
Snapshot-Content-Location: https://www.courier.example/2022/12/18/rain
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----b"

------b
Content-Type: text/html
Content-ID: <frame@mhtml.blink>
Content-Transfer-Encoding: 8bit
Content-Location: https://www.courier.example/2022/12/18/rain

{page}
------b
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://www.courier.example/a.png

aGVsbG8=
------b--
"""


@pytest.fixture
def site(tmp_path, monkeypatch):
    write_settings(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1672531200")  # 2023-01-01
    monkeypatch.chdir(tmp_path)
    return Digest(tmp_path)


def save(site, name, data=PAGE):
    path = site.root / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def run(site, source=None, **given):
    return clip.run(source=source, settings=site.root / "pelicanconf.py", **given)


def objects(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def titles(capsys):
    return [found["front_matter"].get("title") for found in objects(capsys)]


def test_a_saved_page_becomes_a_draft_that_check_accepts_but_for_its_blanks(site):
    assert run(site, save(site, "rain.html")) == 0

    draft = (site.content / "articles/2022/rain-over-the-town.md").read_text(encoding="utf-8")
    assert "\ntitle: Rain Over the Town\n" in draft
    assert "\n  url: https://www.courier.example/2022/12/18/rain\n" in draft
    assert "\n  - title: The Sun of Yesterday\n" in draft
    assert draft.partition("\n---\n")[2] == (
        "It rained all day long over the town, said [the mayor](https://www.courier.example/mayor),"
        " and it did not stop before the night had fallen on the hills beyond the river.\n\n"
        "The river rose by a metre, so that the bridge had to be closed for some hours that "
        "evening, and nobody could cross it but the fire brigade.\n"
    )
    assert {row[3] for row in site.report()} == {"empty-field"}


@pytest.mark.parametrize("name", ["rain.html", "rain.HTM", "rain.xhtml", "rain", "rain.txt"])
def test_a_page_is_known_by_what_it_holds_whatever_its_name(site, capsys, name):
    assert run(site, save(site, name), json=True) == 0
    assert titles(capsys) == ["Rain Over the Town"]


def test_the_address_that_the_editor_knows_makes_links_whole(site, capsys):
    page = PAGE.replace('<link rel="canonical"', '<link rel="other"')
    url = "https://courier.example/rain?fbclid=2"

    assert run(site, save(site, "rain.html", page), json=True, url=url) == 0
    (found,) = objects(capsys)
    assert found["front_matter"]["source"]["url"] == "https://courier.example/rain"
    assert "[the mayor](https://courier.example/mayor)" in found["body"]


@pytest.mark.parametrize("name", ["rain.mhtml", "rain.mht", "rain.eml2"])
def test_an_archive_gives_its_page_and_its_address(site, capsys, name):
    page = PAGE.replace('<link rel="canonical"', '<link rel="other"')
    archive = ARCHIVE.format(page=page).replace("\n", "\r\n")

    assert run(site, save(site, name, archive), json=True) == 0
    (found,) = objects(capsys)
    assert found["front_matter"]["title"] == "Rain Over the Town"
    assert found["front_matter"]["source"]["url"] == "https://www.courier.example/2022/12/18/rain"


def test_a_folder_of_texts_and_pages_is_read_in_the_order_of_names(site, capsys):
    save(site, "cuts/a.html")
    save(site, "cuts/b.txt", "Sun\n\nIt shone.\n")
    save(site, "cuts/c.mht", ARCHIVE.format(page=PAGE.replace("Rain", "Snow")))
    save(site, "cuts/d.jpg", b"\xff\xd8\xff\xe0")
    save(site, "cuts/e.docx", b"PK\x03\x04")
    save(site, "cuts/f.mhtml", "MIME-Version: 1.0\nContent-Type: multipart/related\n\nnothing")
    save(site, "cuts/feed.xml", '<?xml version="1.0"?><rss version="2.0"></rss>')
    save(site, "cuts/a_files/frame.html")
    save(site, "cuts/more/g.html")

    assert run(site, str(site.root / "cuts"), json=True) == 1

    said = capsys.readouterr()
    found = [json.loads(line)["front_matter"]["title"] for line in said.out.splitlines()]
    assert found == ["Rain Over the Town", "Sun", "Snow Over the Town"]
    for line in (
        "a_files/: it belongs to a page that a browser saved",
        "more/: a folder within the folder: name it to clip what is in it",
        "d.jpg: is a picture, and clip reads texts and pages",
        "e.docx: is a packed file, such as a Word or LibreOffice document, and clip reads",
        "f.mhtml: holds no page",
        "feed.xml: is a feed or a list of feeds",
        "hint: `python3 tasks.py inbox` reads those",
        "4 errors",
    ):
        assert line in said.err


def test_pages_that_are_piped_in_or_copied_are_known(site, capsys, monkeypatch):
    stdin = SimpleNamespace(buffer=io.BytesIO(PAGE.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    copied = "<meta charset='utf-8'><h1>Snow</h1><p>It snowed all night long over the town.</p>"
    monkeypatch.setattr(clip_source, "_clipboard", copied.encode)

    assert run(site, "-", json=True) == 0
    assert run(site, "", paste=True, json=True) == 0
    assert titles(capsys) == ["Rain Over the Town", "Snow"]


def test_a_page_may_be_larger_than_a_text(site, capsys, monkeypatch):
    picture = f'<img src="data:image/png;base64,{"A" * 3_000_000}">'

    assert run(site, save(site, "rain.html", PAGE.replace("<nav>", f"<nav>{picture}"))) == 0
    monkeypatch.setattr(clip_source, "MAX_PAGE_BYTES", 500)
    assert run(site, save(site, "rain.html")) == 1
    assert "so it is no page" in capsys.readouterr().err


def test_a_page_without_a_text_is_a_draft_all_the_same_and_says_so(site, capsys):
    assert run(site, save(site, "empty.html", "<!doctype html><title>Soon</title>")) == 0
    assert "no text was found on the page" in capsys.readouterr().out
