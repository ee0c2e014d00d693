"""What is posted regularly, as rows. A guild's own are asked for by its scope; the clock asks for what is due of all.

A post is taken before it is made: the row says for which time and since when, until it has ended in one way or another.
Taking is conditional on what was read, so that of two programs one gets the post and the other does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa

from knowledge.schedule import Kind, Rhythm, Schedule, Trouble
from knowledge.storage.changes import Changes
from knowledge.storage.group_tables import schedule
from knowledge.storage.rows import Rows, shown
from knowledge.storage.tables import entry

_READ = (schedule.c.due_at, schedule.c.taken_for, schedule.c.taken_at)
"""What taking a post depends on."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A schedule whose time has come, or whose post for ``taken_for`` was taken and never ended."""

    schedule: Schedule
    taken_for: datetime | None
    taken_at: datetime | None


class ScheduleReading(Rows):
    """Queries for what is posted regularly."""

    async def schedules(self, scope: int) -> list[Schedule]:
        """A guild's own, by their numbers."""
        query = sa.select(schedule).where(schedule.c.scope == scope).order_by(schedule.c.number)
        return [_schedule_of(row) for row in await self._connection.execute(query)]

    async def waiting(self, now: datetime, abandoned: datetime) -> list[Waiting]:
        """Every guild's whose time has come by ``now``, and what was taken before ``abandoned``; longest due first."""
        due = sa.and_(schedule.c.due_at <= now, schedule.c.taken_at.is_(None))
        query = sa.select(schedule).where(sa.or_(due, schedule.c.taken_at <= abandoned))
        rows = await self._connection.execute(query.order_by(schedule.c.due_at, schedule.c.id))
        return [Waiting(_schedule_of(row), row.taken_for, row.taken_at) for row in rows]

    async def next_due_at(self, now: datetime) -> datetime | None:
        """The first moment after ``now`` at which anything is due."""
        return await self._connection.scalar(sa.select(sa.func.min(schedule.c.due_at)).where(schedule.c.due_at > now))

    async def next_taken_at(self, after: datetime) -> datetime | None:
        """The first moment after that one at which a post was taken that has not ended."""
        query = sa.select(sa.func.min(schedule.c.taken_at)).where(schedule.c.taken_at > after)
        return await self._connection.scalar(query)

    async def entry_ids(self, scope: int) -> list[int]:
        """The numbers of all entries that the guild sees."""
        query = sa.select(entry.c.id).where(shown(scope)).order_by(entry.c.id)
        return [id_ for (id_,) in await self._connection.execute(query)]


class ScheduleWriting(Changes):
    """Changes to what is posted regularly."""

    async def add_schedule(
        self,
        scope: int,
        channel_id: int,
        kind: Kind,
        rhythm: Rhythm,
        due_at: datetime,
        slug: str | None,
        position: int,
    ) -> None:
        """Add one, under the next free number of its guild."""
        highest = sa.select(sa.func.max(schedule.c.number)).where(schedule.c.scope == scope)
        row = {
            "scope": scope,
            "number": (await self._connection.scalar(highest) or 0) + 1,
            "channel_id": channel_id,
            "kind": kind.value,
            "slug": slug,
            "position": position,
            "due_at": due_at,
        }
        await self._insert(schedule, [row | _rhythm_row(rhythm)])

    async def change_schedule(self, id_: int, channel_id: int, rhythm: Rhythm, due_at: datetime) -> None:
        """Let one be posted elsewhere or at another time; what troubled it is over."""
        changes = {"channel_id": channel_id, "due_at": due_at, "trouble": None} | _rhythm_row(rhythm)
        await self._connection.execute(sa.update(schedule).where(schedule.c.id == id_).values(changes))

    async def remove_schedule(self, id_: int) -> None:
        """Take one away."""
        await self._connection.execute(sa.delete(schedule).where(schedule.c.id == id_))

    async def stop_schedule(self, id_: int, channel_id: int) -> None:
        """Let one be due no more, unless it is posted into another channel by now."""
        here = sa.and_(schedule.c.id == id_, schedule.c.channel_id == channel_id)
        await self._connection.execute(sa.update(schedule).where(here).values(due_at=None))

    async def take(self, waiting: Waiting, due_at: datetime | None, taken_for: datetime, now: datetime) -> bool:
        """Take the post for ``taken_for`` as of ``now``, due again at ``due_at``; false where another program has."""
        return await self._move(waiting, due_at=due_at, taken_for=taken_for, taken_at=now)

    async def postpone(self, waiting: Waiting, due_at: datetime) -> bool:
        """Pass this time over; false where another program has done something about it."""
        return await self._move(waiting, due_at=due_at)

    async def end_post(self, id_: int, taken_at: datetime, **changes: Any) -> bool:
        """The post taken then has ended, and this comes of it; false where another program has taken it since."""
        here = sa.and_(schedule.c.id == id_, schedule.c.taken_at == taken_at)
        values = {"taken_for": None, "taken_at": None, **changes}
        return bool((await self._connection.execute(sa.update(schedule).where(here).values(values))).rowcount)

    async def _move(self, waiting: Waiting, **changes: Any) -> bool:
        read = (waiting.schedule.due_at, waiting.taken_for, waiting.taken_at)
        same = [column.is_not_distinct_from(value) for column, value in zip(_READ, read, strict=True)]
        here = sa.and_(schedule.c.id == waiting.schedule.id, *same)
        return bool((await self._connection.execute(sa.update(schedule).where(here).values(changes))).rowcount)


def _rhythm_row(rhythm: Rhythm) -> dict[str, Any]:
    return {"zone": rhythm.zone, "time": rhythm.time.isoformat("minutes"), "weekday": rhythm.weekday}


def _schedule_of(row: Any) -> Schedule:
    return Schedule(
        id=row.id,
        scope=row.scope,
        number=row.number,
        channel_id=row.channel_id,
        kind=Kind(row.kind),
        slug=row.slug,
        rhythm=Rhythm(row.zone, time.fromisoformat(row.time), row.weekday),
        position=row.position,
        due_at=row.due_at,
        posted_at=row.posted_at,
        trouble=Trouble(row.trouble) if row.trouble else None,
    )
