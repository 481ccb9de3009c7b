"""Whatever the blocks of a page: their Markdown is rendered to the same blocks by our reader."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from broadsheet.clip.page.blocks import (
    Code,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Run,
    Table,
    plain_paragraph,
    runs_of,
)
from broadsheet.clip.page.markdown import settled, write_markdown
from broadsheet.clip.page.markup import read_blocks
from broadsheet.read.addresses import as_uri
from broadsheet.read.typed import is_blank
from tests.builders import RENDERER

PIECES = st.sampled_from(
    [
        *"ab é0\u06f1\u200c新\\`*_{}[]()#+-.!|<>&:=~^;/'\"",
        "1. ",
        "1986.",
        "۱۸. ",
        "- ",
        "* ",
        "> ",
        "# ",
        "#tag",
        ": ",
        "===",
        "---",
        "~~~",
        "```",
        "[TOC]",
        "[^1]",
        "[^1]: ",
        "[a]: ",
        "[sic] ",
        "](",
        "![",
        "&copy",
        "&amp;",
        "&#42;",
        "<b>",
        "</p>",
        "<!-- ",
        "<?php",
        "<script>",
        "https://example.org/a_b_c",
        "**",
        "__",
        "snake_case ",
        " | ",
        "\\*",
        "\\\\",
        "word ",
        "two words",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=8).map("".join)
ADDRESSES = st.sampled_from(
    [
        "https://example.org/",
        "https://example.org/a_(b)_c?d=1&copy=2&amp;e=*",
        "https://example.org/a)b",
        "https://example.org/a[1]",
        "https://example.org/__init__/*x*/'y'!",
        "https://example.org/سلام",
        "mailto:a@example.org",
    ]
)


def tidy(run):
    return plain_paragraph([run]) is not None


RUNS = st.builds(
    Run,
    TEXTS,
    strong=st.booleans(),
    stressed=st.booleans(),
    code=st.just(value=False) | st.booleans(),
    href=st.none() | ADDRESSES,
).map(
    lambda run: replace(
        run, strong=run.strong and not run.code, stressed=run.stressed and not run.strong | run.code
    )
)
LINES = (
    st.lists(RUNS, min_size=1, max_size=4)
    .map(plain_paragraph)
    .filter(bool)
    .map(lambda paragraph: paragraph.lines[0])
)
PARAGRAPHS = st.lists(LINES, min_size=1, max_size=3).map(tuple).map(Paragraph)
HEADINGS = st.builds(Heading, st.integers(1, 6), LINES)
CODES = (
    st.lists(TEXTS | st.just("    ") | st.just(""), min_size=1, max_size=4)
    .map(lambda lines: "\n".join(line.rstrip() for line in lines).strip("\n"))
    .filter(lambda text: not is_blank(text))
    .map(Code)
)
TABLES = st.integers(2, 4).flatmap(
    lambda width: (
        st.lists(
            st.lists(LINES | st.just(()), min_size=width, max_size=width).map(tuple).filter(any),
            min_size=2,
            max_size=3,
        )
        .map(tuple)
        .map(Table)
    )
)


def holding(inner):
    items = st.lists(inner, min_size=1, max_size=3).map(tuple)
    lists = st.builds(Listing, st.lists(items, min_size=1, max_size=3).map(tuple), st.booleans())
    return lists | items.map(Quote)


LEAVES = PARAGRAPHS | HEADINGS | CODES | TABLES
BLOCKS = st.lists(
    LEAVES | st.recursive(LEAVES, holding, max_leaves=6).filter(lambda block: block),
    min_size=1,
    max_size=4,
)


def rendered(markdown):
    """Give what readers see, as blocks."""
    body = RENDERER.render(markdown, path="content/articles/a.md", first_line=1, lang=None)
    assert not body.problems, (markdown, body.problems)
    return read_blocks(fragment_fromstring(body.html, create_parent="div"))


def folded(text):
    """Undo smart punctuation, and what white space alone can tell."""
    text = re.sub('[“”‘’„‚«»"]', "'", text)
    text = text.replace("—", "---").replace("–", "--").replace("…", "...")
    return re.sub(r"\s+", " ", text).strip()


def shape(block):
    """Give a block without its marks of stress: its kind, words, links and code."""
    match block:
        case Paragraph(lines):
            found = [line_shape(line) for line in lines]
        case Heading(level, runs):
            found = [level, line_shape(runs)]
        case Listing(items, ordered):
            found = [ordered, [[*map(shape, item)] for item in items]]
        case Quote(blocks):
            found = [*map(shape, blocks)]
        case Code(text):
            found = [line.rstrip() for line in text.split("\n")]
        case Table(rows):
            found = [[line_shape(cell) for cell in row] for row in rows]
    return type(block).__name__, found


def line_shape(runs):
    words = folded("".join(run.text for run in runs))
    links = [
        (reached(run.href), folded(run.text))
        for run in plain(runs)
        if run.href and run.text.strip()
    ]
    return words, links


def reached(address):
    return as_uri(address.replace("[", "%5B").replace("]", "%5D").replace("'", "%27"))


def plain(runs):
    line = plain_paragraph(replace(run, strong=False, stressed=False, code=False) for run in runs)
    return line.lines[0] if line else ()


@settings(max_examples=60)
@given(BLOCKS)
def test_what_readers_see_is_what_the_page_said(blocks):
    expected = settled(blocks)
    markdown = write_markdown(blocks)

    assert [*map(shape, rendered(markdown))] == [*map(shape, expected)], markdown


@given(BLOCKS)
def test_settling_loses_no_word(blocks):
    def words(of):
        return re.sub(
            r"[\s\u200c]+", "", "".join("".join(run.text for run in runs_of(b)) for b in of)
        )

    assert words(settled(blocks)) == words(blocks)
