"""A database's address, and whether what is there is ours to open."""

from __future__ import annotations

import importlib.util
import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError

from knowledge.errors import (
    DatabaseError,
    DatabaseForeign,
    DatabaseNewer,
    DatabaseUnreachable,
    DatabaseUnwritable,
    DriverMissing,
    NotADatabase,
)
from knowledge.storage.migrations import REVISIONS

BUSY_SECONDS = 10
"""How long a writer waits for another one before it gives up."""

_OURS = {"alembic_version", "pack"}
"""Tables that every database of ours holds, whatever its revision; other programs use Alembic too."""


def parsed(url: str) -> sa.URL:
    """The address that was typed. Raises DatabaseUnreachable where it is none."""
    try:
        return sa.make_url(url)
    except (ArgumentError, ValueError) as error:
        scheme = url.partition("://")[0]  # what follows may hold a password
        raise DatabaseUnreachable(f"{scheme}://…", "not a database address") from error


def shown(address: sa.URL) -> str:
    """The address as it was typed, without its password, which may also stand among the options."""
    return address.difference_update_query(["password", "sslpassword"]).render_as_string(hide_password=True)


def async_address(address: sa.URL) -> sa.URL:
    """The address with the driver we use. Raises DriverMissing, and DatabaseUnreachable for other databases."""
    backend = address.get_backend_name()
    if backend == "postgres":  # as some hosts give it
        backend = "postgresql"
    if backend == "sqlite":
        return address.set(drivername="sqlite+aiosqlite")
    if backend == "postgresql":
        if importlib.util.find_spec("psycopg") is None:
            raise DriverMissing(shown(address), "psycopg")
        return address.set(drivername="postgresql+psycopg")
    raise DatabaseUnreachable(shown(address), "neither SQLite nor PostgreSQL")


def inspect_sqlite_file(path: Path) -> None:
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
        raise explained(error, str(path)) from error
    refuse_foreign(revision, str(path))


def revision_of(connection: sa.Connection) -> str | None:
    """The schema's revision; None for an empty database, "" for one of another program."""
    tables = set(sa.inspect(connection).get_table_names())
    if not tables >= _OURS:
        return "" if tables else None
    return connection.scalar(sa.text("select version_num from alembic_version"))


def refuse_foreign(revision: str | None, where: str) -> None:
    """Raise DatabaseForeign or DatabaseNewer where the schema's revision is none that this program knows."""
    if revision == "":
        raise DatabaseForeign(where)
    if revision is not None and revision not in REVISIONS:
        raise DatabaseNewer(where, revision)


def explained(error: DBAPIError | sqlite3.Error, where: str) -> DatabaseError:
    """What a driver says of the database itself, as an error of our own."""
    detail = str(error.orig if isinstance(error, DBAPIError) else error).strip()
    if "not a database" in detail or "malformed" in detail:
        return NotADatabase(where, detail)
    if "readonly" in detail or "unable to open" in detail:
        return DatabaseUnwritable(where, detail)
    return DatabaseUnreachable(where, detail)


def _sqlite_revision(path: Path, *, in_wal_mode: bool) -> str | None:
    """What :func:`revision_of` tells, read without leaving anything beside the file.

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
