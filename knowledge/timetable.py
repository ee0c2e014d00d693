"""Every guild's schedules: setting them up, and taking what is due so that nothing is ever posted twice.

A post is taken before it is made, in one transaction with moving its schedule on to the next time, and it ends when it
is known what became of it. What is not known (the program died, Discord did not answer) stays taken; after a while it
is taken again, marked so that whoever posts it looks first whether it is there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from knowledge.model import Entry, Pair
from knowledge.posts import Portion, Standing, next_post, standing
from knowledge.schedule import Kind, Rhythm, Schedule, Trouble
from knowledge.spot import find_spot, shipped_first
from knowledge.storage.database import Database
from knowledge.storage.reading import Reader
from knowledge.storage.schedules import Waiting
from knowledge.storage.writing import Writer

LATE = timedelta(hours=12)
"""What was missed for so long is not posted any more."""

LEASE = timedelta(seconds=90)
"""So long what was taken is left alone: whoever posts has long given up by then."""

MOST_SCHEDULES = 25
"""As many may a guild have; a menu holds them all."""

AT_ONCE = 10
"""So many posts are taken in one transaction."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A post that is ours to make: ``what`` is posted for the time ``due``.

    Of one that is taken up ``again`` nobody knows whether it was posted. ``following`` is the position that the
    schedule's next post is taken from once this one is there, or may be.
    """

    schedule: Schedule
    due: datetime
    taken_at: datetime
    what: Entry | Pair | Portion
    following: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Already:
    """The schedule that posts the same already: the kind, in the channel, at the time."""

    schedule: Schedule


class NotAdded(Enum):
    """Why a schedule is not added: the guild has MOST_SCHEDULES, or no text has the place where it was to begin."""

    FULL = auto()
    NOWHERE = auto()


class Timetable:
    """The schedules in one database. ``now`` comes from whoever asks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, scope: int) -> list[Schedule]:
        """A guild's schedules, by their numbers."""
        return await self._database.read(lambda reader: reader.schedules(scope))

    async def add(
        self, scope: int, channel_id: int, kind: Kind, rhythm: Rhythm, now: datetime, begin: str = ""
    ) -> Schedule | Already | NotAdded:
        """A new schedule. A reading begins at the text, section or paragraph that ``begin`` names."""

        async def use(writer: Writer) -> Schedule | Already | NotAdded:
            every = await writer.schedules(scope)
            if same := _same(every, channel_id, kind, rhythm):
                return Already(same)
            if len(every) >= MOST_SCHEDULES:
                return NotAdded.FULL
            slug, position = None, 0
            if kind is Kind.READING:
                spot = find_spot(begin, shipped_first(await writer.contents()), {})
                if spot is None:
                    return NotAdded.NOWHERE
                slug, position = spot.contents.pack.slug, spot.first
            await writer.add_schedule(scope, channel_id, kind, rhythm, rhythm.next_after(now), slug, position)
            return (await writer.schedules(scope))[-1]

        return await self._database.write(use)

    async def change(
        self, scope: int, number: int, now: datetime, channel_id: int | None = None, rhythm: Rhythm | None = None
    ) -> Schedule | Already | None:
        """Let the guild's schedule of that number be posted elsewhere, or at another time; None where there is none.

        One that had stopped goes on.
        """

        async def use(writer: Writer) -> Schedule | Already | None:
            old = await _numbered(writer, scope, number)
            if old is None:
                return None
            new = rhythm or old.rhythm
            others = [one for one in await writer.schedules(scope) if one.id != old.id]
            if same := _same(others, channel_id or old.channel_id, old.kind, new):
                return Already(same)
            await writer.change_schedule(old.id, channel_id or old.channel_id, new, new.next_after(now))
            return await _numbered(writer, scope, number)

        return await self._database.write(use)

    async def remove(self, scope: int, number: int) -> Schedule | None:
        """The guild's schedule of that number, which is no more; None where there was none."""

        async def use(writer: Writer) -> Schedule | None:
            schedule = await _numbered(writer, scope, number)
            if schedule is not None:
                await writer.remove_schedule(schedule.id)
            return schedule

        return await self._database.write(use)

    async def standing(self, schedules: Sequence[Schedule]) -> dict[int, Standing]:
        """How far the readings among these have come, by the schedules' numbers in their guild."""

        async def use(reader: Reader) -> dict[int, Standing]:
            found = {schedule.number: await standing(reader, schedule) for schedule in schedules}
            return {number: one for number, one in found.items() if one is not None}

        return await self._database.read(use)

    async def take_due(self, now: datetime, guilds: Collection[int]) -> list[Taken]:
        """What is to be posted now in these guilds, taken for the caller; at most AT_ONCE, so ask again after them.

        A time that was missed is made up for once, if it is less than LATE ago.
        """

        async def use(writer: Writer) -> list[Taken]:
            posts: list[Taken] = []
            for waiting in await writer.waiting(now, now - LEASE):
                if waiting.schedule.scope in guilds and (taken := await _take(writer, waiting, now)):
                    posts.append(taken)
                if len(posts) == AT_ONCE:
                    break
            return posts

        return await self._database.write(use)

    async def posted(self, taken: Taken, now: datetime) -> None:
        """The post is there."""
        changes = {"position": taken.following, "posted_at": now, "trouble": None}
        await self._database.write(lambda writer: writer.end_post(taken.schedule.id, taken.taken_at, **changes))

    async def failed(self, taken: Taken, trouble: Trouble) -> None:
        """The post is not there, for that reason: what it holds is posted the next time, if there is one.

        Of an UNSURE one that may be there the next time goes on after it.
        """
        passed = {"position": taken.following} if trouble is Trouble.UNSURE else {}

        async def use(writer: Writer) -> None:
            await writer.end_post(taken.schedule.id, taken.taken_at, trouble=trouble.value, **passed)
            if trouble is Trouble.GONE:
                await writer.stop_schedule(taken.schedule.id, taken.schedule.channel_id)

        await self._database.write(use)

    async def next_moment(self, now: datetime) -> datetime | None:
        """When something is next due, or what was taken and left is to be taken again; None where nothing is."""

        async def use(reader: Reader) -> datetime | None:
            due, left = await reader.next_due_at(now), await reader.next_taken_at(now - LEASE)
            return min((moment for moment in (due, left and left + LEASE) if moment), default=None)

        return await self._database.read(use)


async def _take(writer: Writer, waiting: Waiting, now: datetime) -> Taken | None:
    """The post that is waiting, taken; None where there is nothing to post, or another program has it."""
    schedule, rhythm = waiting.schedule, waiting.schedule.rhythm
    if waiting.taken_for is not None and waiting.taken_at is not None:
        due, due_at = waiting.taken_for, schedule.due_at
    else:
        due, due_at = rhythm.next_after(now - LATE), rhythm.next_after(now)
        if due > now:
            await writer.postpone(waiting, due_at)
            return None
    if not await writer.take(waiting, due_at, due, now):
        return None
    post = await next_post(writer, schedule)
    if post is None:
        await writer.end_post(schedule.id, now, trouble=Trouble.EMPTY.value)
        return None
    if now - due >= LATE:
        await writer.end_post(schedule.id, now, trouble=Trouble.UNSURE.value, position=post.following)
        return None
    moved = replace(schedule, due_at=due_at)
    return Taken(moved, due, now, post.what, post.following, again=waiting.taken_for is not None)


def _same(schedules: Sequence[Schedule], channel_id: int, kind: Kind, rhythm: Rhythm) -> Schedule | None:
    """The one of these that posts such a thing there and then."""
    wanted = (channel_id, kind, rhythm)
    return next((one for one in schedules if (one.channel_id, one.kind, one.rhythm) == wanted), None)


async def _numbered(reader: Reader, scope: int, number: int) -> Schedule | None:
    return next((one for one in await reader.schedules(scope) if one.number == number), None)
