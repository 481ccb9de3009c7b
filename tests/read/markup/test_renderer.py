import pytest
from markdown.extensions import Extension

from broadsheet.read.markup.renderer import Renderer
from tests.builders import article_text, codes, found, read


def render(text, **settings):
    renderer = Renderer(
        settings.pop("markdown", {}),
        lang=settings.pop("site_lang", "en"),
        summary_words=settings.pop("summary_words", 50),
        summary_end="…",
        root="content",
    )
    lang = settings.pop("lang", None)
    return renderer.render(text, path="content/articles/a.md", first_line=8, lang=lang)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("Term\n:   Meaning", "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>"),
        ("a -- b --- c ...", "<p>a – b — c …</p>"),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
        ("a\\\nb", "<p>a\\\nb</p>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("---", "<hr>"),
        ("", ""),
        (" \n\n", ""),
    ],
)
def test_markdown_becomes_html(typed, html):
    assert render(typed).html == html


def test_a_table_has_its_alignment_as_a_class():
    html = render("| a | b | c |\n| :-- | :-: | --: |\n| 1 | 2 | 3 |").html
    assert [f"align-{side}" in html for side in ("left", "center", "right")] == [True] * 3
    assert "style" not in html


def test_footnotes_have_steady_ids_and_lead_back():
    html = render("One[^a] and two[^b].\n\n[^b]: Second.\n[^a]: First.").html
    for part in ('id="fnref:a"', 'href="#fn:a"', 'id="fn:a"', 'href="#fnref:a"', 'id="fn:b"'):
        assert part in html


@pytest.mark.parametrize(
    ("heading", "id_"),
    [
        ("The talks go on", "the-talks-go-on"),
        ("It's 5.5 %", "its-5-5"),
        ("Été à Oslo", "été-à-oslo"),
        ("Нобелевская премия", "нобелевская-премия"),
        ("شب یلدا", "شب-یلدا"),
        ("记者", "记者"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("ภาษาไทย", "ภาษาไทย"),
        ("A *bold* `move`", "a-bold-move"),
        ("♥", "_1"),
    ],
)
def test_a_heading_has_an_id_in_any_script(heading, id_):
    assert f'<h2 id="{id_}">' in render(f"# {heading}").html


def test_equal_headings_have_different_ids_whatever_was_read_before():
    renderer = Renderer({}, lang="en", summary_words=50, summary_end="…", root="content")
    for _ in range(2):
        html = renderer.render("# A\n\n# A\n", path="content/a.md", first_line=1, lang=None).html
        assert html == '<h2 id="a">A</h2>\n<h2 id="a_1">A</h2>'


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        (None, "“a” ‘b’"),
        ("en-GB", "“a” ‘b’"),
        ("de", "„a“ ‚b‘"),
        ("fr", "«\u202fa\u202f» ‹\u202fb\u202f›"),
        ("ru", "«a» „b“"),
        ("fa", "«a» ‹b›"),
        ("es", "«a» “b”"),
        ("xx", "“a” ‘b’"),
    ],
)
def test_quotation_marks_are_those_of_the_language(lang, written):
    assert render("\"a\" 'b'", lang=lang).html == f"<p>{written}</p>"


def test_the_sites_language_counts_where_the_article_has_none():
    assert render('"a"', site_lang="de").html == "<p>„a“</p>"


@pytest.mark.parametrize(
    ("typed", "excerpt"),
    [
        ("# Head\n\nOne *two* [three](a.md).", "Head One two three."),
        ("a[^1] b\n\n[^1]: note", "a b"),
        ("5 < 6 &amp;", "5 < 6 &"),
        ("a  \nb", "a b"),
        ("one two three four five six", "one two three four…"),
        ("one two three four, five", "one two three four…"),
        ("一二三四五六", "一二三四…"),
        ('<span title="a>b">one</span>', "one"),
    ],
)
def test_the_excerpt_is_the_beginning_of_the_text(typed, excerpt):
    assert render(typed, summary_words=4).excerpt == excerpt


def test_without_a_limit_the_excerpt_is_the_whole_text():
    assert render("a " * 100, summary_words=None).excerpt == ("a " * 100).strip()


@pytest.mark.parametrize("typed", ["&#7;", "&#x7;", "&#27;"])
def test_a_control_character_written_as_a_reference_is_an_error(typed):
    body = render(f"Words\n\nmore {typed}")
    assert found(body.problems) == [(10, "body", "control-character")]
    assert body.html == "<p>Words</p>\n<p>more </p>"


def test_a_control_character_in_the_text_is_reported_once():
    record = read(article_text("Words\x07\n"))
    assert found(record.problems) == [(8, None, "control-character")]


@pytest.mark.parametrize(
    "text", ["- " * 2000 + "x", "\n".join("    " * n + "- x" for n in range(400))]
)
def test_a_text_nested_too_deeply_is_a_problem_and_leaves_no_trace(text):
    renderer = Renderer({}, lang="en", summary_words=50, summary_end="…", root="content")
    body = renderer.render(text, path="content/a.md", first_line=8, lang=None)
    assert found(body.problems) == [(8, "body", "unreadable-text")]
    after = renderer.render("- a\n\n    b", path="content/a.md", first_line=8, lang=None)
    assert after.html == render("- a\n\n    b").html


class Failing(Extension):
    """Stands for an extension with a fault of its own."""

    def extendMarkdown(self, md):  # noqa: N802
        md.preprocessors.register(self, "failing", 0)

    def run(self, lines):
        raise KeyError(lines[0])


def test_an_extension_that_fails_is_a_problem_of_the_text_it_failed_on():
    (problem,) = render("a", markdown={"extensions": [Failing()]}).problems
    assert (problem.line, problem.code) == (8, "unreadable-text")
    assert problem.message == "cannot be converted: KeyError: 'a'"


@pytest.mark.parametrize(
    "text",
    ["> " * 500 + "x", "*a " * 2000, "[" * 2000, "![" * 2000, "<" * 5000, "`" * 2000 + "a",
     "<div>" * 1000, "[^1]" * 500, "&" * 5000, "<!--" * 500, "_" * 3000, "[a](" * 2000],
)  # fmt: skip
def test_odd_texts_are_read_at_once(text):
    assert codes(render(text).problems) in ([], ["unreadable-text"])


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("a\n\n<script>x</script>", 10, "<script> is not allowed in a text and was left out"),
        (
            "a\n\nb <b\n onclick=x>c</b>",
            11,
            "onclick on <b> is not allowed in a text and was left out",
        ),
        (
            "a\n\n[b](javascript:x)",
            10,
            'href "javascript:x" on <a> is not allowed in a text and was left out',
        ),
        (
            'a\n\n<a href="java&#10;script:x">b</a>',
            10,
            'href "java\\nscript:x" on <a> is not allowed in a text and was left out',
        ),
    ],
)
def test_removed_html_is_reported_on_its_line_in_one_line(body, line, message):
    (problem,) = render(body).problems
    assert (problem.line, problem.message, problem.severity) == (line, message, "warning")


def test_extensions_can_be_chosen_and_pelicans_own_list_is_no_choice():
    chosen = {"extensions": ["markdown.extensions.tables"]}
    pelican = {
        "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {}}
    }
    assert render('"a"', markdown=chosen).html == '<p>"a"</p>'
    assert render('"a"', markdown=pelican).html == "<p>“a”</p>"


def test_a_table_of_contents_brings_no_warning():
    assert render("[TOC]\n\n# A\n\n## B").problems == ()


def test_no_heading_takes_a_place_of_the_theme():
    markup = read(article_text("## Bs main\n\n<h2 id='bs-main'>A</h2>\n\n[To](#bs-main)")).body.html
    assert 'id="bs-' not in markup
    assert '<a href="#text-bs-main">' in markup


def test_words_that_look_like_a_place_of_the_theme_stay():
    assert 'id="bs-main"' in read(article_text('`<h2 id="bs-main">`')).body.html


PELICANS = [
    "markdown.extensions.codehilite",
    "markdown.extensions.extra",
    "markdown.extensions.meta",
]


@pytest.mark.parametrize("extensions", [[], PELICANS])
def test_what_pelican_sets_by_itself_chooses_nothing(extensions):
    own = {"extensions": extensions, "extension_configs": {key: {} for key in PELICANS}}
    assert '<h2 id="a">A</h2>' in render("# A\n", markdown=own).html


def test_an_extension_that_the_editor_chose_is_the_only_one():
    own = {"extensions": ["markdown.extensions.extra"]}
    assert "<h2>A</h2>" in render("# A\n", markdown=own).html
