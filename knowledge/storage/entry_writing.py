"""Putting entries in: those of a pack as it is loaded, and those that a guild adds to its own library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from knowledge.packs.pack import PackEntry
from knowledge.search.index import Indexed
from knowledge.storage import tables
from knowledge.storage.entry_rows import Home, head_row, part_rows
from knowledge.storage.indexing import Indexing


class EntryWriting(Indexing):
    """Changes to the entries of one scope."""

    async def put_entries(
        self, home: Home, entries: Sequence[PackEntry], indexed: Mapping[str, Indexed], first: int = 0
    ) -> dict[str, int]:
        """Put in these entries, or put them anew; ``first`` is the position of the first. Returns numbers by key.

        What hung on those that were there must have been taken away.
        """
        table = tables.entry
        heads = [head_row(home, first + place, entry, indexed[entry.key]) for place, entry in enumerate(entries)]
        await self._upsert(table, heads, keys=("scope", "pack_id", "key"))
        here = sa.and_(table.c.scope == home.scope, table.c.pack_id == home.pack_id)
        query = sa.select(table.c.key, table.c.id).where(here, table.c.key.in_([entry.key for entry in entries]))
        ids = {row.key: row.id for row in await self._connection.execute(query)}
        numbered = [(ids[one.key], first + place, one, indexed[one.key]) for place, one in enumerate(entries)]
        for rows_of, rows in part_rows(home, numbered).items():
            await self._insert(rows_of, rows)
        await self._count_indexed(home.scope, [indexed[entry.key] for entry in entries])
        return ids

    async def add_entries(
        self, scope: int, slug: str, entries: Sequence[PackEntry], indexed: Mapping[str, Indexed]
    ) -> dict[str, int]:
        """Add entries to a guild's own, their words standing in the edition of that pack. Returns numbers by key."""
        pack, block, catalogue = tables.pack, tables.block, tables.catalogue
        pack_id = (await self._connection.execute(sa.select(pack.c.id).where(pack.c.slug == slug))).scalar_one()
        places = [part.place for one in entries for part in (*one.passages, *one.rebuttals)]
        numbers = {place.note or place.paragraph for place in places} | {
            b.number for one in entries for b in one.places
        }
        here = sa.and_(block.c.pack_id == pack_id, block.c.number.in_(numbers))
        blocks = await self._connection.execute(sa.select(block).where(here))
        there = await self._connection.scalar(sa.select(catalogue.c.entries).where(catalogue.c.scope == scope))
        home = Home(
            scope,
            pack_id,
            {f"note {row.number}" if row.is_note else f"{row.section} {row.number}": row.id for row in blocks},
            await self._ids(tables.quotation, pack_id),
        )
        return await self.put_entries(home, entries, indexed, first=there or 0)

    async def _ids(self, table: sa.Table, pack_id: int) -> dict[str, int]:
        """The numbers of what hangs on a pack, by key."""
        query = sa.select(table.c.key, table.c.id).where(table.c.pack_id == pack_id)
        return {row.key: row.id for row in await self._connection.execute(query)}
