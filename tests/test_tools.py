"""A missing program skips its tests with one line that names it; on CI it fails them."""

import shutil

import pytest

from tests import tools


@pytest.fixture(autouse=True)
def _nothing_installed(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(tools, "other_chromium", lambda: None)
    monkeypatch.setattr(tools, "ROOT", tmp_path)
    monkeypatch.delenv("CI", raising=False)


@pytest.mark.parametrize(
    ("ask", "line"),
    [
        (lambda: tools.need("rsync"), "no rsync: install rsync"),
        (lambda: tools.need("chromium"), "no chromium: install chromium"),
        (
            lambda: tools.need_npm("axe-core/axe.min.js"),
            "no axe-core: install npm, then run python3 tasks.py test",
        ),
    ],
)
def test_a_missing_program_skips_with_its_name_and_fails_on_ci(monkeypatch, ask, line):
    with pytest.raises(pytest.skip.Exception) as skipped:
        ask()
    assert skipped.value.msg == line

    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception) as failed:
        ask()
    assert failed.value.msg == line


def test_any_name_of_a_program_will_do(monkeypatch):
    monkeypatch.setattr(shutil, "which", {"google-chrome": "/usr/bin/google-chrome"}.get)

    assert str(tools.need("chromium")) == "/usr/bin/google-chrome"
