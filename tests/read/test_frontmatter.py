import time

import pytest

from broadsheet.read.frontmatter import CONTROL, find_control, read_halves

PATH = "content/articles/bridge.md"


def halves(data):
    return read_halves(data.encode() if isinstance(data, str) else data, path=PATH)


def rows(data):
    return [(p.line, p.code) for p in halves(data)[1]]


def test_a_file_is_split_at_its_fences():
    split, problems = halves("---\ntitle: x\n---\nBody\n---\nmore\n")
    assert problems == []
    assert split.front.items["title"].text == "x"
    assert (split.body, split.body_line) == ("Body\n---\nmore\n", 4)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing(end, start):
    text = start + end.join(["---", "a: 1", "b: |", "  x", "c: 2", "---", "Body", ""])
    split, problems = halves(text)
    assert problems == []
    assert split.front.lines == {"a": 2, "b": 3, "c": 5}
    assert (split.body, split.body_line) == ("Body\n", 7)


@pytest.mark.parametrize("fence", ["---", "--- ", "---\t", "---   "])
def test_a_fence_may_have_spaces_behind_it(fence):
    assert halves(f"{fence}\na: 1\n{fence}\n")[1] == []


@pytest.mark.parametrize(
    ("data", "row"),
    [
        ("", (1, "empty-file")),
        ("\n \n\t\n", (1, "empty-file")),
        ("\ufeff\n", (1, "empty-file")),
        ("Words.\n", (1, "no-front-matter")),
        ("\n---\na: 1\n---\n", (1, "no-front-matter")),
        (" ---\na: 1\n---\n", (1, "no-front-matter")),
        ("----\na: 1\n---\n", (1, "no-front-matter")),
        ("Title: x\nDate: y\n\nBody\n", (1, "no-front-matter")),
        ("+++\na = 1\n+++\n", (1, "no-front-matter")),
        ("---\n", (1, "front-matter-not-closed")),
        ("---\na: 1\nBody\n", (1, "front-matter-not-closed")),
        ("---\na: 1\n ---\n", (1, "front-matter-not-closed")),
        ("---\na: 1\n----\n", (1, "front-matter-not-closed")),
        ("---\njust words\n---\n", (2, "yaml-syntax")),
        ("---\n- a\n- b\n---\n", (2, "yaml-syntax")),
        ("---\na: b: c\n---\n", (2, "yaml-syntax")),
        (b"---\na: caf\xe9\n---\n", (2, "not-utf-8")),
        (b"---\na: 1\n---\nx\ny\xc3\n", (5, "not-utf-8")),
        (b"---\r\na: 1\r\n---\r\n\xff", (4, "not-utf-8")),
        (b"---\ra: 1\r---\r\xff", (4, "not-utf-8")),
        ("---\na: é\n---\n".encode("utf-16"), (1, "not-utf-8")),
        (b"\xed\xa0\x80", (1, "not-utf-8")),
        (b"\xc0\x80", (1, "not-utf-8")),
    ],
)
def test_a_file_that_cannot_be_split_has_no_halves_and_one_problem(data, row):
    split, problems = halves(data)
    assert split is None
    assert [(p.line, p.code) for p in problems] == [row]


@pytest.mark.parametrize("front", ["", "\n", "# a comment\n"])
def test_front_matter_without_keys_has_no_keys(front):
    split, problems = halves(f"---\n{front}---\nBody")
    assert (split.front.items, split.body, problems) == ({}, "Body", [])


@pytest.mark.parametrize(
    "char",
    [
        "\0",
        "\x01",
        "\x08",
        "\x0b",
        "\x0c",
        "\x1b",
        "\x1c",
        "\x7f",
        "\x80",
        "\x85",
        "\x9f",
        "\ufdd0",
        "\uffff",
    ],
)
def test_a_control_character_is_reported_wherever_it_stands(char):
    assert rows(f"---\na: x{char}\n---\nBody\n") == [(2, "control-character")]
    assert rows(f"---\na: x\n---\nBody{char}\n") == [(4, "control-character")]
    assert (1, "control-character") in rows(f"{char}---\na: x\n---\n")


@pytest.mark.parametrize(
    "char", ["\t", "\u00a0", "\u00ad", "\u200b", "\u200c", "\u2028", "\u202e", "\ufeff"]
)
def test_tabs_and_characters_of_writing_are_no_control_characters(char):
    assert rows(f"---\na: x{char}y\n---\nBody{char}y\n") == []


def test_a_control_character_is_named_with_its_column():
    (found,) = halves("---\na: 1\n---\nab\x07c\n")[1]
    assert found.message == "holds the control character U+0007 at column 3"


def test_a_file_of_control_characters_and_spaces_is_told_both():
    assert rows("\x1c\n") == [(1, "control-character"), (1, "empty-file")]


def test_a_binary_file_is_refused_at_once_with_few_problems():
    began = time.monotonic()
    _, problems = halves(b"---\n" + b"\0\n" * 500_000 + b"\0" * 1_000_000)
    assert len(problems) == 21
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        ("\n\n---\na: 1\n---\n", "the opening --- must be the first line, it is line 3"),
        ("Words.\n", "begin the file with a line ---, the fields, and another line ---"),
        ("---\na: 1\n", "put a line --- between the fields and the text"),
        ("", "write an article into it, or delete it"),
        ("\ufeffa".encode("utf-16-le"), "save the file as UTF-8 (it is UTF-16)"),
        (b"\xff\xfe\x00", "save the file as UTF-8 (it is UTF-16)"),
        (b"caf\xe9", "save the file as UTF-8"),
    ],
)
def test_the_hint_names_the_next_step(data, hint):
    assert halves(data)[1][-1].hint == hint


@pytest.mark.parametrize("before", ["a\n\t", "é"])
def test_a_control_character_is_found_in_ascii_as_in_any_text(before):
    for code in [*range(0x300), 0xFFFE]:
        found, searched = (look(f"{before}{chr(code)}b") for look in (find_control, CONTROL.search))
        assert (found and found.span()) == (searched and searched.span())
