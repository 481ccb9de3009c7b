"""The whole content against itself: a `Verdict` with the site, every file's state, all problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Final, TypeVar

from broadsheet import urls
from broadsheet.config import SiteConfig
from broadsheet.model import Article, FrontPlan, Link, Site, Standing
from broadsheet.problems import Problem, did_you_mean, has_errors, problem
from broadsheet.read.article import Record
from broadsheet.read.content import Content
from broadsheet.read.static import is_static
from broadsheet.read.typed import Text
from broadsheet.release import Turn, release
from broadsheet.validate.article import make_article, make_standing
from broadsheet.validate.index import Index, duplicate_slugs, make_index, taken_aliases
from broadsheet.validate.links import resolve_links
from broadsheet.validate.rights import differing_rights
from broadsheet.validate.vocabulary import make_sources, make_vocabulary

_SLUG: Final = attrgetter("slug")

T = TypeVar("T")  # the bracket form of generics needs Python 3.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What validation came to.

    `site` holds everything good that may be shown; it is only fit to be published when no problem
    is an error. `states` says for every file read what becomes of it. `links` keeps the links of
    each body that has any, to be compared with the pages once they are known. `turns` are the
    moments at which the clock alone makes this verdict another one, the next one first.
    """

    site: Site
    states: Mapping[str, str]
    links: tuple[tuple[Record, tuple[Link, ...]], ...]
    problems: tuple[Problem, ...]
    barred: Mapping[str, str]
    """Pictures that may not be shown, by their path below the content, each with the reason."""
    turns: tuple[Turn, ...]


def validate(content: Content, config: SiteConfig) -> Verdict:
    """Compare everything with everything; the order in which files were read does not matter."""
    content = replace(
        content, articles=_by_path(content.articles), standing=_by_path(content.standing)
    )
    problems = list(content.problems)
    topics = _collect(
        problems, make_vocabulary(content.topics, path=content.named("data/topics.yaml"))
    )
    regions = _collect(
        problems, make_vocabulary(content.regions, path=content.named("data/regions.yaml"))
    )
    sources = _collect(
        problems, make_sources(content.sources, path=content.named("data/sources.yaml"))
    )
    index = make_index(content, topics, regions, sources)
    problems += duplicate_slugs(content.articles, index.articles)
    problems += duplicate_slugs(content.standing, index.standing)
    problems += taken_aliases(index)
    if "sources" not in index.unread:
        problems += _misplaced(content, config)
    problems += _unknown_sources(content.articles, index)
    problems += differing_rights(content.articles)
    front = _collect(problems, _front(content, index))
    gather = _Gathering(index, config)
    for record in index.records:
        gather.add(record)
    released = release(_newest_first(gather.articles), sorted(gather.standing, key=_SLUG), config)
    site = Site(
        config=config,
        articles={article.slug: article for article in released.articles},
        withdrawn={article.slug: article for article in released.withdrawn},
        held=released.held,
        standing={page.slug: page for page in released.standing},
        topics=topics,
        regions=regions,
        sources=sources,
        front=front,
    )
    return Verdict(
        site=site,
        states={**released.states, **dict.fromkeys(gather.broken, "problem")},
        links=tuple(gather.links),
        problems=(*problems, *gather.problems),
        barred=released.barred,
        turns=released.turns,
    )


class _Gathering:
    """Takes the records one by one and keeps what is good, and what is wrong."""

    def __init__(self, index: Index, config: SiteConfig) -> None:
        self.index, self.config = index, config
        self.articles: list[Article] = []
        self.standing: list[Standing] = []
        self.broken: list[str] = []
        self.links: list[tuple[Record, tuple[Link, ...]]] = []
        self.problems: list[Problem] = []

    @cached_property
    def addresses(self) -> Mapping[str, Link]:
        """Articles and standing pages by their address; only bodies with links ask for it."""
        return _addresses(self.index, self.config)

    def add(self, record: Record) -> None:
        if not record.readable:
            self.broken.append(record.path)
            self.problems += record.problems
            return
        links, problems = self._links(record) if record.body.links else ((), [])
        made: Article | Standing
        if record.kind == "article":
            made, found = make_article(record, self.index, self.config, links)
        else:
            made, found = make_standing(record, self.index, self.config, links)
        problems = [*record.problems, *problems, *found]
        self.problems += problems
        if problems and has_errors(problems):
            self.broken.append(record.path)
        elif isinstance(made, Article):
            self.articles.append(made)
        else:
            self.standing.append(made)

    def _links(self, record: Record) -> tuple[tuple[Link, ...], list[Problem]]:
        links, problems = resolve_links(record, self.index, self.addresses)
        self.links.append((record, links))
        return links, problems


def _by_path(records: tuple[Record, ...]) -> tuple[Record, ...]:
    return tuple(sorted(records, key=attrgetter("path")))


def _newest_first(articles: list[Article]) -> list[Article]:
    """Sort by date; those of one moment stay in the order of their slugs, as sorting is stable."""
    by_slug = sorted(articles, key=_SLUG)
    return sorted(by_slug, key=lambda article: article.date.timestamp(), reverse=True)


def _collect(problems: list[Problem], made: tuple[T, list[Problem]]) -> T:
    problems += made[1]
    return made[0]


def _addresses(index: Index, config: SiteConfig) -> dict[str, Link]:
    """Give articles and standing pages by the address that an editor could type."""
    found: dict[str, Link] = {}
    for slug, record in index.articles.items():
        date = record.date.within(config.timezone) if record.date else config.now
        if "{date" not in config.article_url or record.date:
            lang = record.lang.text if record.lang else config.lang
            address = urls.article_address(config, slug, lang, date)
            found[address] = Link(kind="article", target=slug)
    for slug, record in index.standing.items():
        lang = record.lang.text if record.lang else config.lang
        address = urls.standing_address(config, slug, lang)
        found[address] = Link(kind="standing", target=slug)
    return found


def _misplaced(content: Content, config: SiteConfig) -> Iterator[Problem]:
    """Warn of files that look like articles and are none, because of where they are."""
    for below in content.files:
        path = PurePosixPath(below)
        note = path.stem.lower() == "readme"  # for whoever opens the folder
        if (
            path.suffix.lower() in (".md", ".markdown")
            and not note
            and not is_static(below, config)
        ):
            message = "looks like an article, but is not in content/articles: it is not published"
            hint = f"move it to {content.named('articles/')}"
            yield problem("misplaced-file", message, path=content.named(below), hint=hint)


def _unknown_sources(records: tuple[Record, ...], index: Index) -> Iterator[Problem]:
    """Warn once per source name that `sources.yaml` does not know, with its count."""
    uses = Counter(record.source_name.text for record in records if record.source_name)
    unknown = {text: uses[text] for text in uses if text.casefold() not in index.sources_by_name}
    first: dict[str, tuple[Record, Text]] = {}
    for record in records if unknown else ():
        if record.source_name:
            first.setdefault(record.source_name.text, (record, record.source_name))
    for text, count in unknown.items():
        record, name = first[text]
        times = "1 article" if count == 1 else f"{count} articles"
        near = did_you_mean(text, (source.name.default for source in index.sources.values()))
        yield problem(
            "unknown-source",
            f"{text!r} is not in sources.yaml ({times})",
            path=record.path,
            line=name.line,
            field="source.name",
            hint=near or "add it to sources.yaml to give it a page",
        )


def _front(content: Content, index: Index) -> tuple[FrontPlan, list[Problem]]:
    raw = content.front
    chosen: tuple[tuple[str, tuple[Text, ...], Collection[str]], ...] = (
        ("lead", (raw.lead,) if raw.lead else (), index.articles),
        ("seconds", raw.seconds, index.articles),
        ("topics", raw.topics, index.topics.terms),
        ("regions", raw.regions, index.regions.terms),
    )
    known = {
        field: tuple(entry.text for entry in entries if entry.text in names)
        for field, entries, names in chosen
    }
    plan = FrontPlan(
        lead=next(iter(known["lead"]), None),
        seconds=known["seconds"],
        topics=known["topics"],
        regions=known["regions"],
    )
    return plan, [
        problem(
            "unknown-front-entry",
            f"{entry.text!r} is not on this site",
            path=content.named("data/front.yaml"),
            line=entry.line,
            field=field,
            hint=did_you_mean(entry.text, names),
        )
        for field, entries, names in chosen
        if field not in index.unread
        for entry in entries
        if entry.text not in names
    ]
