"""`python -m bench.clipping`: what it takes, prints and refuses."""

import json

import pytest

from bench.clipping import __main__ as command
from bench.clipping.reading import Reading
from bench.contestant import UnavailableError


class Reader:
    name = "any reader"
    lacks = frozenset()

    def __init__(self, *readings, error=None):
        self.readings, self.error = readings, error

    def read(self, pages):
        if self.error:
            raise self.error
        assert [page.data for page in pages] == [b"<p>harbour", b"<p>quay"]
        return self.readings


@pytest.fixture
def given(tmp_path):
    for name in ("harbour", "quay"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "source.html").write_text(f"<p>{name}")
    gold = tmp_path / "gold.jsonl"
    labels = [{"page": "harbour", "title": "A Bridge"}, {"page": "quay", "title": "A Quay"}]
    gold.write_text("\n".join(map(json.dumps, labels)))
    return ["--pages", str(tmp_path), "--gold", str(gold)]


@pytest.fixture
def takes_part(monkeypatch):
    def add(reader):
        monkeypatch.setitem(command.PEERS, "trafilatura", lambda kept: reader)
        monkeypatch.setattr(command, "ours", lambda: reader)

    add(Reader(Reading(title="A Bridge"), Reading(failure="ValueError: no")))
    return add


def test_a_table_and_the_failures_are_printed(given, takes_part, capsys):
    assert command.main([*given, "--peers=trafilatura"]) == 0

    told = capsys.readouterr().out
    assert "| title | 2 | 0.500 (0.09 to 0.91) |" in told
    assert "failed: quay: ValueError: no" in told
    assert "title: quay" not in told


def test_misses_are_listed_on_demand(given, takes_part, capsys):
    assert command.main([*given, "--ours", "--misses"]) == 0

    assert "title: quay: 'A Quay' / None" in capsys.readouterr().out


def test_no_page_is_named_on_demand(given, takes_part, capsys):
    assert command.main([*given, "--ours", "--quiet-names"]) == 0

    told = capsys.readouterr().out
    assert "| nothing read | 2 | 1 |" in told
    assert "quay" not in told


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "must be given --ours, --peers or both"),
        (["--peers=trafilatura,goose"], "knows trafilatura, newspaper4k; not goose"),
        (["--ours", "--misses", "--quiet-names"], "not allowed with"),
    ],
)
def test_what_cannot_be_asked_is_refused(given, more, said, capsys):
    with pytest.raises(SystemExit):
        command.main([*given, *more])

    assert said in capsys.readouterr().err


def test_a_reader_that_is_not_here_is_said(given, takes_part, capsys):
    takes_part(Reader(error=UnavailableError("our reader is not here")))

    assert command.main([*given, "--ours"]) == 1
    assert "our reader is not here" in capsys.readouterr().err


def test_a_label_without_its_page_is_said(given, takes_part, capsys):
    (command.Path(given[1]) / "quay" / "source.html").unlink()

    assert command.main([*given, "--ours"]) == 1
    assert "--pages: must have the page of each label" in capsys.readouterr().err
