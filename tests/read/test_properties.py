"""What holds for any input at all."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.problems import RULES, Problem
from broadsheet.read.article import Record
from broadsheet.read.dates import NotADate, read_date
from broadsheet.read.frontmatter import split
from broadsheet.read.located_yaml import read_yaml
from broadsheet.read.markup.allowlist import sanitise
from broadsheet.read.slugs import MAX_BYTES, is_slug, nearest_slug
from broadsheet.read.vocabulary import read_front, read_sources, read_terms
from tests.builders import article_text, read, read_page

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

YAML_PIECES = r"""a b: : - -- --- ... | > [ ] { } , & * ! ? # ' " \ % @ ` ~ << title date slug é ش
\u0000 \x1b 2022-12-18 https://a.example/ topics regions source url photo file related"""
HTML_PIECES = r"""<script> </script> <svg> </svg> <math> <mtext> <style> </style> <a <img <p </p>
<table> <td> > <b title=" <noscript> </noscript> <template> href= src= cite= onerror= onclick= " ' =
x javascript: data: vbscript: https://a.example/ &#106; &colon; &lt; &gt; &quot; & ; <!-- --> <! <?
?> <![ ]]> </ / \ local:0 # <h1> <h3> </h2> class=x style=x <xmp> <textarea> <title>"""
MARKDOWN_PIECES = r"""* ** _ ` [a] (b.md) [^1] [^1]: ![ ]( ) | : ---  < > & \ " ' ... [TOC] [r]: a é
ش { } <script> <div> </div> <!-- --> <b https://a.example/ javascript: &#7;"""
SPACES = [" ", "\n", "\n\n", "\t", "\u2028", "\ufeff", "\u0301"]
INDENTED = ["\n  ", "\n- ", ": "]
BLOCKS = ["# ", "## ", "- ", "1. ", "> ", "    ", "```\n", "|-|\n", ":   ", "---\n", "\x02", "\x03"]


def texts_of(pieces, *others, most=40):
    words = st.sampled_from([*pieces.split(), *SPACES, *others])
    return st.lists(words, max_size=most).map("".join)


YAML_LIKE = texts_of(YAML_PIECES, *INDENTED, "\r", "\x07")
HTML_LIKE = texts_of(HTML_PIECES, "\x00", "\x07")
MARKDOWN_LIKE = texts_of(MARKDOWN_PIECES, *BLOCKS)


def holds_together(record):
    assert isinstance(record, Record)
    for problem in record.problems:
        assert isinstance(problem, Problem)
        assert problem.code in RULES
        assert problem.line is None or problem.line >= 1
        assert "\n" not in str(problem).partition("\nhint: ")[0]
        str(problem).encode()  # what cannot be printed is no report
    return record


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes_give_a_record(data):
    holds_together(read(data))
    holds_together(read_page(data))


@QUICK
@given(st.text(max_size=300))
def test_any_text_gives_a_record(text):
    holds_together(read(text))


@QUICK
@given(YAML_LIKE, MARKDOWN_LIKE)
def test_anything_like_front_matter_gives_a_record(front, body):
    holds_together(read(f"---\n{front}\n---\n{body}"))


@QUICK
@given(st.one_of(st.text(max_size=200), YAML_LIKE))
def test_any_text_is_read_as_a_vocabulary(text):
    data = text.encode(errors="surrogatepass")
    for _, problems in (
        read_terms(data, "topics", path="x"),
        read_sources(data, path="x"),
        read_front(data, path="x"),
    ):
        assert all(problem.code in RULES for problem in problems)


@QUICK
@given(YAML_LIKE)
def test_the_lines_of_yaml_lie_inside_the_document(text):
    text = re.sub("[\r\x07]", "", text)
    _, problems = read_yaml(text, path="x", first_line=2)
    for problem in problems:
        assert 2 <= problem.line <= 2 + text.count("\n")


@QUICK
@given(st.one_of(MARKDOWN_LIKE, HTML_LIKE))
def test_any_body_gives_safe_html_and_links_that_fit(body):
    record = holds_together(read(article_text(body)))
    html = record.body.html
    assert "\0" not in html
    taken = r'<(?:a|img)(?: [\w:-]+="[^"]*")*? (?:href|src)="local:(\d+)"'
    numbers = {int(number) for number in re.findall(taken, html)}
    assert numbers <= set(range(len(record.body.links)))
    assert_safe(html)


@QUICK
@given(HTML_LIKE)
def test_the_sanitiser_leaves_no_script_no_handler_and_no_foreign_scheme(html):
    clean, _ = sanitise(html)
    assert_safe(clean)
    assert "local:" not in "".join(re.findall(r'(?:href|src)="[^"]*"', clean))


@QUICK
@given(HTML_LIKE)
def test_what_was_sanitised_once_stays_as_it_is(html):
    clean = sanitise(html)[0].lstrip("\ufeff")  # at the beginning it would be a byte order mark
    assert sanitise(clean)[0] == clean


TAG = re.compile(r'<(/?[a-zA-Z][a-zA-Z0-9]*)((?: [\w:-]+="[^"<>]*")*)>')


def assert_safe(html):
    """Look at every tag: that it is well written, and has no script, handler or foreign scheme."""
    assert "<" not in TAG.sub("", html)
    for name, attributes in TAG.findall(html):
        assert name.lower() not in {"script", "style", "iframe", "svg", "math", "form", "base"}
        for attribute, value in re.findall(r' ([\w:-]+)="([^"]*)"', attributes):
            assert not attribute.lower().startswith("on")
            assert attribute.lower() != "style"
            if attribute in {"href", "src", "cite"}:
                assert not re.match(r"\s*(javascript|data|vbscript)\s*:", value, re.IGNORECASE)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=150))
def test_the_nearest_slug_is_a_slug_and_its_own_nearest(text):
    nearest = nearest_slug(text)
    assert nearest_slug(nearest) == nearest
    assert nearest == "" or is_slug(nearest)
    assert len(nearest.encode()) <= MAX_BYTES
    assert "--" not in nearest
    assert unicodedata.is_normalized("NFC", nearest)


TYPED = st.characters(exclude_characters="\r\n", exclude_categories=["Cc", "Cs"])
LINES = st.text(TYPED, max_size=20)
NO_FENCE = LINES.filter(lambda line: not re.fullmatch(r"---[ \t]*", line))


@QUICK
@given(st.lists(NO_FENCE, max_size=6), st.lists(LINES, max_size=6))
def test_splitting_undoes_joining(front, body):
    joined = "".join(f"{line}\n" for line in front), "\n".join(body)
    assert split(f"---\n{joined[0]}---\n{joined[1]}", path="x") == (*joined, len(front) + 3)


@QUICK
@given(st.dates(min_value=date(1, 1, 3), max_value=date(9999, 12, 29)))
def test_any_day_is_read_back(day):
    moment, has_time = read_date(day.isoformat())
    assert (moment.date(), has_time) == (day, False)


ZONES = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@QUICK
@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES))  # noqa: DTZ001
def test_any_moment_is_read_back_and_can_be_told_in_any_zone(moment):
    assert read_date(moment.isoformat()) == (moment, True)
    assert read_date(moment.isoformat())[0].astimezone(UTC) == moment


@QUICK
@given(st.text("0123456789-:TZ+ .", max_size=30))
def test_what_looks_like_a_date_is_one_or_is_refused(text):
    try:
        moment, _ = read_date(text)
    except NotADate:
        return
    moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(timezone(timedelta(hours=-12)))


LETTERS = st.characters(categories=["L", "N", "P", "S", "Zs"])
WORDS = (
    st.text(LETTERS, min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: any(char.isalnum() for char in text))
)
SLUG_LETTERS = st.characters(categories=["Ll", "Lo", "Nd"])
SLUGS = st.text(SLUG_LETTERS, min_size=1, max_size=20).map(nearest_slug).filter(bool)
VALUES = st.fixed_dictionaries(
    {
        "title": WORDS,
        "byline": st.lists(WORDS, max_size=3, unique=True),
        "summary": WORDS,
        "topics": st.lists(SLUGS, min_size=1, max_size=3, unique=True),
        "slug": SLUGS,
        "date": st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)).map(str),
    }
)


def as_yaml(value):
    """Write a text, or a list of them, as YAML."""
    if isinstance(value, list):
        return f"[{', '.join(map(as_yaml, value))}]"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


@QUICK
@given(VALUES)
def test_a_valid_article_of_any_values_has_no_problem_and_gives_them_back(values):
    record = read(article_text(**{key: as_yaml(value) for key, value in values.items()}))
    assert record.problems == ()
    assert {
        "title": record.title.text,
        "byline": [name.text for name in record.byline],
        "summary": record.summary.text,
        "topics": [topic.text for topic in record.topics],
        "slug": record.slug.text,
        "date": str(record.date.moment.date()),
    } == values
