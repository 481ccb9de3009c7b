"""`serve` with a real server, real edits and, where there is one, a real browser."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from broadsheet.pelican_plugin import build_site
from broadsheet.serve import session as session_module
from broadsheet.serve.answer import Ground
from broadsheet.serve.bulletin import Board, Bulletin, version
from broadsheet.serve.server import Server, open_server
from broadsheet.serve.session import Order, Session, Turn
from tests.tools import need_npm

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = """
import sys
sys.path.insert(0, {root!r})
from broadsheet import pelican_plugin
PLUGINS = [pelican_plugin]
SITENAME = "Tiny"
TIMEZONE = "UTC"
ARTICLE_URL, ARTICLE_SAVE_AS = "articles/{{slug}}/", "articles/{{slug}}/index.html"
PAGE_URL, PAGE_SAVE_AS = "{{slug}}/", "{{slug}}/index.html"
SITEURL = {siteurl!r}
PATH, OUTPUT_PATH, CACHE_PATH, THEME = "content", "output", ".broadsheet", {theme!r}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
"""
ARTICLE = """---
title: {title}
date: 2022-12-18
source: {{name: A Paper, url: https://paper.example/1}}
topics: [one]
regions: [here]
status: {status}
---
Text.
"""


@pytest.fixture
def site(tmp_path):
    write_settings(tmp_path)
    data = tmp_path / "content" / "data"
    data.mkdir(parents=True)
    (data / "topics.yaml").write_text("- {slug: one, name: One}\n")
    (data / "regions.yaml").write_text("- {slug: here, name: Here}\n")
    (data / "sources.yaml").write_text(
        "- {slug: paper, name: A Paper, url: https://paper.example, domains: [paper.example]}\n"
    )
    write(tmp_path, "First")
    return tmp_path


def write_settings(site, siteurl=""):
    text = SETTINGS.format(root=str(ROOT), theme=str(ROOT / "theme"), siteurl=siteurl)
    save(site, "pelicanconf.py", text)


def save(site, name, text):
    """Write a file at one go, so that no build sees half of it, however busy the machine."""
    half = site / "half-written"
    half.write_text(text)
    half.replace(site / name)


def write(site, title, status="published", name="a.md"):
    (site / "content" / "articles").mkdir(exist_ok=True)
    save(site, f"content/articles/{name}", ARTICLE.format(title=title, status=status))


class Live:
    """A session that runs in a thread, and what it reported."""

    def __init__(self, site, **order):
        self.turns: list[Turn] = []
        self.server: Server = open_server(
            0, Ground(Path(os.devnull)), Board(Bulletin(version=version()))
        )
        settings = Order(settings=site / "pelicanconf.py", overrides={}, **order)
        self.session = Session(settings, self.server, self.turns.append)

    def get(self, path, method="GET", host=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        connection.request(method, path, headers={"Host": host} if host else {})
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response.status, body, response

    def turn(self, number):
        """Wait for a turn, the first is 0."""
        until(lambda: len(self.turns) > number)
        return self.turns[number]

    @property
    def address(self):
        return f"http://localhost:{self.server.port}"


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


@contextmanager
def running(site, **order):
    live, stop = Live(site, **order), threading.Event()
    before = set(threading.enumerate())
    thread = threading.Thread(target=live.session.run, args=(stop,))
    live.server.start()
    thread.start()
    try:
        yield live
    finally:
        stop.set()
        thread.join(60)
        live.server.stop()
    left = set(threading.enumerate()) - before
    assert not [one for one in left if not one.name.startswith("asyncio")]  # the browser's own


def test_an_edit_is_built_and_told_to_open_pages(site):
    with running(site) as live:
        live.turn(0)
        _, page, _ = live.get("/articles/a/")
        assert "First" in page
        events = http.client.HTTPConnection("127.0.0.1", live.server.port, timeout=60)
        events.request("GET", "/__broadsheet__/events")
        stream = events.getresponse()
        assert stream.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        first = json.loads(stream.readline().removeprefix(b"data: "))
        assert f'data-version="{first["version"]}"' in page

        write(site, "Second")
        assert live.turn(1).changed == {site / "content/articles/a.md"}
        stream.readline()
        second = json.loads(stream.readline().removeprefix(b"data: "))
        assert second["version"] != first["version"]
        assert second["failure"] is None
        assert "Second" in live.get("/articles/a/")[1]


def test_nothing_of_the_script_is_written(site):
    with running(site) as live:
        live.turn(0)
        assert "__broadsheet__" in live.get("/")[1]
    assert not any(b"__broadsheet__" in p.read_bytes() for p in site.rglob("*.html"))


def test_a_broken_edit_keeps_the_last_good_site_and_is_told_until_it_is_mended(site):
    with running(site) as live:
        live.turn(0)
        good = live.server.board.current.version
        write(site, "Broken", status="publishd")
        broken = live.turn(1)

        assert broken.failure == "1 error in the content; nothing was written"
        bulletin = live.server.board.current
        assert [p.code for p in bulletin.problems] == ["unknown-status"]
        assert bulletin.version == good
        assert "First" in live.get("/articles/a/")[1]

        write(site, "Mended")
        live.turn(2)
        assert live.server.board.current.failure is None
        assert "Mended" in live.get("/articles/a/")[1]


def test_a_change_during_a_build_makes_one_more(site, monkeypatch):
    def slow(*arguments):
        built = build_site(*arguments)
        if "Second" not in (site / "content/articles/a.md").read_text():
            write(site, "Second")
        return built

    monkeypatch.setattr(session_module, "build_site", slow)
    with running(site) as live:
        assert live.turn(1).changed == {site / "content/articles/a.md"}
        assert "Second" in live.get("/articles/a/")[1]


def test_a_first_build_that_fails_gets_a_page_that_waits(site):
    write(site, "Broken", status="publishd")
    with running(site) as live:
        live.turn(0)
        status, page, _ = live.get("/articles/a/")
        assert status == 503
        assert "No site yet" in page
        assert "/__broadsheet__/reload.js" in page

        write(site, "Mended")
        live.turn(1)
        assert live.get("/articles/a/")[0] == 200


def test_settings_that_cannot_be_read_are_told_and_read_anew(site):
    good = (site / "pelicanconf.py").read_text()
    save(site, "pelicanconf.py", "SITENAME =")
    with running(site) as live:
        assert live.turn(0).failure == "wrong settings: pelicanconf.py"
        save(site, "pelicanconf.py", good.replace("Tiny", "Renamed"))
        assert live.turn(1).failure is None
        assert "Renamed" in live.get("/")[1]

        save(site, "pelicanconf.py", good + "DEFAULT_PAGINATION = 'x'\n")
        until(lambda: live.turns[-1].failure == "wrong settings: DEFAULT_PAGINATION")
        assert "Renamed" in live.get("/")[1]


def test_a_template_that_fails_is_told(site):
    (site / "own").mkdir()
    with (site / "pelicanconf.py").open("a") as settings:
        settings.write(f"THEME_TEMPLATES_OVERRIDES = [{str(site / 'own')!r}]\n")
    with running(site) as live:
        assert live.turn(0).failure is None
        save(site, "own/article.html", "{{ page.nothing }}")
        failure = live.turn(1).failure

        assert failure is not None
        assert "article.html:1" in failure
        assert live.server.board.current.failure == failure
        assert "First" in live.get("/articles/a/")[1]


def test_drafts_are_shown_only_with_everything_and_only_in_a_folder_of_their_own(site):
    write(site, "Draft", status="draft", name="b.md")
    with running(site) as live:
        live.turn(0)
        assert live.get("/articles/b/")[0] == 404
    ordinary = sorted((site / "output").rglob("*"))

    with running(site, everything=True) as live:
        live.turn(0)
        assert "Draft" in live.get("/articles/b/")[1]
    assert sorted((site / "output").rglob("*")) == ordinary
    assert (site / ".broadsheet/drafts/articles/b/index.html").is_file()


def test_a_site_below_a_path_is_served_there(site):
    write_settings(site, "https://example.org/digest")
    with running(site) as live:
        live.turn(0)
        status, _, response = live.get("/")
        assert (status, response.headers["Location"]) == (302, "/digest/")
        status, page, _ = live.get("/digest/articles/a/")
        assert status == 200
        for address in re.findall(r'(?:href|src)="(/[^"]*)"', page):
            assert live.get(address)[0] == 200, address


def test_answers_are_fresh_typed_and_complete(site):
    with running(site) as live:
        live.turn(0)
        status, page, response = live.get("/")
        assert status == 200
        assert response.headers["Cache-Control"] == "no-cache"
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert int(response.headers["Content-Length"]) == len(page.encode())

        status, body, head = live.get("/", "HEAD")
        assert (status, body) == (200, "")
        assert head.headers["Content-Length"] == response.headers["Content-Length"]

        status, missing, _ = live.get("/nowhere/")
        assert status == 404
        assert (site / "output/404.html").read_text()[:200] == missing[:200]
        assert live.get("/../pelicanconf.py")[0] == 404
        assert live.get("/", "POST")[0] == 501


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8000", 200),
        ("LOCALHOST:1", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("evil.example", 403),
        ("evil.example:8000", 403),
        ("localhost.evil.example", 403),
        ("localhost:8000@evil.example", 403),
        ("127.0.0.2", 403),
        (":8000", 403),
    ],
)
def test_a_name_that_is_not_this_machines_is_refused(tmp_path, host, status):
    (tmp_path / "index.html").write_text("<p>x")
    live = Live(tmp_path)
    live.server.ground = Ground(tmp_path)
    live.server.start()
    try:
        assert live.get("/", host=host)[0] == status
    finally:
        live.server.stop()


def test_a_port_that_is_taken_gives_the_next_free_one(tmp_path):
    board = Board(Bulletin(version="a.0"))
    first = open_server(0, Ground(tmp_path), board)
    second = open_server(first.port, Ground(tmp_path), board)
    try:
        assert first.port < second.port <= first.port + 100
        assert first.server_address[0] == second.server_address[0] == "127.0.0.1"
    finally:
        first.stop()
        second.stop()


def test_ctrl_c_ends_quietly_with_0(site):
    serve = ["serve", "--port", "0", "--settings", str(site / "pelicanconf.py")]
    process = subprocess.Popen(
        [sys.executable, "-m", "invoke", "--search-root", str(ROOT), *serve],
        cwd=site,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell's `&` hands on that Ctrl-C is ignored, also to the tests it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509  no threads yet
    )
    line = process.stdout.readline()
    address = re.fullmatch(r"Serving http://localhost:(\d+)/ until Ctrl-C\n", line)
    assert address, line
    assert "built in" in process.stderr.readline()
    idle = http.client.HTTPConnection("127.0.0.1", int(address[1]))
    idle.connect()  # as browsers do, and say nothing
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    idle.close()

    assert process.returncode == 0
    assert out == "\n"
    assert "Traceback" not in err


@pytest.mark.browser
def test_an_edit_shows_by_itself_and_a_broken_one_shows_its_problem(site, chromium):
    with running(site) as live:
        live.turn(0)
        page = chromium.new_page()
        page.goto(f"{live.address}/articles/a/")
        heading = page.locator("h1")
        assert heading.inner_text() == "First"

        write(site, "Second")
        page.wait_for_function("document.querySelector('h1').textContent.includes('Second')")

        write(site, '"<img src=x onerror=alert(1)>"', status="publishd")
        panel = page.locator("broadsheet-problems section")
        panel.wait_for()
        told = panel.inner_text()
        assert "1 error in the content; nothing was written" in told
        assert "content/articles/a.md:7: status: must be one of published, draft" in told
        assert "hint: did you mean 'published'?" in told
        assert heading.inner_text() == "Second"
        assert page.get_by_role("region", name="1 error in the content").count() == 1

        page.goto(f"{live.address}/topics/one/")
        panel.wait_for()

        write(site, "Second")
        panel.wait_for(state="detached")
        page.close()


def violations(page):
    """Give what axe finds wrong with a page, our panel's shadow root included."""
    page.add_script_tag(path=need_npm("axe-core/axe.min.js"))
    return page.evaluate("axe.run().then((found) => found.violations.map((one) => one.id))")


@pytest.mark.browser
def test_a_waiting_page_shows_the_problem_and_then_the_site(site, chromium):
    write(site, "First", status="<b>publishd</b>")
    with running(site) as live:
        page = chromium.new_page()
        page.goto(f"{live.address}/articles/a/")
        panel = page.locator("broadsheet-problems section")
        panel.wait_for()
        assert "got '<b>publishd</b>'" in panel.inner_text()
        assert "last good" not in panel.inner_text()
        assert violations(page) == []

        write(site, "First")
        page.wait_for_function("document.querySelector('h1').textContent.includes('First')")
        page.close()
