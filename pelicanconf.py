"""The settings of this site. `docs/contracts.md` lists all that Broadsheet honours."""

import sys
from pathlib import Path

# So that `pelican -s …/pelicanconf.py` finds the engine from any folder.
sys.path[:] = dict.fromkeys([str(Path(__file__).resolve().parent), *sys.path])

from broadsheet import pelican_plugin  # noqa: E402  found through the line above

SITENAME = "The December Digest"
SITESUBTITLE = "The news of December 2022, chosen and told again"
SITEURL = ""  # the public address stands in publishconf.py
TIMEZONE = "UTC"
DEFAULT_LANG = "en"

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
CACHE_PATH = ".broadsheet"
LOAD_CONTENT_CACHE = True

PLUGINS = [pelican_plugin]

# Addresses are promises: do not change them once the site is published.
ARTICLE_URL = "articles/{slug}/"
ARTICLE_SAVE_AS = "articles/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"

DEFAULT_PAGINATION = 30
FEED_MAX_ITEMS = 50
STATIC_PATHS = ["files"]  # folders below content/ that are copied as they are

# Broadsheet makes the feeds; without these lines Pelican would warn about its own.
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
