"""When a finding is as good as the label: one rule for each kind of field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bench.clipping.words import bare, flat, overlap, within, words

_SAME: Final = 0.9
"""Overlap of words from which two captions or credits are the same."""
_LONGER: Final = 1.5
"""How many times as long as the label a caption that holds all of it may be."""
_SHORTER: Final = 2 / 3
"""How much of the label a caption that breaks off must have."""
_BESIDE: Final = 2
"""Words that may stand beside a name or a credit."""
_SHORT: Final = 3
"""Letters of what may stand before or behind a name: a title, a degree."""
_NAME: Final = re.compile(r"[^\W_]+")
_LABEL: Final = re.compile(
    r"^[\s(\[©]*(?:(?:(?:photo(?:s|graph|graphs|graphy)?|images?|pictures?|illustrations?|credits?|"
    r"source|foto(?:s|grafía)?|bild(?:er)?|quelle|crédits?|crédito|фото|عکس|تصویر|صورة|摄影|图片?|图源|"
    r"写真|all photos)\s*(?:courtesy of|by|von|de|par|:|：|/)+|photos? (?:by|courtesy of)|"
    r"courtesy of|copyright|\(c\)|©|credit(?=\s)|credit(?=credit))[\s:：]*)*",
    re.IGNORECASE,
)
_HOST: Final = re.compile(r"^(?:https?://)?(?:www\.)?|\.(?:com?|org|net|info)(?:\.[a-z]{2})?$")
_ARTICLE: Final = re.compile(r"^(?:the|le|la|les|l'|el|los|der|die|das|il)\s+")


def same_title(found: str, accepted: Iterable[str]) -> bool:
    """Tell whether a title is one of the wordings, but for case, spaces and typographer's marks."""
    return flat(found) in {flat(one) for one in accepted}


def same_names(found: Sequence[str], gold: Sequence[str]) -> bool:
    """Tell whether two sets of names are the same people; see `same_name`."""
    once = {" ".join(words(name)): name for name in found}.values()
    if len(once) != len(gold):
        return False
    left = list(gold)
    for name in once:
        match = next((one for one in left if same_name(name, one)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one person's.

    Case, accents and the order of words do not matter; an initial stands for a word. All words of
    the shorter name are in the longer; what that has more, two words at most, stands between them
    or is short (`Brenda Goodman, MA`). One word alone must be all.
    """
    short, long = sorted((_NAME.findall(bare(one)), _NAME.findall(bare(other))), key=len)
    if len(short) <= 1 or len(long) - len(short) > _BESIDE:
        return bool(short) and short == long
    places: set[int] = set()
    # whole words first, so that an initial does not take what another word needs
    for word in sorted(short, key=len, reverse=True):
        open_ = [place for place in range(len(long)) if place not in places]
        place = next((place for place in open_ if long[place] == word), None)
        if place is None:
            place = next((place for place in open_ if _initial(word, long[place])), None)
        if place is None:
            return False
        places.add(place)
    return all(
        len(word) <= _SHORT or min(places) < place < max(places)
        for place, word in enumerate(long)
        if place not in places
    )


def _initial(one: str, other: str) -> bool:
    return 1 in {len(one), len(other)} and one[0] == other[0]


def same_agency(one: str, other: str) -> bool:
    """Tell whether two names are one agency's: the same, or one is the other's initials."""
    short, long = sorted((words(one), words(other)), key=len)
    short, long = _without_the(short), _without_the(long)
    initials = "".join(word[0] for word in long)
    return short == long or within(short, long) or (len(long) > 1 and short == [initials])


def _without_the(name: list[str]) -> list[str]:
    return name[1:] if name[:1] == ["the"] else name


def same_site(found: str, accepted: Iterable[str]) -> bool:
    """Tell whether a publication's name is one of its forms.

    An article before it, `www.` and `.com` do not matter; it may have more words than the form
    (`Le Monde – Pixels` for `Le Monde`), not fewer.
    """
    name = _site(found)
    return any(
        "".join(name) == "".join(other) or within(other, name) for other in map(_site, accepted)
    )


def _site(name: str) -> list[str]:
    return words(_HOST.sub("", _ARTICLE.sub("", bare(name))))


def same_caption(found: str, gold: str) -> bool:
    """Tell whether two captions are the same.

    They share nine tenths of their words (F1), or one stands in the other in a row: all of the
    label in at most one and a half times as many words, or two thirds of it and more.
    """
    mine, theirs = words(found), words(gold)
    if overlap(mine, theirs) >= _SAME:
        return True
    if len(mine) > len(theirs):
        return len(mine) <= _LONGER * len(theirs) and within(theirs, mine)
    return len(mine) >= _SHORTER * len(theirs) and within(mine, theirs)


def same_credit(found: str, gold: str) -> bool:
    """Tell whether two credits are the same.

    Without labels (`Photo:`, `Credit`, `©`) they share nine tenths of their words, or the label's
    stand in the finding in a row, with at most two words beside them. A photographer that is left
    out makes it another credit.
    """
    mine, theirs = words(_unlabelled(found)), words(_unlabelled(gold))
    if overlap(mine, theirs) >= _SAME:
        return bool(mine)
    return len(mine) - len(theirs) <= _BESIDE and within(theirs, mine)


def _unlabelled(credit: str) -> str:
    return _LABEL.sub("", credit) or credit
