"""`publish`: build for the public address, then bring the host to hold exactly that."""

from __future__ import annotations

from pathlib import Path

from broadsheet.commands.report import built_lines, guarded, overrides, print_problems, say
from broadsheet.pelican_plugin import Built, build_site, load_config
from broadsheet.publish.changes import Changes
from broadsheet.publish.delivery import deliver, find_target, make_record, open_host
from broadsheet.publish.host import Host
from broadsheet.publish.parcel import Parcel, pack
from broadsheet.publish.record import write_record


def run(
    *,
    settings: Path,
    to: str | None = None,
    dry_run: bool = False,
    now: str | None = None,
    force: bool = False,
) -> int:
    """Publish the site, or say what publishing would change."""

    def work() -> int:
        root, values = settings.resolve().parent, overrides(now=now)
        config, _ = load_config(settings, values)
        target = find_target(config, to, root)
        host = open_host(target, config, to, root)
        built = build_site(settings, values)
        _report(built)
        parcel = pack(built.config.output, built.config.cache)
        changes = deliver(host, parcel, force=force, dry_run=dry_run, say=print)
        if not dry_run:
            _record(built, str(target), parcel)
        print(_outcome(changes, host, dry_run=dry_run))
        print(built.config.siteurl)
        return 0

    return guarded(work)


def _report(built: Built) -> None:
    print_problems(built.problems)
    for line in built_lines(built):
        say(line)


def _record(built: Built, target: str, parcel: Parcel) -> None:
    record = make_record(built.config, parcel)
    if record.edited:
        say("note: the content holds changes that are not committed")
    write_record(built.config.cache, target, record)


def _outcome(changes: Changes, host: Host, *, dry_run: bool) -> str:
    if not changes:
        return f"nothing to publish: {host.name} is up to date"
    if dry_run:
        return f"{changes} at {host.name}; nothing was sent"
    return f"published to {host.name}: {changes.done}"
