"""The text of a page as blocks: no word is lost on the way from HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring, fragment_fromstring

from broadsheet.clip.page.blocks import (
    Code,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Run,
    Table,
    words_of,
)
from broadsheet.clip.page.boxes import take_boxes
from broadsheet.clip.page.joiners import hide, show, swaps
from broadsheet.clip.page.markdown import write_markdown
from broadsheet.clip.page.markup import read_blocks
from broadsheet.clip.related import Related


def read(html):
    return read_blocks(fragment_fromstring(html, create_parent="div"))


def line(*runs):
    return tuple(Run(run) if isinstance(run, str) else run for run in runs)


def one(*runs):
    return Paragraph((line(*runs),))


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("a  b\n<p> c </p>d", [one("a b"), one("c"), one("d")]),
        ("<p>a <b>b</b>c", [one("a ", Run("b", strong=True), "c")]),
        ("<p><b>a <i>b</i></b>", [one(Run("a b", strong=True))]),
        (
            "<p><i>a</i> <cite>b</cite>",
            [one(Run("a", stressed=True), " ", Run("b", stressed=True))],
        ),
        ("<p><kbd><b>a</b></kbd>", [one(Run("a", code=True))]),
        ("<p><a href=x>a<b>b</b></a>", [one(Run("a", href="x"), Run("b", strong=True, href="x"))]),
        ("<a href=x><p>a</p></a>", [one(Run("a", href="x"))]),
        ("<p>a<br>b<br> <br>c", [Paragraph((line("a"), line("b"))), one("c")]),
        (
            "<h1>a<br>b</h1><h4><span>c</span></h4>",
            [Heading(1, line("a b")), Heading(4, line("c"))],
        ),
        ("<ul><li>a<li><p>b<p>c</ul>", [Listing(((one("a"),), (one("b"), one("c"))))]),
        ("<ol><li>a<ul><li>b</ul></ol>", [Listing(((one("a"), Listing(((one("b"),),))),), True)]),
        (
            "<ul><li>a</li><ul><li>b</li></ul></ul>",
            [Listing(((one("a"), Listing(((one("b"),),))),))],
        ),
        ("<dl><dt>a<dd>b</dl>", [Listing(((one("a"),), (one("b"),)))]),
        ("<blockquote>a<p>b</blockquote>", [Quote((one("a"), one("b")))]),
        ("<pre>\n a\n\n  b \n</pre>", [Code(" a\n\n  b")]),
        ("<pre>a<b>b\n</b>c<br>d</pre>", [Code("ab\nc\nd")]),
        (
            "<table><tr><th>a<th>b<tr><td>c</table>",
            [Table(((line("a"), line("b")), (line("c"), ())))],
        ),
        (
            "<table><caption>c</caption><tr><td>a<td>b<tr><td>d<td>e</table>",
            [one("c"), Table(((line("a"), line("b")), (line("d"), line("e"))))],
        ),
        ("<table><tr><td>a<td>b</table>", [one("a"), one("b")]),
        ("<table><tr><td>a<tr><td><ul><li>b</ul></table>", [one("a"), Listing(((one("b"),),))]),
        ("<p> \u200b </p><ul></ul><blockquote></blockquote><h2> </h2><pre> </pre>", []),
    ],
)
def test_html_is_read_as_blocks(html, blocks):
    assert [*read(html)] == blocks


def test_words_that_stand_deeper_than_anybody_nests_are_text():
    assert words_of(read("<div>" * 200 + "<b>a</b><ul><li>b</ul>")[0]) == "a b"


TAGS = st.sampled_from(
    "p div b i a ul ol li dl dt dd h1 h3 blockquote pre code table tr td br q".split()
)


@given(
    st.recursive(
        st.text("ab c\n<&*_[]`#-1.", min_size=1), lambda inner: st.tuples(TAGS, st.lists(inner))
    )
)
def test_no_word_is_lost(piece):
    tree = fragment_fromstring(html_of(piece), create_parent="div")
    found = "".join(words_of(block) for block in read_blocks(tree))

    assert re.sub(r"\s+", "", found) == re.sub(r"\s+", "", tree.text_content())
    write_markdown(read_blocks(tree))


def html_of(piece):
    if isinstance(piece, str):
        return piece.replace("&", "&amp;").replace("<", "&lt;")
    tag, inner = piece
    return f"<{tag}>{''.join(map(html_of, inner))}</{tag}>"


# --- joiners


@given(st.text("ab \u200c\u200d\u200e\ua78f\ua7f7", max_size=30))
def test_what_is_hidden_is_shown_again(text):
    tree = document_fromstring(f"<body><p>x {text} <b>{text}y</b> <i>{text}</i>{text}</p></body>")
    before = tree.text_content()
    table = swaps(before)
    hide(tree, table)

    assert not re.search("[\u200c\u200d\u200e]", tree.text_content())
    show(tree, table)
    assert tree.text_content().split() == before.split()


# --- boxes


def boxes(html):
    tree = document_fromstring(f"<body>{html}</body>")
    return take_boxes(tree), " ".join(tree.text_content().split())


LONG = [
    "It rained all day long over the town, and it did not stop before night.",
    "x " * 40,
    "y " * 40,
]


@pytest.mark.parametrize(
    "box",
    [
        "<p>Read more: <a href='https://a.example/1'>One</a></p>",
        "<p><a href='https://a.example/1'>Read more: One</a></p>",
        "<div><b>See also:</b> <a href='https://a.example/1'>One</a></div>",
        "<div><h3>Read also</h3></div><div><p><a href='https://a.example/1'>One</a></p></div>",
    ],
)
def test_boxes_between_paragraphs_are_taken(box):
    found, rest = boxes(f"<p>{LONG[0]}</p>{box}<p>{LONG[1]}</p>")

    assert found.within(LONG) == [Related("One", "https://a.example/1")]
    assert rest.startswith(LONG[0])
    assert "One" not in rest


@pytest.mark.parametrize(
    "other",
    [
        "<p>Read more about it tomorrow.</p>",
        "<p>Read more: nothing to follow</p>",
        "<h3>Read more</h3><p>Words, and <a href='https://a.example/1'>a link</a>.</p>",
        "<p>See <a href='https://a.example/1'>One</a></p>",
        "<h3>Related</h3><ul>" + "<li><a href='https://a.example/1'>One</a>" * 20 + "</ul>",
    ],
)
def test_what_is_no_box_stays(other):
    found, rest = boxes(f"<p>{LONG[0]}</p>{other}<p>{LONG[1]}</p>")

    assert found.within(LONG) == []
    assert len(rest) > len(LONG[0]) + len(LONG[1])
