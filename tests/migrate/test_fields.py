"""Fields of other generators in ours: what fits is taken, all else stays as a remark."""

import pytest

from broadsheet.migrate.origin import read_origin
from tests.migrate.moving import Shelf, move, moved, old, story


def front(text, path="a-bridge.md", kind="hugo", **given):
    """Give the lines of the fields, the remarks about what was kept, and the reasons."""
    file, one = moved(text, path, kind, **given)
    head = file.split("---\n")[1].splitlines()
    at = head.index("# kept from the original:") if "# kept from the original:" in head else None
    fields = [line.partition("  #")[0].rstrip() for line in head[1:at]]
    kept = head[at + 1 :] if at else []
    return fields, kept, {(kept.key, kept.why) for kept in one.kept}


def test_a_text_becomes_an_article():
    file, one = moved(
        """---
title: A bridge is opened
date: 2022-12-18T14:30:00+03:00
lastmod: 2022-12-20
author: [Jane Roe, John Doe]
description: It took two years.
tags: [Ferries, Harbour, tolls]
lang: en
link: https://courier.example/bridge
layout: post
---

Words.
""",
        "posts/old-bridge.md",
        "hugo",
    )

    assert one.target == "articles/2022/old-bridge.md"
    assert file == (
        "---\n"
        "# migrated from: old/posts/old-bridge.md (hash)\n"
        "title: A bridge is opened\n"
        'date: "2022-12-18T14:30:00+03:00"\n'
        "updated: 2022-12-20\n"
        "byline:\n"
        "  - Jane Roe\n"
        "  - John Doe\n"
        "source:\n"
        "  name:                  # to fill in\n"
        "  url: https://courier.example/bridge\n"
        "topics: [transport]\n"
        "regions: [harbour]\n"
        "summary: It took two years.\n"
        "lang: en\n"
        "status: draft            # delete this line to publish the article\n"
        "# kept from the original:\n"
        '# tags: ["Ferries", "Harbour", "tolls"]\n'
        "# layout: post\n"
        "---\n"
        "Words.\n"
    )


def test_what_is_missing_is_left_blank():
    fields, kept, reasons = front("---\nlayout: post\nempty:\n---\n")

    assert fields == [
        "title:",
        "date:",
        "source:",
        "  name:",
        "  url:",
        "topics:",
        "regions:",
        "summary:",
        "status: draft",
    ]
    assert kept == ["# layout: post"]
    assert reasons == {
        ("layout", "how the page looked: our pages follow the theme"),
        ("empty", "it is empty"),
    }


@pytest.mark.parametrize(
    ("typed", "status"),
    [("", []), ("draft: false\n", []), ("draft: true\n", ["status: draft"]),
     ("status: Draft\n", ["status: draft"]), ("published: false\n", ["status: draft"])],
)  # fmt: skip
def test_with_keep_only_drafts_are_drafts(typed, status):
    fields, _, _ = front(f"---\ntitle: T\n{typed}---\nWords\n", keep_status=True)

    assert [line for line in fields if line.startswith("status")] == status


def test_a_time_without_a_zone_stays_as_a_remark():
    fields, kept, reasons = front("---\ntitle: T\ndate: 2022-12-18 14:30\n---\nWords\n")

    assert "date: 2022-12-18" in fields
    assert kept == ["# date: 2022-12-18 14:30"]
    assert [key for key, _ in reasons] == ["date"]


@pytest.mark.parametrize(
    ("path", "kind", "text", "target"),
    [
        ("_posts/2022-12-18-a-bridge.md", "jekyll", "title: T", "articles/2022/a-bridge.md"),
        ("_drafts/a-bridge.md", "jekyll", "title: T", "articles/undated/a-bridge.md"),
        ("posts/a-bridge/index.md", "hugo", "date: 2022-12-18", "articles/2022/a-bridge.md"),
        ("fr/posts/pont.md", "hugo", "date: 2022-12-18", "articles/2022/pont.md"),
        ("x.md", "hugo", "path: 2022/12/18/bridge", "articles/2022/x.md"),
        ("x.md", "hugo", "slug: /a/2022/Un_pont.html", "articles/undated/un-pont.md"),
        ("x.md", "pelican", "title: The Bridge", "articles/undated/the-bridge.md"),
        ("2022-12-18 Über.md", "markdown", "title: T", "articles/2022/über.md"),
        ("!.md", "markdown", "a: b", "articles/undated/article.md"),
    ],
)
def test_place_and_name_follow_the_old_ones(path, kind, text, target):
    _, one = moved(f"---\n{text}\n---\nWords\n", path, kind)

    assert one.target == target


def test_a_draft_of_jekyll_stays_one():
    assert "status: draft" in front("Words", "_drafts/a.md", "jekyll", keep_status=True)[0]


def test_the_title_is_the_first_heading_where_none_is_given():
    file, one = moved("# A bridge\n\n## Below\n")
    ruled, _ = moved("\nA bridge\n========\nWords\n")

    assert "\ntitle: A bridge\n" in file
    assert file.endswith("---\n## Below\n")
    assert ruled.endswith("---\nWords\n")
    assert [(note.line, note.typed) for note in one.notes] == [(1, "# A bridge")]


def test_names_that_are_taken_get_a_number():
    texts = {"a/x.md": "Words", "b/x.md": "Words", "c/x.md": "Words"}
    found, _ = move(texts, taken=frozenset({"x-2"}))

    assert [one.slug for one in found] == ["x", "x-3", "x-4"]


def test_a_text_in_another_language_translates_the_one_of_its_name():
    texts = {
        "bridge.fr.md": "---\ntitle: Un pont\n---\nMots\n",
        "bridge.md": "---\ntitle: A bridge\n---\nWords\n",
    }
    (french, english), _ = move(texts, "hugo")

    assert (english.slug, french.slug) == ("bridge", "bridge-fr")
    assert "lang: fr\ntranslation_of: bridge\n" in french.data.decode()


def test_the_old_site_is_the_source_where_that_is_asked_for():
    origin = read_origin("hugo", {"hugo.toml": 'title = "The Old"\n'}, "https://old.example/")
    fields, _, _ = front("---\ntitle: T\n---\nWords\n", "posts/a.md", origin=origin, adopt=True)

    assert fields[fields.index("source:") + 1 :][:2] == [
        "  name: The Old",
        "  url: https://old.example/posts/a/",
    ]


def test_a_source_whose_domain_is_known_needs_no_name():
    text = "---\nsource: https://courier.example/a\n---\nWords\n"
    fields, _, _ = front(text, known_host=lambda url: True)

    assert fields[fields.index("source:") + 1] == "  url: https://courier.example/a"


@pytest.mark.parametrize(
    "typed",
    [
        "image: /img/tower.jpg\nimage_caption: At dusk.\nimage_credit: J. Roe\nimage_alt: A tower.",
        "cover:\n  image: /img/tower.jpg\n  caption: At dusk.\n  credit: J. Roe\n  alt: A tower.",
        "images: [/img/tower.jpg]\ncaption: At dusk.\ncredit: J. Roe\nalt: A tower.",
    ],
)
def test_a_picture_at_the_head_is_copied_and_its_rights_stay_blank(typed):
    text = f"---\ntitle: T\n{typed}\n---\nWords\n"
    fields, kept, _ = front(text, files={"static/img/tower.jpg"})

    assert fields[fields.index("photo:") + 1 :][:5] == [
        "  file: img/tower.jpg",
        "  caption: At dusk.",
        "  credit: J. Roe",
        "  alt: A tower.",
        "  rights:",
    ]
    assert kept == []


@pytest.mark.parametrize("address", ["https://other.example/a.jpg", "/img/none.jpg"])
def test_a_picture_that_is_not_here_stays_as_a_remark(address):
    fields, kept, _ = front(f"---\ntitle: T\nimage: {address}\n---\nWords\n")

    assert "photo:" not in fields
    assert kept == [f"# image: {address}"]


def test_a_file_never_takes_the_place_of_another():
    shelf = Shelf({"photos/a.jpg": False, "photos/b.jpg": True})
    text = "---\ntitle: T\n---\n![a](/a.jpg) ![b](/b.jpg)\n"
    (one,), library = move(
        {"x.md": text}, "hugo", files={"static/a.jpg", "static/b.jpg"}, shelf=shelf
    )

    assert [(plan.target, plan.there) for plan in library.plans.values()] == [
        ("photos/a-2.jpg", False),
        ("photos/b.jpg", True),
    ]
    assert "photos/a-2.jpg" in one.data.decode()


def test_related_pieces_are_named_by_slug_or_by_title_and_address():
    related = "[b, /posts/b/, {title: C, url: 'https://c.example'}, nothing]"
    texts = {
        "posts/a.md": f"---\ntitle: A\nrelated: {related}\n---\nW\n",
        "posts/b.md": "---\ntitle: B\n---\nW\n",
    }  # fmt: skip
    (first, _), _ = move(texts, "hugo", origin=old("hugo"))

    assert "related:\n  - b\n  - title: C\n    url: https://c.example\n" in first.data.decode()
    assert '# related: ["b"' in first.data.decode()


def test_tags_that_are_all_filed_need_no_remark():
    fields, kept, _ = front("---\ntags: [Transport, Harbour]\ncategory: ferries\n---\nW\n")

    assert "topics: [transport]" in fields
    assert "regions: [harbour]" in fields
    assert kept == ["# category: ferries"]  # whose topic has another slug


def test_topics_that_are_unknown_can_be_taken_all_the_same():
    fields, _, _ = front("---\ntags: [Ferries, Old Ships]\n---\nW\n", all_topics=True)

    assert "topics: [transport, old-ships]" in fields


@pytest.mark.parametrize(
    ("kind", "typed", "tags"),
    [
        ("pelican", "tags: one, two three", ("one", "two three")),
        ("jekyll", "tags: one two", ("one", "two")),
        ("hugo", "tags: [one, two three]", ("one", "two three")),
        ("hugo", "taxonomies: {tags: [one], categories: [[two, three]]}", ("one", "two", "three")),
    ],
)
def test_tags_are_cut_as_their_generator_cuts_them(kind, typed, tags):
    assert story(f"---\n{typed}\n---\n", "a.md", kind).tags == tags


def test_the_words_above_a_mark_for_more_are_the_summary():
    lead = "---\ntitle: T\n---\nA lead.\n<!--more-->\nThe rest.\n"

    assert story(lead).summary == "A lead."
    assert story(lead.replace("A lead.", "A [lead](x).")).summary == ""
    assert story(lead.replace("title: T", "title: T\nexcerpt: Own.")).summary == "Own."


def test_a_text_moved_before_stays_and_a_change_of_it_is_told():
    before = {
        "old/a.md": ("hash", "articles/2020/a.md"),
        "old/b.md": ("other", "articles/2020/c.md"),
    }
    texts = {"a.md": "Words", "b.md": "Words", "c.md": "[a](a.md)"}
    found, _ = move(texts, before=before, taken=frozenset({"a", "c"}))

    assert [(one.target, one.new, len(one.notes)) for one in found] == [
        ("articles/2020/a.md", False, 0),
        ("articles/2020/c.md", False, 1),
        ("articles/undated/c-2.md", True, 1),
    ]
    assert "[a]({filename}/articles/2020/a.md)" in found[2].data.decode()


def test_remarks_have_an_end_and_what_is_beyond_is_told():
    _, one = moved(f"---\ntitle: T\na: {'x' * 200_000}\nb: y\n---\nWords\n")

    assert [(kept.key, kept.out) for kept in one.kept] == [("b", False), ("a", True)]
    assert len(one.data) < 1000
