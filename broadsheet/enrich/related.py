"""Related pieces both ways: an article that names another appears on that one too."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from broadsheet.model import Article, Related, Site


def relate(site: Site) -> Site:
    """Fill `related`: what the editor named, in order, then the articles that name this one."""
    named = {
        slug: _named(article, site.articles, site.translations.get(slug, ()))
        for slug, article in site.articles.items()
        if article.related
    }
    related = {slug: [*pieces] for slug, pieces in named.items()}
    for slug, pieces in named.items():
        mention = Related(slug=slug)
        for piece in pieces:
            if piece.slug is not None and mention not in named.get(piece.slug, ()):
                related.setdefault(piece.slug, []).append(mention)
    return replace(
        site, related={slug: tuple(related[slug]) for slug in site.articles if slug in related}
    )


def _named(
    article: Article, shown: Container[str], translations: Container[str]
) -> tuple[Related, ...]:
    """Give what an article names and a reader can open, each once as `read` has seen to."""
    own = article.slug
    pieces = [
        piece
        for piece in article.related
        if (slug := piece.slug) is None
        or (slug in shown and slug not in translations and slug != own)
    ]
    return tuple(pieces)
