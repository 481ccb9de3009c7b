"""An output folder brought to a dictionary of files, as a build does it."""

from collections.abc import Mapping
from pathlib import Path

from broadsheet.errors import OutputError
from broadsheet.output import Output, Written
from broadsheet.stage import put


def write_output(
    files: Mapping[str, bytes | Path],
    folder: Path,
    cache: Path,
    keys: Mapping[str, str] | None = None,
    **options,
) -> Written:
    """Make what is outdated in one process; without keys, everything is compared by its bytes."""
    keys = keys or dict.fromkeys(files, "")
    output = Output(folder, cache, **options)
    try:
        outdated = output.outdated(keys)
        done = [
            put(output.stage, path, files[path], standing) for path, standing in outdated.items()
        ]
        return output.commit(keys, done)
    except OutputError:
        output.drop()
        raise
