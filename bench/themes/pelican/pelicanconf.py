"""Stock Pelican: no plugins; topics and regions are its tags, the one set that may be several."""

import json
import re
from itertools import groupby
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TOPICS, REGIONS = json.loads((HERE / "terms.json").read_text(encoding="utf-8"))
NAMES = {slug: name for slug, name, _ in [*TOPICS, *REGIONS]}
DESCRIPTIONS = {slug: description for slug, _, description in [*TOPICS, *REGIONS]}

SITENAME = "The December Digest"
SITESUBTITLE = "The news of December 2022, chosen and told again"
SITEURL = "http://localhost:8000"
FEED_DOMAIN = SITEURL
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
LOCALE = "C"
PATH = "content"
OUTPUT_PATH = "output"
THEME = str(HERE)
THEME_TEMPLATES_OVERRIDES: list[str] = []
PLUGINS: list[str] = []
STATIC_PATHS: list[str] = []
DEFAULT_CATEGORY = "news"
USE_FOLDER_AS_CATEGORY = False
SUMMARY_MAX_LENGTH = None

ARTICLE_URL = "articles/{slug}/"
ARTICLE_SAVE_AS = "articles/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
TAGS_SAVE_AS = CATEGORY_SAVE_AS = CATEGORIES_SAVE_AS = AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ""
YEAR_ARCHIVE_URL = "archive/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/index.html"
MONTH_ARCHIVE_URL = "archive/{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = "archive/{date:%Y}/{date:%m}/index.html"
DIRECT_TEMPLATES = ["index", "topics", "regions", "archives", "sitemap", "robots", "404"]
TOPICS_SAVE_AS = "topics/index.html"
REGIONS_SAVE_AS = "regions/index.html"
ARCHIVES_SAVE_AS = "archive/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"

DEFAULT_PAGINATION = 30
PAGINATED_TEMPLATES = {"index": None, "tag": None, "period_archives": None}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
FEED_MAX_ITEMS = 50
FEED_ALL_ATOM = "feeds/all.atom.xml"
FEED_ALL_RSS = "feeds/all.rss.xml"
TAG_FEED_ATOM = "feeds/{slug}.atom.xml"
TAG_FEED_RSS = "feeds/{slug}.rss.xml"
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
RSS_FEED_SUMMARY_ONLY = True

MARKDOWN = {
    "extension_configs": {
        f"markdown.extensions.{name}": {}
        for name in ("footnotes", "tables", "def_list", "toc", "smarty", "meta")
    },
    "output_format": "html5",
}


def months(articles: list[Any]) -> list[tuple[str, list[Any]]]:
    """Group a page of articles by month."""
    return [(m, list(group)) for m, group in groupby(articles, lambda a: f"{a.date:%B %Y}")]


JINJA_FILTERS = {
    "months": months,
    "fromjson": json.loads,
    "addresses": re.compile(r'href="(https?:[^"]+)"').findall,
}
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True}
LOG_FILTER: list[tuple[int, str]] = []
