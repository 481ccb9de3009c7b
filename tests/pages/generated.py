"""Sites made up by hypothesis, in which as much as possible hangs together with the rest."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from broadsheet.model import (
    KINDS,
    Article,
    Correction,
    FrontPlan,
    Link,
    Name,
    Origin,
    Related,
    Site,
    Source,
    Standing,
    Vocabulary,
    Withdrawal,
)
from broadsheet.release import release
from tests.build_model import (
    REGIONS,
    TOPICS,
    a_body,
    a_config,
    a_photo,
    a_site,
    a_source,
    a_vocabulary,
    an_article,
)

SLUGS = "ant bee cat dog elk".split()
PAGES = "about imprint درباره".split()
LANGS = st.sampled_from(["en", "en", "fa", "zh-Hans"])
NOW = a_config().now
ZONES = [UTC, timezone(timedelta(hours=3, minutes=30)), timezone(timedelta(hours=-8), "PST")]
WORDS = st.sampled_from(["One", "Two", "<b>Bold</b> & “quoted”", "پل تازه", ""])


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a site is made of; `settings` are named as in pelicanconf.py."""

    articles: tuple[Article, ...]
    standing: tuple[Standing, ...]
    topics: Vocabulary
    regions: Vocabulary
    sources: tuple[Source, ...]
    front: FrontPlan
    settings: dict[str, Any] = field(default_factory=dict)

    def site(self) -> Site:
        """Make the enriched site; drafts are part of it as `serve --all` shows them."""
        config = a_config(**self.settings)
        released = release(self.articles, self.standing, config)
        return a_site(
            *released.articles,
            *released.withdrawn,
            config=config,
            topics=self.topics,
            regions=self.regions,
            sources=self.sources,
            standing=released.standing,
            front=self.front,
        )


def some(elements, size=3, least=0):
    """Choose a few, in any order, each once."""
    return st.lists(elements, min_size=least, max_size=size, unique=True).map(tuple)


LINKS = st.one_of(
    st.builds(Link, kind=st.just("article"), target=st.sampled_from(SLUGS)),
    st.builds(Link, kind=st.just("standing"), target=st.sampled_from(PAGES)),
    st.builds(Link, kind=st.just("file"), target=st.sampled_from(["photos/b.jpg", "files/t.txt"])),
    st.builds(Link, kind=st.just("address"), target=st.just("topics/"), tail=st.just("#top")),
)


@st.composite
def bodies(draw):
    links = draw(some(LINKS))
    anchors = (
        f'<img src="local:{n}">'
        if link.kind == "file"
        else f'<a href="local:{n}">{link.target}</a>'
        for n, link in enumerate(links)
    )
    html = f"<p>{draw(st.sampled_from(['Words.', 'Other words.']))} {' '.join(anchors)}</p>"
    return a_body(html=html, links=links, excerpt=draw(st.sampled_from(["Words.", "Other"])))


DATES = st.builds(
    lambda hours, zone: datetime(2022, 11, 28, tzinfo=UTC).astimezone(zone) + hours,
    st.sampled_from([timedelta(hours=n) for n in (0, 71, 72, 73, 800, 900)]),
    st.sampled_from(ZONES),
)
RELATED = st.one_of(
    st.builds(Related, slug=st.sampled_from(SLUGS)),
    st.builds(Related, slug=st.sampled_from(SLUGS)),
    st.just(Related(title="Elsewhere", url="https://other.example/x")),
    st.just(Related(title="Not found yet")),
)
PHOTOS = st.sampled_from([
    a_photo(), a_photo(file="tram.png", credit=None), a_photo(file=None), a_photo(width=7),
    a_photo(alt="Another text."), a_photo(rights="cc"), a_photo(caption="A caption."),
])  # fmt: skip
ORIGINS = st.sampled_from([
    None,
    Origin(name="The Post", url="https://post.example/1", slug="the-post"),
    Origin(name="The Post", url="https://post.example/2", slug="the-post"),
    Origin(name="Elsewhere", url="https://elsewhere.example/1"),
])  # fmt: skip
STATUS = st.sampled_from([*["published"] * 5, "draft", "withheld"])
STATES = st.one_of(STATUS, st.just("withdrawn"))
MOMENTS = st.sampled_from([None, None, NOW - timedelta(days=9), NOW, NOW + timedelta(seconds=1)])
CORRECTIONS = st.lists(
    st.builds(
        Correction,
        date=st.sampled_from([NOW - timedelta(days=9), NOW, NOW + timedelta(seconds=1)]),
        has_time=st.booleans(),
        kind=st.sampled_from(KINDS),
        text=st.just("It is <not> so."),
        was=st.sampled_from(["", "So."]),
        serious=st.booleans(),
    ),
    max_size=2,
).map(lambda made: tuple(sorted(made, key=lambda one: one.date)))
WITHDRAWALS = st.builds(Withdrawal, date=MOMENTS, reason=st.sampled_from([None, "Wrong."]))


def articles(slug):
    return st.builds(
        an_article,
        st.just(slug),
        title=WORDS,
        path=st.sampled_from([f"content/articles/{slug}.md", f"content/articles/2022/{slug}.md"]),
        date=DATES,
        has_time=st.booleans(),
        updated=st.none() | DATES,
        updated_has_time=st.booleans(),
        byline=some(st.sampled_from(["Ana Silva", "Iran", "Drones"])),  # some are sources
        origin=ORIGINS,
        photos=some(PHOTOS, 2),
        related=some(RELATED),
        topics=some(st.sampled_from(["diplomacy", "drones", "culture"]), 3, 1),
        regions=some(st.sampled_from(["iran", "middle-east", "russia"]), 3, 1),
        summary=WORDS,
        lang=LANGS,
        translation_of=st.none() | st.sampled_from([s for s in SLUGS if s != slug]),
        state=STATES,
        withdrawal=st.none() | WITHDRAWALS,
        embargo=MOMENTS,
        expires=MOMENTS,
        corrections=CORRECTIONS,
        body=bodies(),
    )


def standing_pages(slug):
    return st.builds(
        Standing,
        slug=st.just(slug),
        path=st.sampled_from([f"content/pages/{slug}.md", f"content/pages/more/{slug}.md"]),
        title=WORDS,
        summary=WORDS,
        lang=LANGS,
        translation_of=st.none() | st.sampled_from([s for s in PAGES if s != slug]),
        state=STATUS,
        body=bodies(),
    )


NAMES = st.builds(
    Name,
    st.sampled_from(["Iran", "Drones", "Peace & war"]),
    some(st.sampled_from([("fa", "ایران"), ("zh-Hans", "伊朗"), ("de", "Iran")])),
)


def terms(term):
    return st.builds(
        replace,
        st.just(term),
        name=NAMES,
        description=st.none() | NAMES,
        code=st.sampled_from([None, "IR", "RU"]),
        media_topic=st.sampled_from([None, "medtop:1"]),
    )


def vocabularies(tree):
    known = a_vocabulary(tree).terms
    return st.one_of(
        st.just(Vocabulary(known)),
        st.fixed_dictionaries({slug: terms(term) for slug, term in known.items()}).map(Vocabulary),
    )


def sources(slug):
    return st.builds(
        a_source,
        st.just(slug),
        name=NAMES,
        url=st.sampled_from(["https://post.example", "https://other.example"]),
        domains=some(st.sampled_from(["post.example", "other.example"])),
        lang=st.none() | LANGS,
        description=st.none() | NAMES,
    )


PLANS = st.builds(
    FrontPlan,
    lead=st.none() | st.sampled_from(SLUGS),
    seconds=some(st.sampled_from(SLUGS)),
    topics=some(st.sampled_from(["culture", "diplomacy"])),
    regions=some(st.sampled_from(["russia", "middle-east"])),
)
SETTINGS = st.fixed_dictionaries({
    "SITENAME": st.sampled_from(["The Digest", "Another"]),
    "SITESUBTITLE": WORDS,
    "SITEURL": st.sampled_from(["", "https://news.example.org", "https://news.example.org/d"]),
    "TIMEZONE": st.sampled_from(["UTC", "Asia/Tehran", "Pacific/Kiritimati"]),
    "DEFAULT_LANG": LANGS,
    "DEFAULT_PAGINATION": st.sampled_from([False, 1, 2]),
    "DEFAULT_ORPHANS": st.sampled_from([0, 1]),
    "FEED_MAX_ITEMS": st.sampled_from([False, 1, 2]),
    "RSS_FEED_SUMMARY_ONLY": st.booleans(),
    "RELATIVE_URLS": st.booleans(),
    "ARTICLE_URL": st.sampled_from(["articles/{slug}/", "{lang}/{date:%Y/%m}/{slug}.html"]),
    "PAGE_URL": st.sampled_from(["{slug}/", "{lang}/{slug}.html"]),
    "THEME_STATIC_DIR": st.sampled_from(["theme", "assets"]),
    "EXTRA_PATH_METADATA": st.sampled_from([{}, {"files/t.txt": {"path": "t.txt"}}]),
    "BROADSHEET_WITHOUT": some(st.sampled_from(["crossings", "sources", "archive", "opml"]), 2),
    "BROADSHEET_SHOW_DRAFTS": st.booleans(),
    "MINE": st.sampled_from(["printed by a template", ["a"], ("a",)]),
})  # fmt: skip


@st.composite
def parts(draw):
    """Make the parts of a site."""
    return Parts(
        articles=tuple(draw(articles(slug)) for slug in draw(some(st.sampled_from(SLUGS), 5, 2))),
        standing=tuple(
            draw(standing_pages(slug)) for slug in draw(some(st.sampled_from(PAGES), 3, 1))
        ),
        topics=draw(vocabularies(TOPICS)),
        regions=draw(vocabularies(REGIONS)),
        sources=tuple(
            draw(sources(s)) for s in draw(some(st.sampled_from(["the-post", "agency"])))
        ),
        front=draw(PLANS),
        settings=draw(SETTINGS),
    )
