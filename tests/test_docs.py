"""The documentation says what is true: examples build, tables match the code, links lead on."""

import inspect
import re
import struct
from dataclasses import fields
from pathlib import Path
from urllib.parse import unquote

import pytest
from pelican.settings import DEFAULT_CONFIG

import tasks
from broadsheet import urls
from broadsheet.bootstrap import read_verbs
from broadsheet.config import PELICAN_ONLY, PLUMBING, SETTINGS
from broadsheet.model import RIGHTS, STATUSES
from broadsheet.pelican_plugin import build_site
from broadsheet.problems import RULES, Problem
from broadsheet.read.article import ARTICLE_KEYS, STANDING_KEYS
from broadsheet.read.history import CORRECTION_KEYS
from broadsheet.read.markup import allowlist
from broadsheet.read.photos import PHOTO_KEYS, RESTRICTION_KEYS
from broadsheet.read.vocabulary import FRONT_KEYS, SOURCE_KEYS, TERM_KEYS
from broadsheet.values import PAGE_KINDS

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^(```+|~~~+).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
NAMED_BLOCK = re.compile(r"^`(content/[^`]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)|\b(?:href|src)=\"([^\"]+)\"")
CODE = re.compile(r"`([^`\n]+)`")

SITE_SETTINGS = """
from broadsheet import pelican_plugin
PLUGINS = [pelican_plugin]
PATH, OUTPUT_PATH, CACHE_PATH, THEME = "content", "output", ".broadsheet", {theme!r}
TIMEZONE = "UTC"
SITENAME = "Test"
ARTICLE_URL, ARTICLE_SAVE_AS = "articles/{{slug}}/", "articles/{{slug}}/index.html"
PAGE_URL, PAGE_SAVE_AS = "{{slug}}/", "{{slug}}/index.html"
STATIC_PATHS = ["files"]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def prose(text: str) -> str:
    """Leave out blocks of code, in which nothing is a link or a heading."""
    return FENCE.sub("", text)


def behind(name: str, marker: str) -> str:
    """Give the table or list behind a comment such as `<!-- keys -->`."""
    _, found, rest = read(name).partition(f"<!-- {marker} -->\n")
    assert found, f"{name} has no <!-- {marker} -->"
    return re.split(r"\n\n", rest.lstrip("\n"), maxsplit=1)[0]


def names(name: str, marker: str) -> list[str]:
    """Give the names in code letters of a list, or of the first column of a table."""
    text = behind(name, marker)
    if text.startswith("|"):
        text = "\n".join(line.split("|")[1] for line in text.splitlines()[2:])
    return CODE.findall(text)


def rows(name: str, marker: str) -> list[list[str]]:
    lines = behind(name, marker).splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def section(name: str, heading: str) -> str:
    """Give what stands under a heading, up to the next one of its level or above."""
    text = FENCE.sub(lambda block: block[0].replace("\n#", "\n\\#"), read(name))
    match = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert match, f"{name} has no heading {heading!r}"
    rest = text[match.end() :]
    end = re.search(rf"^#{{1,{len(match[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


# --- the examples


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """Build what docs/authoring.md shows, every block that names its file, as a site of its own."""
    root = tmp_path_factory.mktemp("example")
    settings = root / "pelicanconf.py"
    settings.write_text(SITE_SETTINGS.format(theme=str(ROOT / "theme")), encoding="utf-8")
    for path, text in NAMED_BLOCK.findall(read("docs/authoring.md")):
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        assert not place.exists(), f"{path} is shown twice"
        place.write_text(text, encoding="utf-8")
    for photo in re.findall(r"^  file: (\S+)$", read("docs/authoring.md"), re.MULTILINE):
        place = root / "content/photos" / photo
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(picture(640, 400))
    return root, build_site(settings)


def picture(width: int, height: int) -> bytes:
    """Give the beginning of a PNG file, which is all that is looked at."""
    return (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02" * 8
    )


def test_the_examples_of_authoring_build_without_a_problem(example):
    _, built = example

    assert [str(problem) for problem in built.problems] == []
    assert {state: len(files) for state, files in built.account.items()} == {
        "published": 3,
        "data": 4,
        "copied": 1,
    }


def test_the_first_example_becomes_the_page_it_promises(example):
    root, _ = example
    page = (root / "output/articles/tehran-ties-with-moscow/index.html").read_text(encoding="utf-8")

    assert "Tehran says its ties with Moscow are its own business" in page
    assert 'href="/articles/iran-admits-sending-drones/"' in page
    assert 'src="/photos/2022/two-presidents.jpg"' in page


def test_a_heading_has_the_anchor_that_contracts_promises(example):
    root, _ = example
    page = (root / "output/articles/tehran-ties-with-moscow/index.html").read_text(encoding="utf-8")

    assert '<h2 id="what-went-before">' in page


def test_every_file_of_a_site_stands_at_an_address_of_the_table(example):
    root, _ = example
    patterns = [
        re.compile(pattern_of(address))
        for address in names("docs/contracts.md", "addresses")
        if address.startswith("/")
    ]
    output = root / "output"
    made = [p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file()]
    addresses = [f"/{path.removesuffix('index.html')}" for path in made]

    assert [a for a in addresses if not any(p.fullmatch(a) for p in patterns)] == []


def pattern_of(address: str) -> str:
    pattern = re.escape(address).replace("<path>", ".+").replace("<number>", r"[0-9]+")
    pattern = pattern.replace("<ending>", r"(atom\.xml|rss\.xml|json)")
    pattern = pattern.replace("<year>", r"\d{4}").replace("<month>", r"\d\d")
    return re.sub("<[a-z]+>", "[^/]+", pattern)


# --- the tables and lists


def test_every_field_of_an_article_has_its_row():
    shown = {name.partition(".")[0] for name in first_column("The fields of an article")}

    assert shown == set(ARTICLE_KEYS)


def first_column(heading: str) -> list[str]:
    text = section("docs/authoring.md", heading)
    table = re.search(r"^\|.*?(?=\n\n)", text, re.MULTILINE | re.DOTALL)
    return [CODE.findall(line.split("|")[1])[0] for line in table[0].splitlines()[2:]]


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("Photos", PHOTO_KEYS),
        ("Limits", RESTRICTION_KEYS),
        ("Corrections", CORRECTION_KEYS),
        ("Topics", TERM_KEYS["topics"]),
        ("Sources", SOURCE_KEYS),
        ("The front page", FRONT_KEYS),
    ],
)
def test_every_key_has_its_row(heading, keys):
    assert sorted(first_column(heading)) == sorted(keys)


def test_standing_pages_and_regions_name_every_key():
    assert set(STANDING_KEYS) <= set(CODE.findall(section("docs/authoring.md", "Standing pages")))
    shown = section("docs/authoring.md", "Regions")
    assert all(re.search(rf"\b{key}\b", shown) for key in ("slug", "name", "code", "regions"))


def test_every_right_has_its_row_and_every_status_its_name():
    assert names("docs/authoring.md", "rights") == list(RIGHTS)
    assert set(STATUSES) <= set(
        CODE.findall(section("docs/authoring.md", "The fields of an article"))
    )


def test_the_html_of_a_text_is_the_allow_list():
    assert names("docs/authoring.md", "allow-list") == sorted(allowlist._TAGS)
    named = set(CODE.findall(section("docs/authoring.md", "HTML")))
    assert {name for group in allowlist._ATTRIBUTES.values() for name in group} <= named


def test_messages_that_are_explained_exist():
    codes = re.findall(r"(?<!: )\[([a-z]+(?:-[a-z0-9]+)+)\]", read("docs/authoring.md"))

    assert codes
    assert set(codes) <= set(RULES)


def test_the_tables_of_settings_are_those_of_the_code():
    own = {
        name: default for name, _, default in SETTINGS.values() if name.startswith("BROADSHEET_")
    }
    honoured = {name for name, _, _ in SETTINGS.values()} - set(own)

    assert sorted(names("docs/contracts.md", "honoured")) == sorted(honoured)
    assert sorted(names("docs/contracts.md", "host")) == sorted(PLUMBING)
    table = {CODE.findall(row[0])[0]: row[2] for row in rows("docs/contracts.md", "own")}
    assert table == {name: f"`{shown(default)}`" for name, default in own.items()}


def shown(default: object) -> str:
    return repr(default).replace("'", '"')


def test_settings_without_effect_are_those_that_are_warned_about():
    known = {name for name, _, _ in SETTINGS.values()} | PLUMBING
    ignored = (set(DEFAULT_CONFIG) | PELICAN_ONLY) - known

    assert names("docs/contracts.md", "without effect") == sorted(ignored)


def test_reserved_slugs_kinds_of_pages_and_keys_of_a_problem_are_those_of_the_code():
    page = "docs/contracts.md"

    assert names(page, "reserved for standing pages") == sorted(urls.RESERVED_FOR_STANDING)
    assert names(page, "reserved for topics and regions") == sorted(urls.RESERVED_FOR_TERMS)
    assert names(page, "page kinds") == list(PAGE_KINDS)
    assert names(page, "keys") == [field.name for field in fields(Problem)]


def test_the_theme_has_every_microformat():
    theme = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "theme").rglob("*.html"))

    for name in names("docs/contracts.md", "microformats"):
        assert re.search(rf"[\" ]{name}[\" ]", theme), name


def test_every_option_of_every_verb_is_in_the_table():
    table = section("docs/contracts.md", "Commands")
    listed = {
        (verb, option)
        for row in re.findall(r"^\|(.+)\|(.+)\|.+\|$", table, re.MULTILINE)
        for option in re.findall(r"--([a-z-]+)", row[0])
        for verb in CODE.findall(row[1])
    }
    taken = {
        (verb, name.strip("_").replace("_", "-"))
        for verb in read_verbs(read("tasks.py"))
        for name in inspect.signature(getattr(tasks, verb).body).parameters
    }
    arguments = {
        ("new", "headline"),
        ("clip", "source"),
        ("inbox", "source"),
        ("migrate", "folder"),
        ("start", "name"),
        *((verb, "") for verb, _ in taken),
    }

    assert listed == taken - arguments


# --- the pages among themselves


def test_every_verb_is_named():
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)

    for verb in read_verbs(read("tasks.py")):
        assert re.search(rf"(tasks\.py|invoke|`){{1}} ?{verb}\b", text), verb


def test_every_link_inside_leads_to_a_file_and_a_heading():
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in links_of(page)
        if not leads_somewhere(page, target)
    ]

    assert broken == []


def links_of(page: Path) -> list[str]:
    text = re.sub(r"`[^`\n]*`", "", prose(page.read_text(encoding="utf-8")))
    found = (match[1] or match[2] for match in LINK.finditer(text))
    return [target for target in found if not re.match(r"[a-z]+:", target)]


def leads_somewhere(page: Path, target: str) -> bool:
    path, _, anchor = unquote(target).partition("#")
    place = (page.parent / path).resolve() if path else page
    if not place.exists():
        return False
    return not anchor or place.suffix != ".md" or anchor in anchors(place)


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page as GitHub and GitLab make them."""
    found: dict[str, int] = {}
    for line in prose(page.read_text(encoding="utf-8")).splitlines():
        heading = re.match(r"#{1,6} (.+)", line)
        if heading:
            words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).strip().lower()
            anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
            found[anchor] = found.get(anchor, -1) + 1
    return {
        f"{anchor}-{number}" if number else anchor
        for anchor, last in found.items()
        for number in range(last + 1)
    }


def test_no_page_names_a_folder_of_somebodys_machine():
    places = re.compile(r"(?<![\w.])/(?:work|tmp|root|home/(?!you\b)|Users/(?!you\b))\S*")
    found = [
        f"{page.relative_to(ROOT)}: {match[0]}"
        for page in PAGES
        for match in places.finditer(page.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_every_picture_says_what_it_shows():
    for page in PAGES:
        assert not re.search(r"!\[\]\(", prose(page.read_text(encoding="utf-8"))), page


def test_every_test_that_a_page_names_is_there():
    named = {
        (page.name, path)
        for page in PAGES
        for path in re.findall(r"tests/[\w/]+\.py", page.read_text(encoding="utf-8"))
    }

    assert named
    assert [pair for pair in sorted(named) if not (ROOT / pair[1]).is_file()] == []
