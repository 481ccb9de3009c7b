"""The sitemap: every page a search engine may list, with an honest date of its last change.

Source: https://www.sitemaps.org/protocol.html (at most 50,000 addresses a file).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

from broadsheet import urls
from broadsheet.model import Site
from broadsheet.pages.page import Item, Page, Text

LIMIT: Final = 50_000
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site: Site, items: tuple[Item, ...], limit: int = LIMIT) -> Iterator[Text]:
    """Write `sitemap.xml`; above the limit it becomes an index of several files."""
    rows = [
        (urls.absolute(site.config, page.url), page.lastmod)
        for page in items
        if isinstance(page, Page) and page.index
    ]
    if len(rows) <= limit:
        yield Text(path="sitemap.xml", text=_urlset("urlset", "url", rows))
        return
    parts = [rows[start : start + limit] for start in range(0, len(rows), limit)]
    index = []
    for number, part in enumerate(parts, 1):
        path = f"sitemap-{number}.xml"
        newest = max((moment for _, moment in part if moment), default=None)
        index.append((urls.absolute(site.config, path), newest))
        yield Text(path=path, text=_urlset("urlset", "url", part))
    yield Text(path="sitemap.xml", text=_urlset("sitemapindex", "sitemap", index))


def _urlset(root: str, entry: str, rows: Sequence[tuple[str, datetime | None]]) -> str:
    lines = [
        f"<{entry}><loc>{escape(address)}</loc>"
        + (f"<lastmod>{moment.isoformat()}</lastmod>" if moment else "")
        + f"</{entry}>"
        for address, moment in rows
    ]
    body = "\n".join(lines)
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{_NAMESPACE}">'
    return f"{head}\n{body}\n</{root}>\n"
