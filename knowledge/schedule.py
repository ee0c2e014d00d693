"""What is posted regularly into a channel, and when: local times in named zones, whatever the clocks there do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


class Kind(StrEnum):
    """What is posted: an entry, a then-and-now, or the next portion of a text."""

    PASSAGE = "passage"
    PAIR = "pair"
    READING = "reading"


class Trouble(StrEnum):
    """Why the last post is not there.

    GONE: there is no such channel any more; nothing is posted until another one is chosen. LACKING: the bot lacks a
    permission. REFUSED: Discord took it for something else. EMPTY: the library holds nothing of the kind. UNSURE: the
    program stopped while it was posting, and what became of it cannot be found out.
    """

    GONE = "gone"
    LACKING = "lacking"
    REFUSED = "refused"
    EMPTY = "empty"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A time of day in a zone, on one day of the week (0 is Monday) or on every day."""

    zone: str
    time: time
    weekday: int | None = None

    def next_after(self, moment: datetime) -> datetime:
        """The first time after that moment."""
        return next_due(self.zone, self.time, self.weekday, moment)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is posted into one channel, and how far it has come.

    ``number`` is its own within its guild. ``position`` is where the next post is taken from, of a reading in the text
    ``slug``. ``due_at`` is when it is next posted; None where it has stopped.
    """

    id: int
    scope: int
    number: int
    channel_id: int
    kind: Kind
    slug: str | None
    rhythm: Rhythm
    position: int
    due_at: datetime | None
    posted_at: datetime | None = None
    trouble: Trouble | None = None


def next_due(zone: str, at: time, weekday: int | None, after: datetime) -> datetime:
    """The first moment after ``after`` at which clocks in the zone show that time, on that day of the week if one is
    given.

    A time that the clocks skip is taken to be the first moment after the gap; of one that they show twice, the first
    counts. The moment is in UTC.
    """
    clock = ZoneInfo(zone)
    day = after.astimezone(clock).date() - _DAY  # a day that is skipped whole ends when the next one has begun
    while True:
        if weekday in {None, day.weekday()} and (moment := _moment(clock, day, at)) > after:
            return moment
        day += _DAY


def _moment(clock: ZoneInfo, day: date, at: time) -> datetime:
    """When clocks first show that time on that day, or have just skipped it."""
    wanted = datetime.combine(day, at)
    moment = wanted.replace(tzinfo=clock).astimezone(UTC)  # the first of two, as ``fold`` is 0
    if _shown(clock, moment) == wanted:
        return moment
    before = wanted.replace(tzinfo=clock, fold=1).astimezone(UTC)
    while moment - before > _SECOND:
        middle = before + (moment - before) // _SECOND // 2 * _SECOND
        before, moment = (before, middle) if _shown(clock, middle) > wanted else (middle, moment)
    return moment


def _shown(clock: ZoneInfo, moment: datetime) -> datetime:
    return moment.astimezone(clock).replace(tzinfo=None)
