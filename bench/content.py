"""Makes a digest of any size out of words: the same bytes for the same number, everywhere.

The articles have about 420 words in the mix that news has: paragraphs with quotation marks and
dashes, some links, emphasis, a subhead, now and then a list, a table or a quotation.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

SEED: Final = 20221218
WORDS: Final = 420
TOPICS: Final = 12
REGIONS: Final = 30
SOURCES: Final = 40
_START: Final = datetime(2021, 1, 1, 6, tzinfo=UTC)
_VOWELS: Final = "aeiou"
_CONSONANTS: Final = "bcdfghklmnprstvw"


def make_site(content: Path, articles: int) -> None:
    """Write a whole content folder.

    Args:
        content: where; made when it is not there.
        articles: how many.
    """
    dice = random.Random(SEED)  # noqa: S311  the same site every time is the point
    lexicon = _lexicon(dice)
    (content / "data").mkdir(parents=True, exist_ok=True)
    (content / "data" / "topics.yaml").write_text(_terms("topic", TOPICS, dice, lexicon))
    (content / "data" / "regions.yaml").write_text(_terms("region", REGIONS, dice, lexicon))
    (content / "data" / "sources.yaml").write_text(_sources())
    for number in range(articles):
        place = content / "articles" / f"{number // 1000:03d}" / f"{slug(number)}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(article(number, articles, lexicon), encoding="utf-8")


def slug(number: int) -> str:
    """Give the slug of an article."""
    return f"story-{number:06d}"


def article(number: int, articles: int, lexicon: list[str]) -> str:
    """Write one article; it depends on its number and the size of the site, not on the others."""
    dice = random.Random(SEED + number)  # noqa: S311  see make_site
    date = _START + timedelta(minutes=number * 52)
    related = dice.sample(range(articles), 2) if articles > 3 else []  # noqa: PLR2004  itself and two more
    names = [f"  - {slug(other)}" for other in related if other != number]
    source = dice.randrange(SOURCES)
    front = [
        "---",
        f"title: {_plain(dice, lexicon, 9)}",
        f"date: {date.isoformat()}",
        f"byline: {_name(dice, lexicon)}",
        "source:",
        f"  name: Paper {source:02d}",
        f"  url: https://paper{source:02d}.example/{date:%Y/%m/%d}/{slug(number)}",
        *(["related:", *names] if names else []),
        f"topics: [{_two(dice, 'topic', TOPICS)}]",
        f"regions: [{_two(dice, 'region', REGIONS)}]",
        f"summary: {_plain(dice, lexicon, 24)}.",
        "---",
        "",
    ]
    return "\n".join(front) + _body(dice, lexicon) + "\n"


def _body(dice: random.Random, lexicon: list[str]) -> str:
    blocks: list[str] = []
    count = 0
    while count < WORDS:
        block = _block(dice, lexicon, len(blocks))
        count += len(block.split())
        blocks.append(block)
    return "\n\n".join(blocks)


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
    words = [dice.choice(lexicon) for _ in range(length)]
    words[0] = words[0].capitalize()
    kind, place = dice.random(), dice.randrange(1, max(length - 3, 2))
    if length > 8:  # noqa: PLR2004  a headline's subhead stays plain
        if kind < 0.12:  # noqa: PLR2004  the shares of a news text
            words[place] = f"'{words[place]}"
            words[place + 2] = f"{words[place + 2]}'"
        elif kind < 0.18:  # noqa: PLR2004
            words[place] = f"[{words[place]}](https://{words[place]}.example/{words[-1]})"
        elif kind < 0.24:  # noqa: PLR2004
            words[place] = f"*{words[place]}*"
        elif kind < 0.30:  # noqa: PLR2004
            words.insert(place, "--")
        elif kind < 0.36:  # noqa: PLR2004
            words[place] = f"{words[place]}'s"
    return " ".join(words) + "."


def _two(dice: random.Random, kind: str, count: int) -> str:
    return ", ".join(f"{kind}-{number:02d}" for number in sorted(dice.sample(range(count), 2)))


def _plain(dice: random.Random, lexicon: list[str], length: int) -> str:
    return " ".join(dice.choice(lexicon) for _ in range(length)).capitalize()


def _name(dice: random.Random, lexicon: list[str]) -> str:
    return " ".join(dice.choice(lexicon).capitalize() for _ in range(2))


def _lexicon(dice: random.Random) -> list[str]:
    def word() -> str:
        pairs = dice.randint(1, 4)
        return "".join(dice.choice(_CONSONANTS) + dice.choice(_VOWELS) for _ in range(pairs))

    return sorted({word() for _ in range(3000)})


def _terms(kind: str, count: int, dice: random.Random, lexicon: list[str]) -> str:
    return "".join(
        f"- slug: {kind}-{number:02d}\n  name: {dice.choice(lexicon).capitalize()} {number:02d}\n"
        f"  description: {_plain(dice, lexicon, 10)}\n"
        for number in range(count)
    )


def _sources() -> str:
    return "".join(
        f"- slug: paper-{n:02d}\n  name: Paper {n:02d}\n  url: https://paper{n:02d}.example\n"
        f"  domains: [paper{n:02d}.example]\n"
        for n in range(SOURCES)
    )
