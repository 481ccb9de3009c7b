"""What hostile servers and names try: each is refused, and who was not to be asked was not."""

import gzip
import itertools
import socket
import time
from contextlib import suppress
from threading import Event

import httpcore
import pytest
import zstandard

from broadsheet.clip.fetch.limits import Limits
from broadsheet.clip.fetch.resolver import resolve
from broadsheet.errors import FetchError
from tests.clip.fetch.servers import PAGE, QUICK, Names, answer, fetcher, redirect

SLOW = Limits(seconds=0.6, silence=0.3, pause=0)
"""Patience for servers that have none to be waited for."""


def failure(asker, address, **given):
    with pytest.raises(FetchError) as caught:
        asker.fetch(address, **given)
    return caught.value


# --- who may be asked


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "0x7f.1"]
)
def test_this_machine_is_not_asked(serve, host):
    if host == "[::1]" and not has_ipv6():
        pytest.skip("this machine has no IPv6")
    inner = serve({"/": answer()}, host="::1" if host == "[::1]" else "127.0.0.1")

    error = failure(fetcher(), inner.url(host=host))

    assert (error.kind, inner.met) == ("refused", 0)


@pytest.mark.parametrize(
    "address",
    """10.0.0.1 192.168.0.1 169.254.169.254 100.64.0.1 224.0.0.1 127.0.0.1 0.0.0.0 ::1 fe80::1
    fd00:ec2::254 ::ffff:127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::7f00:1 2002:7f00:1::1 2001:0:7f00:1::1
    ff02::1 fe80::1%eth0 127.1 0x7f000001""".split(),
)
def test_a_name_that_leads_inside_is_not_asked(serve, address):
    inner = serve({"/": answer()})
    guarded = fetcher(resolve=Names(news_example=[["93.184.215.14", address]]))

    error = failure(guarded, "http://news.example:8080/")

    assert (error.kind, inner.met) == ("refused", 0)
    assert error.reason.startswith("leads to ")


def test_a_server_beside_the_admitted_one_is_not_asked(serve):
    outer, inner = serve({"/": answer()}), serve({"/": answer()})
    asker = fetcher(outer, resolve=Names(news_example=[["127.0.0.1"]]))

    error = failure(asker, inner.url(host="news.example"))

    assert (error.kind, inner.met) == ("refused", 0)
    assert asker.fetch(outer.url(host="news.example")).data == PAGE


@pytest.mark.parametrize(
    "host",
    """127.0.0.1 localhost 0x7f.1 2130706433 127.0.0.1. [::1] [::ffff:7f00:1] [64:ff9b::7f00:1]
    [2002:7f00:1::] news.example@127.0.0.1 inner.example 169.254.169.254""".split(),
)
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Again", "308 Ever"])
def test_a_redirect_does_not_lead_inside(serve, host, status):
    inner = serve({"/keys": answer(b"the keys")})
    outer = serve({"/": redirect(inner.url("/keys", host=host), status)})
    names = Names(inner_example=[["127.0.0.1"]])

    error = failure(fetcher(outer, resolve=names), outer.url())

    assert (error.kind, inner.met, outer.paths) == ("refused", 0, ["/"])
    assert error.address == outer.url()


@pytest.mark.parametrize(
    "place",
    """file:///etc/passwd ftp://127.0.0.1/ gopher://127.0.0.1:70/_x data:text/html,x javascript:x
    //user:word@news.example/ http://news.example:22/ mailto:a@b""".split(),
)
def test_a_redirect_to_what_is_no_page_is_refused(serve, place):
    server = serve({"/": redirect(place)})

    error = failure(fetcher(server), server.url())

    assert (error.kind, server.paths) == ("refused", ["/"])


def test_a_robots_txt_does_not_lead_inside(serve):
    inner = serve({"/robots.txt": answer(b"User-agent: *\nAllow: /")})
    outer = serve({"/robots.txt": redirect(inner.url("/robots.txt")), "/": answer()})

    error = failure(fetcher(outer), outer.url())

    assert (error.kind, inner.met, outer.paths) == ("robots", 0, [])


def test_a_dns_that_changes_its_answer_does_not_lead_inside(serve):
    """The first answers may be asked, the later ones not: what is asked is what was seen."""
    inner, outer = serve({"/": answer()}), serve({"/": answer()})
    for public in range(3):
        answers = [["127.0.0.1"]] * public + [["127.0.0.2"]]
        asker = fetcher(outer, resolve=Names(news_example=answers))
        address = outer.url(host="news.example")

        if public < 2:  # robots.txt and the page are asked for with a look-up each
            assert failure(asker, address).kind == "refused"
        else:
            assert asker.fetch(address).data == PAGE
    assert inner.met == 0


def test_a_name_is_looked_up_once_for_a_connection_which_goes_where_that_led(serve, monkeypatch):
    server = serve({"/": answer()})
    connected = []
    plain = socket.create_connection

    def connect(address, *args, **given):
        connected.append(address)
        return plain(address, *args, **given)

    monkeypatch.setattr(socket, "create_connection", connect)
    names = Names(news_example=[["127.0.0.1"]])
    fetcher(server, resolve=names).fetch(server.url(host="news.example"))

    assert connected == [("127.0.0.1", server.port)] * 2  # never by the name
    assert names.asked == ["news.example"] * 2


def test_an_address_that_does_not_answer_is_not_the_last_one(serve):
    server = serve({"/": answer()})
    asker = fetcher(server, resolve=Names(news_example=[["127.0.0.9", "127.0.0.1"]]))
    asker.guard = asker.guard.letting_in("127.0.0.9", server.port)

    assert asker.fetch(server.url(host="news.example")).data == PAGE


def test_an_address_that_leads_nowhere_leaves_time_for_the_others(monkeypatch):
    tried = []

    def connect(_, address, port, patience, *more):
        tried.append((address, patience))
        raise httpcore.ConnectTimeout

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    addresses = [f"93.184.215.{number}" for number in range(6)]
    asker = fetcher(resolve=Names(news_example=[addresses]), limits=Limits(seconds=99, silence=20))

    error = failure(asker, "http://news.example/")

    assert (error.kind, error.reason) == ("connection", "does not answer for 10 seconds")
    assert [address for address, _ in tried] == addresses[:4]
    assert [round(patience) for _, patience in tried] == [5, 5, 5, 10]


# --- where redirects lead


def test_a_circle_of_redirects_ends(serve):
    server = serve({"/": redirect("/")})

    error = failure(fetcher(server), server.url())

    assert (error.kind, len(server.paths)) == ("redirect", 6)
    assert "more than 5 redirects" in error.reason


# --- how much comes


def endless(head: bytes, piece: bytes, pause: float = 0):
    """Send a head, then the same again and again until nobody listens."""

    def send(connection, _):
        with suppress(OSError):
            connection.sendall(head)
            for _ in itertools.count():
                connection.sendall(piece)
                time.sleep(pause)

    return send


OPEN_END = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
PACKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: %s\r\n\r\n"
ZEROS = b"\0" * 20_000_000


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (OPEN_END, b"x" * 10_000),
        (CHUNKED, b"2710\r\n" + b"x" * 10_000 + b"\r\n"),
        (CHUNKED + b"1;", b"extension=" * 1000),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", b"x" * 10_000),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 300),
        (PACKED % b"gzip", gzip.compress(b"x")),
    ],
    ids=["body", "chunks", "extension", "announced", "hints", "streams"],
)
def test_an_answer_without_end_is_broken_off(serve, head, piece):
    server = serve({"/": endless(head, piece)})

    error = failure(fetcher(server), server.url())

    assert error.kind in {"size", "protocol"}
    assert (
        "is larger than" in error.reason or "no HTTP" in error.reason or "streams" in error.reason
    )


@pytest.mark.parametrize(
    "line", [b"X-%d: y\r\n", b"X: " + b"y" * 5000 + b"%d\r\n", b"Set-Cookie: a%d=b\r\n"]
)
def test_a_flood_of_headers_is_broken_off(serve, line):
    flood = b"HTTP/1.1 200 OK\r\n" + b"".join(
        line % number for number in range(30_000 // len(line) * 10)
    )
    server = serve({"/": flood})

    assert failure(fetcher(server), server.url()).kind in {"protocol", "size"}


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(ZEROS)),
        ("gzip, gzip", gzip.compress(gzip.compress(ZEROS * 5))),
        ("zstd", zstandard.ZstdCompressor().compress(ZEROS)),
    ],
)
def test_a_bomb_is_noticed_before_it_is_whole(serve, monkeypatch, encoding, bomb):
    server = serve({"/": answer(bomb, content_encoding=encoding)})
    assert len(bomb) < QUICK.wire

    error = failure(fetcher(server), server.url())

    assert (error.kind, error.reason) == ("size", f"is larger than {QUICK.decoded} bytes")


def test_a_zstd_stream_that_asks_for_much_memory_is_refused(serve):
    wide = zstandard.ZstdCompressionParameters(window_log=27)
    packed = zstandard.ZstdCompressor(compression_params=wide).compress(ZEROS)
    server = serve({"/": answer(packed, content_encoding="zstd")})

    assert "too much memory" in failure(fetcher(server), server.url()).reason


def test_a_large_robots_txt_is_read_to_its_limit_and_no_further(serve):
    rules = b"User-agent: *\nDisallow: /secret\n" + b"# nothing\n" * 60_000
    rules += b"Disallow: /\n"
    server = serve({"/robots.txt": answer(rules, content_type="text/plain"), "/": answer()})

    assert fetcher(server).fetch(server.url()).data == PAGE
    assert failure(fetcher(server), server.url("/secret")).kind == "robots"


def test_a_robots_txt_with_thousands_of_names_and_rules_is_read_quickly(serve):
    """Each name shares all rules: multiplied they would fill the memory."""
    names = "".join(f"User-agent: robot{number}\n" for number in range(9000))
    rules = "".join(f"Disallow: /{number}*\n" for number in range(9000))
    server = serve({"/robots.txt": answer((names + rules).encode()), "/": answer()})

    assert fetcher(server).fetch(server.url()).data == PAGE


# --- how long it takes


@pytest.mark.parametrize(
    ("head", "piece"),
    [(OPEN_END, b"x"), (b"", b"H"), (b"HTTP/1.1 200 OK\r\nX: ", b"y"), (CHUNKED, b"1\r\nx\r\n")],
    ids=["body", "nonsense", "header", "chunks"],
)
def test_a_server_that_drips_is_left(serve, head, piece):
    """No single wait is long, so that only the whole shows it."""
    server = serve({"/": endless(head, piece, pause=0.02)})

    error = failure(fetcher(server, limits=SLOW), server.url())

    assert (error.kind, error.reason) in {
        ("time", "takes longer than 0.6 seconds"),
        ("protocol", error.reason),  # nonsense is noticed before
    }
    assert head == b"" or error.kind == "time"


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n", OPEN_END + b"<p>"])
def test_a_server_that_falls_silent_is_left(serve, head):
    def stall(connection, _):
        connection.sendall(head)
        server.over.wait(5)

    server = serve({"/": stall})

    error = failure(fetcher(server, limits=SLOW), server.url())

    assert (error.kind, error.reason) == ("time", "says nothing for 0.3 seconds")


def test_a_robots_txt_that_never_ends_keeps_nobody_for_longer(serve):
    server = serve({"/robots.txt": endless(OPEN_END, b"#\n", pause=0.02), "/": answer()})

    error = failure(fetcher(server, limits=SLOW), server.url())

    assert (error.kind, server.paths) == ("robots", [])
    assert "takes longer than" in error.reason


def test_a_dns_that_does_not_answer_is_left(monkeypatch):
    over = Event()

    def ask(*_, **__):
        over.wait(5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", ask)

    with pytest.raises(TimeoutError):
        resolve("news.example", 80, 0.05)

    error = failure(fetcher(limits=SLOW), "http://news.example/")
    over.set()
    assert error.kind == "unknown-host"


# --- what is no HTTP


@pytest.mark.parametrize(
    "garbage",
    [
        b"<html>an answer of HTTP/0.9</html>",
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x16\x03\x01\x02\x00\x01",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        b"HTTP/1.1 20 OK\r\n\r\n",
        b"HTTP/1.1 999999 OK\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\x00\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_what_is_no_http_is_told(serve, garbage):
    server = serve({"/": garbage})

    error = failure(fetcher(server), server.url())

    assert error.kind in {"protocol", "connection", "status", "refused", "redirect"}
    assert error.hint


def test_more_than_was_announced_is_not_taken(serve):
    server = serve({"/": answer(PAGE, content_length=str(len(PAGE))) + b"smuggled"})

    assert fetcher(server).fetch(server.url()).data == PAGE


def test_what_a_server_writes_cannot_disguise_a_message(serve):
    server = serve({"/": answer(b"", "302 Found", location="http://[\x1b[2J")})

    assert "\x1b" not in str(failure(fetcher(server), server.url()))
