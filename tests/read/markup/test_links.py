import pytest

from tests.builders import article_text, found, read


def links(body, path="content/articles/2022/bridge.md"):
    return read(article_text(body), path=path).body


@pytest.mark.parametrize(
    ("typed", "kind", "target", "tail"),
    [
        ("other.md", "file", "articles/2022/other.md", ""),
        ("./other.md", "file", "articles/2022/other.md", ""),
        ("../other.md#part", "file", "articles/other.md", "#part"),
        ("../../pages/about.md", "file", "pages/about.md", ""),
        ("../../photos/a.jpg", "file", "photos/a.jpg", ""),
        ("{filename}other.md", "file", "articles/2022/other.md", ""),
        ("{filename}/articles/other.md", "file", "articles/other.md", ""),
        ("{static}/photos/a.jpg", "file", "photos/a.jpg", ""),
        ("{STATIC}/photos/a.jpg", "file", "photos/a.jpg", ""),
        ("{attach}map.pdf", "file", "articles/2022/map.pdf", ""),
        ("|filename|other.md", "file", "articles/2022/other.md", ""),
        ("{index}", "url", "", ""),
        ("{index}#top", "url", "", "#top"),
        ("/", "url", "", ""),
        ("/topics/iran/", "url", "topics/iran/", ""),
        ("/topics/iran/?a=b#c", "url", "topics/iran/", "?a=b#c"),
        ("%D8%B4%D8%A8.md", "file", "articles/2022/شب.md", ""),
        ("<two words.md>", "file", "articles/2022/two words.md", ""),
        ("two%20words.md", "file", "articles/2022/two words.md", ""),
        ("../../../etc/passwd", "broken", None, ""),
        ("../../../content/articles/a.md", "broken", None, ""),
        ("{static}/../secret", "broken", None, ""),
        ("{attach}../../../../etc/passwd", "broken", None, ""),
        ("%2e%2e/%2e%2e/%2e%2e/etc/passwd", "broken", None, ""),
        ("..\\..\\secret", "broken", None, ""),
        ("/\\evil.example", "broken", None, ""),
        ("\\\\\\\\evil.example", "broken", None, ""),
        ("{author}jane", "broken", None, ""),
        ("{category}news", "broken", None, ""),
        ("{filename}", "broken", None, ""),
        ("?page=2", "broken", None, ""),
    ],
)
def test_a_link_to_the_site_is_taken_out(typed, kind, target, tail):
    body = links(f"See [this]({typed}).")
    (link,) = body.links
    assert (link.kind, link.tail, link.picture) == (kind, tail, False)
    assert target is None or link.target == target
    assert body.html == '<p>See <a href="local:0">this</a>.</p>'


@pytest.mark.parametrize(
    "typed",
    [
        "https://x.example/a?b=c",
        "http://x.example",
        "//x.example/a",
        "mailto:a@x.example",
        "tel:+123",
        "#part",
        "HTTPS://x.example/",
    ],
)
def test_a_link_elsewhere_stays(typed):
    body = links(f"See [this]({typed}).")
    assert (body.links, body.problems) == ((), ())
    assert body.html == f'<p>See <a href="{typed}">this</a>.</p>'


def test_a_picture_of_the_site_is_taken_out():
    body = links("![A bridge](../../photos/bridge.png)")
    (link,) = body.links
    assert (link.kind, link.target, link.picture) == ("file", "photos/bridge.png", True)
    assert body.html == '<p><img alt="A bridge" src="local:0"></p>'


def test_a_picture_on_another_host_becomes_a_link_and_a_warning():
    body = links("Words\n\n![A bridge](https://x.example/bridge.png)")
    assert body.html == ('<p>Words</p>\n<p><a href="https://x.example/bridge.png">A bridge</a></p>')
    assert found(body.problems) == [(10, "body", "removed-html")]


def test_a_picture_on_another_host_inside_a_link_leaves_its_words():
    body = links("[![A bridge](https://x.example/b.png)](https://x.example/)")
    assert body.html == '<p><a href="https://x.example/">A bridge</a></p>'


def test_each_link_has_the_line_it_was_typed_on():
    body = """\
The file other.md is mentioned first.

See [other](other.md) and
[again](other.md).

[by reference][ref] and <a href="third.md">HTML</a>
and ![a](../photos/a.jpg "title")

[ref]: fourth.md
"""
    assert [(link.typed, link.line) for link in links(body).links] == [
        ("other.md", 10),
        ("other.md", 11),
        ("fourth.md", 16),
        ("third.md", 13),
        ("../photos/a.jpg", 14),
    ]


def test_a_letter_that_grows_in_lower_case_does_not_move_the_line():
    assert [link.line for link in links("İ\n" * 30 + "[a](b.md)").links] == [38]


def test_words_that_look_like_a_link_taken_out_stay_words():
    body = links('`<img src="local:7">` and [a](b.md)')
    assert 'src="local:7"' not in body.html
    assert body.html.count("local:0") == 1
