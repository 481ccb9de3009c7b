"""What may be shown when: the one place that decides it, for every page, feed and picture.

An article comes in whole and goes out as readers may have it: whole, as a stub, as a headline that
was withdrawn, or not at all. What is taken away here no later stage has, so no page, list, feed or
picture can show it by mistake, and none has to ask again.

The clock is that of the settings. `turns` are the moments at which it will decide otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.config import SiteConfig
from broadsheet.model import Article, Body, Link, Photo, Standing, State
from broadsheet.prose import Prose

HIDDEN: Final[frozenset[State]] = frozenset({"draft", "withheld", "embargoed", "scheduled"})
"""States in which nothing at all may be shown; `serve --all` shows it on the editor's machine."""

NEWS: Final = timedelta(days=14)
"""How long a photo that may not be archived stands: AP lends hand-outs for 14 days."""
NOWHERE: Final = Link(kind="address", target="")
_ANCHOR: Final = re.compile(
    r'<a(?: [^>]*?)? href="local:(?P<number>\d+)"[^>]*>(?P<words>.*?)</a>', re.DOTALL
)
_PICTURE: Final = re.compile(r'<img(?: [^>]*?)? src="local:(?P<number>\d+)"[^>]*>')

T = TypeVar("T", Article, Standing)  # the bracket form of generics needs Python 3.12


class Turn(Struct, frozen=True, order=True):
    """A moment at which the clock alone changes what may be shown, whose, and why, in words.

    `visible` is False where only the report changes, as when a date stops being in the future.
    """

    moment: datetime
    path: str
    why: str
    visible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What may be shown of a site.

    Articles and withdrawn headlines keep the order they came in. `states` says for every path what
    was decided. `barred` are pictures that may not be shown, by their path below the content, each
    with the reason; `held` are files that only what is not shown uses.
    """

    articles: tuple[Article, ...]
    withdrawn: tuple[Article, ...]
    standing: tuple[Standing, ...]
    states: Mapping[str, State]
    barred: Mapping[str, str]
    held: frozenset[str]
    turns: tuple[Turn, ...]


def release(
    articles: Iterable[Article], standing: Iterable[Standing], config: SiteConfig
) -> Release:
    """Decide for everything there is; `state` of what comes in is what the editor asked for."""
    articles = tuple(articles)
    rights = [(photo, article) for article in articles for photo in article.photos if photo.file]
    limited = [(photo, article) for photo, article in rights if _is_limited(photo)]
    barred = {f"photos/{p.file}": why for p, a in limited if (why := bar_of(p, a, config))}
    gate = _Gate(config, barred)
    for photo, article in limited:
        gate.turns += _turns_of_photo(photo, article, config)
    shown = [admitted for article in articles if (admitted := gate.admit(article))]
    pages = [page for item in standing if (page := gate.admit(item))]
    return Release(
        articles=tuple([article for article in shown if article.state != "withdrawn"]),
        withdrawn=tuple([article for article in shown if article.state == "withdrawn"]),
        standing=tuple(pages),
        states=gate.states,
        barred=barred,
        held=_held(gate.kept_back, (*shown, *pages)),
        turns=tuple(sorted(gate.turns)),
    )


def state_of(item: Article | Standing, config: SiteConfig) -> State:
    """Decide what an article or a standing page is at the clock of the build.

    What hides more goes first: an embargo holds whatever else was asked for.
    """
    asked, now = item.state, config.now
    if isinstance(item, Standing) or asked in HIDDEN:
        return asked
    if item.embargo and item.embargo > now:
        return "embargoed"
    if item.date > now and not config.with_future_dates:
        return "scheduled"
    if asked == "withdrawn":
        return "withheld" if _was_never_shown(item) else asked
    return "expired" if item.expires and item.expires <= now else asked


def turns_of(article: Article, config: SiteConfig) -> Iterator[Turn]:
    """Give the moments at which the clock alone will change what may be shown of an article."""
    lived = article.embargo or article.expires or article.withdrawal or article.corrections
    if not (lived or article.date > config.now):
        return  # as most have nothing to wait for
    if article.state in HIDDEN or _was_never_shown(article):
        return
    moments = [
        (article.embargo, "the embargo ends", True),
        (article.date, "its date comes", not config.with_future_dates),
    ]
    if article.state != "withdrawn":
        moments.append((article.expires, "it expires", True))
    elif article.withdrawal:
        moments.append((article.withdrawal.date, "its withdrawal is of that day", False))
    moments += [(c.date, "its correction is of that day", False) for c in article.corrections]
    for moment, why, visible in moments:
        if moment and moment > config.now:
            yield Turn(moment, article.path, why, visible)


def bar_of(photo: Photo, article: Article, config: SiteConfig) -> str | None:
    """Say why a photo may not be shown at the clock of the build; None: it may."""
    end = _end_of(photo, article)
    if end and end <= config.now:
        return "its right has ended" if end == photo.expires else "it may not be archived"
    if photo.regions_out and not config.published_in:
        return "nobody has said where the digest is published"
    out = sorted({*photo.regions_out} & {*config.published_in})
    return f"it may not be shown in {', '.join(out)}" if out else None


def _is_limited(photo: Photo) -> bool:
    return bool(photo.expires or photo.no_archive or photo.regions_out)


def _end_of(photo: Photo, article: Article) -> datetime | None:
    """Give the moment from which on a photo may not be shown."""
    ends = [photo.expires, article.date + NEWS if photo.no_archive else None]
    return min(filter(None, ends), default=None)


def _turns_of_photo(photo: Photo, article: Article, config: SiteConfig) -> Iterator[Turn]:
    end = _end_of(photo, article)
    if end and end > config.now and bar_of(photo, article, config) is None:
        yield Turn(end, article.path, f"the right to {photo.file} ends")


class _Gate:
    """Looks at one text after the other."""

    def __init__(self, config: SiteConfig, barred: Mapping[str, str]) -> None:
        self.config, self.barred = config, barred
        self.states: dict[str, State] = {}
        self.turns: list[Turn] = []
        self.kept_back: list[Body] = []
        """Texts of which readers have nothing."""

    def admit(self, item: T) -> T | None:
        """Give what may be shown of a text; None where that is nothing."""
        config = self.config
        state = self.states[item.path] = state_of(item, config)
        if isinstance(item, Article):
            self.turns += turns_of(item, config)
        if state == "published":
            return _without(item, self.barred) if self.barred else item
        if state in HIDDEN and config.show_drafts:
            return _without(replace(item, state=state), self.barred)
        self.kept_back.append(item.body)
        if isinstance(item, Standing) or state in HIDDEN:
            return None
        return _stub(item) if state == "expired" else _headline(item)


def _without(item: T, barred: Mapping[str, str]) -> T:
    """Take out of a text what may not be shown: photos, and pictures between its words."""
    if isinstance(item, Article):
        photos = tuple(photo for photo in item.photos if f"photos/{photo.file}" not in barred)
        item = replace(item, photos=photos)
    used = [n for n, link in enumerate(item.body.links) if link.target in barred]
    return replace(item, body=_without_files(item.body, used)) if used else item


def _without_files(body: Body, numbers: Collection[int]) -> Body:
    """Take the files of some links out of a text; the words of a link stay."""

    def anchor(match: re.Match[str]) -> str:
        return match["words"] if int(match["number"]) in numbers else match[0]

    def picture(match: re.Match[str]) -> str:
        return "" if int(match["number"]) in numbers else match[0]

    text = _ANCHOR.sub(anchor, _PICTURE.sub(picture, body.html))
    return replace(
        body,
        prose=Prose.of(text.replace("<p></p>", ""), body.excerpt),
        links=tuple(NOWHERE if n in numbers else link for n, link in enumerate(body.links)),
    )


def _was_never_shown(article: Article) -> bool:
    """Tell whether an article was withdrawn before its embargo ended: its headline is no news."""
    since = article.withdrawal.date if article.withdrawal else None
    if article.state != "withdrawn" or since is None or article.embargo is None:
        return False
    return since <= article.embargo


def _stub(article: Article) -> Article:
    """Leave the headline, our summary and the way to the original.

    A summary that is the beginning of the text goes with the text, and so does what a correction
    quotes of it.
    """
    own = "" if article.summary == article.body.excerpt else article.summary
    corrections = tuple(replace(correction, was="") for correction in article.corrections)
    return replace(
        article, state="expired", summary=own, photos=(), corrections=corrections, body=Body()
    )


def _headline(article: Article) -> Article:
    """Leave the headline, its date and where it was filed, for the feeds that had it."""
    return Article(
        slug=article.slug,
        path=article.path,
        title=article.title,
        date=article.date,
        has_time=article.has_time,
        topics=article.topics,
        regions=article.regions,
        lang=article.lang,
        aliases=article.aliases,
        state="withdrawn",
        withdrawal=article.withdrawal,
    )


def _held(kept_back: Iterable[Body], shown: Iterable[Article | Standing]) -> frozenset[str]:
    held = {file for body in kept_back for file in _files(body)}
    return frozenset(held - {file for item in shown for file in _files(item.body)} if held else ())


def _files(body: Body) -> Iterator[str]:
    """Give what could be a file of the content; a typed address is the path of one, mostly."""
    for link in body.links:
        if link.kind in {"file", "address"}:
            yield link.target
