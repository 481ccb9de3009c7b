import pytest

from broadsheet.read.article import ARTICLE_KEYS
from tests.builders import (
    PHOTO,
    article_text,
    codes,
    faults_of_article,
    found,
    page_text,
    read,
    read_page,
)


def test_a_valid_article_has_no_problem_and_keeps_its_values_and_lines():
    record = read(article_text())
    assert record.problems == ()
    assert (record.title.text, record.title.line) == ("A bridge is opened", 2)
    assert (f"{record.date.moment}", record.date.has_time) == ("2022-12-18 00:00:00", False)
    assert (record.source_name.text, record.source_name.line) == ("The Courier", 4)
    assert record.source_url.text == "https://courier.example/bridge"
    assert [topic.text for topic in record.topics] == ["transport"]
    assert [region.text for region in record.regions] == ["harbour"]
    assert (record.slug.text, record.slug.line) == ("bridge", 1)
    assert (record.status, record.draft, record.readable) == ("published", False, True)
    assert record.body.html == "<p>Words.</p>"


@pytest.mark.parametrize("key", ["title", "date", "topics", "regions"])
def test_a_required_field_that_is_missing_is_reported_at_the_opening_fence(key):
    assert faults_of_article(**{key: None}) == [(1, key, "missing-field")]


@pytest.mark.parametrize("source", [None, "", "{name: The Courier}", "{}"])
def test_a_missing_nested_key_is_reported_at_the_opening_fence_too(source):
    assert faults_of_article(source=source) == [(1, "source.url", "missing-field")]


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("title", "", 2),
        ("title", '""', 2),
        ("title", '" "', 2),
        ("title", '"\u200b"', 2),
        ("title", '"\u00a0"', 2),
        ("date", "", 3),
        ("topics", "", 5),
        ("topics", "[]", 5),
        ("regions", "[]", 6),
    ],
)
def test_a_required_field_that_is_empty_is_reported_on_its_line(key, value, line):
    assert faults_of_article(**{key: value}) == [(line, key, "empty-field")]


def test_an_empty_source_address_is_reported_on_its_line():
    source = "\n  name: The Courier\n  url:"
    assert faults_of_article(source=source) == [(6, "source.url", "empty-field")]


OPTIONAL = [
    "byline",
    "photo",
    "related",
    "slug",
    "lang",
    "translation_of",
    "status",
    "updated",
    "summary",
]


@pytest.mark.parametrize("key", OPTIONAL)
@pytest.mark.parametrize("value", ["", '""', "[]", "{}"])
def test_an_optional_field_that_is_empty_is_as_if_absent(key, value):
    with_key, without = read(article_text(**{key: value})), read(article_text())
    assert with_key.problems == ()
    assert with_key == without


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("NO", "NO"),
        ("1984", "1984"),
        ('"yes"', "yes"),
        ("null", "null"),
        ("2022-12-18", "2022-12-18"),
        ("3.10", "3.10"),
        ("'Iran: no deal'", "Iran: no deal"),
        (">\n  Two\n  lines", "Two lines"),
        ("|\n  Two\n  lines", "Two lines"),
        ('"  spaces   between  "', "spaces between"),
        ('"two\\u2028lines"', "two lines"),
        ('"no\u00a0break"', "no\u00a0break"),
        ("<b>Bold</b> *not*", "<b>Bold</b> *not*"),
    ],
)
def test_a_title_is_the_plain_text_that_was_typed_on_one_line(typed, title):
    record = read(article_text(title=typed))
    assert (record.problems, record.title.text) == ((), title)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("AFP", ["AFP"]),
        ("007", ["007"]),
        ("[AFP]", ["AFP"]),
        ("[Jane Roe, AFP]", ["Jane Roe", "AFP"]),
        ("\n- Jane Roe\n- AFP", ["Jane Roe", "AFP"]),
    ],
)
def test_a_byline_is_a_name_or_a_list_of_names(typed, names):
    record = read(article_text(byline=typed))
    assert (record.problems, [name.text for name in record.byline]) == ((), names)


@pytest.mark.parametrize(
    ("key", "value", "row"),
    [
        ("title", "[a, b]", (2, "title", "wrong-type")),
        ("title", "{a: b}", (2, "title", "wrong-type")),
        ("date", "[2022-12-18]", (3, "date", "wrong-type")),
        ("source", "The Courier", (4, "source", "wrong-type")),
        ("source", "[https://courier.example]", (4, "source", "wrong-type")),
        ("source", "{url: [https://a.example]}", (4, "source.url", "wrong-type")),
        ("topics", "transport", (5, "topics", "wrong-type")),
        ("topics", "{transport: yes}", (5, "topics", "wrong-type")),
        ("topics", "[[transport]]", (5, "topics", "wrong-type")),
        ("regions", "harbour", (6, "regions", "wrong-type")),
        ("byline", "{name: AFP}", (7, "byline", "wrong-type")),
        ("photo", "bridge.png", (7, "photo", "wrong-type")),
        ("photo", "[bridge.png]", (7, "photo", "wrong-type")),
        ("photo", "{credit: [A, B]}", (7, "photo.credit", "wrong-type")),
        ("related", "other-article", (7, "related", "wrong-type")),
        ("related", "{title: A, url: https://a.example}", (7, "related", "wrong-type")),
        ("related", "[[a]]", (7, "related", "wrong-type")),
        ("summary", "[a]", (7, "summary", "wrong-type")),
        ("slug", "[a]", (7, "slug", "wrong-type")),
        ("lang", "[en]", (7, "lang", "wrong-type")),
        ("status", "[draft]", (7, "status", "wrong-type")),
        ("updated", "[2022-12-19]", (7, "updated", "wrong-type")),
        ("translation_of", "[a]", (7, "translation_of", "wrong-type")),
        ("date", "2022-02-30", (3, "date", "bad-date")),
        ("date", "2022-12", (3, "date", "bad-date")),
        ("date", "2022-12-18 12:00", (3, "date", "bad-date")),
        ("updated", "tomorrow", (7, "updated", "bad-date")),
        ("source", "{url: example.org}", (4, "source.url", "bad-address")),
        ("source", "{url: 'javascript:alert(1)'}", (4, "source.url", "bad-address")),
        ("related", "[{title: A, url: example.org}]", (7, "related.url", "bad-address")),
        ("related", "[Other Article]", (7, "related", "bad-slug")),
        ("related", "['https://a.example/']", (7, "related", "bad-slug")),
        ("related", "[{url: https://a.example/}]", (1, "related.title", "missing-field")),
        ("related", "[{title: '', url: https://a.example/}]", (7, "related.title", "empty-field")),
        ("related", "[{title: A}]", (7, "related.title", "related-without-address")),
        ("related", "[{title: A, url: ''}]", (7, "related.title", "related-without-address")),
        ("related", "['']", (7, "related", "empty-field")),
        ("related", "[a, a]", (7, "related", "duplicate-entry")),
        (
            "related",
            "[{title: A, url: https://a.example/}, {title: B, url: https://a.example/}]",
            (7, "related", "duplicate-entry"),
        ),
        (
            "related",
            "[{title: A, url: https://a.example/, by: B}]",
            (7, "related.by", "unknown-key"),
        ),
        ("topics", "[transport, transport]", (5, "topics", "duplicate-entry")),
        ("regions", "[harbour, '']", (6, "regions", "empty-field")),
        ("byline", "[AFP, AFP]", (7, "byline", "duplicate-entry")),
        ("status", "publish", (7, "status", "unknown-status")),
        ("status", "Draft", (7, "status", "unknown-status")),
        ("lang", "english", (7, "lang", "bad-language")),
        ("slug", "Not A Slug", (7, "slug", "bad-slug")),
        ("slug", "a--b", (7, "slug", "bad-slug")),
        ("translation_of", "Other Article", (7, "translation_of", "bad-slug")),
        ("photo", "{file: a.png, colour: blue}", (7, "photo.colour", "unknown-key")),
        ("source", "{url: https://a.example, nam: A}", (4, "source.nam", "unknown-key")),
        ("titel", "x", (7, "titel", "unknown-key")),
        ("Title", "x", (7, "Title", "unknown-key")),
        ('"a\\nb"', "x", (7, "a\\nb", "unknown-key")),
        ('""', "x", (7, "''", "unknown-key")),
        ("byline", '"\\u0007"', (7, "byline", "control-character")),
        ("summary", '"a\\0b"', (7, "summary", "control-character")),
        ("byline", '["a\\eb"]', (7, "byline", "control-character")),
        ("source", '{url: "https://a.example/\\u0001"}', (4, "source.url", "control-character")),
    ],
)
def test_a_wrong_value_is_reported_on_its_line(key, value, row):
    rows = [
        r for r in faults_of_article(**{key: value}) if not r[1].startswith("photo.") or r == row
    ]
    assert rows == [row]


PARTS = ["caption", "credit", "alt", "rights"]


@pytest.mark.parametrize("part", PARTS)
def test_a_shown_photo_needs_all_its_parts(part):
    photo = {"file": "a.png", "caption": "A", "credit": "A", "alt": "A", "rights": "own"}
    del photo[part]
    typed = "{" + ", ".join(f"{key}: {value}" for key, value in photo.items()) + "}"
    assert faults_of_article(photo=typed) == [(1, f"photo.{part}", "missing-field")]


@pytest.mark.parametrize("part", PARTS)
def test_an_empty_part_of_a_photo_is_reported_on_its_line(part):
    photo = {"file": "a.png", "caption": "A", "credit": "A", "alt": "A", "rights": "own", part: ""}
    typed = "".join(f"\n  {key}: {value}" for key, value in photo.items())
    line = 8 + list(photo).index(part)
    assert faults_of_article(photo=typed) == [(line, f"photo.{part}", "empty-field")]


@pytest.mark.parametrize(
    "photo",
    [
        "{credit: A. Lens}",
        "{caption: A bridge., credit: A. Lens}",
        "{file: '', credit: A. Lens}",
        PHOTO,
        f"[{PHOTO}, {{credit: B. Lens}}]",
    ],
)
def test_a_photo_may_be_only_a_credit_and_there_may_be_several(photo):
    assert faults_of_article(photo=photo) == []


@pytest.mark.parametrize("right", ["licensed", "cc", "public-domain", "permission", "own"])
def test_the_known_rights_are_accepted(right):
    assert faults_of_article(photo=f"{{credit: A, rights: {right}}}") == []


@pytest.mark.parametrize("right", ["fair-use", "CC", "Own", "cc0"])
def test_other_rights_are_refused(right):
    rows = faults_of_article(photo=f"{{credit: A, rights: {right}}}")
    assert rows == [(7, "photo.rights", "unknown-right")]


def test_an_article_without_a_body_needs_a_summary():
    assert faults_of_article(body="") == [(1, "summary", "missing-field")]
    assert faults_of_article(body="  \n\n") == [(1, "summary", "missing-field")]
    assert faults_of_article(body="", summary="Two words.") == []


def test_in_a_draft_what_is_missing_or_empty_is_a_warning():
    text = "---\nstatus: draft\ntitle:\ntopics: ['']\nphoto: {file: a.png, alt: ''}\n---\n"
    record = read(text)
    assert {p.severity for p in record.problems} == {"warning"}
    assert found(record.problems) == [
        (1, "date", "missing-field"),
        (1, "photo.caption", "missing-field"),
        (1, "photo.credit", "missing-field"),
        (1, "photo.rights", "missing-field"),
        (1, "regions", "missing-field"),
        (1, "source.url", "missing-field"),
        (1, "summary", "missing-field"),
        (3, "title", "empty-field"),
        (4, "topics", "empty-field"),
        (5, "photo.alt", "empty-field"),
    ]


def test_in_a_draft_what_is_wrong_stays_an_error():
    record = read(article_text(status="draft", date="soon", titel="x"))
    assert [(p.code, p.severity) for p in record.problems] == [
        ("unknown-key", "error"),
        ("bad-date", "error"),
    ]


def test_a_file_whose_stem_is_no_slug_may_have_a_slug_line():
    record = read(article_text(slug="2022"), path="content/articles/Not A Slug.md")
    assert (record.problems, record.slug.text, record.slug.line) == ((), "2022", 7)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Not A Slug.md", "the nearest slug is not-a-slug"),
        ("a_b.md", "the nearest slug is a-b"),
        ("cafe\u0301.md", "the nearest slug is café with its accents composed (Unicode NFC)"),
        ("♥.md", None),
        ("a.b.md", "the nearest slug is a-b"),
    ],
)
def test_a_stem_that_is_no_slug_is_reported_with_the_nearest_one(name, hint):
    record = read(article_text(), path=f"content/articles/{name}")
    assert found(record.problems) == [(1, "slug", "bad-slug")]
    assert record.problems[0].hint == hint


def test_an_empty_slug_line_does_not_excuse_the_stem():
    record = read(article_text(slug=""), path="content/articles/Not A Slug.md")
    assert found(record.problems) == [(1, "slug", "bad-slug")]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("titel", "did you mean 'title'?"),
        ("Topics", "did you mean 'topics'?"),
        ("sources", "did you mean 'source'?"),
        ("translation-of", "did you mean 'translation_of'?"),
        (
            "xyz",
            f"known here: {', '.join(ARTICLE_KEYS)}",
        ),
    ],
)
def test_the_hint_to_an_unknown_key_names_the_nearest(key, hint):
    (problem,) = read(article_text(**{key: "x"})).problems
    assert (problem.message, problem.hint) == ("is not a key of the format", hint)


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        ({"title": None}, "is required", "add a line title: …"),
        ({"title": ""}, "is empty, but required", "write something behind title:"),
        ({"title": "[a]"}, "must be a text, got a list", None),
        ({"topics": "transport"}, "must be a list", "write topics: [transport]"),
        (
            {"source": "AFP"},
            "must be a mapping, got a text",
            "write source: {name: …, url: https://…}",
        ),
        (
            {"source": "{url: www.afp.example}"},
            "must be a web address that begins with http:// or https://, got 'www.afp.example'",
            "write https://www.afp.example",
        ),
        (
            {"status": "Draft"},
            "must be one of published, draft, withheld, withdrawn, got 'Draft'",
            "did you mean 'draft'?",
        ),
        ({"lang": "English"}, "must be a language tag, got 'English'", "write en"),
        (
            {"related": "[{title: A}]"},
            "'A' has no address",
            "add url: when it is found; until then it is shown as text",
        ),
        (
            {"related": "['https://a.example']"},
            "must be a slug, got 'https://a.example'",
            "an outside address needs a title: {title: …, url: https://a.example}",
        ),
        ({"topics": "[a, a]"}, "names 'a' twice", "keep one of the two"),
        ({"byline": '"\\u0007"'}, "holds the control character U+0007", "delete the escape"),
    ],
)
def test_the_message_and_the_hint_say_what_to_do(changes, message, hint):
    (problem,) = read(article_text(**changes)).problems
    assert (problem.message, problem.hint) == (message, hint)


def test_an_unreadable_file_is_a_record_too():
    record = read("no front matter", path="content/articles/bridge.md")
    assert (record.readable, record.stem, codes(record.problems)) == (
        False,
        "bridge",
        ["no-front-matter"],
    )


def test_a_standing_page_needs_a_title_only():
    record = read_page(page_text())
    assert (record.kind, record.problems, record.slug.text) == ("standing", (), "about")
    assert found(read_page(page_text(title=None)).problems) == [(1, "title", "missing-field")]


@pytest.mark.parametrize("body", ["", "Words.\n"])
def test_a_standing_page_may_have_all_its_optional_fields_and_no_body(body):
    text = page_text(
        body, slug="us", lang="fa", translation_of="about", status="draft", summary="Who we are."
    )
    assert read_page(text).problems == ()


@pytest.mark.parametrize("key", ["date", "topics", "regions", "source", "photo", "byline"])
def test_the_fields_of_an_article_are_unknown_to_a_standing_page(key):
    assert found(read_page(page_text(**{key: "x"})).problems) == [(3, key, "unknown-key")]


def test_related_pieces_keep_their_order():
    typed = "\n- other-piece\n- {title: Outside, url: https://a.example/}\n- {title: Not found}"
    record = read(article_text(related=typed))
    assert [(r.slug, r.title, r.url, r.line) for r in record.related] == [
        ("other-piece", None, None, 8),
        (None, "Outside", "https://a.example/", 9),
        (None, "Not found", None, 10),
    ]


def test_all_faults_of_a_file_are_reported_at_once():
    text = "---\ntitle:\ndate: 2022\ntopics: x\nfoo: 1\nfoo: 2\n---\n[a](b.md)<script>x</script>\n"
    assert found(read(text).problems) == [
        (1, "regions", "missing-field"),
        (1, "source.url", "missing-field"),
        (2, "title", "empty-field"),
        (3, "date", "bad-date"),
        (4, "topics", "wrong-type"),
        (5, "foo", "unknown-key"),
        (6, "foo", "duplicate-key"),
        (8, "body", "removed-html"),
    ]
