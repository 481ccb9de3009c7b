"""An article as lists show it: headline, summary, where it comes from, where it is filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from broadsheet import urls
from broadsheet.model import Article, Photo, Right, Site, Term
from broadsheet.pages.dates import in_words, short_day
from broadsheet.pages.errata import correction_mark
from broadsheet.pages.licenses import named
from broadsheet.pages.notices import mark
from broadsheet.pages.page import Link
from broadsheet.read.addresses import host_of
from broadsheet.read.languages import is_right_to_left, locale_of

RIGHTS_IN_WORDS: Final[dict[Right, str]] = {
    "licensed": "Used under licence",
    "cc": "Creative Commons",
    "public-domain": "Public domain",
    "permission": "Used with permission",
    "own": "Our own picture",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoView:
    """A photo as it is shown; `url` is None where only its credit is known. Sizes are pixels."""

    url: str | None
    width: int | None
    height: int | None
    caption: str
    credit: str
    alt: str
    rights: str
    license: str = ""
    license_url: str | None = None
    alone: bool = True
    """Whether it may stand where its credit does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """Where an article comes from: the original's address and host, our page on its publisher."""

    name: str
    url: str
    host: str
    page: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One article in a list. `date` is ISO 8601 with zone, `day` and `short_day` are words."""

    slug: str
    url: str
    title: str
    summary: str
    lang: str
    dir: Literal["ltr", "rtl"]
    date: str
    day: str
    short_day: str
    updated: str | None
    updated_day: str | None
    byline: tuple[str, ...]
    source: SourceView | None
    topics: tuple[Link, ...]
    regions: tuple[Link, ...]
    photo: PhotoView | None
    corrected: str | None
    """What lists tell of its corrections, in a word; None where there is nothing to tell."""
    mark: str | None
    """What keeps it from readers, in words; None where nothing does."""


class Cards:
    """Makes the card of each article once, however many lists it stands in."""

    def __init__(self, site: Site, made: dict[str, Card]) -> None:
        """Take the articles of a site or a view of it, and the cards made so far."""
        self.site, self._made = site, made

    def __getitem__(self, slug: str) -> Card:
        """Give the card of an article; the site decides whether there is one to be seen."""
        article = self.site.articles[slug]
        card = self._made.get(slug)
        if card is None:
            card = self._made[slug] = _make(article, self.site)
        return card

    def of(self, slugs: tuple[str, ...]) -> tuple[Card, ...]:
        """Give the cards of several articles."""
        return tuple(self[slug] for slug in slugs)


def direction(lang: str) -> Literal["ltr", "rtl"]:
    """Give the direction a language is written in."""
    return "rtl" if is_right_to_left(lang) else "ltr"


def topic_links(site: Site, slugs: tuple[str, ...], lang: str) -> tuple[Link, ...]:
    """Give links to topics, named in a language."""
    return tuple(
        Link(text=site.topics[slug].name.in_language(lang), url=urls.topic(slug)) for slug in slugs
    )


def region_links(site: Site, slugs: tuple[str, ...], lang: str) -> tuple[Link, ...]:
    """Give links to regions, named in a language."""
    return tuple(
        Link(text=region_name(site, site.regions[slug], lang), url=urls.region(slug))
        for slug in slugs
    )


def region_name(site: Site, region: Term, lang: str) -> str:
    """Name a region in a language; a country that the editor did not name in it, as CLDR does."""
    name = region.name.in_language(lang)
    own = lang.partition("-")[0] == site.config.lang.partition("-")[0]
    if own or region.code is None or name != region.name.default:
        return name
    return str(locale_of(lang).territories.get(region.code, name))


def photo_view(photo: Photo) -> PhotoView:
    """Give a photo as it is shown."""
    license_name, license_url = named(photo.license)
    return PhotoView(
        url=urls.file(f"photos/{photo.file}") if photo.file else None,
        width=photo.width,
        height=photo.height,
        caption=photo.caption or "",
        credit=photo.credit or "",
        alt=photo.alt or "",
        rights=RIGHTS_IN_WORDS[photo.rights] if photo.rights else "",
        license=license_name,
        license_url=license_url,
        alone=not photo.mandatory_credit,
    )


def source_view(site: Site, article: Article) -> SourceView | None:
    """Give the source of an article as it is shown."""
    origin = article.origin
    if origin is None:
        return None
    has_page = origin.slug is not None and "sources" not in site.config.without
    return SourceView(
        name=origin.name,
        url=origin.url,
        host=host_of(origin.url),
        page=urls.source(origin.slug) if has_page and origin.slug else None,
    )


def _make(article: Article, site: Site) -> Card:
    config = site.config
    local = article.date.astimezone(config.timezone)
    change = article.change
    shown = next((photo for photo in article.photos if photo.file), None)
    return Card(
        slug=article.slug,
        url=urls.article(config, article),
        title=article.title,
        summary=article.summary,
        lang=article.lang,
        dir=direction(article.lang),
        date=iso(article, site),
        day=day_of(article, site),
        short_day=short_day(local.date(), config.lang),
        updated=change[0].isoformat() if change else None,
        updated_day=in_words(change[0], config.timezone, config.lang) if change else None,
        byline=article.byline,
        source=source_view(site, article),
        topics=topic_links(site, article.topics, config.lang),
        regions=region_links(site, article.regions, config.lang),
        photo=photo_view(shown) if shown else None,
        corrected=correction_mark(article),
        mark=mark(site, article),
    )


def day_of(article: Article, site: Site) -> str:
    """Give an article's date in words."""
    return in_words(article.date, site.config.timezone, site.config.lang)


def iso(article: Article, site: Site) -> str:
    """Give an article's date as ISO 8601 with the zone it was given in, else the site's."""
    moment = article.date if article.has_time else article.date.astimezone(site.config.timezone)
    return moment.isoformat()
