"""What a file holds, by its first bytes and its name: a text, a page, or nothing for `clip`."""

from __future__ import annotations

import re
from typing import Final, Literal

Kind = Literal["text", "page", "archive"]

TEXTS: Final = (".txt", ".md", ".markdown", ".text")
PAGES: Final = (".html", ".htm", ".xhtml", ".xht")
ARCHIVES: Final = (".mhtml", ".mht")
ENDINGS: Final = (*TEXTS, *PAGES, *ARCHIVES)
"""What is looked for in a folder."""
_SAMPLE: Final = 4096
_REMARKS: Final = r"\s*+(?:(?><!--.*?-->)\s*+)*+"
_PAGE: Final = re.compile(
    rf"\s*+(?:<\?xml[^>]{{0,200}}>)?{_REMARKS}"
    r"<(?:!doctype\s+html|html|head|body|meta|title)(?=[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
"""How a page begins, whatever its name."""
_FRAGMENT: Final = re.compile(
    rf"{_REMARKS}<(?:article|section|main|div|p|h[1-6]|table|ul|ol|header|figure|span|"
    r"blockquote)(?:\s[^<>]*)?>.*</",
    re.IGNORECASE | re.DOTALL,
)
"""How a piece of one begins that was copied."""
_ARCHIVE: Final = re.compile(
    r"(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*(?:mime-version|content-type):", re.IGNORECASE
)
_LINES: Final = re.IGNORECASE | re.MULTILINE
_MIME: Final = re.compile(r"^content-type:\s*(?:multipart/related|text/html)", _LINES)
_COPY: Final = "open it, copy the article's text and use --paste"
_FOREIGN: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"%PDF-", "a PDF", _COPY),
    (b"PK\x03\x04", "a packed file, such as a Word or LibreOffice document", _COPY),
    (b"\xd0\xcf\x11\xe0", "an old Office document", _COPY),
    (b"{\\rtf", "a document in Rich Text Format", _COPY),
    (b"bplist00", "a web archive of Safari", "save the page as page source, which ends in .html"),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"\x1f\x8b", "a packed file", "unpack it first"),
)
_PICTURE: Final = (
    "put a photo below content/photos and name it in the article; for a picture of a text, type "
    "the text or copy it where the page has it"
)
_FEED: Final = re.compile(
    rf"\s*+(?:<\?xml[^>]{{0,200}}>)?{_REMARKS}<(?:rss|feed|rdf:rdf|opml)(?=[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_A_FEED: Final = ("a feed or a list of feeds", "`python3 tasks.py inbox` reads those")
_BY_NAME: Final = {
    **dict.fromkeys((".pdf",), ("a PDF", _COPY)),
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pages"), ("a document", _COPY)),
    **dict.fromkeys(
        ".png .jpg .jpeg .gif .webp .avif .heic .heif .tif .tiff .bmp .svg".split(),
        ("a picture", _PICTURE),
    ),
    **dict.fromkeys(
        (".url", ".webloc", ".desktop"),
        ("a shortcut to an address", "open it, and give the address that it leads to"),
    ),
    **dict.fromkeys((".epub", ".zip", ".7z"), ("a packed file", "unpack it first")),
    **dict.fromkeys((".rss", ".atom", ".opml"), ("a feed", "`python3 tasks.py inbox` reads feeds")),
    ".webarchive": (
        "a web archive of Safari",
        "save the page as page source, which ends in .html",
    ),
    ".eml": ("a mail", _COPY),
}


def kind_of(data: bytes, ending: str = "") -> Kind:
    """Tell what a source holds.

    Args:
        data: all of it, or its beginning.
        ending: of the file's name, in lower case, with its dot; empty where it has none.
    """
    beginning = _beginning(data)
    if _PAGE.match(beginning):
        return "page"
    if ending not in TEXTS and _ARCHIVE.match(beginning) and _MIME.search(beginning):
        return "archive"
    if ending in PAGES:
        return "page"
    if ending in ARCHIVES:
        return "archive"
    return "page" if ending not in TEXTS and _FRAGMENT.match(beginning) else "text"


def foreign(data: bytes, ending: str = "") -> tuple[str, str] | None:
    """Say what a file is that is neither text nor page, and the next step; None for the others."""
    for mark, name, hint in _FOREIGN:
        if data.startswith(mark):
            return name, hint or _PICTURE
    return _A_FEED if _FEED.match(_beginning(data)) else _BY_NAME.get(ending)


def _beginning(data: bytes) -> str:
    sample = data[:_SAMPLE]
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return sample.decode("utf-16", errors="replace")
    return sample.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
