"""Every link of a site leads somewhere, and every page can be found."""

from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import etree

from tests.site.links import broken_links, parse

ABSOLUTE = "https://example.org/digest"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_every_link_and_fragment_resolves(site):
    assert broken_links(site.output, site.config.absolute) == []


@pytest.mark.parametrize(
    "name", ["own", "full", "one", "empty", "below-a-path", "relative", "lean"]
)
def test_every_page_is_reached_from_the_front_page(sites, name):
    site = sites(name)
    root = f"{site.config.absolute}/"
    seen, waiting = set(), [root]
    while waiting:
        address = waiting.pop()
        file = site.output / unquote(address.removeprefix(root)) / "index.html"
        if address in seen or not address.startswith(root) or not file.is_file():
            continue
        seen.add(address)
        waiting += [
            urldefrag(urljoin(address, href)).url for href in parse(file).xpath("//a/@href")
        ]

    reached = {unquote(address.removeprefix(root)) for address in seen}
    apart = {"not-found", "withdrawn", "alias"}  # whoever has their address comes by it
    assert {page.url for page in site.pages if page.kind not in apart} - reached == set()


def test_the_sitemap_lists_every_page_that_may_be_indexed(site):
    document = etree.parse(site.output / "sitemap.xml")
    listed = document.xpath("//s:loc/text()", namespaces=SITEMAP)
    pages = {
        canonical(page)
        for page in site.output.rglob("*.html")
        if "noindex" not in "".join(parse(page).xpath("//meta[@name='robots']/@content"))
    }

    assert len(listed) == len(set(listed))
    assert set(listed) == pages


def test_the_output_is_what_the_pages_and_feeds_say(site):
    files = {p.relative_to(site.output).as_posix() for p in site.output.rglob("*") if p.is_file()}

    assert files == {item.path for item in site.prepared.publication.items}


def canonical(page):
    return parse(page).xpath("string(//link[@rel='canonical']/@href)")


@pytest.fixture
def planted(tmp_path):
    """Write one file into a small site in which everything else is well."""

    def plant(name, text):
        (tmp_path / "a").mkdir()
        (tmp_path / "index.html").write_text("<h1 id=here>Front</h1>")
        (tmp_path / "a/index.html").write_text("<h1 id='زیر'>A</h1>")
        (tmp_path / "a/x.png").write_bytes(b"")
        (tmp_path / name).write_text(text)
        return broken_links(tmp_path, ABSOLUTE)

    return plant


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("b.html", '<a href="/digest/">to</a>'),
        ("b.html", '<a href="/digest/#here">to</a>'),
        ("b.html", '<a href="a/#%D8%B2%DB%8C%D8%B1">to</a><a href="a/#زیر">to</a>'),
        ("b.html", '<p id=x><a href="#x">to</a></p>'),
        ("404.html", '<p id=x><a href="#x">to</a> <a href="/digest/">to</a></p>'),
        ("b.html", '<a href="https://elsewhere.example/nothing">to</a><a href="mailto:a@b">x</a>'),
        ("b.html", '<img srcset="/digest/a/x.png 1x, a/x.png 2x" alt>'),
        ("b.html", f'<link rel=canonical href="{ABSOLUTE}/b.html">'),
    ],
)
def test_a_good_link_is_no_fault(planted, name, text):
    assert planted(name, text) == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("b.html", '<a href="/digest/no/">to</a>', "/digest/no/ leads nowhere"),
        ("b.html", '<a href="/a/">to</a>', "/a/ leaves the folder of the site"),
        ("b.html", '<a href="a">to</a>', "a lacks the slash at its end"),
        ("b.html", '<a href="a/#here">to</a>', "a/#here names a place that its page has not"),
        ("b.html", '<a href="#no">to</a>', "#no names a place that its page has not"),
        ("b.html", '<a href="javascript:x()">to</a>', "javascript:x() has a strange scheme"),
        ("404.html", '<a href="a/">to</a>', "a/ leads nowhere"),
        ("b.html", '<img src="no.png" alt>', "no.png leads nowhere"),
        ("b.html", '<img srcset="a/x.png 1x, no.png 2x" alt>', "no.png leads nowhere"),
        ("b.html", '<video poster="no.jpg">', "no.jpg leads nowhere"),
        ("b.html", '<p style="background: url(no.gif)">', "no.gif leads nowhere"),
        (
            "b.html",
            f"<meta property=og:image content={ABSOLUTE}/no>",
            f"{ABSOLUTE}/no leads nowhere",
        ),
        (
            "b.html",
            f'<script type="application/ld+json">{{"a": ["{ABSOLUTE}/no"]}}</script>',
            f"{ABSOLUTE}/no leads nowhere",
        ),
        ("c.css", '@import "no.css";', "no.css leads nowhere"),
        ("c.css", ".a { background: url('no.svg') }", "no.svg leads nowhere"),
        ("f.xml", f"<feed><id>{ABSOLUTE}/no</id></feed>", f"{ABSOLUTE}/no leads nowhere"),
        ("f.xml", f'<feed><link href="{ABSOLUTE}/no"/></feed>', f"{ABSOLUTE}/no leads nowhere"),
        ("f.xml", "<a>&lt;p&gt;&lt;img src='no.png'&gt;</a>", "no.png leads nowhere"),
        ("f.opml", f'<opml xmlUrl="{ABSOLUTE}/no"/>', f"{ABSOLUTE}/no leads nowhere"),
        ("f.json", f'{{"items": [{{"url": "{ABSOLUTE}/no"}}]}}', f"{ABSOLUTE}/no leads nowhere"),
        ("f.json", '{"html": "<p><a href=\'no/\'>x</a>"}', "no/ leads nowhere"),
        ("robots.txt", f"Sitemap: {ABSOLUTE}/no.xml\n", f"{ABSOLUTE}/no.xml leads nowhere"),
    ],
)
def test_a_broken_link_is_found(planted, name, text, fault):
    assert planted(name, text) == [f"{name}: {fault}"]
