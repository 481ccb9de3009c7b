"""Builders of the model: each gives a valid object; a test changes the one thing it is about."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from broadsheet.config import SiteConfig, read_config
from broadsheet.enrich import enrich
from broadsheet.model import (
    Article,
    Body,
    FrontPlan,
    Link,
    Name,
    Origin,
    Photo,
    Site,
    Source,
    Standing,
    Term,
    Vocabulary,
)
from broadsheet.pages import Publication, make_publication
from broadsheet.pages.page import Copy, Feed, Page, Text
from broadsheet.prose import Prose

ROOT = Path(__file__).resolve().parent.parent
NOW = "2022-12-31T12:00:00+00:00"

Tree = Mapping[str, "Tree"]


def a_config(**settings) -> SiteConfig:
    """Make a configuration from settings as pelicanconf.py has them."""
    values = {
        "PATH": str(ROOT / "tests/nowhere/content"),
        "OUTPUT_PATH": str(ROOT / "tests/nowhere/output"),
        "CACHE_PATH": str(ROOT / "tests/nowhere/cache"),
        "THEME": str(ROOT / "theme"),
        "SITENAME": "The Test Digest",
        "BROADSHEET_NOW": NOW,
        **settings,
    }
    return read_config(values, {})[0]


def a_name(text: str, **by_language: str) -> Name:
    """Make a name, in other languages too."""
    return Name(text, tuple(by_language.items()))


def a_vocabulary(tree: Tree, **names: str) -> Vocabulary:
    """Make topics or regions of nested slugs; `names` replaces the name that a slug suggests."""
    terms: dict[str, Term] = {}

    def add(slug: str, below: Tree, parents: tuple[str, ...]) -> None:
        name = Name(names.get(slug.replace("-", "_"), slug.replace("-", " ").title()))
        terms[slug] = Term(slug=slug, name=name, parents=parents, children=tuple(below))
        for child, further in below.items():
            add(child, further, (slug, *parents))

    for slug, below in tree.items():
        add(slug, below, ())
    return Vocabulary(terms)


TOPICS: Tree = {"diplomacy": {}, "defence": {"drones": {}}, "culture": {}}
REGIONS: Tree = {"middle-east": {"iran": {}, "iraq": {}}, "russia": {}, "fiji": {}}


def a_photo(**changes) -> Photo:
    """Make a photo whose file stands below content/photos."""
    photo = Photo(
        file="bridge.jpg",
        caption="The bridge at night.",
        credit="Ana Silva / Agency",
        alt="A lit bridge over a dark river.",
        rights="licensed",
        width=1200,
        height=800,
    )
    return replace(photo, **changes)


def altered(item: Page | Feed, **changes: Any) -> Any:
    """Give a page or a feed with some of its parts replaced."""
    return (replace if isinstance(item, Page) else dataclasses.replace)(item, **changes)


def a_body(html: str = "", links: tuple[Link, ...] = (), excerpt: str = "") -> Body:
    """Make a text."""
    return Body(prose=Prose.of(html, excerpt), links=links)


def an_article(slug: str = "a-story", **changes) -> Article:
    """Make a published article about the diplomacy of Iran."""
    article = Article(
        slug=slug,
        path=f"content/articles/{slug}.md",
        title=slug.replace("-", " ").capitalize(),
        date=datetime(2022, 12, 18, tzinfo=UTC),
        byline=("Ana Silva",),
        origin=Origin(name="The Post", url=f"https://post.example/{slug}", slug="the-post"),
        topics=("diplomacy",),
        regions=("iran",),
        summary="What happened, in one sentence.",
        body=a_body(html="<p>What happened.</p>", excerpt="What happened."),
    )
    return replace(article, **changes)


def a_standing(slug: str = "about", **changes) -> Standing:
    """Make a standing page."""
    page = Standing(
        slug=slug,
        path=f"content/pages/{slug}.md",
        title=slug.capitalize(),
        body=a_body(html="<p>Who we are.</p>", excerpt="Who we are."),
    )
    return replace(page, **changes)


def a_source(slug: str = "the-post", **changes) -> Source:
    """Make a source of sources.yaml."""
    source = Source(
        slug=slug,
        name=Name(slug.replace("-", " ").title()),
        url=f"https://{slug}.example",
        domains=(f"{slug}.example",),
        lang="en",
    )
    return dataclasses.replace(source, **changes)


def a_site(  # noqa: PLR0913  the parts of a site
    *articles: Article,
    config: SiteConfig | None = None,
    topics: Vocabulary | Tree = TOPICS,
    regions: Vocabulary | Tree = REGIONS,
    sources: Iterable[Source] = (a_source(),),
    standing: Iterable[Standing] = (),
    front: FrontPlan | None = None,
) -> Site:
    """Make an enriched site of what was released; its articles get into the order of time."""
    ordered = sorted(articles, key=lambda article: (-article.date.timestamp(), article.slug))
    return enrich(
        Site(
            config=config or a_config(),
            articles={a.slug: a for a in ordered if a.state != "withdrawn"},
            withdrawn={a.slug: a for a in ordered if a.state == "withdrawn"},
            standing={page.slug: page for page in standing},
            topics=topics if isinstance(topics, Vocabulary) else a_vocabulary(topics),
            regions=regions if isinstance(regions, Vocabulary) else a_vocabulary(regions),
            sources={source.slug: source for source in sources},
            front=front or FrontPlan(),
        )
    )


def some_articles(number: int, **changes) -> list[Article]:
    """Make articles `story-1` (the oldest) to `story-N`, a day apart."""
    return [
        an_article(
            f"story-{count}",
            date=datetime.fromtimestamp(1_640_995_200 + count * 86_400, UTC),
            **changes,
        )
        for count in range(1, number + 1)
    ]


def publish(*articles: Article, files: Mapping[str, Path] | None = None, **parts) -> Publication:
    """Make the publication of a site; `parts` are those of `a_site`."""
    return make_publication(a_site(*articles, **parts), files or {})


def pages(publication: Publication) -> dict[str, Page]:
    """Give the pages by their addresses."""
    return {item.url: item for item in publication.items if isinstance(item, Page)}


def feeds(publication: Publication) -> dict[str, Feed]:
    """Give the feeds by their paths."""
    return {item.path: item for item in publication.items if isinstance(item, Feed)}


def texts(publication: Publication) -> dict[str, str]:
    """Give the texts (sitemap, robots, list of feeds) by their paths."""
    return {item.path: item.text for item in publication.items if isinstance(item, Text)}


def copied(publication: Publication) -> dict[str, Path]:
    """Give the copied files by their paths."""
    return {item.path: item.source for item in publication.items if isinstance(item, Copy)}
