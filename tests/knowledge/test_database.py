"""Opening a database, refusing what is not ours, and what a transaction promises; the same on both backends."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge.errors import (
    DatabaseError,
    DatabaseForeign,
    DatabaseNewer,
    DatabaseUnreachable,
    DatabaseUnwritable,
    NotADatabase,
)
from knowledge.library import Library
from knowledge.model import SHARED
from knowledge.storage.database import Database
from knowledge.storage.tables import UtcDateTime, metadata
from tests.rows import connect


async def open_and_close(url: str) -> None:
    async with await Database.open(url):
        pass


# Who is kept out, and that nothing is written to what is not ours.


async def test_a_database_of_a_newer_program_is_refused(empty_database_url: str) -> None:
    await open_and_close(empty_database_url)
    with connect(empty_database_url) as connection:
        connection.execute(sa.text("update alembic_version set version_num = '2999_01_01_later'"))
    with pytest.raises(DatabaseNewer) as refused:
        await open_and_close(empty_database_url)
    assert refused.value.detail == "2999_01_01_later"


# Another program's tables, with and without Alembic's own, which many programs have.
FOREIGN = {
    "other tables": ["create table recipe (name text)"],
    "other tables kept by Alembic": [
        "create table recipe (name text)",
        "create table alembic_version (version_num text)",
        "insert into alembic_version values ('3f1c')",
    ],
    "other tables and Alembic's, empty": [
        "create table recipe (name text)",
        "create table alembic_version (version_num text)",
    ],
}


@pytest.mark.parametrize("statements", FOREIGN.values(), ids=FOREIGN.keys())
async def test_another_programs_database_is_refused_and_left_alone(
    empty_database_url: str, statements: list[str]
) -> None:
    with connect(empty_database_url) as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
        before = sorted(sa.inspect(connection).get_table_names())
    with pytest.raises(DatabaseForeign):
        await open_and_close(empty_database_url)
    with connect(empty_database_url) as connection:
        assert sorted(sa.inspect(connection).get_table_names()) == before


def contents(folder: Path) -> dict[str, bytes]:
    """The files in the folder, apart from the -shm in which programs that read keep their places."""
    return {each.name: each.read_bytes() for each in folder.iterdir() if not each.name.endswith("-shm")}


def foreign_database(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("create table recipe (name text)")
    connection.close()


def foreign_database_in_wal_mode(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("create table recipe (name text)")
    connection.close()


FILES: dict[str, tuple[Callable[[Path], object], type[DatabaseError]]] = {
    "text": (lambda file: file.write_text("Dear diary\n" * 100), NotADatabase),
    "shorter than a database's head": (lambda file: file.write_bytes(b"SQLite"), NotADatabase),
    "a database's head alone": (lambda file: file.write_bytes(b"SQLite format 3\0"), NotADatabase),
    "a database's head, then noise": (
        lambda file: file.write_bytes(b"SQLite format 3\0" + b"\xfe" * 9000),
        NotADatabase,
    ),
    "another program's database": (foreign_database, DatabaseForeign),
    "another program's database in WAL mode": (foreign_database_in_wal_mode, DatabaseForeign),
}


@pytest.mark.parametrize(("make", "error"), FILES.values(), ids=FILES.keys())
async def test_a_file_that_is_not_ours_is_refused_and_keeps_its_bytes(
    tmp_path: Path, make: Callable[[Path], object], error: type[DatabaseError]
) -> None:
    file = tmp_path / "precious.db"
    make(file)
    before = contents(tmp_path)
    with pytest.raises(error) as refused:
        await open_and_close(f"sqlite:///{file}")
    assert refused.value.where == str(file)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(("mode", "running"), [("delete", False), ("wal", False), ("wal", True)])
async def test_the_file_of_a_newer_program_keeps_its_bytes(tmp_path: Path, mode: str, *, running: bool) -> None:
    file = tmp_path / "serge.db"
    await open_and_close(f"sqlite:///{file}")
    with closing(sqlite3.connect(file, isolation_level=None)) as newer:
        newer.execute("update alembic_version set version_num = '2999_01_01_later'")
        newer.execute(f"pragma journal_mode = {mode}")
        if not running:
            newer.close()
        before = contents(tmp_path)
        with pytest.raises(DatabaseNewer) as refused:
            await open_and_close(f"sqlite:///{file}")
        assert (refused.value.where, refused.value.detail) == (str(file), "2999_01_01_later")
        assert contents(tmp_path) == before


async def test_a_damaged_database_of_ours_is_refused_and_keeps_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "serge.db"
    await open_and_close(f"sqlite:///{file}")
    damaged = file.read_bytes()[:100] + b"\xff" * 4000
    file.write_bytes(damaged)
    with pytest.raises(NotADatabase):
        await open_and_close(f"sqlite:///{file}")
    assert file.read_bytes() == damaged


async def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    (tmp_path / "serge.db").touch()
    await open_and_close(f"sqlite:///{tmp_path / 'serge.db'}")
    assert (tmp_path / "serge.db").stat().st_size > 0


async def test_folders_on_the_way_to_the_file_are_made(tmp_path: Path) -> None:
    await open_and_close(f"sqlite:///{tmp_path / 'a' / 'b' / 'serge.db'}")
    assert (tmp_path / "a" / "b" / "serge.db").is_file()


async def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnwritable) as refused:
        await open_and_close(f"sqlite:///{tmp_path}")
    assert refused.value.detail == "is a folder"


async def test_a_file_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(DatabaseUnwritable) as refused:
        await open_and_close(f"sqlite:///{tmp_path / 'file' / 'serge.db'}")
    assert refused.value.detail
    assert (tmp_path / "file").read_text() == "no folder"


# Nobody may write there, root included.
async def test_a_folder_that_takes_no_files_is_refused() -> None:
    with pytest.raises(DatabaseUnwritable):
        await open_and_close("sqlite:////proc/self/serge.db")


# Addresses that lead nowhere. The password is never repeated.
ADDRESSES = {
    "nobody listens": "postgresql://serge:secret@127.0.0.1:1/serge",
    "no such socket": "postgresql://serge:secret@/serge?host=/nonexistent",
    "a port that is no number": "postgresql://serge:secret@localhost:port/serge",
    "no kind of database": "://serge:secret@localhost/serge",
    "another kind of database": "mysql://serge:secret@localhost/serge",
    "an unknown kind of database": "what://serge:secret@localhost/serge",
}


@pytest.mark.parametrize("url", ADDRESSES.values(), ids=ADDRESSES.keys())
async def test_an_address_that_leads_nowhere_is_refused_without_repeating_the_password(url: str) -> None:
    with pytest.raises(DatabaseUnreachable) as refused:
        await open_and_close(url)
    assert refused.value.detail
    assert "secret" not in f"{refused.value} {refused.value.where} {refused.value.detail}"


# What is typed and what is repeated of it: the same, but for the password.
TYPED = {
    "postgresql": ("postgresql://serge:secret@127.0.0.1:1/serge", "postgresql://serge:***@127.0.0.1:1/serge"),
    "postgres": ("postgres://serge:secret@127.0.0.1:1/serge", "postgres://serge:***@127.0.0.1:1/serge"),
    "a password among the options": (
        "postgresql://127.0.0.1:1/serge?user=serge&password=secret&sslpassword=secret",
        "postgresql://127.0.0.1:1/serge?user=serge",
    ),
    "another kind of database": ("mysql://serge:secret@localhost/serge", "mysql://serge:***@localhost/serge"),
}


@pytest.mark.parametrize(("typed", "shown"), TYPED.values(), ids=TYPED.keys())
async def test_an_address_is_repeated_as_it_was_typed_without_its_password(typed: str, shown: str) -> None:
    with pytest.raises(DatabaseUnreachable) as refused:
        await open_and_close(typed)
    assert refused.value.where == shown
    assert "secret" not in str(refused.value)


async def test_a_missing_postgresql_database_is_refused(postgresql_server: str) -> None:
    with pytest.raises(DatabaseUnreachable) as refused:
        await open_and_close(postgresql_server.replace("/postgres?", "/nowhere?"))
    assert "nowhere" in refused.value.detail


# What a transaction promises.


async def test_sixty_writers_at_once_lose_nothing(empty_database_url: str) -> None:
    async with await Database.open(empty_database_url) as one, await Database.open(empty_database_url) as other:
        libraries = [Library(one), Library(other)]
        await asyncio.gather(*(libraries[n % 2].remember(f"key {n}", str(n)) for n in range(60)))
        assert [await libraries[0].recall(f"key {n}") for n in range(60)] == [str(n) for n in range(60)]


async def test_sixty_writers_that_read_first_lose_nothing(empty_database_url: str) -> None:
    async def add_one(database: Database) -> None:
        async with database.writing() as writer:
            count = int(await writer.setting(SHARED, "count") or 0)
            await writer.put_setting(SHARED, "count", str(count + 1))

    async with await Database.open(empty_database_url) as one, await Database.open(empty_database_url) as other:
        await asyncio.gather(*(add_one((one, other)[n % 2]) for n in range(60)))
        assert await Library(one).recall("count") == "60"


async def test_readers_go_on_beside_a_writer_and_see_the_state_before_it(empty_database_url: str) -> None:
    async with await Database.open(empty_database_url) as database:
        library = Library(database)
        await library.remember("key", "before")
        async with database.writing() as writer:
            await writer.put_setting(SHARED, "key", "after")
            async with asyncio.timeout(5):
                assert await asyncio.gather(*(library.recall("key") for _ in range(10))) == ["before"] * 10
        assert await library.recall("key") == "after"


async def test_a_reader_sees_one_state_however_long_it_reads(empty_database_url: str) -> None:
    async with await Database.open(empty_database_url) as database:
        library = Library(database)
        await library.remember("key", "before")
        async with database.reading() as reader:
            assert await reader.setting(SHARED, "key") == "before"
            await library.remember("key", "after")
            assert await reader.setting(SHARED, "key") == "before"
        assert await library.recall("key") == "after"


async def test_a_writer_that_fails_leaves_nothing(empty_database_url: str) -> None:
    async with await Database.open(empty_database_url) as database:
        with suppress(LookupError):
            async with database.writing() as writer:
                await writer.put_setting(SHARED, "key", "half")
                raise LookupError
        assert await Library(database).recall("key") is None


async def test_a_row_that_hangs_on_nothing_is_refused(empty_database_url: str) -> None:
    orphan = {"entry_id": 404, "kind": "questions", "text": "whose?"}
    async with await Database.open(empty_database_url) as database:
        with pytest.raises(sa.exc.IntegrityError):
            async with database._writing_connection() as connection:  # noqa: SLF001  # a Writer cannot do this
                await connection.execute(sa.insert(metadata.tables["phrasing"]).values(orphan))


async def test_a_moment_comes_back_aware_and_the_same(empty_database_url: str) -> None:
    moments = sa.Table("moment", sa.MetaData(), sa.Column("at", UtcDateTime))
    noon = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=5)))
    with connect(empty_database_url) as connection:
        moments.create(connection)
        connection.execute(sa.insert(moments).values(at=noon))
        found = connection.scalar(sa.select(moments.c.at))
    assert found == noon
    assert found is not None
    assert found.tzinfo is UTC
    with pytest.raises(sa.exc.StatementError, match="without a zone"), connect(empty_database_url) as connection:
        connection.execute(sa.insert(moments).values(at=noon.replace(tzinfo=None)))
