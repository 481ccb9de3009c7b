import pytest

from broadsheet.read.markup.allowlist import sanitise


@pytest.mark.parametrize(
    ("typed", "clean", "removed"),
    [
        ("<script>alert(1)</script>", "", ["<script>"]),
        ("a <script src=x></script> b", "a  b", ["<script>"]),
        ("<SCRIPT>alert(1)</SCRIPT>", "", ["<script>"]),
        ("<<script>alert(1)</script>", "&lt;", ["<script>"]),
        ("<scr<script>ipt>alert(1)</script>", "ipt&gt;alert(1)", ["<scr<script>"]),
        ("<p onclick=x()>a</p>", "<p>a</p>", ["onclick on <p>"]),
        ("<p ONCLICK='x()'>a</p>", "<p>a</p>", ["onclick on <p>"]),
        ("<img src=x.png onerror=alert(1)>", '<img src="x.png">', ["onerror on <img>"]),
        ("<img/src=x.png/onerror=alert(1)>", '<img src="x.png/onerror=alert(1)">', []),
        ('<a href="javascript:x">a</a>', "<a>a</a>", ['href "javascript:x" on <a>']),
        ('<a href="JaVaScRiPt:x">a</a>', "<a>a</a>", ['href "JaVaScRiPt:x" on <a>']),
        ('<a href="java&#115;cript:x">a</a>', "<a>a</a>", ['href "javascript:x" on <a>']),
        ('<a href="javascript&colon;x">a</a>', "<a>a</a>", ['href "javascript:x" on <a>']),
        ('<a href=" javascript:x">a</a>', "<a>a</a>", ['href " javascript:x" on <a>']),
        ('<a href="java\nscript:x">a</a>', "<a>a</a>", ['href "java\nscript:x" on <a>']),
        ('<a href="vbscript:x">a</a>', "<a>a</a>", ['href "vbscript:x" on <a>']),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>", ['href "data:text/html,x" on <a>']),
        ('<a href="local:0">a</a>', "<a>a</a>", ['href "local:0" on <a>']),
        ('<img src="data:image/png,x">', "", ["<img>"]),
        ('<q cite="javascript:x">a</q>', "<q>a</q>", ['cite "javascript:x" on <q>']),
        ('<b style="color:red">a</b>', "<b>a</b>", ["style on <b>"]),
        ("<style>p{}</style>a", "a", ["<style>"]),
        ("<svg onload=x><circle></svg>", "", ["<svg>", "<circle>"]),
        ("<svg><script>x</script></svg>", "", ["<svg>", "<script>"]),
        ('<math><mi xlink:href="javascript:x">a</mi></math>', "", ["<math>", "<mi>"]),
        ("<iframe src=https://x.example>a</iframe>", "", ["<iframe>"]),
        ("<object data=x><embed src=y></object>", "", ["<object>", "<embed>"]),
        ("<form action=x><input><button>a</button></form>", "a", ["<form>", "<input>", "<button>"]),
        ('<meta http-equiv="refresh" content="0">', "", ["<meta>"]),
        ('<base href="https://evil.example/">', "", ["<base>"]),
        ('<link rel="stylesheet" href="x.css">', "", ["<link>"]),
        ("<title>a</title>b", "b", ["<title>"]),
        ("<template><p>a</p></template>b", "b", ["<template>", "<p>"]),
        ("<video src=x>a</video>", "a", ["<video>"]),
        ("<textarea>a</textarea>", "a", ["<textarea>"]),
        ("<marquee>a</marquee>", "a", ["<marquee>"]),
        ("<?php echo 1 ?>a", "a", ["<?php>"]),
        ("<!DOCTYPE html>a", "a", ["<!DOCTYPE>"]),
        ("<![CDATA[a]]>b", "b", ["<![CDATA>"]),
        ("<!-- a note -->b", "b", []),
        ("<p id=y class=x>a</p>", "<p>a</p>", ['id "y" on <p>', 'class "x" on <p>']),
        ('<a class="button" href="x">a</a>', '<a href="x">a</a>', ['class "button" on <a>']),
        ('<a target="_blank" href="x">a</a>', '<a href="x">a</a>', ["target on <a>"]),
        ("<b>unclosed", "<b>unclosed</b>", []),
        ("<p>a<p>b", "<p>a</p><p>b</p>", []),
        ("a</div></p>b", "a<p></p>b", []),
        ("&lt;script&gt;", "&lt;script&gt;", []),
        ("&amp;lt;script>", "&amp;lt;script&gt;", []),
        ("<![if x]>a<![endif]>", "a", None),
        ("<![x[a]]>b", None, None),
        ("<h1><blink><h1>", "<h1></h1><h1></h1>", ["<blink>"]),
        ("<xmp><img src=x onerror=alert(1)></xmp>", None, None),
        ("<plaintext><script>alert(1)</script>", None, None),
    ],
)  # fmt: skip
def test_what_the_list_does_not_know_is_removed_and_named(typed, clean, removed):
    html, names = sanitise(typed)
    if clean is not None:
        assert html == clean
    if removed is not None:
        assert sorted(names) == sorted(removed)
    assert "<script" not in html
    assert "<img src=x" not in html
    assert sanitise(html) == (html, [])


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        (
            '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
            '<img src="x">"&gt;',
        ),
        (
            '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
            '<p></p><img src="1">"&gt;',
        ),
        (
            "<math><mtext><mglyph><style><!--</style><img title='--&gt;&lt;img src onerror=x&gt;'>",
            "",
        ),
        ("<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", ""),
        (
            '<i title="<a href=">x<b title="><img onerror=x>">y</b></i>',
            '<i title="&lt;a href=">x<b title="&gt;&lt;img onerror=x&gt;">y</b></i>',
        ),
    ],
)
def test_where_parsers_disagree_what_is_inside_of_what_nothing_slips_through(typed, clean):
    html, _ = sanitise(typed)
    assert html == clean
    assert sanitise(html) == (html, [])


@pytest.mark.parametrize(
    "html",
    [
        '<p>a <em>b</em> <strong>c</strong> <abbr title="D">d</abbr></p>',
        '<p lang="fa" dir="rtl">الف</p>',
        '<a href="https://x.example/?a=1&amp;b=2" hreflang="fr">x</a>',
        '<a href="mailto:a@x.example">x</a>',
        '<a href="tel:+123">x</a>',
        '<a href="//x.example/">x</a>',
        '<a href="#a">x</a>',
        '<img src="../photos/a.jpg" alt="A" width="2" height="1">',
        '<figure><img src="a.jpg" alt="A"><figcaption>A</figcaption></figure>',
        '<blockquote cite="https://x.example/"><p>a</p></blockquote>',
        '<table><thead><tr><th scope="col" class="align-right">a</th></tr></thead></table>',
        '<table><tbody><tr><td class="align-left" colspan="2">b</td></tr></tbody></table>',
        '<ol start="3" type="a"><li value="4">a</li></ol>',
        "<dl><dt>a</dt><dd>b</dd></dl>",
        "<details><summary>a</summary>b</details>",
        '<p><del datetime="2022-12-18">a</del> <ins>b</ins> <mark>c</mark> H<sub>2</sub>O</p>',
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
        '<time datetime="2022-12-18">today</time>',
        '<h2 id="a">a</h2><hr><pre><code>b</code></pre>',
        '<p>a<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>',
        '<p>5 &lt; 6 &amp; "quotes"</p>',
    ],
)  # fmt: skip
def test_the_html_of_texts_comes_through_unchanged(html):
    assert sanitise(html) == (html, [])
