"""With our processors Python-Markdown writes what it writes with its own, whatever the text."""

from xml.etree.ElementTree import Comment, Element, QName, SubElement

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.serializers import to_html_string
from markdown.treeprocessors import PrettifyTreeprocessor, Treeprocessor

from broadsheet.read.markup.quotes import substitutions
from broadsheet.read.markup.renderer import DEFAULT_EXTENSIONS
from broadsheet.read.markup.serializer import to_html
from broadsheet.read.markup.sparing import make_sparing

OPTIONS = {
    "plain": ([], {}),
    "English": (DEFAULT_EXTENSIONS, {"smarty": {"substitutions": substitutions("en")}}),
    "French": (DEFAULT_EXTENSIONS, {"smarty": {"substitutions": substitutions("fr")}}),
    "entities": (DEFAULT_EXTENSIONS, {"smarty": {"smart_angled_quotes": True}}),
    "links to headings": (
        DEFAULT_EXTENSIONS,
        {
            "toc": {"permalink": True, "baselevel": 2, "title": "Contents"},
            "footnotes": {"USE_DEFINITION_ORDER": False},
        },
    ),
    "part of a table of contents": (
        DEFAULT_EXTENSIONS,
        {"toc": {"anchorlink": True, "toc_depth": "2-3", "marker": "{toc}"}},
    ),
    "other extensions": (("extra", "toc", "smarty", "sane_lists", "nl2br", "admonition"), {}),
}


def instance(options):
    extensions, configs = OPTIONS[options]
    return markdown.Markdown(
        extensions=list(extensions),
        extension_configs={name: dict(config) for name, config in configs.items()},
        output_format="html",
    )


STOCK = {options: instance(options) for options in OPTIONS}
SPARING = {options: make_sparing(instance(options)) for options in OPTIONS}

MARKS = """* ** _ ` `` \\ \\* [ ] ( ) ![ [^1] [x][] < > <b> </b> &amp; & ' " "' '" '90s - -- --- ...
<< >> <https://e.example> <me@e.example> [x](https://e.example) word é 漢 # * [TOC] {toc} &#7; «
<!-- --> <div> </div> <hr> <script> ~ ^ | : = > 1. + ; ,""".split()
BLOCKS = [
    *(" ", "  ", "  \n", "\n", "\n\n", "\n\n\n", "\t", "    ", "\r\n", "\x02", "\x03", "\u202f"),
    *("\n[^1]: note\n", "\n[^1]: 'note'\n\n    more\n", "[x]: https://e.example\n"),
    *("| a | b |\n|---|--:|\n", "\nTerm\n:   text\n", "[a](https://e.example 'T')", "word\n===\n"),
    *(
        "# Head\n",
        "\n## Head 'a'\n\n",
        "\n### Head *b* [^1] ##\n",
        "\n\n* item\n",
        "\n    * item\n",
    ),
    *("\n> quoted\n", "\n1. item\n\n", "\n\n    code\n\n", "\n---\n", "\n\n[TOC]\n\n", "\n\nWord "),
    *(
        "![a](b 'c\"d')",
        "<img alt='x'>",
        "*[HTML]: Hyper\n",
        "!!! note\n    text\n",
        "```\ncode\n```\n",
    ),
    *("word\nWord\n", "word\n- item\n", "word\n:  text\n", "word\n> quoted\n", "word\n# Head\n"),
]
MIXES = st.lists(st.sampled_from([*MARKS, *BLOCKS]), max_size=40).map("".join)
TEXTS = st.one_of(MIXES, st.text(max_size=200))


@pytest.mark.parametrize("options", OPTIONS)
@settings(max_examples=250, deadline=None)
@given(TEXTS)
@example("'It's the '90s,' he said -- \"really...\"")
@example("**a *b** c* [x *y](z) ![i](j)* `k`*`")
@example("word\n   ")
@example("# A & B\n\n# A \\* B\n\n# [a](b) 'c'\n\n# A <b>x</b>\n\n[TOC]")
@example('"\'a\' b" \'c "d"\'e -- "" \'\' "-\'-" a---b ....')
@example("*a\\\\`b* &amp;copy; <i title='x\\*y'>z</i> 'k'")
def test_any_text_comes_out_the_same(options, text):
    assert SPARING[options].reset().convert(text) == STOCK[options].reset().convert(text)


@pytest.mark.parametrize("options", OPTIONS)
@settings(max_examples=20, deadline=None)
@given(st.lists(MIXES, min_size=2, max_size=4))
def test_what_was_read_before_leaves_no_trace(options, texts):
    for text in texts:
        assert SPARING[options].reset().convert(text) == STOCK[options].reset().convert(text)


def elements(names):
    """Give trees of elements with any texts and attributes."""

    def grown(children):
        return st.builds(
            element, names, st.text(max_size=9), st.text(max_size=9), ATTRIBUTES, children
        )

    return st.recursive(grown(st.just([])), lambda inner: grown(st.lists(inner, max_size=3)))


ATTRIBUTES = st.dictionaries(
    st.sampled_from(["id", "class", "open", "alt", "x-y"]),
    st.one_of(st.none(), st.sampled_from(["open", "", "a&b"]), st.text(max_size=9)),
)
MARKUP = st.text(alphabet="<>&\"'\n a;#1amp", max_size=9)


def element(tag, text, tail, attributes, children):
    made = Element(tag)
    made.text, made.tail, made.attrib = text or None, tail, attributes
    made.extend(children)
    return made


@settings(max_examples=300, deadline=None)
@given(elements(st.sampled_from(["p", "br", "IMG", "script", "Style", "div", "o:p"])))
def test_any_tree_is_written_the_same(tree):
    assert to_html(tree) == to_html_string(tree)


@settings(max_examples=200, deadline=None)
@given(MARKUP, MARKUP, MARKUP)
def test_what_means_something_in_html_is_written_the_same(text, tail, value):
    tree = element("p", text, tail, {"alt": value}, [element("b", tail, text, {}, [])])
    assert to_html(tree) == to_html_string(tree)


@pytest.mark.parametrize(
    "child",
    [
        Comment("a <b>"),
        Element(QName("https://e.example", "p")),
        element("p", "a", "b", {QName("x"): "y"}, []),
        element("p", "a", "b", {"x": QName("y")}, []),
        element("p", "a", "b", {"hidden": "hidden"}, []),
    ],
)
def test_what_is_unusual_is_written_the_same(child):
    tree = Element("div")
    SubElement(tree, "p").text = "before"
    tree.append(child)
    assert to_html(tree) == to_html_string(tree)


def test_a_deep_tree_is_written():
    tree = Element("div")
    inner = tree
    for _ in range(5_000):
        inner = SubElement(inner, "b")
    assert to_html(tree) == to_html_string(tree)


def ours(md):
    """Name the processors of an instance that are ours."""
    registries = (md.preprocessors, md.parser.blockprocessors, md.treeprocessors)
    found = [type(one) for registry in registries for one in registry]
    return {one.__name__ for one in found if one.__module__.startswith("broadsheet.")}


EVERYWHERE = {"SparingInlineProcessor", "SparingPrettify"}


def test_with_known_extensions_all_that_is_slow_is_replaced():
    assert ours(SPARING["English"]) == {
        "AloneInlineProcessor",
        "PlainBlockProcessor",
        "SparingHtmlBlocks",
        "SparingPrettify",
        "SparingToc",
        "SparingUnescape",
        "SparingWhitespace",
    }
    assert SPARING["English"].serializer is to_html


def test_with_an_unknown_extension_what_it_could_watch_stays():
    assert ours(SPARING["other extensions"]) == EVERYWHERE


@pytest.mark.parametrize(
    ("registry", "processor"), [("preprocessors", Preprocessor), ("treeprocessors", Treeprocessor)]
)
def test_a_processor_of_a_site_finds_what_it_would_find(registry, processor):
    seen = []

    class Watch(processor):
        def run(self, root):
            seen.append((type(root), self.md.htmlStash.html_counter))
            return root

    class Watching(Extension):
        def extendMarkdown(self, md):  # noqa: N802  the name is Python-Markdown's
            getattr(md, registry).register(Watch(md), "watch", 1)

    for make in (lambda md: md, make_sparing):
        md = make(markdown.Markdown(extensions=[*DEFAULT_EXTENSIONS, Watching()]))
        assert md.convert("a 'b' -- c") == "<p>a &lsquo;b&rsquo; &ndash; c</p>"
    assert seen[0] == seen[1]
    assert ours(md) == EVERYWHERE


def test_what_an_extension_has_replaced_stays():
    class Own(PrettifyTreeprocessor):
        pass

    class Extend(Extension):
        def extendMarkdown(self, md):  # noqa: N802  the name is Python-Markdown's
            md.treeprocessors.register(Own(md), "prettify", 10)
            md.treeprocessors.deregister("unescape")

    md = make_sparing(markdown.Markdown(extensions=[Extend()], output_format="xhtml"))
    assert type(md.treeprocessors["prettify"]) is Own
    assert "unescape" not in md.treeprocessors
    assert md.convert("a  \nb") == "<p>a<br />\nb</p>"
