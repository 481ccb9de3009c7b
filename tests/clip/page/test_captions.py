"""Captions and credits of pictures, in the many ways they are marked up."""

import pytest

pytest.importorskip("lxml")

from broadsheet.clip.page.document import read_document
from broadsheet.clip.page.facts import read_facts

TEXT = "<p>The new bridge was opened on Monday, two years late and at twice the price.</p>"


@pytest.mark.parametrize(
    ("mark_up", "caption", "credit"),
    [
        pytest.param(
            '<table class="tr-caption-container"><tr><td><a href="/b-large.jpg">'
            '<img src="/b.jpg"></a></td></tr><tr><td class="tr-caption">'
            "The bridge (Photo: Kobe Example)</td></tr></table>",
            "The bridge",
            "Kobe Example",
            id="table",
        ),
        pytest.param(
            '<p><img src="/b.jpg"><em>The bridge by night. (Photo: Kobe Example)</em></p>',
            "The bridge by night.",
            "Kobe Example",
            id="p-em",
        ),
        pytest.param(
            '<p><img src="/b.jpg"><br><small>The bridge by night. Photo by Kobe Example'
            "</small></p>",
            "The bridge by night.",
            "Kobe Example",
            id="p-br",
        ),
        pytest.param(
            '<div class="wp-block-image"><figure class="aligncenter"><img src="/b.jpg">'
            "<figcaption><em>The bridge by night. <strong>Credit: Kobe Example</strong></em>"
            "</figcaption></figure></div>",
            "The bridge by night.",
            "Kobe Example",
            id="wpblock",
        ),
        pytest.param(
            '<figure><img src="/b.jpg"></figure><div class="figcaption">'
            '<span class="caption-text">The bridge by night.</span>'
            '<span class="caption-credit">Kobe Example / Reuters</span></div>',
            "The bridge by night.",
            "Kobe Example / Reuters",
            id="outside",
        ),
        pytest.param(
            '<figure><noscript><img src="/b.jpg"></noscript><div class="lazy"></div>'
            "<figcaption>The bridge by night. | Kobe Example/dpa</figcaption></figure>",
            "The bridge by night.",
            "Kobe Example/dpa",
            id="noscript",
        ),
        pytest.param(
            '<figure><picture><source srcset="/b.webp 1x"></picture><figcaption>'
            "The bridge by night <span>Bild: Kobe Example/dpa</span></figcaption></figure>",
            "The bridge by night",
            "Kobe Example/dpa",
            id="picture",
        ),
        pytest.param(
            '<div class="gallery"><ul><li><figure><img src="/b1.jpg"><figcaption>'
            "One bridge. Kobe Example/AP</figcaption></figure></li><li><figure>"
            '<img src="/b2.jpg"><figcaption>Two bridges. Kobe Example/AP</figcaption>'
            "</figure></li></ul></div>",
            "One bridge.",
            "Kobe Example/AP",
            id="gallery",
        ),
        pytest.param(
            '<figure><img src="/b.jpg"><span class="image-credit">Kobe Example/Getty</span>'
            '<figcaption class="image-caption">The bridge by night.</figcaption></figure>',
            "The bridge by night.",
            "Kobe Example/Getty",
            id="credit-first",
        ),
        pytest.param(
            '<div class="article-image"><img src="/b.jpg"><div class="article-image-caption">'
            "The bridge by night / Kobe Example / AFP</div></div>",
            "The bridge by night",
            "Kobe Example / AFP",
            id="slash",
        ),
        pytest.param(
            '<div class="bild"><img src="b.jpg"><p class="bildunterschrift">Die Brücke. '
            "<span>Bildquelle: © dpa / Kobe Example</span></p></div>",
            "Die Brücke.",
            "© dpa / Kobe Example",
            id="bildq",
        ),
        pytest.param(
            '<div class="img-wrap"><img src="b.jpg"><div class="meta"><p class="desc">'
            'The bridge by night</p><p class="copyright">© Kobe Example</p></div></div>',
            "The bridge by night",
            "© Kobe Example",
            id="sup",
        ),
        pytest.param(
            '<div class="image-gallery"><div class="img"><img src="b.jpg"></div>'
            '<div class="text"><span class="image-text">The bridge by night.</span> '
            '<span class="image-byline">Image: Kobe Example / AP</span></div></div>',
            "The bridge by night.",
            "Kobe Example / AP",
            id="cue",
        ),
        pytest.param(
            '<figure itemscope itemtype="https://schema.org/ImageObject">'
            '<img itemprop="url" src="b.jpg"><figcaption><span itemprop="description">'
            'The bridge by night.</span> <span itemprop="author">Kobe Example</span>'
            "</figcaption></figure>",
            "The bridge by night.",
            "Kobe Example",
            id="schema",
        ),
        pytest.param(
            '<figure aria-label="media"><img src="b.jpg" alt="The bridge"><figcaption><p>'
            'The bridge by night.<span class="source"> Kobe Example | The Example</span></p>'
            "</figcaption></figure>",
            "The bridge by night.",
            "Kobe Example | The Example",
            id="aria",
        ),
        pytest.param(
            '<figure><img src="b.jpg"><figcaption>The bridge by night. <cite>'
            "Kobe Example for The Example</cite></figcaption></figure>",
            "The bridge by night.",
            "Kobe Example for The Example",
            id="cite",
        ),
        pytest.param(
            '<dl class="wp-caption"><dt><img src="b.jpg"></dt><dd class="wp-caption-text">'
            "The bridge by night. Picture: Kobe Example</dd></dl>",
            "The bridge by night.",
            "Kobe Example",
            id="dt",
        ),
        pytest.param(
            '<div class="article__picture"><img src="b.jpg">'
            '<div class="article__picture-caption">Мост ночью</div>'
            '<div class="article__picture-source">Фото: Иван Примеров / ТАСС</div></div>',
            "Мост ночью",
            "Иван Примеров / ТАСС",
            id="ru",
        ),
        pytest.param(
            '<figure><img src="b.jpg"><figcaption>'
            "FILE - The bridge by night, Dec. 1, 2022. (AP Photo/Kobe Example, File)"
            "</figcaption></figure>",
            "FILE - The bridge by night, Dec. 1, 2022.",
            "AP Photo/Kobe Example, File",
            id="file",
        ),
        pytest.param(
            '<figure><img src="b.jpg"><figcaption>'
            "The bridge by night, on Dec. 1, 2022. Kobe Example/Example Pool via REUTERS"
            "</figcaption></figure>",
            "The bridge by night, on Dec. 1, 2022.",
            "Kobe Example/Example Pool via REUTERS",
            id="via",
        ),
        pytest.param(
            '<figure><a href="b-big.jpg"><img src="b.jpg"></a><figcaption>'
            '<a href="b-big.jpg">Open image in gallery</a><p>The bridge by night <!-- -->'
            "<span>(Getty Images)</span></p></figcaption></figure>",
            "The bridge by night",
            "Getty Images",
            id="enlarge",
        ),
        pytest.param(
            '<figure><img src="b.jpg"><figcaption>'
            "The bridge by night — Photo: Kobe Example/AFP</figcaption></figure>",
            "The bridge by night",
            "Kobe Example/AFP",
            id="dash",
        ),
        pytest.param(
            '<figure><img src="b.jpg"><figcaption>'
            "Le pont, la nuit. © Kobe Example, AFP (archives)</figcaption></figure>",
            "Le pont, la nuit.",
            "© Kobe Example, AFP (archives)",
            id="initials",
        ),
        pytest.param(
            '<figure><img src="b.jpg"><figcaption>'
            "The bridge. Photograph: Kobe Example/The Example</figcaption></figure>",
            "The bridge.",
            "Kobe Example/The Example",
            id="handout",
        ),
        pytest.param(
            '<figure><img src="b.jpg"><figcaption>The bridge by night. KOBE EXAMPLE'
            "</figcaption></figure>",
            "The bridge by night.",
            "KOBE EXAMPLE",
            id="upper",
        ),
        pytest.param(
            '<figure><img src="b.jpg"><figcaption><span class="credit">Kobe Example/AP</span>'
            "The bridge by night</figcaption></figure>",
            "The bridge by night",
            "Kobe Example/AP",
            id="mid",
        ),
    ],
)
def test_caption_and_credit_of_the_lead_photo(mark_up, caption, credit):
    page = f"<h1>A harbour bridge opens</h1>{mark_up}{TEXT * 4}"

    found = read_facts(read_document(page.encode(), "https://news.example/a")).photos

    assert (found[0].caption, found[0].credit) == (caption, credit)


def test_a_picture_that_leads_to_another_article_is_none_of_the_photos():
    teaser = (
        '<figure><a href="/ferry"><img src="/f.jpg"></a>'
        '<figcaption><a href="/ferry">Ferry stops</a></figcaption></figure>'
    )
    page = f"<h1>A harbour bridge opens</h1>{teaser}{TEXT * 4}"

    assert read_facts(read_document(page.encode(), "https://news.example/a")).photos == ()


def test_the_author_s_portrait_is_none_of_the_photos():
    card = '<div class="author"><img class="avatar" src="/j.jpg" alt="Jane Roe">Jane Roe</div>'
    page = f"<h1>A harbour bridge opens</h1>{card}{TEXT * 4}"

    assert read_facts(read_document(page.encode(), "https://news.example/a")).photos == ()


def test_what_the_data_say_fills_up_what_the_page_shows():
    data = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "image": {"@type": '
        '"ImageObject", "url": "/b.jpg", "creditText": "Kobe Example"}}</script>'
    )
    figure = "<figure><img src=/b-640x480.jpg><figcaption>The bridge</figcaption></figure>"
    page = f"{data}<h1>A harbour bridge opens</h1>{figure}{TEXT * 4}"

    found = read_facts(read_document(page.encode(), "https://news.example/a"))

    assert (found.photos[0].caption, found.photos[0].credit) == ("The bridge", "Kobe Example")
    origins = {finding.field: finding.origin for finding in found.findings}
    assert origins["photo.caption"] == "figcaption"
    assert origins["photo.credit"] == "JSON-LD image creditText"
