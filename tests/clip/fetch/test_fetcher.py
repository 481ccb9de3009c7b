"""A fetch gives what a server says, asks politely, and tells an editor what went wrong."""

import gzip
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace

import pytest
import zstandard

from broadsheet import __version__
from broadsheet.clip.fetch.answer import FEED, PAGE_OR_FEED, Validators
from broadsheet.clip.fetch.errand import start_errand
from broadsheet.errors import FetchError
from tests.clip.fetch.servers import PAGE, QUICK, Names, answer, fetcher, redirect

# --- what comes


def test_an_answer_is_handed_on_with_its_charset_and_headers(serve):
    page = "<title>Гавань</title>".encode("cp1251")
    server = serve({"/a": answer(page, content_type="Text/HTML; Charset=Windows-1251", etag='"7"')})

    got = fetcher(server).fetch(server.url("/a#top"))

    assert (got.data, got.content_type, got.charset) == (page, "text/html", "cp1251")
    assert (got.status, got.not_modified, got.validators.etag) == (200, False, '"7"')
    assert got.url == got.url_final == server.url("/a#top")
    assert server.paths == ["/a"]  # a fragment is never sent


def test_redirects_are_followed_and_the_last_address_is_told(serve):
    server = serve({"/a": redirect("b?x=1"), "/c": answer()})
    server.routes["/b"] = redirect(f"//127.0.0.1:{server.port}/c")

    got = fetcher(server).fetch(server.url("/a"))

    assert (got.data, got.url, got.url_final) == (PAGE, server.url("/a"), server.url("/c"))
    assert server.paths == ["/a", "/b?x=1", "/c"]


def test_a_name_is_asked_for_by_its_name(serve):
    server = serve({"/": answer()})
    names = Names(news_example=[["127.0.0.1"]])

    fetcher(server, resolve=names).fetch(server.url(host="news.example"))

    assert f"Host: news.example:{server.port}\r\n" in server.asked[-1]


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("zstd", zstandard.ZstdCompressor().compress),
        ("gzip, gzip", lambda data: gzip.compress(gzip.compress(data))),
        ("identity", bytes),
    ],
)
def test_a_packed_answer_is_unpacked(serve, encoding, pack):
    long = PAGE + b"x" * 150_000
    server = serve({"/": answer(pack(long), content_encoding=encoding)})

    assert fetcher(server).fetch(server.url()).data == long


# --- how we ask


def test_a_request_says_who_asks_and_what_for(serve):
    server = serve({"/": answer()})

    fetcher(server, contact="https://digest.example/about/").fetch(server.url())

    head = server.asked[-1].lower()
    assert f"user-agent: broadsheet/{__version__} (fetches articles".lower() in head
    assert "; https://digest.example/about/)\r\n" in head
    assert "accept-encoding: gzip, deflate, zstd\r\n" in head
    assert "cookie:" not in head


def test_a_cookie_is_kept_for_the_redirects_of_one_fetch_and_no_longer(serve):
    server = serve()
    first = redirect("/b").replace(b"\r\n", b"\r\nSet-Cookie: seen=yes; Path=/\r\n", 1)
    server.routes |= {"/a": first, "/b": answer()}
    asker = fetcher(server)

    asker.fetch(server.url("/a"))
    asker.fetch(server.url("/b"))

    assert ["Cookie: seen=yes" in head for head in server.asked] == [False, False, True, False]


def test_a_page_that_has_not_changed_is_not_sent_again(serve):
    server = serve({"/": answer(b"", "304 Not Modified", etag='"7"')})

    seen = Validators('"7"', "Sun, 18 Dec 2022 10:00:00 GMT")
    got = fetcher(server).fetch(server.url(), validators=seen, accept=FEED)

    assert (got.not_modified, got.status, got.data) == (True, 304, b"")
    assert 'if-none-match: "7"' in server.asked[-1].lower()
    assert "if-modified-since: sun, 18 dec 2022 10:00:00 gmt" in server.asked[-1].lower()


def test_a_validator_that_is_no_header_is_left_out(serve):
    server = serve({"/": answer()})

    fetcher(server).fetch(server.url(), validators=Validators("a\r\nX-Evil: 1", "ä"))

    assert "evil" not in server.asked[-1].lower()
    assert "if-" not in server.asked[-1].lower()


def test_environment_proxies_are_not_asked(serve, monkeypatch):
    proxy, server = serve({"/": answer(b"from the proxy")}), serve({"/": answer()})
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, proxy.url())

    assert fetcher(server).fetch(server.url()).data == PAGE
    assert proxy.met == 0


def test_several_threads_share_a_fetcher_and_the_pauses_of_a_host(serve):
    server = serve({f"/{number}": answer(PAGE + b"%d" % number) for number in range(8)})
    asker = fetcher(server, limits=replace(QUICK, pause=0.01))

    with ThreadPoolExecutor(8) as pool:
        got = pool.map(lambda n: asker.fetch(server.url(f"/{n}")).data, range(8))

    assert list(got) == [PAGE + b"%d" % number for number in range(8)]
    assert sorted(server.paths) == [f"/{number}" for number in range(8)]


@pytest.mark.parametrize(
    ("contact", "site", "told"),
    [
        ("news@example.org", "https://digest.example", "news@example.org"),
        ("", "https://digest.example", "https://digest.example"),
        ("", "", ""),
        ("", "https://digest.example/زمان", ""),
        ("", "https://digest.example/(a)", ""),
    ],
)
def test_hosts_are_told_what_is_known_and_fits_into_a_header(tmp_path, contact, site, told):
    config = SimpleNamespace(contact=contact, siteurl=site, content=tmp_path, cache=tmp_path)

    assert start_errand(config).fetcher.contact == told


# --- what an editor is told


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        (answer(b"no", "404 Not Found"), "status", "is not there (status 404)"),
        (answer(b"no", "410 Gone"), "status", "is gone for good"),
        (answer(b"pay", "402 Payment Required"), "status", "has to be paid for"),
        (answer(b"no", "403 Forbidden"), "status", "clip the file"),
        (answer(b"no", "401 Unauthorized"), "status", "needs a login"),
        (answer(b"no", "418 Teapot"), "status", "refuses the question (status 418)"),
        (answer(b"no", "500 Oh"), "status", "has a fault of its own (status 500)"),
        (answer(b"no", "302 Found"), "status", "leads nowhere (status 302)"),
        (answer(b"", "304 Not Modified"), "status", "leads nowhere (status 304)"),
        (answer(b"x", "206 Partial Content"), "status", "came in part"),
        (answer(b""), "status", "has nothing on it"),
        (answer(b"x", content_type="application/pdf"), "type", "`--paste`"),
        (answer(b"x", content_type="application/rss+xml"), "type", "there is `inbox`"),
        (answer(b"x", content_type="image/jpeg"), "type", "is no web page"),
        (answer(b"\x00\x01", content_type=""), "type", "'application/octet-stream'"),
        (answer(b"x", content_encoding="br"), "protocol", "'br', which was not asked for"),
        (answer(PAGE, content_encoding="gzip"), "protocol", "is packed wrongly"),
        (answer(gzip.compress(PAGE)[:-9], content_encoding="gzip"), "protocol", "before it is"),
        (answer(b"x", content_encoding="gzip, gzip, gzip"), "protocol", "3 times over"),
    ],
)
def test_an_answer_of_no_use_is_told_with_the_next_step(serve, given, kind, words):
    server = serve({"/": given})

    with pytest.raises(FetchError) as caught:
        fetcher(server).fetch(server.url())

    assert caught.value.kind == kind
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"{server.url()}: ")


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_how_long_a_server_asks_to_wait_is_told(serve, status):
    server = serve({"/": answer(b"no", status, retry_after="600")})

    with pytest.raises(FetchError) as caught:
        fetcher(server).fetch(server.url())

    assert caught.value.retry_after == 600
    assert "wait 10 minutes as the server asks" in str(caught.value)


def test_a_host_that_asks_to_wait_is_not_asked_again(serve):
    server = serve({"/a": answer(b"no", "429 Too Many Requests"), "/b": answer()})
    asker = fetcher(server)

    for path in ("/a", "/b"):
        with pytest.raises(FetchError, match="asks for fewer questions"):
            asker.fetch(server.url(path))

    assert server.paths == ["/a"]


def test_a_page_that_is_busy_says_nothing_of_others(serve):
    server = serve({"/a": answer(b"no", "503 Busy"), "/b": answer()})
    asker = fetcher(server)

    with pytest.raises(FetchError, match="cannot answer now"):
        asker.fetch(server.url("/a"))

    assert asker.fetch(server.url("/b")).data == PAGE


def test_an_answer_without_a_type_is_known_by_its_bytes(serve):
    server = serve(
        {
            "/page": answer(content_type=""),
            "/feed": answer(b"\xef\xbb\xbf\n<?xml version='1.0'?><rss/>", content_type=""),
            "/json": answer(b"[]", content_type=""),
        }
    )
    asker = fetcher(server)

    types = [
        asker.fetch(server.url(path), accept=PAGE_OR_FEED).content_type
        for path in ("/page", "/feed", "/json")
    ]

    assert types == ["text/html", "application/xml", "application/json"]


def test_a_name_that_is_not_known_is_told():
    with pytest.raises(FetchError, match="host that cannot be found: no such name") as caught:
        fetcher(resolve=Names()).fetch("https://nowhere.example/")

    assert caught.value.kind == "unknown-host"


def test_a_server_that_does_not_answer_is_told(serve):
    server = serve()
    server.close()

    with pytest.raises(FetchError, match="does not answer") as caught:
        fetcher(server).fetch(server.url())

    assert caught.value.kind == "connection"


def test_what_is_wrong_behind_a_redirect_is_told_of_both_addresses(serve):
    server = serve({"/a": redirect("/b")})

    with pytest.raises(FetchError) as caught:
        fetcher(server).fetch(server.url("/a"))

    assert caught.value.address == server.url("/a")
    assert caught.value.reason == f"leads to {server.url('/b')}, which is not there (status 404)"
