"""The shapes of everything on a site, each made once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from markupsafe import Markup, escape

from broadsheet import urls
from broadsheet.model import Article, Site, Standing
from broadsheet.pages.body import finish, full_text
from broadsheet.pages.dates import in_words
from broadsheet.pages.page import Page
from broadsheet.pelican_theme.shapes import TermShape, TextShape
from broadsheet.release import HIDDEN

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Catalogue:
    """Makes the shape of each article, page and term, with one base before its addresses."""

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
        """Give a topic."""
        name = self.site.topics[slug].name.in_language(self.site.config.lang)
        return TermShape(escape(name), slug, urls.topic(slug))

    def region(self, slug: str) -> TermShape:
        """Give a region."""
        name = self.site.regions[slug].name.in_language(self.site.config.lang)
        return TermShape(escape(name), slug, urls.region(slug))

    def source(self, slug: str) -> TermShape:
        """Give a source."""
        name = self.site.sources[slug].name.in_language(self.site.config.lang)
        return TermShape(escape(name), slug, urls.source(slug))

    def articles(self, slugs: Sequence[str]) -> list[TextShape]:
        """Give several articles."""
        return [self.article(slug) for slug in slugs]

    def article(self, slug: str) -> TextShape:
        """Give an article."""
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
        changed = article.modified if article.change else None
        return TextShape(
            url=urls.article(config, article),
            save_as=urls.article_file(config, article),
            slug=article.slug,
            title=escape(article.title),
            content=Markup(full_text(article, self.site, self.base)),  # noqa: S704  sanitised when read
            summary=escape(article.summary),
            lang=article.lang,
            status="draft" if article.state in HIDDEN else "published",
            date=article.date.astimezone(config.timezone),
            locale_date=in_words(article.date, config.timezone, config.lang),
            modified=changed.astimezone(config.timezone) if changed else None,
            locale_modified=in_words(changed, config.timezone, config.lang) if changed else None,
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
        """Give a standing page."""
        return self._standing[slug]

    def _make_standing(self, item: Standing) -> TextShape:
        config = self.site.config
        body = finish(item.body, self.site, self.base)
        shape = self.plain(
            item.title,
            urls.standing(config, item),
            Markup(body),  # noqa: S704  sanitised when read
        )
        shape.slug, shape.lang = item.slug, item.lang
        shape.status = "draft" if item.state in HIDDEN else "published"
        shape.save_as, shape.summary = urls.standing_file(config, item), escape(item.summary)
        return shape

    def plain(self, title: str, url: str, content: Markup) -> TextShape:
        """Give a page that is no content of the site, or does not look like an article."""
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
