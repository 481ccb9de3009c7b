"""Keys: each field of an article and of everything else, with the bytes of the project's theme."""

import dataclasses
from datetime import timedelta, timezone

import pytest
from msgspec.structs import fields as struct_fields
from msgspec.structs import replace

from broadsheet.model import (
    Article,
    Body,
    Correction,
    FrontPlan,
    Link,
    Name,
    Origin,
    Photo,
    Related,
    Source,
    Standing,
    Term,
    Vocabulary,
    Withdrawal,
)
from broadsheet.prose import Prose
from tests.build_model import a_body, a_photo, a_source, a_vocabulary
from tests.pages.keys import (
    ARTICLE,
    BODY,
    NOON,
    STORY,
    TEHRAN,
    Bytes,
    a_digest,
    assert_no_item_is_stale,
    changed_keys,
)


@pytest.fixture(scope="module")
def rendered():
    return Bytes()


ARTICLE_FIELDS = {
    # field: another value, and whether it is to be seen on the page of the article
    "title": ("Another title", True),
    "path": ("content/articles/2022/a-story.md", False),
    "date": (NOON.astimezone(TEHRAN), True),
    "has_time": (False, True),
    "updated": (None, True),
    "updated_has_time": (True, True),
    "byline": (("Ben", "Cleo"), True),
    "origin": (Origin(name="The Post", url="https://post.example/other", slug="the-post"), True),
    "photos": ((a_photo(alt="Another text"),), True),
    "related": ((Related(slug="related"),), True),
    "topics": (("diplomacy", "culture"), True),
    "regions": (("iran", "russia"), True),
    "summary": ("Another summary.", True),
    "lang": ("de", True),
    "translation_of": ("linked", True),
    "state": ("draft", True),
    "withdrawal": (Withdrawal(reason="A reason."), False),  # of one that is not withdrawn
    "embargo": (NOON, False),  # of one that is shown
    "expires": (NOON, False),
    "aliases": (("old-story",), False),
    "corrections": ((Correction(date=NOON, kind="note", text="A word."),), True),
    "body": (a_body(html="<p>Another.</p>", excerpt="What happened."), True),
}


def test_every_field_of_an_article_is_tried():
    assert sorted(ARTICLE_FIELDS) == sorted(
        field.name for field in struct_fields(Article) if field.name != "slug"
    )


@pytest.mark.parametrize("field", ARTICLE_FIELDS)
def test_a_field_of_an_article_that_changes_a_page_changes_its_key(rendered, field):
    value, visible = ARTICLE_FIELDS[field]
    after = a_digest(replace(STORY, **{field: value}))

    different = assert_no_item_is_stale(a_digest(), after, rendered.of)

    assert (ARTICLE in different) is visible


MOMENTS = {
    "the same moment in another zone": NOON.astimezone(TEHRAN),
    "the same moment in a zone with a name": NOON.astimezone(timezone(timedelta(0), "WET")),
    "the same clock in another zone": NOON.replace(tzinfo=TEHRAN),
    "a second later": NOON + timedelta(seconds=1),
}


@pytest.mark.parametrize("field", ["date", "updated"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_date_is_a_moment_and_a_zone(rendered, field, moment):
    story = replace(STORY, updated=NOON)
    assert_no_item_is_stale(
        a_digest(story), a_digest(replace(story, **{field: MOMENTS[moment]})), rendered.of
    )


def test_the_same_moment_in_another_zone_is_another_page_and_another_feed(rendered):
    moved = replace(STORY, date=NOON.astimezone(TEHRAN), updated=None)
    still = replace(STORY, updated=None)

    assert moved == still  # two moments are equal whatever their zones
    different = assert_no_item_is_stale(a_digest(still), a_digest(moved), rendered.of)
    assert {ARTICLE, "feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/all.json"} <= different


ORIGIN_FIELDS = {"name": "The Times", "url": "https://times.example/1", "slug": None}
PHOTO_FIELDS = {
    "file": "tram.png", "caption": None, "credit": None, "alt": "Other.", "rights": "cc",
    "width": 7, "height": 7, "license": "CC-BY-4.0", "expires": NOON, "regions_out": ("TR",),
    "no_archive": True, "mandatory_credit": True,
}  # fmt: skip
LINK_FIELDS = {"kind": "standing", "target": "earlier", "tail": "#end"}
BODY_FIELDS = {"prose": Prose.of("<p>Other.</p>", BODY.excerpt), "links": ()}
RELATED_FIELDS = {"slug": "earlier", "title": "Other", "url": "https://other.example/2"}
INNER = [
    *(("origin", replace(STORY.origin, **{f: v})) for f, v in ORIGIN_FIELDS.items()),
    *(("photos", (a_photo(**{f: v}),)) for f, v in PHOTO_FIELDS.items()),
    *(
        ("body", replace(BODY, links=(replace(BODY.links[0], **{f: v}), *BODY.links[1:])))
        for f, v in LINK_FIELDS.items()
    ),
    ("body", replace(BODY, prose=BODY_FIELDS["prose"])),
    ("body", replace(BODY, prose=Prose.of(BODY.html, "Other."))),
    *(
        ("related", (Related(**({"slug": None} | {f: v})), STORY.related[1]))
        for f, v in RELATED_FIELDS.items()
    ),
    ("photos", ()),
    ("photos", (a_photo(), a_photo(file="tram.png"))),
    ("photos", (a_photo(file=None),)),
    ("related", tuple(reversed(STORY.related))),
    ("origin", None),
]


def test_every_field_of_what_an_article_is_made_of_is_tried():
    tried = {
        Origin: ORIGIN_FIELDS, Photo: PHOTO_FIELDS, Link: LINK_FIELDS, Body: BODY_FIELDS,
        Related: RELATED_FIELDS,
    }  # fmt: skip

    for struct, names in tried.items():
        assert sorted(names) == sorted(field.name for field in struct_fields(struct))


@pytest.mark.parametrize("number", range(len(INNER)))
def test_a_part_of_an_article_that_changes_a_page_changes_its_key(rendered, number):
    field, value = INNER[number]

    after = a_digest(replace(STORY, **{field: value}))

    assert_no_item_is_stale(a_digest(), after, rendered.of)


STANDING_FIELDS = {
    "path": "content/pages/other.md",
    "title": "Other",
    "summary": "Other",
    "lang": "tr",
    "translation_of": "ueber",
    "state": "draft",
    "body": a_body(html="<p>Other.</p>", excerpt="Other"),
}


def test_every_field_of_a_standing_page_is_tried():
    assert sorted(STANDING_FIELDS) == sorted(
        field.name for field in struct_fields(Standing) if field.name != "slug"
    )


@pytest.mark.parametrize("field", STANDING_FIELDS)
def test_a_field_of_a_standing_page_that_changes_a_page_changes_its_key(rendered, field):
    about, ueber = a_digest().site.standing.values()
    after = a_digest(standing=[replace(about, **{field: STANDING_FIELDS[field]}), ueber])

    different = assert_no_item_is_stale(a_digest(), after, rendered.of)

    assert ("about/index.html" in different) is (field != "path")


def test_the_translation_of_a_standing_page_goes(rendered):
    after = a_digest(standing=[a_digest().site.standing["about"]])

    assert "about/index.html" in assert_no_item_is_stale(a_digest(), after, rendered.of)


TERM_FIELDS = {
    # field: another value, and pages of topics and of regions that show it
    "name": (Name("Other", (("fa", "دیگر"),)), {ARTICLE}, {ARTICLE}),
    "description": (Name("More"), {"topics/diplomacy/index.html"}, {"regions/iran/index.html"}),
    "code": ("IR", set(), {"articles/translated/index.html"}),  # CLDR knows its Persian name
    "media_topic": ("medtop:1", set(), set()),
}  # fmt: skip


@pytest.mark.parametrize("field", TERM_FIELDS)
@pytest.mark.parametrize(("kind", "slug"), [("topics", "diplomacy"), ("regions", "iran")])
def test_a_field_of_a_term_that_changes_a_page_changes_its_key(rendered, kind, slug, field):
    known = getattr(a_digest().site, kind).terms
    value, *showing = TERM_FIELDS[field]
    edited = dataclasses.replace(known[slug], **{field: value})
    after = a_digest(**{kind: Vocabulary({**known, slug: edited})})

    different = assert_no_item_is_stale(a_digest(), after, rendered.of)

    shown = showing[0] if kind == "topics" else showing[1]
    assert shown <= different
    assert shown or not different


def test_every_field_of_a_term_is_tried():
    structure = {"slug", "parents", "children"}

    assert {field.name for field in dataclasses.fields(Term)} == {*TERM_FIELDS, *structure}


@pytest.mark.parametrize(
    ("kind", "tree"),
    [
        ("topics", {"culture": {}, "diplomacy": {}, "defence": {"drones": {}}}),  # another order
        ("topics", {"diplomacy": {}, "culture": {}, "defence": {}, "drones": {}}),
        ("topics", {"diplomacy": {"culture": {}}, "defence": {"drones": {}}}),
        ("topics", {"diplomacy": {}, "culture": {}}),  # without stories: nobody misses them
        ("regions", {"iran": {}, "middle-east": {}, "russia": {}}),
        ("regions", {"middle-east": {"iran": {}}, "russia": {}, "fiji": {}}),
    ],
)
def test_another_tree_of_terms_changes_keys(rendered, kind, tree):
    after = a_digest(**{kind: a_vocabulary(tree)})

    different = assert_no_item_is_stale(a_digest(), after, rendered.of)

    assert f"{kind}/index.html" in different


SOURCE_FIELDS = {
    "name": Name("The Times"),
    "url": "https://times.example",
    "domains": ("times.example",),
    "lang": "fa",
    "description": Name("A daily"),
}


@pytest.mark.parametrize("field", SOURCE_FIELDS)
def test_a_field_of_a_source_that_changes_a_page_changes_its_key(rendered, field):
    after = a_digest(sources=[a_source(**{field: SOURCE_FIELDS[field]}), a_source("agency")])

    different = assert_no_item_is_stale(a_digest(), after, rendered.of)

    assert ("sources/the-post/index.html" in different) is (field != "domains")


def test_every_field_of_a_source_is_tried():
    assert {field.name for field in dataclasses.fields(Source)} == {*SOURCE_FIELDS, "slug"}


def test_a_source_that_comes_may_make_an_agency_of_a_person(rendered):
    name = "Ana Silva"  # whom the articles are by
    after = a_digest(sources=[a_source(), a_source("agency"), a_source("ana", name=Name(name))])

    assert ARTICLE in assert_no_item_is_stale(a_digest(), after, rendered.of)


PLANS = {
    "lead": "a-story",
    "seconds": ("story-1", "linked"),
    "topics": ("culture", "diplomacy"),
    "regions": ("middle-east",),
}


@pytest.mark.parametrize("field", PLANS)
def test_the_plan_of_the_front_page_changes_its_key_and_no_other(rendered, field):
    plan = dataclasses.replace(FrontPlan(lead="related"), **{field: PLANS[field]})
    before, after = a_digest(), a_digest(front=plan)

    assert assert_no_item_is_stale(before, after, rendered.of) == {"index.html"}
    assert changed_keys(before, after) == {"index.html"}


def test_every_field_of_the_plan_is_tried():
    assert {field.name for field in dataclasses.fields(FrontPlan)} == set(PLANS)
