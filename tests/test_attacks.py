"""Whole sites with content and settings that mean harm: refused in words, no traceback."""

import pytest

from tests.site.building import INVOKE, copy_project, run, tree
from tests.site.small import ONE, article

CLOCK = "1672531200"
SCRIPTS = (
    '"><img src=x onerror=alert(1)></script><script>alert(1)</script>{{7*7}} javascript:alert(1)'
)
HOSTILE = """\
<script>alert(1)</script><svg onload=alert(1)><math><mtext><table><mglyph><style><!--</style>

<noscript><p title="</noscript><img src=/x onerror=alert(1)>"></noscript>

<p onclick
=
alert(1)>Words</p> <a href="java&#10;script:alert(1)">a</a> <base href="http://elsewhere.example/">

src="local:0" href="local:0" <a href="local:0">b</a>
"""


def build(folder):
    done = run(*INVOKE, "build", folder=folder, SOURCE_DATE_EPOCH=CLOCK)
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.mark.parametrize("theme", ["theme", "simple", "notmyidea"])
def test_no_text_becomes_a_script(tmp_path, theme):
    quoted = SCRIPTS.replace('"', '\\"')
    files = ONE | article("hostile", title=f'"{quoted}"', summary=f'"{quoted}"', body=HOSTILE)
    folder = copy_project(tmp_path / "site", files, f"THEME = {theme!r}")
    assert build(folder).returncode == 0
    for path, data in tree(folder / "output").items():
        if path.endswith(".html"):
            page = data.decode()
            assert "<img src=x" not in page, path
            assert "<script>" not in page, path
            assert " onload=" not in page.replace("&#34;", '"'), path
            assert 'href="local:' not in page, path


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ("MARKDOWN = {'extensions': ['nothing']}", "MARKDOWN"),
        ("MARKDOWN = {'extensions': ['os']}", "MARKDOWN"),
        ("MARKDOWN = {'extension_configs': {'toc': {'nothing': 1}}}", "MARKDOWN"),
        ("JINJA_ENVIRONMENT = {'nothing': 1}", "JINJA_ENVIRONMENT"),
        ("ARTICLE_SAVE_AS = '{slug}\\0.html'", "ARTICLE_SAVE_AS"),
        ("OUTPUT_PATH = 'theme'", "OUTPUT_PATH"),
    ],
)
def test_a_setting_that_cannot_work_is_named(tmp_path, settings, name):
    folder = copy_project(tmp_path / "site", ONE, settings)
    done = build(folder)
    assert done.returncode == 2
    assert f"{name}: " in done.stderr


def test_a_failed_build_leaves_every_byte_of_the_last_one(tmp_path):
    folder = copy_project(tmp_path / "site", ONE)
    assert build(folder).returncode == 0
    before = tree(folder / "output")
    hostile = "---\ntitle: &a [x]\n---\n", "---\ntitle: A\n---\n" + "[" * 100_000, "\x00"
    for number, text in enumerate(hostile):
        (folder / f"content/articles/bad-{number}.md").write_text(text, encoding="utf-8")
    done = build(folder)
    assert done.returncode == 1
    for code in ("yaml-alias", "unreadable-text", "control-character"):
        assert f"[{code}]" in done.stderr
    assert tree(folder / "output") == before
