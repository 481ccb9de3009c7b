"""Publishing, in its order: the target is checked, the site compared with its host, then sent.

Building comes between the first and the second step and is the command's part.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from broadsheet.config import SiteConfig
from broadsheet.errors import OvertakenError, PublishError, SettingsError
from broadsheet.problems import Problem, problem
from broadsheet.publish.branch import open_branch
from broadsheet.publish.changes import Changes, objections
from broadsheet.publish.host import Host
from broadsheet.publish.mirror import open_mirror
from broadsheet.publish.parcel import Parcel
from broadsheet.publish.record import Record
from broadsheet.publish.repository import open_repository
from broadsheet.publish.target import Branch, Target, overlap, read_target

SETTING = "BROADSHEET_PUBLISH_TO"


def find_target(config: SiteConfig, to: str | None, root: Path) -> Target:
    """Read the target and check that the settings can be published at all.

    Args:
        config: the settings.
        to: the value of `--to`, which stands above the setting.
        root: the folder of the settings file.

    Raises:
        SettingsError: with everything that is missing or wrong.
    """
    problems = list(_address_problems(config))
    target: Target | None = None
    try:
        target = _safe_target(config.publish_to if to is None else to, config, root)
    except ValueError as error:
        problems.append(target_problem(str(error), to))
    if problems or target is None:
        raise SettingsError(problems)
    return target


def open_host(target: Target, config: SiteConfig, to: str | None, root: Path) -> Host:
    """Look at what this machine knows of the host; nothing goes over the network yet.

    Raises:
        SettingsError: the branch is one of the sources.
        PublishError: a program, the repository or the remote is missing.
    """
    if not isinstance(target, Branch):
        return open_mirror(target)
    try:
        return open_branch(target, open_repository(root, str(target)), config.name, config.now)
    except ValueError as error:
        raise SettingsError([target_problem(str(error), to)]) from error


def deliver(
    host: Host, parcel: Parcel, *, force: bool, dry_run: bool, say: Callable[[str], None]
) -> Changes:
    """Compare a site with its host and send what differs.

    Args:
        host: where to.
        parcel: what.
        force: send in spite of all objections.
        dry_run: name every file that differs, and send nothing.
        say: takes a line for the editor.

    Raises:
        PublishError: there are objections, or the host refused it.
    """
    try:
        return _deliver_once(host, parcel, force, dry_run, say)
    except OvertakenError as error:
        say(f"{error}; trying once more on top of it")
        return _deliver_once(host, parcel, force, dry_run, say)


def make_record(config: SiteConfig, parcel: Parcel) -> Record:
    """Describe a publication, with the content's commit where git knows one."""
    commit, edited = _content_state(config.content)
    return Record(
        time=config.now.isoformat(),
        address=config.siteurl,
        commit=commit,
        edited=edited,
        manifest=parcel.fingerprint,
    )


def target_problem(message: str, to: str | None) -> Problem:
    """Report a wrong target where it was given: on the command line or in the settings."""
    if to is None:
        return problem("bad-setting", message, field=SETTING)
    return problem("bad-argument", message, field="--to")


def _address_problems(config: SiteConfig) -> Iterator[Problem]:
    if not config.siteurl:
        yield problem(
            "bad-setting",
            "must be the address where readers find the site, got ''",
            field="SITEURL",
            hint='fill it in in publishconf.py, such as SITEURL = "https://news.example.org"',
        )


def _safe_target(text: str, config: SiteConfig, root: Path) -> Target:
    target = read_target(text)
    if isinstance(target, Branch):
        return target
    inside = (config.content, config.output, config.cache, config.theme, root / ".git")
    reason = overlap(target, around=(root, Path.home(), *inside), inside=inside)
    if reason:
        raise ValueError(reason)
    return target


def _deliver_once(
    host: Host, parcel: Parcel, force: bool, dry_run: bool, say: Callable[[str], None]
) -> Changes:
    comparison = host.compare(parcel)
    changes = comparison.changes
    if dry_run:
        for line in changes.lines():
            say(line)
    reasons = list(objections(changes))
    if reasons and not force:
        look = "look with --dry-run and, if that is meant, publish with --force"
        raise PublishError(host.name, "\n  ".join(["refused", *reasons, look]))
    if changes and not dry_run:
        host.send(parcel, comparison)
    return changes


def _content_state(content: Path) -> tuple[str | None, bool]:
    try:
        repository = open_repository(content, os.fspath(content))
    except PublishError:
        return None, False  # content without git is no fault: only its commit is unknown
    return repository.commit(), repository.is_edited(content)
