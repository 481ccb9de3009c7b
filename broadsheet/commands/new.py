"""`new`: an article's file, made from its headline and what else is known, as a draft."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from broadsheet.commands.report import guarded, overrides, say
from broadsheet.config import SiteConfig
from broadsheet.errors import SettingsError
from broadsheet.pelican_plugin import load_config
from broadsheet.problems import Problem, in_order, problem
from broadsheet.read.addresses import host_of
from broadsheet.read.article import read_article
from broadsheet.read.content import Content, make_renderer
from broadsheet.read.files import Folder, read_folder
from broadsheet.read.frontmatter import CONTROL
from broadsheet.read.slugs import nearest_slug
from broadsheet.skeleton.desk import read_vocabularies, taken_slugs
from broadsheet.skeleton.draft import Draft, article_text, left_to_fill
from broadsheet.skeleton.shelf import put_article
from broadsheet.validate.site import validate

SETTINGS: Final = Path(__file__).resolve().parents[2] / "pelicanconf.py"
_SPACE: Final = re.compile(r"[ \t\r\n]+")  # no-break spaces were typed on purpose
_OPTIONS: Final = {
    "title": "headline",
    "source.url": "--source",
    "topics": "--topic",
    "regions": "--region",
}
"""What a field of the article is called on the command line."""


def run(  # noqa: PLR0913  one argument per option
    *,
    headline: str,
    source: str | None = None,
    topics: Iterable[str] = (),
    regions: Iterable[str] = (),
    content: Path | None = None,
    settings: Path = SETTINGS,
) -> int:
    """Write the file, say where it is and what is left to fill in, and open it."""

    def work() -> int:
        config, _ = load_config(settings, overrides(content=content))
        folder = read_folder(config.content, config.ignore_files)
        desk = read_vocabularies(folder)
        draft = Draft(
            headline=_SPACE.sub(" ", headline).strip(" "),
            day=config.now.astimezone(config.timezone).date(),
            url=(source or "").strip(),
            named=_is_known(host_of((source or "").strip()), desk),
            topics=_listed(topics),
            regions=_listed(regions),
        )
        problems = list(_unwritable(draft)) or _faults(draft, desk, config)
        if problems:
            raise SettingsError(in_order(problems))
        _present(_create(draft, folder), draft)
        return 0

    return guarded(work)


def _listed(values: Iterable[str]) -> tuple[str, ...]:
    """Take options given several times and lists with commas, each entry once."""
    entries = (entry.strip() for value in values for entry in value.split(","))
    return tuple(dict.fromkeys(filter(None, entries)))


def _is_known(host: str, desk: Content) -> bool:
    """Tell whether a source has the host, or a domain above it, as its own."""
    domains = {domain.text for source in desk.sources for domain in source.domains}
    labels = host.split(".")
    return any(".".join(labels[n:]) in domains for n in range(len(labels)))


def _unwritable(draft: Draft) -> Iterator[Problem]:
    """Find what no file could hold or be named after."""
    texts = {"headline": [draft.headline], "--source": [draft.url]}
    for option, values in {**texts, "--topic": draft.topics, "--region": draft.regions}.items():
        match = CONTROL.search(" ".join(values))
        if match:
            message = f"holds the control character U+{ord(match[0]):04X}"
            yield problem("control-character", message, field=option)
    if not nearest_slug(draft.headline):
        message = f"must have a letter or a digit to name the file after, got {draft.headline!r}"
        yield problem("bad-argument", message, field="headline")


def _faults(draft: Draft, desk: Content, config: SiteConfig) -> list[Problem]:
    """Read the article back as `check` will, and put its errors in terms of the command line."""
    data = article_text(draft).encode()
    record = read_article(data, path="content/x.md", renderer=make_renderer(config))
    found = validate(replace(desk, articles=(record,)), config).problems
    return [
        replace(fault, path=None, line=None, field=_OPTIONS.get(fault.field or "", fault.field))
        for fault in found
        if fault.severity == "error"
    ]


def _create(draft: Draft, folder: Folder) -> Path:
    data, slug = article_text(draft).encode(), nearest_slug(draft.headline)
    return put_article(folder.root, draft.day.year, slug, data, set(taken_slugs(folder)))


def _present(path: Path, draft: Draft) -> None:
    here = Path.cwd()
    print(path.relative_to(here) if path.is_relative_to(here) else path)
    print(f"left to fill in: {', '.join(left_to_fill(draft))}, and the text if there is one")
    print("`python3 tasks.py serve --all` shows it; without `status: draft` it is published")
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if editor and sys.stdout.isatty():
        _open(editor, path)


def _open(editor: str, path: Path) -> None:
    try:
        subprocess.run([*shlex.split(editor), path], check=False)
    except (OSError, ValueError) as error:
        say(f"{editor} could not be started: {error}")
