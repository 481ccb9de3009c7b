"""What stands in the head of a page: title, canonical address, OpenGraph, JSON-LD.

Properties are those of schema.org's NewsArticle, CollectionPage and WebSite; what a reader cannot
see on the page is not claimed here either.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from broadsheet import urls
from broadsheet.model import Article, Site
from broadsheet.pages.card import Card, iso, photo_view
from broadsheet.pages.errata import MARKS
from broadsheet.pages.page import FeedLink, Head
from broadsheet.read.addresses import host_of
from broadsheet.release import HIDDEN


def list_head(  # noqa: PLR0913  the parts of a head
    site: Site,
    *,
    title: str,
    url: str,
    description: str,
    cards: Sequence[Card] = (),
    feeds: tuple[FeedLink, ...] = (),
    offset: int = 0,
) -> Head:
    """Make the head of a page that lists articles; `offset` counts those on the pages before."""
    canonical = urls.absolute(site.config, url)
    listed = {
        "@type": "ItemList",
        "numberOfItems": len(cards),
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "url": urls.absolute(site.config, card.url),
                "name": card.title,
            }
            for number, card in enumerate(cards, offset + 1)
        ],
    }
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": title,
        "url": canonical,
        "inLanguage": site.config.lang,
        "isPartOf": _website(site),
    }
    if description:
        data["description"] = description
    if cards:
        data["mainEntity"] = listed
    return Head(
        title=_window_title(title, site),
        description=description,
        canonical=canonical,
        feeds=feeds,
        json_ld=as_json_ld(data),
    )


def front_head(site: Site, cards: Sequence[Card], feeds: tuple[FeedLink, ...]) -> Head:
    """Make the head of the front page."""
    config = site.config
    data = {
        "@context": "https://schema.org",
        **_website(site),
        "inLanguage": config.lang,
        "description": config.tagline,
        "hasPart": [
            {"@type": "NewsArticle", "headline": c.title, "url": urls.absolute(config, c.url)}
            for c in cards
        ],
    }
    return Head(
        title=f"{config.name}: {config.tagline}" if config.tagline else config.name,
        description=config.tagline,
        canonical=urls.absolute(config, urls.FRONT),
        feeds=feeds,
        json_ld=as_json_ld({key: value for key, value in data.items() if value}),
    )


def plain_head(
    site: Site, *, title: str, url: str, description: str = "", index: bool = True
) -> Head:
    """Make the head of a page that is neither an article nor a list."""
    canonical = urls.absolute(site.config, url)
    data = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": title,
        "url": canonical,
        "isPartOf": _website(site),
    }
    return Head(
        title=_window_title(title, site),
        description=description,
        canonical=canonical,
        index=index,
        json_ld=as_json_ld(data),
    )


def article_head(
    site: Site,
    article: Article,
    feeds: tuple[FeedLink, ...],
    alternates: tuple[tuple[str, str], ...],
) -> Head:
    """Make the head of an article's page."""
    config = site.config
    canonical = urls.absolute(config, urls.article(config, article))
    shown = next((photo_view(p) for p in article.photos if p.file), None)
    photo = shown if shown and shown.alone else None
    image = f"{config.absolute}/{photo.url}" if photo else None
    topics = [site.topics[slug].name.in_language(article.lang) for slug in article.topics]
    modified = article.modified.isoformat() if article.change else iso(article, site)
    return Head(
        title=_window_title(article.title, site),
        description=article.summary,
        canonical=canonical,
        og_type="article",
        image=image,
        image_alt=photo.alt if photo else None,
        image_width=photo.width if photo else None,
        image_height=photo.height if photo else None,
        published=iso(article, site),
        modified=modified,
        section=topics[0] if topics else None,
        tags=tuple(topics),
        index=article.state not in HIDDEN,
        feeds=feeds,
        alternates=alternates,
        json_ld=as_json_ld(_news_article(site, article, canonical, modified)),
    )


def _news_article(site: Site, article: Article, canonical: str, modified: str) -> dict[str, Any]:
    config = site.config
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.summary,
        "url": canonical,
        "mainEntityOfPage": canonical,
        "inLanguage": article.lang,
        "datePublished": iso(article, site),
        "dateModified": modified,
        "author": [_author(name, site) for name in article.byline],
        "publisher": {"@type": "Organization", "name": config.name, "url": f"{config.absolute}/"},
        "articleSection": [site.topics[slug].name.default for slug in article.topics],
        "contentLocation": [
            {"@type": "Place", "name": site.regions[slug].name.default} for slug in article.regions
        ],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": item.text,
                "datePublished": item.date.isoformat(),
            }
            for item in article.corrections
            if item.kind in MARKS
        ],
        "image": [_image(site, view) for view in map(photo_view, article.photos) if view.url],
    }
    if article.origin:
        data["isBasedOn"] = {
            "@type": "CreativeWork",
            "url": article.origin.url,
            "publisher": {"@type": "Organization", "name": article.origin.name},
        }
    return {key: value for key, value in data.items() if value not in ("", [], None)}


def _author(name: str, site: Site) -> dict[str, str]:
    """Tell an agency from a person by the vocabulary of sources."""
    organisations = {source.name.default.casefold() for source in site.sources.values()}
    return {"@type": "Organization" if name.casefold() in organisations else "Person", "name": name}


def _image(site: Site, view: Any) -> dict[str, Any]:
    data = {
        "@type": "ImageObject",
        "contentUrl": f"{site.config.absolute}/{view.url}",
        "creditText": view.credit,
        "license": view.license_url,
        "caption": view.caption,
        "width": view.width,
        "height": view.height,
    }
    return {key: value for key, value in data.items() if value not in ("", None)}


def _website(site: Site) -> dict[str, Any]:
    return {"@type": "WebSite", "name": site.config.name, "url": f"{site.config.absolute}/"}


def as_json_ld(data: dict[str, Any]) -> str:
    """Write JSON that no text in it can break out of a script element with."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _window_title(title: str, site: Site) -> str:
    return f"{title} – {site.config.name}"


def site_host(site: Site) -> str:
    """Give the host of the site, for identifiers that are made of it."""
    return host_of(site.config.absolute) or "localhost"
