"""Edits of templates, style sheets, photos and files that are copied."""

from random import Random

from tests.engine.desk import WORDS, Desk, picture

TEMPLATES = "theme/templates"


def page_template(desk: Desk, dice: Random) -> None:
    _mark(
        desk,
        dice,
        dice.choice(["article", "index", "crossing", "archives", "page", "regions/term"]),
    )


def component(desk: Desk, dice: Random) -> None:
    """Change a macro that other templates import: the text inside it."""
    path = f"{TEMPLATES}/components/{dice.choice(['story', 'related', 'kicker', 'listing'])}.html"
    text = desk.theme[path].decode()
    place = text.index("%}", text.index("{% macro")) + 2
    desk.theme[path] = f"{text[:place]}\n<!-- {_word(desk, dice)} -->{text[place:]}".encode()


def base_template(desk: Desk, dice: Random) -> None:
    path = f"{TEMPLATES}/base.html"
    mark = f"<!-- {_word(desk, dice)} -->\n</body>".encode()
    desk.theme[path] = desk.theme[path].replace(b"</body>", mark)


def included_template(desk: Desk, dice: Random) -> None:
    path = f"{TEMPLATES}/regions/footer.html"
    desk.theme[path] += f"<!-- {_word(desk, dice)} -->\n".encode()


def template_of_same_size(desk: Desk, dice: Random) -> None:
    path = f"{TEMPLATES}/base.html"
    letter = dice.choice("abcdefgh").encode()
    desk.theme[path] = desk.theme[path].replace(b"Skip to the tex", b"Skip to the te" + letter)


def override_appears(desk: Desk, dice: Random) -> None:
    name = dice.choice(["regions/footer.html", "topics.html", "components/kicker.html"])
    own = desk.theme[f"{TEMPLATES}/{name}"]
    desk.theme[f"overrides/{name}"] = own + f"<!-- over {_word(desk, dice)} -->".encode()


def override_of_nothing(desk: Desk, dice: Random) -> None:
    """Extend the theme's own template by its name behind `!theme`."""
    text = '{% extends "!theme/topics.html" %}{% block body_class %}page over{% endblock %}'
    desk.theme["overrides/topics.html"] = text.encode()


def override_disappears(desk: Desk, dice: Random) -> None:
    for path in [path for path in desk.theme if path.startswith("overrides/")]:
        del desk.theme[path]


def css(desk: Desk, dice: Random) -> None:
    desk.theme["theme/static/css/main.css"] += f"/* {_word(desk, dice)} */\n".encode()


def css_of_same_size(desk: Desk, dice: Random) -> None:
    path = "theme/static/css/main.css"
    desk.theme[path] = desk.theme[path][:-2] + dice.choice([b" \n", b"\n\n", b"\t\n"])


def theme_file(desk: Desk, dice: Random) -> None:
    path = "theme/static/new.svg"
    if desk.theme.pop(path, None) is None:
        desk.theme[path] = b"<svg/>"


def photo_of_same_size(desk: Desk, dice: Random) -> None:
    """Change the picture and nothing that a listing of the folder shows."""
    for name, data in desk.photos.items():
        desk.photos[name] = data[:-40] + dice.choice(WORDS).encode().ljust(40, b"\0")


def photo_of_other_shape(desk: Desk, dice: Random) -> None:
    name = dice.choice([*desk.photos])
    desk.photos[name] = picture(dice.randint(1, 99), dice.randint(1, 99))


def photo_file(desk: Desk, dice: Random) -> None:
    name = f"photo-{next(desk.numbers)}.png"
    desk.photos[name] = picture(5, 5, name.encode())
    dice.choice(desk.articles).photo = name


def photo_file_no_more(desk: Desk, dice: Random) -> None:
    if len(desk.photos) > 1:
        del desk.photos[dice.choice([*desk.photos])]


def static_file(desk: Desk, dice: Random) -> None:
    name = dice.choice(["files/note.txt", f"files/sub/{next(desk.numbers)}.txt"])
    desk.static[name] = _word(desk, dice).encode()


def static_file_of_same_size(desk: Desk, dice: Random) -> None:
    desk.static["files/CNAME"] = f"new{dice.randint(0, 9)}.example".encode()


def static_file_no_more(desk: Desk, dice: Random) -> None:
    others = [name for name in desk.static if name != "files/CNAME"]
    if others:
        del desk.static[dice.choice(others)]


def _mark(desk: Desk, dice: Random, name: str) -> None:
    path = f"{TEMPLATES}/{name}.html"
    start = b"{% block main %}"
    mark = start + f"\n<!-- {_word(desk, dice)} -->".encode()
    desk.theme[path] = desk.theme[path].replace(start, mark)


def _word(desk: Desk, dice: Random) -> str:
    return f"{dice.choice(WORDS)} {next(desk.numbers)}"


EDITS = {
    edit.__name__.replace("_", " "): edit
    for edit in (
        page_template, component, base_template, included_template, template_of_same_size,
        override_appears, override_of_nothing, override_disappears, css, css_of_same_size,
        theme_file, photo_of_same_size, photo_of_other_shape, photo_file, photo_file_no_more,
        static_file, static_file_of_same_size, static_file_no_more,
    )
}  # fmt: skip
