"""The photos of an article: each file a picture below `content/photos`."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import cast

from broadsheet.config import SiteConfig
from broadsheet.model import Photo, Right
from broadsheet.problems import Problem, did_you_mean, problem
from broadsheet.read.article import Record
from broadsheet.read.photos import RawPhoto
from broadsheet.read.pictures import picture_size
from broadsheet.read.typed import Text
from broadsheet.validate.index import Index
from broadsheet.validate.rights import rights_faults


def make_photo(
    raw: RawPhoto, record: Record, index: Index, config: SiteConfig
) -> tuple[Photo, list[Problem]]:
    """Make a photo of what was typed; its size comes from the file."""
    found = _Found(None, None) if raw.file is None else _find(raw.file, record, index)
    width, height = found.size or (None, None)
    return (
        Photo(
            file=raw.file.text if raw.file and found.size else None,
            caption=raw.caption.text if raw.caption else None,
            credit=raw.credit.text if raw.credit else None,
            alt=raw.alt.text if raw.alt else None,
            rights=cast("Right", raw.rights.text) if raw.rights else None,
            width=width,
            height=height,
            license=raw.license.text if raw.license else None,
            expires=raw.expires.within(config.timezone) if raw.expires else None,
            regions_out=tuple([code.text for code in raw.regions_out]),
            no_archive=raw.no_archive,
            mandatory_credit=raw.mandatory_credit,
        ),
        [*([found.problem] if found.problem else []), *rights_faults(raw, record, config)],
    )


class _Found:
    """The size of a picture, or the problem with it."""

    def __init__(self, size: tuple[int, int] | None, problem_: Problem | None) -> None:
        self.size, self.problem = size, problem_


def _find(file: Text, record: Record, index: Index) -> _Found:
    parts = PurePosixPath(file.text).parts
    if file.text.startswith("/") or ".." in parts or "\\" in file.text:
        hint = "write the path from content/photos, such as 2022/picture.jpg"
        return _fault("photo-outside", "must stay below content/photos", file, record, hint)
    path = index.files.get(f"photos/{file.text}")
    if path is None:
        return _absent(file, record, index)
    if not path.resolve().is_relative_to(index.photos_root):
        return _fault("photo-outside", "must stay below content/photos", file, record, None)
    size = picture_size(path)
    if size is None:
        hint = "JPEG, PNG, WebP, AVIF and GIF are pictures a browser shows"
        return _fault("photo-not-a-picture", "is no picture", file, record, hint)
    return _Found(size, None)


def _absent(file: Text, record: Record, index: Index) -> _Found:
    root = record.path.partition("/")[0]
    code = index.faults.get(f"{root}/photos/{file.text}")
    if code == "path-escapes":
        return _fault("photo-outside", "must stay below content/photos", file, record, None)
    message = "cannot be used" if code else "does not exist"
    return _fault("photo-missing", message, file, record, _hint(file.text, index))


def _hint(typed: str, index: Index) -> str | None:
    photos = [path.removeprefix("photos/") for path in index.files if path.startswith("photos/")]
    short = typed.removeprefix("content/").removeprefix("photos/")
    if short in photos:
        return f"the path begins below content/photos: {short}"
    elsewhere = [path for path in index.files if path.endswith(f"/{short}") or path == short]
    if elsewhere and not elsewhere[0].startswith("photos/"):
        return f"there is {elsewhere[0]}: move it to photos/"
    same = [path for path in photos if path.lower() == typed.lower()]
    return f"did you mean {same[0]!r}?" if same else did_you_mean(typed, photos)


def _fault(code: str, message: str, file: Text, record: Record, hint: str | None) -> _Found:
    return _Found(
        None,
        problem(
            code,
            f"{message}, got {file.text!r}",
            path=record.path,
            line=file.line,
            field="photo.file",
            hint=hint,
        ),
    )
