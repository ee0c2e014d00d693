"""Telling at once, on the event loop, whether anything was written to the database since the last look."""

from __future__ import annotations

import sqlite3
from contextlib import suppress

import sqlalchemy as sa


class Watch:
    """SQLite tells every connection, in some microseconds, how often the others have written: ``data_version``.

    PostgreSQL has nothing like it; there :meth:`version` is always None.
    """

    def __init__(self, address: sa.URL) -> None:
        self._file = address.database if address.get_backend_name() == "sqlite" else None
        self._connection: sqlite3.Connection | None = None

    def version(self) -> int | None:
        """A number that is another one after any commit, in whatever process; None where that cannot be told now."""
        if self._file is None:
            return None
        try:
            if self._connection is None:
                self._connection = sqlite3.connect(self._file, timeout=0, isolation_level=None)
            return self._connection.execute("PRAGMA data_version").fetchone()[0]
        except sqlite3.Error:  # a look-up asks the database itself then, and tells what is wrong
            return None

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None
            self._file = None
