"""newspaper4k asked in an environment of its own, here with a library of the same names."""

import sys
from textwrap import dedent

import pytest

from bench.clipping import readers
from bench.clipping.gold import Label
from bench.clipping.readers import Newspaper
from bench.clipping.reading import Page
from bench.contestant import UnavailableError

LIBRARY = """
    from datetime import datetime

    class Article:
        def __init__(self, url, fetch_images):
            assert not fetch_images
            self.url = url

        def download(self, input_html):
            self.text = input_html

        def parse(self):
            print("a library may talk")
            if not self.text:
                raise ValueError("empty")
            self.title, self.authors = self.url, ["Jane Roe"]
            self.publish_date = datetime(2022, 12, 18, 14, 30)
            self.meta_site_name, self.meta_lang = "", "en"
"""


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """A folder whose Python finds the library above, and nothing to install."""
    monkeypatch.setattr(readers, "install_wheels", lambda *_: None)
    (tmp_path / "newspaper.py").write_text(dedent(LIBRARY))
    python = tmp_path / "newspaper4k" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{tmp_path}" exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    return tmp_path


def pages(*texts):
    return tuple(Page(text.encode(), Label(page=text, url="http://example.org/")) for text in texts)


def test_each_page_gives_a_reading(environment):
    first, second = Newspaper(environment).read(pages("one", "ا\u200cب"))

    assert (first.title, first.authors) == ("http://example.org/", ("Jane Roe",))
    assert (first.date, first.site, first.language) == ("2022-12-18", None, "en")
    assert second.text == "ا\u200cب"
    assert second.milliseconds > 0


def test_a_page_it_fails_on_is_a_reading_without_findings(environment):
    first, second = Newspaper(environment).read(pages("", "two"))

    assert first.failure == "ValueError: empty"
    assert second.failure is None


def test_a_library_that_does_not_start_is_said(environment):
    (environment / "newspaper.py").write_text("raise ImportError('no lxml')")

    with pytest.raises(UnavailableError, match="no lxml"):
        Newspaper(environment).read(pages("one"))
