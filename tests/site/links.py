"""Find links of a built site that lead nowhere: in pages, styles, feeds, sitemap and metadata."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import etree, html

ONE_ADDRESS = frozenset({"href", "src", "poster", "data", "action", "formaction", "cite"})
CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
LOST = "a/lost/page"
"""Where a reader meets the 404 page: anywhere but at its own address."""


@dataclass(frozen=True)
class Output:
    """A built site below `root`, at the address `absolute` (without a slash at its end)."""

    root: Path
    absolute: str
    ids_by_file: dict[str, set[str]] = field(default_factory=dict)

    def address_of(self, path: str) -> str:
        if path.endswith("404.html"):
            path = f"{LOST}/"
        return f"{self.absolute}/{path.removesuffix('index.html')}"

    def fault(self, link: str, path: str) -> str | None:
        """Say what is wrong with a link in the file at `path`; None where it leads somewhere."""
        if link.startswith("#"):
            return self.fragment_fault(link[1:], path)
        address, fragment = urldefrag(urljoin(self.address_of(path), link))
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https"):
            return None if parts.scheme in ("mailto", "tel", "data") else "has a strange scheme"
        if parts.netloc != urlsplit(self.absolute).netloc:
            return None
        if not f"{address}/".startswith(f"{self.absolute}/"):
            return "leaves the folder of the site" if not urlsplit(link).scheme else None
        below = unquote(address.removeprefix(self.absolute).lstrip("/").partition("?")[0])
        return self.file_fault(below) or self.fragment_fault(fragment, self.file_at(below))

    def file_fault(self, below: str) -> str | None:
        place = self.root / self.file_at(below)
        if place.is_dir():
            return "lacks the slash at its end"
        return None if place.is_file() else "leads nowhere"

    def fragment_fault(self, fragment: str, path: str) -> str | None:
        if not fragment or unquote(fragment) in self.ids(path):
            return None
        return "names a place that its page has not"

    def file_at(self, below: str) -> str:
        return f"{below}index.html" if below == "" or below.endswith("/") else below

    def ids(self, file: str) -> set[str]:
        if file not in self.ids_by_file:
            self.ids_by_file[file] = {
                str(name) for name in parse(self.root / file).xpath("//@id | //a/@name")
            }
        return self.ids_by_file[file]


@cache
def parse(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def broken_links(root: Path, absolute: str) -> list[str]:
    """List every link of a site that does not resolve: `file: link reason`."""
    output = Output(root, absolute)
    faults = set()
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        path = file.relative_to(root).as_posix()
        for link in links_in(file, absolute):
            if fault := output.fault(link, path):
                faults.add(f"{path}: {link} {fault}")
    return sorted(faults)


def links_in(file: Path, absolute: str) -> Iterator[str]:
    """Give every address in a file."""
    if file.suffix == ".html":
        yield from links_in_html(parse(file), absolute)
    elif file.suffix in (".xml", ".opml", ".svg"):
        yield from links_in_xml(etree.parse(file).getroot(), absolute)
    elif file.suffix == ".json":
        yield from links_in_json(json.loads(file.read_bytes()), absolute)
    elif file.suffix == ".css":
        yield from links_in_css(file.read_text(encoding="utf-8"))
    elif file.name == "robots.txt":
        yield from re.findall(r"^Sitemap: (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)


def links_in_html(document: html.HtmlElement, absolute: str) -> Iterator[str]:
    for element in document.iter(etree.Element):
        for name, value in element.items():
            yield from links_in_attribute(name, value, absolute)
        if element.tag == "style":
            yield from links_in_css(element.text or "")
        elif element.tag == "script" and "json" in element.get("type", ""):
            yield from links_in_json(json.loads(element.text or "null"), absolute)


def links_in_attribute(name: str, value: str, absolute: str) -> Iterator[str]:
    if name in ONE_ADDRESS:
        yield value.strip()
    elif name in ("srcset", "imagesrcset"):
        yield from (candidate.split()[0] for candidate in value.split(",") if candidate.strip())
    elif name == "style":
        yield from links_in_css(value)
    elif value.startswith(absolute):
        yield value


def links_in_css(text: str) -> Iterator[str]:
    for one, other in CSS_ADDRESS.findall(text):
        yield one or other


def links_in_xml(root: etree._Element, absolute: str) -> Iterator[str]:
    for element in root.iter(etree.Element):
        for text in (*element.values(), (element.text or "").strip()):
            if text.startswith(absolute):
                yield text
            elif "<" in text:
                yield from links_in_html(html.fromstring(f"<div>{text}</div>"), absolute)


def links_in_json(value: object, absolute: str) -> Iterator[str]:
    if isinstance(value, dict):
        for member in value.values():
            yield from links_in_json(member, absolute)
    elif isinstance(value, list):
        for member in value:
            yield from links_in_json(member, absolute)
    elif isinstance(value, str) and value.startswith(absolute):
        yield value
    elif isinstance(value, str) and value.startswith("<"):
        yield from links_in_html(html.fromstring(f"<div>{value}</div>"), absolute)
