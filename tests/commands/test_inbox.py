"""`inbox` lists what is new, marks what is there already, and loses nothing; `clip` takes it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet.clip import extra
from broadsheet.clip.fetch import errand
from broadsheet.clip.inbox.ledger import Ledger
from broadsheet.commands import clip, inbox
from broadsheet.read.watchlist import read_watchlist
from tests.build_model import ROOT
from tests.builders import Digest
from tests.clip.feed.samples import item, rss
from tests.clip.fetch.conftest import serve  # noqa: F401  a fixture
from tests.clip.fetch.servers import answer, fetcher
from tests.test_serve_session import write_settings

SETTINGS = "pelicanconf.py"
WIRE = (
    "The bridge over the harbour has been opened, two years later than the town had planned it. "
    "Traffic may cross from Monday on, in both directions and without a toll for the first year."
)
OTHER = "Rain has fallen on the town since the morning, and the old market stays closed for it."


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
    return inbox.run(source=source, settings=site.root / "pelicanconf.py", **given)


def cache(site):
    (found,) = {path.parent for path in site.root.rglob("inbox/ledger.json")}
    return found.parent


def objects(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def listed(capsys):
    return [(found["number"], found["title"]) for found in objects(capsys)]


def save(site, name="courier.xml", data=None):
    path = site.root / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data or rss(item(1, "Rain", OTHER), item(2, "Bridge", WIRE)))
    return str(path)


def feed(*items):
    return answer(rss(*items), content_type="application/rss+xml")


# --- what is listed


def test_a_feed_from_a_file_is_listed_the_newest_first(site, capsys):
    later = item(2, "Bridge", WIRE, date="Mon, 19 Dec 2022 08:05:00 +0300")
    path = save(site, data=rss(item(1, "Rain", OTHER), later))

    assert run(site, path) == 0

    out, err = capsys.readouterr()
    assert out == (
        f"The Courier ({path})\n"
        "    1  2022-12-19 08:05  Bridge\n"
        "       https://news.example.org/2\n"
        "    2  2022-12-18 12:00  Rain\n"
        "       https://news.example.org/1\n"
        "\n"
    )
    assert err == (
        "2 new entries in 1 feed\n"
        "`python3 tasks.py clip inbox:1,2` makes drafts of those that you choose\n"
    )


def test_what_was_shown_is_not_new_and_all_shows_it(site, capsys):
    path = save(site)
    run(site, path)
    save(site, data=rss(item(3, "Snow"), item(1, "Rain", OTHER), item(2, "Bridge", WIRE)))
    capsys.readouterr()

    run(site, path, json=True)
    assert listed(capsys) == [(3, "Snow")]

    run(site, path, json=True)
    assert capsys.readouterr() == ("", "0 new entries in 1 feed\n")

    run(site, path, json=True, everything=True)
    assert [(f["number"], f["new"]) for f in objects(capsys)] == [
        (3, False),
        (1, False),
        (2, False),
    ]


def test_what_a_limit_or_a_day_leaves_out_stays_new(site, capsys):
    old = item(3, "Old", date="Sun, 11 Dec 2022 12:00:00 +0000")
    path = save(site, data=rss(item(1, "Rain"), item(2, "Bridge", WIRE), old))

    run(site, path, limit="1")
    out = capsys.readouterr().out
    assert "Rain" in out
    assert "       and 2 more\n" in out

    run(site, path, since="2022-12-18", json=True)
    assert listed(capsys) == [(2, "Bridge")]

    run(site, path, json=True)
    assert listed(capsys) == [(3, "Old")]


def test_what_was_not_printed_was_not_shown(site, capsys, monkeypatch):
    def broken(sheets, json):
        raise KeyboardInterrupt

    path = save(site)
    monkeypatch.setattr(inbox, "_print", broken)
    assert run(site, path) == 1
    monkeypatch.undo()
    monkeypatch.chdir(site.root)
    capsys.readouterr()

    run(site, path, json=True)
    assert len(objects(capsys)) == 2


def test_what_was_printed_and_not_noted_is_shown_again(site, capsys, monkeypatch):
    def killed(ledger, numbers):
        raise KeyboardInterrupt

    path = save(site)
    monkeypatch.setattr(Ledger, "show", killed)
    assert run(site, path, json=True) == 1
    assert len(objects(capsys)) == 2
    monkeypatch.undo()
    monkeypatch.chdir(site.root)

    run(site, path, json=True)
    assert len(objects(capsys)) == 2


def test_what_the_feed_dropped_unseen_is_shown_all_the_same(site, capsys):
    path = save(site)
    run(site, path, limit="1")
    save(site, data=rss(item(9, "New")))
    capsys.readouterr()

    run(site, path, json=True)
    assert listed(capsys) == [(3, "New"), (2, "Bridge")]


def test_a_folder_and_a_list_name_several_feeds(site, capsys, online):
    server = online(**{"a.xml": feed(item(5, "From the list"))})
    save(site, "feeds/b.xml")
    opml = f'<opml><body><outline title="A & B" xmlUrl="{server.url("/a.xml")}"/></body></opml>'
    save(site, "feeds/a.opml", opml.encode())

    assert run(site, str(site.root / "feeds"), json=True) == 0

    rows = objects(capsys)
    assert [row["feed"]["name"] for row in rows] == ["A & B", "The Courier", "The Courier"]
    assert [row["number"] for row in rows] == [1, 2, 3]


# --- what repeats something


def test_what_is_there_already_is_marked(site, capsys):
    site.article("same", source="{name: The Courier, url: 'http://www.news.example.org/1/'}")
    site.article("wire", WIRE, source="{name: The Courier, url: 'https://courier.example/x'}")

    run(site, save(site))

    out = capsys.readouterr().out
    assert "       there already: content/articles/same.md: the same address (100 % alike)\n" in out
    assert "       there already: content/articles/wire.md: nearly the same text; there: " in out
    assert "headline 'A bridge is opened'" in out


def test_one_wire_story_in_two_papers_is_marked_at_the_second(site, capsys):
    other = rss(item(8, "Harbour has its bridge", f"(AFP) - {WIRE} {OTHER}"))
    save(site, "feeds/a.xml", rss(item(2, "Bridge", f"(AFP) - {WIRE}")))
    save(site, "feeds/b.xml", other.replace(b"news.example.org", b"post.example"))

    run(site, str(site.root / "feeds"), json=True)

    first, second = objects(capsys)
    assert first["like"] == []
    (like,) = second["like"]
    assert like["number"] == first["number"]
    assert like["similarity"] == 1.0
    assert like["why"].startswith(
        "nearly the same text, by AFP both times; there: headline 'Bridge'"
    )


def test_entries_of_one_feed_are_alike_in_manner_only(site, capsys):
    save(
        site,
        data=rss(item(1, "Rain", f"{WIRE} {OTHER}"), item(2, "Bridge", f"{WIRE} {OTHER[::-1]}")),
    )

    run(site, str(site.root / "courier.xml"), json=True)

    assert [found["like"] for found in objects(capsys)] == [[], []]


# --- the feeds of the site


def watch(site, text):
    site.write("data/feeds.yaml", text)


def test_the_feeds_of_the_site_are_watched_and_asked_whether_they_changed(site, capsys, online):
    seen = []

    def polite(connection, head):
        seen.append(b'If-None-Match: "v1"' in head)
        data = (
            answer(b"", "304 Not Modified")
            if seen[-1]
            else answer(
                rss(item(1, "Rain"), item(2, "Snow")),
                content_type="application/rss+xml",
                etag='"v1"',
            )
        )
        connection.sendall(data)

    server = online(rss=polite)
    watch(site, f"- url: {server.url('/rss')}\n  name: Our Courier\n")

    assert run(site, limit="1") == 0
    assert capsys.readouterr().out.startswith(f"Our Courier ({server.url('/rss')})\n    1  ")

    assert run(site, json=True) == 0
    assert listed(capsys) == [(2, "Snow")]
    assert seen == [False, True]


def test_a_feed_that_fails_is_a_line_of_the_report_and_not_the_end(site, capsys, online):
    server = online(good=feed(item(1, "Rain")), page=answer(), gone=answer(b"", "404 Not Found"))
    names = ("gone", "good", "page")
    watch(site, "".join(f"- {server.url(f'/{name}')}\n" for name in names))

    assert run(site) == 0

    out, err = capsys.readouterr()
    assert "Rain" in out
    assert f"content/data/feeds.yaml:1: {server.url('/gone')}: is not there (status 404)" in err
    assert f"content/data/feeds.yaml:3: {server.url('/page')}: is a web page, not a feed" in err
    assert "1 new entry in 3 feeds, 2 of which could not be read\n" in err


def test_when_no_feed_can_be_read_the_status_says_so(site, capsys, online):
    server = online(gone=answer(b"", "404 Not Found"))

    assert run(site, server.url("/gone")) == 1
    assert f"{server.url('/gone')}: is not there (status 404)" in capsys.readouterr().err


def test_a_broken_feed_is_noted_above_its_entries(site, capsys):
    path = save(site, data=rss(item(1, "Rain & snow")))

    assert run(site, path) == 0

    assert "       note: is not well-formed XML (" in capsys.readouterr().out


def test_faults_of_the_list_are_told_with_their_lines_and_the_rest_is_read(site, capsys, online):
    server = online(rss=feed(item(1, "Rain")))
    watch(site, f"- nowhere\n- {server.url('/rss')}\n- title: x\n")

    assert run(site) == 1

    out, err = capsys.readouterr()
    assert "Rain" in out
    assert "content/data/feeds.yaml:1: url: must be a web address" in err
    assert "content/data/feeds.yaml:3: title: is not a key of the format [unknown-key]" in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "content/data/feeds.yaml: is not there [missing-field]"),
        ("", "content/data/feeds.yaml: names no feed [empty-field]"),
        ("- x\n", "content/data/feeds.yaml:1: url: must be a web address"),
    ],
)
def test_without_a_list_the_next_step_is_told(site, capsys, text, said):
    if text is not None:
        watch(site, text)

    assert run(site) == 1
    assert said in capsys.readouterr().err


def test_check_and_build_only_count_the_list(site):
    watch(site, "- https://a.example/rss\n")

    assert "content/data/feeds.yaml" in str(site.prepare().account["data"])


# --- what must be installed


def test_what_is_not_installed_is_named(site, capsys, monkeypatch):
    monkeypatch.setattr(extra, "find_spec", lambda name: None if name == "feedparser" else name)

    assert run(site, save(site)) == 1
    assert "error: reading feeds needs feedparser, which is not installed: run " in (
        capsys.readouterr().err
    )


def test_the_verbs_start_without_what_reads_feeds():
    code = (
        "import sys, broadsheet.commands.clip, broadsheet.commands.inbox; "
        "print({'feedparser', 'lxml', 'httpx', 'trafilatura'} & set(sys.modules))"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)

    assert done.stdout == b"set()\n"


# --- options


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"limit": "0"}, "--limit: must be a number from 1 on, got '0'"),
        ({"limit": "x"}, "--limit: must be a number from 1 on, got 'x'"),
        ({"since": "yesterday"}, "--since: must be a day such as 2022-12-18, got 'yesterday'"),
        ({"source": "nowhere.xml"}, "source: must name a feed: an address, a file or a folder"),
        ({"source": "http://"}, "source: must be a web address"),
    ],
)
def test_what_cannot_be_meant_is_refused(site, capsys, given, said):
    assert run(site, **given) == 2
    assert said in capsys.readouterr().err


def test_an_empty_folder_is_refused(site, capsys):
    (site.root / "feeds").mkdir()

    assert run(site, str(site.root / "feeds")) == 2
    assert "source: holds no file, got" in capsys.readouterr().err


# --- taking entries


PAGE = f"""<!doctype html><html lang="en"><head><title>Bridge</title>
<meta property="og:title" content="The bridge, in full"></head>
<body><article><h1>The bridge, in full</h1><p>{WIRE}</p><p>{OTHER}</p></article></body></html>"""


def take(site, source, **given):
    return clip.run(source=source, settings=site.root / "pelicanconf.py", **given)


def drafts(site):
    return {path.stem: path.read_text() for path in site.content.rglob("articles/**/*.md")}


def test_the_page_of_an_entry_is_clipped(site, capsys, online):
    server = online(bridge=answer(PAGE.encode()))
    link = item(1, "Bridge").replace("https://news.example.org/1", server.url("/bridge"))
    run(site, save(site, data=rss(link)))

    assert take(site, "inbox:1") == 0

    (draft,) = drafts(site).values()
    assert "title: The bridge, in full\n" in draft
    assert OTHER in draft


def test_where_the_page_cannot_be_had_the_entry_itself_is_clipped(site, capsys, online):
    server = online(gone=answer(b"", "404 Not Found"))
    link = item(1, "Bridge", f"&lt;p&gt;{WIRE}&lt;/p&gt;").replace(
        "https://news.example.org/1", server.url("/gone")
    )
    lone = f"<item><title>Rain</title><guid>x</guid><description>{OTHER}</description></item>"
    run(site, save(site, data=rss(link, lone)))
    capsys.readouterr()

    assert take(site, "inbox:1,2") == 0

    assert WIRE in drafts(site)["bridge"]
    assert "2022-12-18T12:00:00+00:00" in drafts(site)["bridge"]
    assert OTHER in drafts(site)["rain"]
    err = capsys.readouterr().err
    assert f"inbox:1: {server.url('/gone')} is not there (status 404)\n" in err
    assert "inbox:2: the feed gives no address of a page\n" in err
    assert (
        "inbox:2: what stands in the feed is taken instead; it may be a part of the story\n" in err
    )


def test_a_taken_entry_is_there_already_the_next_time(site, capsys, online):
    server = online(bridge=answer(PAGE.encode()))
    link = item(1, "Bridge").replace("https://news.example.org/1", server.url("/bridge"))
    path = save(site, data=rss(link))
    run(site, path)
    take(site, "inbox:1")
    capsys.readouterr()

    run(site, path, everything=True)
    assert "there already: content/articles/" in capsys.readouterr().out


def test_numbers_that_nothing_has_are_refused(site, capsys):
    run(site, save(site))

    assert take(site, "inbox:2,8,9") == 2
    assert "inbox: has no entry 8 and no 9 [bad-argument]\n" in capsys.readouterr().err
    assert drafts(site) == {}


# --- the verb


def invoke(*words, cwd):
    command = [str(Path(sys.executable).with_name("invoke")), "--search-root", str(ROOT), *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("words", [("--limit", "1"), ("-l", "1"), ()])
def test_the_source_may_stand_anywhere_or_be_left_out(site, words):
    path = save(site)
    content = ("--content", str(site.content))

    named = invoke("inbox", *words, path, *content, "--json", cwd=site.root)
    assert named.returncode == 0, named.stderr
    assert len(named.stdout.splitlines()) == (1 if words else 2)

    assert "feeds.yaml: is not there" in invoke("inbox", *content, *words, cwd=site.root).stderr


def test_a_reader_that_goes_away_leaves_the_rest_new(site, capsys):
    data = rss(*(item(n, f"No. {n}", "word " * 400) for n in range(400)))
    path = save(site, data=data)
    code = (
        "from pathlib import Path; from broadsheet.commands import inbox; "
        f"raise SystemExit(inbox.run(source={path!r}, json=True, settings=Path({SETTINGS!r})))"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
        assert process.wait(60) == 1

    assert said == "error: nobody reads the list to its end; all of it is new the next time\n"

    accounts = Ledger(cache(site)).accounts()
    assert not any(ln.shown for account in accounts.values() for ln in account.lines.values())


# --- the documentation

DOCS = (ROOT / "docs/inbox.md").read_text(encoding="utf-8")


def test_the_example_of_the_documentation_is_true(site, capsys, online):
    example = re.search(r"```text\n(The Courier.*?)```", DOCS, re.DOTALL)[1]
    url = "source: {name: The Courier, url: https://news.example.org/2}"
    site.article("bridge", OTHER, source=url.removeprefix("source: "))
    later = item(2, "Harbour Has Its Bridge", WIRE, date="Mon, 19 Dec 2022 08:05:00 +0300")
    server = online(rss=feed(item(1, "Rain"), later))

    assert run(site, server.url("/rss")) == 0

    shown = "".join(capsys.readouterr()).replace(server.url("/rss"), "https://news.example.org/rss")
    assert shown == example


def test_the_table_of_keys_is_that_of_the_object(site, capsys):
    run(site, save(site), json=True)

    table = DOCS.partition("<!-- inbox keys -->")[2].partition("\n\n")[2].partition("\n\n")[0]
    names = [
        name for row in table.splitlines() for name in re.findall("`(\\w+)`", row.split("|")[1])
    ]
    assert names == list(objects(capsys)[0])


def test_the_list_of_the_documentation_is_one():
    text = re.search(r"```yaml\n(.*?)```", DOCS, re.DOTALL)[1]

    feeds, problems = read_watchlist(text.encode(), path="content/data/feeds.yaml")
    assert [feed.name for feed in feeds] == [None, "The Post, world"]
    assert problems == []
