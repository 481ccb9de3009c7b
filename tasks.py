"""The verbs of Broadsheet: `python3 tasks.py VERB`, or `invoke VERB` inside the environment."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent

if __name__ == "__main__":
    from broadsheet.bootstrap import main

    sys.exit(main(ROOT, sys.argv[1:]))

import shlex
import shutil
import subprocess
from importlib.util import find_spec
from typing import Any

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.parser.argument import Argument
from invoke.tasks import Task, task

MADE = ("output", "published", ".broadsheet")
CACHES = (".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache")
LINTERS = ("ruff check", "ruff format --check", "mypy", "lint-imports --no-logo")


class Cutting(Argument):
    """What `clip` reads: it is named, or `--paste` stands for it."""

    paste: Argument

    @property
    def value(self) -> Any:
        """What was typed; nothing is missing where `--paste` was."""
        typed = super().value
        return "" if typed is None and self.paste.value else typed

    @value.setter
    def value(self, typed: str) -> None:
        self.set_value(typed)


class Clip(Task[Any]):
    """`clip`, whose argument may be left out."""

    def get_arguments(self, ignore_unknown_help: bool | None = None) -> list[Argument]:
        """Give the arguments, the first of which knows whether it may be missing."""
        source, *others = super().get_arguments(ignore_unknown_help)
        cutting = Cutting(names=source.names, positional=True, help=source.help)
        cutting.paste = next(argument for argument in others if argument.name == "paste")
        for argument in others:  # invoke's own shortening of `--photos` would be that of `--help`
            argument.names = tuple(name for name in argument.names if name != "h")
        return [cutting, *others]


@task
def build(
    _: Context,
    content: str | None = None,
    output: str | None = None,
    now: str | None = None,
    settings: str | None = None,
    ignore_cache: bool = False,
    timings: bool = False,
) -> None:
    """Build the site into output/ and say where it is."""
    from broadsheet.heap import seldom_collecting

    with seldom_collecting():  # what is imported stays, too
        from broadsheet.commands import build as command

    end(
        command.run(
            content=given(content),
            output=given(output),
            settings=local(settings),
            now=now,
            ignore_cache=ignore_cache,
            timings=timings,
        )
    )


@task
def check(
    _: Context,
    content: str | None = None,
    output: str | None = None,
    now: str | None = None,
    settings: str | None = None,
    format: str = "text",
    explain: str | None = None,
) -> None:
    """Check everything that build would check, and write nothing; --explain CODE tells a rule."""
    from broadsheet.commands import check as command

    end(
        command.run(
            content=given(content),
            output=given(output),
            settings=local(settings),
            now=now,
            format=format,
            explained=explain,
        )
    )


@task
def verify(
    _: Context,
    content: str | None = None,
    now: str | None = None,
    settings: str | None = None,
) -> None:
    """Prove that the output is what a build from nothing makes."""
    from broadsheet.commands import verify as command

    end(command.run(content=given(content), settings=local(settings), now=now))


@task
def due(
    _: Context,
    content: str | None = None,
    now: str | None = None,
    settings: str | None = None,
) -> None:
    """Say when the clock alone makes another site, as a line for cron and as a calendar."""
    from broadsheet.commands import due as command

    end(command.run(content=given(content), settings=local(settings), now=now))


@task
def serve(
    _: Context,
    content: str | None = None,
    output: str | None = None,
    now: str | None = None,
    all: bool = False,
    port: int = 8000,
    open: bool = False,
    settings: str | None = None,
) -> None:
    """Show the site on this machine and rebuild it at every change."""
    from broadsheet.commands import serve as command

    end(
        command.run(
            content=given(content),
            output=given(output),
            settings=local(settings),
            now=now,
            everything=all,
            port=port,
            open_browser=open,
        )
    )


@task(iterable=["topic", "region"])
def new(
    _: Context,
    headline: str,
    source: str | None = None,
    topic: list[str] | None = None,
    region: list[str] | None = None,
    content: str | None = None,
) -> None:
    """Start an article file from a headline."""
    refuse_option(headline)
    from broadsheet.commands import new as command

    end(
        command.run(
            headline=headline,
            source=source,
            topics=topic or [],
            regions=region or [],
            content=given(content),
        )
    )


class Inbox(Task[Any]):
    """`inbox`, whose argument may be left out: invoke has none of these, so what was typed says."""

    def get_arguments(self, ignore_unknown_help: bool | None = None) -> list[Argument]:
        """Give the arguments, the first of which is one only where something is named."""
        source, *others = super().get_arguments(ignore_unknown_help)
        flags = [name for argument in others if argument.takes_value for name in argument.names]
        valued = {f"--{name}" if len(name) > 1 else f"-{name}" for name in flags}
        source.positional = names_something(sys.argv, "inbox", valued)
        return [source, *others]


def names_something(words: list[str], verb: str, valued: set[str]) -> bool:
    """Tell whether a word follows a verb that is no option and no option's value."""
    following = iter(words[words.index(verb) + 1 :] if verb in words else [])
    for word in following:
        if not word.startswith("-"):
            return True
        if word in valued:
            next(following, None)
    return False


@task(klass=Clip, positional=["source"])
def clip(
    _: Context,
    source: str | None = None,
    paste: bool = False,
    json: bool = False,
    url: str | None = None,
    photos: bool = False,
    content: str | None = None,
) -> None:
    """Make an article from a press clipping: a file, a folder, an address, - or --paste."""
    if source and source != "-":
        refuse_option(source)
    from broadsheet.commands import clip as command

    end(
        command.run(
            source=source, paste=paste, json=json, url=url, photos=photos, content=given(content)
        )
    )


@task
def migrate(
    _: Context,
    folder: str,
    from_: str = "",
    content: str | None = None,
    status: str = "draft",
    site: str = "",
    all_topics: bool = False,
    dry_run: bool = False,
    json: bool = False,
    report: str | None = None,
) -> None:
    """Take over the texts of another site: --from=pelican, hugo, jekyll or markdown."""
    refuse_option(folder)
    from broadsheet.commands import migrate as command

    options = command.Options(
        start=Path(folder).absolute(),
        kind=from_,
        status=status,
        site=site,
        all_topics=all_topics,
        dry_run=dry_run,
        json=json,
        report=given(report),
    )
    end(command.run(options, content=given(content)))


@task(klass=Inbox, positional=["source"])
def inbox(
    _: Context,
    source: str | None = None,
    all: bool = False,
    since: str | None = None,
    limit: str | None = None,
    json: bool = False,
    content: str | None = None,
) -> None:
    """List what is new in the feeds you watch, or in a feed, a list of feeds, a folder."""
    if source:
        refuse_option(source)
    from broadsheet.commands import inbox as command

    end(
        command.run(
            source=source,
            everything=all,
            since=since,
            limit=limit,
            json=json,
            content=given(content),
        )
    )


@task
def start(_: Context, name: str, force: bool = False) -> None:
    """Make this copy a digest of its own, without the sample articles."""
    refuse_option(name)
    from broadsheet.commands import start as command

    end(command.run(name=name, force=force))


@task
def publish(
    _: Context,
    to: str | None = None,
    dry_run: bool = False,
    now: str | None = None,
    settings: str | None = None,
    force: bool = False,
) -> None:
    """Build for the public address and put the site on its host."""
    from broadsheet.commands import publish as command

    chosen = local(settings, default="publishconf.py")
    end(command.run(to=to, dry_run=dry_run, now=now, settings=chosen, force=force))


@task
def test(_: Context, args: str = "") -> None:
    """Run every test; --args holds options for pytest."""
    require("pytest")
    end(tool("pytest", "--numprocesses=auto", *shlex.split(args)))


@task
def lint(_: Context) -> None:
    """Check style, types and import layers, and show every finding."""
    require("ruff")
    statuses = [tool(*linter.split()) for linter in LINTERS]
    end(max(statuses))


@task
def bench(
    _: Context,
    articles: int = 10_000,
    runs: int = 5,
    peers: str = "hugo,pelican,eleventy",
    cases: str = "cold,host,edit,title,nothing,serve,memory",
    engine: str | None = None,
    small: bool = False,
    plot: bool = False,
) -> None:
    """Measure builds beside other generators; --small tries it, --plot draws the results."""
    from bench import command

    if plot:
        end(command.plot())
        return
    plan = command.Plan(
        articles=articles,
        runs=runs,
        peers=tuple(filter(None, peers.split(","))),
        cases=tuple(filter(None, cases.split(","))),
        engine=given(engine) or ROOT,
    )
    end(command.run(plan, small=small))


@task
def clean(_: Context, all: bool = False) -> None:
    """Remove what was built and the tools' caches; with --all also what was installed."""
    names = [*MADE, *CACHES, *([".bench", ".venv", "node_modules"] if all else [])]
    for path in filter(Path.exists, (ROOT / name for name in names)):
        shutil.rmtree(path)


def given(path: str | None) -> Path | None:
    """Make a path absolute, seen from the folder where the verb was given."""
    return Path(path).absolute() if path else None


def local(settings: str | None, default: str = "pelicanconf.py") -> Path:
    """Find the settings: the named file, else the one beside this file."""
    return given(settings) or ROOT / default


def refuse_option(words: str) -> None:
    """Refuse a name that is a mistyped option: invoke takes `--help` behind a verb for one."""
    if words.startswith("-"):
        raise Exit(f"{words!r} is no name; for help: python3 tasks.py --help VERB", code=2)


def end(status: int) -> None:
    """End with a command's exit status, without another word."""
    if status:
        raise Exit(code=status)


def require(module: str) -> None:
    """Refuse a verb whose tools are not in this environment."""
    if not find_spec(module):
        raise Exit("The test tools are not installed: run python3 tasks.py test", code=2)


def tool(name: str, *args: str) -> int:
    """Run a program of this environment on the whole project."""
    program = Path(sys.executable).with_name(name)
    return subprocess.run([program, *args], cwd=ROOT, check=False).returncode
