"""`clip` fetches what is named by its address; the real guard, but for servers of the test."""

import json
from types import SimpleNamespace

import pytest

from broadsheet.clip import source as clip_source
from broadsheet.clip.fetch import errand
from broadsheet.commands import clip
from broadsheet.read.pictures import picture_size
from tests.builders import Digest
from tests.clip.fetch.conftest import serve  # noqa: F401  a fixture
from tests.clip.fetch.servers import answer, fetcher, redirect
from tests.clip.fetch.test_photo import png
from tests.test_serve_session import write_settings

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A Bridge Is Opened at the Harbour</title>
<meta property="og:title" content="A Bridge Is Opened at the Harbour">
<meta property="og:image" content="/bridge.png">
<meta property="article:published_time" content="2022-12-18T14:30:00+00:00">
</head><body><article><h1>A Bridge Is Opened at the Harbour</h1>
<figure><img src="/bridge.png" alt="A bridge over water." width="640" height="480">
<figcaption>The bridge on the day before. Photo: Jane Roe / Harbour Pictures</figcaption></figure>
<p>The bridge over the harbour has been opened, two years later than the town had planned it.</p>
<p>Traffic may cross from Monday on, in both directions and without a toll for the first year,
as the council had promised when the work began under its predecessor.</p>
</article></body></html>"""
NAME = "a-bridge-is-opened-at-the-harbour"


@pytest.fixture
def site(tmp_path, monkeypatch):
    write_settings(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1672531200")  # 2023-01-01
    monkeypatch.chdir(tmp_path)
    return Digest(tmp_path)


@pytest.fixture
def online(monkeypatch, serve):  # noqa: F811  the fixture
    """Start a server that the command may ask."""

    def start(**routes):
        server = serve({f"/{name}": given for name, given in routes.items()})
        monkeypatch.setattr(errand, "Fetcher", lambda contact: fetcher(server, contact=contact))
        return server

    return start


def run(site, source=None, **given):
    return clip.run(source=source, settings=site.root / "pelicanconf.py", **given)


def drafts(site):
    return sorted(path.name for path in site.content.rglob("*.md") if "2022" in path.parts)


def originals(site):
    return sorted(path for path in site.root.rglob("originals/*") if path.suffix == ".html")


def test_an_address_becomes_a_draft_and_its_original_is_kept(site, online, capsys):
    server = online(story=answer(PAGE.encode()))

    assert run(site, server.url("/story?utm_source=mail")) == 0

    draft = (site.content / f"articles/2022/{NAME}.md").read_text(encoding="utf-8")
    assert f"  url: {server.url('/story')}\n" in draft
    assert "Traffic may cross from Monday on" in draft
    assert "file:" not in draft  # a photo is fetched only when that is asked for
    assert server.paths == ["/story?utm_source=mail"]
    (original,) = originals(site)
    assert original.read_bytes() == PAGE.encode()
    kept = original.relative_to(site.root)
    assert f"original: {kept}  (kept as it was fetched)" in capsys.readouterr().out


def test_the_address_where_redirects_led_is_the_articles(site, online, capsys):
    server = online(short=redirect("/story"), story=answer(PAGE.encode()))

    assert run(site, server.url("/short"), json=True) == 0

    (found,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert found["front_matter"]["source"]["url"] == server.url("/story")


def test_json_writes_nothing_at_all(site, online):
    server = online(story=answer(PAGE.encode()))
    before = sorted(site.root.rglob("*"))

    assert run(site, server.url("/story"), json=True) == 0

    assert originals(site) == []
    assert [path for path in sorted(site.content.rglob("*")) if path not in before] == []


def test_the_charset_of_the_server_counts(site, online, capsys):
    page = "<title>Мост в гавани открыт</title><article><p>Мост через гавань открыт.</p></article>"
    server = online(
        story=answer(page.encode("cp1251"), content_type="text/html; charset=windows-1251")
    )

    assert run(site, server.url("/story"), json=True) == 0

    assert "Мост в гавани открыт" in capsys.readouterr().out


# --- several


def test_one_address_that_cannot_be_fetched_stops_none_of_the_others(site, online, capsys):
    server = online(a=answer(PAGE.encode()), b=answer(PAGE.replace("Harbour", "Port").encode()))
    inner = "http://10.0.0.1/"

    addresses = [server.url("/a"), server.url("/gone"), inner, server.url("/b")]
    assert run(site, " ".join(addresses)) == 1

    assert drafts(site) == [f"{NAME}.md", "a-bridge-is-opened-at-the-port.md"]
    said = capsys.readouterr().err
    assert f"{server.url('/gone')}: is not there (status 404)" in said
    assert f"{inner}: leads to 10.0.0.1, which stands for a private network" in said
    assert "hint: save the page in your browser and clip the file" in said
    assert "2 errors" in said


def test_a_file_of_addresses_is_a_list_of_pages(site, online):
    server = online(a=answer(PAGE.encode()), b=answer(PAGE.replace("Harbour", "Port").encode()))
    chosen = site.root / "chosen.txt"
    chosen.write_text(
        f"# of today\n{server.url('/a')}\n\n{server.url('/b')}\n{server.url('/a')}\n",
        encoding="utf-8",
    )

    assert run(site, str(chosen)) == 0

    assert server.paths == ["/a", "/b"]
    assert drafts(site) == [f"{NAME}.md", "a-bridge-is-opened-at-the-port.md"]


def test_an_address_that_was_copied_is_fetched(site, online, monkeypatch):
    server = online(a=answer(PAGE.encode()))
    monkeypatch.setattr(clip_source, "_clipboard", f" {server.url('/a')}\n".encode)

    assert run(site, "", paste=True) == 0

    assert drafts(site) == [f"{NAME}.md"]


def test_a_text_that_names_an_address_is_a_text(site, online):
    server = online(a=answer(PAGE.encode()))
    cut = site.root / "cut.txt"
    cut.write_text(f"Rain\n\n2022-12-18\n\nIt rained.\n\n{server.url('/a')}\n", encoding="utf-8")

    assert run(site, str(cut)) == 0

    assert server.met == 0
    assert drafts(site) == ["rain.md"]


# --- what is told


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (answer(b"no", "403 Forbidden"), "save the page and clip the file"),
        (answer(b"<rss/>", content_type="application/rss+xml"), "for a feed there is `inbox`"),
        (answer(b"%PDF-1.7", content_type="application/pdf"), "copy its text and use `--paste`"),
        (answer(b"no", "429 Slow", retry_after="300"), "wait 5 minutes as the server asks"),
    ],
)
def test_what_cannot_be_clipped_is_told_with_the_next_step(site, online, capsys, given, words):
    server = online(story=given)

    assert run(site, server.url("/story")) == 1

    assert words in capsys.readouterr().err
    assert drafts(site) == []
    assert originals(site) == []


def test_robots_are_respected(site, online, capsys):
    server = online(
        **{"robots.txt": answer(b"User-agent: *\nDisallow: /story"), "story": answer(PAGE.encode())}
    )

    assert run(site, server.url("/story")) == 1

    assert "may not be fetched by programs" in capsys.readouterr().err
    assert server.paths == []


@pytest.mark.parametrize("contact", ["news@example.org", ""])
def test_hosts_are_told_whom_to_write_to_if_that_is_known(site, online, contact):
    server = online(story=answer(PAGE.encode()))
    settings = site.root / "pelicanconf.py"
    settings.write_text(f"{settings.read_text()}\nBROADSHEET_CONTACT = {contact!r}\n")

    run(site, server.url("/story"))

    agent = next(line for line in server.asked[-1].splitlines() if line.startswith("User-Agent"))
    assert agent.endswith(f"has chosen{f'; {contact}' if contact else ''})")


# --- photos


def test_the_lead_photo_is_fetched_when_that_is_asked_for(site, online, capsys):
    picture = answer(png(), content_type="image/png")
    server = online(**{"story": answer(PAGE.encode()), "bridge.png": picture})

    assert run(site, server.url("/story"), photos=True) == 0

    path = site.content / f"photos/2022/{NAME}.png"
    assert picture_size(path) == (640, 480)
    draft = (site.content / f"articles/2022/{NAME}.md").read_text(encoding="utf-8")
    assert f"photo:\n  file: 2022/{NAME}.png\n" in draft
    assert "\n  rights:                # why you may show it" in draft  # never guessed
    out = capsys.readouterr().out
    assert f"photo.file: 2022/{NAME}.png  ({server.url('/bridge.png')})" in out
    assert "photo.rights" in out.partition("left to fill in:")[2]
    found = site.prepare().problems
    assert {problem.severity for problem in found} == {"warning"}
    assert "photo.rights" in {problem.field for problem in found}


def test_a_photo_that_cannot_be_had_does_not_keep_the_draft(site, online, capsys):
    server = online(story=answer(PAGE.encode()))

    assert run(site, server.url("/story"), photos=True) == 1

    assert drafts(site) == [f"{NAME}.md"]
    assert "no photo was fetched: " in capsys.readouterr().err
    assert not (site.content / "photos/2022").exists()


@pytest.mark.parametrize("place", ["http://127.0.0.1:{}/x.png", "http://localhost:{}/x.png"])
def test_a_photo_is_held_to_the_same_guard(site, online, serve, capsys, place):  # noqa: F811
    inner = serve({"/x.png": answer(png(), content_type="image/png")})
    page = PAGE.replace("/bridge.png", place.format(inner.port))
    server = online(story=answer(page.encode()))

    assert run(site, server.url("/story"), photos=True) == 1

    assert inner.met == 0
    assert "no photo was fetched: " in capsys.readouterr().err
    assert drafts(site) == [f"{NAME}.md"]


def test_the_hosts_rules_hold_for_photos_too(site, online):
    server = online(
        **{
            "robots.txt": answer(b"User-agent: *\nDisallow: /*.png$"),
            "story": answer(PAGE.encode()),
            "bridge.png": answer(png(), content_type="image/png"),
        }
    )

    assert run(site, server.url("/story"), photos=True) == 1

    assert server.paths == ["/story"]


def test_a_photo_of_nothing_is_told(site, capsys):
    cut = site.root / "cut.txt"
    cut.write_text("Rain\n\n2022-12-18\n\nIt rained.\n", encoding="utf-8")

    assert run(site, str(cut), photos=True) == 0

    assert "nothing says where there is one" in capsys.readouterr().err


def test_photos_and_json_exclude_each_other(site, capsys):
    assert run(site, "http://news.example/", photos=True, json=True) == 2

    assert "--photos: puts a file into the content" in capsys.readouterr().err


def test_fetching_says_what_to_install(site, capsys, monkeypatch):
    from broadsheet.clip import extra  # noqa: PLC0415  as it is when the command asks

    monkeypatch.setattr(
        extra, "find_spec", lambda name: None if name == "httpx" else SimpleNamespace()
    )

    assert run(site, "http://news.example/") == 1

    assert "fetching needs httpx, which is not installed" in capsys.readouterr().err
