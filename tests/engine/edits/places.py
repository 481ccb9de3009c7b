"""What happens to the output and the cache behind the engine's back."""

import os
import shutil
from pathlib import Path
from random import Random

from tests.engine.desk import Desk


def file_deleted(desk: Desk, dice: Random) -> None:
    for path in _made(desk, dice, 2):
        path.unlink()


def file_cut_short(desk: Desk, dice: Random) -> None:
    for path in _made(desk, dice, 2):
        os.truncate(path, path.stat().st_size // 2)


def file_overwritten(desk: Desk, dice: Random) -> None:
    for path in _made(desk, dice, 2):
        path.write_bytes(b"Not what a build wrote.")


def file_overwritten_unseen(desk: Desk, dice: Random) -> None:
    """Keep the size and the time: only what the system notes by itself can tell."""
    for path in _made(desk, dice, 2):
        stat = path.stat()
        path.write_bytes(bytes(reversed(path.read_bytes())))
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def file_replaced_unseen(desk: Desk, dice: Random) -> None:
    for path in _made(desk, dice, 2):
        stat = path.stat()
        spare = path.with_name("spare")
        spare.write_bytes(bytes(reversed(path.read_bytes())))
        os.utime(spare, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        spare.replace(path)


def files_swapped(desk: Desk, dice: Random) -> None:
    """Let two files change places: both are the engine's, with its times."""
    paths = _made(desk, dice, 2)
    if len(paths) > 1:
        spare = paths[0].with_name("spare")
        paths[0].rename(spare)
        paths[1].rename(paths[0])
        spare.rename(paths[1])


def file_touched(desk: Desk, dice: Random) -> None:
    for path in _made(desk, dice, 3):
        path.touch()


def file_made_a_link(desk: Desk, dice: Random) -> None:
    """Put the right bytes in the place, but elsewhere."""
    for path in _made(desk, dice, 1):
        aside = desk.folder / f"aside-{next(desk.numbers)}"
        path.rename(aside)
        path.symlink_to(aside)


def folder_made_a_link(desk: Desk, dice: Random) -> None:
    for path in _made(desk, dice, 1):
        if path.parent != _output(desk):
            aside = desk.folder / f"aside-{next(desk.numbers)}"
            path.parent.rename(aside)
            path.parent.symlink_to(aside)
            desk.loose.add(path.parent)
            desk.forget_foreign(path.parent)


def folder_in_the_way(desk: Desk, dice: Random) -> None:
    for path in _made(desk, dice, 1):
        path.unlink()
        path.mkdir()


def folder_of_output_deleted(desk: Desk, dice: Random) -> None:
    for path in _made(desk, dice, 1):
        if path.parent != _output(desk):
            shutil.rmtree(path.parent)
            desk.forget_foreign(path.parent)


def foreign_file(desk: Desk, dice: Random) -> None:
    output = _output(desk)
    if output.is_dir():
        folder = dice.choice([output, *(path.parent for path in _made(desk, dice, 1))])
        path = folder / f"foreign-{next(desk.numbers)}.txt"
        path.write_bytes(b"Not ours.")
        desk.foreign.add(path)


def output_deleted(desk: Desk, dice: Random) -> None:
    shutil.rmtree(_output(desk), ignore_errors=True)
    desk.forget_foreign(_output(desk))


def output_copied(desk: Desk, dice: Random) -> None:
    """Put a copy in the place of the output, with the times of before: a restored backup."""
    output = _output(desk)
    if output.is_dir():
        aside = desk.folder / f"aside-{next(desk.numbers)}"
        shutil.copytree(output, aside, symlinks=True)
        shutil.rmtree(output)
        aside.rename(output)


def cache_deleted(desk: Desk, dice: Random) -> None:
    desk.loosen()
    shutil.rmtree(desk.cache, ignore_errors=True)


def cache_file_deleted(desk: Desk, dice: Random) -> None:
    for path in _kept(desk, dice):
        path.unlink()


def cache_file_cut_short(desk: Desk, dice: Random) -> None:
    for path in _kept(desk, dice):
        os.truncate(path, dice.randint(0, path.stat().st_size))


def cache_file_of_noise(desk: Desk, dice: Random) -> None:
    for path in _kept(desk, dice):
        path.write_bytes(dice.randbytes(max(path.stat().st_size, 20)))


def cache_file_with_a_wrong_byte(desk: Desk, dice: Random) -> None:
    for path in _kept(desk, dice):
        data = bytearray(path.read_bytes())
        if data:
            place = dice.randrange(len(data))
            data[place] = (data[place] + 1) % 256
            path.write_bytes(data)


def cache_files_swapped(desk: Desk, dice: Random) -> None:
    """Give a file of the cache the contents of another: whole, and about something else."""
    paths = [*_kept(desk, dice), *_kept(desk, dice)]
    if len(paths) > 1:
        one, other = (path.read_bytes() for path in (paths[0], paths[-1]))
        paths[0].write_bytes(other)
        paths[-1].write_bytes(one)


def cache_made_earlier(desk: Desk, dice: Random) -> None:
    """Restore the cache of an earlier build, as a host may."""
    if desk.backups:
        desk.loosen()
        shutil.rmtree(desk.cache, ignore_errors=True)
        shutil.copytree(dice.choice(desk.backups), desk.cache)


def cache_file_made_earlier(desk: Desk, dice: Random) -> None:
    """Restore one file of an earlier cache among the others."""
    if desk.backups:
        backup = dice.choice(desk.backups)
        files = sorted(path for path in backup.rglob("*") if path.is_file())
        if files:
            desk.loosen()
            file = dice.choice(files)
            place = desk.cache / file.relative_to(backup)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, place)


def cache_copied(desk: Desk, dice: Random) -> None:
    """Put a copy in the place of the cache: other inodes, other times, the same bytes."""
    if desk.cache.is_dir():
        aside = desk.folder / f"aside-{next(desk.numbers)}"
        shutil.copytree(desk.cache, aside, copy_function=shutil.copyfile)
        shutil.rmtree(desk.cache)
        aside.rename(desk.cache)


def backup_of_cache(desk: Desk, dice: Random) -> None:
    if desk.cache.is_dir() and len(desk.backups) < 3:
        backup = desk.folder / f"backup-{next(desk.numbers)}"
        shutil.copytree(desk.cache, backup)
        desk.backups.append(backup)


def content_copied(desk: Desk, dice: Random) -> None:
    """Put a copy in the place of the content, with all its times: another checkout."""
    aside = desk.folder / "aside-content"
    shutil.copytree(desk.folder / "content", aside)
    shutil.rmtree(desk.folder / "content")
    aside.rename(desk.folder / "content")


def content_touched(desk: Desk, dice: Random) -> None:
    for path in (desk.folder / "content").rglob("*.*"):
        path.touch()


def _output(desk: Desk) -> Path:
    return desk.folder / "output"


def _made(desk: Desk, dice: Random, number: int) -> list[Path]:
    """Choose files of the output that a build has made; their times stay as they are."""
    files = [path for path in _output(desk).rglob("*") if path.is_file()]
    own = sorted(path for path in files if path not in desk.foreign and not path.is_symlink())
    return dice.sample(own, min(number, len(own)))


def _kept(desk: Desk, dice: Random) -> list[Path]:
    """Choose a file of the cache to be harmed; nobody knows then what the engine forgets."""
    files = sorted(path for path in desk.cache.rglob("*") if path.is_file())
    if not files:
        return []
    desk.loosen()
    # Most files hold little; one in two times it is among the largest that matter most.
    files.sort(key=lambda path: (-path.stat().st_size, path))
    return [dice.choice(files[:4] if dice.getrandbits(1) else files)]


EDITS = {
    edit.__name__.replace("_", " "): edit
    for edit in (
        file_deleted, file_cut_short, file_overwritten, file_overwritten_unseen,
        file_replaced_unseen, files_swapped, file_touched, file_made_a_link, folder_made_a_link,
        folder_in_the_way, folder_of_output_deleted, foreign_file, output_deleted, output_copied,
        cache_deleted, cache_file_deleted, cache_file_cut_short, cache_file_of_noise,
        cache_file_with_a_wrong_byte, cache_files_swapped, cache_made_earlier,
        cache_file_made_earlier, cache_copied, backup_of_cache, content_copied, content_touched,
    )
}  # fmt: skip
