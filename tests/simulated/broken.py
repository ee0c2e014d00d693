"""A real database that fails: one of its tables is called otherwise for a while."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from bot.settings import Settings


@contextmanager
def broken(settings: Settings, table: str = "entry") -> Iterator[None]:
    """Nothing of that table can be read or written as long as this lasts."""
    _rename(settings, table, f"{table}_away")
    try:
        yield
    finally:
        _rename(settings, f"{table}_away", table)


def _rename(settings: Settings, old: str, new: str) -> None:
    file = settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, timeout=5, isolation_level=None)) as connection:
        connection.execute("pragma legacy_alter_table = on")
        connection.execute(f"alter table {old} rename to {new}")
