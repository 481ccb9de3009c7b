"""Texts made comparable: letters without case, accents and typographer's marks; words; overlap."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

_MARKS: Final = str.maketrans(
    {
        "‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"',
        "«": '"', "»": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "…": "...",
        "\u200b": "", "\u200c": "", "\u200d": "", "\u00ad": "", "\ufeff": "", "ي": "ی", "ك": "ک",
    }
)  # fmt: skip
_UNSPACED: Final = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Thai, Lao, Khmer, kana and Chinese characters: without spaces each one stands for a word."""
_WORD: Final = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_ACCENT: Final = "Mn"


def flat(text: str) -> str:
    """Give a text in small letters, with single spaces and one form of each mark."""
    plain = unicodedata.normalize("NFKC", text.translate(_MARKS)).casefold()
    return " ".join(plain.split())


def bare(text: str) -> str:
    """Give a flat text without accents."""
    apart = unicodedata.normalize("NFD", flat(text))
    return "".join(letter for letter in apart if unicodedata.category(letter) != _ACCENT)


def words(text: str) -> list[str]:
    """Give the words of a text, bare, without punctuation."""
    return _WORD.findall(bare(text))


def overlap(found: list[str], gold: list[str]) -> float:
    """Give the F1 of two lists of words, each word as often as it stands: 0 to 1."""
    if not found or not gold:
        return float(found == gold)
    shared = (Counter(found) & Counter(gold)).total()
    return 2 * shared / (len(found) + len(gold))


def within(part: list[str], whole: list[str]) -> bool:
    """Tell whether words stand in a text in a row."""
    return bool(part) and any(
        whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1)
    )
