"""The page of one article, with everything a reader may ask about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet import urls
from broadsheet.model import Article, Neighbours, Related, Site
from broadsheet.pages.body import addresses, finish, linked
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
from broadsheet.pages.desk import Desk
from broadsheet.pages.errata import CorrectionView, correction_views
from broadsheet.pages.head import article_head
from broadsheet.pages.notices import notice
from broadsheet.pages.offers import offered
from broadsheet.pages.page import Link, Page, PageData
from broadsheet.read.addresses import host_of
from broadsheet.read.languages import locale_of
from broadsheet.release import HIDDEN


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
    notice: str
    """Why it has no text any more; empty where it has."""
    corrections: tuple[CorrectionView, ...]
    """The newest first; the serious ones belong above the text."""
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


def article_pages(desk: Desk) -> Iterator[Page]:
    """Make the page of every article."""
    site = desk.site
    config = site.config
    for slug, article in site.articles.items():
        related = site.related.get(slug, ())
        neighbours = site.neighbours.get(slug)
        beside = (neighbours.earlier, neighbours.later) if neighbours else ()
        translations = site.translations.get(slug, ())
        linked_articles, linked_standing = linked(article)
        url = urls.article(config, article)
        yield Page(
            kind="article",
            path=urls.article_file(config, article),
            url=url,
            template="article.html",
            desk=desk,
            make=_data,
            facts=(slug, url, related, neighbours, translations),
            articles=(
                slug,
                *[piece.slug for piece in related if piece.slug],
                *[other for other in beside if other],
                *translations,
                *linked_articles,
            ),
            bodies=(slug,),
            standing=linked_standing,
            source=article.path,
            lastmod=article.modified,
            index=article.state not in HIDDEN,
        )


def _data(  # noqa: PLR0913, PLR0917  the facts of the page, in order
    site: Site,
    cards: Cards,
    slug: str,
    url: str,
    related: tuple[Related, ...],
    neighbours: Neighbours | None,
    translations: tuple[str, ...],
) -> ArticlePage:
    config, article = site.config, site.articles[slug]
    change = article.change
    others = tuple(site.articles[other] for other in translations)
    alternates = tuple(_alternates(site, article, others))
    return ArticlePage(
        head=article_head(site, article, offered(config, "all", config.name), alternates),
        url=url,
        lang=article.lang,
        dir=direction(article.lang),
        card=cards[slug],
        day=in_words(article.date, config.timezone, config.lang, with_time=article.has_time),
        updated_day=in_words(change[0], config.timezone, config.lang, with_time=change[1])
        if change
        else None,
        notice=notice(site, article),
        corrections=correction_views(site, article),
        body=finish(article.body, site, urls.base(config, url)),
        photos=tuple(view for view in map(photo_view, article.photos) if view.url or view.credit),
        related=tuple(_related(r, cards) for r in related),
        topics=topic_links(site, article.topics, article.lang),
        regions=region_links(site, article.regions, article.lang),
        notes=addresses(finish(article.body, site, config.absolute)),
        topic=topic_links(site, (neighbours.topic,), config.lang)[0] if neighbours else None,
        earlier=cards[neighbours.earlier] if neighbours and neighbours.earlier else None,
        later=cards[neighbours.later] if neighbours and neighbours.later else None,
        translations=tuple(_translation(site, other) for other in others),
    )


def _related(related: Related, cards: Cards) -> RelatedView:
    if related.slug is not None:
        return RelatedView(card=cards[related.slug])
    host = host_of(related.url) if related.url else None
    return RelatedView(title=related.title, url=related.url, host=host)


def _translation(site: Site, other: Article) -> Link:
    """Name a translation by its language, in that language."""
    return Link(
        text=language_name(other.lang), url=urls.article(site.config, other), lang=other.lang
    )


def language_name(tag: str) -> str:
    """Give the name of a language in itself."""
    name = locale_of(tag).get_display_name() or tag
    return name[:1].upper() + name[1:]


def _alternates(
    site: Site, article: Article, others: tuple[Article, ...]
) -> Iterator[tuple[str, str]]:
    group = (article, *others) if others else ()
    for other in sorted(
        group, key=lambda item: (item.translation_of is not None, item.lang, item.slug)
    ):
        yield other.lang, urls.absolute(site.config, urls.article(site.config, other))
