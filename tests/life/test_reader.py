"""A feed reader: after a correction and a withdrawal it has one entry, changed, not two."""

import os
import re
import sqlite3

import pytest

from tests.life.told import SLUG, TEXT, build, site
from tests.site.building import run
from tests.site.serving import served
from tests.tools import need

LIVES = (
    "",
    "updated: 2022-12-15\n",
    "corrections: {date: 2022-12-16, kind: correction, text: It was put right.}\n",
    "expires: 2022-12-17\n",
    "status: withdrawn\nwithdrawn: {date: 2022-12-18, reason: It was not so.}\n",
)
TOLD = (TEXT, TEXT, "It was put right.", "could be read here until", "It was not so.")


@pytest.mark.parametrize("ending", ["atom.xml", "rss.xml"])
def test_a_reader_keeps_one_entry_and_changes_it(tmp_path, ending):
    newsboat = need("newsboat")
    (tmp_path / "home/.newsboat").mkdir(parents=True)
    (tmp_path / "output").mkdir()
    with served(tmp_path / "output") as address:
        (tmp_path / "home/.newsboat/urls").write_text(f"{address}feeds/all.{ending}\n")
        for number, (life, told) in enumerate(zip(LIVES, TOLD, strict=True)):
            conf = site(tmp_path, life, settings="RSS_FEED_SUMMARY_ONLY = False")
            build(conf, "2022-12-20")
            day = 1_600_000_000 + number * 86_400  # hosts tell what is new by the second
            os.utime(tmp_path / f"output/feeds/all.{ending}", (day, day))

            home = tmp_path / "home"
            done = run(newsboat, "-x", "reload", folder=home, HOME=str(home))

            assert done.returncode == 0, done.stderr
            (content,) = entries(home, SLUG)
            assert told in re.sub("<[^>]+>", "", content), life


def entries(home, slug):
    """Give what the reader keeps of every entry of an article."""
    with sqlite3.connect(home / ".newsboat/cache.db") as cache:
        rows = cache.execute("select guid, content from rss_item").fetchall()
    cache.close()
    return [content for guid, content in rows if guid.endswith(f"articles/{slug}")]
