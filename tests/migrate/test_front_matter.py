"""Fields in every way in which they are written; what no parser takes is read all the same."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.migrate.encoding import decoded
from broadsheet.migrate.front_matter import read_sheet
from broadsheet.migrate.sheet import leaves


def fields(sheet):
    return [(entry.key, entry.value) for entry in sheet.entries]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('---\ntitle: "A: b"\ntags: [one, two]\n---\nBody\n', "YAML"),
        ('---\ntitle: "A: b"\ntags:\n\t- one\n\t- two\n---\nBody\n', "YAML"),
        ("---\ntitle: 'A: b'\ntags:\n- one\n- two\n...\nBody\n", "YAML"),
        ('+++\ntitle = "A: b"\ntags = ["one", "two"]\n+++\nBody\n', "TOML"),
        ('{"title": "A: b", "tags": ["one", "two"]}\nBody\n', "JSON"),
        ('\n  {\n  "title": "A: b",\n  "tags": ["one", "two"]\n}\nBody\n', "JSON"),
    ],
)
def test_each_form_gives_the_same(text, form):
    sheet = read_sheet(text, lines=False)

    assert sheet.form == form
    assert fields(sheet) == [("title", "A: b"), ("tags", ["one", "two"])]
    assert sheet.body == "Body\n"
    assert text.split("\n")[sheet.body_line - 1] == "Body"


def test_lines_of_metadata_may_have_values_of_several_lines():
    sheet = read_sheet("Title: A: b\nTags: one, two\n    three\nEmpty:\n\nBody\n", lines=True)

    assert sheet.form == "lines"
    assert fields(sheet) == [("Title", "A: b"), ("Tags", "one, two\nthree"), ("Empty", None)]
    assert (sheet.body, sheet.body_line) == ("Body\n", 6)


def test_lines_between_fences_are_not_yaml_where_the_generator_has_none():
    sheet = read_sheet("---\ntitle: Prize #1: gone\n---\nBody\n", lines=True)

    assert fields(sheet) == [("title", "Prize #1: gone")]


def test_a_sentence_with_a_colon_is_no_metadata():
    text = "Note: nothing of this is a field.\n\nBody\n"

    assert read_sheet(text, lines=True).body == text


def test_a_title_block_of_pandoc_is_read():
    sheet = read_sheet("% A bridge\n% Jane Roe; John Doe\n% 18 December 2022\n\nBody\n", lines=True)

    assert fields(sheet) == [
        ("title", "A bridge"),
        ("author", ["Jane Roe", "John Doe"]),
        ("date", "18 December 2022"),
    ]


def test_a_key_given_twice_keeps_both_values():
    yaml = read_sheet("---\na: 1\na: 2\nb: {c: 3, c: 4}\n---\n", lines=False)
    object_ = read_sheet('{"a": 1, "a": 2, "b": {"c": 3, "c": 4}}\n', lines=False)

    assert fields(yaml) == fields(object_) == [("a", "1"), ("a", "2"), ("b", {"c": "3", "c'": "4"})]


def test_scalars_are_what_was_typed():
    sheet = read_sheet(
        "---\ncountry: NO\nyear: 0x1F\nwhen: 2022-12-18\nnone: ~\n---\n", lines=False
    )

    assert fields(sheet) == [
        ("country", "NO"),
        ("year", "0x1F"),
        ("when", "2022-12-18"),
        ("none", None),
    ]


def test_comments_are_kept_and_number_signs_in_values_are_none():
    text = "---\n# above\ntitle: \"a #1\"  # behind\nb: 'c #2'\nd: e's # it's\n---\n"
    sheet = read_sheet(text, lines=False)

    assert sheet.remarks == ("above", "behind", "it's")


def test_tables_of_a_theme_are_opened():
    sheet = read_sheet(
        '+++\n[extra]\nteam = "Desk"\n[taxonomies]\ntags = ["a"]\n+++\n', lines=False
    )

    assert fields(sheet) == [("extra.team", "Desk"), ("taxonomies.tags", ["a"])]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A: b\ndate: 2022-12-18\n---\nBody\n",
        "---\ntitle: @home\ndate: 2022-12-18\n---\nBody\n",
        "---\ntitle: [a\ndate: 2022-12-18\n---\nBody\n",
        "+++\ntitle = A\ndate = 2022-12-18\n+++\nBody\n",
        '{\n"title": "A",,\n"date": "2022-12-18"\n}\nBody\n',
    ],
)
def test_what_no_parser_takes_is_read_line_by_line_and_told(text):
    sheet = read_sheet(text, lines=False)

    assert sheet.form == "lines"
    assert dict(fields(sheet))["date"] == "2022-12-18"
    assert sheet.body == "Body\n"
    assert "read line by line" in sheet.notes[0].why


@pytest.mark.parametrize("text", ["---\ntitle: A\n\nBody\n", "{{< figure >}}\n", "Body {\n}\n", ""])
def test_a_text_without_fields_is_all_body(text):
    sheet = read_sheet(text, lines=True)

    assert (sheet.form, sheet.body) == ("none", text)


def test_a_few_lines_cannot_stand_for_billions():
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    sheet = read_sheet("---\n" + "\n".join(rows) + "\n---\nBody\n", lines=False)

    assert sheet.form == "lines"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_without_end_is_read_as_lines(opening):
    text = f"---\na: 1\nb: {opening * 5000}\n---\nBody\n"

    assert read_sheet(text, lines=False).form == "lines"


KEYS = st.text("abcdefgh_", min_size=1, max_size=8)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
VALUES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
def test_every_text_of_an_object_is_found_again(value):
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\nBody\n"
    as_json = read_sheet(text, lines=False)
    found = [leaf for entry in as_json.entries for leaf in leaves(entry.value)]

    assert found == list(leaves(value))
    assert as_json.body == "Body\n"


FENCES = st.sampled_from(["---", "+++", "{", "}", "...", "% a", "Title: x", "-", "a: 1", "a = 1"])
ROWS = st.lists(FENCES | st.text(max_size=15) | st.from_regex(r"[a-c]{1,2} ?[:=] ?.{0,9}"))


@given(ROWS, st.booleans())
@example(["---", "? [a]: b", "---"], False)
@example(["---", "&a a: *a", "---"], False)
@example(["---", "!!python/object:os.system x", "---"], False)
@example(["---", "a: &x [*x]", "---"], False)
@example(["+++", "a = 1979-05-27T07:32:00", "+++"], False)
@example(["+++", "a = " + "1" * 5000, "+++"], False)
@example(["+++", "a = " + "[" * 3000, "+++"], False)
@example(["{", '"a": ' + "[" * 3000, "}"], False)
def test_whatever_stands_there_is_read_and_the_body_is_its_end(rows, lines):
    text, _ = decoded("\n".join(rows).encode("utf-8", "replace"))
    if text is None:  # it held a zero byte
        return
    sheet = read_sheet(text, lines=lines)

    assert text.endswith(sheet.body)
    assert not sheet.body or text.count("\n", 0, len(text) - len(sheet.body)) + 1 == sheet.body_line


@given(st.binary(max_size=60))
@example(b"\xff\xfe\x00")
@example(b"\xff\xfea\x00")
@example(b"\xef\xbb\xbf---\r\ntitle: a\r\n---\r\n")
@example(b"caf\xe9 \x81")
def test_any_bytes_are_a_text_or_none(data):
    text, notes = decoded(data)

    assert text is None or "\r" not in text
    assert not notes or "Windows-1252" in notes[0].why


def test_old_encodings_are_read():
    assert decoded("naïve – “x”".encode("cp1252"))[0] == "naïve – “x”"
    assert decoded("\ufeffnaïve".encode("utf-16-le"))[0] == "naïve"
    assert decoded(b"a\x00b")[0] is None
