"""`verify`: a cold build beside the output, and what it says of the two."""

import pytest

from broadsheet.commands import build, verify
from broadsheet.pelican_plugin import build_site
from tests.build_folder import article_file, site_folder, tree, write

CACHED = "LOAD_CONTENT_CACHE = True"


@pytest.fixture
def conf(tmp_path):
    """Give the settings of a site that has been built."""
    conf = site_folder(tmp_path, CACHED)
    assert build.run(settings=conf) == 0
    return conf


def spoil(monkeypatch, change) -> None:
    """Let ordinary builds leave something wrong behind; a cold one has a folder of its own."""

    def build_wrongly(settings, values):
        built = build_site(settings, values)
        if "OUTPUT_PATH" not in values:
            change(built.config.output)
        return built

    monkeypatch.setattr(verify, "build_site", build_wrongly)


def test_a_site_that_is_right_ends_with_0_and_the_number_of_files(conf, tmp_path, capsys):
    before = tree(tmp_path / "output")
    capsys.readouterr()

    assert verify.run(settings=conf) == 0

    out, err = capsys.readouterr()
    assert out == f"{len(before)} files, all as a cold build makes them\n"
    assert err == ""
    assert tree(tmp_path / "output") == before
    assert not list((tmp_path / "cache").glob("verify-*"))


def test_the_output_is_brought_up_to_date_first(conf, tmp_path, capsys):
    write(tmp_path, article_file("second"))
    (tmp_path / "output/404.html").write_bytes(b"Tampered with.")

    assert verify.run(settings=conf) == 0
    assert (tmp_path / "output/articles/second/index.html").is_file()
    assert b"Tampered" not in (tmp_path / "output/404.html").read_bytes()


def test_files_that_differ_or_are_missing_are_named_and_end_with_1(
    conf, tmp_path, monkeypatch, capsys
):
    def change(output):
        (output / "index.html").write_bytes(b"Wrong.")
        (output / "404.html").unlink()

    spoil(monkeypatch, change)

    assert verify.run(settings=conf) == 1

    lines = capsys.readouterr().err.splitlines()
    assert lines[:2] == ["index.html differs", "404.html is missing"]
    assert lines[2].startswith("2 of ")
    assert f"delete {tmp_path / 'cache'} and build again" in lines[-1]
    assert not list((tmp_path / "cache").glob("verify-*"))


def test_a_page_that_should_be_gone_is_too_many(conf, tmp_path, monkeypatch, capsys):
    write(tmp_path, article_file("second"))
    assert build.run(settings=conf) == 0
    gone = tmp_path / "content/articles/second.md"

    def build_wrongly(settings, values):
        if "OUTPUT_PATH" in values:
            gone.unlink()  # as if the ordinary build had not noticed
        return build_site(settings, values)

    monkeypatch.setattr(verify, "build_site", build_wrongly)

    assert verify.run(settings=conf) == 1
    assert "articles/second/index.html is too many\n" in capsys.readouterr().err


def test_a_link_in_the_place_of_a_file_differs(conf, tmp_path, monkeypatch, capsys):
    def change(output):
        (output / "index.html").rename(tmp_path / "aside.html")
        (output / "index.html").symlink_to(tmp_path / "aside.html")

    spoil(monkeypatch, change)

    assert verify.run(settings=conf) == 1
    assert "index.html differs\n" in capsys.readouterr().err


def test_foreign_files_are_mentioned_and_do_not_matter(conf, tmp_path, capsys):
    (tmp_path / "output/CNAME").write_text("news.example")

    assert verify.run(settings=conf) == 0

    assert capsys.readouterr().err == "CNAME is not Broadsheet's, and stays\n"
    assert (tmp_path / "output/CNAME").is_file()


def test_a_long_list_is_cut(conf, tmp_path, capsys):
    for number in range(25):
        (tmp_path / f"output/note-{number:02d}").touch()

    assert verify.run(settings=conf) == 0

    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[-1]) == (21, "and 5 more")


def test_errors_in_the_content_end_with_1_as_in_a_build(conf, tmp_path, capsys):
    write(tmp_path, article_file("broken", date="never"))

    assert verify.run(settings=conf) == 1
    assert "content/articles/broken.md:3: date: " in capsys.readouterr().err


def test_content_and_clock_are_arguments(tmp_path, capsys):
    conf = site_folder(tmp_path, f"{CACHED}\nWITH_FUTURE_DATES = False")
    (tmp_path / "content").rename(tmp_path / "texts")
    later = next(iter(article_file("later", date="2023-02-01").values()))
    write(tmp_path, {"texts/articles/later.md": later})

    assert verify.run(settings=conf, content=tmp_path / "texts", now="2023-02-02") == 0
    assert (tmp_path / "output/articles/later/index.html").is_file()

    assert verify.run(settings=conf, now="soon") == 2
    assert "--now: must look like" in capsys.readouterr().err
