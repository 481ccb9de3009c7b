"""Related pieces both ways: an article that names another appears on that one too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from broadsheet.model import Article, Related, Site


def relate(site: Site) -> Site:
    """Fill `related`: what the editor named, in order, then the articles that name this one."""
    named_by: dict[str, list[str]] = defaultdict(list)
    for slug, article in site.articles.items():
        for related in article.related:
            if related.slug is not None and related.slug in site.articles:
                named_by[related.slug].append(slug)
    return replace(
        site,
        related={
            slug: tuple(_all(article, named_by.get(slug, []), site))
            for slug, article in site.articles.items()
            if article.related or slug in named_by
        },
    )


def _all(article: Article, named_by: list[str], site: Site) -> Iterator[Related]:
    seen = {article.slug, *site.translations.get(article.slug, ())}
    for related in (*article.related, *(Related(slug=slug) for slug in named_by)):
        if related.slug is None:
            yield related
        elif related.slug in site.articles and related.slug not in seen:
            seen.add(related.slug)
            yield related
