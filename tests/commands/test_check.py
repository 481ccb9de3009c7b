"""`check`: the report on standard output, as text or JSON, and nothing written."""

import json

import pytest

from broadsheet.commands import check
from tests.build_folder import article_file, site_folder, tree


def test_a_sound_site_ends_with_0_and_the_account(tmp_path, capsys):
    conf = site_folder(tmp_path)

    assert check.run(settings=conf) == 0

    out, err = capsys.readouterr()
    assert (out, err) == ("", "1 published\n")


def test_check_writes_nothing(tmp_path):
    conf = site_folder(tmp_path)
    before = tree(tmp_path)

    check.run(settings=conf)

    assert tree(tmp_path) == before


def test_the_report_goes_to_standard_output_errors_first(tmp_path, capsys):
    files = {**article_file("a", date="2023-02-01"), **article_file("b", date="never")}
    conf = site_folder(tmp_path, files=files)

    assert check.run(settings=conf) == 1

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("content/articles/b.md:3: date: must be a date")
    assert lines[lines.index("Warnings:") + 1].startswith("content/articles/a.md:3: date: ")
    assert lines[-1] == "1 error, 1 warning"


def test_json_is_a_list_of_problems_and_nothing_else(tmp_path, capsys):
    conf = site_folder(tmp_path, files=article_file("b", date="never"))

    assert check.run(settings=conf, format="json") == 1

    out, err = capsys.readouterr()
    (row,) = json.loads(out)
    assert list(row) == ["path", "line", "field", "code", "severity", "message", "hint"]
    assert (row["path"], row["line"], row["field"], row["code"], row["severity"]) == (
        "content/articles/b.md", 3, "date", "bad-date", "error",
    )  # fmt: skip
    assert err == ""


def test_json_of_a_sound_site_is_an_empty_list(tmp_path, capsys):
    assert check.run(settings=site_folder(tmp_path), format="json") == 0

    assert json.loads(capsys.readouterr().out) == []


def test_wrong_settings_are_problems_too_and_end_with_2(tmp_path, capsys):
    conf = site_folder(tmp_path, "TIMEZONE = 'Mars'\nSITEURL = 'x'")

    assert check.run(settings=conf, format="json") == 2

    rows = json.loads(capsys.readouterr().out)
    assert [(row["path"], row["field"], row["code"]) for row in rows] == [
        (None, "SITEURL", "bad-setting"),
        (None, "TIMEZONE", "bad-setting"),
    ]


def test_ignored_settings_are_warnings(tmp_path, capsys):
    conf = site_folder(tmp_path, "TYPOGRIFY = True\nARTICLE_PATHS = ['posts']")

    assert check.run(settings=conf, format="json") == 0

    rows = json.loads(capsys.readouterr().out)
    assert [(row["field"], row["code"]) for row in rows] == [
        ("ARTICLE_PATHS", "setting-ignored"),
        ("TYPOGRIFY", "setting-ignored"),
    ]


def test_an_unknown_format_ends_with_2(tmp_path, capsys):
    assert check.run(settings=site_folder(tmp_path), format="xml") == 2

    assert "--format: must be one of text, json, got 'xml'" in capsys.readouterr().err


@pytest.mark.parametrize("now", ["2023-02-02", "2022-12-01"])
def test_the_clock_is_an_argument(tmp_path, capsys, now):
    conf = site_folder(tmp_path, files=article_file("later", date="2023-02-01"))

    check.run(settings=conf, now=now, format="json")

    future = [row["path"] for row in json.loads(capsys.readouterr().out)]
    assert ("content/articles/later.md" in future) == (now < "2023-02-01")
