"""`check --explain`: every rule is told in the words of docs/checks.md."""

import pytest

from broadsheet.commands import check
from broadsheet.commands.explain import explain
from broadsheet.problems import RULES


@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_explained(code):
    told = explain(code)

    assert told.startswith(f"{code}\n\n")
    assert told.split("\n\n")[1].startswith(("Error", "Warning")), code
    assert "```" not in told
    assert "###" not in told


def test_explaining_checks_nothing(tmp_path, capsys):
    assert check.run(settings=tmp_path / "nowhere.py", explained="bad-date") == 0
    assert "does not exist in the calendar" in capsys.readouterr().out


def test_a_rule_that_does_not_exist_is_an_error_with_the_nearest(tmp_path, capsys):
    assert check.run(settings=tmp_path / "nowhere.py", explained="bad-dat") == 2

    err = capsys.readouterr().err
    assert "--explain: is no rule, got 'bad-dat' [bad-argument]" in err
    assert "did you mean 'bad-date'?" in err
