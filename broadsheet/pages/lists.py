"""What is written for machines: the list of feeds, robots.txt; the sitemap has its own module."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from broadsheet import urls
from broadsheet.model import Site
from broadsheet.pages.page import Feed, Item, Text


def opml(site: Site, items: tuple[Item, ...]) -> Iterator[Text]:
    """Write the list of all feeds, in the first format that is there."""
    if "opml" in site.config.without:
        return
    feeds = [item for item in items if isinstance(item, Feed)]
    shown = [feed for feed in feeds if feed.format == feeds[0].format]
    rows = "\n".join(
        f'    <outline type="rss" text={quoteattr(feed.title)} title={quoteattr(feed.title)} '
        f"xmlUrl={quoteattr(feed.address)} htmlUrl={quoteattr(feed.home)}/>"
        for feed in shown
    )
    title = quoteattr(site.config.name)[1:-1]
    yield Text(
        path=urls.OPML,
        text=(
            '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n'
            f"  <head>\n    <title>{title}</title>\n  </head>\n"
            f"  <body>\n{rows}\n  </body>\n</opml>\n"
        ),
    )


def robots(site: Site) -> Text:
    """Write robots.txt: everything may be read, and here is the sitemap."""
    sitemap = urls.absolute(site.config, "sitemap.xml")
    return Text(path="robots.txt", text=f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
