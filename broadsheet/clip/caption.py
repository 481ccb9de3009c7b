"""Photos of a clipping: captions with their credit lines, as they stand above and in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from broadsheet.clip.address import LINK, plain
from broadsheet.clip.credit import likeness, split_caption, verbatim
from broadsheet.clip.sheet import WRAPPED, Line, Sheet
from broadsheet.clip.wording import label_of

_CERTAIN: Final = 0.9
_LIKELY: Final = 0.5
_LONGEST: Final = 70
"""Words of a caption above the text."""
_INNER: Final = 40
"""Words of a caption within the text, where it may be a paragraph."""


@dataclass(slots=True)
class Photo:
    """What a clipping says of one photo."""

    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    url: str | None = None
    file: str | None = None
    """Its path below content/photos, once it is there."""
    sure: float = field(default=1.0, compare=False)


def take_photos(sheet: Sheet, head: int) -> list[Photo]:
    """Take captions and credits out of a sheet.

    Args:
        sheet: from which headline, byline and dates have been taken.
        head: the number of the last line above the text.
    """
    photos: list[Photo] = []
    runs = _runs(sheet)
    above = True
    index = 0
    while index < len(runs):
        if above and _image(sheet, runs[index][0], photos):
            runs[index : index + 1] = [runs[index][1:]] if runs[index][1:] else []
            continue
        taken = _photo_at(sheet, runs, index, photos, above=above)
        if not taken:
            above = above and runs[index][-1].number <= head
        index += taken or 1
    return photos


def _runs(sheet: Sheet) -> list[list[Line]]:
    """Give paragraphs; of a text that is not wrapped each line is one."""
    runs = [run for run in sheet.paragraphs() if run[0].number > 1]
    if any(len(line.text) > WRAPPED for run in runs for line in run):
        return [[line] for run in runs for line in run]
    return runs


def _photo_at(
    sheet: Sheet, runs: list[list[Line]], index: int, photos: list[Photo], *, above: bool
) -> int:
    """Take the photo whose lines begin with a run; give how many runs it took."""
    run = runs[index]
    following = runs[index + 1] if index + 1 < len(runs) else []
    label = label_of(run[0].text, "caption")
    if label and label.rest:
        _take(sheet, photos, run[:1], run[1:] or _credit_run(following, _LIKELY), 0.95)
        return 1 if run[1:] or not _credit_run(following, _LIKELY) else 2
    if len(run) == 1 and likeness(run[0].text) >= _CERTAIN and not split_caption(run[0].text):
        _take(sheet, photos, [], run, 0.8)
        return 1
    if len(run) > 1 and likeness(run[-1].text) >= _CERTAIN and _short(run[:-1], _LONGEST):
        _take(sheet, photos, run[:-1], run[-1:], 0.9)
        return 1
    return _pair(sheet, runs, index, photos, above=above)


def _pair(
    sheet: Sheet, runs: list[list[Line]], index: int, photos: list[Photo], *, above: bool
) -> int:
    """Take a caption and the credit line in the paragraph below it, or at its own end."""
    run = runs[index]
    following = runs[index + 1] if index + 1 < len(runs) else []
    more = index + 2 < len(runs)
    credit = _credit_run(following, _LIKELY if above and more else _CERTAIN)
    if credit and len(run) == 1 and _short(run, _LONGEST if above else _INNER):
        likely = likeness(credit[0].text)
        _take(sheet, photos, run, credit, likely if above else likely - 0.3)
        return 2
    parts = split_caption(run[0].text) if len(run) == 1 and _short(run, _LONGEST) else None
    if parts and above and following:
        _add(photos, Photo(parts[0], verbatim(parts[1]), sure=0.85))
        _note(sheet, photos, run[0], run[0], 0.85)
        sheet.take(run, "photo")
        return 1
    return 0


def _credit_run(run: list[Line], least: float) -> list[Line]:
    whole = len(run) == 1 and not run[0].text.startswith("#") and not split_caption(run[0].text)
    return run if whole and likeness(run[0].text) >= least else []


def _short(run: list[Line], words: int) -> bool:
    text = " ".join(line.text for line in run)
    return len(text.split()) <= words and len(text) <= words * 9  # Chinese has no spaces


def _take(
    sheet: Sheet, photos: list[Photo], captions: list[Line], credits_: list[Line], sure: float
) -> None:
    words = " ".join(line.text.strip() for line in captions)
    label = label_of(words, "caption")
    caption = plain(label.rest if label and label.rest else words).strip(" *_") or None
    credit = " ".join(verbatim(line.text) for line in credits_) or None
    _add(photos, Photo(caption, credit, sure=sure))
    _note(sheet, photos, captions[0] if captions else None, credits_[0] if credits_ else None, sure)
    sheet.take([*captions, *credits_], "photo")


def _add(photos: list[Photo], photo: Photo) -> None:
    """Add a photo; right below a picture its caption and credit belong to that one."""
    last = photos[-1] if photos else None
    if last and last.alt and not last.caption and not last.credit:
        last.caption, last.credit = photo.caption, photo.credit
    else:
        photos.append(photo)


def _note(
    sheet: Sheet, photos: list[Photo], caption: Line | None, credit: Line | None, sure: float
) -> None:
    photo, many = photos[-1], f"[{len(photos) - 1}]" if len(photos) > 1 else ""
    if caption and photo.caption:
        sheet.find(f"photo{many}.caption", photo.caption, caption, round(sure, 2))
    if credit and photo.credit:
        sheet.find(f"photo{many}.credit", photo.credit, credit, round(sure, 2))


def _image(sheet: Sheet, line: Line, photos: list[Photo]) -> bool:
    """Take a picture that stands alone above the text: its words are an alternative text."""
    match = LINK.fullmatch(line.text.strip())
    if match is None or not line.text.strip().startswith("!"):
        return False
    if match[1].strip():
        photos.append(Photo(alt=match[1].strip(), sure=0.7))
        sheet.find("photo.alt", match[1].strip(), line, 0.7)
    sheet.find("photo.file", f"not fetched: {match[2]}", line, 1.0)
    sheet.take(line, "photo")
    return True
