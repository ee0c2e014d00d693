"""What a person types to set something up: times, days, and a whole wish in any order of its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from enum import IntEnum

from knowledge.schedule import Kind

_HALVES = {"a": 0, "p": 12}

_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})|h)", re.IGNORECASE)
"""20:00, 20.30, 20h30, 20h"""

_HALF = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap])\.?\s?m\b\.?", re.IGNORECASE)
"""8pm, 8:30 pm, 8.30 p.m."""

_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}

_TIME_IN_WORDS = re.compile(
    rf"(?<!\S)(?:{_HALF.pattern}|{'|'.join(_NAMED)}|[\d:.]*\d[:.h][\d:.]*)(?![^\s,;])", re.IGNORECASE
)
"""Whatever is meant to be a time, also one that there is not."""

_CHANNEL = re.compile(r"<#(\d{1,20})>")

_CHANNEL_NAME = re.compile(r"(?<!\S)#(?P<name>[^\s,;#<>]+)")
"""#debate, as plain text: Discord made no mention of it."""

_QUOTED = re.compile(r"[\"“”„«](?P<begin>[^\"“”„«»]+)[\"“”»]")


class Day(IntEnum):
    """A day of the week, or every day."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6
    EVERY = 7

    @property
    def weekday(self) -> int | None:
        """As a rhythm has it: None is every day."""
        return None if self is Day.EVERY else int(self)


_WEEK = {day.name.lower(): day for day in Day if day is not Day.EVERY}

_DAYS = {
    **_WEEK,
    **{f"{name}s": day for name, day in _WEEK.items()},
    **{name[:3]: day for name, day in _WEEK.items()},
    "tues": Day.TUESDAY,
    "thurs": Day.THURSDAY,
    **dict.fromkeys(("daily", "day", "everyday"), Day.EVERY),
}

_KINDS = {kind.value: kind for kind in Kind} | {
    "passages": Kind.PASSAGE,
    "entry": Kind.PASSAGE,
    "pairs": Kind.PAIR,
    "then-and-now": Kind.PAIR,
    "read": Kind.READING,
    "readings": Kind.READING,
}

_IDLE = {"a", "an", "and", "at", "each", "every", "from", "in", "into", "next", "of", "on", "the", "to"}
"""Words that people put between those that count. They are left out around a zone, not within one: Port of Spain."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed, taken apart; None is what was left out.

    The time and the zone stand as they were typed, whatever they are; the zone is all that is nothing else. ``begin``,
    in quotation marks, is where a reading begins. ``channel_typed`` is a channel's name where Discord tells no number.
    """

    kind: Kind | None = None
    time_typed: str | None = None
    zone_typed: str | None = None
    day: Day | None = None
    channel_id: int | None = None
    begin: str | None = None
    channel_typed: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is wished that a schedule can be changed by."""
        given = (self.time_typed, self.zone_typed, self.day, self.channel_id, self.channel_typed)
        return all(one is None for one in given)

    @property
    def time(self) -> time | None:
        """The time of day that was typed, if it is one."""
        return read_time(self.time_typed) if self.time_typed else None


def read_time(typed: str) -> time | None:
    """A time of day: 20:00, 20.30, 20h, 8pm, 8:30 p.m., noon; None for what is none, or may be two."""
    typed = typed.strip().casefold()
    if typed in _NAMED:
        return _NAMED[typed]
    if half := _HALF.fullmatch(typed):
        hour = int(half["hour"])
        return _time(hour % 12 + _HALVES[half["half"]], half["minute"]) if 1 <= hour <= 12 else None  # noqa: PLR2004  # clocks
    clock = _CLOCK.fullmatch(typed)
    return _time(int(clock["hour"]), clock["minute"]) if clock else None


def read_day(typed: str) -> Day | None:
    """A day of the week in English, whole or by three letters, or every day."""
    words = [word for word in typed.casefold().split() if word not in _IDLE]
    return _DAYS.get(words[0]) if len(words) == 1 else None


def read_wish(words: str) -> Wish:
    """What stands in these words, in any order: "reading every friday at 8:30 pm Europe/Berlin in #debate"."""
    begin = _QUOTED.search(words)
    words = _QUOTED.sub(" ", words)
    channel = _CHANNEL.search(words)
    words = _CHANNEL.sub(" ", words)
    channel_name = _CHANNEL_NAME.search(words)
    words = _CHANNEL_NAME.sub(" ", words)
    at = _TIME_IN_WORDS.search(words)
    words = words if at is None else f"{words[: at.start()]} {words[at.end() :]}"
    kind: Kind | None = None
    day: Day | None = None
    rest: list[str] = []
    for word in words.split():
        plain = word.strip(",;").casefold()
        if kind is None and plain in _KINDS:
            kind = _KINDS[plain]
        elif day is None and plain in _DAYS:
            day = _DAYS[plain]
        elif plain:
            rest.append(word.strip(",;"))
    return Wish(
        kind=kind,
        time_typed=at[0] if at else None,
        zone_typed=" ".join(_without_idle(rest)) or None,
        day=day,
        channel_id=int(channel[1]) if channel else None,
        begin=begin["begin"] if begin else None,
        channel_typed=channel_name["name"] if channel_name and not channel else None,
    )


def _without_idle(words: list[str]) -> list[str]:
    """The words from the first that counts to the last."""
    counting = [number for number, word in enumerate(words) if word.casefold() not in _IDLE]
    return words[counting[0] : counting[-1] + 1] if counting else []


def _time(hour: int, minute: str | None) -> time | None:
    try:
        return time(hour, int(minute or 0))
    except ValueError:
        return None
