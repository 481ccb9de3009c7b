import json

import pytest

from broadsheet.errors import BroadsheetError, ContentError, SettingsError
from broadsheet.problems import (
    RULES,
    as_json,
    as_text,
    closest,
    count,
    did_you_mean,
    has_errors,
    in_order,
    problem,
)


def fault(code="bad-date", message="is wrong", **changes):
    values = {"path": "content/articles/a.md", "line": 3, "field": "date"} | changes
    return problem(code, message, **values)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "content/articles/a.md:3: date: is wrong [bad-date]"),
        ({"hint": "do this"}, "content/articles/a.md:3: date: is wrong [bad-date]\nhint: do this"),
        ({"field": None}, "content/articles/a.md:3: is wrong [bad-date]"),
        ({"line": None, "field": None}, "content/articles/a.md: is wrong [bad-date]"),
        ({"path": None, "line": None, "field": "TIMEZONE"}, "TIMEZONE: is wrong [bad-date]"),
        ({"path": None, "line": None, "field": None}, "is wrong [bad-date]"),
    ],
)
def test_a_problem_prints_as_path_line_field_message_and_code(changes, text):
    assert str(fault(**changes)) == text


def test_what_would_break_or_disguise_a_line_is_written_as_an_escape():
    made = fault(message="a\nb\x1b[31m\u202e\ud800", field="x\ny", hint="c\u2028d")
    assert str(made) == (
        "content/articles/a.md:3: x\\ny: a\\nb\\x1b[31m\\u202e\\ud800 [bad-date]\nhint: c\\u2028d"
    )


@pytest.mark.parametrize("code", RULES)
def test_a_problem_has_the_severity_of_its_rule_or_the_one_asked_for(code):
    assert RULES[code] in ("error", "warning")
    assert fault(code).severity == RULES[code]
    assert fault(code, severity="warning").severity == "warning"


def test_the_order_is_that_of_the_places_and_repetitions_are_dropped():
    problems = [
        fault(path="b.md"),
        fault(line=10),
        fault(line=9),
        fault(line=9, field="a"),
        fault(line=9),
        fault(path=None, line=None),
    ]
    assert [(p.path, p.line, p.field) for p in in_order(problems)] == [
        (None, None, "date"),
        ("b.md", 3, "date"),
        ("content/articles/a.md", 9, "a"),
        ("content/articles/a.md", 9, "date"),
        ("content/articles/a.md", 10, "date"),
    ]
    assert in_order(reversed(problems)) == in_order(problems)


def test_warnings_stand_below_the_errors():
    warning, error = fault("future-date", path="a.md"), fault(path="b.md")
    assert as_text([warning, error]) == f"{error}\n\nWarnings:\n{warning}"
    assert as_text([warning]) == str(warning)
    assert as_text([error]) == str(error)
    assert as_text([]) == ""


def test_json_is_a_list_of_objects_with_seven_keys():
    (row,) = json.loads(as_json([fault(message="«é»", hint="do")]))
    assert list(row.items()) == [
        ("path", "content/articles/a.md"),
        ("line", 3),
        ("field", "date"),
        ("code", "bad-date"),
        ("severity", "error"),
        ("message", "«é»"),
        ("hint", "do"),
    ]
    assert json.loads(as_json([])) == []


@pytest.mark.parametrize(
    ("codes", "text", "errors"),
    [
        ([], "0 errors, 0 warnings", False),
        (["bad-date"], "1 error, 0 warnings", True),
        (["future-date", "future-date"], "0 errors, 2 warnings", False),
        (["bad-date", "future-date"], "1 error, 1 warning", True),
    ],
)
def test_problems_are_counted(codes, text, errors):
    problems = [fault(code) for code in codes]
    assert (count(problems), has_errors(problems)) == (text, errors)


def test_the_closest_word_keeps_its_own_spelling():
    assert closest("the moscow time", ["The Moscow Times", "IRNA"]) == "The Moscow Times"
    assert closest("Topics", ["topics", "title"]) == "topics"
    assert closest("xyz", ["topics"]) is None
    assert did_you_mean("titel", ["title"]) == "did you mean 'title'?"
    assert did_you_mean("", []) is None


def test_an_exception_names_how_many_errors_or_which_settings():
    content = ContentError([fault(), fault("future-date")])
    settings = SettingsError([problem("bad-setting", "is wrong", field="TIMEZONE")])
    assert (str(content), content.exitcode) == ("1 error in the content; nothing was written", 1)
    assert (str(settings), settings.exitcode) == ("wrong settings: TIMEZONE", 2)
    assert issubclass(ContentError, BroadsheetError)


def test_a_value_that_fills_a_page_is_shortened_in_the_report():
    found = problem("bad-slug", f"must be a slug, got {'x' * 100_000!r}", path="a.md", line=1)

    assert len(str(found)) < 600
    assert str(found).endswith("x' [bad-slug]")
