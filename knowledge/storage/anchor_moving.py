"""Words of guilds' own entries that stand in a text which is loaded anew: they are found again, and never lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from knowledge.model import Place
from knowledge.storage.changes import Changes
from knowledge.storage.mapping import place_of
from knowledge.storage.own_entries import OwnEntryReading
from knowledge.storage.tables import block, elsewhere, entry, entry_block, excerpt


class Placed(NamedTuple):
    """A passage or rebuttal of a guild's own entry, and the place that it had."""

    entry_id: int
    role: str
    position: int
    exact: str
    place: Place


class AnchorMoving(Changes, OwnEntryReading):
    """Changes to the anchors of guilds' own entries, whatever the scope."""

    async def take_anchored(self, pack_id: int) -> list[Placed]:
        """Take away the anchors of own entries in this text, so that it can be loaded anew. Returns what they held."""
        blocks = sa.select(block.c.id).where(block.c.pack_id == pack_id)
        own = sa.select(entry.c.id).where(entry.c.pack_id.is_(None))
        query = (
            sa.select(excerpt, block.c.section, block.c.number, block.c.is_note)
            .join(block, block.c.id == excerpt.c.block_id)
            .where(block.c.pack_id == pack_id, excerpt.c.entry_id.in_(own))
            .order_by(excerpt.c.entry_id, excerpt.c.role, excerpt.c.position)
        )
        rows = (await self._connection.execute(query)).all()
        for table in (excerpt, entry_block):
            there = sa.and_(table.c.block_id.in_(blocks), table.c.entry_id.in_(own))
            await self._connection.execute(sa.delete(table).where(there))
        return [Placed(row.entry_id, row.role, row.position, row.exact, place_of(row)) for row in rows]

    async def put_anchored(self, taken: Sequence[Placed], title: str) -> None:
        """Anchor these words where they stand now; those that stand nowhere any longer are from the text as it was."""
        anchors = await self.anchors([placed.exact for placed in taken])
        for placed in taken:
            row = {"entry_id": placed.entry_id, "role": placed.role, "position": placed.position, "exact": placed.exact}
            if anchor := anchors.get(placed.exact):
                await self._insert(excerpt, [row | anchor])
                await self._link({"entry_id": placed.entry_id, "block_id": anchor["block_id"]})
            else:
                await self._insert(elsewhere, [row | {"source": title, "locator": placed.place.block}])

    async def _link(self, link: dict[str, int]) -> None:
        """Let the paragraph or note bear on the entry, unless it does already."""
        here = sa.and_(*(entry_block.c[name] == value for name, value in link.items()))
        if not await self._connection.scalar(sa.select(sa.func.count()).where(here)):
            await self._insert(entry_block, [link])
