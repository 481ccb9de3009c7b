"""Bylines in the many ways they are marked up, each as readers see it."""

import pytest

pytest.importorskip("lxml")

from broadsheet.clip.page.document import read_document
from broadsheet.clip.page.facts import read_facts

TEXT = "<p>The new bridge was opened on Monday, two years late and at twice the price.</p>"


@pytest.mark.parametrize(
    ("mark_up", "names", "agencies"),
    [
        pytest.param(
            "<a rel=author href=/a/jane>Jane Roe</a>",
            ["Jane Roe"],
            [],
            id="rel",
        ),
        pytest.param(
            "<div class=meta><div class=by>By</div><div>"
            "<a href='/contributors/jane-roe'>Jane Roe</a></div><div>18 Dec 2022"
            "</div></div>",
            ["Jane Roe"],
            [],
            id="by-div",
        ),
        pytest.param(
            "<ul class=authors><li>Jane Roe</li><li>John Doe</li></ul>",
            ["Jane Roe", "John Doe"],
            [],
            id="list",
        ),
        pytest.param(
            "<div class='byline'><span class='author'>Jane Roe</span>, "
            "<span class='author'>John Doe</span> and <span class='author'>Max Roe"
            "</span></div>",
            ["Jane Roe", "John Doe", "Max Roe"],
            [],
            id="spans",
        ),
        pytest.param(
            "<div class='author'><span class='name'>Jane Roe</span>"
            "<span class='title'>Chief Correspondent</span></div>",
            ["Jane Roe"],
            [],
            id="title",
        ),
        pytest.param(
            "<div class='c-byline'>By <a href='/authors/jane'>Jane Roe</a><button>"
            "Follow</button><span>Updated Dec 18, 2022, 9:00am EST</span></div>",
            ["Jane Roe"],
            [],
            id="follow",
        ),
        pytest.param(
            "<p class='info'>Jane Roe · 18 December 2022 · 3 Comments</p>",
            ["Jane Roe"],
            [],
            id="comments",
        ),
        pytest.param(
            "<p class='meta'>December 18, 2022 | Jane Roe | News</p>",
            ["Jane Roe"],
            [],
            id="pipe",
        ),
        pytest.param(
            "<p class='dateline'>Jane Roe - December 18, 2022</p>",
            ["Jane Roe"],
            [],
            id="dash",
        ),
        pytest.param(
            "<div class='author-info'><img class=avatar alt='Jane Roe'>"
            "<a class='author-link' href='/jane'>Jane Roe</a><time>2022-12-18</time>"
            "</div>",
            ["Jane Roe"],
            [],
            id="avatar",
        ),
        pytest.param(
            "<span itemprop='author'>Jane Roe</span>",
            ["Jane Roe"],
            [],
            id="itemprop",
        ),
        pytest.param(
            "<span class='vcard author'><span class='fn'>Jane Roe</span></span>",
            ["Jane Roe"],
            [],
            id="vcard",
        ),
        pytest.param(
            "<p><strong>By Jane Roe</strong></p>",
            ["Jane Roe"],
            [],
            id="strong",
        ),
        pytest.param(
            "<p class=byline>BY JANE ROE AND JOHN DOE | STAFF WRITERS</p>",
            ["JANE ROE", "JOHN DOE"],
            [],
            id="uppercase",
        ),
        pytest.param(
            "<p class=byline>By <a>Jane Roe</a>, Example News</p>",
            ["Jane Roe"],
            [],
            id="house",
        ),
        pytest.param(
            "<p class=byline>Political editor Jane Roe</p>",
            ["Jane Roe"],
            [],
            id="role-first",
        ),
        pytest.param(
            "<div class=autor>Von Dr. Erika Muster und Prof. Max Beispiel</div>",
            ["Dr. Erika Muster", "Prof. Max Beispiel"],
            [],
            id="dr",
        ),
        pytest.param(
            "<div class=autor>Von Erika Muster (mus)</div>",
            ["Erika Muster"],
            [],
            id="kuerzel",
        ),
        pytest.param(
            "<div class=autor>Von Erika Muster, dpa</div>",
            ["Erika Muster"],
            ["dpa"],
            id="agentur",
        ),
        pytest.param(
            "<p class='auteur'>Par <span>Camille Exemple</span> (avec AFP)</p>",
            ["Camille Exemple"],
            ["AFP"],
            id="fr",
        ),
        pytest.param(
            "<div class='autor'><a href='/autor/lucia'>Lucía Ejemplo</a> | Madrid</div>",
            ["Lucía Ejemplo"],
            [],
            id="es",
        ),
        pytest.param(
            "<div class='autore'>di Mario Esempio</div>",
            ["Mario Esempio"],
            [],
            id="it",
        ),
        pytest.param(
            "<p>Door: Jan Voorbeeld</p>",
            ["Jan Voorbeeld"],
            [],
            id="nl",
        ),
        pytest.param(
            "<p class='autor'>Por Maria Modelo — Rio de Janeiro</p>",
            ["Maria Modelo"],
            [],
            id="pt",
        ),
        pytest.param(
            "<div class='article-author'><a href='/author/1'>Иван Примеров</a>, обозреватель</div>",
            ["Иван Примеров"],
            [],
            id="ru",
        ),
        pytest.param(
            "<p>Автор: Иван Примеров</p>",
            ["Иван Примеров"],
            [],
            id="ru2",
        ),
        pytest.param(
            "<div class='author'>القاهرة - سعيد مثال</div>",
            ["سعيد مثال"],
            [],
            id="ar",
        ),
        pytest.param(
            "<div class='info'>作者：李例甲\u3000来源：例子报\u3000时间：2022-12-18 09:30</div>",
            ["李例甲"],
            [],
            id="zh",
        ),
        pytest.param(
            "<p>2022-12-18 09:30:00 来源：新华网 编辑：王例</p>",
            [],
            [],
            id="zh2",
        ),
        pytest.param(
            "<div class='byline'>Reuters</div>",
            [],
            ["Reuters"],
            id="agency",
        ),
        pytest.param(
            "<div class='share'>Share on Facebook</div>",
            [],
            [],
            id="nobody",
        ),
        pytest.param(
            "<p class='byline'>Edited by John Doe</p>",
            [],
            [],
            id="editors",
        ),
        pytest.param(
            "<p class='byline'>Text: Jane Roe, Photos: Kobe Example</p>",
            ["Jane Roe"],
            [],
            id="photog",
        ),
        pytest.param(
            "<div class=author><a href='https://twitter.com/jane'>@jane</a> Jane Roe</div>",
            ["Jane Roe"],
            [],
            id="social",
        ),
        pytest.param(
            "<div class='post-meta'>Posted on <time>December 18, 2022</time> by "
            "<a href='/author/jane/'>Jane Roe</a></div>",
            ["Jane Roe"],
            [],
            id="time-first",
        ),
        pytest.param(
            "<div class='byline'>Jane Roe<span>4 min read</span></div>",
            ["Jane Roe"],
            [],
            id="mins",
        ),
        pytest.param(
            "<div class='contributors'>Written by Jane Roe; additional reporting by John Doe</div>",
            ["Jane Roe"],
            [],
            id="contrib",
        ),
    ],
)
def test_the_byline_that_is_seen(mark_up, names, agencies):
    page = (
        "<title>A harbour bridge opens | Example News</title>"
        f"<h1>A harbour bridge opens</h1>{mark_up}{TEXT * 4}"
    )

    found = read_facts(read_document(page.encode(), "https://news.example/a"))

    assert (list(found.byline), list(found.agencies)) == (names, agencies)


def test_a_byline_below_the_text_counts_where_none_is_above():
    page = f"<h1>A harbour bridge opens</h1>{TEXT * 4}<p class=author>Jane Roe</p>"

    assert read_facts(read_document(page.encode(), None)).byline == ("Jane Roe",)


def test_bylines_of_other_articles_are_nobody_s():
    other = "<aside><p class=byline>By Mallory Other</p></aside>"
    page = f"<h1>A harbour bridge opens</h1>{TEXT * 4}{other}"

    assert read_facts(read_document(page.encode(), None)).byline == ()
