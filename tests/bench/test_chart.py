"""The charts are well-formed SVG that say the figures in words too."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from bench import command
from bench.chart import GOALS, WORDS, bars, costs_by_size, draw, draw_sizes
from bench.processes import Cost
from bench.results import Solo
from tests.bench.measured import results

SVG = "{http://www.w3.org/2000/svg}"


def picture_of(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  we have drawn it ourselves


def test_the_bars_are_the_ratios_to_hugo_in_the_order_of_the_cases():
    found = bars(results())

    assert [(bar.case, bar.ratio.median) for bar in found] == [
        ("cold", 1.0),
        ("edit", 0.1),
        ("serve: text", 0.25),
        ("memory", 0.5),
    ]


def test_the_chart_names_every_case_and_its_ratio():
    picture = picture_of(draw(results()))

    texts = ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]
    assert {"Nothing kept", "1.00 ×", "One text edited", "0.10 ×"} <= set(texts)
    assert "one text edited: 0.10" in picture.findtext(f"{SVG}title")
    assert len(list(picture.iter(f"{SVG}rect"))) == 4


def test_what_missed_its_goal_looks_different():
    picture = picture_of(draw(results()))

    assert [bar.get("class") for bar in picture.iter(f"{SVG}rect")] == ["bar", "bar", "bar", "bar"]
    slow = results()
    slow.comparisons[1] = replace(slow.comparisons[0], case="edit")
    classes = [bar.get("class") for bar in picture_of(draw(slow)).iter(f"{SVG}rect")]
    assert classes == ["bar", "over", "bar", "bar"]


def test_bars_stay_inside_the_picture():
    picture = picture_of(draw(results()))
    width = float(picture.get("width"))

    for line in picture.iter(f"{SVG}line"):
        assert 0 <= float(line.get("x1")) <= float(line.get("x2")) <= width


def test_every_case_has_a_goal_and_a_name():
    assert set(GOALS) == set(WORDS)


def test_without_hugo_there_is_no_chart():
    with pytest.raises(ValueError, match="no results beside Hugo"):
        draw(results(comparisons=[]))


def test_the_cost_of_an_article_by_size_is_that_of_the_newest_results():
    def cold(seconds):
        return [Solo(case="cold", costs=(Cost(wall=seconds),))]

    history = [
        results(articles=10_000, solos=cold(30)),
        results(articles=10_000, solos=cold(20)),
        results(articles=1000, solos=cold(3)),
    ]

    assert costs_by_size(history) == {1000: 3.0, 10_000: 2.0}
    picture = picture_of(draw_sizes(costs_by_size(history)))
    assert picture.findtext(f"{SVG}title").endswith(
        "1,000 articles: 3.00 ms; 10,000 articles: 2.00 ms"
    )


def test_one_size_is_no_line():
    with pytest.raises(ValueError, match="fewer than two"):
        draw_sizes({1000: 1.0})


def test_plot_draws_the_newest_results(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(command, "PICTURES", tmp_path)
    monkeypatch.setattr(command, "read_all", lambda: [results(), results(articles=5000)])

    assert command.plot() == 0

    assert "5,000 articles" in (tmp_path / "bench.svg").read_text(encoding="utf-8")
    assert (tmp_path / "bench-sizes.svg").exists()


def test_plot_says_when_there_is_nothing_to_draw(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(command, "read_all", list)

    assert command.plot() == 1
    assert capsys.readouterr().err == "There is nothing to draw yet: run invoke bench first.\n"
