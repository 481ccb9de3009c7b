"""The main text of a page: nothing hidden or active in it, nothing of it lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from broadsheet.clip.page.document import read_document
from broadsheet.clip.page.prose import read_prose
from broadsheet.clip.related import Related
from broadsheet.problems import has_errors
from tests.builders import RENDERER

URL = "https://www.courier.example/2022/12/18/rain"
RAIN = (
    "It rained all day long over the town, and it did not stop before the night had fallen on the "
    "hills beyond the river."
)
RIVER = (
    "The river rose by a metre, so that the bridge had to be closed for some hours that evening, "
    "and nobody could cross it but the fire brigade."
)
MORNING = (
    "In the morning it went down again, and the people of the town could cross as before, on foot "
    "and by bus, while the council counted what the water had cost."
)


def prose(*parts, taken=(), url=URL):
    body = "\n".join(part if part.lstrip().startswith("<") else f"<p>{part}</p>" for part in parts)
    page = f"<!doctype html><html><body><article>{body}</article></body></html>"
    return read_prose(read_document(page.encode(), url), taken)


def blocks(*parts, **given_):
    return prose(*parts, **given_).markdown.split("\n\n")


# --- what is kept


def test_the_text_is_markdown_with_whole_links():
    assert blocks(
        f"{RAIN} <b>So it was</b>, said <a href='/mayor?utm_source=a#b'>the <i>mayor</i></a>.",
        "<h3>What came then</h3>",
        RIVER,
        "<ul><li>one <a href='mailto:a@courier.example'>a</a></li><li>two</li></ul>",
        "<blockquote><p>It was wet.</p></blockquote>",
        "<table><tr><th>Day<th>Metres<tr><td>Sunday<td>1</table>",
        MORNING,
    ) == [
        f"{RAIN} **So it was**, said [the *mayor*](https://www.courier.example/mayor).",
        "## What came then",
        RIVER,
        "- one [a](mailto:a@courier.example)\n- two",
        "> It was wet.",
        "| Day | Metres |\n| --- | --- |\n| Sunday | 1 |",
        MORNING,
    ]


def test_the_first_paragraph_is_the_lead_as_words():
    assert prose("<h2>Above</h2>", f"<b>{RAIN}</b> [1]", RIVER).lead == f"{RAIN} [1]"


def test_a_page_without_a_text_gives_none():
    document = read_document(b"<!doctype html><title>a</title>")

    assert read_prose(document).markdown == read_prose(document).lead == ""


JOINED = "می\u200cخواهند", "کتاب\u200cها", "نمی\u200cدانم", "👩\u200d🚒", "\u200fא\u200e"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(JOINED), min_size=8, max_size=30), min_size=3, max_size=5))
def test_no_joiner_and_no_mark_of_direction_is_lost(paragraphs):
    texts = [" ".join(words) for words in paragraphs]
    found = prose(*(f"{text}، باران تمام روز بر شهر بارید {n}." for n, text in enumerate(texts)))

    for char in "\u200c\u200d\u200e\u200f":
        assert found.markdown.count(char) == "".join(texts).count(char)


def test_stand_ins_that_a_page_has_itself_stay_what_they_are():
    rare = "\ua78f\ua7f7\ua7fa\ua74f"

    assert blocks(f"{RAIN} {rare} می\u200cخواهند {rare}", RIVER)[0] == (
        f"{RAIN} {rare} می\u200cخواهند {rare}"
    )


def test_a_space_between_two_links_is_kept():
    links = "<a href=/a><em>the mayor</em></a> <em>and</em> <a href=/b>the council</a>"

    assert re.search(
        r"the mayor\S* \S*and\S* \S*the council", prose(f"{RAIN} {links}", RIVER).markdown
    )


def test_two_breaks_part_paragraphs_and_one_parts_lines():
    assert blocks(f"{RAIN}<br>by the river<br><br><br>{RIVER}", MORNING) == [
        f"{RAIN}  \nby the river",
        RIVER,
        MORNING,
    ]


def test_a_gallery_beside_a_text_is_none_of_it_and_alone_it_is_the_text():
    show = f"<div class='photo-gallery'><p>The bridge.</p><p>{MORNING}</p></div>"

    assert prose(*[RAIN, RIVER] * 3, show, RAIN).markdown.count("In the morning") == 0
    assert "In the morning" in prose(show).markdown


def test_a_page_that_was_saved_below_a_window_keeps_its_text():
    text = "".join(f"<p>{words}</p>" for words in (RAIN, RIVER, MORNING))
    window = "<div role='dialog'><p>May we count you?</p></div>"

    assert blocks(f"<div aria-hidden='true'>{text}</div>{window}")[:3] == [RAIN, RIVER, MORNING]
    assert "rained" not in prose(f"<div aria-hidden='true' hidden>{text}</div>{window}").markdown


def test_a_paragraph_in_thousands_of_pieces_keeps_its_words():
    pieces = " ".join(f"<span>word</span> <a href=/{n}>{n}</a>" for n in range(4000))

    assert "word 3998 word 3999" in prose(RAIN, pieces, RIVER).markdown


# --- what never gets in


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>{}</script>",
        "<style>{}</style>",
        "<noscript>{}</noscript>",
        "<template><p>{}</p></template>",
        "<svg><text>{}</text><desc>{}</desc><foreignObject><p>{}</p></foreignObject></svg>",
        "<math><annotation encoding='application/x-tex'>{}</annotation></math>",
        "<p hidden>{}</p>",
        "<div aria-hidden='true'><p>{}</p></div>",
        "<p style='color:red; display : NONE'>{}</p>",
        "<p style='visibility:hidden'>{}</p>",
        "<p style='font-size:0px'>{}</p>",
        "<p style='opacity:0'>{}</p>",
        "<p style='position:absolute;left:-9999px'>{}</p>",
        "<p class='visually-hidden'>{}</p>",
        "<p>before <span style='display:none'>{}</span> behind</p>",
        "<!-- <p>{}</p> -->",
        "<iframe srcdoc='<p>{}</p>'>{}</iframe>",
        "<object data='javascript:a'>{}</object>",
        "<select><option>{}</select>",
        "<img src=a.png alt='{}' onerror='{}'>",
        "<figure><img src=a.png><figcaption>{}</figcaption></figure>",
        "<figure><table><tr><td>a</table><figcaption>{}</figcaption></figure>",
        "<div class='wp-caption'><img src=a.png><p class='wp-caption-text'>{}</p></div>",
        "<div class='photo-credit'>{}</div>",
        "<p onclick='{}' title='{}' data-text='{}'>a</p>",
    ],
)
def test_what_is_not_shown_as_text_is_never_text(hidden):
    text = "Secret words of somebody else, which nobody who looks at this page can read at all."
    found = prose(RAIN, hidden.replace("{}", text), RIVER, MORNING)

    assert "Secret" not in found.markdown
    assert found.markdown.startswith(RAIN[:60])
    assert MORNING in found.markdown


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " java\nscript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,<script>1</script>",
        "vbscript:a",
        "file:///etc/passwd",
        "#top",
        "",
        "http://[",
    ],
)
def test_a_link_that_leads_nowhere_good_is_words(href):
    assert blocks(f"{RAIN} <a href='{href}'>Look here</a>, said the mayor.", RIVER)[0] == (
        f"{RAIN} Look here, said the mayor."
    )


MARKUP = st.sampled_from(
    [
        *"<p> </p> <b> </b> </a> <script> </script> <ul><li> </ul> <h2> </h2> <q> <pre>".split(),
        *"<br><br> <style> </div> ` * <blockquote> </blockquote> <!-- --> <? &#0; \u200c".split(),
        *"<table><tr><td> </table> &lt;script&gt;x&lt;/script&gt; [a](javascript:x)".split(),
        "<a href='javascript:x'>",
        "<svg onload=x>",
        "<img src=x onerror=x>",
        "<div hidden>",
        "&lt;img src=x onerror=x&gt;",
        "word ",
        RAIN,
        RIVER,
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(MARKUP, max_size=30).map("".join))
def test_no_page_makes_a_body_that_our_reader_finds_fault_with(html):
    found = prose(f"<div>{html}</div>", RAIN, RIVER)
    body = RENDERER.render(found.markdown, path="content/articles/a.md", first_line=1, lang="en")

    assert not has_errors(body.problems)
    assert not body.problems, found.markdown
    for element in fragment_fromstring(body.html, create_parent="div").iter():
        assert element.tag not in ("script", "style", "svg", "img")
        assert not any(name.startswith("on") for name in element.attrib)
        assert re.match(r"https?:|mailto:", element.get("href", "https:"))


# --- what is something else


def test_what_is_in_fields_already_is_not_told_again():
    title, caption = "Rain Over the Town", "The bridge on the day before"

    found = prose(
        f"<h2>{title}</h2>",
        "By Jane Roe and John Doe",
        "18 December 2022",
        f"{caption}. Photo: Jane Roe",
        RAIN,
        RIVER,
        f"{title} is what they called it.",
        MORNING,
        taken=[title, "Jane Roe", "John Doe", f"{caption}.", "Jane Roe"],
    )

    assert found.markdown.split("\n\n") == [
        RAIN,
        RIVER,
        f"{title} is what they called it.",
        MORNING,
    ]


@pytest.mark.parametrize(
    "label", ["Read more", "Читайте также", "بیشتر بخوانید", "اقرأ أيضا", "相关阅读"]
)
def test_lines_that_name_related_articles_become_related(label):
    found = prose(
        RAIN,
        f"{label}: <a href='/2022/12/17/sun?fbclid=1'>The Sun <i>of</i> Yesterday</a>",
        RIVER,
        f"<h3>{label}</h3>",
        "<ul><li><a href='/1'>One</a></li><li><a href='/2'>Two</a></li></ul>",
        MORNING,
    )

    at = "https://www.courier.example"
    assert found.related == (
        Related("The Sun of Yesterday", f"{at}/2022/12/17/sun"),
        Related("One", f"{at}/1"),
        Related("Two", f"{at}/2"),
    )
    assert found.markdown.split("\n\n") == [RAIN, RIVER, MORNING]


def test_a_correction_is_no_part_of_the_text():
    found = prose(RAIN, RIVER, MORNING, "Correction: An earlier version named another harbour.")

    assert found.correction == "An earlier version named another harbour."
    assert "harbour" not in found.markdown


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Advertisement", "not part of the article: the page's own"),
        ("* * *", "a separator"),
        ("© 2022 The Courier. All rights reserved.", "a copyright notice"),
    ],
)
def test_what_a_page_puts_below_a_text_is_left_out_with_the_reason(line, why):
    found = prose(RAIN, RIVER, MORNING, line)

    assert [left.why for left in found.left_out] == [why]
    assert found.left_out[0].line > 0
    assert found.markdown.split("\n\n") == [RAIN, RIVER, MORNING]


def test_boxes_outside_the_text_are_none_of_its_related_articles():
    box = "<h3>Read more</h3><ul><li><a href='/1'>One</a></li><li><a href='/2'>Two</a></li></ul>"

    assert prose(f"<div>{box}</div>", RAIN, RIVER, MORNING, f"<aside>{box}</aside>").related == ()


def test_short_strong_words_alone_are_a_subhead():
    found = blocks(RAIN, "<strong>What came then</strong>", RIVER, "<b>Why so?</b>", MORNING)

    assert found == [RAIN, "## What came then", RIVER, "**Why so?**", MORNING]


def test_a_heading_as_long_as_a_paragraph_is_one():
    assert blocks(f"<h2>{RAIN} {RIVER}</h2>", MORNING) == [f"{RAIN} {RIVER}", MORNING]
