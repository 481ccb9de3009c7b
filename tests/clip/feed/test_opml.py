"""Lists of feeds are read as people have them, which is seldom as the format has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.clip.feed.opml import read_opml


def opml(*outlines, head='<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"><body>\n'):
    return f"{head}{chr(10).join(outlines)}\n</body></opml>".encode()


ONE = '<outline text="One" xmlUrl="https://one.example/rss" htmlUrl="https://one.example/"/>'
TWO = '<outline title="Two" text="2" XMLURL=" feed://two.example/atom " />'


def test_a_list_gives_its_feeds_with_titles_folders_and_lines():
    data = opml('<outline text="News"><outline title="Papers">', ONE, "</outline></outline>", TWO)
    found, notes = read_opml(data)

    assert [(s.address, s.title, s.home, s.folders, s.line) for s in found] == [
        ("https://one.example/rss", "One", "https://one.example/", ("News", "Papers"), 4),
        ("http://two.example/atom", "Two", None, (), 6),
    ]
    assert notes == []


def test_raw_ampersands_and_names_of_html_are_mended():
    raw = '<outline text="R&D & Caf&eacute; &amp; more" xmlUrl="https://one.example/?a=1&b=2&copy=3"/>'
    (entry,), notes = read_opml(opml(raw))

    assert (entry.title, entry.address) == (
        "R&D & Café & more",
        "https://one.example/?a=1&b=2&copy=3",
    )
    assert notes == []


def test_a_raw_angle_bracket_in_a_title_costs_no_feed():
    (one, two), notes = read_opml(opml(ONE.replace("One", "a <b> 'c'"), TWO))

    assert (one.title, two.title) == ("a <b> 'c'", "Two")
    assert notes == []


@pytest.mark.parametrize(
    "title", ['Our "best" friends', 'By <a href="https://a.example" rel="x">A</a>. Since 1999']
)
def test_quotation_marks_in_a_title_cost_no_feed(title):
    (one, two), notes = read_opml(opml(ONE.replace("One", title), TWO))

    assert (one.title, one.address, two.title) == (title, "https://one.example/rss", "Two")
    assert notes == []


@pytest.mark.parametrize("reference", ["&#xD800;", "&#0;", "&#x110000;"])
def test_a_reference_to_no_character_is_left_out(reference):
    (one, two), _ = read_opml(opml(ONE.replace("One", f"One{reference}"), TWO))

    assert (one.title, two.title) == ("One", "Two")


def test_a_list_that_is_cut_short_gives_what_is_there():
    found, (note,) = read_opml(opml(ONE, TWO).removesuffix(b"</body></opml>"))

    assert len(found) == 2
    assert note.message.startswith("is not well-formed XML (")
    assert note.message.endswith("; it is read as far as it goes")


def test_a_feed_that_is_there_twice_is_one_and_said():
    found, (note,) = read_opml(opml(ONE, ONE.replace("https://one", "http://www.one")))

    assert [s.address for s in found] == ["https://one.example/rss"]
    assert note.message == "names http://www.one.example/rss twice (first in line 3)"
    assert note.line == 4


@pytest.mark.parametrize("address", ["nowhere", "javascript:alert(1)", "file:///etc/passwd"])
def test_what_is_no_web_address_is_left_out_and_said(address):
    found, (note, *_) = read_opml(opml(f'<outline xmlUrl="{address}"/>'))

    assert found == []
    assert note.message == f"has an xmlUrl that is no web address, {address!r}; it is left out"
    assert note.line == 3


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no list of feeds"),
        (b"words", "is no list of feeds"),
        (opml(), "is a list without feeds"),
        (opml('<outline text="a folder"/>'), "is a list without feeds"),
    ],
)
def test_a_list_without_feeds_says_so(data, message):
    found, notes = read_opml(data)

    assert found == []
    assert message in [note.message for note in notes]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251", "latin-1"])
def test_a_list_is_read_in_its_encoding(encoding):
    title = "Été" if encoding == "latin-1" else "Вести" if encoding != "utf-8-sig" else "اخبار"
    named = {"utf-8-sig": "UTF-8"}.get(encoding, encoding)
    head = f'<?xml version="1.0" encoding="{named}"?><opml><body>'
    text = opml(ONE.replace('"One"', f'"{title}"'), head=head).decode()

    assert read_opml(text.encode(encoding))[0][0].title == title


def test_bytes_of_windows_without_a_declaration_are_read():
    data = opml(ONE.replace("One", "Caf|"), head="<opml><body>").replace(b"|", b"\xe9")

    assert read_opml(data)[0][0].title == "Café"


def test_no_entity_grows_and_no_file_is_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    entities = f'<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "{"ha" * 99}">'
    head = f"<!DOCTYPE opml [{entities}]><opml><body>"
    (entry,), _ = read_opml(opml(ONE.replace("One", "&x;&y;"), head=head))

    assert entry.title == "&x;&y;"


@given(st.binary(max_size=200), st.integers(0, 300))
def test_no_bytes_are_an_exception(noise, place):
    whole = opml(ONE, TWO)
    for data in (noise, whole[:place] + noise + whole[place:]):
        found, notes = read_opml(data)
        assert found or notes
