"""The output folder: files are replaced whole or not at all, and only when their bytes differ.

A build notes what stands in the output, makes what is outdated, in any number of processes, each
of which writes its files into the stage, and then brings the output to what it made. What others
keep there stays; the manifest tells theirs from ours.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from broadsheet.errors import OutputError
from broadsheet.manifest import (
    VERSION,
    Entry,
    Manifest,
    read_manifest,
    sweep_manifests,
    write_manifest,
)
from broadsheet.memory import Memory
from broadsheet.stage import (
    Done,
    bring_in,
    remove,
    remove_folder,
    remove_leftovers,
    remove_tree,
    tick,
)
from broadsheet.tree import TEMPORARY, Stamp, Tree, above, check_path, lstat, stamp_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many files a build wrote, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


class Output:
    """An output folder, from before a build looks at it until it is brought up to date.

    One build at a time: whoever makes an Output holds the lock of the folder (`lock.py`).
    """

    def __init__(  # noqa: PLR0913  where it is, and how far it is believed
        self,
        folder: Path,
        cache: Path,
        *,
        delete_foreign: bool = False,
        retained: tuple[str, ...] = (),
        trust: bool = True,
        memory: Memory | None = None,
    ) -> None:
        """Read the manifest and clear what a killed build left.

        Args:
            folder: the output folder; made when the first file is put.
            cache: where the manifest is kept.
            delete_foreign: remove also what Broadsheet never made (DELETE_OUTPUT_DIRECTORY), as it
                stands now; what others write while the build runs stays.
            retained: names at the top of the output that stay even then (OUTPUT_RETENTION).
            trust: believe keys and stamps of the manifest; else everything is made and hashed.
            memory: what this process knows from its last build.

        Raises:
            OutputError: the leftovers of a killed build cannot be removed.
        """
        self._folder, self._cache, self._memory = folder, cache, memory
        self._root = os.path.abspath(folder)
        self._retained = retained
        self.stage = f"{self._root}/{TEMPORARY}{os.getpid()}"
        self._was_there = os.path.lexists(self._root)
        remove_leftovers(self._root)
        sweep_manifests(cache)
        last = read_manifest(folder, cache, memory)
        self._last = last
        self._owned: Mapping[str, Entry] = last.files if last else {}
        believed = trust and last is not None and last.complete and last.version == VERSION
        self._known: Mapping[str, Entry] = self._owned if believed else {}
        self._tree = Tree(self._root)
        self._seen: dict[str, tuple[str, Stamp | None] | None] = {}
        self._delete_foreign = delete_foreign
        self._foreign: Mapping[str, Stamp] = {}
        if delete_foreign:
            self._foreign = self._tree.foreign(self._owned, retained)

    def standing(self, path: str) -> str | None:
        """Give the SHA-256 of what stands at a path.

        Returns:
            None when no file is there: nothing, a folder, a link, or the way leads through a link.

        Raises:
            OutputError: the path leads out of the folder.
        """
        seen = self._look(path)
        return seen[0] if seen else None

    def is_intact(self) -> bool:
        """Tell whether all files stand as the last build wrote them, and no foreign one must go."""
        return bool(self._known) and not self._foreign and all(map(self._is_known, self._known))

    def _is_known(self, path: str) -> bool:
        stamp, there = self._known[path].stamp, self._tree.file(path)
        return there is not None and stamp == stamp_of(there)

    def outdated(self, keys: Mapping[str, str]) -> dict[str, str | None]:
        """Find what must be made again.

        Args:
            keys: by path, a hash of what the file is made of; empty when that is not known.

        Returns:
            The paths whose key is another or unknown, or whose file is not as it was written, each
            with the SHA-256 of what stands there.

        Raises:
            OutputError: a path leads out of the folder.
        """
        found = {}
        for path, key in keys.items():
            seen = self._look(path)
            entry = self._known.get(path)
            if not (seen and entry and key and key == entry.key and seen[0] == entry.digest):
                found[path] = seen[0] if seen else None
        return found

    def commit(self, keys: Mapping[str, str], done: Iterable[Done]) -> Written:
        """Bring the output to exactly the files of `keys`, and clear the stage.

        Args:
            keys: every file of the site with its key, as for `outdated`.
            done: what was made; all other files are taken over as they stand.

        Raises:
            OutputError: a file could not be moved or removed, or is not there to be taken over.
            ValueError: something was made that is not in `keys`.
        """
        try:
            return self._commit(keys, {one.path: one for one in done})
        finally:
            remove_tree(self.stage)

    def drop(self) -> None:
        """Clear the stage after a failure: the output is as it was before.

        Raises:
            OutputError: the stage cannot be removed.
        """
        remove_tree(self.stage)
        if not self._was_there:
            remove_folder(self._root)

    def _look(self, path: str) -> tuple[str, Stamp | None] | None:
        if path in self._seen:
            return self._seen[path]
        entry = self._known.get(path)
        if entry is None:
            check_path(path)
        there = self._tree.file(path)
        if entry is not None and there is not None and entry.stamp == stamp_of(there):
            seen: tuple[str, Stamp | None] | None = (entry.digest, entry.stamp)
        else:
            seen = self._tree.read(path) if there is not None else None
        self._seen[path] = seen
        return seen

    def _commit(self, keys: Mapping[str, str], made: Mapping[str, Done]) -> Written:
        if not made.keys() <= keys.keys():
            raise ValueError(f"made, but not in keys: {sorted(made.keys() - keys.keys())}")
        files = {path: self._entry(path, key, made.get(path)) for path, key in keys.items()}
        staged = [one for one in made.values() if one.staged]
        stale = self._stale(files)
        counts = Written(written=len(staged), unchanged=len(keys) - len(staged), removed=0)
        if staged or stale:
            # Until the last change the manifest owns the old files and the new ones, so that
            # whatever moment a build is killed at, the next one knows what to mend and to remove.
            self._write(Manifest({**self._owned, **files}, complete=False))
            removed = self._change(staged, stale, files)
            counts = Written(written=counts.written, unchanged=counts.unchanged, removed=removed)
        if Manifest(files) != self._last:
            self._write(Manifest(files))
        return counts

    def _entry(self, path: str, key: str, made: Done | None) -> Entry:
        """Say what will stand at a path; a staged file gets its stamp when it has been moved."""
        if made is not None and made.staged:
            return Entry(made.digest, key)
        seen = self._look(path)
        if seen is None or (made is not None and seen[0] != made.digest):
            raise OutputError(os.path.join(self._folder, path), "is not as it was; build again")
        return Entry(seen[0], key, seen[1])

    def _stale(self, files: Mapping[str, Entry]) -> set[str]:
        """Find what must go: what no page owns any more, and what others made, where asked."""
        stale = {path for path in self._owned if path not in files}
        if self._delete_foreign:
            for path, stamp in self._foreign.items():
                there = None if path in files else lstat(f"{self._root}/{path}")
                if there is not None and stamp_of(there) == stamp:
                    stale.add(path)
            stale = {path for path in stale if path.partition("/")[0] not in self._retained}
        return stale

    def _change(self, staged: list[Done], stale: set[str], files: dict[str, Entry]) -> int:
        """Move files in, remove what is stale, and note the new stamps.

        Returns:
            How many were removed.
        """
        # A new file may take the place of a folder that an old one stands in.
        in_the_way = {path for path in stale if any(folder in files for folder in above(path))}
        removed = remove(self._root, in_the_way)
        if staged:
            bring_in(self.stage, self._root, [one.path for one in staged])
            self._stamp(staged, files)
        rest = stale - in_the_way
        return removed + remove(self._root, rest - self._under_another_name(rest, files))

    def _stamp(self, moved: Iterable[Done], files: dict[str, Entry]) -> None:
        """Note how files stand after they were moved, where that will tell of any change."""
        settled = tick(self.stage)
        for one in moved:
            there = lstat(f"{self._root}/{one.path}")
            stamp = stamp_of(there) if there else None
            # A file that somebody changed since it was put is not what we hashed.
            if stamp and one.stamp and stamp[:3] == one.stamp[:3] and max(stamp[2:]) < settled:
                files[one.path] = Entry(one.digest, files[one.path].key, stamp)

    def _under_another_name(self, stale: set[str], files: Mapping[str, Entry]) -> set[str]:
        """Find what only seems stale: a file whose new name this file system takes for the old."""
        old = {_folded(path): path for path in stale}
        spared = set()
        for path in files if old else ():
            other = old.get(_folded(path))
            before = lstat(f"{self._root}/{other}") if other else None
            now = lstat(f"{self._root}/{path}") if before else None
            if other and before and now and os.path.samestat(before, now):
                spared.add(other)
        return spared

    def _write(self, manifest: Manifest) -> None:
        write_manifest(manifest, self._folder, self._cache, self._memory)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path.casefold())
