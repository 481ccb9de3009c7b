"""What the files of a small site say: its settings, its filters, its extension of Markdown."""

CONF = """\
import sys
sys.path[:0] = [{root!r}, {folder!r}]
from broadsheet import pelican_plugin
import site_filters
PLUGINS = [pelican_plugin]
PATH, OUTPUT_PATH, CACHE_PATH, THEME = "content", "output", "cache", "theme"
ARTICLE_URL, ARTICLE_SAVE_AS = "articles/{{slug}}/", "articles/{{slug}}/index.html"
PAGE_URL, PAGE_SAVE_AS = "{{slug}}/", "{{slug}}/index.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
{settings}
"""
# With filters of its own, a site may have nothing skipped, so most of the time it has none.
OWN_FILTERS = """\
def inline(text):
    return "{inline} " + str(text)
JINJA_FILTERS = {{"imported": site_filters.imported, "inline": inline}}
"""
FILTERS = """\
def imported(text):
    return "{word} " + str(text)
"""
EXTENSION = """\
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor


class Words(Preprocessor):
    word = ""

    def run(self, lines):
        return [line.replace("tower", "{word}" + self.word) for line in lines]


class Spoken(Extension):
    def __init__(self, **options):
        # of the instance, as Python-Markdown asks: a class would keep values for the next build
        self.config = {{"word": ["", "what is said behind a tower"]}}
        super().__init__(**options)

    def extendMarkdown(self, md):
        words = Words(md)
        words.word = self.getConfig("word")
        md.preprocessors.register(words, "spoken", 1)


def makeExtension(**options):
    return Spoken(**options)
"""
STARTING = {
    "LOAD_CONTENT_CACHE": True,
    "SITENAME": "The Small Digest",
    "SITESUBTITLE": "A few stories",
    "SITEURL": "",
    "TIMEZONE": "UTC",
    "DEFAULT_LANG": "en",
    "DEFAULT_PAGINATION": 4,
    "FEED_MAX_ITEMS": 5,
    "WITH_FUTURE_DATES": False,
    "RELATIVE_URLS": False,
    "SUMMARY_MAX_LENGTH": 50,
    "STATIC_PATHS": ["files"],
    "EXTRA_PATH_METADATA": {},
    "BROADSHEET_WITHOUT": ["rss-feeds", "opml"],
    "DELETE_OUTPUT_DIRECTORY": False,
    "THEME_TEMPLATES_OVERRIDES": ["overrides"],
    "MARKDOWN": {},
}
