"""Running a use case straight through in a thread: on a connection that never waits, no await ever does.

Every statement on aiosqlite costs four trips to its thread and back. A look-up asks some ten; in a thread of its own,
on an ordinary connection, it costs one trip, and nothing it computes holds up the event loop.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar

import sqlalchemy as sa

T = TypeVar("T")


class StraightConnection:
    """An ordinary connection, asked like an asynchronous one."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    async def execute(self, statement: sa.Executable, parameters: Any = None) -> sa.CursorResult[Any]:
        """The rows."""
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: sa.Executable) -> Any:
        """The first column of the first row, or None."""
        return self._connection.scalar(statement)

    @property
    def dialect(self) -> sa.Dialect:
        """The database's."""
        return self._connection.dialect


def run_straight(use: Coroutine[Any, Any, T]) -> T:
    """What the coroutine returns, which must not wait for anything."""
    try:
        use.send(None)
    except StopIteration as returned:
        return returned.value
    use.close()
    raise RuntimeError("a use case that runs straight has waited")
