"""The dates of an article against each other and the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from broadsheet.config import SiteConfig
from broadsheet.problems import Problem, problem
from broadsheet.read.article import Record
from broadsheet.read.typed import Moment


def date_faults(record: Record, date: datetime, config: SiteConfig) -> Iterator[Problem]:
    """Note what cannot be.

    Args:
        record: the article.
        date: when it was published, as a moment.
        config: has the clock, and the zone of days.
    """
    if record.date is None:
        return
    if date > config.now and record.status == "published" and not _embargoed(record, config):
        when = "is shown from then on" if not config.with_future_dates else "is shown all the same"
        message = f"is in the future; the article {when}"
        yield _at(record.date, "future-date", message, record, "date")
    if record.updated:
        yield from _updated_early(record, record.updated, date, config)
    if record.expires:
        yield from _expires_early(record, record.expires, date, config)
    if record.withdrawal and record.withdrawal.date:
        what = "the article is withdrawn all the same"
        yield from _ahead(record, record.withdrawal.date, "withdrawn.date", what, config)
    for correction in record.corrections:
        moment = correction.date.within(config.timezone)
        what = "the correction is shown all the same"
        yield from _ahead(record, correction.date, "corrections.date", what, config)
        if moment.date() < date.astimezone(moment.tzinfo).date():
            message = "is before the date of the article"
            yield _at(
                correction.date, "correction-before-date", message, record, "corrections.date"
            )


def _ahead(
    record: Record, moment: Moment, field: str, what: str, config: SiteConfig
) -> Iterator[Problem]:
    if moment.within(config.timezone) > config.now:
        yield _at(moment, "future-date", f"is in the future; {what}", record, field)


def _expires_early(
    record: Record, expires: Moment, date: datetime, config: SiteConfig
) -> Iterator[Problem]:
    zone = config.timezone
    first = max(date, record.embargo.within(zone)) if record.embargo else date
    if expires.within(zone) <= first:
        since = "embargo" if first > date else "date"
        message = f"is not behind the {since}, so the text is never shown"
        yield _at(expires, "expires-too-early", message, record, "expires")


def _embargoed(record: Record, config: SiteConfig) -> bool:
    return bool(record.embargo and record.embargo.within(config.timezone) > config.now)


def _updated_early(
    record: Record, moment: Moment, date: datetime, config: SiteConfig
) -> Iterator[Problem]:
    updated = moment.within(config.timezone)
    same_day = updated.date() == date.astimezone(updated.tzinfo).date()
    if updated < date and not (same_day and not moment.has_time):
        message = "is before the date, so it is not shown"
        yield _at(moment, "updated-before-date", message, record, "updated")


def _at(moment: Moment, code: str, message: str, record: Record, field: str) -> Problem:
    hint = None if code == "future-date" else "correct one of the two"
    return problem(code, message, path=record.path, line=moment.line, field=field, hint=hint)
