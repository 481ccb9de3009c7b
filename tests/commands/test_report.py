"""What the commands share: the account in words, and exit statuses for what goes wrong."""

import pytest

from broadsheet.commands.report import account_lines, guarded, overrides, print_problems
from broadsheet.errors import (
    BroadsheetError,
    ContentError,
    OutputError,
    PublishError,
    RenderError,
    SettingsError,
)
from broadsheet.problems import problem

FAULT = problem("bad-date", "must be a date", path="content/x.md", line=3, field="date")


def test_the_account_names_states_in_order_and_leaves_data_out():
    account = {
        "data": ("d",),
        "problem": ("p",),
        "draft": ("e", "f"),
        "published": ("a", "b", "c"),
    }

    assert account_lines(account) == ["3 published, 2 draft, 1 problem"]


def test_files_passed_over_are_named_with_the_rule():
    files = tuple(f"content/{n}.txt" for n in range(7))

    lines = account_lines({"published": ("a",), "skipped: hidden": files[:2], "skipped: b": files})

    first = ", ".join(files[:5])
    assert lines == [
        "1 published",
        f"skipped: b ({first} and 2 more)",
        "skipped: hidden (content/0.txt, content/1.txt)",
    ]


def test_an_empty_account_says_so():
    assert account_lines({}) == ["nothing found"]


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (ContentError([FAULT]), 1, "1 error in the content; nothing was written"),
        (SettingsError([FAULT]), 2, "wrong settings: date"),
        (RenderError("x.html", "t.html:1", "why"), 1, "error: x.html: template t.html:1: why"),
        (OutputError("x.html", "why"), 1, "error: x.html: why"),
        (PublishError("host", "why"), 1, "error: host: why"),
        (BroadsheetError("why"), 1, "error: why"),
        (KeyboardInterrupt(), 1, "stopped"),
    ],
)
def test_what_goes_wrong_ends_with_its_status_and_a_word(error, status, said, capsys):
    def work():
        raise error

    assert guarded(work) == status

    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[-1] == said


def test_problems_are_printed_sorted_and_counted(capsys):
    late = problem("future-date", "is later", path="content/a.md", line=1, field="date")

    print_problems([late, FAULT, FAULT])

    assert capsys.readouterr().err.splitlines() == [
        "content/x.md:3: date: must be a date [bad-date]",
        "",
        "Warnings:",
        "content/a.md:1: date: is later [future-date]",
        "1 error, 1 warning",
    ]


def test_arguments_that_were_not_given_override_nothing():
    assert overrides() == {}
