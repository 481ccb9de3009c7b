"""Text, page or archive, or nothing for `clip`: by the first bytes, then by the name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.clip.archive import open_archive
from broadsheet.clip.kind import foreign, kind_of

ARCHIVE = b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=b\r\n\r\n"
PART = b"--b\r\nContent-Type: %s\r\n%s\r\n%s\r\n"


@pytest.mark.parametrize(
    ("data", "ending", "kind"),
    [
        (b"<!DOCTYPE html><p>a", "", "page"),
        (b"\xef\xbb\xbf\r\n<html lang=en>", ".txt", "page"),
        ("<html>".encode("utf-16"), "", "page"),
        (b"<?xml version='1.0'?>\n<!-- saved -->\n<!-- by hand --> <html>", "", "page"),
        (b"<meta charset='utf-8'><b>copied</b>", "", "page"),
        (b"<p class=a>a piece</p> of a page", "", "page"),
        (b"<p>HTML in Markdown</p>", ".md", "text"),
        (b"nothing of a page", ".htm", "page"),
        (b"nothing of an archive", ".mht", "archive"),
        (ARCHIVE, "", "archive"),
        (b"Subject: a\r\n" + ARCHIVE, ".mhtml", "archive"),
        (b"By: me\n\nContent-Type: text/html is what it said.", "", "text"),
        (b"<https://example.org/>\n", "", "text"),
        (b"<htmlish>", "", "text"),
        (b"# A headline\n\n<div>", "", "text"),
        (b"", "", "text"),
    ],
)
def test_a_source_is_known_by_what_it_holds(data, ending, kind):
    assert foreign(data, ending) is None
    assert kind_of(data, ending) == kind


@pytest.mark.parametrize(
    ("data", "ending", "name", "hint"),
    [
        (b"%PDF-1.7", ".txt", "a PDF", "copy the article's text"),
        (b"PK\x03\x04", "", "a packed file", "copy the article's text"),
        (b"\x89PNG\r\n", "", "a picture", "below content/photos"),
        (b"bplist00", "", "a web archive of Safari", "page source"),
        (b"x", ".docx", "a document", "copy the article's text"),
        (b"x", ".webloc", "a shortcut", "give the address"),
        (b"<?xml version='1.0'?><feed xmlns='a'>", "", "a feed", "inbox"),
        (b"x", ".opml", "a feed", "inbox"),
    ],
)
def test_what_is_neither_text_nor_page_is_named_with_the_next_step(data, ending, name, hint):
    said, step = foreign(data, ending)

    assert said.startswith(name)
    assert hint in step


@given(st.lists(st.sampled_from([b"<!--", b"-->", b"<?xml", b"?>", b" ", b"a:", b"\n", b"<p>"])))
def test_any_beginning_is_told_at_once(pieces):
    data = b"".join(pieces * 50)

    assert kind_of(data) in ("text", "page", "archive")
    foreign(data)


def archive(*parts, head=b""):
    pieces = (PART % part for part in parts)
    return head + ARCHIVE + b"".join(pieces) + b"--b--\r\n"


def test_an_archive_gives_its_first_page_with_address_and_charset():
    data = archive(
        (b"text/css", b"Content-Location: https://example.org/a.css\r\n", b"a{}"),
        (
            b"text/html; charset=windows-1251",
            b"\r\n".join(
                [
                    b"Content-Transfer-Encoding: quoted-printable",
                    b"Content-Location: https://example.org/long/",
                    b"\taddress",
                    b"",
                ]
            ),
            b"<p>=CF=F0=E8=E2=E5=F2",
        ),
        (b"text/html", b"", b"<p>a frame"),
    )

    payload, address, charset = open_archive(data)
    assert payload.decode(charset) == "<p>Привет"
    assert address == "https://example.org/long/address"


def test_the_page_of_the_address_goes_before_its_frames():
    data = archive(
        (b"text/html", b"Content-Location: cid:frame@example\r\n", b"<p>a frame"),
        (b"text/html", b"Content-Location: https://example.org/a\r\n", b"<p>the page"),
        head=b"Snapshot-Content-Location: https://example.org/a\r\n",
    )

    assert open_archive(data) == (b"<p>the page", "https://example.org/a", None)


@pytest.mark.parametrize(
    "data",
    [b"", ARCHIVE, archive((b"image/png", b"", b"x")), b"Content-Type: text/plain\r\n\r\nwords"],
)
def test_an_archive_without_a_page_gives_nothing(data):
    assert open_archive(data) is None


@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_archive_is_too_broken(noise, cut):
    whole = archive((b"text/html", b"", b"<p>a"))

    open_archive(whole[:cut] + noise + whole[cut:])


def test_envelopes_within_envelopes_end():
    nested = b"".join(
        b"Content-Type: multipart/related; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(3000)
    )

    open_archive(nested + b"Content-Type: text/html\r\n\r\n<p>a")
