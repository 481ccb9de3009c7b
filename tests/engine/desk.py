"""A small site as an editor has it: what it says, and how that comes onto the disk.

The site is kept as data, from which the text of every file is made; an edit changes the data, and
`save` writes the files that have become different. References to what is gone are left out of the
texts, so that an edit leaves a site that can be built unless it means to break it.
"""

import itertools
import os
import struct
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from tests.engine.starting import CONF, EXTENSION, FILTERS, OWN_FILTERS, STARTING
from tests.tools import ROOT

SAVINGS = ("written over", "replaced", "written over, same time", "replaced, same time")
"""How a program saves: into the file or by renaming a new one; with the file's old time or not."""
OUTPUTS = ("output", "published")
"""Where builds go: the site as its editor sees it, and the public one."""
WORDS = """\
tower river minister border harvest strike grain drone talks winter power vote court bridge treaty
""".split()


@dataclass
class Article:
    """An article; `body` names others as `[[slug]]`, which becomes a link while they are there."""

    place: str
    title: str
    date: str
    body: str
    topics: list[str]
    regions: list[str]
    source: str = "gazette"
    summary: str = "In short: what happened."
    slug: str | None = None
    related: list[str] = field(default_factory=list)
    lang: str | None = None
    translation_of: str | None = None
    status: str | None = None
    updated: str | None = None
    photo: str | None = None
    embargo: str | None = None
    expires: str | None = None
    withdrawn: str | None = None
    corrections: str | None = None
    aliases: str | None = None
    limits: str = ""
    """What stands behind the rights of its photo."""

    @property
    def name(self) -> str:
        """Give the slug that its address has."""
        return self.slug or self.place.rpartition("/")[2]


@dataclass
class Term:
    """A topic or a region."""

    slug: str
    name: str
    parent: str | None = None


class Desk:
    """One site in a folder of its own, and what has to be known of it from outside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count(1)
        self.now = "2022-12-20T12:00:00+00:00"
        self.settings = dict(STARTING)
        self.code = {"word": "said", "inline": "read", "extension": "spire"}
        self.filters = False
        """Whether templates use filters of the site's own."""
        self.theme = dict(_theme())
        self.topics = [Term("politics", "Politics"), Term("votes", "Votes", "politics")]
        self.topics.append(Term("war", "War"))
        self.regions = [Term("east", "The East"), Term("iran", "Iran", "east")]
        self.regions.append(Term("norway", "Norway"))
        self.sources = {"gazette": "The Gazette", "post": "The Post"}
        self.pages = {"about": "Who we are. See [[one]].", "contact": "Here."}
        self.front: dict[str, object] = {"lead": "two", "topics": ["war"]}
        self.photos = {"square.png": picture(8, 8), "wide.png": picture(16, 9)}
        self.static = {"files/note.txt": b"A note.", "files/CNAME": b"news.example"}
        self.articles = [_first_article(n, name) for n, name in enumerate(FIRST)]
        self.articles[2].photo = "square.png"
        self.articles[3].related = ["one", "two"]
        self.wrong: dict[str, bytes] = {}
        """Files that are broken for now, over what they should say."""
        self.foreign: set[Path] = set()
        """Files in the output that the engine never made: they stay."""
        self.loose: set[Path] = set()
        """Files in the output of which the engine may no longer know whether it made them."""
        self.backups: list[Path] = []
        self.before: dict[str, bytes] = {}
        self.save(dice_of(0), "written over")

    @property
    def conf(self) -> Path:
        """Give the settings file."""
        return self.folder / "pelicanconf.py"

    @property
    def names(self) -> list[str]:
        """Give the slugs of all articles."""
        return [article.name for article in self.articles]

    @property
    def cache(self) -> Path:
        """Give the cache folder."""
        return self.folder / "cache"

    def loosen(self) -> None:
        """Note that the list of what was written into the output is perhaps gone."""
        for name in OUTPUTS:
            self.loose |= set((self.folder / name).rglob("*"))

    def forget_foreign(self, folder: Path) -> None:
        """Note that a folder of the output was deleted, with all in it."""
        self.foreign = {path for path in self.foreign if folder not in path.parents}

    def files(self) -> dict[str, bytes]:
        """Make the text of every file."""
        texts = {
            "content/data/topics.yaml": self._tree(self.topics, "topics", None, ""),
            "content/data/regions.yaml": self._tree(self.regions, "regions", None, ""),
            "content/data/sources.yaml": "".join(
                f"- slug: {slug}\n  name: {name}\n  url: https://{slug}.example\n"
                f"  domains: [{slug}.example]\n"
                for slug, name in self.sources.items()
            ),
            "content/data/front.yaml": self._front(),
            "pelicanconf.py": CONF.format(
                root=str(ROOT),
                folder=str(self.folder),
                settings="\n".join(f"{k} = {v!r}" for k, v in self.settings.items()),
            )
            + (OWN_FILTERS.format(inline=self.code["inline"]) if self.filters else ""),
            "site_filters.py": FILTERS.format(word=self.code["word"]),
            "site_extension.py": EXTENSION.format(word=self.code["extension"]),
            **{f"content/articles/{a.place}.md": self._article(a) for a in self.articles},
            **{
                f"content/pages/{slug}.md": f"---\ntitle: {slug}\n---\n{self._linked(body)}\n"
                for slug, body in self.pages.items()
            },
        }
        return {
            **self.theme,
            **(self._filtered() if self.filters else {}),
            **{path: text.encode() for path, text in texts.items()},
            **{f"content/photos/{name}": data for name, data in self.photos.items()},
            **{f"content/{path}": data for path, data in self.static.items()},
            **self.wrong,
        }

    def save(self, dice: Random, saving: str | None = None) -> str:
        """Write what has changed; return how it was saved."""
        saving = saving or dice.choice(SAVINGS)
        files = self.files()
        for path in self.before.keys() - files.keys():
            (self.folder / path).unlink()
        for path, data in files.items():
            if self.before.get(path) != data:
                _save(self.folder / path, data, saving)
        self.before = files
        return saving

    def _filtered(self) -> dict[str, bytes]:
        """Use the site's filters in templates."""
        use = b"<!-- {{ page.head.title|imported }} {{ SITENAME|inline }} -->"
        path = "theme/templates/article.html"
        return {path: self.theme[path].replace(b"</article>", use + b"\n</article>")}

    def _article(self, article: Article) -> str:
        related = [slug for slug in article.related if slug in self.names and slug != article.name]
        topics = _known(article.topics, self.topics)
        regions = _known(article.regions, self.regions)
        source = self.sources.get(article.source)
        of = article.translation_of
        lines = [
            f"title: {article.title}",
            f"date: {article.date}",
            "source:",
            *([f"  name: {article.source.title()} Abroad"] if source is None else []),
            f"  url: https://{article.source}.example/{article.name}",
            f"topics: [{', '.join(topics)}]",
            f"regions: [{', '.join(regions)}]",
            f"summary: '{article.summary}'",
            *([f"related: [{', '.join(related)}]"] if related else []),
            *([f"translation_of: {of}"] if of in self.names and of != article.name else []),
            *self._photo(article),
            *(
                f"{key}: {getattr(article, key)}"
                for key in ("slug", "lang", "status", "updated", *LIFE)
                if getattr(article, key)
            ),
        ]
        return "\n".join(["---", *lines, "---", self._linked(article.body), ""])

    def _photo(self, article: Article) -> list[str]:
        if article.photo not in self.photos:
            return []
        words = f"file: {article.photo}, caption: C., credit: D., alt: A., rights: own"
        return [f"photo: {{{words}{article.limits}}}"]

    def _linked(self, body: str) -> str:
        for article in self.articles:
            link = f"[that]({{filename}}/articles/{article.place}.md)"
            body = body.replace(f"[[{article.name}]]", link)
        return body.replace("[[", "").replace("]]", "")

    def _front(self) -> str:
        front = dict(self.front)
        if front.get("lead") not in self.names:
            front.pop("lead", None)
        topics = [topic for topic in front.get("topics", []) if topic in _slugs(self.topics)]
        lead = f"lead: {front['lead']}\n" if "lead" in front else ""
        return f"{lead}topics: [{', '.join(topics)}]\n"

    def _tree(self, terms: list[Term], kind: str, parent: str | None, indent: str) -> str:
        rows = ""
        for term in (term for term in terms if term.parent == parent):
            rows += f"{indent}- slug: {term.slug}\n{indent}  name: {term.name}\n"
            below = self._tree(terms, kind, term.slug, indent + "    ")
            rows += f"{indent}  {kind}:\n{below}" if below else ""
        return rows


LIFE = ("embargo", "expires", "withdrawn", "corrections", "aliases")
FIRST = ("one", "two", "three", "four", "five", "six", "seven", "eight")


def picture(width: int, height: int, filling: bytes = b"") -> bytes:
    """Make the beginning of a PNG file, which is all that is looked at; always the same size."""
    size = struct.pack(">II", width, height)
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + size + filling[:40].ljust(40, b"\0")


def dice_of(seed: int | str) -> Random:
    """Make dice that fall the same way every time."""
    return Random(seed)  # noqa: S311


def prose(dice: Random) -> str:
    """Make a text with something of what texts are made of."""
    words = [dice.choice(WORDS) for _ in range(12)]
    kinds = [
        f'The *{words[0]}* and the {words[1]}\'s "{words[2]}" -- {words[3]}.',
        f"## The {words[4]}\n\nA note[^1] on {words[5]}.\n\n[^1]: The {words[6]}.",
        f"- {words[7]}\n- {words[8]}",
        f"| {words[9]} | {words[10]} |\n| - | - |\n| 1 | 2 |",
        f"A tower, and {words[11]}.",
    ]
    return "\n\n".join(dice.sample(kinds, k=dice.randint(1, 3)))


def _first_article(number: int, name: str) -> Article:
    dice = dice_of(name)
    return Article(
        place=name if number % 3 else f"2022/{name}",
        title=f"Story {name}",
        date=f"2022-{10 + number % 3}-{10 + number}",
        body=prose(dice),
        topics=[("politics", "votes", "war")[number % 3]],
        regions=[("iran", "norway")[number % 2]],
        source=("gazette", "post")[number % 2],
    )


def _save(place: Path, data: bytes, saving: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    before = place.stat() if place.exists() else None
    if saving.startswith("replaced"):
        spare = place.with_name(f".{place.name}.spare")
        spare.write_bytes(data)
        spare.replace(place)
    else:
        place.write_bytes(data)
    if before and saving.endswith("same time"):
        os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))


def _known(slugs: list[str], terms: list[Term]) -> list[str]:
    return [slug for slug in slugs if slug in _slugs(terms)] or [terms[0].slug]


def _slugs(terms: list[Term]) -> list[str]:
    return [term.slug for term in terms]


@cache
def _theme() -> dict[str, bytes]:
    """Read the delivered theme."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in sorted((ROOT / "theme").rglob("*"))
        if path.is_file()
    }
