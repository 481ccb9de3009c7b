"""Edits of articles, standing pages and the front page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from broadsheet.model import KINDS
from tests.engine.desk import WORDS, Article, Desk, prose


def body(desk: Desk, dice: Random) -> None:
    _any(desk, dice).body = prose(dice)


def body_of_all(desk: Desk, dice: Random) -> None:
    for article in desk.articles:
        article.body += f"\n\nIn {dice.choice(WORDS)}."


def body_of_same_size(desk: Desk, dice: Random) -> None:
    """Change letters without changing how many there are."""
    article = _any(desk, dice)
    article.body = _other(dice, "abcdefgh", article.body[:1]) + article.body[1:]


def title(desk: Desk, dice: Random) -> None:
    _any(desk, dice).title = f"{dice.choice(WORDS)} {dice.choice(WORDS)} {next(desk.numbers)}"


def title_of_same_size(desk: Desk, dice: Random) -> None:
    article = _any(desk, dice)
    article.title = article.title[:-1] + _other(dice, "xyzuvw", article.title[-1])


def summary(desk: Desk, dice: Random) -> None:
    _any(desk, dice).summary = f"{dice.choice(WORDS)} & <{dice.choice(WORDS)}>."


def day(desk: Desk, dice: Random) -> None:
    _any(
        desk, dice
    ).date = f"202{dice.choice('12')}-{dice.randint(1, 12):02d}-0{dice.randint(1, 9)}"


def same_day(desk: Desk, dice: Random) -> None:
    """Let two articles have one date: their order hangs on something else."""
    _any(desk, dice).date = _any(desk, dice).date


def future_day(desk: Desk, dice: Random) -> None:
    today = date.fromisoformat(desk.now[:10])
    _any(desk, dice).date = (today + timedelta(days=dice.randint(1, 20))).isoformat()


def updated(desk: Desk, dice: Random) -> None:
    article = _any(desk, dice)
    first = date.fromisoformat(article.date)
    article.updated = dice.choice([None, (first + timedelta(days=dice.randint(1, 9))).isoformat()])


def slug(desk: Desk, dice: Random) -> None:
    article = _any(desk, dice)
    article.slug = dice.choice([None, f"slug-{next(desk.numbers)}"])
    if desk.names.count(article.name) > 1:
        article.slug = f"slug-{next(desk.numbers)}"


def taken_slug(desk: Desk, dice: Random) -> None:
    """Give an article the address of another, which gets a new one."""
    one, other = dice.sample(desk.articles, 2)
    one.slug, other.slug = other.name, f"slug-{next(desk.numbers)}"


def moved(desk: Desk, dice: Random) -> None:
    article = _any(desk, dice)
    name = article.place.rpartition("/")[2]
    article.place = dice.choice(["", "2022/", "2023/deep/"]) + name


def renamed(desk: Desk, dice: Random) -> None:
    article = _any(desk, dice)
    article.place = f"{article.place.rpartition('/')[0]}/renamed-{next(desk.numbers)}".lstrip("/")


def swapped(desk: Desk, dice: Random) -> None:
    """Let two files change names."""
    one, other = dice.sample(desk.articles, 2)
    one.place, other.place = other.place, one.place


def deleted(desk: Desk, dice: Random) -> None:
    if len(desk.articles) > 3:
        desk.articles.remove(_any(desk, dice))


def new(desk: Desk, dice: Random) -> None:
    if len(desk.articles) < 14:
        like = _any(desk, dice)
        name = f"new-{next(desk.numbers)}"
        desk.articles.append(
            replace(
                like, place=name, slug=None, aliases=None, title=f"Title {name}", body=prose(dice)
            )
        )


def without_text(desk: Desk, dice: Random) -> None:
    _any(desk, dice).body = ""


def related(desk: Desk, dice: Random) -> None:
    _any(desk, dice).related = dice.sample(desk.names, k=2)


def related_no_more(desk: Desk, dice: Random) -> None:
    for article in desk.articles:
        article.related = article.related[1:]


def link(desk: Desk, dice: Random) -> None:
    _any(desk, dice).body += f"\n\nSee [[{_any(desk, dice).name}]]."


def translation(desk: Desk, dice: Random) -> None:
    article, other = dice.sample(desk.articles, 2)
    article.lang, article.translation_of = dice.choice(["fa", "de"]), other.name
    other.translation_of = None


def translation_no_more(desk: Desk, dice: Random) -> None:
    for article in desk.articles:
        article.translation_of = None


def language_of_article(desk: Desk, dice: Random) -> None:
    article = _any(desk, dice)
    article.lang = _other(dice, [None, "fa", "de"], article.lang)


def draft(desk: Desk, dice: Random) -> None:
    article = _any(desk, dice)
    article.status, article.withdrawn = "draft", None


def withheld(desk: Desk, dice: Random) -> None:
    article = _any(desk, dice)
    article.status, article.withdrawn = "withheld", None


def withdrawn(desk: Desk, dice: Random) -> None:
    article = _any(desk, dice)
    article.status = "withdrawn"
    since = f"date: {_moment(desk, dice)}, "
    article.withdrawn = f"{{{dice.choice(['', since])}reason: Of the {dice.choice(WORDS)}.}}"


def embargo(desk: Desk, dice: Random) -> None:
    """Hold an article back until a moment that the clock may pass, or has passed."""
    _any(desk, dice).embargo = _moment(desk, dice)


def expires(desk: Desk, dice: Random) -> None:
    _any(desk, dice).expires = dice.choice([_moment(desk, dice), _moment(desk, dice)[:10]])


def corrected(desk: Desk, dice: Random) -> None:
    entries = [
        f"{{date: {_moment(desk, dice)}, kind: {dice.choice(KINDS)}, "
        f"text: The {dice.choice(WORDS)}., serious: {dice.choice(['true', 'false'])}}}"
        for _ in range(dice.randint(0, 2))
    ]
    _any(desk, dice).corrections = f"[{', '.join(entries)}]"


def alias(desk: Desk, dice: Random) -> None:
    _any(desk, dice).aliases = dice.choice([None, f"[once-{next(desk.numbers)}]"])


def forever(desk: Desk, dice: Random) -> None:
    """Take back that articles expire or are held back."""
    for article in desk.articles:
        article.embargo = article.expires = None


def published(desk: Desk, dice: Random) -> None:
    for article in desk.articles:
        article.status, article.withdrawn = dice.choice([None, "published"]), None


def photo(desk: Desk, dice: Random) -> None:
    article = _any(desk, dice)
    article.photo = _other(dice, [None, *desk.photos], article.photo)


def limits_of_photo(desk: Desk, dice: Random) -> None:
    """Let the right to a photo end, now or when the clock has passed it."""
    article = dice.choice([a for a in desk.articles if a.photo] or desk.articles)
    restrictions = ["no_archive: true", "regions_out: [TR]", "mandatory_credit: true"]
    article.limits = dice.choice(
        [
            "",
            f", expires: '{_moment(desk, dice)}'",
            f", restrictions: {{{dice.choice(restrictions)}}}",
        ]
    )


def filed_elsewhere(desk: Desk, dice: Random) -> None:
    article = _any(desk, dice)
    article.topics = [term.slug for term in dice.sample(desk.topics, k=1 + dice.getrandbits(1))]
    article.regions = [dice.choice(desk.regions).slug]


def other_source(desk: Desk, dice: Random) -> None:
    _any(desk, dice).source = dice.choice([*desk.sources, "elsewhere"])


def standing_page(desk: Desk, dice: Random) -> None:
    name = dice.choice([*desk.pages, f"page-{next(desk.numbers)}"])
    desk.pages[name] = f"{prose(dice)}\n\nSee [[{_any(desk, dice).name}]]."


def standing_page_no_more(desk: Desk, dice: Random) -> None:
    if len(desk.pages) > 1:
        del desk.pages[dice.choice([*desk.pages])]


def front(desk: Desk, dice: Random) -> None:
    topics = [term.slug for term in dice.sample(desk.topics, k=1)]
    desk.front = {"lead": _any(desk, dice).name, "topics": topics}


def _other(dice: Random, choice: Sequence[Any], now: Any) -> Any:
    return dice.choice([value for value in choice if value != now])


def _moment(desk: Desk, dice: Random) -> str:
    days = timedelta(days=dice.randint(-3, 12), hours=dice.randint(0, 23))
    return (datetime.fromisoformat(desk.now) + days).isoformat()


def _any(desk: Desk, dice: Random) -> Article:
    return dice.choice(desk.articles)


EDITS = {
    edit.__name__.replace("_", " "): edit
    for edit in (
        body, body_of_all, body_of_same_size, title, title_of_same_size, summary, day, same_day,
        future_day, updated, slug, taken_slug, moved, renamed, swapped, deleted, new, without_text,
        related, related_no_more, link, translation, translation_no_more, language_of_article,
        draft, withheld, withdrawn, embargo, expires, corrected, alias, forever, published, photo,
        limits_of_photo, filed_elsewhere, other_source, standing_page, standing_page_no_more, front,
    )
}  # fmt: skip
