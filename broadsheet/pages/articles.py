"""The page of one article, with everything a reader may ask about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet import urls
from broadsheet.model import Article, Related, Site
from broadsheet.pages.body import addresses, finish
from broadsheet.pages.card import (
    Card,
    Cards,
    PhotoView,
    direction,
    photo_view,
    region_links,
    topic_links,
)
from broadsheet.pages.dates import in_words
from broadsheet.pages.head import article_head
from broadsheet.pages.offers import offered
from broadsheet.pages.page import Link, Page, PageData
from broadsheet.read.addresses import host_of
from broadsheet.read.languages import locale_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedView:
    """A related piece: ours (`card`), outside (`title`, `url`, `host`), not found yet (`title`)."""

    card: Card | None = None
    title: str | None = None
    url: str | None = None
    host: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(PageData):
    """What `article.html` gets. `body` is safe HTML."""

    card: Card
    day: str
    updated_day: str | None
    body: str
    photos: tuple[PhotoView, ...]
    related: tuple[RelatedView, ...]
    topics: tuple[Link, ...]
    regions: tuple[Link, ...]
    """Where it is filed, named in the article's own language."""
    notes: tuple[str, ...]
    """The address of every link in the text, absolute and in order, for the notes in print."""
    topic: Link | None
    """The topic in which `earlier` and `later` are neighbours."""
    earlier: Card | None
    later: Card | None
    translations: tuple[Link, ...]


def article_pages(site: Site, cards: Cards) -> Iterator[Page]:
    """Make the page of every article."""
    for article in site.articles.values():
        yield _page(site, cards, article)


def _page(site: Site, cards: Cards, article: Article) -> Page:
    config = site.config
    url = urls.article(config, article)
    neighbours = site.neighbours.get(article.slug)
    alternates = tuple(_alternates(site, article))
    return Page(
        kind="article",
        path=urls.article_file(config, article),
        template="article.html",
        lastmod=article.modified,
        data=ArticlePage(
            head=article_head(site, article, offered(config, "all", config.name), alternates),
            url=url,
            lang=article.lang,
            dir=direction(article.lang),
            card=cards[article.slug],
            day=in_words(article.date, config.timezone, config.lang, with_time=article.has_time),
            updated_day=in_words(
                article.updated, config.timezone, config.lang, with_time=article.updated_has_time
            )
            if article.updated
            else None,
            body=finish(article.body, site, urls.base(config, url)),
            photos=tuple(
                view for view in map(photo_view, article.photos) if view.url or view.credit
            ),
            related=tuple(_related(r, cards) for r in site.related.get(article.slug, ())),
            topics=topic_links(site, article.topics, article.lang),
            regions=region_links(site, article.regions, article.lang),
            notes=addresses(finish(article.body, site, config.absolute)),
            topic=topic_links(site, (neighbours.topic,), config.lang)[0] if neighbours else None,
            earlier=cards[neighbours.earlier] if neighbours and neighbours.earlier else None,
            later=cards[neighbours.later] if neighbours and neighbours.later else None,
            translations=tuple(_translations(site, article)),
        ),
    )


def _related(related: Related, cards: Cards) -> RelatedView:
    if related.slug is not None:
        return RelatedView(card=cards[related.slug])
    host = host_of(related.url) if related.url else None
    return RelatedView(title=related.title, url=related.url, host=host)


def _translations(site: Site, article: Article) -> Iterator[Link]:
    """Name each translation by its language, in that language."""
    for slug in site.translations.get(article.slug, ()):
        other = site.articles[slug]
        yield Link(
            text=language_name(other.lang), url=urls.article(site.config, other), lang=other.lang
        )


def language_name(tag: str) -> str:
    """Give the name of a language in itself."""
    name = locale_of(tag).get_display_name() or tag
    return name[:1].upper() + name[1:]


def _alternates(site: Site, article: Article) -> Iterator[tuple[str, str]]:
    others = site.translations.get(article.slug, ())
    group = (site.articles[slug] for slug in (article.slug, *others)) if others else ()
    for other in sorted(
        group, key=lambda item: (item.translation_of is not None, item.lang, item.slug)
    ):
        yield other.lang, urls.absolute(site.config, urls.article(site.config, other))
