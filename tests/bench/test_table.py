"""Results as tables, and as JSON that is read back."""

from bench.results import read, read_all
from bench.table import tables
from tests.bench.measured import results


def test_a_case_has_a_row_with_medians_and_the_ratio_pair_by_pair():
    rows = tables(results()).splitlines()

    assert "| cold | hugo | 3.00 | 2.00 | 1.00 (0.50 to 1.50) | 6.00 | 4.00 | 3 |" in rows


def test_memory_is_given_as_memory():
    rows = tables(results()).splitlines()

    assert "| memory | hugo | 300 MiB | 600 MiB | 0.50 (0.50 to 0.50) |  |  | 1 |" in rows


def test_the_second_table_is_ours_with_everything_on():
    rows = tables(results()).splitlines()

    assert "| cold | 3.00 | 2.00 to 4.00 | 3.60 |  |" in rows


def test_what_was_left_out_and_the_machine_are_said():
    text = tables(results())

    assert "Ours leaves out what no peer has: crossings, opml." in text
    assert "2 cores, A processor, 8.0 GiB" in text
    assert "broadsheet abc1234, hugo v1" in text


def test_the_files_of_each_kind_stand_side_by_side():
    rows = tables(results()).splitlines()

    assert "| articles | 1,000 | 1,000 |" in rows
    assert "| all files | 1,086 | 1,086 |" in rows
    assert "| an article's page, bytes | 12,000 | 13,000 |" in rows


def test_ours_alone_needs_no_table_of_peers():
    text = tables(results(comparisons=[]))

    assert "leaves out" not in text
    assert "| case | peer |" not in text


def test_results_are_read_back_as_they_were(tmp_path):
    before = results()

    path = before.write(tmp_path)

    assert path.name == "2026-11-23-1000-hugo-pelican.json"
    assert read(path) == before


def test_results_come_in_order_of_time(tmp_path):
    later = results(articles=2000, date="2026-12-01T00:00+00:00")
    later.write(tmp_path)
    results().write(tmp_path)

    assert [found.articles for found in read_all(tmp_path)] == [1000, 2000]
