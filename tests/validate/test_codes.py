"""Every rule has a case it rejects, a neighbour it accepts, and a heading in docs/checks.md."""

import os
import re
from pathlib import Path

import pytest

from broadsheet.errors import SettingsError
from broadsheet.problems import RULES
from tests.builders import PHOTO, article_text, make_config, png

ROOT = Path(__file__).resolve().parent.parent.parent


def article(body="Words.\n", /, **changes):
    """Write one article; `bridge` is the name of its file."""
    return lambda digest: digest.article("bridge", body, **changes)


def raw(data):
    return lambda digest: digest.write("articles/bridge.md", data)


def data_file(name, text):
    return lambda digest: digest.write(f"data/{name}.yaml", text)


def pipe(digest):
    (digest.content / "articles").mkdir(exist_ok=True)
    os.mkfifo(digest.content / "articles/bridge.md")


def link_to(target):
    def make(digest):
        digest.article("other")
        (digest.content / "articles/bridge.md").symlink_to(target)

    return make


def oddly_named(name):
    return lambda digest: digest.write(f"articles/{name}", article_text(slug="bridge"))


def both(*makers):
    def make(digest):
        for maker in makers:
            maker(digest)

    return make


def page(name):
    return lambda digest: digest.page(name)


def other():
    return lambda digest: digest.article("other")


def picture(name, data):
    return lambda digest: digest.write(f"photos/{name}", data)


def photo(file):
    return article(photo=PHOTO.replace("bridge.png", file))


def files(name):
    return both(page("files"), lambda digest: digest.write(f"files/{name}", "a"))


CASES = {
    # code: what is rejected, and its neighbour that is not
    "unreadable-file": (pipe, article()),
    "file-too-large": (
        raw(article_text() + "a " * 2**20),
        raw(article_text() + "a\n\n" * 1000),
    ),
    "path-escapes": (link_to("../data/topics.yaml"), link_to("other.md")),
    "bad-file-name": (oddly_named("a\nb.md"), oddly_named("a b.md")),
    "not-utf-8": (raw(article_text(title="Café").encode("latin-1")), article(title="Café")),
    "control-character": (article(title="A\x07"), article(title="A\u200cB")),
    "empty-file": (raw(""), article()),
    "merge-conflict": (
        article("<<<<<<< HEAD\nMine.\n=======\nTheirs.\n>>>>>>> branch\n"),
        article("<<<<<<<\n"),
    ),
    "misplaced-file": (
        lambda digest: digest.write("other/a.md", "a"),
        lambda digest: digest.write("other/README.md", "a"),
    ),
    "no-front-matter": (raw("Words"), article()),
    "front-matter-not-closed": (raw("---\ntitle: A\n"), article()),
    "yaml-syntax": (article(title="A: b"), article(title="'A: b'")),
    "yaml-alias": (article(byline="&a AFP"), article(byline="'&a AFP'")),
    "yaml-tag": (article(byline="!a AFP"), article(byline="'!a AFP'")),
    "yaml-too-deep": (article(byline="[" * 12 + "]" * 12), article(byline="[AFP]")),
    "yaml-too-large": (article(summary="a" * 2**18), article(summary="a" * 2**17)),
    "duplicate-key": (article(byline="AFP\nbyline: AP"), article(byline="AFP")),
    "cut-by-comment": (article(byline="AFP #1"), article(byline="AFP # why")),
    "unknown-key": (article(author="AFP"), article(byline="AFP")),
    "missing-field": (article(title=None), article(byline=None)),
    "empty-field": (article(title=""), article(byline="")),
    "wrong-type": (article(topics="transport"), article(byline="AFP")),
    "bad-date": (article(date="2023-02-29"), article(date="2020-02-29")),
    "bad-address": (
        article(related="[{title: A, url: ftp://a.example}]"),
        article(related="[{title: A, url: http://a.example}]"),
    ),
    "bad-slug": (article(slug="A"), article(slug="a")),
    "bad-language": (article(lang="English"), article(lang="en")),
    "bad-code": (
        data_file("regions", "- {slug: harbour, name: Harbour, code: no}\n"),
        data_file("regions", "- {slug: harbour, name: Harbour, code: NO}\n"),
    ),
    "unknown-status": (article(status="done"), article(status="published")),
    "unknown-right": (
        article(photo="{credit: A, rights: mine}"),
        article(photo="{credit: A, rights: own}"),
    ),
    "unknown-license": (
        article(photo="{credit: A, rights: cc, license: CC-BY}"),
        article(photo="{credit: A, rights: cc, license: CC-BY-4.0}"),
    ),
    "rights-contradicted": (
        article(photo="{credit: A. Lens via Getty Images, rights: own}"),
        article(photo="{credit: A. Lens via Getty Images, rights: licensed}"),
    ),
    "rights-differ": (
        both(
            article(photo=PHOTO),
            lambda digest: digest.article("other", photo=PHOTO.replace("own", "licensed")),
        ),
        both(article(photo=PHOTO), lambda digest: digest.article("other", photo=PHOTO)),
    ),
    "rights-place": (
        article(photo="{credit: A, rights: own, restrictions: {regions_out: [TR]}}"),
        article(photo="{credit: A, rights: own, restrictions: {no_archive: true}}"),
    ),
    "duplicate-entry": (article(byline="[AFP, AFP]"), article(byline="[AFP, AP]")),
    "updated-before-date": (article(updated="2022-12-17"), article(updated="2022-12-18")),
    "expires-too-early": (article(expires="2022-12-18"), article(expires="2022-12-19")),
    "unknown-correction": (
        article(corrections="{date: 2022-12-19, kind: erratum, text: T.}"),
        article(corrections="{date: 2022-12-19, kind: correction, text: T.}"),
    ),
    "correction-before-date": (
        article(corrections="{date: 2022-12-17, kind: note, text: T.}"),
        article(corrections="{date: 2022-12-18, kind: note, text: T.}"),
    ),
    "withdrawal-without-status": (
        article(withdrawn="{date: 2022-12-19, reason: Wrong.}"),
        article(status="withdrawn", withdrawn="{date: 2022-12-19, reason: Wrong.}"),
    ),
    "withdrawal-unexplained": (
        article(status="withdrawn"),
        article(status="withdrawn", withdrawn="{date: 2022-12-19, reason: Wrong.}"),
    ),
    "related-without-address": (
        article(related="[{title: A}]"),
        article(related="[{title: A, url: https://a.example}]"),
    ),
    "removed-html": (article("<p onclick='x'>a</p>"), article("<p lang='en'>a</p>")),
    "unreadable-text": (article("- " * 2000 + "a"), article("- " * 5 + "a")),
    "unfinished-text": (article("The bridge is TK long."), article("TK Elevator built it.")),
    "unknown-link": (article("[a](other.md)"), both(other(), article("[a](other.md)"))),
    "unknown-picture": (article("![a](../photos/no.png)"), article("![a](../photos/bridge.png)")),
    "unknown-topic": (article(topics="[transpot]"), article(topics="[transport]")),
    "unknown-region": (article(regions="[harbor]"), article(regions="[harbour]")),
    "unknown-source": (
        article(source="{name: Nobody, url: https://a.example}"),
        article(source="{name: the courier, url: https://a.example}"),
    ),
    "unknown-related": (article(related="[other]"), both(other(), article(related="[other]"))),
    "unknown-translation": (
        article(translation_of="other"),
        both(other(), article(translation_of="other")),
    ),
    "related-to-itself": (article(related="[bridge]"), both(other(), article(related="[other]"))),
    "translation-of-itself": (
        article(translation_of="bridge"),
        both(other(), article(translation_of="other")),
    ),
    "duplicate-slug": (both(other(), article(slug="other")), both(other(), article())),
    "taken-alias": (
        both(other(), article(aliases="[other]")),
        both(other(), article(aliases="[another]")),
    ),
    "reserved-slug": (page("search"), page("research")),
    "photo-missing": (photo("no.png"), photo("bridge.png")),
    "photo-outside": (photo("../data/topics.yaml"), photo("bridge.png")),
    "photo-not-a-picture": (
        both(picture("a.png", "words"), photo("a.png")),
        both(picture("a.png", png()), photo("a.png")),
    ),
    "unknown-front-entry": (
        data_file("front", "lead: bridge\n"),
        both(article(), data_file("front", "lead: bridge\n")),
    ),
    "same-path": (files("index.html"), files("other.html")),
    "future-date": (article(date="2023-01-02"), article(date="2023-01-01")),
}
SETTINGS = {
    "bad-setting": ({"TIMEZONE": "Mars/Olympus"}, {"TIMEZONE": "Europe/Paris"}),
    "unknown-setting": ({"BROADSHEET_WITHUOT": []}, {"BROADSHEET_WITHOUT": []}),
}
ELSEWHERE = {
    "setting-ignored",  # tests/test_config.py
    "bad-argument",  # tests/commands
}


def codes_of(digest):
    return {code for _, _, _, code in digest.report(STATIC_PATHS=["files"])}


@pytest.mark.parametrize("code", CASES)
def test_a_content_rule_rejects_its_case(digest, code):
    CASES[code][0](digest)
    assert codes_of(digest) == {code}


@pytest.mark.parametrize("code", CASES)
def test_a_content_rule_accepts_the_neighbour(digest, code):
    CASES[code][1](digest)
    assert codes_of(digest) == set()


@pytest.mark.parametrize("code", SETTINGS)
def test_a_rule_for_settings_rejects_its_case_and_accepts_the_neighbour(code):
    wrong, right = SETTINGS[code]
    with pytest.raises(SettingsError) as caught:
        make_config(**wrong)
    assert [p.code for p in caught.value.problems] == [code]
    make_config(**right)


def test_every_rule_has_its_cases():
    assert {*CASES, *SETTINGS, *ELSEWHERE} == set(RULES)


def test_every_rule_has_a_heading_for_editors_and_no_heading_is_left_over():
    text = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
    headings = re.findall(r"^### `?([a-z0-9-]+)`?$", text, re.MULTILINE)
    assert sorted(headings) == sorted(RULES)
