"""Opening the database, and the two kinds of transaction: reading and writing.

SQLite needs care that its driver does not take by default: transactions begin where we say (a writer with
BEGIN IMMEDIATE, so that a read followed by a write cannot lose to another writer), WAL lets readers go on
beside a writer, foreign keys are on. PostgreSQL is held to the same promises: one writer at a time, by an
advisory lock, and a reader that sees one state, by REPEATABLE READ.
"""

from __future__ import annotations

import asyncio
import importlib.util
import sqlite3
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from knowledge.errors import (
    DatabaseError,
    DatabaseForeign,
    DatabaseNewer,
    DatabaseUnreachable,
    DatabaseUnwritable,
    DriverMissing,
    NotADatabase,
)
from knowledge.storage.migrations import HEAD, REVISIONS
from knowledge.storage.reading import Reader

if TYPE_CHECKING:
    from knowledge.storage.writing import Writer

BUSY_SECONDS = 10
"""How long a writer waits for another one before it gives up."""

_WRITING = "serge_writing"
_WRITING_LOCK = 0x53455247  # "SERG"; PostgreSQL's advisory locks are numbers
_OURS = {"alembic_version", "pack"}
"""Tables that every database of ours holds, whatever its revision; other programs use Alembic too."""


class Database:
    """The library's database. Use :meth:`open`; close with ``async with`` or :meth:`close`."""

    def __init__(self, engine: AsyncEngine, where: str) -> None:
        self._engine = engine
        self.where = where

    @classmethod
    async def open(cls, url: str) -> Database:
        """The database at ``url`` (``sqlite:///file`` or ``postgresql://…``), created and upgraded as needed.

        Raises a DatabaseError that says why it cannot be used; nothing is touched then.
        """
        typed = _parsed(url)
        where = _shown(typed)
        address = _async_address(typed)
        if address.get_backend_name() == "sqlite":
            where = address.database or ""
            await asyncio.to_thread(_inspect_sqlite_file, Path(where))
        database = cls(_engine(address), where)
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
        """Close every connection."""
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
                    await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITING_LOCK)))
                yield connection

    async def _bring_up_to_date(self) -> None:
        with self._explaining():
            async with self._engine.connect() as connection:
                revision = await connection.run_sync(_revision)
            if revision == HEAD:
                return
            _refuse_foreign(revision, self.where)
            from knowledge.storage.migrations.upgrade import upgrade

            async with self._writing_connection() as connection:
                revision = await connection.run_sync(_revision)
                _refuse_foreign(revision, self.where)
                if revision != HEAD:
                    await connection.run_sync(upgrade)

    @contextmanager
    def _explaining(self) -> Generator[None, None, None]:
        """What the driver says of the database itself (gone, locked, full), as errors of our own."""
        try:
            yield
        except (InterfaceError, OperationalError) as error:
            raise _explained(error, self.where) from error
        except OSError as error:
            raise DatabaseUnreachable(self.where, str(error)) from error


def _refuse_foreign(revision: str | None, where: str) -> None:
    if revision == "":
        raise DatabaseForeign(where)
    if revision is not None and revision not in REVISIONS:
        raise DatabaseNewer(where, revision)


def _parsed(url: str) -> sa.URL:
    try:
        return sa.make_url(url)
    except (ArgumentError, ValueError) as error:
        scheme = url.partition("://")[0]  # what follows may hold a password
        raise DatabaseUnreachable(f"{scheme}://…", "not a database address") from error


def _shown(address: sa.URL) -> str:
    """The address as it was typed, without its password, which may also stand among the options."""
    return address.difference_update_query(["password", "sslpassword"]).render_as_string(hide_password=True)


def _async_address(address: sa.URL) -> sa.URL:
    backend = address.get_backend_name()
    if backend == "postgres":  # as some hosts give it
        backend = "postgresql"
    if backend == "sqlite":
        return address.set(drivername="sqlite+aiosqlite")
    if backend == "postgresql":
        if importlib.util.find_spec("psycopg") is None:
            raise DriverMissing(_shown(address), "psycopg")
        return address.set(drivername="postgresql+psycopg")
    raise DatabaseUnreachable(_shown(address), "neither SQLite nor PostgreSQL")


def _inspect_sqlite_file(path: Path) -> None:
    """Refuse a file that is not ours, or is a newer program's, before even its journal mode is changed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise DatabaseUnwritable(str(path), "is a folder")
        if not path.exists() or path.stat().st_size == 0:
            return
        with path.open("rb") as file:
            head = file.read(20)
        if not head.startswith(b"SQLite format 3\0"):
            raise NotADatabase(str(path))
        revision = _sqlite_revision(path, in_wal_mode=head.endswith(b"\2"))
    except OSError as error:
        raise DatabaseUnwritable(str(path), error.strerror or str(error)) from error
    except sqlite3.Error as error:
        raise _explained(error, str(path)) from error
    _refuse_foreign(revision, str(path))


def _sqlite_revision(path: Path, *, in_wal_mode: bool) -> str | None:
    """What :func:`_revision` tells, read without leaving anything beside the file.

    In WAL mode a reader makes files beside it too, unless the database is said to be immutable. It is as good as that
    as long as nobody has it open: whoever has, keeps a -wal there.
    """
    untouched = in_wal_mode and not path.with_name(f"{path.name}-wal").exists()
    address = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if untouched else ''}"
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
        tables = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
        if not tables >= _OURS:
            return "" if tables else None
        row = connection.execute("select version_num from alembic_version").fetchone()
        return row[0] if row else None


def _engine(address: sa.URL) -> AsyncEngine:
    engine = create_async_engine(address)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
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


def _revision(connection: sa.Connection) -> str | None:
    """The schema's revision; None for an empty database, "" for one of another program."""
    tables = set(sa.inspect(connection).get_table_names())
    if not tables >= _OURS:
        return "" if tables else None
    return connection.scalar(sa.text("select version_num from alembic_version"))


def _explained(error: DBAPIError | sqlite3.Error, where: str) -> DatabaseError:
    detail = str(error.orig if isinstance(error, DBAPIError) else error).strip()
    if "not a database" in detail or "malformed" in detail:
        return NotADatabase(where, detail)
    if "readonly" in detail or "unable to open" in detail:
        return DatabaseUnwritable(where, detail)
    return DatabaseUnreachable(where, detail)
