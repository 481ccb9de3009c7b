"""The language of a text, by its script, its own letters and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_SCRIPTS: Final = {
    "latin": re.compile(r"[A-Za-zÀ-ɏ]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "arabic": re.compile(r"[\u0620-\u064a\u0671-\u06d3]"),
    "han": re.compile(r"[\u4e00-\u9fff]"),
    "kana": re.compile(r"[\u3040-\u30ff]"),
    "hangul": re.compile(r"[\uac00-\ud7af]"),
}
_WORDS: Final = {
    "latin": {
        "en": "the of and to in that is was for on with as by at from it his her he said has were",
        "de": "der die das und ist nicht von zu den mit im für auf dem sich ein eine des war auch",
        "fr": "le la les des et est dans que une du pour qui au sur pas par il elle ont été avec",
        "es": "el la los las de que y en un una por con para del se su al lo como más fue ha",
        "it": "il di che è la per un una del della sono con non nel gli alla ha le",
        "pt": "o a de que e do da em um para com não uma os no se na por mais as dos foi",
        "tr": "ve bir bu için ile da de olarak olan çok en daha gibi kadar sonra",
        "pl": "w i na z się do nie że jest o to jak po za przez oraz ale od",
        "nl": "de het een en van in is op te dat met voor niet aan zijn er die",
    },
    "cyrillic": {
        "ru": "и в не на что с по как из это его о к за от для был но также",
        "uk": "і в не на що з та до як за у це його про від для був але також є",
        "bg": "и на да в се за от не е с че са по като при",
    },
    "arabic": {
        "fa": "و در به از که این را با است برای آن تا بر شد می ها یک خود کرد شده",
        "ar": "في من على إلى أن التي الذي عن مع هذا هذه بعد كما قد كان قال ما لا بين",
        "ur": "کے میں کی ہے اور سے کا کو پر نے ہیں کہ تھا",
    },
}
_LETTERS: Final = {
    "uk": "іїєґ",
    "ru": "ыэъё",
    "fa": "پچژگکی",
    "ar": "ةىكيؤإ",
    "ur": "ٹڈڑںےھ",
    "de": "ß",
    "es": "ñ¿¡",
}
_ENOUGH: Final = 20
"""Letters of a script, or Han characters, that decide alone."""


def detect_language(text: str) -> tuple[str | None, float]:
    """Give the language of a text as a tag, and how sure that is; None when it cannot be told."""
    scripts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}
    if not any(scripts.values()):
        return None, 0.0
    weights = scripts | {"han": scripts["han"] * 3}  # a character is half a word
    script = max(weights, key=lambda name: weights[name])
    if script in ("kana", "hangul") or (script == "han" and scripts["kana"] * 5 > scripts["han"]):
        return {"hangul": "ko"}.get(script, "ja"), 0.9
    if script == "han":
        return "zh", 0.95 if scripts["han"] >= _ENOUGH else 0.7
    return _by_words(text.lower(), script)


def _by_words(text: str, script: str) -> tuple[str | None, float]:
    counts = Counter(re.findall(r"[^\W\d_]+", text))
    scores = {
        language: sum(counts[word] for word in words.split())
        + 0.2 * sum(text.count(letter) for letter in _LETTERS.get(language, ""))
        for language, words in _WORDS[script].items()
    }
    ranked = sorted(scores, key=lambda language: -scores[language])
    best, second = scores[ranked[0]], scores[ranked[1]]
    if best < 1 or best == second:
        return None, 0.0
    margin = (best - second) / best
    return ranked[0], round(min(0.99, 0.5 + 0.5 * margin) * min(1.0, 0.6 + best / 20), 2)
