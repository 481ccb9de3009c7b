"""A site's own code may change in any of its modules, and what it has made is made again."""

import pytest

from tests.engine.builds import Builder
from tests.engine.desk import dice_of
from tests.engine.sequence import Play, Step

HELPED = b"""\
import site_words
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor


class Words(Preprocessor):
    def run(self, lines):
        return [line.replace("A", site_words.WORD) for line in lines]


class Spoken(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Words(md), "spoken", 1)


def makeExtension(**options):
    return Spoken(**options)
"""


@pytest.fixture
def play(tmp_path):
    warm, cold = Builder(), Builder()
    play = Play(warm, cold)
    play.start(tmp_path)
    yield play
    warm.close()
    cold.close()


def save_and_build(play: Play, **files: bytes) -> None:
    """Save files of the site, by their name without its ending, and compare a build."""
    play.desk.theme.update({f"{name}.py": data for name, data in files.items()})
    play.desk.save(dice_of(1))
    play.run_on([Step("build", "1")])


def test_a_module_that_an_extension_of_markdown_imports_changes(play):
    play.desk.settings["MARKDOWN"] = {"extensions": ["helped"]}
    save_and_build(play, helped=HELPED, site_words=b"WORD = 'one'")
    save_and_build(play, site_words=b"WORD = 'two'")


def test_a_module_that_a_filter_imports_changes(play):
    play.desk.filters = True
    filters = b"import site_words\ndef imported(text):\n    return site_words.WORD"
    play.desk.wrong["site_filters.py"] = filters
    save_and_build(play, site_words=b"WORD = 'one'")
    save_and_build(play, site_words=b"WORD = 'two'")
