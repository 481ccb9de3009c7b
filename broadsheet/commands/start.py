"""`start`: this copy becomes a digest of its own, with a name and without the sample's articles."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path, PurePosixPath
from typing import Final

from broadsheet.commands.new import SETTINGS
from broadsheet.commands.report import guarded
from broadsheet.errors import BroadsheetError, OutputError, SettingsError
from broadsheet.pelican_plugin import load_config
from broadsheet.problems import Problem, problem
from broadsheet.read.frontmatter import CONTROL
from broadsheet.read.typed import is_blank
from broadsheet.skeleton.digest import digest_files
from broadsheet.skeleton.naming import with_name

MARK: Final = ".samples"
"""The file in the sample's content: while it is there, the content is nobody's yet."""
ASIDE: Final = ".broadsheet-start"
"""Beside the content: where the new one is made and the old one waits, on the same disk."""
_NAMED: Final = 3
_NEXT: Final = """\
{name} is yours. Next:
  python3 tasks.py serve              see it, and see every change as you make it
  python3 tasks.py new "A headline"   begin your first article
  {data:<35} make topics, regions and sources your own
  {about:<35} say who you are
  git add --all && git commit         keep it: what git has cannot be lost
  python3 tasks.py publish            put it online, once publishconf.py says where"""


def run(*, name: str, force: bool = False, settings: Path = SETTINGS) -> int:
    """Put a small content in the place of the sample's and give the site its name."""

    def work() -> int:
        given = re.sub(r"[ \t\r\n]+", " ", name).strip(" ")
        _refuse_name(given)
        config, _ = load_config(settings)
        content = config.content.resolve()
        _refuse_leftovers(content.parent / ASIDE)
        if not force:
            _refuse_own(content, config.name)
            _refuse_unsaved(content)
        files = digest_files(config.now.astimezone(config.timezone).date())
        try:
            _replace(content, settings.resolve(), files, given)
        except OSError as error:
            reason = error.strerror or str(error)
            raise OutputError(str(error.filename or content), reason) from error
        data, about = f"{content.name}/data/", f"{content.name}/pages/about.md"
        print(_NEXT.format(name=given, data=data, about=about))
        return 0

    return guarded(work)


def _refuse_name(name: str) -> None:
    found: list[Problem] = []
    match = CONTROL.search(name)
    if match:
        message = f"holds the control character U+{ord(match[0]):04X}"
        found.append(problem("control-character", message, field="name"))
    elif is_blank(name):
        found.append(problem("bad-argument", f"must not be blank, got {name!r}", field="name"))
    if found:
        raise SettingsError(found)


def _refuse_leftovers(aside: Path) -> None:
    if aside.exists():
        raise BroadsheetError(
            f"{aside} is left from a start that was interrupted: `old` in it is the content as it "
            "was; move it back where content is missing, then delete the folder"
        )


def _refuse_own(content: Path, name: str) -> None:
    """What is not the sample has an editor, whose articles are not ours to take away."""
    if not (content / MARK).is_file():
        raise BroadsheetError(
            f"{content.name}/ holds a digest of its own, {name!r}, and not the sample. To rename "
            "it, edit SITENAME in the settings; to begin again without its articles, add --force"
        )


def _refuse_unsaved(content: Path) -> None:
    """Refuse to delete what git could not bring back."""
    command = ["git", "-C", str(content.parent), "status", "--porcelain", "-z", "--ignored"]
    try:
        status = subprocess.run(
            [*command, "--untracked-files=all", "--", content.name], capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise BroadsheetError(
            f"git does not keep {content.name}/, so what is in it could not be brought back: run "
            "`git init`, `git add --all` and `git commit` first, or add --force to lose it"
        ) from error
    unsaved = _unsaved(status.stdout.decode(errors="replace"))
    if unsaved:
        more = f" and {len(unsaved) - _NAMED} more" if len(unsaved) > _NAMED else ""
        raise BroadsheetError(
            f"{content.name}/ has changes that git does not have: {', '.join(unsaved[:_NAMED])}"
            f"{more}. Commit them first, or add --force to lose them"
        )


def _unsaved(status: str) -> list[str]:
    """Name the files in the output of `git status`, but no ignored .DS_Store and its like."""
    entries = [entry for entry in status.split("\0") if entry]
    return [
        entry[3:]
        for entry in entries
        if not (entry.startswith("!! ") and PurePosixPath(entry[3:]).name.startswith("."))
    ]


def _replace(content: Path, settings: Path, files: dict[str, bytes], name: str) -> None:
    """Change content and settings, both or none."""
    aside, before = content.parent / ASIDE, settings.read_bytes()
    aside.mkdir()
    try:
        _write(aside / "new", files)
        content.rename(aside / "old")
        (aside / "new").rename(content)
        _write_over(settings, with_name(before, name), aside)
        _confirm(settings, name)
    except BaseException:
        _put_back(content, settings, before, aside)
        raise
    shutil.rmtree(aside)


def _confirm(settings: Path, name: str) -> None:
    """Read the settings again: whoever computes SITENAME in them has to change it by hand."""
    found = load_config(settings)[0].name
    if found != name:
        raise BroadsheetError(
            f"{settings.name} makes SITENAME {found!r} in a way that cannot be edited from here: "
            "write it as one line, SITENAME = …, and start again"
        )


def _put_back(content: Path, settings: Path, before: bytes, aside: Path) -> None:
    old = aside / "old"
    if old.exists():
        if content.exists():
            content.rename(aside / "given-up")
        old.rename(content)
    if settings.read_bytes() != before:
        _write_over(settings, before, aside)
    shutil.rmtree(aside)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for below, data in files.items():
        path = folder / below
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _write_over(path: Path, data: bytes, aside: Path) -> None:
    """Replace a file whole, keeping its permissions."""
    made = aside / "settings"
    made.write_bytes(data)
    shutil.copymode(path, made)
    made.replace(path)
