"""Since when: a moment in the past, as people type it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from knowledge.schedule_words import read_time
from knowledge.zones import find_zone

_UNITS = {
    "minutes": ("m", "min", "mins", "minute", "minutes"),
    "hours": ("h", "hr", "hrs", "hour", "hours"),
    "days": ("d", "day", "days"),
    "weeks": ("w", "wk", "wks", "week", "weeks"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}

_AGO = re.compile(rf"(?:(?:the )?(?:last|past) )?(?P<number>\d{{1,5}}) ?(?P<unit>{'|'.join(_UNIT_OF)})(?: ago)?")
EARLIEST = datetime(2015, 1, 1, tzinfo=UTC)
"""Before it there was no Discord; whatever is earlier is this."""

EXAMPLES = ("2h", "90 min", "yesterday", "monday", "20:00", "20:00 Paris", "2026-11-01", "2026-11-01 20:00")
"""Moments as they can be typed, one of a kind."""

LONGEST = 60
"""A longer text, in characters, is no moment."""

_DAYS_BACK = {"today": 0, "yesterday": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_since(typed: str, now: datetime) -> datetime | None:
    """The moment that was typed, before ``now``: 2h, 90 min, yesterday, monday, 20:00, 2026-11-24, 2026-11-24 20:00.

    Times and days are UTC's, or those of a zone named after them ("20:00 Paris"). None for what is none of these, and
    for what lies ahead.
    """
    words = " ".join(typed.casefold().split())
    if len(words) > LONGEST:
        return None
    moment = _moment(words, now, UTC)
    rest = words
    while moment is None and " " in rest:
        rest, _, _ = rest.rpartition(" ")
        zone = find_zone(words.removeprefix(rest).strip())
        moment = _moment(rest, now, ZoneInfo(zone)) if zone else None
    return max(moment, EARLIEST) if moment is not None and moment <= now else None


def _moment(words: str, now: datetime, zone: tzinfo) -> datetime | None:
    if ago := _AGO.fullmatch(words):
        return now - timedelta(**{_UNIT_OF[ago["unit"]]: int(ago["number"])})
    local = now.astimezone(zone)
    day, _, clock = words.partition(" ")
    if (began := _day(day, local.date())) is not None:
        at = read_time(clock) if clock else time()
        return None if at is None else _at(began, at, zone)
    if (at := read_time(words)) is None:
        return None
    today = _at(local.date(), at, zone)
    return today if today <= now else _at(local.date() - timedelta(days=1), at, zone)


def _day(word: str, today: date) -> date | None:
    """The day that the word means; none after today."""
    if word in _DAYS_BACK:
        return today - timedelta(days=_DAYS_BACK[word])
    if word in _WEEKDAYS:
        return today - timedelta(days=(today.weekday() - _WEEKDAYS.index(word)) % 7)
    try:
        day = date.fromisoformat(word) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", word) else None
    except ValueError:
        return None
    return max(day, EARLIEST.date()) if day and day <= today else None


def _at(day: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
