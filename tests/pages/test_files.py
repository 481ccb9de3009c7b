"""Files carried as they are: pictures in use, STATIC_PATHS, the theme's; two things on one path."""

import pytest

from broadsheet.model import Link
from broadsheet.pages import collisions
from broadsheet.pages.page import Copy
from tests.build_model import (
    a_body,
    a_config,
    a_photo,
    a_standing,
    an_article,
    copied,
    publish,
)


@pytest.fixture
def theme(tmp_path):
    """Make a theme with static files, and give the settings that choose it."""
    for name in ("css/main.css", "favicon.svg", ".hidden", ".git/config"):
        place = tmp_path / "theme/static" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(name)
    (tmp_path / "theme/extra").mkdir()
    (tmp_path / "theme/extra/font.woff2").write_text("font")
    return {"THEME": str(tmp_path / "theme")}


def copies(*articles, files=(), **settings):
    """Give what is copied of the named files below the content."""
    config = a_config(THEME_STATIC_PATHS=[], **settings)
    places = {name: config.content / name for name in files}
    return {path: source.name for path, source in copied(
        publish(*articles, config=config, files=places)
    ).items()}  # fmt: skip


def test_only_pictures_in_use_are_copied():
    article = an_article(photos=(a_photo(file="used.jpg"),))

    made = copies(article, files=["photos/used.jpg", "photos/unused.jpg", "photos/embargoed.jpg"])

    assert made == {"photos/used.jpg": "used.jpg"}


def test_files_that_a_text_shows_or_links_to_are_copied():
    links = (Link(kind="file", target="photos/x.jpg"), Link(kind="file", target="papers/y.pdf"))
    article = an_article(body=a_body(html="", links=links))

    made = copies(article, files=["photos/x.jpg", "papers/y.pdf", "papers/z.pdf"])

    assert set(made) == {"photos/x.jpg", "papers/y.pdf"}


def test_static_paths_copies_folders_and_files():
    files = ["files/a.txt", "files/deep/b.txt", "filesystem.txt", "CNAME", "other/c.txt"]

    assert set(copies(files=files, STATIC_PATHS=["files", "CNAME"])) == {
        "files/a.txt", "files/deep/b.txt", "CNAME",
    }  # fmt: skip


@pytest.mark.parametrize("everything", ["", ".", "photos", "articles"])
def test_static_paths_cannot_ask_for_photos_articles_or_data(everything):
    files = ["photos/embargoed.jpg", "articles/notes.txt", "data/topics.yaml", "pages/x.txt"]

    assert copies(files=files, STATIC_PATHS=[everything]) == {}


def test_static_excludes_leaves_files_out():
    files = ["files/a.txt", "files/a.psd", "files/private/b.txt"]

    made = copies(files=files, STATIC_PATHS=["files"], STATIC_EXCLUDES=["files/private", "*.psd"])

    assert set(made) == {"files/a.txt"}


def test_extra_path_metadata_moves_a_file():
    moved = {"extra/robots-ai.txt": {"path": "ai.txt"}}

    made = copies(files=["extra/robots-ai.txt"], STATIC_PATHS=["extra"], EXTRA_PATH_METADATA=moved)

    assert made == {"ai.txt": "robots-ai.txt"}


# --- the theme's


def test_static_files_of_the_theme_stand_below_theme(theme):
    made = copied(publish(config=a_config(**theme)))

    assert set(made) == {"theme/css/main.css", "theme/favicon.svg"}


def test_theme_static_settings_are_honoured(theme):
    config = a_config(**theme, THEME_STATIC_DIR="assets/x", THEME_STATIC_PATHS=["extra"])

    publication = publish(config=config)

    assert set(copied(publication)) == {"assets/x/font.woff2"}
    assert publication.facts.static == "assets/x"


# --- collisions


def messages(publication):
    return [(p.code, p.severity, p.message) for p in collisions(publication)]


def with_files(*names, **parts):
    config = a_config(STATIC_PATHS=["topics", "files", "Files", "about", "x"])
    return publish(config=config, files={n: config.content / n for n in names}, **parts)


def test_a_sound_site_has_no_collisions():
    assert messages(publish(an_article(), standing=(a_standing(),))) == []


def test_two_things_on_one_path_are_an_error():
    assert messages(with_files("topics/index.html")) == [
        ("same-path", "error", "two things would stand at topics/index.html")
    ]


def test_paths_that_differ_in_case_only_are_one_path_on_many_systems():
    (found,) = messages(with_files("files/a.txt", "Files/A.txt"))

    assert found[2].startswith("two things would stand at ")


def test_paths_that_differ_in_unicode_form_only_are_one_path_on_many_systems():
    assert len(messages(with_files("files/\u00e9.txt", "files/e\u0301.txt"))) == 1


def test_a_file_where_a_folder_must_be_is_an_error():
    found = messages(with_files("about", standing=(a_standing("about"),)))

    assert found == [("same-path", "error", "about/index.html would stand below a file")]


def test_a_file_where_a_folder_must_be_is_found_whatever_its_case():
    found = messages(with_files("x/Y", "x/y/z.txt"))

    assert found == [("same-path", "error", "x/y/z.txt would stand below a file")]


def test_articles_that_share_an_address_are_named():
    config = a_config(ARTICLE_SAVE_AS="{slug}/index.html", ARTICLE_URL="{slug}/")

    publication = publish(an_article("about"), standing=(a_standing("about"),), config=config)

    (found,) = collisions(publication)
    assert found.path == "content/pages/about.md"
    assert found.code == "same-path"


# --- addresses an editor may type


def test_every_address_of_the_site_is_known():
    config = a_config(ARTICLE_URL="news/{slug}", ARTICLE_SAVE_AS="news/{slug}.html")

    known = publish(an_article(), config=config).addresses

    assert {"", "topics/", "feeds/all.atom.xml", "404.html", "robots.txt"} <= known
    assert {"news/a-story", "news/a-story.html", "topics/index.html"} <= known


def test_a_file_that_ends_like_an_index_is_known_by_its_whole_name():
    publication = with_files("files/myindex.html")

    assert "files/myindex.html" in publication.addresses
    assert "files/my" not in publication.addresses
    assert all(not isinstance(item, Copy) or item.source.name for item in publication.items)
