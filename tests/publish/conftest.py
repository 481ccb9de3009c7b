"""Fixtures for publishing: no setting of the machine's git or ssh reaches a test."""

import pytest

from tests.publish.peers import make_editor, make_host
from tests.tools import need


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch, tmp_path):
    for name in ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_DIR", "GIT_ASKPASS", "SSH_ASKPASS", "CDPATH"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def host(tmp_path):
    """Give an empty repository that an editor's site is published to."""
    need("git")
    return make_host(tmp_path / "host.git")


@pytest.fixture
def editor(tmp_path, host):
    """Give the editor's repository, whose origin is the host."""
    return make_editor(tmp_path / "editor", host)
