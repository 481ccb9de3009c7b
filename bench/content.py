"""Makes a digest of any size out of words: the same bytes for the same number, everywhere.

The articles have about 420 words in the mix that news has: paragraphs with quotation marks and
dashes, some links, emphasis, a subhead, now and then a list, a table or a quotation. A `Digest`
knows them as records, so that every generator gets the same ones in the form it reads;
`make_site` writes them as Broadsheet reads them.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Final

SEED: Final = 20221218
WORDS: Final = 420
TOPICS: Final = 12
REGIONS: Final = 30
SOURCES: Final = 40
RELATED: Final = 2
BATCH: Final = 1000
"""Articles in one folder: as many as a file manager shows without complaint."""
_START: Final = datetime(2019, 1, 1, 6, tzinfo=UTC)
"""Early enough that 50,000 articles end before today: later ones would be warned about."""
_INTERVAL: Final = timedelta(minutes=52)
_OVERSHOOT: Final = 22
"""A body ends with the paragraph that passes its length: half of one, on average."""
_VOWELS: Final = "aeiou"
_CONSONANTS: Final = "bcdfghklmnprstvw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A topic or a region."""

    slug: str
    name: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All of an article but its body. `related` are slugs that the editor named."""

    number: int
    slug: str
    title: str
    date: datetime
    byline: str
    source_name: str
    source_url: str
    related: tuple[str, ...]
    topics: tuple[str, ...]
    regions: tuple[str, ...]
    summary: str


Form = Callable[[Story, str], str]
"""Makes the text of a file out of an article and its body."""


class Digest:
    """A made-up digest; each article depends on its number and the size, not on the others."""

    def __init__(self, articles: int) -> None:
        """Make the vocabularies of a digest with so many articles."""
        self.articles = articles
        dice = _dice(SEED)
        self._lexicon = _lexicon(dice)
        self.topics = _terms("topic", TOPICS, dice, self._lexicon)
        self.regions = _terms("region", REGIONS, dice, self._lexicon)

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """Every article without its body, the oldest first."""
        return tuple(map(self.story, range(self.articles)))

    def story(self, number: int) -> Story:
        """Make an article without its body."""
        dice, lexicon = _dice(SEED + 2 * number), self._lexicon
        date = _START + number * _INTERVAL
        source = dice.randrange(SOURCES)
        return Story(
            number=number,
            slug=slug(number),
            title=_plain(dice, lexicon, 9),
            date=date,
            byline=" ".join(word.capitalize() for word in dice.choices(lexicon, k=2)),
            source_name=f"Paper {source:02d}",
            source_url=f"https://paper{source:02d}.example/{date:%Y/%m/%d}/{slug(number)}",
            related=tuple(map(slug, self._others(dice, number))),
            topics=_two(dice, "topic", TOPICS),
            regions=_two(dice, "region", REGIONS),
            summary=f"{_plain(dice, lexicon, 24)}.",
        )

    def body(self, number: int) -> str:
        """Make the body of an article."""
        dice = _dice(SEED + 2 * number + 1)
        blocks: list[str] = []
        count = 0
        while count < WORDS - _OVERSHOOT:
            block = _block(dice, self._lexicon, len(blocks))
            count += block.count(" ") + 1
            blocks.append(block)
        return "\n\n".join(blocks)

    def _others(self, dice: random.Random, number: int) -> list[int]:
        if self.articles <= RELATED:
            return []
        others = dice.sample(range(self.articles - 1), RELATED)
        return [other + (other >= number) for other in others]  # all numbers but its own


def slug(number: int) -> str:
    """Give the slug of an article."""
    return f"story-{number:06d}"


def place(number: int) -> str:
    """Give the path of an article below the folder of all articles."""
    return f"{number // BATCH:03d}/{slug(number)}.md"


def make_site(content: Path, articles: int) -> None:
    """Write a whole content folder for Broadsheet.

    Args:
        content: where; made when it is not there.
        articles: how many.
    """
    digest = Digest(articles)
    write_data(content / "data", digest)
    write_articles(content / "articles", digest, article)


def write_data(folder: Path, digest: Digest) -> None:
    """Write the vocabularies as Broadsheet reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "topics": _vocabulary(digest.topics),
        "regions": _vocabulary(digest.regions),
        "sources": _sources(),
    }
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def write_articles(folder: Path, digest: Digest, form: Form) -> None:
    """Write every article of a digest.

    Args:
        folder: for all of them; made when it is not there.
        digest: what they say.
        form: makes the text of a file of an article and its body.
    """
    for story in digest.stories:
        path = folder / place(story.number)
        if story.number % BATCH == 0:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(form(story, digest.body(story.number)), encoding="utf-8")


def article(story: Story, body: str) -> str:
    """Write an article as Broadsheet reads it."""
    front = [
        "---",
        f"title: {story.title}",
        f"date: {story.date.isoformat()}",
        f"byline: {story.byline}",
        "source:",
        f"  name: {story.source_name}",
        f"  url: {story.source_url}",
        *(["related:", *(f"  - {other}" for other in story.related)] if story.related else []),
        f"topics: [{', '.join(story.topics)}]",
        f"regions: [{', '.join(story.regions)}]",
        f"summary: {story.summary}",
        "---",
        "",
    ]
    return "\n".join(front) + body + "\n"


def _dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  the same site every time is the point


def _block(dice: random.Random, lexicon: list[str], place: int) -> str:
    """Write a paragraph, or in its turn something else."""
    if place == 3:  # noqa: PLR2004  after the opening, as newspapers do
        return f"## {_plain(dice, lexicon, 5)}"
    kind = dice.random()
    if kind < 0.05:  # noqa: PLR2004  the shares of a news text
        return "\n".join(f"* {_sentence(dice, lexicon, 8)}" for _ in range(3))
    if kind < 0.07:  # noqa: PLR2004
        rows = "\n".join(f"| {dice.choice(lexicon)} | {dice.randrange(1000)} |" for _ in range(3))
        return f"| What | How many |\n| --- | ---: |\n{rows}"
    if kind < 0.10:  # noqa: PLR2004
        return f"> {_sentence(dice, lexicon, 20)}"
    return " ".join(_sentence(dice, lexicon, dice.randint(9, 24)) for _ in range(3))


def _sentence(dice: random.Random, lexicon: list[str], length: int) -> str:
    words = dice.choices(lexicon, k=length)
    words[0] = words[0].capitalize()
    kind, place = dice.random(), dice.randrange(1, max(length - 3, 2))
    if length > 8:  # noqa: PLR2004  the points of a list stay plain
        _decorate(words, kind, place)
    return " ".join(words) + "."


def _decorate(words: list[str], kind: float, place: int) -> None:
    """Give a sentence a quotation, a link, a stress, a dash or an apostrophe, or nothing."""
    word = words[place]
    if kind < 0.12:  # noqa: PLR2004  the shares of a news text
        words[place] = f"'{word}"
        words[place + 2] = f"{words[place + 2]}'"
    elif kind < 0.18:  # noqa: PLR2004
        words[place] = f"[{word}](https://{word}.example/{words[-1]})"
    elif kind < 0.24:  # noqa: PLR2004
        words[place] = f"*{word}*"
    elif kind < 0.30:  # noqa: PLR2004
        words.insert(place, "--")
    elif kind < 0.36:  # noqa: PLR2004
        words[place] = f"{word}'s"


def _two(dice: random.Random, kind: str, count: int) -> tuple[str, ...]:
    return tuple(f"{kind}-{number:02d}" for number in sorted(dice.sample(range(count), 2)))


def _plain(dice: random.Random, lexicon: list[str], length: int) -> str:
    return " ".join(dice.choices(lexicon, k=length)).capitalize()


def _lexicon(dice: random.Random) -> list[str]:
    def word() -> str:
        pairs = dice.randint(1, 4)
        return "".join(dice.choice(_CONSONANTS) + dice.choice(_VOWELS) for _ in range(pairs))

    return sorted({word() for _ in range(3000)})


def _terms(kind: str, count: int, dice: random.Random, lexicon: list[str]) -> tuple[Term, ...]:
    return tuple(
        Term(
            slug=f"{kind}-{number:02d}",
            name=f"{dice.choice(lexicon).capitalize()} {number:02d}",
            description=_plain(dice, lexicon, 10),
        )
        for number in range(count)
    )


def _vocabulary(terms: tuple[Term, ...]) -> str:
    return "".join(
        f"- slug: {term.slug}\n  name: {term.name}\n  description: {term.description}\n"
        for term in terms
    )


def _sources() -> str:
    return "".join(
        f"- slug: paper-{n:02d}\n  name: Paper {n:02d}\n  url: https://paper{n:02d}.example\n"
        f"  domains: [paper{n:02d}.example]\n"
        for n in range(SOURCES)
    )
