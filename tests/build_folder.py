"""Builders of a site's folder: settings and content on disk, as an editor has them."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.build_model import ROOT

ARTICLE = """\
---
title: {title}
date: {date}
source: {{name: The Post, url: "https://post.example/{slug}"}}
topics: [diplomacy]
regions: [iran]
summary: {summary}
{more}---
{body}
"""
SETTINGS = """\
import sys
sys.path.insert(0, {root!r})
from broadsheet import pelican_plugin
PLUGINS = [pelican_plugin]
SITENAME = "The Test Digest"
PATH, OUTPUT_PATH, CACHE_PATH, THEME = "content", "output", "cache", {theme!r}
ARTICLE_URL, ARTICLE_SAVE_AS = "articles/{{slug}}/", "articles/{{slug}}/index.html"
PAGE_URL, PAGE_SAVE_AS = "{{slug}}/", "{{slug}}/index.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
BROADSHEET_NOW = "2022-12-31"
"""
SOURCES = """\
- {slug: post, name: The Post, url: "https://post.example", domains: [post.example]}
"""
# A theme of one line a page: these tests are about what surrounds the templates.
TEMPLATES = (
    "404 archives article crossing index latest page period_archives region regions source "
    "sources topic topics withdrawn credits corrections alias"
).split()


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())


def article_file(slug: str, **changes: str) -> dict[str, str]:
    """Give a valid article as a file; `more` is further front matter."""
    parts = {
        "title": slug,
        "date": "2022-12-18",
        "summary": "In short.",
        "more": "",
        "body": f"All about {slug}.",
    }
    return {f"content/articles/{slug}.md": ARTICLE.format(slug=slug, **{**parts, **changes})}


def site_folder(
    folder: Path, settings: str = "", files: dict[str, str | bytes] | None = None
) -> Path:
    """Make a site of one article and give its settings file; `settings` stand below the others."""
    theme = folder / "theme"
    write(theme / "templates", {f"{n}.html": "<p>{{ page.head.title }}</p>" for n in TEMPLATES})
    write(theme / "static", {"main.css": "p {}"})
    write(
        folder,
        {
            "content/data/topics.yaml": "- {slug: diplomacy, name: Diplomacy}\n",
            "content/data/regions.yaml": "- {slug: iran, name: Iran}\n",
            "content/data/sources.yaml": SOURCES,
            **article_file("a-story"),
            "conf.py": SETTINGS.format(root=str(ROOT), theme="theme") + settings + "\n",
            **(files or {}),
        },
    )
    return folder / "conf.py"


def tree(folder: Path) -> dict[str, bytes]:
    """Give the bytes of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def pelican(conf: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Pelican on a site, from another folder than the site's."""
    return subprocess.run(
        [sys.executable, "-m", "pelican", "-s", conf, *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def problems_of(output: str) -> list[tuple[str | None, str]]:
    """Give field and code of each problem of a JSON report."""
    return [(row["field"], row["code"]) for row in json.loads(output)]
