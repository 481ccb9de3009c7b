"""What tests of keys share: a site in which everything hangs together, and what may change."""

from datetime import UTC, datetime, timedelta, timezone

from broadsheet import fingerprint
from broadsheet.feeds import write_feed
from broadsheet.fingerprint import digest
from broadsheet.model import FrontPlan, Link, Related
from broadsheet.pages.key import Keys
from broadsheet.pages.page import Copy, Feed, Page
from broadsheet.render import Extras, make_environment, render_page
from tests.build_model import (
    a_body,
    a_config,
    a_photo,
    a_source,
    a_standing,
    a_vocabulary,
    an_article,
    publish,
    some_articles,
)


def keys_of(publication, templates=b"as they are"):
    """Give the keys of a publication's items, whose templates are all one."""
    shared = digest(fingerprint.engine(), fingerprint.settings(publication.site.config))
    names = {item.template for item in publication.items if isinstance(item, Page)}
    keys = Keys(publication, shared, dict.fromkeys(names, templates))
    return {item.path: keys.of(item) for item in publication.items}


def all_that_is_seen(publication):
    """Give all that an item's bytes can be made of: what a template sees, a whole feed or text."""
    return {item.path: _seen(item, publication) for item in publication.items}


def _seen(item, publication):
    if isinstance(item, Page):
        config = publication.site.config
        return item.template, repr((item.data, publication.facts, config.template_settings))
    if isinstance(item, Feed):
        return write_feed(item)
    return str(item.source) if isinstance(item, Copy) else item.text


class Bytes:
    """Renders publications with the project's own theme."""

    def __init__(self):
        self.environment = make_environment(a_config(), Extras())

    def of(self, publication):
        return {item.path: self._bytes(item, publication) for item in publication.items}

    def _bytes(self, item, publication):
        config = publication.site.config
        if isinstance(item, Page):
            return render_page(item, publication.facts, config, self.environment)
        return _seen(item, publication)


def assert_no_item_is_stale(before, after, see):
    """Compare two publications; give the paths of the items that have become different."""
    seen = see(before), see(after)
    keys = keys_of(before), keys_of(after)
    common = seen[0].keys() & seen[1].keys()
    different = {path for path in common if seen[0][path] != seen[1][path]}
    assert {path for path in different if keys[0][path] == keys[1][path]} == set()
    return different


def changed_keys(before, after):
    """Give the paths of the items that have another key, or are new."""
    keys = keys_of(before), keys_of(after)
    return {path for path, key in keys[1].items() if keys[0].get(path) != key or not key} - {
        item.path for item in before.items if isinstance(item, Copy)
    }


NOON = datetime(2022, 12, 18, 12, tzinfo=UTC)
TEHRAN = timezone(timedelta(hours=3, minutes=30))
BODY = a_body(
    html='<p>See <a href="local:0">the other</a> and <a href="local:1">us</a>.</p>'
    '<p><a href="local:2">All</a> <img src="local:3"></p>',
    links=(
        Link(kind="article", target="linked"),
        Link(kind="standing", target="about"),
        Link(kind="address", target="topics/", tail="#a"),
        Link(kind="file", target="photos/tram.png"),
    ),
    excerpt="See the other.",
)
STORY = an_article(
    "a-story",
    date=NOON,
    has_time=True,
    updated=NOON + timedelta(days=1),
    photos=(a_photo(),),
    related=(Related(slug="related"), Related(title="Elsewhere", url="https://o.example/")),
    body=BODY,
)


def a_digest(story=STORY, **changes):
    """Make a site in which a story hangs together with everything; `changes` replaces its parts."""
    given = {
        "config": a_config(),
        "articles": [
            *([story] if story else []),
            an_article("linked", topics=("culture",), aliases=("once-linked",)),
            an_article("related", topics=("culture",)),
            an_article("earlier", date=NOON - timedelta(days=1)),
            an_article("linking", topics=("culture",), body=BODY_OF_LINKING),
            an_article("translated", translation_of="a-story", lang="fa", topics=("culture",)),
            an_article("withdrawn", state="withdrawn", topics=("culture",)),
            *some_articles(12, topics=("culture",), regions=("russia",)),
        ],
        "standing": [
            a_standing("about", body=BODY),
            a_standing("ueber", lang="de", translation_of="about"),
        ],
        "sources": [a_source(), a_source("agency")],
        "topics": a_vocabulary({"diplomacy": {}, "culture": {}, "defence": {"drones": {}}}),
        "regions": a_vocabulary({"middle-east": {"iran": {}}, "russia": {}}),
        "front": FrontPlan(lead="related"),
        **changes,
    }
    return publish(*given.pop("articles"), **given)


BODY_OF_LINKING = a_body(
    html='<p><a href="local:0">A story</a></p>',
    links=(Link(kind="article", target="a-story"),),
    excerpt="A story",
)
ARTICLE = "articles/a-story/index.html"
