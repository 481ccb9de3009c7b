"""A progress display passes everything on, in order, and stays off where nobody looks."""

import pytest

from broadsheet import progress


@pytest.mark.parametrize("watched", [True, False])
def test_a_few_things_are_passed_on_watched_or_not(monkeypatch, capsys, watched):
    monkeypatch.setattr(progress, "watched", lambda: watched)

    assert list(progress.counted(iter("abc"), 3, "Fetching")) == ["a", "b", "c"]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("number", [3, progress.LONG])
def test_many_things_are_passed_on(monkeypatch, number):
    monkeypatch.setattr(progress, "watched", lambda: True)

    assert list(progress.tracked(range(number), "Reading")) == list(range(number))
