"""What a reader with a browser gets: by keyboard, on small screens, in the dark, on paper."""

import re
from urllib.parse import urlsplit

import pytest

from tests.site.serving import served
from tests.tools import need_npm

pytestmark = pytest.mark.browser

NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN_AXE = """\
async tags => {
    const found = await axe.run(document, {runOnly: tags, resultTypes: ['violations']});
    return found.violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}"""
FOCUSABLE = """\
() => [...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])')]
    .filter(element => element.checkVisibility({visibilityProperty: true}) && !element.disabled)
    .map(element => [...document.querySelectorAll('*')].indexOf(element))"""
WATCH = """\
() => {
    const all = [...document.querySelectorAll('*')];
    window.stops = [];
    addEventListener('focusin', ({target}) => {
        const style = getComputedStyle(target), box = target.getBoundingClientRect();
        stops.push({
            index: all.indexOf(target),
            shown: box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0
                && box.left < innerWidth && box.top < innerHeight,
            marked: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1)
                || style.boxShadow !== 'none',
            tag: target.outerHTML.slice(0, 120),
        });
    });
}"""
BEHIND_THE_TEXT_BEGINS = """\
() => Boolean(document.activeElement !== document.body
    && document.querySelector('#bs-main').compareDocumentPosition(document.activeElement)
    & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY))"""
LUMINANCES = """\
() => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const light = colour => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
        return alpha ? 0.2126 * red + 0.7152 * green + 0.0722 * blue : null;
    };
    const page = [document.body, document.documentElement]
        .map(element => light(getComputedStyle(element).backgroundColor));
    return [page[0] ?? page[1] ?? 255, light(getComputedStyle(document.querySelector('h1')).color)];
}"""
SHOWN = "selector => [...document.querySelectorAll(selector)].some(e => e.checkVisibility())"
TEXT = "() => document.querySelector('main').innerText"


@pytest.fixture(scope="module")
def host(sites):
    """Serve the digest of this repository and one with something of everything."""
    with served(sites("own").output) as own, served(sites("full").output) as full:
        yield {"own": own, "full": full}


@pytest.fixture(scope="module")
def page(chromium):
    """Give a page that each test sets up as it needs."""
    context = chromium.new_context(viewport=WIDE)
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def _as_a_reader_comes(page):
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light", media="screen")


@pytest.fixture(params=["own", "full"])
def examples(request, sites, host):
    """Give one page of each kind of two sites, in turn: address by kind."""
    paths = sites(request.param).examples()
    return {kind: address_of(host[request.param], path) for kind, path in paths.items()}


def address_of(base, path):
    return f"{base}{path.removesuffix('index.html')}"


def axe(page):
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(need_npm("axe-core/axe.min.js").read_text(encoding="utf-8"))
    return page.evaluate(RUN_AXE, list(TAGS))


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, examples, scheme):
    page.emulate_media(color_scheme=scheme)
    found = []
    for address in examples.values():
        page.goto(address)
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            found += [(address, size["width"], violation) for violation in axe(page)]

    assert found == []


@pytest.mark.parametrize(
    ("markup", "rule"),
    [
        ("<img src='/favicon.ico'>", "image-alt"),
        ("<p style='color: #999; background: #fff'>Pale words.</p>", "color-contrast"),
        ("<h4>Too deep</h4>", "heading-order"),
        (f"<p>{2 * '<a href=/ style=display:block;block-size:6px>a</a>'}", "target-size"),
    ],
)
def test_axe_finds_a_planted_fault(page, host, markup, rule):
    page.goto(host["full"])
    page.evaluate(
        "html => document.querySelector('main').insertAdjacentHTML('afterbegin', html)", markup
    )

    assert any(found.startswith(rule) for found in axe(page))


def test_no_page_scrolls_sideways(page, examples):
    found = []
    for address in examples.values():
        page.goto(address)
        for width in (320, 375, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if sideways(page):
                found.append((address, width))

    assert found == []


def sideways(page):
    return page.evaluate("() => document.scrollingElement.scrollWidth - innerWidth") > 0


def test_a_page_that_scrolls_sideways_is_found(page, host):
    page.goto(host["full"])
    page.evaluate("() => document.querySelector('main').style.minWidth = '2000px'")

    assert sideways(page)


def test_the_first_key_shows_the_skip_link_and_it_leads_to_the_text(page, examples):
    for address in examples.values():
        page.goto(address)
        page.keyboard.press("Tab")
        box = page.locator(":focus").bounding_box()
        assert box["x"] >= 0, address
        assert box["y"] >= 0, address
        assert page.evaluate("() => document.activeElement.hash") == "#bs-main"

        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate(BEHIND_THE_TEXT_BEGINS), address


@pytest.mark.slow
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["320", "1280"])
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(page, examples, size):
    page.set_viewport_size(size)
    for kind in ("front", "article", "article-rtl", "topics", "month"):
        if kind in examples:
            page.goto(examples[kind])
            walked = walk(page)
            assert [step["index"] for step in walked] == page.evaluate(FOCUSABLE), kind
            assert [step["tag"] for step in walked if not (step["shown"] and step["marked"])] == []


def walk(page):
    """Press Tab until the end of the page; give each stop."""
    page.evaluate(WATCH)
    for _ in page.evaluate(FOCUSABLE):
        page.keyboard.press("Tab")
    return page.evaluate("() => stops")


def test_a_link_that_the_keyboard_misses_or_does_not_show_is_found(page, host):
    page.goto(host["full"])
    page.evaluate("() => { document.querySelector('main a').tabIndex = 5 }")
    page.add_style_tag(content="main a:focus-visible { outline: none; box-shadow: none }")
    walked = walk(page)

    assert [step["index"] for step in walked] != page.evaluate(FOCUSABLE)
    assert not all(step["marked"] for step in walked)


def test_dark_readers_get_light_words_on_dark_paper(page, examples):
    for scheme, dark in (("light", False), ("dark", True)):
        page.emulate_media(color_scheme=scheme)
        for address in examples.values():
            page.goto(address)
            paper, ink = page.evaluate(LUMINANCES)
            assert (paper < ink) is dark, address


def test_a_right_to_left_page_runs_from_right_to_left(page, examples):
    pages = [address for kind, address in examples.items() if kind.endswith("-rtl")]
    if not pages:
        pytest.skip("this digest has no right-to-left page")
    for address in pages:
        page.goto(address)
        style = "e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]"
        direction, align = page.eval_on_selector("h1", style)
        assert direction == "rtl"
        assert align in ("start", "right")
        assert not sideways(page)


def test_no_page_complains_or_asks_another_host(chromium, examples):
    context = chromium.new_context()
    page, heard, asked = context.new_page(), [], []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: answer.status < 400 or heard.append(answer.url))
    for address in examples.values():
        page.goto(address)
        page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    context.close()
    hosts = {urlsplit(address).netloc for address in examples.values()}

    assert heard == []
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == hosts


def test_a_complaint_and_a_request_to_another_host_are_heard(chromium, host):
    context = chromium.new_context()
    page, heard, asked = context.new_page(), [], []
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(host["full"])
    page.evaluate("() => console.error('planted')")
    page.evaluate("() => fetch('http://127.0.0.1:9/').catch(() => null)")
    context.close()

    assert "planted" in heard
    assert "http://127.0.0.1:9/" in asked


def test_every_page_reads_the_same_without_javascript(chromium, page, examples):
    context = chromium.new_context(java_script_enabled=False, viewport=WIDE)
    plain = context.new_page()
    for address in examples.values():
        plain.goto(address)
        page.goto(address)
        assert squeezed(plain.inner_text("main")) == squeezed(page.inner_text("main"))
        assert plain.is_visible("h1")
    context.close()


def squeezed(text):
    return re.sub(r"\s+", " ", text)


def test_a_printed_page_is_dark_on_light_and_has_the_text_and_not_the_navigation(page, examples):
    for address in examples.values():
        page.goto(address)
        page.emulate_media(media="print", color_scheme="dark")
        paper, ink = page.evaluate(LUMINANCES)
        assert paper > ink, address
        assert page.evaluate(SHOWN, "h1"), address
        assert not page.evaluate(SHOWN, ".skip-link, .masthead nav, footer nav"), address
        page.emulate_media(media="screen", color_scheme="light")


def test_an_article_prints_its_text_and_the_address_of_its_original(page, examples):
    if "article" not in examples:
        pytest.skip("this digest has no article")
    page.goto(examples["article"])
    original = page.get_attribute("a.u-url[href^=http]", "href")
    page.emulate_media(media="print")
    printed = page.eval_on_selector(
        "body",
        "(body, address) => body.innerText.includes(address)"
        " || [...document.querySelectorAll('a.u-url')]"
        ".some(a => getComputedStyle(a, '::after').content.includes(address))",
        original,
    )

    assert printed
    assert page.evaluate(SHOWN, ".e-content")


def test_a_lost_reader_is_told_so_at_any_depth_and_finds_the_way_home(page, host):
    page.goto(f"{host['own']}no/such/page/")
    page.click("main a[href='/'], .masthead a[href='/']")

    assert page.url == host["own"]
