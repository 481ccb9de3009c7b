"""A saved page as a clipping: its facts by our own reader, its text by trafilatura."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.clip.clipping import Clipping
from broadsheet.clip.credit import read_credit
from broadsheet.clip.page.document import read_document
from broadsheet.clip.page.facts import Facts, read_facts
from broadsheet.clip.page.prose import Prose, read_prose
from broadsheet.clip.sheet import Finding


def read_page(data: bytes, url: str | None = None, charset: str | None = None) -> Clipping:
    """Read a page of the web.

    Args:
        data: the page as it was saved or sent; nothing that it holds is an error.
        url: its address where it is known.
        charset: what the server, or the envelope it came in, says of its characters.
    """
    document = read_document(data, url, charset)
    facts = read_facts(document, searching=True)
    prose = read_prose(document, facts.taken)
    return Clipping(
        title=facts.title,
        date=facts.published,
        updated=facts.updated,
        byline=facts.byline,
        agencies=facts.agencies,
        source_name=facts.site,
        url=document.url,
        photos=facts.photos,
        credits=tuple(read_credit(photo.credit) for photo in facts.photos if photo.credit),
        related=prose.related,
        language=facts.language,
        correction=facts.correction or prose.correction,
        body=prose.markdown,
        lead=prose.lead,
        left_out=prose.left_out,
        findings=(*_of_address(document.url, url), *facts.findings, *_of_text(prose, facts)),
    )


def _of_address(found: str | None, given: str | None) -> Iterator[Finding]:
    if found:
        origin = "--url" if found == given else "the page's own address"
        yield Finding("source.url", found, origin, 1.0 if found == given else 0.95)


def _of_text(prose: Prose, facts: Facts) -> Iterator[Finding]:
    if prose.correction and not facts.correction:
        yield Finding("correction", prose.correction, "the text", 0.9)
    for entry in prose.related:
        value = {"title": entry.title} | ({"url": entry.url} if entry.url else {})
        yield Finding("related", value, "the text", 0.9)
    if prose.markdown:
        count = prose.markdown.count("\n\n") + 1
        extent = "1 block" if count == 1 else f"{count} blocks"
        yield Finding("body", extent, "the main text of the page", 0.9)
    else:
        yield Finding("body", "no text was found on the page", "the page", 0.9)
