"""The parts of `serve` below the loop: script, bulletins, watch, terminal, refusals."""

import json
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.commands import serve
from broadsheet.output import Written
from broadsheet.problems import problem
from broadsheet.serve.bulletin import Board, Bulletin, version
from broadsheet.serve.reload import SCRIPT, with_script
from broadsheet.serve.session import Order, Session, Turn
from broadsheet.serve.watcher import Places, changes

ROOT = Path(__file__).resolve().parent.parent


# --- the script in the page


def test_the_script_stands_at_the_end_of_the_body_that_ends_last():
    page = with_script(b"<body><pre>&lt;/body></pre></BODY ></html>", "a.1")

    assert page.count(SCRIPT.encode()) == 1
    assert page.endswith(b"</script></BODY ></html>")
    assert b'data-version="a.1"' in page


@given(st.binary())
def test_a_page_keeps_every_byte_around_the_script(page):
    tag = with_script(b"", "v")

    assert with_script(page, "v").replace(tag, b"", 1) == page


# --- bulletins


def test_a_bulletin_tells_its_problems_in_parts():
    found = problem("bad-date", "must be a date", path="content/a.md", line=3, field="date")
    told = json.loads(Bulletin(version="a.1", failure="1 error", problems=(found,)).as_json())

    assert told["version"] == "a.1"
    assert told["failure"] == "1 error"
    assert told["problems"] == [
        {
            "place": "content/a.md:3",
            "field": "date",
            "message": "must be a date",
            "code": "bad-date",
            "hint": None,
        }
    ]


def test_who_waits_gets_the_newest_bulletin_once():
    board = Board(first := Bulletin(version="a.0"))

    assert board.wait(None, 0) is first
    assert board.wait(first, 0) is None
    board.post(second := Bulletin(version="a.1"))
    assert board.wait(first, 0) is second


def test_closing_the_board_lets_everybody_go():
    board = Board(Bulletin(version="a.0"))
    waiting = threading.Thread(target=board.wait, args=(board.current, 60))
    waiting.start()
    board.close()
    waiting.join(5)

    assert not waiting.is_alive()


def test_versions_go_on_within_a_session_and_differ_between_two():
    first = version()

    assert first.endswith(".0")
    assert version(first, 3) == first[:-1] + "3"
    assert version() != first


# --- the watch


def test_the_watch_stands_before_the_first_yield_and_misses_nothing_after_it(tmp_path):
    content, settings = tmp_path / "content", tmp_path / "conf.py"
    content.mkdir()
    settings.write_text("A = 1")
    stop = threading.Event()
    watch = changes(lambda: Places(folders=(content,), files=(settings,)), stop)

    assert next(watch) == frozenset()
    (content / "a.md").write_text("a")
    assert next(watch) == {content / "a.md"}
    _written(tmp_path / "new.py").replace(settings)  # as careful editors save
    assert following(watch, {content / "a.md"}) == {settings}
    _written(tmp_path / "new.py").replace(settings)
    assert following(watch, set()) == {settings}
    stop.set()
    assert list(watch) == []


def test_a_folder_that_is_replaced_is_watched_on(tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    watch = changes(lambda: Places(folders=(content,)), stop := threading.Event())
    next(watch)
    content.rename(tmp_path / "old")
    content.mkdir()
    changed = next(watch)
    while changed != {content / "b.md"}:
        assert changed in ({content}, frozenset())
        if changed == frozenset():
            (content / "b.md").write_text("b")
        changed = next(watch)
    stop.set()


def test_what_we_write_and_what_editors_put_aside_is_no_change(tmp_path):
    (tmp_path / "output").mkdir()
    places = Places(folders=(tmp_path,), ignored=(tmp_path / "output",))
    watch = changes(lambda: places, stop := threading.Event())
    next(watch)
    for name in ("output/index.html", "a.md~", ".a.md.swp", ".#a.md", "a.md"):
        (tmp_path / name).write_text("x")

    assert next(watch) == {tmp_path / "a.md"}
    stop.set()


def following(watch, seen):
    """Give the next change that is not the one seen: one write may be told twice."""
    return next(changed for changed in watch if changed != seen)


def _written(path):
    path.write_text("A = 2")
    return path


# --- which changes need a new process


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("broadsheet/pages/front.py", True),
        ("pelicanconf.py", True),
        ("publishconf.py", False),
        ("theme/templates/front.html", False),
        ("content/a.py", False),
    ],
)
def test_code_that_stays_loaded_needs_a_new_process(tmp_path, name, needs):
    settings = tmp_path / "publishconf.py"  # it imports pelicanconf.py, which Python keeps
    order = Order(settings=settings, overrides={}, engine=tmp_path / "broadsheet")
    session = Session(order, SimpleNamespace(), print)

    assert bool(session._code(frozenset({tmp_path / name}))) is needs


# --- the terminal


def _turn(**parts):
    return Turn(**{"changed": frozenset(), "seconds": 0.251, **parts})


def _built(written=3, removed=0):
    return SimpleNamespace(written=Written(written=written, unchanged=0, removed=removed))


@pytest.mark.parametrize(
    ("turn", "line"),
    [
        (_turn(built=_built()), "built in 0.25 seconds, 3 files written, 0 removed"),
        (
            _turn(changed=frozenset({Path("/site/content/a.md")}), built=_built()),
            "content/a.md: built in 0.25 seconds, 3 files written, 0 removed",
        ),
        (
            _turn(changed=frozenset(Path(f"/site/{n}") for n in "edcba"), failure="1 error"),
            "a, b, c and 2 more: not built: 1 error",
        ),
        (_turn(changed=frozenset({Path("/theme/x")}), failure="x"), "/theme/x: not built: x"),
    ],
)
def test_a_turn_is_one_line(turn, line):
    assert serve.line(turn, Path("/site")) == line


def test_warnings_are_told_once_and_errors_every_time(capsys):
    found = (problem("future-date", "is in the future", path="content/a.md", line=3),)
    terminal = serve.Terminal(Path("/site"))
    for turn in (_turn(built=_built(), problems=found), _turn(built=_built(), problems=found)):
        terminal.tell(turn)
    assert capsys.readouterr().err.count("is in the future") == 1

    for _ in range(2):
        terminal.tell(_turn(failure="1 error", problems=found))
    assert capsys.readouterr().err.count("is in the future") == 2


def test_the_browser_is_opened_once_after_the_first_build(capsys):
    opened = []
    terminal = serve.Terminal(Path("/site"), "http://localhost:8000/", open_page=opened.append)
    terminal.tell(_turn(built=_built()))
    terminal.tell(_turn(built=_built()))

    assert opened == ["http://localhost:8000/"]


# --- refusals


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"port": 65536}, "--port: must be between 0 and 65535, got 65536 [bad-argument]"),
        ({"port": -1}, "--port: must be between 0 and 65535, got -1 [bad-argument]"),
        ({"now": "soon"}, "--now: must look like 2022-12-18T09:00:00+00:00, got 'soon'"),
        ({"content": Path("/nowhere")}, "--content: must name a folder, got '/nowhere'"),
        ({"settings": Path("/no.py")}, "--settings: must name a file, got '/no.py'"),
        (
            {"everything": True, "output": ROOT / "output"},
            "--output: is the site's own output, where no draft belongs",
        ),
    ],
)
def test_what_no_edit_could_mend_is_refused_at_once(capsys, arguments, told):
    assert serve.run(**{"settings": ROOT / "pelicanconf.py", **arguments}) == 2
    assert told in capsys.readouterr().err
