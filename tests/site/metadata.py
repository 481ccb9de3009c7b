"""Find faults in what pages say about themselves: JSON-LD, canonical, OpenGraph, microformats."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import html

# Terms of schema.org 30 that a news site may use; each type has those of its parents too.
THING = "name url description image mainEntityOfPage sameAs identifier alternateName"
CREATIVE_WORK = (
    "about abstract acquireLicensePage author citation contentLocation copyrightHolder"
    " copyrightNotice copyrightYear correction creator creditText dateCreated dateModified"
    " datePublished hasPart headline inLanguage isBasedOn isPartOf keywords license mainEntity"
    " publisher spatialCoverage thumbnailUrl translationOfWork usageInfo workTranslation"
)
TERMS = {
    "CollectionPage": f"{CREATIVE_WORK} breadcrumb lastReviewed significantLink",
    "CorrectionComment": f"{CREATIVE_WORK} text",
    "Country": "containedInPlace",
    "CreativeWork": CREATIVE_WORK,
    "DefinedTerm": "inDefinedTermSet termCode",
    "ImageObject": f"{CREATIVE_WORK} caption contentUrl encodingFormat height width",
    "ItemList": "itemListElement itemListOrder numberOfItems",
    "ListItem": "item position",
    "NewsArticle": f"{CREATIVE_WORK} articleBody articleSection dateline wordCount",
    "NewsMediaOrganization": "correctionsPolicy ethicsPolicy logo masthead",
    "Organization": "logo parentOrganization",
    "Person": "affiliation jobTitle worksFor",
    "Place": "containedInPlace",
    "WebPage": f"{CREATIVE_WORK} breadcrumb lastReviewed significantLink",
    "WebSite": f"{CREATIVE_WORK} issn potentialAction",
}
RIGHTS = {"creator", "creditText", "copyrightNotice", "license"}


class Head:
    """What stands in a page, ready to be asked."""

    def __init__(self, page: html.HtmlElement) -> None:
        self.page = page
        self.blocks = [
            json.loads(text) for text in page.xpath("//script[contains(@type,'json')]/text()")
        ]

    def all(self, path: str) -> list[str]:
        return [text(found) for found in self.page.xpath(path)]

    def meta(self, name: str) -> list[str]:
        return self.all(f"//meta[@property='{name}' or @name='{name}']/@content")

    def classed(self, name: str, within: str = "h-entry") -> list[html.HtmlElement]:
        own = f"ancestor-or-self::*[{has_class(within)}]"
        return self.page.xpath(f"//main//*[{has_class(name)}][{own}]")


def has_class(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def text(found: Any) -> str:
    return " ".join((found if isinstance(found, str) else found.text_content()).split())


def page_faults(page: html.HtmlElement, address: str) -> list[str]:
    """List what is wrong with the metadata of any page that stands at an address."""
    head = Head(page)
    return [
        *_head_faults(head, address),
        *_og_faults(head, address),
        *_script_faults(head),
        *_term_faults_of(head),
    ]


def _head_faults(head: Head, address: str) -> Iterator[str]:
    if head.all("//link[@rel='canonical']/@href") != [address]:
        yield "canonical is not the page's own address, once"
    if "max-image-preview:large" not in ",".join(head.meta("robots")):
        yield "robots lacks max-image-preview:large"
    if len(head.all("//h1")) != 1 or not all(head.all("//h1 | //title")):
        yield "has not exactly one h1 and a title, with text"
    for name in ("syndication-source", "original-source"):
        if head.meta(name):
            yield f"{name} must not be used"


def _og_faults(head: Head, address: str) -> Iterator[str]:
    for name, wanted in (("og:url", [address]), ("og:type", None), ("og:title", None)):
        values = head.meta(name)
        if len(values) != 1 or not values[0] or wanted not in (None, values):
            yield f"{name} is {values}"
    if len(head.meta("og:image")) != len(head.meta("og:image:alt")):
        yield "an og:image has no og:image:alt"
    if not all(head.meta("og:image:alt")) or not all(map(is_absolute, head.meta("og:image"))):
        yield "an og:image is not absolute, or its alt is empty"


def _script_faults(head: Head) -> Iterator[str]:
    if head.page.xpath("//script[not(@src) and not(@type='application/ld+json')]"):
        yield "has an inline script"
    if head.page.xpath("//@*[starts-with(name(), 'on')]"):
        yield "has an attribute that runs script"


def _term_faults_of(head: Head) -> Iterator[str]:
    if len(head.blocks) != 1:
        yield f"has {len(head.blocks)} blocks of JSON-LD, not one"
    for block in head.blocks:
        if block.get("@context") != "https://schema.org":
            yield "JSON-LD lacks its context"
        yield from term_faults(block)


def term_faults(value: Any) -> Iterator[str]:
    """List types and properties that schema.org has not, and pictures without their rights."""
    if isinstance(value, list):
        for member in value:
            yield from term_faults(member)
    if not isinstance(value, dict):
        return
    kind = value.get("@type")
    known = {"@type", "@context", "@id", *THING.split(), *TERMS.get(kind, "").split()}
    if kind not in TERMS:
        yield f"{kind} is not a type we know"
    yield from (f"{kind} has no property {name}" for name in sorted(set(value) - known))
    if kind == "ImageObject" and not (value.get("contentUrl") and RIGHTS & set(value)):
        yield "an ImageObject has no contentUrl or says nothing of its rights"
    for member in value.values():
        yield from term_faults(member)


def article_faults(page: html.HtmlElement) -> list[str]:
    """List what is wrong with an article's page, besides what any page must have."""
    head = Head(page)
    articles = [block for block in head.blocks if block.get("@type") == "NewsArticle"]
    if len(articles) != 1:
        return [f"has {len(articles)} NewsArticles"]
    return [
        *_article_says(head, articles[0]),
        *_date_faults(head, articles[0]),
        *_author_faults(head, articles[0]),
        *_original_faults(head, articles[0]),
        *_microformat_faults(head),
    ]


def _article_says(head: Head, data: dict[str, Any]) -> Iterator[str]:
    if [data.get("headline")] != head.all("//h1"):
        yield "headline is not the h1"
    if data.get("inLanguage") != head.page.get("lang"):
        yield "inLanguage is not the page's lang"
    if head.meta("og:type") != ["article"]:
        yield "og:type is not article"
    pictures = {image.get("contentUrl") for image in data.get("image", [])}
    if not set(head.meta("og:image")) <= pictures:
        yield "og:image is not among the article's pictures"
    if len(head.page.xpath(f"//main//img[{has_class('u-photo')}]")) != len(data.get("image", [])):
        yield "pictures of the page and of the JSON-LD differ in number"


def _date_faults(head: Head, data: dict[str, Any]) -> Iterator[str]:
    published, modified = data.get("datePublished", ""), data.get("dateModified", "")
    try:
        if datetime.fromisoformat(modified) < datetime.fromisoformat(published):
            yield "modified before it was published"
    except (TypeError, ValueError):
        yield "datePublished or dateModified is not ISO 8601 with zone, both"
        return
    if datetime.fromisoformat(published).tzinfo is None:
        yield "datePublished has no zone"
    if head.meta("article:published_time") != [published]:
        yield "article:published_time is not datePublished"
    if {t.get("datetime") for t in head.classed("dt-published")} != {published}:
        yield "the visible date is not datePublished"
    shown = {t.get("datetime") for t in head.classed("dt-updated")}
    if shown != {modified} and (shown or modified != published):
        yield "the visible date of change is not dateModified"


def _author_faults(head: Head, data: dict[str, Any]) -> Iterator[str]:
    names = [author.get("name", "") for author in data.get("author", [])]
    if any(name.lower().startswith("by ") for name in names):
        yield "an author's name begins with By"
    if names != [text(author) for author in head.classed("p-author")]:
        yield "the visible authors are not those of the JSON-LD"


def _original_faults(head: Head, data: dict[str, Any]) -> Iterator[str]:
    original = data.get("isBasedOn", {}).get("url")
    cited = head.page.xpath(
        f"//*[{has_class('u-bookmark-of')} and {has_class('h-cite')}]"
        f"/descendant-or-self::a[{has_class('u-url')} or {has_class('u-bookmark-of')}]"
    )
    if not original or [link.get("href") for link in cited] != [original]:
        yield "isBasedOn is not the visible link to the original"
    if not all(map(text, cited)):
        yield "the link to the original has no words"


def _microformat_faults(head: Head) -> Iterator[str]:
    if len(head.page.xpath(f"//main//*[{has_class('h-entry')}]")) < 1:
        yield "has no h-entry"
    names = head.page.xpath(f"//h1[{has_class('p-name')}]")
    if len(names) != 1:
        yield "its h1 is no p-name"
    for body in head.page.xpath(f"//main//*[{has_class('prose')}]"):
        if "e-content" not in body.get("class", "").split():
            yield "its text is no e-content"


def is_absolute(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def hreflang_faults(pages: dict[str, html.HtmlElement]) -> list[str]:
    """List what is wrong with the versions in other languages that pages name, by address."""
    versions = {
        address: {
            link.get("hreflang"): link.get("href")
            for link in page.xpath("//link[@rel='alternate' and @hreflang]")
        }
        for address, page in pages.items()
    }
    return [
        f"{address}: {fault}"
        for address, named in sorted(versions.items())
        if named
        for fault in _version_faults(address, pages[address].get("lang"), named, versions)
    ]


def _version_faults(
    address: str, lang: str, named: dict[str, str], versions: dict[str, dict[str, str]]
) -> Iterator[str]:
    if named.get(lang) != address:
        yield "does not name itself"
    if "x-default" not in named:
        yield "has no x-default"
    for other in named.values():
        if versions.get(other) != named:
            yield f"{other} names other versions"
