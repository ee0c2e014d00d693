"""Opening the database, and the two kinds of transaction: reading and writing.

SQLite needs care that its driver does not take by default: transactions begin where we say (a writer with
BEGIN IMMEDIATE, so that a read followed by a write cannot lose to another writer), WAL lets readers go on
beside a writer, foreign keys are on. PostgreSQL is held to the same promises: one writer at a time, by an
advisory lock, and a reader that sees one state, by REPEATABLE READ.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from knowledge.errors import DatabaseUnreachable
from knowledge.storage.migrations import HEAD
from knowledge.storage.opening import (
    BUSY_SECONDS,
    async_address,
    explained,
    inspect_sqlite_file,
    parsed,
    refuse_foreign,
    revision_of,
    shown,
)
from knowledge.storage.reading import Reader
from knowledge.storage.straight import StraightConnection, run_straight
from knowledge.storage.watch import Watch

if TYPE_CHECKING:
    from knowledge.storage.writing import Writer

THREADS = 2
"""How many look-ups may read at once."""

GRACE_SECONDS = 2.0
"""How long those who still ask are waited for when the database is closed."""

T = TypeVar("T")
E = TypeVar("E", sa.Engine, AsyncEngine)

_WRITING = "serge_writing"
_LOCK = sa.select(sa.func.pg_advisory_xact_lock(0x53455247))  # "SERG"; PostgreSQL's advisory locks are numbers


class Database:
    """The library's database. Use :meth:`open`; close with ``async with`` or :meth:`close`."""

    def __init__(self, address: sa.URL, where: str) -> None:
        self._address = address
        self._engine = _prepared(create_async_engine(address))
        self._asking: set[Any] = set()
        self._closed = False
        self._turns = asyncio.Semaphore(THREADS)
        self._readers = ThreadPoolExecutor(THREADS, "serge-reading")
        self._writer = ThreadPoolExecutor(1, "serge-writing")  # apart, since a writer may have to wait for another one
        self.watch = Watch(address)
        self.where = where

    @cached_property
    def _straight_engine(self) -> sa.Engine:
        """Ordinary connections to the same database, for the threads; made when they are first needed."""
        drivers = {"sqlite+aiosqlite": "sqlite+pysqlite"}
        name = self._address.drivername
        return _prepared(sa.create_engine(self._address.set(drivername=drivers.get(name, name)), pool_size=THREADS + 1))

    @property
    def kind(self) -> str:
        """Which database it is: ``sqlite`` or ``postgresql``."""
        return self._address.get_backend_name()

    @classmethod
    async def open(cls, url: str) -> Database:
        """The database at ``url`` (``sqlite:///file`` or ``postgresql://…``), created and upgraded as needed.

        Raises a DatabaseError that says why it cannot be used; nothing is touched then.
        """
        typed = parsed(url)
        where = shown(typed)
        address = async_address(typed)
        if address.get_backend_name() == "sqlite":
            where = address.database or ""
            await asyncio.to_thread(inspect_sqlite_file, Path(where))
        database = cls(address, where)
        try:
            await database._bring_up_to_date()
        except BaseException:
            await database.close()
            raise
        return database

    async def __aenter__(self) -> Database:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close every connection. What runs ends first, or is broken off after a while; what waits its turn is refused.

        A writer that waits for another program's lock on an SQLite file waits for it to the end (BUSY_SECONDS).
        """
        self._closed = True
        self.watch.close()
        for threads in (self._readers, self._writer):
            threads.shutdown(wait=False)
        ended = asyncio.ensure_future(asyncio.to_thread(self._wait_for_threads))
        await asyncio.wait([ended], timeout=GRACE_SECONDS)
        await asyncio.to_thread(self._break_off)
        await ended
        if "_straight_engine" in self.__dict__:
            self._straight_engine.dispose()
        await self._engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[Reader, None]:
        """One transaction that sees one state of the library. Raises DatabaseError where the database is gone."""
        with self._explaining():
            async with self._engine.connect() as connection:
                if connection.dialect.name == "postgresql":
                    await connection.execution_options(isolation_level="REPEATABLE READ")
                async with connection.begin():
                    yield Reader(connection)

    async def read(self, use: Callable[[Reader], Coroutine[Any, Any, T]]) -> T:
        """What ``use`` returns, run beside the event loop in one reading transaction. It must wait for nothing else."""
        async with self._turns:  # handing work to busy threads would hold up the event loop
            self._refuse_when_closed()
            return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, use)

    async def write(self, use: Callable[[Writer], Coroutine[Any, Any, T]]) -> T:
        """The same in one writing transaction, kept whole when ``use`` returns and not at all when it raises."""
        self._refuse_when_closed()
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._write, use)

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise DatabaseUnreachable(self.where, "it has been closed")

    def _wait_for_threads(self) -> None:
        for threads in (self._readers, self._writer):
            threads.shutdown()

    def _break_off(self) -> None:
        """Let every statement that still waits for the database fail; what it belongs to is not kept."""
        for driver in list(self._asking):
            if isinstance(driver, sqlite3.Connection):
                driver.interrupt()
            else:
                driver.cancel()

    @contextmanager
    def _straight_connection(self) -> Generator[sa.Connection]:
        self._refuse_when_closed()
        with self._explaining(), self._straight_engine.connect() as connection:
            driver = connection.connection.driver_connection
            self._asking.add(driver)
            try:
                yield connection
            finally:
                self._asking.discard(driver)

    def _read(self, use: Callable[[Reader], Coroutine[Any, Any, T]]) -> T:
        with self._straight_connection() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                return run_straight(use(Reader(StraightConnection(connection))))

    def _write(self, use: Callable[[Writer], Coroutine[Any, Any, T]]) -> T:
        from knowledge.storage.writing import Writer

        with self._straight_connection() as connection:
            connection.execution_options(**{_WRITING: True})
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(_LOCK)
                return run_straight(use(Writer(StraightConnection(connection))))

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[Writer, None]:
        """One transaction that is committed whole when the block ends, and not at all when it raises."""
        from knowledge.storage.writing import Writer

        with self._explaining():
            async with self._writing_connection() as connection:
                yield Writer(connection)

    @asynccontextmanager
    async def _writing_connection(self) -> AsyncGenerator[AsyncConnection, None]:
        async with self._engine.connect() as connection:
            await connection.execution_options(**{_WRITING: True})
            async with connection.begin():
                if connection.dialect.name == "postgresql":
                    await connection.execute(_LOCK)
                yield connection

    async def _bring_up_to_date(self) -> None:
        with self._explaining():
            async with self._engine.connect() as connection:
                revision = await connection.run_sync(revision_of)
            if revision == HEAD:
                return
            refuse_foreign(revision, self.where)
            from knowledge.storage.migrations.upgrade import upgrade

            async with self._writing_connection() as connection:
                revision = await connection.run_sync(revision_of)
                refuse_foreign(revision, self.where)
                if revision != HEAD:
                    await connection.run_sync(upgrade)

    @contextmanager
    def _explaining(self) -> Generator[None, None, None]:
        """What the driver says of the database itself (gone, locked, full), as errors of our own."""
        try:
            yield
        except (InterfaceError, OperationalError) as error:
            raise explained(error, self.where) from error
        except OSError as error:
            raise DatabaseUnreachable(self.where, str(error)) from error


def _prepared(engine: E) -> E:
    """The engine, with SQLite's connections and transactions as they have to be."""
    events = engine.sync_engine if isinstance(engine, AsyncEngine) else engine
    if engine.dialect.name == "sqlite":
        event.listen(events, "connect", _prepare_sqlite)
        event.listen(events, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
