"""Fixtures that several folders of tests share."""

import pytest

from tests.builders import Digest


@pytest.fixture
def digest(tmp_path):
    """Give a valid site in a folder of its own, to write articles into."""
    return Digest(tmp_path)
