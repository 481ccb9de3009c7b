"""Fixtures of the tests of workers."""

import pytest

from tests.workers.jobs import METHODS


@pytest.fixture(params=METHODS)
def method(request, monkeypatch):
    monkeypatch.setenv("BROADSHEET_START_METHOD", request.param)
    return request.param
