"""Which quotation marks smart punctuation writes in a language (CLDR's delimiters)."""

from __future__ import annotations

from typing import Final

_GUILLEMETS: Final = ("«", "»", "‹", "›")
_LOW: Final = ("„", "“", "‚", "‘")
_ENGLISH: Final = ("“", "”", "‘", "’")

MARKS: Final[dict[str, tuple[str, str, str, str]]] = {
    # left double, right double, left single, right single
    "ar": ("”", "“", "’", "‘"),
    "bg": _LOW,
    "cs": _LOW,
    "da": _ENGLISH,
    "de": _LOW,
    "el": ("«", "»", "‘", "’"),
    "es": ("«", "»", "“", "”"),
    "fa": _GUILLEMETS,
    "fr": ("«\u202f", "\u202f»", "‹\u202f", "\u202f›"),
    "it": ("«", "»", "“", "”"),
    "pl": ("„", "”", "‚", "’"),
    "pt": _ENGLISH,
    "ru": ("«", "»", "„", "“"),
    "sk": _LOW,
    "sl": _LOW,
    "uk": ("«", "»", "„", "“"),
}


def substitutions(language: str) -> dict[str, str]:
    """Give the `substitutions` that the smarty extension takes, for a language tag."""
    left, right, left_single, right_single = MARKS.get(language.partition("-")[0].lower(), _ENGLISH)
    return {
        "left-double-quote": left,
        "right-double-quote": right,
        "left-single-quote": left_single,
        "right-single-quote": right_single,
        "left-angle-quote": "«",
        "right-angle-quote": "»",
        "ellipsis": "…",
        "ndash": "–",
        "mdash": "—",
    }
