"""A picture that may not be shown leaves every place at once, its files as well."""

import json
from datetime import timedelta

import pytest
from msgspec.structs import replace

from broadsheet.model import Link
from broadsheet.pages.licenses import named
from broadsheet.release import NEWS, bar_of, release
from tests.build_model import a_body, a_config, a_photo, an_article, pages, publish, some_articles
from tests.builders import Digest
from tests.life.told import PICTURE, SLUG, build, cold, found, site

NOON = "2022-12-20T12:00:00+00:00"
PAGE = f"articles/{SLUG}/index.html"
OF_THE_PICTURE = {"picture", "caption", "credit", "alt", "bytes of the picture"}


def limited(folder, limits, **settings):
    """Lay out the site with limits of the story's photo."""
    conf = site(folder, **settings)
    place = folder / f"content/articles/{SLUG}.md"
    place.write_text(place.read_text().replace("rights: own", f"rights: licensed, {limits}"))
    return conf


@pytest.mark.parametrize(
    ("limits", "end"),
    [
        ("expires: 2022-12-20", "2022-12-20"),
        ("expires: '2022-12-20T06:00:00+00:00'", "2022-12-20T06:00:00+00:00"),
        ("restrictions: {no_archive: true}", "2022-12-24"),  # 14 days after the story
    ],
)
def test_a_picture_whose_right_ends_is_nowhere_from_then_on(tmp_path, limits, end):
    conf = limited(tmp_path, limits)
    moment = a_config(BROADSHEET_NOW=end).now

    before = build(conf, (moment - timedelta(seconds=1)).isoformat())
    after = build(conf, end)

    assert set(found(before)) >= OF_THE_PICTURE
    assert not set(found(after)) & OF_THE_PICTURE
    assert set(found(after)) >= {"title", "text", "summary"}
    assert after == cold(conf, end)


@pytest.mark.parametrize(
    ("published_in", "shown"), [((), False), (("TR", "GB"), False), (("GB",), True)]
)
def test_a_picture_is_out_in_some_countries(tmp_path, published_in, shown):
    settings = f"BROADSHEET_PUBLISHED_IN = {published_in!r}"
    conf = limited(tmp_path, "restrictions: {regions_out: [TR, CN]}", settings=settings)

    assert bool(set(found(build(conf, NOON))) & OF_THE_PICTURE) is shown


def test_a_mandatory_credit_stands_wherever_the_picture_does(tmp_path):
    files = build(limited(tmp_path, "restrictions: {mandatory_credit: true}"), NOON)

    page = files[PAGE].decode()
    assert "og:image" not in page
    assert f'<img class="photo__image u-photo" src="/photos/{PICTURE}"' in page
    for path in found(files)["picture"] - {f"photos/{PICTURE}", "feeds/all.json"}:
        assert b"Credit Pit" in files[path], path


def test_what_one_article_says_of_a_picture_holds_for_all_that_use_it():
    ended = a_photo(file="a.jpg", expires=a_config().now)
    one, other = (
        an_article("one", photos=(ended,)),
        an_article("b", photos=(a_photo(file="a.jpg"),)),
    )
    body = a_body(
        html='<p><img alt="x" src="local:0"></p><p>A <a title="t" href="local:1">link</a> and '
        '<a href="local:2">more</a>.</p>',
        links=tuple(Link(kind="file", target=f"photos/{n}.jpg") for n in ("a", "a", "b")),
    )
    text = an_article("c", body=body)

    made = release([one, other, text], [], a_config())

    assert [article.photos for article in made.articles] == [(), (), ()]
    assert made.articles[2].body.html == '<p>A link and <a href="local:2">more</a>.</p>'
    assert [link.target for link in made.articles[2].body.links] == ["", "", "photos/b.jpg"]
    assert made.barred == {"photos/a.jpg": "its right has ended"}


def test_a_turn_says_which_right_ends():
    config = a_config()
    article = an_article(date=config.now, photos=(a_photo(file="a.jpg", no_archive=True),))

    (turn,) = release([article], [], config).turns

    assert (turn.moment, turn.why) == (config.now + NEWS, "the right to a.jpg ends")
    assert bar_of(replace(article.photos[0], expires=config.now), article, config)


def test_the_account_says_why_a_picture_is_left_out(tmp_path):
    digest = Digest(tmp_path)
    photo = "{file: bridge.png, caption: C., credit: D., alt: A., rights: cc, expires: 2022-12-20}"
    digest.article("bridge", photo=photo)

    assert digest.prepare().account["skipped: its right has ended"] == (
        "content/photos/bridge.png",
    )


# --- what contradicts itself


@pytest.mark.parametrize(
    ("photo", "codes"),
    [
        ("credit: Getty, rights: own", ["rights-contradicted"]),
        ("credit: A. Lens / AFP, rights: cc", ["rights-contradicted"]),
        ("credit: A. Lens – Reuters, rights: public-domain", ["rights-contradicted"]),
        ("credit: A. Lens via Wikimedia Commons, rights: own", []),
        ("credit: A. Lens (CC BY 4.0), rights: licensed", ["rights-contradicted"]),
        ("credit: A. Lens (CC BY 4.0), rights: cc", []),
        ("credit: A. Lens, rights: permission, license: CC-BY-4.0", ["rights-contradicted"]),
        ("credit: A. Lens, rights: public-domain, license: CC0-1.0", []),
        ("credit: A. Lens, rights: licensed, license: 'https://terms.example'", []),
        ("credit: A. Lens, rights: cc, license: 'by-sa'", ["unknown-license"]),
        ("credit: A, rights: own, restrictions: {no_archive: yes}", ["wrong-type"]),
        ("credit: A, rights: own, restrictions: {regions_out: [tr]}", ["bad-code"]),
        ("credit: A, rights: own, restrictions: {embargoed: true}", ["unknown-key"]),
        ("credit: A, rights: own, restrictions: none", ["wrong-type"]),
        ("credit: A, rights: own, expires: soon", ["bad-date"]),
    ],
)
def test_rights_that_cannot_be_true(tmp_path, photo, codes):
    digest = Digest(tmp_path)
    digest.article("bridge", photo=f"{{{photo}}}")

    assert [code for _, _, _, code in digest.report()] == codes


# --- how they are shown


@pytest.mark.parametrize(
    ("license_", "shown"),
    [
        ("CC-BY-SA-4.0", ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/")),
        ("CC-BY-3.0-IGO", ("CC BY 3.0 IGO", "https://creativecommons.org/licenses/by/3.0/igo/")),
        ("CC0-1.0", ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")),
        ("https://terms.example/1", ("terms.example", "https://terms.example/1")),
        (None, ("", None)),
    ],
)
def test_a_licence_is_named_and_linked(license_, shown):
    assert named(license_) == shown


def test_credits_list_every_picture_once_with_its_stories():
    photo = a_photo(file="a.jpg", license="CC-BY-4.0", rights="cc")
    articles = some_articles(3, photos=(photo,))
    made = pages(publish(*articles, an_article("own", photos=(a_photo(file="b.jpg"),))))

    data = made["credits/"].data

    assert [row.photo.url for row in data.rows] == ["photos/a.jpg", "photos/b.jpg"]
    row = data.rows[0]
    assert [story.text for story in row.stories] == ["Story 1", "Story 2", "Story 3"]
    assert (row.photo.credit, row.photo.rights) == ("Ana Silva / Agency", "Creative Commons")
    assert row.photo.license_url == "https://creativecommons.org/licenses/by/4.0/"


def test_credits_are_cut_into_pages_and_a_new_picture_changes_the_last():
    articles = [
        replace(article, photos=(a_photo(file=f"{number}.jpg"),))
        for number, article in enumerate(some_articles(150))
    ]
    before = pages(publish(*articles[:149]))
    after = pages(publish(*articles))

    assert before["credits/"].data == after["credits/"].data
    assert len(after["credits/page/2/"].data.rows) == 50


def test_a_digest_without_pictures_has_its_credits_and_one_may_leave_them_out():
    assert pages(publish(an_article()))["credits/"].data.rows == ()
    config = a_config(BROADSHEET_WITHOUT=["credits"])
    assert "credits/" not in pages(publish(an_article(), config=config))


def test_structured_data_names_the_licence():
    article = an_article(photos=(a_photo(license="CC-BY-4.0"),))

    head = pages(publish(article))["articles/a-story/"].data.head

    (image,) = json.loads(head.json_ld)["image"]
    assert image["license"] == "https://creativecommons.org/licenses/by/4.0/"
