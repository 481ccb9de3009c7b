"""`build`: what it prints, and with which status it ends."""

from broadsheet.commands import build
from tests.build_folder import article_file, site_folder, tree, write


def test_a_build_ends_with_the_account_and_the_place(tmp_path, capsys):
    conf = site_folder(tmp_path)

    assert build.run(settings=conf) == 0

    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0] == "1 published"
    assert "pages, " in lines[-2]
    assert " written, 0 unchanged, 0 removed" in lines[-2]
    assert lines[-1] == f"The site is in {tmp_path / 'output'}"
    assert err == ""


def test_warnings_go_to_standard_error_and_end_with_0(tmp_path, capsys):
    conf = site_folder(tmp_path, files=article_file("later", date="2023-02-01"))

    assert build.run(settings=conf) == 0

    _, err = capsys.readouterr()
    assert "content/articles/later.md:3: date: is in the future" in err
    assert "0 errors, 1 warning" in err


def test_errors_end_with_1_and_write_nothing(tmp_path, capsys):
    conf = site_folder(tmp_path, files=article_file("broken", date="never"))

    assert build.run(settings=conf) == 1

    _, err = capsys.readouterr()
    assert "content/articles/broken.md:3: date: " in err
    assert err.endswith("1 error, 0 warnings\n1 error in the content; nothing was written\n")
    assert not (tmp_path / "output").exists()


def test_wrong_settings_end_with_2(tmp_path, capsys):
    conf = site_folder(tmp_path, "TIMEZONE = 'Mars'")

    assert build.run(settings=conf) == 2
    assert build.run(settings=tmp_path / "nowhere.py") == 2
    assert build.run(settings=conf, now="soon") == 2

    _, err = capsys.readouterr()
    assert "TIMEZONE: must be the name of a time zone" in err
    assert "nowhere.py does not exist" in err
    assert "--now: must look like" in err


def test_a_failing_template_ends_with_1_and_is_named(tmp_path, capsys):
    conf = site_folder(tmp_path)
    write(tmp_path, {"theme/templates/index.html": "{{ nothing }}"})

    assert build.run(settings=conf) == 1

    assert "error: index.html: template index.html:1: " in capsys.readouterr().err


def test_content_output_and_clock_are_arguments(tmp_path):
    conf = site_folder(tmp_path, "WITH_FUTURE_DATES = False")
    (tmp_path / "content").rename(tmp_path / "texts")
    write(tmp_path, {"texts/articles/later.md": _later()})
    places = {"content": tmp_path / "texts", "output": tmp_path / "public"}

    build.run(settings=conf, now="2022-12-31", **places)
    early = tree(tmp_path / "public")
    build.run(settings=conf, now="2023-02-02", **places)
    late = tree(tmp_path / "public")

    assert "articles/later/index.html" not in early
    assert "articles/later/index.html" in late


def _later() -> str:
    return next(iter(article_file("later", date="2023-02-01").values()))


def test_ignore_cache_gives_the_same_site(tmp_path):
    conf = site_folder(tmp_path)
    build.run(settings=conf)
    before = tree(tmp_path / "output")

    assert build.run(settings=conf, ignore_cache=True) == 0

    assert tree(tmp_path / "output") == before
