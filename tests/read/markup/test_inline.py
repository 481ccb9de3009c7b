"""Each known inline pattern is tried only where it can match; an unknown one always."""

import markdown
import pytest
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import InlineProcessor

from broadsheet.read.markup.inline import (
    AloneInlineProcessor,
    SparingInlineProcessor,
    needles_of,
    stock_has_the_steps,
)
from broadsheet.read.markup.renderer import DEFAULT_EXTENSIONS
from broadsheet.read.markup.sparing import make_sparing


class Shout(Extension):
    def extendMarkdown(self, md):  # noqa: N802  the name is Python-Markdown's
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"()~(\w+)~", "mark"), "shout", 70)


def sparing(*extensions):
    return make_sparing(markdown.Markdown(extensions=list(extensions)))


@pytest.mark.parametrize("name", ["inline", "smarty"])
def test_it_stands_in_the_place_of_the_stock_processors(name):
    assert stock_has_the_steps()
    assert type(sparing(*DEFAULT_EXTENSIONS).treeprocessors[name]) is AloneInlineProcessor
    assert type(sparing(*DEFAULT_EXTENSIONS, Shout()).treeprocessors[name]) is (
        SparingInlineProcessor
    )


@pytest.mark.parametrize("name", ["inline", "smarty"])
def test_every_pattern_of_the_default_extensions_has_known_needs(name):
    patterns = sparing(*DEFAULT_EXTENSIONS).treeprocessors[name].inlinePatterns
    assert [pattern.pattern for pattern in patterns if not needles_of(pattern)] == []


def test_a_pattern_of_an_unknown_extension_is_always_tried():
    md = sparing(Shout())
    assert md.convert("so ~loud~ it is") == "<p>so <mark>loud</mark> it is</p>"


def test_a_processor_that_an_extension_put_there_stays():
    class Own(InlineProcessor):
        pass

    class Extend(Extension):
        def extendMarkdown(self, md):  # noqa: N802  the name is Python-Markdown's
            md.treeprocessors.register(Own(md), "inline", 20)

    assert type(sparing(Extend()).treeprocessors["inline"]) is Own
