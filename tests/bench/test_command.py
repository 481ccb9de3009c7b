"""What is asked for is checked before anything is laid out."""

from pathlib import Path

import pytest

from bench import command

ROOT = Path(__file__).resolve().parents[2]


def plan(**changes) -> command.Plan:
    values = {"articles": 10, "runs": 1, "peers": (), "cases": ("cold",), "engine": ROOT}
    return command.Plan(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"peers": ("jekyll",)}, "--peers: knows hugo, pelican, eleventy; not 'jekyll'\n"),
        ({"runs": 0}, "--articles and --runs must be at least 1\n"),
        ({"articles": 0}, "--articles and --runs must be at least 1\n"),
        (
            {"engine": Path("nowhere")},
            "--engine: must be a checkout of Broadsheet, got 'nowhere'\n",
        ),
    ],
)
def test_what_cannot_be_measured_ends_with_2(capsys, changes, line):
    assert command.run(plan(**changes)) == 2
    assert capsys.readouterr().err == line


def test_an_unknown_case_is_named_with_those_there_are(capsys):
    assert command.run(plan(cases=("warm",))) == 2
    assert "cold, host, edit, title, nothing, serve, memory; not 'warm'" in capsys.readouterr().err


def test_a_small_run_fetches_nothing(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(command, "KEPT", tmp_path)
    asked = []

    def measure(given, kept):
        asked.append(given)
        return command.Results(
            date="2026-11-23T00:00+00:00",
            articles=given.articles,
            runs=given.runs,
            machine=dict.fromkeys(
                ("cores", "processor", "memory_gib", "system", "load_before"), "?"
            ),
            memory_as="PSS",
            without=(),
        )

    monkeypatch.setattr(command, "_measure", measure)
    assert command.run(plan(peers=("hugo",), cases=("cold", "serve")), small=True) == 0

    assert (asked[0].articles, asked[0].runs, asked[0].cases) == (300, 1, ("cold",))
    assert [*command._installed(asked[0], tmp_path)] == []
    assert capsys.readouterr().err == "hugo is left out: a whole run would install it\n"
    assert (tmp_path / "results" / "2026-11-23-300-alone.json").exists()
