"""The gate: every state at every clock, and the moments at which it changes."""

from dataclasses import replace as with_fields
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from broadsheet.model import STATUSES, Body, Link, Withdrawal
from broadsheet.release import HIDDEN, Turn, release, state_of
from tests.build_model import a_body, a_config, a_photo, a_standing, an_article

CONFIG = a_config()
NOW = CONFIG.now
SECOND = timedelta(seconds=1)
KILLED = Withdrawal(date=NOW - SECOND, reason="Wrong.")


def released(*articles, standing=(), **settings):
    return release(articles, standing, a_config(**settings))


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "published"),
        ({"state": "draft"}, "draft"),
        ({"state": "withheld"}, "withheld"),
        ({"state": "withdrawn"}, "withdrawn"),
        ({"embargo": NOW + SECOND}, "embargoed"),
        ({"embargo": NOW}, "published"),
        ({"expires": NOW + SECOND}, "published"),
        ({"expires": NOW}, "expired"),
        ({"date": NOW + SECOND}, "published"),
        # what hides more goes first
        ({"embargo": NOW + SECOND, "expires": NOW}, "embargoed"),
        ({"embargo": NOW + SECOND, "state": "withdrawn"}, "embargoed"),
        ({"embargo": NOW + SECOND, "state": "draft"}, "draft"),
        ({"expires": NOW, "state": "withdrawn"}, "withdrawn"),
        # withdrawn before anybody could read it
        ({"state": "withdrawn", "embargo": NOW, "withdrawal": KILLED}, "withheld"),
        ({"state": "withdrawn", "embargo": NOW - 2 * SECOND, "withdrawal": KILLED}, "withdrawn"),
    ],
)
def test_the_state_of_an_article(changes, state):
    assert state_of(an_article(**changes), CONFIG) == state


def test_a_future_date_holds_back_where_the_settings_say_so():
    article = an_article(date=NOW + SECOND)

    assert state_of(article, a_config(WITH_FUTURE_DATES=False)) == "scheduled"
    assert state_of(article, CONFIG) == "published"


def test_what_is_published_goes_out_as_it_came():
    article, page = an_article(expires=NOW + SECOND, photos=(a_photo(),)), a_standing()

    made = released(article, standing=[page])

    assert made.articles == (article,)
    assert made.standing == (page,)


def test_of_what_is_withdrawn_a_headline_goes_out():
    article = an_article(
        state="withdrawn", withdrawal=KILLED, photos=(a_photo(),), byline=("A",), lang="fa"
    )

    (left,) = released(article).withdrawn

    kept = ("slug", "path", "title", "date", "has_time", "topics", "regions", "lang", "withdrawal")
    assert all(getattr(left, name) == getattr(article, name) for name in kept)
    assert left == an_article(
        **{name: getattr(article, name) for name in kept},
        state="withdrawn", byline=(), origin=None, summary="", body=Body(),
    )  # fmt: skip
    assert left.modified == KILLED.date


def test_a_stub_was_changed_when_it_expired():
    (stub,) = released(an_article(expires=NOW - SECOND)).articles

    assert stub.modified == NOW - SECOND


def linking(*files):
    return a_body(links=tuple(Link(kind=kind, target=target) for kind, target in files))


def test_files_that_only_hidden_texts_use_are_held():
    hidden = an_article("a", state="withheld", body=linking(("file", "x"), ("address", "y")))
    gone = an_article("b", state="withdrawn", body=linking(("file", "w"), ("file", "z")))
    shown = an_article("c", body=linking(("file", "z"), ("article", "y")))

    assert released(hidden, gone, shown).held == {"x", "y", "w"}
    page = a_standing(state="draft", body=linking(("file", "p")))
    assert released(standing=[page]).held == {"p"}
    assert released(hidden, BROADSHEET_SHOW_DRAFTS=True).held == frozenset()


def test_turns_come_in_order_with_their_reasons():
    one = an_article("a", embargo=NOW + 2 * SECOND, expires=NOW + 3 * SECOND)
    other = an_article("b", date=NOW + SECOND)
    done = an_article("c", embargo=NOW, expires=NOW, state="withdrawn")
    draft = an_article("d", state="draft", embargo=NOW + SECOND)

    assert released(done, one, other, draft).turns == (
        Turn(NOW + SECOND, other.path, "its date comes", visible=False),
        Turn(NOW + 2 * SECOND, one.path, "the embargo ends"),
        Turn(NOW + 3 * SECOND, one.path, "it expires"),
    )
    turns = released(other, WITH_FUTURE_DATES=False).turns
    assert turns == (Turn(NOW + SECOND, other.path, "its date comes"),)


MOMENTS = st.one_of(st.none(), st.integers(-3, 3).map(lambda n: NOW + n * SECOND))
ARTICLES = st.builds(
    lambda date, withdrawn, **changes: an_article(
        date=date or NOW, withdrawal=Withdrawal(date=withdrawn), **changes
    ),
    date=MOMENTS, withdrawn=MOMENTS, embargo=MOMENTS, expires=MOMENTS,
    state=st.sampled_from(STATUSES),
)  # fmt: skip


@given(ARTICLES, st.booleans(), st.integers(-4, 4), st.integers(1, 5))
def test_between_two_turns_nothing_changes(article, future, start, seconds):
    config = with_fields(CONFIG, now=NOW + start * SECOND, with_future_dates=future)
    later = with_fields(config, now=config.now + seconds * SECOND)
    before, after = release([article], [], config), release([article], [], later)

    turns = [turn.moment for turn in before.turns if turn.visible]
    if not any(moment <= later.now for moment in turns):
        assert after.articles == before.articles
        assert after.withdrawn == before.withdrawn
    if not any(turn.moment <= later.now for turn in before.turns):
        assert after.turns == before.turns


@given(ARTICLES, st.booleans(), st.booleans())
def test_nothing_hidden_goes_out_and_no_text_of_what_is_gone(article, future, drafts):
    config = with_fields(CONFIG, with_future_dates=future, show_drafts=drafts)
    article = replace(article, photos=(a_photo(),))
    made = release([article], [], config)
    state = made.states[article.path]

    out = (*made.articles, *made.withdrawn)
    assert bool(out) is (state not in HIDDEN or drafts)
    for item in out:
        assert item.state == state
        gone = state in {"withdrawn", "expired"}
        assert (item.body == Body() and item.photos == ()) is gone
