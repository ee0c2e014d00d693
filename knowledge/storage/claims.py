"""Reading who holds which claims, and how much is quoted on them, without reading the entries whole."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from knowledge.storage.rows import Rows, shown
from knowledge.storage.tables import entry, entry_quotation


class Held(NamedTuple):
    """Who holds a claim, nobody outright where it is empty, and how many quotations its entry has."""

    by: tuple[str, ...]
    quotations: int


class ClaimReading(Rows):
    """Queries for claims."""

    async def held(self, scope: int) -> dict[int, Held]:
        """What the scope may see of claims, by the numbers of their entries."""
        query = (
            sa.select(entry.c.id, entry.c.held_by, sa.func.count(entry_quotation.c.entry_id).label("quotations"))
            .outerjoin(entry_quotation, entry_quotation.c.entry_id == entry.c.id)
            .where(shown(scope))
            .group_by(entry.c.id)
        )
        return {row.id: Held(tuple(row.held_by), row.quotations) for row in await self._connection.execute(query)}
