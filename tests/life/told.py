"""A site in which one story is told everywhere, and where its words are found in the output."""

import gzip
import zlib
from pathlib import Path

from broadsheet.pelican_plugin import build_site
from tests.build_folder import article_file, site_folder, tree
from tests.build_model import ROOT
from tests.builders import png

SLUG = "quarry-4711"
TITLE = "Headline of the quarry"
SUMMARY = "Summary of the quarry in our own words."
SOURCE = "https://post.example/original-quarry"
TEXT = "Sentence of the quarry"
PICTURE = "quarry-pit.png"
CAPTION, CREDIT, ALT, BYLINE = "Caption pit", "Credit Pit", "Alt pit", "Author Pit"
REPORT = "quarry-report.pdf"
SCENE = "quarry-scene.png"
SECRETS = {
    "slug": SLUG, "title": TITLE, "summary": SUMMARY, "source": SOURCE, "text": TEXT,
    "picture": PICTURE, "caption": CAPTION, "credit": CREDIT, "alt": ALT, "byline": BYLINE,
    "report": REPORT, "scene": SCENE, "bytes of the picture": "pixels-of-the-pit",
}  # fmt: skip
"""What might be told of the story, and where each can be found again."""

STORY = f"""\
---
title: {TITLE}
date: {{date}}
byline: {BYLINE}
source: {{{{name: The Post, url: "{SOURCE}"}}}}
photo: {{{{file: {PICTURE}, caption: {CAPTION}, credit: {CREDIT}, alt: {ALT}, rights: own}}}}
topics: [diplomacy]
regions: [iran]
summary: {SUMMARY}
related: [a-story, {{{{title: Elsewhere, url: "https://elsewhere.example"}}}}]
{{more}}---
{TEXT}. [Its report]({{{{static}}}}/files/{REPORT}), again [as typed](/files/{REPORT}), and
![a scene]({{{{static}}}}/photos/{SCENE}).
"""
SETTINGS = "STATIC_PATHS = ['files']\nFEED_MAX_ITEMS = 6\nDEFAULT_PAGINATION = 3\n"


def site(folder: Path, more: str = "", *, date: str = "2022-12-10", settings: str = "") -> Path:
    """Lay out the site; `more` is front matter of the story. Give the settings file."""
    around = {
        **article_file("names-it", date="2022-12-11", more=f"related: [{SLUG}]\n"),
        **article_file("links", body=f"See [this]({SLUG}.md) and [that](/articles/{SLUG}/)."),
        **article_file("translates", more=f"lang: fa\ntranslation_of: {SLUG}\n"),
        **article_file("earlier", date="2022-12-09"),
        **article_file("later", date="2022-12-11"),
        "content/pages/about.md": f"---\ntitle: About\n---\n[A story](../articles/{SLUG}.md)\n",
        "content/data/front.yaml": f"lead: {SLUG}\nseconds: [{SLUG}]\n",
        f"content/photos/{PICTURE}": png() + b"pixels-of-the-pit",
        f"content/photos/{SCENE}": png(),
        f"content/files/{REPORT}": b"%PDF",
        "content/files/open.txt": b"for everybody",
        f"content/articles/{SLUG}.md": STORY.format(date=date, more=more),
    }
    theme = f"THEME = {str(ROOT / 'theme')!r}\n"
    return site_folder(folder, f"{SETTINGS}{theme}{settings}", around)


def build(conf: Path, now: str, output: str = "output", **settings: object) -> dict[str, bytes]:
    """Build the site at a moment and give its files."""
    place = conf.parent / output
    build_site(conf, {"BROADSHEET_NOW": now, "OUTPUT_PATH": str(place), **settings})
    return tree(place)


def cold(conf: Path, now: str, **settings: object) -> dict[str, bytes]:
    """Build the site at a moment from nothing, elsewhere."""
    aside = f"cold-{len(list(conf.parent.glob('cold-*')))}"
    return build(conf, now, aside, CACHE_PATH=str(conf.parent / aside / "../kept"), **settings)


def found(files: dict[str, bytes]) -> dict[str, set[str]]:
    """Give for each part of the story that is found anywhere the files in which it is."""
    places = {
        name: {path for path, data in files.items() if tells(word, path, data)}
        for name, word in SECRETS.items()
    }
    return {name: paths for name, paths in places.items() if paths}


def tells(word: str, path: str, data: bytes) -> bool:
    """Tell whether a word is in a file or its name, also where the file is compressed."""
    looked = [data, path.encode()]
    if path.endswith((".gz", ".svgz")):
        looked.append(gzip.decompress(data))
    if data.startswith(b"\x89PNG"):
        looked += _unpacked(data)
    return any(word.encode() in part for part in looked)


def _unpacked(data: bytes) -> list[bytes]:
    """Unpack the compressed texts of a PNG."""
    texts, place = [], 8
    while place + 8 <= len(data):
        size, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        chunk = data[place + 8 : place + 8 + size]
        if kind in {b"zTXt", b"iTXt"} and b"\0\0" in chunk:
            texts.append(zlib.decompress(chunk.split(b"\0\0", 1)[1]))
        place += size + 12
    return texts
