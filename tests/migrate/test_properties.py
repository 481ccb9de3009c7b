"""Nothing is lost: each key and line is in the file, or the notes say what it became."""

import re
from json import dumps

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.migrate.mapping import ROLE_OF, WHY_NOT
from broadsheet.migrate.sheet import leaves
from broadsheet.read.located_yaml import Scalar, read_yaml
from tests.builders import read
from tests.migrate.moving import move, moved

KINDS = st.sampled_from(["pelican", "hugo", "jekyll", "markdown"])
WORDS = st.text(st.sampled_from("abc é#:'\"[]{}-!&*,>|%@`\\ü 1\u200c"), min_size=1, max_size=16)
DATES = st.sampled_from(["2022-12-18", "2022-12-18 14:30", "2022-12-18T14:30:00+03:30", "soon"])
KEYS = st.sampled_from(sorted([*ROLE_OF, *WHY_NOT, "own", "Number"]))
VALUES = WORDS | DATES | st.lists(WORDS, max_size=3) | st.dictionaries(WORDS, WORDS, max_size=2)
MARKS = st.sampled_from(
    """{{< figure src="/a.jpg" >}} {{< x >}} {%_include_y_%} {%_comment_%} {%_endcomment_%} {{_z_}}
    {:_.lead} [a](/b) [c]: ![d](e.jpg) {filename}f.md `g` ``` ~~~ <!-- --> <pre> </pre> --- # ## -
    1. > | <iframe src="https://www.youtube.com/embed/h"></iframe> [^1] [^1]: {%_raw_%} <p> ``h`
    {%_highlight_i_%} {%_endhighlight_%} {#j} www.k.example [l](www.m.example/n)
    [o](<p q>) \\`""".split()
).map(lambda mark: mark.replace("_", " "))
LINE = st.lists(MARKS | WORDS, max_size=4).map(" ".join)
BODY = st.lists(LINE | st.just("") | LINE.map(lambda line: f"    {line}"), max_size=12)


def as_yaml(fields):
    return "".join(f"{key}: {dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


@given(st.dictionaries(KEYS, VALUES, max_size=6), KINDS)
def test_every_key_is_in_the_file_or_left_out_with_a_reason(fields, kind):
    file, one = moved(f"---\n{as_yaml(fields)}---\nWords\n", kind=kind)
    record = read(file, path=f"content/{one.target}")
    head = file.split("\n---\n")[0]
    out = {kept.key for kept in one.kept if kept.out}

    assert record.readable, record.problems
    for key, value in fields.items():
        remark = f"# {key}:" in head
        texts = [plain(text) for text in leaves(value)]
        said = key in ROLE_OF and all(text in plain(unquoted(head)) for text in texts)
        named = key == "slug" and value == one.slug
        filed = ROLE_OF.get(key) in ("topics", "regions") and "topics: [" in head
        written = said or named or filed or key in ("draft", "published", "status")
        assert remark or key in out or written, key
        assert (key in out) == (not texts)


def unquoted(head):
    """Give the values as they read."""
    node, _ = read_yaml(head.removeprefix("---\n") + "\n", path="x", first_line=1)
    return "\n".join(scalars(node))


def scalars(node):
    if isinstance(node, Scalar):
        return [node.text]
    items = node.items if isinstance(node.items, list) else node.items.values()
    return [text for item in items for text in scalars(item)]


@given(BODY, KINDS)
def test_every_line_is_in_the_file_or_the_notes_say_what_it_became(rows, kind):
    text = "---\ntitle: T\n---\n" + "\n".join(rows)
    file, one = moved(text, kind=kind, files={"a.jpg"})
    body = file.split("\n---\n", 1)[1]
    typed = {}
    for note in one.notes:
        for number, part in enumerate(note.typed.split("\n")):
            typed.setdefault(note.line + number, []).append(plain(part))

    for number, row in enumerate(rows, 4):
        rest = plain(row)
        for part in sorted(filter(None, typed.get(number, [])), key=len, reverse=True):
            rest = rest.replace(part, "\n")
        for part in rest.split("\n"):
            assert plain(part) in plain(body), (number, row, part)


@given(BODY, KINDS)
def test_what_is_written_can_be_read_and_is_written_the_same_way_twice(rows, kind):
    texts = {"a.md": "---\ntitle: T\n---\n" + "\n".join(rows), "b.md": "Words"}
    first, _ = move(texts, kind)
    second, _ = move(dict(reversed(texts.items())), kind)

    assert [one.data for one in first] == [one.data for one in second]
    assert read(first[0].data, path="content/articles/undated/a.md").readable
