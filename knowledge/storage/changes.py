"""What every change shares: inserting, and inserting or changing, on both databases."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from knowledge.storage.rows import Rows

_ROWS = 500
"""How many rows go into one statement."""


class Changes(Rows):
    """Changes in one transaction."""

    async def _insert(self, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            await self._connection.execute(sa.insert(table), rows)

    async def _upsert(
        self, table: sa.Table, rows: list[dict[str, Any]], keys: tuple[str, ...], adding: tuple[str, ...] = ()
    ) -> None:
        """Insert the rows, or change those that exist: ``adding`` columns grow by the new value, others take it."""
        if self._connection.dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import insert
        else:
            from sqlalchemy.dialects.sqlite import insert
        for start in range(0, len(rows), _ROWS):
            statement = insert(table).values(rows[start : start + _ROWS])
            changes = {
                column: table.c[column] + statement.excluded[column] if column in adding else statement.excluded[column]
                for column in rows[start]
                if column not in keys
            }
            await self._connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changes))
