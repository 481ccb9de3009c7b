"""From the path of a request to the file that answers it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.serve.answer import Found, Ground, Moved, answer
from broadsheet.serve.media import media_type


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("site")
    (root.parent / "secret.txt").write_text("secret")
    for name in ("index.html", "topics/iran/index.html", "a b.css", "articles/тегеран/index.html"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    (root / "empty").mkdir()
    (root / "way-out").symlink_to(root.parent)
    (root / "loop").symlink_to(root / "loop")
    return root


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("/", "index.html"),
        ("/?utm=1", "index.html"),
        ("/topics/iran/", "topics/iran/index.html"),
        ("/topics/iran/index.html", "topics/iran/index.html"),
        ("/a%20b.css?v=2", "a b.css"),
        ("/articles/%D1%82%D0%B5%D0%B3%D0%B5%D1%80%D0%B0%D0%BD/", "articles/тегеран/index.html"),
    ],
)
def test_a_path_is_answered_by_its_file(folder, target, file):
    assert answer(target, Ground(folder)) == Found(folder / file)


@pytest.mark.parametrize(
    "target",
    [
        "/nothing",
        "/empty/",
        "/topics/",
        "/index.html/",
        "/topics//iran/",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/topics/..%2f..%2f../secret.txt",
        "/..%5csecret.txt",
        "/way-out/secret.txt",
        "/loop",
        "/a%00",
        "/%ff",
        "/" + "x" * 5000,
        "http://localhost/",
    ],
)
def test_what_is_not_there_or_not_below_the_folder_is_not_answered(folder, target):
    assert answer(target, Ground(folder)) is None


@given(st.text())
def test_no_path_leaves_the_folder(folder, target):
    found = answer(target, Ground(folder))

    assert not isinstance(found, Found) or found.file.is_relative_to(folder)


def test_a_folder_without_its_slash_is_moved_and_keeps_its_query(folder):
    assert answer("/topics/iran?a=b", Ground(folder)) == Moved("/topics/iran/?a=b")


def test_a_path_that_looks_like_a_host_is_never_a_way_to_one(folder):
    assert answer("//topics/iran", Ground(folder)) == Moved("/topics/iran/")


def test_a_site_below_a_path_is_served_there_and_nowhere_else(folder):
    ground = Ground(folder, "/mon journal")

    assert answer("/", ground) == Moved("/mon%20journal/")
    assert answer("/mon%20journal", ground) == Moved("/mon%20journal/")
    assert answer("/mon%20journal/topics/iran/", ground) == Found(folder / "topics/iran/index.html")
    assert answer("/topics/iran/", ground) is None
    assert answer("/mon%20journaliste/", ground) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("theme/css/base.css", "text/css; charset=utf-8"),
        ("theme/search.js", "text/javascript; charset=utf-8"),
        ("feeds/all.atom.xml", "application/atom+xml; charset=utf-8"),
        ("feeds/topics/iran.rss.xml", "application/rss+xml; charset=utf-8"),
        ("feeds/all.json", "application/feed+json; charset=utf-8"),
        ("feeds/all.opml", "text/x-opml; charset=utf-8"),
        ("theme/map.json", "application/json; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("photos/x.svg", "image/svg+xml; charset=utf-8"),
        ("photos/X.JPG", "image/jpeg"),
        ("photos/x.avif", "image/avif"),
        ("photos/x.webp", "image/webp"),
        ("theme/x.woff2", "font/woff2"),
        ("pagefind/x.wasm", "application/wasm"),
        ("pagefind/x.pf_meta", "application/octet-stream"),
        (".well-known/security.txt", "text/plain; charset=utf-8"),
    ],
)
def test_media_types(path, expected):
    assert media_type(path) == expected
