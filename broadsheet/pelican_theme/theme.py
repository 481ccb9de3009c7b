"""Rendering with a Pelican theme: which template a page goes to, and what that template gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup, escape

from broadsheet import urls
from broadsheet.model import Site
from broadsheet.pages import Publication
from broadsheet.pages.errata import as_html
from broadsheet.pages.page import Kind, Link, Page
from broadsheet.pelican_theme.catalogue import Catalogue
from broadsheet.pelican_theme.paginator import PaginatorShape
from broadsheet.pelican_theme.shapes import TermShape
from broadsheet.render import render

TEMPLATES: Final[dict[Kind, str]] = {
    "front": "index.html",
    "latest": "index.html",
    "article": "article.html",
    "withdrawn": "page.html",
    "alias": "page.html",
    "topics": "categories.html",
    "topic": "category.html",
    "regions": "tags.html",
    "region": "tag.html",
    "crossing": "tag.html",
    "sources": "authors.html",
    "source": "author.html",
    "archive": "archives.html",
    "year": "period_archives.html",
    "month": "period_archives.html",
    "credits": "page.html",
    "corrections": "page.html",
    "standing": "page.html",
    "not-found": "page.html",
}


class PelicanTheme:
    """Renders pages with a theme that was written for Pelican."""

    def __init__(self, publication: Publication, environment: Environment) -> None:
        """Take Pelican's own environment for the theme, and make it safe for escaped texts."""
        self.publication, self.site = publication, publication.site
        self.environment = environment
        self.environment.filters["striptags"] = _strip_tags
        self._shapes: dict[str, Catalogue] = {}

    def render_page(self, page: Page) -> bytes:
        """Render one page."""
        config = self.site.config
        relative = config.relative_urls and page.kind != "not-found"
        base = urls.up_from(page.url) if relative else config.siteurl
        shapes = self._shapes.get(base)
        if shapes is None:
            shapes = self._shapes[base] = Catalogue(self.site, base)
        context = {**_settings(self.site, base), **shapes.common(page)}
        return render(
            self.environment,
            TEMPLATES[page.kind],
            page.path,
            {**context, **self._own(page, shapes)},
        )

    def _own(self, page: Page, shapes: Catalogue) -> dict[str, Any]:
        """Give what only this kind of page gets."""
        data: Any = page.data
        own = getattr(self, f"_{page.kind.replace('-', '_')}", None)
        found: dict[str, Any] = own(data, shapes) if own else {}
        if hasattr(data, "listing") or page.kind == "front":
            listing = data.latest if page.kind == "front" else data.listing
            found |= _paginated(shapes, page.group, listing, self.site)
        return found

    def _article(self, data: Any, shapes: Catalogue) -> dict[str, Any]:
        article = shapes.article(data.card.slug)
        return {"article": article, "category": article.category}

    def _topic(self, data: Any, shapes: Catalogue) -> dict[str, Any]:
        return {"category": shapes.topic(data.slug)}

    def _region(self, data: Any, shapes: Catalogue) -> dict[str, Any]:
        rss = "rss-feeds" not in self.site.config.without
        return {
            "tag": shapes.region(data.slug),
            "TAG_FEED_ATOM": "feeds/regions/{slug}.atom.xml",
            "TAG_FEED_RSS": "feeds/regions/{slug}.rss.xml" if rss else None,
        }

    def _crossing(self, data: Any, _shapes: Catalogue) -> dict[str, Any]:
        url = data.listing.pagination.first
        _, topic, region, _ = url.split("/")
        return {"tag": TermShape(escape(data.title), f"{topic}-{region}", url)}

    def _source(self, data: Any, shapes: Catalogue) -> dict[str, Any]:
        return {"author": shapes.source(data.source.link.url.split("/")[1])}

    def _regions(self, _data: Any, shapes: Catalogue) -> dict[str, Any]:
        return {"tags": shapes.by_region}

    def _archive(self, _data: Any, shapes: Catalogue) -> dict[str, Any]:
        """Give the whole archive on one page, also to a theme that expects it cut into pages."""
        articles = shapes.articles(tuple(self.site.articles))
        paginator = PaginatorShape(urls.ARCHIVE, articles, 0, 0)
        return {"dates": articles, "dates_paginator": paginator, "dates_page": paginator.page(1)}

    def _year(self, data: Any, _shapes: Catalogue) -> dict[str, Any]:
        return {"period": tuple(map(str, data.period)), "period_num": data.period}

    def _month(self, data: Any, _shapes: Catalogue) -> dict[str, Any]:
        name = data.title.rpartition(" ")[0] or str(data.period[1])
        return {"period": (str(data.period[0]), escape(name)), "period_num": data.period}

    def _standing(self, data: Any, shapes: Catalogue) -> dict[str, Any]:
        return {"page": shapes.standing(data.slug)}

    def _alias(self, data: Any, shapes: Catalogue) -> dict[str, Any]:
        return {"page": shapes.plain(data.title, data.url, _links([data.story], shapes))}

    def _withdrawn(self, data: Any, shapes: Catalogue) -> dict[str, Any]:
        text = Markup("<p>{}</p>").format(data.notice)
        return {"page": shapes.plain(data.title, data.url, text)}

    def _corrections(self, data: Any, shapes: Catalogue) -> dict[str, Any]:
        rows = Markup("").join(
            Markup("<li>{}{}</li>").format(
                _links([row.story], shapes),
                Markup(as_html([row.correction])),  # noqa: S704  escaped there
            )
            for row in data.rows
        )
        content = Markup("<ul>{}</ul>").format(rows) if rows else Markup()
        return {"page": shapes.plain(data.title, data.url, content)}

    def _credits(self, data: Any, shapes: Catalogue) -> dict[str, Any]:
        rows = Markup("").join(
            Markup("<li><b>{}</b>. {} ({}). {}</li>").format(
                row.photo.credit, row.photo.caption, row.photo.rights, _links(row.stories, shapes)
            )
            for row in data.rows
        )
        content = Markup("<ul>{}</ul>").format(rows) if rows else Markup()
        return {"page": shapes.plain(data.title, data.url, content)}

    def _not_found(self, data: Any, shapes: Catalogue) -> dict[str, Any]:
        text = Markup('<p><a href="{}/">{}</a></p>').format(shapes.base, self.site.config.name)
        return {"page": shapes.plain(data.title, data.url, text)}


def _links(stories: Sequence[Link], shapes: Catalogue) -> Markup:
    made = (Markup('<a href="{}/{}">{}</a>').format(shapes.base, s.url, s.text) for s in stories)
    return Markup(", ").join(made)


def _paginated(
    shapes: Catalogue, group: tuple[str, ...], listing: Any, site: Site
) -> dict[str, Any]:
    config, place = site.config, listing.pagination
    articles = shapes.articles(group)
    paginator = PaginatorShape(place.first, articles, config.page_length, config.orphans)
    page = paginator.page(place.number)
    pages = {
        "paginator": paginator,
        "page": page,
        "previous_page": paginator.page(place.number - 1) if page.has_previous() else None,
        "next_page": paginator.page(place.number + 1) if page.has_next() else None,
    }
    return {
        "articles": articles,
        "dates": page.object_list if place.total > 1 else articles,
        **{f"articles_{name}": value for name, value in pages.items()},
        **{f"dates_{name}": value for name, value in pages.items()},
        "page_name": place.first.rstrip("/") or "index",
    }


def _settings(site: Site, base: str) -> dict[str, Any]:
    """Give the settings themes look at: texts escaped, our feeds by the names of Pelican's."""
    rss = "rss-feeds" not in site.config.without
    return {
        **site.config.template_settings,
        "SITENAME": escape(site.config.name),
        "SITESUBTITLE": escape(site.config.tagline),
        "SITEURL": base,
        "localsiteurl": base,
        "FEED_DOMAIN": base,
        "FEED_ALL_ATOM": urls.feed("all", "atom.xml"),
        "FEED_ALL_RSS": urls.feed("all", "rss.xml") if rss else None,
        "CATEGORY_FEED_ATOM": "feeds/topics/{slug}.atom.xml",
        "CATEGORY_FEED_RSS": "feeds/topics/{slug}.rss.xml" if rss else None,
        "FEED_ATOM": None,
        "FEED_RSS": None,
        "TAG_FEED_ATOM": None,
        "TAG_FEED_RSS": None,
        "AUTHOR_FEED_ATOM": None,
        "AUTHOR_FEED_RSS": None,
    }


def _strip_tags(value: Any) -> Markup:
    """Strip tags as Jinja's filter does, and escape again what it has unescaped."""
    text = value.__html__() if hasattr(value, "__html__") else str(value)
    return escape(Markup(text).striptags())  # noqa: S704  the result is escaped
