"""Themes written for Pelican build the same content; in no theme does a text run script."""

import json
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import etree, html

from tests.site.building import PELICAN, build, copy_project, run
from tests.site.links import Output, links_in_html
from tests.site.serving import served
from tests.site.small import SMALL, article

THEMES = ("simple", "notmyidea")
RUN = "window.owned=true"
HOSTILE = {
    **SMALL,
    "data/topics.yaml": f"""\
- slug: politics
  name: "Politics <script>{RUN}</script>"
  description: "Rules <img src=x onerror='{RUN}'>"
  topics: [{{slug: elections, name: Elections}}]
""",
    "data/sources.yaml": f"""\
- slug: gazette
  name: "The Gazette <script>{RUN}</script>"
  url: https://gazette.example.org
  domains: [gazette.example.org]
""",
    "articles/hostile.md": f"""\
---
title: "</title><script>{RUN}</script><img src=x onerror='{RUN}'>"
date: 2022-12-30
byline: "Eve <script>{RUN}</script>"
source: {{url: "https://gazette.example.org/hostile"}}
photo:
  file: square.png
  caption: "<script>{RUN}</script>"
  credit: "<script>{RUN}</script>"
  alt: "\\" onload=\\"{RUN}"
  rights: own
topics: [politics]
regions: [iran]
summary: "</script><script>{RUN}</script> \\" onfocus=\\"{RUN}\\" autofocus"
---
<script>{RUN}</script>

<img src="../photos/square.png" alt="" onerror="{RUN}">
<svg onload="{RUN}"></svg> <a href="javascript:{RUN}">link</a>

[link](javascript:{RUN}) <iframe srcdoc="<script>parent.{RUN}</script>"></iframe>
""",
    "pages/hostile-page.md": f"---\ntitle: <script>{RUN}</script>\n---\n<script>{RUN}</script>\n",
    **article("quoted", title="Quotes ' and \\\" & <b>signs</b>"),
}


@pytest.fixture(scope="module", params=THEMES)
def themed(request, sites, clock, tmp_path_factory):
    """Build the digest of this repository with a stock theme and nothing else changed."""
    site = sites("own")
    output = tmp_path_factory.mktemp(request.param)
    command = (*PELICAN, "-s", "pelicanconf.py", "-t", request.param, "-o", output)
    done = run(*command, folder=site.folder, SOURCE_DATE_EPOCH=clock)
    assert done.returncode == 0, done.stderr
    return site, output


def parsed(path):
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def test_the_front_page_and_those_behind_it_link_to_every_article(themed):
    site, output = themed
    root = f"{site.config.absolute}/"
    linked, seen, waiting = set(), set(), [root]
    while waiting:
        address = waiting.pop()
        file = output / unquote(address.removeprefix(root)) / "index.html"
        if address not in seen and address.startswith(root) and file.is_file():
            seen.add(address)
            links = [urldefrag(urljoin(address, to)).url for to in parsed(file).xpath("//a/@href")]
            linked |= {unquote(link.removeprefix(root)) for link in links}
            waiting += [link for link in links if link.startswith(f"{root}page/")]

    assert {page.url for page in site.of_kind("article")} - linked == set()


def test_their_pages_stand_where_ours_stand(themed):
    site, output = themed
    ours = {page.path for page in site.pages}

    assert ours - {path.relative_to(output).as_posix() for path in output.rglob("*.html")} == set()


def test_their_article_pages_hold_the_whole_text_and_the_way_to_the_original(themed):
    site, output = themed
    for page in site.of_kind("article"):
        article = site.digest.articles[page.data.card.slug]
        document = parsed(output / page.path)
        words = " ".join(document.text_content().split())

        assert article.title in words
        assert article.origin.url in document.xpath("//a/@href")
        body = html.fromstring(f"<div>{page.data.body}</div>")
        for paragraph in body.xpath("./p"):
            assert " ".join(paragraph.text_content().split()) in words


def test_the_links_of_their_articles_resolve(themed):
    site, output = themed
    whole = Output(output, site.config.absolute)
    faults = {
        f"{page.path}: {link} {fault}"
        for page in site.of_kind("article")
        for link in links_in_html(parsed(output / page.path), site.config.absolute)
        if (fault := whole.fault(link, page.path))
    }

    assert faults == set()


@pytest.fixture(scope="module", params=["theme", *THEMES])
def hostile(request, tmp_path_factory, clock):
    """Build a digest whose texts try to run script."""
    folder = tmp_path_factory.mktemp("hostile") / request.param
    copy_project(folder, HOSTILE, f"THEME = '{request.param}'")
    build(folder, clock)
    return folder / "output"


def test_no_text_becomes_script(hostile):
    for path in hostile.rglob("*.html"):
        document = parsed(path)
        scripts = [s for s in document.iter("script") if s.get("type") != "application/ld+json"]
        assert not any("owned" in (script.text or "") for script in scripts), path
        assert document.xpath("//@*[starts-with(name(), 'on')]") == [], path
        assert document.xpath("//*[starts-with(@href, 'javascript:')] | //iframe") == [], path


def test_no_text_becomes_script_in_feeds(hostile):
    for path in (hostile / "feeds").rglob("*.*"):
        for markup in feed_markup(path):
            document = html.fromstring(f"<div>{markup}</div>")
            assert document.xpath("//script | //iframe | //svg") == [], path
            assert document.xpath("//@*[starts-with(name(), 'on')]") == [], path


def feed_markup(path):
    """Give the texts of a feed that a reader takes for HTML."""
    if path.suffix == ".json":
        return [item["content_html"] for item in json.loads(path.read_bytes())["items"]]
    names = {"a": "http://www.w3.org/2005/Atom", "c": "http://purl.org/rss/1.0/modules/content/"}
    marked = "//a:*[@type='html'] | //item/description | //c:encoded"
    return [element.text or "" for element in etree.parse(path).xpath(marked, namespaces=names)]


@pytest.mark.browser
def test_no_script_of_a_text_runs(hostile, chromium):
    page = chromium.new_context().new_page()
    with served(hostile) as address:
        for name in ("articles/hostile/", "", "topics/politics/", "sources/", "hostile-page/"):
            page.goto(f"{address}{name}")
            assert page.evaluate("window.owned") is None, name
    page.context.close()
