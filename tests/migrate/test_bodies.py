"""Bodies in the mark-up of others: in ours where the meaning is clear, else left and told."""

import pytest

from broadsheet.migrate.origin import read_origin
from tests.migrate.moving import body, move, moved, old


def notes(text, act, kind="markdown", **given):
    _, one = moved(f"---\ntitle: T\n---\n{text}", kind=kind, **given)
    return [(note.line, note.typed, note.became) for note in one.notes if note.act == act]


# --- code


def test_a_block_between_backticks_gets_four_spaces():
    text = "Before\n```python\nx = 1\n\ny = {{ 2 }}\n```\nBehind\n"

    assert body(text) == "Before\n\n    x = 1\n\n    y = {{ 2 }}\n\nBehind\n"
    assert [typed for _, typed, _ in notes(text, "changed")] == ["```python", "```"]


def test_a_block_in_a_list_stays_in_it():
    text = "1. One:\n\n   ~~~\n   x\n     y\n   ~~~\n2. Two\n"

    assert body(text) == "1. One:\n\n        x\n          y\n\n2. Two\n"


def test_a_block_behind_a_list_or_another_block_is_no_part_of_it():
    text = "- One\n\n```\nx\n```\n\n```\ny\n```\n"

    assert body(text) == "- One\n\n<!-- -->\n\n    x\n\n<!-- -->\n\n    y\n"


def test_a_block_in_a_quotation_stays_in_it():
    assert body("> Words\n> ```\n> x\n> ```\n") == "> Words\n>\n>     x\n"


def test_marks_that_never_close_are_words():
    assert body("```\nx\n") == "```\nx\n"


def test_a_highlighted_block_gets_four_spaces():
    text = "{% highlight ruby %}\nx\n{% endhighlight %}\n"
    hugo = '{{< highlight go "a=b" >}}\nx\n{{< /highlight >}}\n'

    assert body(text, "jekyll") == body(hugo, "hugo") == "    x\n"


def test_where_the_sites_markdown_knows_fences_they_stay():
    assert body("```py\nx\n```\n", keep_fences=True) == "```py\nx\n```\n"
    assert body("{% highlight py %}\nx\n{% endhighlight %}\n", "jekyll", keep_fences=True) == (
        "```\nx\n```\n"
    )


@pytest.mark.parametrize("code", ["    {{ x }} [a](/b)", "<pre>\n{{ x }} [a](/b)\n</pre>"])
def test_code_is_not_touched_and_its_tags_are_told(code):
    assert body(f"Words\n\n{code}\n", "jekyll") == f"Words\n\n{code}\n"
    assert len(notes(f"Words\n\n{code}\n", "left", "jekyll")) == 1


def test_words_between_backticks_are_not_touched():
    assert body("`[a](/b) {{ x }}` ``c ` [d](/e)``\n", "jekyll") == (
        "`[a](/b) {{ x }}` ``c ` [d](/e)``\n"
    )


# --- lists


def test_what_belongs_to_an_item_gets_four_spaces():
    text = "1. One\n   more\n\n   Below.\n\n   - Two\n     - Three\n\n       Below three.\n\nOut.\n"

    for kind in ("hugo", "jekyll", "markdown"):
        assert body(text, kind) == (
            "1. One\n    more\n\n    Below.\n\n    - Two\n        - Three\n\n"
            "            Below three.\n\nOut.\n"
        )
    assert body(text, "pelican") == text  # its Markdown is ours


def test_a_list_right_below_a_paragraph_is_one_where_it_was_one():
    text = "Words:\n- One\n- Two\nlazy\n"

    assert body(text, "hugo") == "Words:\n\n- One\n- Two\nlazy\n"
    assert body(text, "jekyll") == text
    assert body("In\n1986. A year\n", "hugo") == "In\n1986. A year\n"


@pytest.mark.parametrize(
    "text", ["* * *\n", "<pre>\n- a\n  b\n</pre>\n", "W\n\n    - code\n      x\n"]
)
def test_what_only_looks_like_a_list_stays(text):
    assert body(text) == text


# --- tags


@pytest.mark.parametrize(
    ("kind", "typed", "became"),
    [
        (
            "hugo",
            '{{< figure src="https://x.example/a b.jpg" alt="Tower" caption="Dusk." attr="J." >}}',
            "![Tower](https://x.example/a%20b.jpg)\n\nDusk. (J.)",
        ),
        ("hugo", "{{< youtube abc_1 >}}", "<https://www.youtube.com/watch?v=abc_1>"),
        ("hugo", "{{< tweet user=jane id=12 >}}", "<https://x.com/jane/status/12>"),
        ("hugo", "{{< gist jane 12ab >}}", "<https://gist.github.com/jane/12ab>"),
        ("hugo", '{{< audio src="https://x.example/a.mp3" >}}', "[https://x.example/a.mp3](https://x.example/a.mp3)"),
        (
            "jekyll",
            '{% include image.html url="https://x.example/a.jpg" caption="At dusk." %}',
            "![At dusk.](https://x.example/a.jpg)\n\nAt dusk.",
        ),
        ("jekyll", '{% include youtube.html id="abc" %}', "<https://www.youtube.com/watch?v=abc>"),
        ("jekyll", "{% comment %}not <!-- yet -->{% endcomment %}", "<!-- not  yet -->"),
        ("jekyll", "{% raw %}x{% endraw %}", "x"),
        ("jekyll", '{% assign a = "b" %}{{ a }}', '<!-- {% assign a = "b" %} -->b'),
        ("jekyll", "{{ page.title }}", "T"),
        ("jekyll", "Words.\n{: .lead}", "Words."),
        ("hugo", "## Words {#words}", "## Words"),
        (
            "markdown",
            '<iframe width="1" src="//www.youtube.com/embed/abc?x=1"></iframe>',
            "[https://www.youtube.com/watch?v=abc](https://www.youtube.com/watch?v=abc)",
        ),
    ],
)  # fmt: skip
def test_a_tag_whose_meaning_is_clear_becomes_markdown(kind, typed, became):
    assert body(f"{typed}\n", kind) == f"{became}\n"
    assert notes(f"{typed}\n", "changed", kind)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("hugo", "{{< signup >}}"),
        ("hugo", '{{% notice tip %}}'),
        ("hugo", '{{< ref "nowhere.md" >}}'),
        ("jekyll", "{% include newsletter.html %}"),
        ("jekyll", '{% include player.html url="https://x.example/a" %}'),
        ("jekyll", "{% for a in b %}"),
        ("jekyll", "{{ site.time | date: '%Y' }}"),
    ],
)  # fmt: skip
def test_any_other_tag_stays_and_is_told(kind, typed):
    text = f"Words {typed} words\n"

    assert body(text, kind) == text
    assert notes(text, "left", kind) == [(4, typed, "")]


def test_tags_mean_nothing_to_generators_that_have_none():
    text = "{{< figure src=a >}} {% include x %} {{ y }}\n"

    assert body(text, "pelican") == body(text, "markdown") == text


def test_a_shortcode_of_the_sites_own_is_written_out_where_it_only_writes_values():
    origin = read_origin(
        "hugo",
        {},
        shortcodes={
            "pkg": "https://pkg.example/{{- .Get 0 -}}\n",
            "mark": '<b>{{ .Get "w" }}</b>',
            "loop": "{{ range . }}x{{ end }}",
        },
    )
    text = '[a]({{< pkg "b/c" >}}) {{< mark w=d >}} {{< loop >}}\n'

    assert (
        body(text, "hugo", origin=origin) == "[a](https://pkg.example/b/c) <b>d</b> {{< loop >}}\n"
    )


def test_a_link_whose_address_only_a_tag_knows_keeps_its_words():
    assert body('[A]({{< pkg "b" >}}) end\n', "hugo") == 'A <!-- {{< pkg "b" >}} --> end\n'


# --- addresses


def two(text, kind="hugo", files=(), **given):
    """Move two posts, and give the body of the one that names the other."""
    texts = {
        "posts/a.md": f"---\ntitle: A\ndate: 2022-01-01\n---\n{text}\n",
        "posts/b.md": "---\ntitle: B\ndate: 2021-01-01\naliases: [/old/b.html]\n---\nWords\n",
    }
    (first, _), library = move(texts, kind, files=files, **given)
    return first.data.decode().split("---\n", 2)[2].rstrip("\n"), first, library


@pytest.mark.parametrize(
    "typed",
    [
        "b.md",
        "./b.md",
        "../posts/b.md",
        "/posts/b.md",
        "../b/",
        "/posts/b/",
        "/posts/b/index.html",
        "/old/b",
        "https://old.example/posts/b/",
        "http://www.old.example/old/b.html",
        '{{< ref "b.md" >}}',
        '{{< relref "posts/b" >}}',
    ],
)
def test_an_address_of_a_moved_text_becomes_ours(typed):
    text, _, _ = two(f"[b]({typed}) and [c][]\n\n[c]: b.md#part\n", origin=old("hugo"))

    assert text == (
        "[b]({filename}/articles/2021/b.md) and [c][]\n\n[c]: {filename}/articles/2021/b.md#part"
    )


@pytest.mark.parametrize("typed", ["{filename}b.md", "|filename|b.md", "{filename}/posts/b.md"])
def test_links_of_pelican_are_known(typed):
    text, _, _ = two(f"[b]({typed}#x)", "pelican")

    assert text == "[b]({filename}/articles/2021/b.md#x)"


def test_a_post_of_jekyll_is_found_by_its_name():
    texts = {
        "_posts/2022-01-01-a.md": "---\ntitle: A\n---\n"
        "[b]({% post_url 2021-01-01-b %}) [c]({{ site.baseurl }}/2021/01/01/b.html)\n",
        "_posts/2021-01-01-b.md": "---\ntitle: B\n---\nWords\n",
    }
    (_, first), _ = move(texts, "jekyll")

    place = "{filename}/articles/2021/b.md"
    assert f"[b]({place}) [c]({place})" in first.data.decode()


def test_an_address_of_what_was_not_moved_leads_to_the_old_site():
    text, _, _ = two('[c](/topics/) <a href="d?x=1#y">e</a> [f](#g)', origin=old("hugo"))

    assert text == (
        "[c](https://old.example/topics/) "
        '<a href="https://old.example/posts/a/d?x=1#y">e</a> [f](#g)'
    )


def test_without_the_address_of_the_old_site_it_stays_and_is_told():
    text, one, _ = two("[c](/topics/) [d](www.d.example/e) [^1]\n\n[^1]: It's a note")

    assert text == "[c](/topics/) [d](https://www.d.example/e) [^1]\n\n[^1]: It's a note"
    assert [note.typed for note in one.notes if note.act == "left"] == ["/topics/"]


def test_addresses_elsewhere_stay():
    text = "[a](https://b.example/x.md) [c](mailto:d@e.example) ![g](//h.example/i)"

    assert two(text, origin=old("hugo"))[0] == text


def test_files_are_copied_to_where_they_belong():
    files = {"static/img/a.jpg", "content/posts/plan.pdf", "static/b.svg"}
    text, _, library = two(
        '![a](/img/a.jpg) [p](plan.pdf) <img src="/b.svg"> ![n](/none.jpg)',
        files=files,
        content="content",
    )

    assert text == (
        "![a]({static}/photos/img/a.jpg) [p]({static}/files/2022/a/plan.pdf) "
        '<img src="{static}/files/b.svg"> ![n](/none.jpg)'
    )
    assert {(plan.source, plan.target) for plan in library.plans.values()} == {
        ("static/img/a.jpg", "photos/img/a.jpg"),
        ("content/posts/plan.pdf", "files/2022/a/plan.pdf"),
        ("static/b.svg", "files/b.svg"),
    }


@pytest.mark.parametrize(
    "typed", ["../../../../etc/passwd", "/../../etc/passwd", "..%2f..%2fetc/x"]
)
def test_no_address_leads_out_of_the_old_site(typed):
    text, _, library = two(f"![a]({typed}) [b]({{static}}{typed})", "pelican", files={"etc/x.jpg"})

    assert not library.plans
    assert "{static}/photos" not in text


def test_control_characters_are_left_out_and_told():
    assert body("a\x08b\n") == "ab\n"
    assert notes("a\x08b\n", "changed") == [(4, "\x08", "")]
