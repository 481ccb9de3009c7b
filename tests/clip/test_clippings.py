"""Clippings in nine languages, in our own words, each with what an editor would write down."""

import json
from pathlib import Path

import pytest

from broadsheet.clip.draft import Setting
from broadsheet.clip.origin import name_source
from broadsheet.clip.report import Clipped, as_object
from broadsheet.clip.text import read_text

CLIPPINGS = sorted(Path(__file__).with_name("clippings").glob("*.txt"))
LANGUAGES = {"en", "ru", "uk", "fa", "ar", "de", "fr", "es", "zh"}


def clipped(text, url=None):
    """Read a clipping on a site in English without vocabularies, and give its object."""
    clipping = read_text(text, url)
    name = name_source(clipping, ())
    return as_object(Clipped(clipping, Setting(source=name and str(name.value)), clipping.findings))


@pytest.mark.parametrize("path", CLIPPINGS, ids=lambda path: path.stem)
def test_every_field_of_a_clipping_is_read(path):
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    found = clipped(path.read_text(encoding="utf-8"))

    left_out = [line["text"] for line in found["left_out"] if line["text"].strip()]
    assert {key: found[key] for key in gold if key != "left_out"} | {"left_out": left_out} == gold


def test_every_language_has_five_clippings():
    stems = [path.stem.partition("-")[0] for path in CLIPPINGS]

    assert {tag for tag in LANGUAGES if stems.count(tag) >= 5} == LANGUAGES
