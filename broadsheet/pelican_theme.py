"""For themes written for Pelican: our pages in the shape such a theme expects.

A topic is a category, topics and regions are tags, a source is the author page. Such themes are not
autoescaped, so every text reaches them escaped already, as `Markup`; the one filter that would undo
that (`striptags`) is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import total_ordering
from math import ceil
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup, escape

from broadsheet import urls
from broadsheet.model import Article, Site, Standing
from broadsheet.pages import Publication
from broadsheet.pages.body import finish, full_text
from broadsheet.pages.dates import in_words
from broadsheet.pages.page import Kind, Page
from broadsheet.render import render

TEMPLATES: Final[dict[Kind, str]] = {
    "front": "index.html",
    "latest": "index.html",
    "article": "article.html",
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
    "standing": "page.html",
    "not-found": "page.html",
}


_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@total_ordering
@dataclass(frozen=True, eq=False)
class TermShape:
    """A topic, region or source in the shape of Pelican's Category, Tag and Author."""

    name: Markup
    slug: str
    url: str

    @property
    def save_as(self) -> str:
        """The file of its page."""
        return urls.save_as(self.url)

    @property
    def page_name(self) -> str:
        """Its page without the ending, as Pelican numbers further pages from it."""
        return self.url.rstrip("/")

    def __str__(self) -> str:
        return str(self.name)

    def __html__(self) -> str:
        return str(self.name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TermShape) and self.url == other.url

    def __lt__(self, other: TermShape) -> bool:
        return (str(self.name), self.url) < (str(other.name), other.url)

    def __hash__(self) -> int:
        return hash(self.url)


@dataclass(eq=False, kw_only=True)
class TextShape:
    """An article or a standing page in the shape of Pelican's."""

    url: str
    save_as: str
    slug: str
    title: Markup
    content: Markup
    summary: Markup
    lang: str
    status: str
    date: datetime
    locale_date: str
    modified: datetime | None = None
    locale_modified: str | None = None
    author: TermShape | None = None
    authors: list[TermShape] = field(default_factory=list)
    category: TermShape | None = None
    tags: list[TermShape] = field(default_factory=list)
    translations: list[TextShape] = field(default_factory=list)
    related_posts: list[TextShape] = field(default_factory=list)
    prev_article: TextShape | None = None
    next_article: TextShape | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    source_path: str = ""
    in_default_lang: bool = True
    template: str = "article"

    @property
    def description(self) -> Markup:
        """What themes put into the description of a page."""
        return self.summary


class PaginatorShape:
    """Pelican's Paginator, over a list that is cut as ours is."""

    def __init__(self, name: str, items: Sequence[TextShape], per_page: int, orphans: int) -> None:
        self.name, self.object_list = name, items
        self.per_page = per_page or max(len(items), 1)
        self.orphans = orphans
        self.count = len(items)
        self.num_pages = max(ceil((self.count - orphans) / self.per_page), 1)
        self.page_range = list(range(1, self.num_pages + 1))

    def page(self, number: int) -> PageShape:
        """Give one page of the list."""
        start = (number - 1) * self.per_page
        end = self.count if number == self.num_pages else start + self.per_page
        return PageShape(self, number, list(self.object_list[start:end]), start)


@dataclass(eq=False)
class PageShape:
    """Pelican's page of a Paginator."""

    paginator: PaginatorShape
    number: int
    object_list: list[TextShape]
    start: int

    @property
    def url(self) -> str:
        """The address of this page of the list."""
        return urls.numbered(self.paginator.name, self.number)

    @property
    def save_as(self) -> str:
        """The file of this page of the list."""
        return urls.save_as(self.url)

    def has_next(self) -> bool:
        """Tell whether a page follows."""
        return self.number < self.paginator.num_pages

    def has_previous(self) -> bool:
        """Tell whether a page stands before."""
        return self.number > 1

    def has_other_pages(self) -> bool:
        """Tell whether the list has more than one page."""
        return self.paginator.num_pages > 1

    def next_page_number(self) -> int:
        """Give the number of the next page."""
        return self.number + 1

    def previous_page_number(self) -> int:
        """Give the number of the page before."""
        return self.number - 1

    def start_index(self) -> int:
        """Give the place of the first item, counted from 1."""
        return self.start + 1 if self.paginator.count else 0

    def end_index(self) -> int:
        """Give the place of the last item, counted from 1."""
        return self.start + len(self.object_list)


class PelicanTheme:
    """Renders pages with a theme that was written for Pelican."""

    def __init__(self, publication: Publication, environment: Environment) -> None:
        """Take Pelican's own environment for the theme, and make it safe for escaped texts."""
        self.publication, self.site = publication, publication.site
        self.environment = environment
        self.environment.filters["striptags"] = _strip_tags
        self._shapes: dict[str, _Shapes] = {}

    def render_page(self, page: Page) -> bytes:
        """Render one page."""
        config = self.site.config
        relative = config.relative_urls and page.kind != "not-found"
        base = urls.up_from(page.url) if relative else config.siteurl
        shapes = self._shapes.get(base)
        if shapes is None:
            shapes = self._shapes[base] = _Shapes(self.site, base)
        context = {**_settings(self.site, base), **shapes.common(page)}
        return render(
            self.environment,
            TEMPLATES[page.kind],
            page.path,
            {**context, **self._own(page, shapes)},
        )

    def _own(self, page: Page, shapes: _Shapes) -> dict[str, Any]:
        """Give what only this kind of page gets."""
        data: Any = page.data
        own = getattr(self, f"_{page.kind.replace('-', '_')}", None)
        found: dict[str, Any] = own(data, shapes) if own else {}
        if hasattr(data, "listing") or page.kind == "front":
            listing = data.latest if page.kind == "front" else data.listing
            found |= _paginated(shapes, listing, self.site)
        return found

    def _article(self, data: Any, shapes: _Shapes) -> dict[str, Any]:
        article = shapes.article(data.card.slug)
        return {"article": article, "category": article.category}

    def _topic(self, data: Any, shapes: _Shapes) -> dict[str, Any]:
        return {"category": shapes.topic(data.slug)}

    def _region(self, data: Any, shapes: _Shapes) -> dict[str, Any]:
        rss = "rss-feeds" not in self.site.config.without
        return {
            "tag": shapes.region(data.slug),
            "TAG_FEED_ATOM": "feeds/regions/{slug}.atom.xml",
            "TAG_FEED_RSS": "feeds/regions/{slug}.rss.xml" if rss else None,
        }

    def _crossing(self, data: Any, _shapes: _Shapes) -> dict[str, Any]:
        url = data.listing.pagination.first
        _, topic, region, _ = url.split("/")
        return {"tag": TermShape(escape(data.title), f"{topic}-{region}", url)}

    def _source(self, data: Any, shapes: _Shapes) -> dict[str, Any]:
        return {"author": shapes.source(data.source.link.url.split("/")[1])}

    def _regions(self, _data: Any, shapes: _Shapes) -> dict[str, Any]:
        return {"tags": shapes.by_region}

    def _archive(self, _data: Any, shapes: _Shapes) -> dict[str, Any]:
        """Give the whole archive on one page, also to a theme that expects it cut into pages."""
        articles = shapes.articles(tuple(self.site.articles))
        paginator = PaginatorShape(urls.ARCHIVE, articles, 0, 0)
        return {"dates": articles, "dates_paginator": paginator, "dates_page": paginator.page(1)}

    def _year(self, data: Any, _shapes: _Shapes) -> dict[str, Any]:
        return {"period": tuple(map(str, data.period)), "period_num": data.period}

    def _month(self, data: Any, _shapes: _Shapes) -> dict[str, Any]:
        name = data.title.rpartition(" ")[0] or str(data.period[1])
        return {"period": (str(data.period[0]), escape(name)), "period_num": data.period}

    def _standing(self, data: Any, shapes: _Shapes) -> dict[str, Any]:
        return {"page": shapes.standing(data.slug)}

    def _not_found(self, data: Any, shapes: _Shapes) -> dict[str, Any]:
        text = Markup('<p><a href="{}/">{}</a></p>').format(shapes.base, self.site.config.name)
        return {"page": shapes.plain(data.title, data.url, text)}


def _paginated(shapes: _Shapes, listing: Any, site: Site) -> dict[str, Any]:
    config, place = site.config, listing.pagination
    articles = shapes.articles(listing.all_slugs)
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


class _Shapes:
    """Makes the shape of each article, page and term once per base address."""

    def __init__(self, site: Site, base: str) -> None:
        self.site, self.base = site, base
        self._articles = {slug: self._make(article) for slug, article in site.articles.items()}
        for slug in self._articles:
            self._link(slug)
        self.by_topic = [
            (self.topic(slug), self.articles(slugs)) for slug, slugs in site.by_topic.items()
        ]
        self.by_region = [
            (self.region(slug), self.articles(slugs)) for slug, slugs in site.by_region.items()
        ]
        without = "sources" in site.config.without
        self.by_source = [
            (self.source(slug), self.articles(slugs))
            for slug, slugs in (() if without else site.by_source.items())
        ]
        self._standing = {slug: self._make_standing(item) for slug, item in site.standing.items()}

    def common(self, page: Page) -> dict[str, Any]:
        """Give what every page of a Pelican theme gets."""
        articles = list(self._articles.values())
        return {
            "output_file": page.path,
            "articles": articles,
            "all_articles": articles,
            "dates": articles,
            "categories": self.by_topic,
            "tags": [*self.by_topic, *self.by_region],
            "authors": self.by_source,
            "pages": list(self._standing.values()),
            "hidden_articles": [],
            "hidden_pages": [],
            "drafts": [],
            "draft_pages": [],
            "period_archives": {},
        }

    def topic(self, slug: str) -> TermShape:
        name = self.site.topics[slug].name.in_language(self.site.config.lang)
        return TermShape(escape(name), slug, urls.topic(slug))

    def region(self, slug: str) -> TermShape:
        name = self.site.regions[slug].name.in_language(self.site.config.lang)
        return TermShape(escape(name), slug, urls.region(slug))

    def source(self, slug: str) -> TermShape:
        name = self.site.sources[slug].name.in_language(self.site.config.lang)
        return TermShape(escape(name), slug, urls.source(slug))

    def articles(self, slugs: Sequence[str]) -> list[TextShape]:
        return [self.article(slug) for slug in slugs]

    def article(self, slug: str) -> TextShape:
        return self._articles[slug]

    def _link(self, slug: str) -> None:
        shape, neighbours = self.article(slug), self.site.neighbours.get(slug)
        shape.translations = self.articles(self.site.translations.get(slug, ()))
        shape.related_posts = [
            self.article(r.slug) for r in self.site.related.get(slug, ()) if r.slug
        ]
        if neighbours:
            shape.prev_article = self._articles.get(neighbours.earlier or "")
            shape.next_article = self._articles.get(neighbours.later or "")

    def _make(self, article: Article) -> TextShape:
        config = self.site.config
        authors = list(self._authors(article))
        return TextShape(
            url=urls.article(config, article),
            save_as=urls.article_file(config, article),
            slug=article.slug,
            title=escape(article.title),
            content=Markup(full_text(article, self.site, self.base)),  # noqa: S704  sanitised when read
            summary=escape(article.summary),
            lang=article.lang,
            status=article.status,
            date=article.date.astimezone(config.timezone),
            locale_date=in_words(article.date, config.timezone, config.lang),
            modified=article.updated.astimezone(config.timezone) if article.updated else None,
            locale_modified=in_words(article.updated, config.timezone, config.lang)
            if article.updated
            else None,
            author=authors[0] if authors else None,
            authors=authors,
            category=self.topic(article.topics[0]) if article.topics else None,
            tags=[*map(self.topic, article.topics), *map(self.region, article.regions)],
            source_path=article.path,
            in_default_lang=article.lang == config.lang,
            settings=dict(config.template_settings),
            metadata={
                "slug": article.slug,
                "title": escape(article.title),
                "summary": escape(article.summary),
                "date": article.date.astimezone(config.timezone),
                "lang": article.lang,
            },
        )

    def _authors(self, article: Article) -> Iterator[TermShape]:
        """Name the byline; there are no pages of authors, so it leads to the source's."""
        page = urls.article(self.site.config, article)
        if article.origin and article.origin.slug and "sources" not in self.site.config.without:
            page = urls.source(article.origin.slug)
        for name in article.byline:
            slug = re.sub(r"[\W_]+", "-", name.lower()).strip("-")
            yield TermShape(escape(name), slug, page)

    def standing(self, slug: str) -> TextShape:
        return self._standing[slug]

    def _make_standing(self, item: Standing) -> TextShape:
        config = self.site.config
        body = finish(item.body, self.site, self.base)
        shape = self.plain(
            item.title,
            urls.standing(config, item),
            Markup(body),  # noqa: S704  sanitised when read
        )
        shape.slug, shape.lang, shape.status = item.slug, item.lang, item.status
        shape.save_as, shape.summary = urls.standing_file(config, item), escape(item.summary)
        return shape

    def plain(self, title: str, url: str, content: Markup) -> TextShape:
        config = self.site.config
        newest = max((a.modified for a in self.site.articles.values()), default=_NEVER)
        return TextShape(
            url=url,
            save_as=urls.save_as(url),
            slug=url.strip("/"),
            title=escape(title),
            content=content,
            summary=Markup(),
            lang=config.lang,
            status="published",
            date=newest,
            locale_date=in_words(newest, config.timezone, config.lang),
            template="page",
        )


def _strip_tags(value: Any) -> Markup:
    """Strip tags as Jinja's filter does, and escape again what it has unescaped."""
    text = value.__html__() if hasattr(value, "__html__") else str(value)
    return escape(Markup(text).striptags())  # noqa: S704  the result is escaped
