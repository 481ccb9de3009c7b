"""The bytes of any page become a tree, with the address the page has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.clip.page.document import MAX_DEPTH, read_document, same_site


def text_of(data, **given):
    return read_document(data, **given).tree.text_content()


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("<p>é".encode(), None, "é"),
        ("<p>é".encode("utf-16"), None, "é"),
        ("\ufeff<p>é".encode(), "latin-1", "é"),
        (b"<meta charset=iso-8859-1><p>\x93a\x94", None, "“a”"),
        ("<meta charset=windows-1251><p>Привет".encode("cp1251"), None, "Привет"),
        ("<meta charset=windows-1251><p>Привет".encode(), None, "Привет"),
        ("<p>Привет".encode("cp1251"), "windows-1251", "Привет"),
        ("<meta charset=gb2312><p>新华社镕".encode("gb18030"), None, "新华社镕"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?><html><p>caf\xe9", None, "café"),
        (b"<meta charset=utf-8><p>" + "é".encode() * 200 + b"\xff", None, "é" * 200 + "�"),
        ("<meta charset=rot13><p>é".encode(), None, "é"),
        ("<meta charset=utf-16><p>é".encode(), None, "é"),
        ("<meta charset=x-unknown><p>é".encode(), "unknown", "é"),
        ("<p>Весь день шёл дождь, и река поднялась.".encode("cp1251"), None, "Весь день шёл дождь"),
    ],
)
def test_a_page_is_decoded_by_its_mark_its_envelope_its_word_or_by_guessing(data, charset, text):
    assert text_of(data, charset=charset).startswith(text)


@pytest.mark.parametrize("data", [b"", b" \n", b"<!-- a -->", b"\0\0", b"<?php ?>"])
def test_a_page_of_nothing_is_empty(data):
    assert text_of(data).strip() == ""


def test_control_characters_go_and_those_of_windows_mean_what_they_did():
    assert text_of(b"<p>a\0b&#0;c&#x1f;d&#xfffe;e&#146;f&#129;g&#65;") == "abcde’fgA"


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "made-up"])
@pytest.mark.parametrize("depth", [300, 50_000])
def test_a_page_that_nests_too_deep_keeps_its_words(tag, depth):
    tree = read_document(f"<body>{f'<{tag}>' * depth}<p>inner </p><p>last".encode()).tree

    assert tree.text_content().split() == ["inner", "last"]
    assert max(len([*element.iterancestors()]) for element in tree.iter()) <= MAX_DEPTH


def test_pictures_in_the_text_of_a_page_are_taken_out():
    data = b'<p>a<img src="data:image/png;base64,' + b"A" * 20_000_000 + b'"><p>b'

    assert text_of(data) == "ab"


@pytest.mark.parametrize(
    ("head", "given_", "url"),
    [
        ("", None, None),
        ("", "https://a.example/1?utm_source=b#c", "https://a.example/1"),
        ("<link rel=canonical href=https://a.example/2>", None, "https://a.example/2"),
        ("<link rel=canonical href=/2>", "https://m.a.example/1", "https://m.a.example/2"),
        ("<link rel='x canonical' href=/2>", "https://a.example/1", "https://a.example/2"),
        (
            "<link rel=canonical href=https://b.example/2>",
            "https://a.example/1",
            "https://a.example/1",
        ),
        ("<link rel=canonical href=https://b.co.uk/2>", "https://a.co.uk/1", "https://a.co.uk/1"),
        ("<link rel=canonical href=/>", "https://a.example/1", "https://a.example/1"),
        ("<link rel=canonical href='http://['>", "https://a.example/1", "https://a.example/1"),
        ("<link rel=canonical href='javascript:1'>", "https://a.example/1", "https://a.example/1"),
        ("<meta property=og:url content=https://a.example/2>", None, "https://a.example/2"),
    ],
)
def test_the_address_is_the_page_s_own_where_it_is_of_the_same_site(head, given_, url):
    assert read_document(f"<head>{head}</head><p>a".encode(), given_).url == url


@pytest.mark.parametrize(
    "remark",
    [
        "saved from url=(0019)https://a.example/1",
        "Page saved with SingleFile \n url: https://a.example/1 ",
    ],
)
def test_the_address_that_a_browser_wrote_into_a_page_is_known(remark):
    document = read_document(f"<!DOCTYPE html>\n<!-- {remark}--><html><p>a".encode())

    assert document.url == document.base == "https://a.example/1"


def test_links_are_seen_from_the_base_that_a_page_names():
    page = b"<base href=/x/><p>a"

    assert read_document(page, "https://a.example/1").base == "https://a.example/x/"
    assert read_document(page).base is None
    assert read_document(b"<base href='http://['><p>", "https://a.example/1").base == (
        "https://a.example/1"
    )


def test_a_site_is_known_by_its_domain():
    assert same_site("https://www.a.example/", "http://amp.a.example/1")
    assert not same_site("https://a.org.uk/", "https://b.org.uk/")
    assert not same_site("https://10.0.0.1/", "https://11.0.0.1/")
    assert not same_site("", "")


@given(st.one_of(st.binary(), st.text().map(str.encode)), st.none() | st.text(max_size=8))
def test_nothing_that_a_page_holds_is_an_error(data, charset):
    read_document(data, "https://a.example/", charset)
