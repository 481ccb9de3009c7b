"""Builders: each gives something valid, of which a test changes the one thing it is about.

`article_text` and `page_text` write content files, `read` and `read_page` make records of them, a
`Digest` is a whole site in a folder of its own.
"""

import json
import struct
import zlib
from pathlib import Path

from broadsheet.config import read_config
from broadsheet.pipeline import prepare
from broadsheet.read.article import read_article, read_standing
from broadsheet.read.content import read_content
from broadsheet.read.markup.renderer import Renderer
from broadsheet.validate.site import validate

NOW = "2023-01-01T00:00:00+00:00"

ARTICLE = {
    "title": "A bridge is opened",
    "date": "2022-12-18",
    "source": "{name: The Courier, url: https://courier.example/bridge}",
    "topics": "[transport]",
    "regions": "[harbour]",
}
"""The fields an article must have, as YAML."""

TOPICS = "- {slug: transport, name: Transport}\n- {slug: weather, name: Weather}\n"
REGIONS = "- {slug: harbour, name: Harbour}\n"
SOURCES = """\
- slug: courier
  name: The Courier
  url: https://courier.example
  domains: [courier.example]
"""

RENDERER = Renderer({}, lang="en", summary_words=50, summary_end="…", root="content")


def text(fields, body="Words.\n"):
    """Write front matter, one `key: value` a line (None leaves a key out), and a body."""
    lines = [f"{key}: {value}\n" for key, value in fields.items() if value is not None]
    return f"---\n{''.join(lines)}---\n{body}"


def article_text(body="Words.\n", **changes):
    return text(ARTICLE | changes, body)


def page_text(body="Words.\n", **changes):
    return text({"title": "About us"} | changes, body)


def read(content, path="content/articles/bridge.md", renderer=RENDERER):
    """Read an article, given as text or bytes."""
    data = content.encode() if isinstance(content, str) else content
    return read_article(data, path=path, renderer=renderer)


def read_page(content, path="content/pages/about.md"):
    data = content.encode() if isinstance(content, str) else content
    return read_standing(data, path=path, renderer=RENDERER)


def found(problems):
    """Give problems as rows (line, field, code), in order."""
    return sorted(
        ((p.line, p.field, p.code) for p in problems), key=lambda row: tuple(map(str, row))
    )


def codes(problems):
    return sorted(p.code for p in problems)


def faults_of_article(body="Words.\n", **changes):
    """Read an article with some fields changed, and give its problems as rows."""
    return found(read(article_text(body, **changes)).problems)


def make_config(root=Path("/site"), **settings):
    """Make the configuration of a site in a folder; settings are Pelican's."""
    given = {
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(root / "output"),
        "CACHE_PATH": str(root / "cache"),
        "THEME": str(root / "theme"),
        "SITENAME": "The Digest",
        "BROADSHEET_NOW": NOW,
    }
    config, _ = read_config(given | settings, {})
    return config


def png(width=2, height=1):
    """Draw a small grey picture."""

    def chunk(kind, data):
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\x00" + b"\x80" * width) * height
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


PHOTO = "{file: bridge.png, caption: The bridge., credit: A. Lens, alt: A bridge., rights: own}"


class Digest:
    """A valid site in a folder: vocabularies, one picture, no text yet."""

    def __init__(self, root):
        self.root = root
        self.content = root / "content"
        self.write("data/topics.yaml", TOPICS)
        self.write("data/regions.yaml", REGIONS)
        self.write("data/sources.yaml", SOURCES)
        self.write("photos/bridge.png", png())

    def write(self, below, content):
        path = self.content / below
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def article(self, name, body="Words.\n", /, **changes):
        return self.write(f"articles/{name}.md", article_text(body, **changes))

    def page(self, name, body="Words.\n", /, **changes):
        return self.write(f"pages/{name}.md", page_text(body, **changes))

    def config(self, **settings):
        return make_config(self.root, **settings)

    def read(self, **settings):
        return read_content(self.config(**settings))

    def validate(self, **settings):
        config = self.config(**settings)
        return validate(read_content(config), config)

    def prepare(self, **settings):
        return prepare(self.config(**settings))

    def site(self, **settings):
        """Give the enriched site."""
        return self.prepare(**settings).publication.site

    def report(self, **settings):
        """Give all problems as rows (path, line, field, code)."""
        problems = self.prepare(**settings).problems
        return [(p.path, p.line, p.field, p.code) for p in problems]

    def messages(self, code, **settings):
        """Give the messages and hints of the problems with one code."""
        return [(p.message, p.hint) for p in self.prepare(**settings).problems if p.code == code]


def expected(folder):
    """Give the problems a sample site must have, as the rows of its `expected.json`."""
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))
