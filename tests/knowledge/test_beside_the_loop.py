"""Reading and writing beside the event loop: whole or not at all, one writer at a time, and the loop goes on."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from knowledge.errors import DatabaseUnreachable
from knowledge.model import SHARED
from knowledge.storage.database import THREADS, Database
from knowledge.storage.reading import Reader
from knowledge.storage.writing import Writer

GIVE_UP = 30.0
"""Seconds after which something is taken to hang."""


@pytest.fixture
async def database(empty_database_url: str) -> AsyncIterator[Database]:
    """An empty database, once on each backend."""
    async with await Database.open(empty_database_url) as database:
        yield database


@pytest.fixture
async def other(empty_database_url: str, database: Database) -> AsyncIterator[Database]:
    """The same database, opened once more, as another process would."""
    assert database
    async with await Database.open(empty_database_url) as other:
        yield other


async def recall(reader: Reader) -> str | None:
    """What is remembered."""
    return await reader.setting(SHARED, "key")


async def remember(writer: Writer) -> str:
    """Remember something, and tell what was there when it was done."""
    await writer.put_setting(SHARED, "key", "value")
    return f"wrote {await writer.setting(SHARED, 'key')}"


async def test_what_a_use_case_returns_comes_out(database: Database) -> None:
    assert await database.read(recall) is None
    assert await database.write(remember) == "wrote value"
    assert await database.read(recall) == "value"


async def test_what_is_written_is_seen_by_the_next_reader_whoever_asks(database: Database, other: Database) -> None:
    await database.write(remember)
    assert await other.read(recall) == "value"
    async with other.reading() as reader:
        assert await recall(reader) == "value"
    async with other.writing() as writer:
        await writer.put_setting(SHARED, "key", "another")
    assert await database.read(recall) == "another"


async def test_what_a_reading_use_case_raises_comes_out(database: Database) -> None:
    async def fail(_: Reader) -> None:
        raise LookupError("no such thing")

    with pytest.raises(LookupError, match="no such thing"):
        await database.read(fail)
    assert await database.read(recall) is None


async def test_what_a_writing_use_case_raises_comes_out_and_nothing_of_it_is_kept(database: Database) -> None:
    async def fail(writer: Writer) -> None:
        await remember(writer)
        raise LookupError("half done")

    with pytest.raises(LookupError, match="half done"):
        await database.write(fail)
    assert await database.read(recall) is None
    assert await database.write(remember) == "wrote value"


# A thread has no event loop: whoever really waits for something would wait for ever.


async def test_a_use_case_that_waits_is_refused_and_nothing_of_it_is_kept(database: Database) -> None:
    undone: list[str] = []

    async def wait(writer: Writer) -> None:
        try:
            await remember(writer)
            await asyncio.sleep(0)
            await writer.put_setting(SHARED, "key", "after waiting")
        finally:
            undone.append("left")

    with pytest.raises(RuntimeError, match="has waited"):
        await database.write(wait)
    assert undone == ["left"]
    assert await database.read(recall) is None


async def test_a_reader_that_waits_is_refused_and_the_next_one_is_not(database: Database) -> None:
    async def wait(reader: Reader) -> str | None:
        await asyncio.sleep(0)
        return await recall(reader)

    for _ in range(2 * THREADS):
        with pytest.raises(RuntimeError, match="has waited"):
            await database.read(wait)
    assert await database.read(recall) is None


async def add_one(writer: Writer) -> None:
    """Read a number and write the next one."""
    count = int(await writer.setting(SHARED, "count") or 0)
    time.sleep(0.001)  # noqa: ASYNC251  # in a thread, where another writer would have its chance
    await writer.put_setting(SHARED, "count", str(count + 1))


async def test_sixty_writers_that_read_first_lose_nothing(database: Database, other: Database) -> None:
    await asyncio.gather(*((database, other)[n % 2].write(add_one) for n in range(60)))
    assert await database.read(lambda reader: reader.setting(SHARED, "count")) == "60"


async def test_writers_beside_the_loop_and_on_it_lose_nothing_together(database: Database, other: Database) -> None:
    async def on_the_loop(one: Database) -> None:
        async with one.writing() as writer:
            await add_one(writer)

    writers = [(database.write(add_one), on_the_loop(other)) for _ in range(20)]
    await asyncio.gather(*(writer for pair in writers for writer in pair))
    assert await database.read(lambda reader: reader.setting(SHARED, "count")) == "40"


async def test_readers_see_whole_changes_while_a_writer_writes(database: Database) -> None:
    async def put_both(writer: Writer, value: str) -> None:
        await writer.put_setting(SHARED, "one", value)
        time.sleep(0.002)  # noqa: ASYNC251  # in a thread, while others read
        await writer.put_setting(SHARED, "other", value)

    async def both(reader: Reader) -> tuple[str | None, str | None]:
        return await reader.setting(SHARED, "one"), await reader.setting(SHARED, "other")

    written = [database.write(lambda writer, n=n: put_both(writer, str(n))) for n in range(10)]
    seen = (await asyncio.gather(*written, *(database.read(both) for _ in range(40))))[10:]
    assert all(one == other for one, other in seen)


# The loop is counted, not timed: it has to get so far while the thread computes and does nothing else.
@pytest.mark.parametrize("kind", ["read", "write"])
async def test_the_loop_goes_on_while_a_use_case_computes(database: Database, kind: str) -> None:
    ticks = 0
    enough = 50

    async def compute(_: object) -> bool:
        ends, gives_up = time.monotonic() + 0.5, time.monotonic() + GIVE_UP
        while time.monotonic() < ends or (ticks < enough and time.monotonic() < gives_up):
            pass
        return ticks >= enough

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.001)

    ticking = asyncio.create_task(tick())
    went_on = await (database.read(compute) if kind == "read" else database.write(compute))
    ticking.cancel()
    assert went_on


# More readers than threads wait for their turn without holding up the loop, and all of them get it.
async def test_more_readers_than_threads_all_have_their_turn(database: Database) -> None:
    at_once, most = 0, 0
    counting = threading.Lock()

    async def read(_: Reader) -> str:
        nonlocal at_once, most
        with counting:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.005)  # noqa: ASYNC251  # in a thread, so that others come
        with counting:
            at_once -= 1
        return threading.current_thread().name

    names = await asyncio.gather(*(database.read(read) for _ in range(10 * THREADS)))
    assert 1 <= most <= THREADS
    assert len(set(names)) <= THREADS
    assert threading.current_thread().name not in names


# Where the connection would be closed under a reader, it would find half of what it wants.
@pytest.mark.parametrize("kind", ["read", "write"])
async def test_closing_waits_for_what_is_still_running(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("knowledge.storage.database.GRACE_SECONDS", 0.05)  # for statements; this is none
    database = await Database.open(empty_database_url)
    running, may_go_on = threading.Event(), threading.Event()
    ended: list[str] = []

    async def use(library: Reader) -> str | None:
        running.set()
        assert may_go_on.wait(GIVE_UP)
        ended.append("used")
        return await recall(library)

    async def close() -> None:
        await database.close()
        ended.append("closed")

    used = asyncio.create_task(database.read(use) if kind == "read" else database.write(use))
    assert await asyncio.to_thread(running.wait, GIVE_UP)
    closed = asyncio.create_task(close())
    done, _ = await asyncio.wait([closed], timeout=0.2)
    assert not done
    may_go_on.set()
    async with asyncio.timeout(GIVE_UP):
        assert await used is None
        await closed
    assert ended == ["used", "closed"]


async def test_what_waits_its_turn_when_it_is_closed_is_refused_and_nothing_of_it_is_kept(
    empty_database_url: str,
) -> None:
    database = await Database.open(empty_database_url)
    running, may_go_on = threading.Event(), threading.Event()

    async def hold(library: Reader) -> str | None:
        running.set()
        assert may_go_on.wait(GIVE_UP)
        return await recall(library)

    first = [asyncio.create_task(database.write(hold)), *(asyncio.create_task(database.read(hold)) for _ in "ab")]
    assert await asyncio.to_thread(running.wait, GIVE_UP)
    waiting = [asyncio.create_task(database.write(remember)), asyncio.create_task(database.read(recall))]
    await asyncio.sleep(0.05)
    closed = asyncio.create_task(database.close())
    await asyncio.sleep(0.05)
    may_go_on.set()
    async with asyncio.timeout(GIVE_UP):
        assert await asyncio.gather(*first) == [None, None, None]
        refused = await asyncio.gather(*waiting, return_exceptions=True)
        await closed
    assert [type(one) for one in refused] == [DatabaseUnreachable, DatabaseUnreachable]
    async with await Database.open(empty_database_url) as again:
        assert await again.read(recall) is None


async def test_what_asks_after_it_was_closed_is_refused(empty_database_url: str) -> None:
    database = await Database.open(empty_database_url)
    await database.read(recall)
    await database.close()
    for asked in (database.read(recall), database.write(remember)):
        with pytest.raises(DatabaseUnreachable, match="has been closed"):
            await asked
    await database.close()


def counting(most: int) -> sa.TextClause:
    """A statement that counts so far, a million in some tenths of a second."""
    return sa.text(
        f"with recursive c(n) as (select 1 union all select n + 1 from c where n < {most}) select count(*) from c"  # noqa: S608  # a number
    )


# A bot that is told to stop has some seconds: what takes longer than a look-up ever does is broken off.
@pytest.mark.parametrize("kind", ["read", "write"])
async def test_a_statement_that_does_not_end_is_broken_off_when_it_is_closed(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("knowledge.storage.database.GRACE_SECONDS", 0.1)
    database = await Database.open(empty_database_url)
    running = threading.Event()

    async def never_end(library: Reader) -> None:
        if isinstance(library, Writer):
            await remember(library)
        running.set()
        await library._connection.execute(counting(30_000_000))  # noqa: SLF001  # nothing that a Reader can do takes so long

    used = asyncio.create_task(database.read(never_end) if kind == "read" else database.write(never_end))
    assert await asyncio.to_thread(running.wait, GIVE_UP)
    await asyncio.sleep(0.05)
    async with asyncio.timeout(GIVE_UP):
        await database.close()
        with pytest.raises(DatabaseUnreachable):
            await used
    async with await Database.open(empty_database_url) as again:
        assert await again.read(recall) is None


async def test_a_statement_that_ends_soon_is_not_broken_off(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.storage.database.GRACE_SECONDS", GIVE_UP)
    database = await Database.open(empty_database_url)
    running = threading.Event()

    async def count(library: Reader) -> int:
        running.set()
        return (await library._connection.execute(counting(3_000_000))).scalar_one()  # noqa: SLF001  # as above

    used = asyncio.create_task(database.read(count))
    assert await asyncio.to_thread(running.wait, GIVE_UP)
    await asyncio.sleep(0.05)
    await database.close()
    assert await used == 3_000_000


async def test_a_database_that_was_never_read_beside_the_loop_closes_too(empty_database_url: str) -> None:
    for _ in range(2):
        async with asyncio.timeout(GIVE_UP):
            await (await Database.open(empty_database_url)).close()


# Whoever stops waiting leaves the others their turns.
async def test_a_reader_that_is_given_up_takes_nobodys_turn(database: Database) -> None:
    async def slow(_: Reader) -> None:
        time.sleep(0.05)  # noqa: ASYNC251  # in a thread

    for _ in range(3 * THREADS):
        given_up = asyncio.create_task(database.read(slow))
        await asyncio.sleep(0.005)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
    async with asyncio.timeout(GIVE_UP):
        assert await database.read(recall) is None
