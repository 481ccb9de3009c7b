import pytest

from broadsheet.read.markup.headings import level_headings


@pytest.mark.parametrize(
    ("levels", "outline"),
    [
        ([1, 2, 3], [2, 3, 4]),
        ([2, 3, 2], [2, 3, 2]),
        ([3, 3, 4], [2, 2, 3]),
        ([1, 4, 2], [2, 3, 3]),
        ([6, 1, 6], [2, 2, 3]),
        ([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 6]),
    ],
)
def test_the_first_heading_is_h2_and_no_level_is_skipped(levels, outline):
    def page(numbers):
        return "".join(f'<h{n} id="x">a</h{n}><p>b</p>' for n in numbers)

    assert level_headings(page(levels)) == page(outline)


def test_a_heading_inside_another_is_closed_as_it_was_opened():
    assert level_headings("<h2><b><h4>a</h4></b></h2>") == "<h2><b><h3>a</h3></b></h2>"


def test_nothing_but_headings_is_touched():
    html = "<hr><header>h1</header> &lt;h1&gt;"
    assert level_headings(html) == html
