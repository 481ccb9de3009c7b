import pytest

from broadsheet.read.located_yaml import MAX_BYTES, MAX_DEPTH, Mapping, Scalar, Sequence, read_yaml


def tree(text, first_line=1):
    node, problems = read_yaml(text, path="content/x.md", first_line=first_line)
    assert problems == []
    return node


def problem_of(text, first_line=1):
    """Give line, field and code of the one problem."""
    _, (found,) = read_yaml(text, path="content/x.md", first_line=first_line)
    return found.line, found.field, found.code


def lines(node, name=""):
    """Give the line of every key and of every text, by its place in the tree."""
    if isinstance(node, Scalar):
        return {name: node.line}
    if isinstance(node, Sequence):
        pairs = [(f"{name}[{number}]", item) for number, item in enumerate(node.items)]
        return {k: v for inner, item in pairs for k, v in lines(item, inner).items()}
    found = {}
    for key, value in node.items.items():
        inner = f"{name}.{key}" if name else key
        found |= {f"{inner}:": node.lines[key]} | lines(value, inner)
    return found


@pytest.mark.parametrize(
    "typed",
    [
        "NO",
        "yes",
        "null",
        "~",
        "1984",
        "007",
        "1.0",
        "0x1F",
        "2022-12-18",
        "12:30:45",
        "1e3",
        "=",
        ".inf",
    ],
)
def test_a_scalar_stays_the_text_that_was_typed(typed):
    assert tree(f"title: {typed}\n").items == {"title": Scalar(typed, 1)}


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"yes"', "yes"),
        ("'it''s'", "it's"),
        ('"a: b"', "a: b"),
        ('"\\u00e9\\n"', "é\n"),
        ("", ""),
        ('""', ""),
        ("a # comment", "a"),
        ("a#b", "a#b"),
        ("|\n  a\n  b", "a\nb\n"),
        (">-\n  a\n  b", "a b"),
        ("a\n  b", "a b"),
    ],
)
def test_quotes_and_blocks_are_undone(typed, text):
    assert tree(f"title: {typed}\n").items["title"].text == text


def test_an_empty_document_has_no_tree():
    assert [tree(text) for text in ("", "\n\n", "# only a comment\n")] == [None, None, None]


def test_every_key_and_text_has_its_line():
    text = """\
# a comment
title: >
  folded over
  two lines

date: 2022-12-18   # why then
photo:
  - file: a.jpg
    caption: |
      first

      second
    credit: "over
      two lines"
  -
    file: b.jpg
related: [one,
  {title: Two,
   url: https://x.example},

  three]
summary:
  'quoted

  text'
topics:
- a
# between
- b
last: x
"""
    assert lines(tree(text, first_line=2)) == {
        "title:": 3,
        "title": 3,
        "date:": 7,
        "date": 7,
        "photo:": 8,
        "photo[0].file:": 9,
        "photo[0].file": 9,
        "photo[0].caption:": 10,
        "photo[0].caption": 10,
        "photo[0].credit:": 14,
        "photo[0].credit": 14,
        "photo[1].file:": 17,
        "photo[1].file": 17,
        "related:": 18,
        "related[0]": 18,
        "related[1].title:": 19,
        "related[1].title": 19,
        "related[1].url:": 20,
        "related[1].url": 20,
        "related[2]": 22,
        "summary:": 23,
        "summary": 24,
        "topics:": 27,
        "topics[0]": 28,
        "topics[1]": 30,
        "last:": 31,
        "last": 31,
    }


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\u00a0", "\u200b", "\ufeff", "\u3000"])
@pytest.mark.parametrize("form", ["a{}b", '"a{}b"', "'a{}b'", "[a{}b]", "|\n  a{}b", "a # {} b"])
def test_no_other_character_counts_as_the_end_of_a_line(char, form):
    node = tree(f"first: {form.format(char)}\nsecond: x\n")
    assert node.lines["second"] == 2 + form.count("\n")


def test_separators_stay_in_the_text():
    assert tree("a: x\u2028y\u2029z\n").items["a"].text == "x\u2028y\u2029z"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, "a", "duplicate-key")),
        ("a: 1\n'a': 3\n", (2, "a", "duplicate-key")),
        ("photo:\n  file: x\n  alt: y\n  file: z\n", (4, "photo.file", "duplicate-key")),
        ("photo:\n- file: x\n  file: z\n", (3, "photo.file", "duplicate-key")),
        ("source: {url: a,\n  url: b}\n", (2, "source.url", "duplicate-key")),
        ("a: &x 1\n", (1, "a", "yaml-alias")),
        ("a: 1\nb: *x\n", (2, "b", "yaml-alias")),
        ("a: &x 1\nb: *x\n", (2, "b", "yaml-alias")),
        ("a: 1\n<<: *x\n", (2, "<<", "yaml-alias")),
        ("a: Prize #1 goes\n", (1, "a", "cut-by-comment")),
        ("a:\n  - x\n  - Prize #1\n", (3, "a", "cut-by-comment")),
        ("a: {b: x #1\n}\n", (1, "a.b", "cut-by-comment")),
        ("a: long\n  text #1\n", (1, "a", "cut-by-comment")),
        ("a: !!python/object/apply:os.system [x]\n", (1, None, "yaml-tag")),
        ("a: 1\nb: !important\n", (2, None, "yaml-tag")),
        ("a: !!str 1\n", (1, None, "yaml-tag")),
        ("a: ! x\n", (1, None, "yaml-tag")),
        ("a: 1\n---\nb: 2\n", (2, None, "yaml-syntax")),
        ("a: 1\n...\nb: 2\n", (3, None, "yaml-syntax")),
        ("? [a]\n: b\n", (1, None, "yaml-syntax")),
        ("a: b: c\n", (1, None, "yaml-syntax")),
        ("a: 1\n\tb: 2\n", (2, None, "yaml-syntax")),
        ("a: [1\nb: 2\n", (2, None, "yaml-syntax")),
        ('a: "x\n', (1, None, "yaml-syntax")),
        ('a: "x\nb: 1\nc: 2\n', (1, None, "yaml-syntax")),
        ('a: 1\nb: "x\n\n  \\q"\n', (4, None, "yaml-syntax")),
        ("a: @b\n", (1, None, "yaml-syntax")),
        ("a: %b\n", (1, None, "yaml-syntax")),
        ("a: `b`\n", (1, None, "yaml-syntax")),
        ('a: "\\ud800"\n', (1, None, "yaml-syntax")),
        ("a: 1\nb: c: d", (2, None, "yaml-syntax")),
    ],
)
def test_what_yaml_trips_over_is_reported_on_its_line(text, row):
    assert problem_of(text) == row


@pytest.mark.parametrize(
    "text",
    [
        "a: x # why\n",
        "a: 'Prize #1'\n",
        "a: C#1\n",
        "a: x ## why\n",
        "a: |\n  x #1\n",
        "#1\na: x\n",
    ],
)
def test_an_ordinary_comment_or_a_quoted_text_is_not_warned_of(text):
    assert read_yaml(text, path="x")[1] == []


def test_every_alias_is_named():
    _, problems = read_yaml("a: &x 1\nb: *x\nc: *x\nd: &y 2\n", path="x")
    assert [(p.line, p.field) for p in problems] == [(2, "b"), (3, "c"), (4, "d")]


def test_of_a_key_given_twice_the_first_counts():
    node, _ = read_yaml("a: 1\na: 2\n", path="x")
    assert node.items["a"] == Scalar("1", 1)


def test_nesting_is_limited():
    def nested(depth):
        return "a: " + "[" * depth + "]" * depth

    assert tree(nested(MAX_DEPTH - 1)) is not None
    assert problem_of(nested(MAX_DEPTH)) == (1, None, "yaml-too-deep")
    assert problem_of(nested(100_000)) == (1, None, "yaml-too-deep")


def test_length_is_limited_in_bytes():
    assert tree("a: " + "b" * (MAX_BYTES - 3)) is not None
    assert problem_of("a: " + "b" * (MAX_BYTES - 2), first_line=2) == (2, None, "yaml-too-large")
    assert problem_of("a: " + "é" * (MAX_BYTES // 2)) == (1, None, "yaml-too-large")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("title: Iran: no deal\n", 'put the text between quotes: "Iran: no deal"'),
        ("title: @editor\n", "put a text that begins with a special character between quotes"),
        ("a: 1\n\tb: 2\n", "indent with spaces, not tabs"),
        ('a: "never closed\nb: 1\n', "close the quotation mark"),
        (
            "a: 1\n b: 2\nc\n",
            "compare the line and the one above it with the example in docs/authoring.md",
        ),
    ],
)
def test_the_hint_names_the_commonest_cause(text, hint):
    _, (found,) = read_yaml(text, path="x")
    assert found.hint == hint


def test_a_mapping_knows_where_it_begins():
    node = tree("- a: 1\n- b: 2\n")
    assert [(type(item), item.line) for item in node.items] == [(Mapping, 1), (Mapping, 2)]


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("a: 1\ndate:2022-12-18\nb: 2\n", 2, "put a space behind the colon: date: 2022-12-18"),
        ("a: b: c\n", 1, 'put the text between quotes: "b: c"'),
        ('a: b: "c" d\n', 1, "put the text between quotes: 'b: \"c\" d'"),
        ("a: “b: c”\n", 1, "those are typographic quotation marks: use straight ones"),
        ("a: 'Don't stop'\n", 1, "a quotation mark in quoted text: put the other kind around it"),
        ("date:2022-12-18\nb: 2\n", 1, "put a space behind the colon: date: 2022-12-18"),
        (
            "a:\n\u00a0b: c\n  d: 1\n",
            2,
            "the line holds a no-break space (U+00A0): type a plain space",
        ),
    ],
)
def test_the_hint_names_the_cause_that_fits_the_line(text, line, hint):
    (found,) = read_yaml(text, path="x")[1]
    assert (found.line, found.hint) == (line, hint)
