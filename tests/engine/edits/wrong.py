"""Edits that break the site: the build must fail, cold and warm alike, and leave all as it was."""

from random import Random

from tests.engine.desk import Desk


def wrong_date(desk: Desk, dice: Random) -> None:
    _break_article(desk, dice, b"date: 20", b"date: never 20")


def wrong_topic(desk: Desk, dice: Random) -> None:
    _break_article(desk, dice, b"topics: [", b"topics: [nowhere, ")


def wrong_yaml(desk: Desk, dice: Random) -> None:
    _break_article(desk, dice, b"title: ", b"title: [")


def wrong_link(desk: Desk, dice: Random) -> None:
    _break_article(desk, dice, b"\n---\n", b"\n---\n[gone]({filename}/articles/gone.md)\n\n")


def wrong_encoding(desk: Desk, dice: Random) -> None:
    _break_article(desk, dice, b"summary: '", b"summary: '\xff")


def wrong_address(desk: Desk, dice: Random) -> None:
    """Link to a page of the site that is not there."""
    _break_article(desk, dice, b"\n---\n", b"\n---\n[gone](/topics/gone/)\n\n")


def same_slug(desk: Desk, dice: Random) -> None:
    """Put a second file beside an article."""
    article = dice.choice(desk.articles)
    path = f"content/articles/{article.place}.md"
    desk.wrong[f"content/articles/copy-{next(desk.numbers)}.md"] = desk.files()[path].replace(
        b"\n---\n", f"\nslug: {article.name}\n---\n".encode() if not article.slug else b"\n---\n"
    )


def wrong_vocabulary(desk: Desk, dice: Random) -> None:
    path = dice.choice(["content/data/topics.yaml", "content/data/sources.yaml"])
    desk.wrong[path] = desk.files()[path] + b"- {slug: UPPER, name: x}\n"


def wrong_photo(desk: Desk, dice: Random) -> None:
    for name in desk.photos:
        desk.wrong[f"content/photos/{name}"] = b"This is no picture at all.".ljust(64)


def wrong_template(desk: Desk, dice: Random) -> None:
    path = f"theme/templates/{dice.choice(['article', 'index', 'topics', '404'])}.html"
    desk.wrong[path] = desk.theme[path].replace(b"{% endblock %}", b"{{ nothing }}{% endblock %}")


def wrong_setting(desk: Desk, dice: Random) -> None:
    desk.wrong["pelicanconf.py"] = desk.files()["pelicanconf.py"] + dice.choice(
        [b"TIMEZONE = 'Mars'\n", b"BROADSHEET_WITHOUT = ['everything']\n", b"1 / 0\n"]
    )


def mended(desk: Desk, dice: Random) -> None:
    desk.wrong.clear()


def _break_article(desk: Desk, dice: Random, before: bytes, after: bytes) -> None:
    path = f"content/articles/{dice.choice(desk.articles).place}.md"
    desk.wrong[path] = desk.files()[path].replace(before, after, 1)


EDITS = {
    edit.__name__.replace("_", " "): edit
    for edit in (
        wrong_date, wrong_topic, wrong_yaml, wrong_link, wrong_encoding, wrong_address, same_slug,
        wrong_vocabulary, wrong_photo, wrong_template, wrong_setting, mended,
    )
}  # fmt: skip
