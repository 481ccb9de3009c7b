"""A text that would hold up the build is refused, the same on every machine; a long one is not."""

import time

import pytest

from broadsheet.read.markup.effort import MAX_EFFORT, inline_effort
from tests.builders import article_text, codes, found, read

COSTLY = {
    "brackets": "[" * 100_000,
    "pictures": "![" * 100_000,
    "nested brackets": "[" * 50_000 + "]" * 50_000,
    "addresses without an end": "[a](<b" * 20_000,
    "backticks": "`a " * 500_000,
    "growing backticks": "".join(f"{'`' * size} a " for size in range(1, 1_000)),
    "links": "[a](b) " * 250_000,
    "lists in lists": "- " * 1_000_000 + "x",
    "columns": f"{'a|' * 50_000}\n{'-|' * 50_000}\n",
    "references": "[a] " * 500_000 + "\n\n[a]: https://a.example",
    "quotations": ">" * 2_000_000,
    "quotation marks": '"' * 1_000_000,
    "backslashes": "\\" * 1_000_000,
    "emphasis": "**a " * 200_000,
    "tags": "<a " * 200_000,
    "comments": "<!--" * 400_000,
    "sections": "<![CDATA[" * 100_000,
    "blocks": "<div>" * 300_000,
    "entities": "&a;" * 400_000,
    "paragraphs": "a\n\n" * 300_000,
    "lists": "- a\n" * 300_000,
    "tables": f"a|b\n-|-\n{'c|d' + chr(10)}" + "c|d\n" * 300_000,
    "references to one footnote": f"{'[^1] ' * 5_000}\n\n[^1]: A note.",
    "tables of contents": "[TOC]\n\n" * 100 + "# a\n\n" * 100,
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_text_that_would_take_minutes_is_refused_within_seconds(name):
    started = time.process_time()
    record = read(article_text(f"{COSTLY[name]}\n"))
    assert time.process_time() - started < 10
    assert codes(record.problems) == ["unreadable-text"]
    assert record.problems[0].hint


def test_the_problem_says_what_is_too_much():
    record = read(article_text("[" * 100_000))
    assert found(record.problems) == [(8, "body", "unreadable-text")]
    assert "brackets" in record.problems[0].message


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('Words, and "quotes", it\'s [a](https://a.example).\n\n' * 2_000, id="book"),
        pytest.param("Words that go on and on, it's said. " * 3_000, id="one paragraph"),
        pytest.param("| [a](https://a.example) | b [x] |\n" * 500, id="table"),
        pytest.param("- [a](https://a.example) \\[1\\] *b* `c`\n" * 1_000, id="list"),
        pytest.param("".join(f"A[^{n}]\n\n[^{n}]: B.\n\n" for n in range(500)), id="footnotes"),
    ],
)
def test_a_long_text_is_read(body):
    assert codes(read(article_text(body)).problems) == []


def test_closed_brackets_cost_what_is_between_them():
    assert inline_effort("[a](b) " * 10_000) < MAX_EFFORT
    assert inline_effort("[a](b " * 10_000) > MAX_EFFORT


def test_many_different_links_are_found_on_their_lines_in_time():
    body = "".join(f"[a](b{number}.md)\n\n" for number in range(4_000))
    started = time.process_time()
    record = read(article_text(body))
    assert time.process_time() - started < 10
    assert [link.line for link in record.body.links[:3]] == [8, 10, 12]
