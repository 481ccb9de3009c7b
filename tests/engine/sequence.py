"""A sequence of edits and builds: made of a seed, played, and cut down to what it takes to fail.

Every step has dice of its own, so that a step means the same when others are left out.
"""

import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from broadsheet import config
from tests.engine.builds import Answer, Builder, Tree, below, stamps, tree
from tests.engine.desk import Desk, dice_of
from tests.engine.edits import EDITS, places, wrong

BUILDS = ("build", "build ignoring the cache", "build of the public site", "build while editing")
LIKELY = (12, 1, 2, 2)
CODE = ("site_filters.py", "site_extension.py")
"""What a process has loaded for good: after a change there `serve` starts a new one."""
KINDS = sorted(EDITS.keys() - {"mended"})
DEALT = 12
"""Edits of a sequence that are dealt in turn, so that consecutive seeds come to every kind."""
LONGEST = 0.12
"""Seconds after which a build is surely under way."""
SETTLING = 0.06
"""Seconds after which nobody takes a file for one that is still being written."""
SETTINGS = {name for name, _, _ in config.SETTINGS.values()}


class MismatchError(AssertionError):
    """A warm build is not what a cold one is."""


@dataclass(frozen=True)
class Step:
    """One edit or build; `seed` is that of its dice."""

    kind: str
    seed: str


def plan(seed: int, builds: int = 6) -> list[Step]:
    """Make a sequence: edits in groups, a build behind each."""
    dice = dice_of(seed)
    dealt = [KINDS[(seed * DEALT + number) % len(KINDS)] for number in range(DEALT)]
    free = dice.choices([kind for kind in KINDS if kind not in wrong.EDITS], k=builds)
    edits = [*dealt, *free]
    dice.shuffle(edits)
    kinds = ["build"]
    for number in range(builds):
        group = edits[number::builds]
        kinds += group
        kinds += dice.choices(BUILDS, LIKELY)
        # What is broken is mended after a build or two; else all others would fail as well.
        if any(kind in wrong.EDITS for kind in group):
            kinds += dice.choice([["mended"], ["body", "build", "mended"]])
        # A site that has code of its own has less left out by the engine: mostly it has none.
        kinds += dice.choice([["filters no more"], ["filters no more", "build"], []])
    kinds += ["mended", "build"]
    return [Step(kind, f"{seed} {number}") for number, kind in enumerate(kinds)]


class Play:
    """One sequence under way: a site, its warm builder, and the counts of what happened."""

    def __init__(self, warm: Builder, cold: Builder, fault: str | None = None) -> None:
        self.warm, self.cold, self.fault = warm, cold, fault
        self.counts: Counter[str] = Counter()
        self._known: dict[Any, tuple[Answer, Tree]] = {}

    def run(self, steps: list[Step]) -> None:
        """Take every step.

        Raises:
            MismatchError: a warm build was not what a cold one is.
        """
        with tempfile.TemporaryDirectory() as folder:
            self.start(Path(folder).resolve())
            try:
                self.run_on(steps)
            finally:
                if self.warm.stay:
                    self.warm.close()

    def run_on(self, steps: list[Step]) -> None:
        """Take further steps on the site as it is.

        Raises:
            MismatchError: a warm build was not what a cold one is.
        """
        for step in steps:
            self._take(step)

    def start(self, folder: Path) -> None:
        """Lay out a new site."""
        self._known.clear()
        self.folder = folder
        self.desk = Desk(folder / "site")
        self.code = self._code()

    def build(self) -> Answer:
        """Build the site, unchecked."""
        return self.warm.build(self.desk.conf, self._overrides({}), self.fault)

    def edit(self, kind: str, dice: Random) -> bool:
        """Carry out an edit, save, and tell whether that changed anything."""
        before = self._looks()
        EDITS[kind](self.desk, dice)
        saving = self.desk.save(dice)
        if self._looks() == before:
            return False
        self.counts[kind] += 1
        self.counts[f"saved: {saving}"] += 1
        return True

    def _take(self, step: Step) -> None:
        dice = dice_of(step.seed)
        if step.kind not in BUILDS:
            self.edit(step.kind, dice)
            return
        self.counts[step.kind] += 1
        # Right after an edit an engine must not trust what files look like; later it may.
        time.sleep(dice.choice([0, SETTLING]))
        values: dict[str, Any] = {}
        if step.kind == "build while editing":
            self._edit_during_build(dice)
        elif step.kind == "build ignoring the cache":
            values = {"LOAD_CONTENT_CACHE": False}
        elif step.kind == "build of the public site":
            values = {
                "OUTPUT_PATH": str(self.desk.folder / "published"),
                "SITEURL": "https://public.example",
                "DELETE_OUTPUT_DIRECTORY": True,
            }
        self._check(values, step)

    def _edit_during_build(self, dice: Random) -> None:
        kinds = [kind for kind in KINDS if kind not in places.EDITS and kind not in wrong.EDITS]
        self._renew()
        self.warm.ask(self.desk.conf, self._overrides({}), self.fault)
        time.sleep(dice.random() * LONGEST)
        self.edit(dice.choice(kinds), dice)
        self._known_outcome(self.warm.fetch())

    def _looks(self) -> Any:
        desk = self.desk
        links = sorted(path for path in below(desk.folder) if path.is_symlink())
        return desk.now, len(desk.backups), stamps(desk.folder), links

    def _code(self) -> list[bytes]:
        return [self.desk.before[name] for name in CODE]

    def _renew(self) -> None:
        """Start a new process where `serve` would."""
        if self.warm.stay and self.code != self._code():
            self.warm.close()
        self.code = self._code()

    def _overrides(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"BROADSHEET_NOW": self.desk.now, **values}

    def _check(self, values: dict[str, Any], step: Step) -> None:
        self._renew()
        output = Path(values.get("OUTPUT_PATH", self.desk.folder / "output"))
        overrides = self._overrides(values)
        before = tree(output)
        warm = self.warm.build(self.desk.conf, overrides, self.fault)
        self._known_outcome(warm)
        cold, expected = self._cold(overrides)
        place = f"after {step}:"
        _demand(_essence(warm) == _essence(cold), f"{place} {_essence(warm)} != {_essence(cold)}")
        self.counts[f"ended: {warm['outcome']}"] += 1
        if warm["outcome"] != "built":
            _demand(tree(output) == before, f"{place} a build failed and changed the output")
            return
        if not self.desk.backups:  # else restoring an earlier cache could mean nothing
            EDITS["backup of cache"](self.desk, dice_of(step.seed))
        clean = bool(overrides.get("DELETE_OUTPUT_DIRECTORY"))
        clean = clean or bool(self.desk.settings["DELETE_OUTPUT_DIRECTORY"])
        self._compare(tree(output), expected, output, clean=clean, place=place)
        self._build_again(overrides, output, place)

    def _compare(
        self, found: Tree, expected: Tree, output: Path, *, clean: bool, place: str
    ) -> None:
        desk = self.desk
        if clean:
            desk.foreign = {path for path in desk.foreign if output not in path.parents}
            desk.loose = {path for path in desk.loose if output not in path.parents}
        foreign = {
            path.relative_to(output).as_posix() for path in desk.foreign if output in path.parents
        }
        gone = sorted(foreign - found.keys())
        _demand(not gone, f"{place} foreign files are gone: {gone}")
        missing = sorted(expected.keys() - found.keys())
        _demand(not missing, f"{place} missing: {missing}")
        stale = [
            path
            for path in sorted(found.keys() - expected.keys() - foreign)
            if output / path not in desk.loose
        ]
        _demand(not stale, f"{place} too many: {stale}")
        differing = [path for path in sorted(expected) if found[path] != expected[path]]
        _demand(not differing, f"{place} differing: {differing}\n{_shown(found, expected)}")
        # What a build has owned since is known again.
        desk.loose -= {output / path for path in expected}

    def _build_again(self, overrides: dict[str, Any], output: Path, place: str) -> None:
        before, kept = stamps(output), tree(output)
        again = self.warm.build(self.desk.conf, overrides, self.fault)
        done = (again["outcome"], again.get("written"), again.get("removed"))
        _demand(done == ("built", 0, 0), f"{place} built once more with nothing to do: {done}")
        still = stamps(output) == before and tree(output) == kept
        _demand(still, f"{place} nothing was to be done, and files were written again")

    def _cold(self, overrides: dict[str, Any]) -> tuple[Answer, Tree]:
        known = (tuple(sorted(self.desk.before.items())), str(sorted(overrides.items())))
        if known not in self._known:
            self._known = {known: self._build_cold(overrides)}  # the last one is enough
        return self._known[known]

    def _build_cold(self, overrides: dict[str, Any]) -> tuple[Answer, Tree]:
        folder = self.folder / "cold"
        fresh = {
            **overrides,
            "OUTPUT_PATH": str(folder / "output"),
            "CACHE_PATH": str(folder / "cache"),
            "LOAD_CONTENT_CACHE": True,
            **({"BROADSHEET_WORKERS": 1} if "BROADSHEET_WORKERS" in SETTINGS else {}),
        }
        answer = self.cold.build(self.desk.conf, fresh)
        self._known_outcome(answer)
        made = tree(folder / "output")
        shutil.rmtree(folder, ignore_errors=True)
        return answer, made

    def _known_outcome(self, answer: Answer) -> None:
        _demand(answer["outcome"] not in {"crash", "died"}, f"{answer}\n{self.warm.said()}")


def shrink(steps: list[Step], fails: Any, seconds: float) -> list[Step]:
    """Leave out what is not needed for a failure: first many steps at a time, then single ones."""
    until = time.monotonic() + seconds
    size = len(steps) // 2
    while size and time.monotonic() < until:
        start = 0
        while start < len(steps) and time.monotonic() < until:
            fewer = steps[:start] + steps[start + size :]
            if fewer and fails(fewer):
                steps = fewer
            else:
                start += size
        size //= 2
    return steps


def _essence(answer: Answer) -> Answer:
    """Take what must not depend on what was kept."""
    if answer["outcome"] in {"built", "ContentError", "SettingsError"}:
        return {key: answer[key] for key in answer if key not in {"written", "removed"}}
    return {"outcome": answer["outcome"]}


def _demand(condition: bool, message: str) -> None:
    if not condition:
        raise MismatchError(message)


def _shown(found: Tree, expected: Tree) -> str:
    """Show the first difference, with what stands around it."""
    path = next((path for path in sorted(expected) if found[path] != expected[path]), None)
    if path is None:
        return ""
    one, other = found[path], expected[path]
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    start = max(0, place - 60)
    return f"{path}:\nwarm {one[start : place + 90]!r}\ncold {other[start : place + 90]!r}"
