"""A feed of any format becomes entries of one form; a broken one gives what can be had of it."""

import gzip
import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.clip.feed import payload
from broadsheet.clip.feed.entry import Enclosure, Picture
from broadsheet.clip.feed.reader import read_feed
from tests.clip.feed.samples import ATOM, ITEM, JSON, RDF, RSS_HEAD, item, json_feed, rss


def only(data, **given):
    feed = read_feed(data, "the feed", **given)
    (entry,) = feed.entries
    return entry


def notes(data, **given):
    return [note.message for note in read_feed(data, "the feed", **given).notes]


# --- the formats


def test_rss_gives_every_field():
    feed = read_feed(rss(), "the feed")
    (entry,) = feed.entries

    assert (feed.kind, feed.title, feed.home, feed.language) == (
        "rss", "The Courier", "https://news.example.org/", "en-US",
    )  # fmt: skip
    assert feed.notes == ()
    assert entry.key == "bridge-1"
    assert entry.feed == "the feed"
    assert entry.title == "A bridge & a harbour"
    assert entry.address == "https://news.example.org/bridge"
    assert entry.summary == "The bridge is open."
    assert entry.content == "<p>The bridge is <b>open</b>.</p><p>Cars may cross.</p>"
    assert entry.authors == ("Jane Roe",)
    assert entry.language == "en-US"
    assert entry.tags == ("Transport", "Harbour")
    assert entry.enclosures == (
        Enclosure(address="https://news.example.org/bridge.mp3", type="audio/mpeg"),
    )
    assert entry.pictures == (
        Picture(
            address="https://news.example.org/bridge.jpg",
            caption="The bridge at dusk.",
            credit="John Doe/Example Wire",
        ),
    )


def test_a_date_keeps_the_offset_of_the_feed_and_so_its_day():
    published = only(rss()).published

    assert published.iso == "2022-12-18T23:30:00-05:00"  # in UTC it is the 19th
    assert published.day.isoformat() == "2022-12-18"
    assert published.moment.utcoffset() == timedelta(hours=-5)


def test_atom_gives_every_field_and_keeps_joiners():
    entry = only(ATOM, address="https://news.example.org/feeds/atom.xml")

    assert entry.title == "می‌گویند باران"
    assert entry.address == "https://news.example.org/rain"
    assert entry.authors == ("Roe", "Doe")
    assert (entry.published.iso, entry.updated.iso) == (
        "2022-12-18T01:30:00+03:30", "2022-12-19T00:00:00+03:30",
    )  # fmt: skip
    assert entry.language == "fa"
    assert "می‌بارد" in entry.content
    assert entry.summary == ""  # a lone text is the content


def test_rdf_is_read_in_its_encoding():
    feed = read_feed(RDF, "the feed")

    assert (feed.kind, feed.title, feed.entries[0].title) == ("rdf", "Café", "Été")
    assert feed.entries[0].published.iso == "2022-12-18T09:00:00+01:00"


def test_json_feed_gives_every_field():
    feed = read_feed(json_feed(), "the feed")
    (entry,) = feed.entries

    assert (feed.kind, feed.title, feed.home) == (
        "json",
        "The Courier",
        "https://news.example.org/",
    )
    assert (entry.key, entry.title, entry.address) == ("7", "Rain", "https://news.example.org/7")
    assert entry.content == "<p>It rains.</p><p>1 &lt; 2 &amp; so on.</p>"
    assert (entry.summary, entry.authors, entry.tags) == ("Rain.", ("The Desk",), ("weather",))
    assert entry.published.iso == "2022-12-18T23:30:00-05:00"
    assert entry.pictures == (Picture(address="https://news.example.org/7.jpg"),)
    assert entry.enclosures == (
        Enclosure(address="https://news.example.org/7.mp3", type="audio/mpeg"),
    )


def test_json_feed_1_0_has_one_author_and_an_entry_its_own():
    data = json_feed(
        version="https://jsonfeed.org/version/1",
        author={"name": "Roe"},
        authors=None,
        items=[{"id": "a", "content_html": "<p>x</p>"}, {"id": "b", "author": {"name": "Doe"}}],
    )

    assert [entry.authors for entry in read_feed(data, "f").entries] == [("Roe",), ("Doe",)]


def test_of_many_renditions_some_are_kept():
    many = "".join(
        f'<media:content url="https://news.example.org/{n}.jpg" medium="image"/>' for n in range(99)
    )

    assert len(only(rss(item(more=many))).pictures) == 20


def test_a_caption_is_no_summary():
    only_media = item(text="Rain falls.", more=ITEM[ITEM.index("<media:") : ITEM.index("</item>")])
    entry = only(rss(only_media))

    assert (entry.content, entry.summary) == ("Rain falls.", "")
    assert entry.pictures[0].caption == "The bridge at dusk."


def test_the_largest_text_is_the_content_and_a_repetition_no_summary():
    twice = "<content:encoded>It rains.</content:encoded>"

    assert only(rss(item(more=twice))).summary == ""


def test_an_entry_without_id_or_address_is_known_by_its_words():
    one, other = (
        only(rss(f"<item><title>{title}</title></item>")).key for title in ("Rain", "Snow")
    )

    assert one != other
    assert only(rss("<item><title>Rain</title></item>")).key == one


def test_entries_that_share_an_id_are_all_kept():
    feed = read_feed(rss(ITEM, ITEM.replace("/bridge?", "/other?")), "f")

    assert len({entry.key for entry in feed.entries}) == 2


def test_an_entry_that_stands_there_twice_is_one():
    assert len(read_feed(rss(ITEM, ITEM), "f").entries) == 1


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://www.google.com/url?rct=j&amp;url=https://a.example/x%3Fa%3D1&amp;ct=ga", "https://a.example/x?a=1"),
        ("http://www.bing.com/news/apiclick.aspx?ref=FexRss&amp;url=https%3a%2f%2fa.example%2fx", "https://a.example/x"),
        ("https://a.example/x?utm_medium=feed", "https://a.example/x"),
        ("/x", "https://news.example.org/x"),
        ("javascript:alert(1)", None),
    ],
)  # fmt: skip
def test_an_address_is_that_of_the_story(link, address):
    data = rss(f"<item><title>t</title><link>{link}</link></item>")

    assert only(data, address="https://news.example.org/rss").address == address


def test_an_author_is_a_name_and_not_a_mailbox():
    entries = rss(
        "<item><title>1</title><author>desk@news.example.org</author></item>",
        "<item><title>2</title><author>desk@news.example.org (Jane Roe)</author></item>",
    )

    assert [e.authors for e in read_feed(entries, "f").entries] == [(), ("Jane Roe",)]


def test_a_feed_that_holds_outlines_is_no_list():
    outline = '<source:outline xmlns:source="https://source.example/" text="x"/>'

    assert only(rss(item(more=outline))).title == "Rain"


# --- broken ones


TOO_MUCH = "is nested too deep, or has numbers that are too long"
BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(rss()),
        BOM + rss(),
        b"\n\n  " + rss(),
        rss().decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        rss().replace(b"UTF-8", b"no-such-encoding"),
        rss(head=RSS_HEAD.replace(' encoding="UTF-8"', "")),
        rss(head=RSS_HEAD.replace('xmlns:dc="http://purl.org/dc/elements/1.1/"', "")),
    ],
)
def test_what_is_packed_or_declared_oddly_is_read_all_the_same(data):
    assert only(data).address == "https://news.example.org/bridge"


def test_a_feed_that_is_cut_short_gives_what_is_whole():
    data = rss(item(1), item(2), item(3))
    cut = data[: data.index(b"/3</link>")]
    feed = read_feed(cut, "f")

    assert [entry.address for entry in feed.entries][:2] == [
        "https://news.example.org/1", "https://news.example.org/2",
    ]  # fmt: skip
    assert feed.notes[0].message.startswith("is not well-formed XML (")
    assert feed.notes[0].message.endswith("3 entries could be read")
    assert feed.notes[0].line == 6


def test_a_raw_ampersand_costs_no_entry():
    feed = read_feed(rss(item(1, title="Rain & snow"), item(2)), "f")

    assert [entry.title for entry in feed.entries] == ["Rain & snow", "Rain"]
    assert "is not well-formed" in feed.notes[0].message


def test_windows_characters_under_the_name_of_utf_8_are_read():
    data = rss(item(title="Caf|")).replace(b"|", b"\xe9")

    assert only(data).title == "Café"


def test_json_that_is_cut_short_gives_the_items_that_are_whole():
    items = [{"id": str(n), "title": f"No. {n}"} for n in range(3)]
    data = json_feed(items=items)[:-30]
    feed = read_feed(data, "f")

    assert [entry.title for entry in feed.entries] == ["No. 0", "No. 1"]
    assert feed.notes[0].message.startswith("is not sound JSON (")
    assert feed.notes[0].line == 1


def test_items_of_a_wrong_type_are_left_out_and_counted():
    data = json_feed(items=[*JSON["items"], "x", None, {"text": "x"}])

    assert len(read_feed(data, "f").entries) == 1
    assert notes(data) == ["has 3 items that are no entries; they are left out"]


def test_wrong_values_in_json_are_as_if_they_were_not_there():
    names = "id title content_html date_published tags attachments authors image".split()
    odd = {name: {"x": [1]} for name in names}

    entry = only(json_feed(items=[odd], authors=5, language=[]))
    assert (entry.title, entry.content, entry.published, entry.tags) == ("", "", None, ())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (BOM, "is empty"),
        (b"Just words.", "is no feed: neither RSS, Atom, RDF nor JSON Feed"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is no feed: neither RSS, Atom, RDF nor JSON Feed"),
        (b"<svg/>", "is no feed: neither RSS, Atom, RDF nor JSON Feed"),
        (b"<html><body>Hi</body></html>", "is a web page, not a feed"),
        (b"<opml><body><outline/></body></opml>", "is a list of feeds (OPML), not a feed"),
        (b'{"a": 1}', "is JSON, but no feed"),
        (b"[1, 2]", "is JSON, but no feed"),
        (b"[" * 100_000, TOO_MUCH),
        (b'{"items": [' + b"9" * 5000 + b"]}", TOO_MUCH),
        (rss(tail="</channel></rss>").replace(ITEM.encode(), b""), "has no entries"),
        (json_feed(version="2"), "does not say which version of JSON Feed it is"),
        (json_feed().replace(b"It rains", b"It r\xffins"), "has bytes that are no text in UTF-8"),
        (gzip.compress(rss())[:-40], "is packed with gzip and damaged; only its beginning is read"),
        (b"\x1f\x8bnot gzip", "is packed with gzip and damaged; only its beginning is read"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(data, message):
    assert message in notes(data)


def test_a_page_names_its_feeds():
    page = (
        b"<!doctype html><html><head>"
        b"<link rel=alternate type='application/rss+xml' href='/rss?a&amp;b'>"
        b'<link href="https://b.example/atom" type="application/atom+xml"></head></html>'
    )
    (note,) = read_feed(page, "f", address="https://a.example/").notes

    assert note.hint == "its feed is https://a.example/rss?a&b or https://b.example/atom"
    assert read_feed(b"<html></html>", "f").notes[0].hint == "look on the page for its feed"


def test_a_huge_feed_is_read_as_far_as_it_may_be(monkeypatch):
    monkeypatch.setattr(payload, "MAX_BYTES", 1024 * 1024)
    text = "word " * 1000
    data = rss(*(item(n, text=text) for n in range(300)))
    feed = read_feed(gzip.compress(data, 1), "f")

    assert 190 < len(feed.entries) < 210
    assert feed.notes[0].message == "is larger than 1 MB; only its beginning is read"


def test_a_bomb_of_gzip_is_not_unpacked_whole(monkeypatch):
    monkeypatch.setattr(payload, "MAX_BYTES", 1024 * 1024)
    bomb = gzip.compress(b" " * (64 * 1024 * 1024), 1)

    assert "is larger than 1 MB; only its beginning is read" in notes(bomb)
    assert len(payload.unpack(bomb).data) == 1024 * 1024


# --- attacks


def declared(entities, title):
    return f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]>".encode() + rss(
        item(title=title), head=RSS_HEAD.partition("\n")[2]
    )


def test_entities_do_not_grow():
    bomb = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    feed = read_feed(declared(bomb, "&a9;"), "f")

    assert len(repr(feed)) < 5000


def test_no_file_is_read_by_an_entity(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    entity = f'<!ENTITY x SYSTEM "{secret.as_uri()}">'

    assert "a secret" not in repr(read_feed(declared(entity, "&x;"), "f"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_reference_to_half_a_character_costs_at_most_a_caption(encoding):
    data = rss(ITEM.replace("at dusk", "at &#xD800;")).decode()

    assert only(data.replace("UTF-8", encoding).encode(encoding)).title == "A bridge & a harbour"


def test_texts_that_keep_other_readers_busy_are_read_at_once():
    data = rss(item(text="&lt;!--" * 100_000))

    assert len(read_feed(data, "f").entries) == 1


HOSTILE = (
    "<p onclick='x()' style='top:0'>Rain<script>steal()</script><iframe src='https://a.example'>"
    "</iframe><a href='javascript:x()'>and</a> <img src='data:x' onerror='x()'>snow</p><svg>"
    "<script>x()</script></svg>"
)


def test_what_runs_or_loads_does_not_pass():
    escaped = HOSTILE.replace("<", "&lt;")
    entries = [only(rss(item(text=escaped))), only(json_feed(items=[{"content_html": HOSTILE}]))]

    for entry in entries:
        assert entry.content == "<p>Rain<a>and</a> <img>snow</p>"


def test_what_a_caption_is_made_of_passes():
    html = '<figure><img src="x"><figcaption class="credit">x</figcaption></figure>'

    assert only(json_feed(items=[{"content_html": html}])).content.count("credit") == 1
    assert "figcaption" in only(rss(item(text=html.replace("<", "&lt;")))).content


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300), st.integers(0, 2000), st.sampled_from(["rss", "atom", "json", "gz"])
)
def test_no_bytes_are_an_exception(noise, place, form):
    whole = {"rss": rss(), "atom": ATOM, "json": json_feed(), "gz": gzip.compress(rss())}[form]
    for data in (noise, whole[:place] + noise + whole[place:], whole[:place]):
        feed = read_feed(data, "f", address="https://a.example/")
        assert feed.entries or feed.notes
        assert json.dumps([entry.key for entry in feed.entries])
