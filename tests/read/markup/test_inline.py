"""The sparing inline processor gives the HTML of the stock one."""

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import InlineProcessor

from broadsheet.read.markup.inline import (
    SparingInlineExtension,
    SparingInlineProcessor,
    needles_of,
    stock_has_the_step,
)
from broadsheet.read.markup.renderer import DEFAULT_EXTENSIONS

STOCK = markdown.Markdown(extensions=list(DEFAULT_EXTENSIONS))
SPARING = markdown.Markdown(extensions=[*DEFAULT_EXTENSIONS, SparingInlineExtension()])

MARKS = """* ** _ ` `` \\ \\* [ ] ( ) ![ [^1] [x][] < > <b> </b> &amp; & ' " "' '" '90s - -- --- ...
<< >> <https://e.example> <me@e.example> [x](https://e.example) word é 漢 # *"""
BLOCKS = [" ", "  \n", "\n", "\n\n", "\n[^1]: note\n", "[x]: https://e.example\n"]
TABLES = ["| a | b |\n|---|---|\n", "\nTerm\n:   text\n", "[a](https://e.example 'T')"]
PIECES = [*MARKS.split(), *BLOCKS, *TABLES]


def both(text):
    return STOCK.reset().convert(text), SPARING.reset().convert(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example("'It's the '90s,' he said -- \"really...\"")
@example("**a *b** c* [x *y](z) ![i](j)* `k`*`")
def test_any_mix_of_marks_comes_out_the_same(text):
    stock, sparing = both(text)
    assert sparing == stock


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_comes_out_the_same(text):
    stock, sparing = both(text)
    assert sparing == stock


def test_it_stands_in_the_place_of_the_stock_processors():
    assert stock_has_the_step()
    assert type(STOCK.treeprocessors["inline"]) is InlineProcessor
    for name in ("inline", "smarty"):
        assert isinstance(SPARING.treeprocessors[name], SparingInlineProcessor)


@pytest.mark.parametrize("name", ["inline", "smarty"])
def test_every_pattern_of_the_default_extensions_has_known_needs(name):
    unknown = [p.pattern for p in SPARING.treeprocessors[name].inlinePatterns if not needles_of(p)]
    assert unknown == []


def test_a_pattern_of_an_unknown_extension_is_always_tried():
    class Shout(Extension):
        def extendMarkdown(self, md):  # noqa: N802  the name is Python-Markdown's
            md.inlinePatterns.register(SimpleTagInlineProcessor(r"()~(\w+)~", "mark"), "shout", 70)

    sparing = markdown.Markdown(extensions=[Shout(), SparingInlineExtension()])
    assert sparing.convert("so ~loud~ it is") == "<p>so <mark>loud</mark> it is</p>"


def test_a_processor_that_an_extension_put_there_stays():
    class Own(InlineProcessor):
        pass

    class Extend(Extension):
        def extendMarkdown(self, md):  # noqa: N802  the name is Python-Markdown's
            md.treeprocessors.register(Own(md), "inline", 20)

    md = markdown.Markdown(extensions=[Extend(), SparingInlineExtension()])
    assert type(md.treeprocessors["inline"]) is Own
