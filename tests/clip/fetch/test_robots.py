"""A host's robots.txt is asked first and obeyed, as RFC 9309 has it."""

import pytest

from broadsheet.clip.fetch import fetcher as module
from broadsheet.clip.fetch.robots import read_rules
from broadsheet.errors import FetchError
from tests.clip.fetch.servers import PAGE, QUICK, answer, fetcher, redirect


def robots(text, **given):
    return answer(text.encode(), content_type="text/plain", **given)


def test_robots_txt_is_asked_first_and_once_per_host(serve):
    server = serve(
        {"/robots.txt": robots("User-agent: *\nAllow: /"), "/a": answer(), "/b": answer()}
    )
    asker = fetcher(server)

    asker.fetch(server.url("/a"))
    asker.fetch(server.url("/b"))

    assert [head.split(" ")[1] for head in server.asked] == ["/robots.txt", "/a", "/b"]


def test_what_robots_txt_forbids_is_not_asked_for(serve):
    server = serve({"/robots.txt": robots("User-agent: *\nDisallow: /"), "/": answer()})

    with pytest.raises(FetchError) as caught:
        fetcher(server).fetch(server.url())

    assert (caught.value.kind, server.paths) == ("robots", [])
    assert "may not be fetched by programs: the robots.txt" in str(caught.value)
    assert "save the page and clip the file" in str(caught.value)


def test_each_host_on_the_way_is_asked(serve):
    closed = serve({"/robots.txt": robots("User-agent: Broadsheet\nDisallow: /"), "/": answer()})
    server = serve({"/": redirect(closed.url())})

    with pytest.raises(FetchError) as caught:
        fetcher(server, closed).fetch(server.url())

    assert (caught.value.kind, closed.paths) == ("robots", [])


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "401 Login", "410 Gone"])
def test_a_host_without_a_robots_txt_forbids_nothing(serve, status):
    server = serve({"/robots.txt": answer(b"no", status), "/": answer()})

    assert fetcher(server).fetch(server.url()).data == PAGE


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (answer(b"no", "500 Oh"), "gives status 500"),
        (answer(b"no", "503 Busy"), "gives status 503"),
        (answer(b"no", "429 Too Many"), "gives status 429"),
        (b"garbage", "answers with what is no HTTP"),
        (answer(b"x", content_encoding="br"), "is packed as 'br'"),
        (redirect("ftp://news.example/"), "must be a web address"),
    ],
)
def test_a_robots_txt_that_cannot_be_read_forbids_everything(serve, given, why):
    server = serve({"/robots.txt": given, "/": answer()})

    with pytest.raises(FetchError) as caught:
        fetcher(server).fetch(server.url())

    assert (caught.value.kind, server.paths) == ("robots", [])
    assert "while the robots.txt of its host cannot be read" in caught.value.reason
    assert why in caught.value.reason


def test_a_robots_txt_behind_redirects_counts_and_a_circle_of_them_does_not(serve):
    server = serve(
        {
            "/robots.txt": redirect("/there"),
            "/there": robots("User-agent: *\nDisallow: /a"),
            "/a": answer(),
        }
    )
    circle = serve({"/robots.txt": redirect("/robots.txt"), "/a": answer()})

    with pytest.raises(FetchError):
        fetcher(server).fetch(server.url("/a"))
    assert fetcher(circle).fetch(circle.url("/a")).data == PAGE


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("user-AGENT: *\nDISALLOW: /", False),
        ("User-agent: broadsheet\nDisallow: /", False),
        ("User-agent: Broadsheet/2.0\nDisallow: /", False),
        ("User-agent: Broad\nDisallow: /", True),
        ("User-agent: BroadsheetBot\nDisallow: /", True),
        ("User-agent: GPTBot\nDisallow: /", True),
        ("User-agent: GPTBot\nUser-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Broadsheet\nAllow: /", True),
        ("User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow: /admin", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", True),
        ("User-agent: *\nDisallow: /*/2022/", False),
        ("User-agent: *\nDisallow: /*.html$", False),
        ("User-agent: *\nDisallow: /news/2022/a.html?", True),
        ("User-agent : *  # all\nDisallow : /news # private", False),
        ("User agent: *\nDisallow: /", False),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("<html>no robots here</html>", True),
        ("Disallow: /", True),
    ],
)
def test_rules_are_read_as_they_are_meant(text, allowed):
    rules = read_rules(text.encode())

    assert rules.allow("https://news.example/news/2022/a.html") is allowed


@pytest.mark.parametrize(
    ("wish", "pauses"), [("0.1", 0.1), ("0", 0.05), ("1e300", 0.2), ("nan", 0.05), ("-5", 0.05)]
)
def test_a_host_is_left_in_peace_between_two_requests(serve, monkeypatch, wish, pauses):
    server = serve(
        {"/robots.txt": robots(f"User-agent: *\nCrawl-delay: {wish}"), "/a": redirect("/b")}
    )
    server.routes["/b"] = answer()
    slept, clock = [], [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(module.time, "sleep", slept.append)
    asker = fetcher(server)
    asker.limits = type(QUICK)(pause=0.05, longest_pause=0.2)

    asker.fetch(server.url("/a"))
    asker.fetch(server.url("/b"))

    assert slept == [pytest.approx(pauses)]
