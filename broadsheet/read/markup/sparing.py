"""Puts our processors in the place of Python-Markdown's where the HTML is certain to be the same.

Only exactly the stock ones are replaced: an extension may have put its own there. What leaves out
steps that another extension could watch is used only when every processor is a known one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from markdown import Markdown, blockprocessors, postprocessors, preprocessors, treeprocessors
from markdown.extensions import def_list, footnotes, tables, toc
from markdown.serializers import to_html_string

from broadsheet.read.markup.blocks import PlainBlockProcessor, SparingHtmlBlocks, SparingWhitespace
from broadsheet.read.markup.inline import (
    AloneInlineProcessor,
    SparingInlineProcessor,
    needles_of,
    stock_has_the_steps,
)
from broadsheet.read.markup.serializer import to_html
from broadsheet.read.markup.trees import SparingPrettify, SparingToc, SparingUnescape

_KNOWN: Final[frozenset[type]] = frozenset(
    {
        preprocessors.NormalizeWhitespace,
        preprocessors.HtmlBlockPreprocessor,
        blockprocessors.EmptyBlockProcessor,
        blockprocessors.ListIndentProcessor,
        blockprocessors.CodeBlockProcessor,
        blockprocessors.HashHeaderProcessor,
        blockprocessors.SetextHeaderProcessor,
        blockprocessors.HRProcessor,
        blockprocessors.OListProcessor,
        blockprocessors.UListProcessor,
        blockprocessors.BlockQuoteProcessor,
        blockprocessors.ReferenceProcessor,
        blockprocessors.ParagraphProcessor,
        treeprocessors.InlineProcessor,
        treeprocessors.PrettifyTreeprocessor,
        treeprocessors.UnescapeTreeprocessor,
        postprocessors.RawHtmlPostprocessor,
        postprocessors.AndSubstitutePostprocessor,
        def_list.DefListIndentProcessor,
        def_list.DefListProcessor,
        footnotes.FootnoteBlockProcessor,
        footnotes.FootnotePostprocessor,
        footnotes.FootnotePostTreeprocessor,
        footnotes.FootnoteReorderingProcessor,
        footnotes.FootnoteTreeprocessor,
        tables.TableProcessor,
        toc.TocTreeprocessor,
    }
)


def make_sparing(md: Markdown) -> Markdown:
    """Let an instance do without the work that finds nothing.

    Its extensions must all be registered: what they brought decides what can be replaced. The HTML
    stays the same; `toc` and `toc_tokens` may stay empty.
    """
    known = _all_known(md)  # before anything of ours is among them
    if md.serializer is to_html_string:
        md.serializer = to_html
    trees = md.treeprocessors
    if _is(trees, "prettify", treeprocessors.PrettifyTreeprocessor):
        trees.register(SparingPrettify(md), "prettify", 10)
    for name, priority in (("inline", 20), ("smarty", 6)):
        if stock_has_the_steps() and _is(trees, name, treeprocessors.InlineProcessor):
            trees.register(_inline(md, trees[name], alone=known), name, priority)
    if known:
        _replace_known(md)
    return md


def _replace_known(md: Markdown) -> None:
    """Replace what another extension could be watching, and none does."""
    trees = md.treeprocessors
    if _is(trees, "toc", toc.TocTreeprocessor):
        trees.register(_toc(trees["toc"]), "toc", 5)
    trees.register(SparingUnescape(md), "unescape", 0)
    md.preprocessors.register(SparingWhitespace(md), "normalize_whitespace", 30)
    md.preprocessors.register(SparingHtmlBlocks(md), "html_block", 20)
    md.parser.blockprocessors.register(PlainBlockProcessor(md.parser), "plain", 110)


def _is(registry: Any, name: str, stock: type) -> bool:
    """Tell whether a place is held by exactly the stock processor."""
    return name in registry and type(registry[name]) is stock


def _inline(md: Markdown, stock: Any, *, alone: bool) -> SparingInlineProcessor:
    if alone:
        return AloneInlineProcessor(md, stock.inlinePatterns)
    sparing = SparingInlineProcessor(md)
    sparing.inlinePatterns = stock.inlinePatterns
    return sparing


def _toc(stock: Any) -> SparingToc:
    """Make ours of the stock one's options, which its extension has read already."""
    sparing = object.__new__(SparingToc)
    vars(sparing).update(vars(stock))
    return sparing


def _all_known(md: Markdown) -> bool:
    return all(type(processor) in _KNOWN for processor in _processors(md)) and all(
        needles_of(pattern) and not pattern.ANCESTOR_EXCLUDES for pattern in _patterns(md)
    )


def _processors(md: Markdown) -> Iterator[Any]:
    for registry in (
        md.preprocessors,
        md.parser.blockprocessors,
        md.treeprocessors,
        md.postprocessors,
    ):
        yield from registry


def _patterns(md: Markdown) -> Iterator[Any]:
    for processor in md.treeprocessors:
        patterns: Iterable[Any] = getattr(processor, "inlinePatterns", ())
        yield from patterns
