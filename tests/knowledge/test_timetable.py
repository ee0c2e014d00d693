"""Schedules are taken when they are due, once, whoever asks and whatever dies; on both backends."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta

import pytest

from knowledge.library import Library
from knowledge.model import SHARED, Entry, Pair
from knowledge.posts import Portion
from knowledge.schedule import Kind, Rhythm, Schedule, Trouble
from knowledge.storage.database import Database
from knowledge.timetable import AT_ONCE, LATE, LEASE, MOST_SCHEDULES, Already, NotAdded, Taken, Timetable
from tests.processes import start
from tests.rows import add_guild_entry

GUILD, OTHER_GUILD, CHANNEL = 10**18, 10**18 + 1, 2 * 10**18
GUILDS = {GUILD, OTHER_GUILD}
NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)
EVENING = datetime(2026, 3, 27, 20, tzinfo=UTC)
DAY = timedelta(days=1)
CHANNELS = itertools.count()
DAILY = Rhythm("UTC", time(20))


@pytest.fixture
async def timetable(own_bakery: Library) -> Timetable:
    return own_bakery.timetable


@pytest.fixture
async def another(bakery_url: str, own_bakery: Library) -> AsyncIterator[Timetable]:
    """The same database as another program has it open."""
    assert own_bakery
    async with await Database.open(bakery_url) as database:
        yield Timetable(database)


async def add(
    timetable: Timetable, kind: Kind = Kind.PASSAGE, rhythm: Rhythm = DAILY, scope: int = GUILD, begin: str = ""
) -> Schedule:
    added = await timetable.add(scope, CHANNEL + next(CHANNELS), kind, rhythm, NOON, begin)
    assert isinstance(added, Schedule)
    return added


async def take_one(timetable: Timetable, now: datetime) -> Taken:
    (taken,) = await timetable.take_due(now, GUILDS)
    return taken


async def post_one(timetable: Timetable, now: datetime) -> Taken:
    taken = await take_one(timetable, now)
    await timetable.posted(taken, now)
    return taken


def words_of(taken: Taken) -> list[str]:
    assert isinstance(taken.what, Portion)
    return [block.text for block in taken.what.paragraphs]


# Setting up


async def test_a_schedule_is_kept_as_it_was_set_up(timetable: Timetable) -> None:
    rhythm = Rhythm("Asia/Kathmandu", time(20, 30), 4)
    added = await add(timetable, Kind.PAIR, rhythm)
    assert await timetable.of(GUILD) == [added]
    assert (added.number, added.kind, added.rhythm) == (1, Kind.PAIR, rhythm)
    assert added.due_at == datetime(2026, 3, 27, 14, 45, tzinfo=UTC)
    assert (added.posted_at, added.trouble) == (None, None)


async def test_a_guild_sees_changes_and_removes_its_own_alone(timetable: Timetable) -> None:
    added = await add(timetable)
    assert (await add(timetable, scope=OTHER_GUILD)).number == 1
    assert await timetable.change(OTHER_GUILD, 2, NOON) is None
    assert await timetable.remove(SHARED, 1) is None
    assert await timetable.remove(OTHER_GUILD, 1)
    assert await timetable.of(OTHER_GUILD) == []
    assert await timetable.of(GUILD) == [added]


async def test_a_schedule_keeps_its_number_when_one_before_it_goes(timetable: Timetable) -> None:
    for _ in range(3):
        await add(timetable)
    assert await timetable.remove(GUILD, 2)
    await add(timetable)
    assert [schedule.number for schedule in await timetable.of(GUILD)] == [1, 3, 4]


async def test_a_guild_has_no_more_schedules_than_a_menu_holds(timetable: Timetable) -> None:
    for _ in range(MOST_SCHEDULES):
        await add(timetable)
    assert await timetable.add(GUILD, CHANNEL, Kind.PAIR, DAILY, NOON) is NotAdded.FULL
    assert isinstance(await timetable.add(OTHER_GUILD, CHANNEL, Kind.PAIR, DAILY, NOON), Schedule)


async def test_the_same_is_not_set_up_twice(timetable: Timetable) -> None:
    first = await timetable.add(GUILD, CHANNEL, Kind.PASSAGE, DAILY, NOON)
    assert isinstance(first, Schedule)
    assert await timetable.add(GUILD, CHANNEL, Kind.PASSAGE, DAILY, NOON) == Already(first)
    for channel, kind, rhythm in (
        (CHANNEL + 1, Kind.PASSAGE, DAILY),
        (CHANNEL, Kind.PAIR, DAILY),
        (CHANNEL, Kind.PASSAGE, Rhythm("UTC", time(21))),
        (CHANNEL, Kind.PASSAGE, Rhythm("UTC", time(20), 4)),
        (CHANNEL, Kind.PASSAGE, Rhythm("Europe/Berlin", time(20))),
    ):
        assert isinstance(await timetable.add(GUILD, channel, kind, rhythm, NOON), Schedule)
    assert isinstance(await timetable.add(OTHER_GUILD, CHANNEL, Kind.PASSAGE, DAILY, NOON), Schedule)
    assert await timetable.change(GUILD, 2, NOON, CHANNEL) == Already(first)
    assert isinstance(await timetable.change(GUILD, 1, NOON, CHANNEL, DAILY), Schedule)


async def test_schedules_added_at_once_get_numbers_of_their_own(timetable: Timetable, another: Timetable) -> None:
    added = await asyncio.gather(*(add(table) for table in (timetable, another) for _ in range(5)))
    assert sorted(schedule.number for schedule in added) == list(range(1, 11))


async def test_a_change_moves_it_and_lets_one_that_stopped_go_on(timetable: Timetable) -> None:
    await add(timetable)
    await timetable.failed(await take_one(timetable, EVENING), Trouble.GONE)
    (stopped,) = await timetable.of(GUILD)
    assert (stopped.due_at, stopped.trouble) == (None, Trouble.GONE)
    moved = await timetable.change(GUILD, 1, EVENING, CHANNEL + 1)
    assert moved
    assert (moved.channel_id, moved.rhythm, moved.due_at, moved.trouble) == (CHANNEL + 1, DAILY, EVENING + DAY, None)
    changed = await timetable.change(GUILD, 1, EVENING, rhythm=Rhythm("UTC", time(21), 5))
    assert changed
    assert (changed.channel_id, changed.due_at) == (CHANNEL + 1, EVENING + DAY + timedelta(hours=1))


# Taking what is due


async def test_nothing_is_taken_before_its_time_and_then_once(timetable: Timetable) -> None:
    await add(timetable)
    assert await timetable.take_due(EVENING - timedelta(microseconds=1), GUILDS) == []
    taken = await take_one(timetable, EVENING)
    assert (taken.due, taken.again, taken.schedule.due_at) == (EVENING, False, EVENING + DAY)
    assert await timetable.take_due(EVENING, GUILDS) == []
    await timetable.posted(taken, EVENING)
    assert await timetable.take_due(EVENING + LEASE, GUILDS) == []
    assert (await timetable.of(GUILD))[0].posted_at == EVENING


async def test_a_guild_that_is_not_asked_for_keeps_its_turn(timetable: Timetable) -> None:
    await add(timetable, scope=OTHER_GUILD)
    assert await timetable.take_due(EVENING, {GUILD}) == []
    assert len(await timetable.take_due(EVENING, {OTHER_GUILD})) == 1


async def test_the_local_time_stays_where_clocks_are_put_forward(timetable: Timetable) -> None:
    await add(timetable, rhythm=Rhythm("Europe/Berlin", time(20)))
    due = [(await post_one(timetable, datetime(2026, 3, day, 23, tzinfo=UTC))).due for day in (27, 28, 29, 30)]
    assert [moment.hour for moment in due] == [19, 19, 18, 18]


async def test_what_was_missed_is_made_up_for_once(timetable: Timetable) -> None:
    await add(timetable)
    back = EVENING + 3 * DAY + LATE - timedelta(seconds=1)
    taken = await post_one(timetable, back)
    assert taken.due == EVENING + 3 * DAY
    assert taken.schedule.due_at == EVENING + 4 * DAY
    assert await timetable.take_due(back, GUILDS) == []


async def test_what_was_missed_for_too_long_waits_for_the_next_time(timetable: Timetable) -> None:
    await add(timetable, rhythm=Rhythm("UTC", time(20), 4))
    assert await timetable.take_due(EVENING + LATE, GUILDS) == []
    (schedule,) = await timetable.of(GUILD)
    assert (schedule.due_at, schedule.trouble) == (EVENING + 7 * DAY, None)


async def test_many_that_are_due_are_taken_a_few_at_a_time(timetable: Timetable) -> None:
    for scope in GUILDS:
        for _ in range(AT_ONCE):
            await add(timetable, scope=scope)
    taken = [await timetable.take_due(EVENING, GUILDS) for _ in range(3)]
    assert [len(some) for some in taken] == [AT_ONCE, AT_ONCE, 0]
    assert len({one.schedule.id for some in taken for one in some}) == 2 * AT_ONCE


async def test_of_two_programs_one_gets_each_post(timetable: Timetable, another: Timetable) -> None:
    for scope in GUILDS:
        for _ in range(7):
            await add(timetable, scope=scope)
    taken: Counter[tuple[int, datetime]] = Counter()

    async def keep_taking(table: Timetable) -> None:
        for day in range(20):
            for one in await table.take_due(EVENING + day * DAY, GUILDS):
                taken[one.schedule.id, one.due] += 1
                await table.posted(one, one.taken_at)

    await asyncio.gather(*(keep_taking(table) for table in (timetable, another) for _ in range(2)))
    assert set(taken.values()) == {1}
    assert len({id_ for id_, _ in taken}) == 14
    assert len(taken) > 100


async def test_the_clock_is_told_when_to_look_again(timetable: Timetable) -> None:
    assert await timetable.next_moment(NOON) is None
    await add(timetable)
    assert await timetable.next_moment(NOON) == EVENING
    taken = await take_one(timetable, EVENING)
    assert await timetable.next_moment(EVENING) == EVENING + LEASE
    assert await timetable.next_moment(EVENING + LEASE) == EVENING + DAY
    await timetable.posted(taken, EVENING)
    assert await timetable.next_moment(EVENING) == EVENING + DAY


# Dying between taking and posting

TAKE_AND_DIE = f"""
import asyncio, os, signal, sys
from datetime import datetime
from knowledge.library import Library

async def main() -> None:
    async with Library.open(sys.argv[1]) as library:
        taken = await library.timetable.take_due(datetime.fromisoformat(sys.argv[2]), {GUILDS})
        print(len(taken), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def test_a_program_killed_while_posting_leaves_the_post_to_be_looked_for(
    timetable: Timetable, bakery_url: str
) -> None:
    await add(timetable, Kind.READING)
    with start(bakery_url, EVENING.isoformat(), code=TAKE_AND_DIE) as died:
        out, err = await asyncio.to_thread(died.communicate, timeout=60)
    assert out.strip() == b"1", err
    assert await timetable.take_due(EVENING + LEASE - timedelta(seconds=1), GUILDS) == []
    taken = await take_one(timetable, EVENING + LEASE)
    assert taken.again
    assert (taken.due, taken.schedule.due_at) == (EVENING, EVENING + DAY)


async def test_of_two_programs_one_looks_for_a_post_that_was_left(timetable: Timetable, another: Timetable) -> None:
    for _ in range(5):
        await add(timetable)
    assert len(await timetable.take_due(EVENING, GUILDS)) == 5
    found = await asyncio.gather(*(table.take_due(EVENING + LEASE, GUILDS) for table in (timetable, another) * 3))
    assert [len({one.schedule.id for some in found for one in some}), sum(map(len, found))] == [5, 5]


async def test_a_post_that_ends_after_it_was_taken_again_changes_nothing(timetable: Timetable) -> None:
    await add(timetable, Kind.READING)
    slow = await take_one(timetable, EVENING)
    again = await take_one(timetable, EVENING + LEASE)
    await timetable.failed(slow, Trouble.UNSURE)
    assert (await timetable.of(GUILD))[0].trouble is None
    await timetable.posted(again, EVENING + LEASE)
    (schedule,) = await timetable.of(GUILD)
    assert (schedule.posted_at, schedule.trouble) == (EVENING + LEASE, None)


async def test_what_was_left_for_too_long_is_given_up_and_said(timetable: Timetable) -> None:
    await add(timetable, Kind.PASSAGE)
    taken = await take_one(timetable, EVENING)
    assert await timetable.take_due(EVENING + LATE, GUILDS) == []
    (schedule,) = await timetable.of(GUILD)
    assert (schedule.trouble, schedule.position) == (Trouble.UNSURE, taken.following)
    assert schedule.due_at == EVENING + DAY


async def test_a_post_left_before_its_next_time_does_not_hold_that_up(timetable: Timetable) -> None:
    await add(timetable)
    await take_one(timetable, EVENING)
    back = EVENING + DAY + timedelta(minutes=5)
    assert await timetable.take_due(back, GUILDS) == []  # the one that was left is given up
    taken = await take_one(timetable, back)
    assert (taken.due, taken.again) == (EVENING + DAY, False)


# What comes of a post


@pytest.mark.parametrize("trouble", [Trouble.LACKING, Trouble.REFUSED, Trouble.GONE])
async def test_a_reading_goes_on_where_it_was_when_a_post_failed(timetable: Timetable, trouble: Trouble) -> None:
    await add(timetable, Kind.READING)
    taken = await take_one(timetable, EVENING)
    await timetable.failed(taken, trouble)
    (schedule,) = await timetable.of(GUILD)
    assert schedule.trouble is trouble
    assert schedule.due_at == (None if trouble is Trouble.GONE else EVENING + DAY)
    if trouble is not Trouble.GONE:
        assert words_of(await take_one(timetable, EVENING + DAY)) == words_of(taken)


async def test_a_post_after_a_failure_takes_the_trouble_away(timetable: Timetable) -> None:
    await add(timetable)
    await timetable.failed(await take_one(timetable, EVENING), Trouble.LACKING)
    await post_one(timetable, EVENING + DAY)
    assert (await timetable.of(GUILD))[0].trouble is None


async def test_a_schedule_moved_while_its_old_channel_was_found_gone_goes_on(timetable: Timetable) -> None:
    await add(timetable)
    taken = await take_one(timetable, EVENING)
    await timetable.change(GUILD, 1, EVENING, CHANNEL + 1)
    await timetable.failed(taken, Trouble.GONE)
    assert (await timetable.of(GUILD))[0].due_at == EVENING + DAY


async def test_a_schedule_removed_while_it_was_posted_stays_removed(timetable: Timetable) -> None:
    await add(timetable)
    taken = await take_one(timetable, EVENING)
    await timetable.remove(GUILD, 1)
    await timetable.posted(taken, EVENING)
    assert await timetable.of(GUILD) == []


async def test_nothing_to_post_is_noted_and_tried_again_the_next_time(timetable: Timetable) -> None:
    await add(timetable, Kind.PAIR)  # the bakery's pack has no then-and-now
    assert await timetable.take_due(EVENING, GUILDS) == []
    (schedule,) = await timetable.of(GUILD)
    assert (schedule.trouble, schedule.due_at) == (Trouble.EMPTY, EVENING + DAY)


# What is posted


async def test_a_reading_goes_through_the_whole_text_and_begins_anew(own_bakery: Library) -> None:
    timetable = own_bakery.timetable
    await add(timetable, Kind.READING)
    async with own_bakery.database.reading() as reader:
        (contents,) = await reader.contents()
        essay = [block.text for block in await reader.blocks(contents.pack.slug) if not block.is_note]
    read: list[str] = []
    for day in range(10):
        taken = await post_one(timetable, EVENING + day * DAY)
        read += words_of(taken)
        assert isinstance(taken.what, Portion)
        if taken.what.after is None:
            break
    assert read == essay
    again = await take_one(timetable, EVENING + 11 * DAY)
    assert words_of(again)[0] == essay[0]


async def test_a_reading_begins_where_it_is_told_to(timetable: Timetable) -> None:
    await add(timetable, Kind.READING, begin="the scales")
    taken = await take_one(timetable, EVENING)
    assert isinstance(taken.what, Portion)
    assert taken.what.paragraphs[0].section == "The Scales"
    assert taken.what.before
    assert taken.what.before.section == "The Ovens"


async def test_a_reading_cannot_begin_where_there_is_nothing(timetable: Timetable) -> None:
    assert await timetable.add(GUILD, CHANNEL, Kind.READING, DAILY, NOON, "the windmills") is NotAdded.NOWHERE
    assert await timetable.of(GUILD) == []


async def test_every_entry_that_the_guild_sees_is_posted_once_before_any_comes_again(
    own_bakery: Library, bakery_url: str
) -> None:
    own = add_guild_entry(bakery_url, GUILD, "Crust", "rind")
    hidden = add_guild_entry(bakery_url, OTHER_GUILD, "Elsewhere", "not here")
    await add(own_bakery.timetable)
    posted = [(await post_one(own_bakery.timetable, EVENING + day * DAY)).what for day in range(9)]
    numbers = [entry.id for entry in posted if isinstance(entry, Entry)]
    rounds = [numbers[start : start + 3] for start in (0, 3, 6)]
    assert all(own in each and len(set(each)) == 3 for each in rounds)
    assert hidden not in numbers


async def test_two_schedules_go_through_the_entries_in_orders_of_their_own(library_on_each_backend: Library) -> None:
    timetable = library_on_each_backend.timetable
    for _ in range(2):
        await add(timetable)
    orders: list[list[int]] = [[], []]
    for day in range(5):
        for taken in await timetable.take_due(EVENING + day * DAY, GUILDS):
            assert isinstance(taken.what, Entry)
            orders[taken.schedule.number - 1].append(taken.what.id)
            await timetable.posted(taken, EVENING)
    assert orders[0] != orders[1]


async def test_pairs_come_in_turn_and_begin_anew(library_on_each_backend: Library) -> None:
    timetable = library_on_each_backend.timetable
    keys = [pair.key for pair in await library_on_each_backend.compare("", GUILD)]
    await add(timetable, Kind.PAIR)
    posted = [(await post_one(timetable, EVENING + day * DAY)).what for day in range(len(keys) + 1)]
    assert [pair.key for pair in posted if isinstance(pair, Pair)] == [*keys, keys[0]]
