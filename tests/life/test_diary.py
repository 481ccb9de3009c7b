"""When the next build is due: in words, for programs, for cron and as a calendar."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from broadsheet.commands import build as build_command
from broadsheet.commands import due as due_command
from broadsheet.diary import cron_line, due_line, next_due, write_calendar
from broadsheet.release import Turn
from tests.build_folder import article_file, site_folder
from tests.build_model import a_config

MOMENT = datetime(2023, 1, 5, 6, tzinfo=UTC)
NOW = "2022-12-31T00:00:00+00:00"


def turn(hours=0, path="a.md", why="it expires", visible=True):
    return Turn(MOMENT + timedelta(hours=hours), path, why, visible)


def test_due_is_what_happens_first_that_readers_would_see():
    first, second = turn(1), turn(1, "b.md")

    assert next_due([turn(0, visible=False), first, second, turn(2)]) == (first, second)
    assert next_due([turn(visible=False)]) == ()


def test_a_line_says_when_and_why():
    config = a_config(TIMEZONE="Asia/Tehran")

    line = due_line((turn(), turn(path="b.md", why="the embargo ends")), config)

    when = "5 January 2023, 09:30 +0330"
    assert line == f"Build again at {when}: it expires (a.md), the embargo ends (b.md)"
    many = due_line(tuple(turn(path=f"{n}.md") for n in range(7)), config)
    assert many.endswith("(4.md) and 2 more")
    assert due_line((), config) == ""


@pytest.mark.parametrize(
    ("moment", "fields"),
    [
        (MOMENT, "0 6 5 1"),
        (MOMENT + timedelta(seconds=1), "1 6 5 1"),  # cron knows minutes, and early is too early
        (MOMENT.astimezone(timezone(timedelta(hours=-7))), "0 23 4 1"),
    ],
)
def test_a_line_for_cron(moment, fields):
    line = cron_line(moment, Path("/srv/my digest/50%"))

    assert line == f"{fields} * cd '/srv/my digest/50\\%' && python3 tasks.py publish"


def test_the_calendar_holds_every_moment_once(tmp_path):
    config = a_config(CACHE_PATH=str(tmp_path), SITENAME="News; of, the \\ day")
    turns = [turn(), turn(path=f"{'long' * 20}-ü.md"), turn(1, visible=False), turn(2)]

    data = write_calendar(config, turns).read_bytes()

    lines = data.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART:20230105T060000Z", "DTSTART:20230105T080000Z",
    ]  # fmt: skip
    assert max(len(line.encode()) for line in lines) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    whole = data.decode().replace("\r\n ", "")
    assert r"SUMMARY:Publish News\; of\, the \\ day" in whole
    assert rf"DESCRIPTION:a.md: it expires\n{'long' * 20}-ü.md: it expires" in whole
    uids = re.findall("UID:.*", whole)
    assert len(set(uids)) == 2
    assert write_calendar(config, turns).read_bytes() == data


@pytest.fixture
def conf(tmp_path):
    more = "embargo: 2023-01-05T06:00:00+00:00\nexpires: 2023-02-01\n"
    return site_folder(tmp_path, files=article_file("b", more=more))


def test_every_build_ends_with_the_next_moment(conf, capsys):
    line = "Build again at 5 January 2023, 06:00 UTC: the embargo ends (content/articles/b.md)"

    for _ in range(2):  # the second does nothing
        assert build_command.run(settings=conf, now=NOW) == 0
        assert line in capsys.readouterr().out.splitlines()
        assert json.loads((conf.parent / "cache/build.json").read_text()) == {
            "due": "2023-01-05T06:00:00+00:00",
            "why": [{"path": "content/articles/b.md", "why": "the embargo ends"}],
            "account": {"published": 1, "embargoed": 1, "data": 3},
        }
    assert build_command.run(settings=conf, now="2023-03-01") == 0
    assert "Build again" not in capsys.readouterr().out
    assert json.loads((conf.parent / "cache/build.json").read_text())["due"] is None


def test_due_tells_cron_and_writes_the_calendar(conf, capsys, monkeypatch):
    assert due_command.run(settings=conf, now=NOW) == 0

    out, err = capsys.readouterr()
    assert "Build again at 5 January 2023, 06:00 UTC" in out
    local = MOMENT.astimezone()
    assert f"{local.minute} {local.hour} {local.day} {local.month} * cd {conf.parent}" in out
    assert str(conf.parent / "cache/due.ics") in err
    assert (conf.parent / "cache/due.ics").read_text().count("BEGIN:VEVENT") == 2
    assert not (conf.parent / "output").exists()


def test_due_says_when_nothing_waits(tmp_path, capsys):
    assert due_command.run(settings=site_folder(tmp_path)) == 0

    out, _ = capsys.readouterr()
    assert out == "No build is due: the clock alone changes nothing here\n"


def test_due_ends_with_1_where_the_content_is_wrong(tmp_path, capsys):
    conf = site_folder(tmp_path, files=article_file("b", date="never"))

    assert due_command.run(settings=conf) == 1
    assert "[bad-date]" in capsys.readouterr().err
