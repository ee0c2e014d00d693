"""Making the index anew from the entries as they are stored."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from knowledge.search.index import Texts
from knowledge.storage import tables
from knowledge.storage.indexing import Indexing
from knowledge.storage.rows import PUBLISHED
from knowledge.storage.texts import TextReading

_AT_ONCE = 500
"""How many entries are read at once."""


class Stored(NamedTuple):
    """An entry's number and scope, and its texts by the field they stand in."""

    id: int
    scope: int
    texts: Texts


class Reindexing(Indexing, TextReading):
    """Changes to the whole index, whatever the scope."""

    async def clear_index(self) -> None:
        """Take away what every entry is found by, but for its names."""
        for table in (tables.posting, tables.likeness, tables.vector, tables.vocabulary):
            await self._connection.execute(sa.delete(table))
        await self._connection.execute(sa.update(tables.catalogue).values(entries=0, texts=0))

    async def put_words(self, words: Mapping[int, Collection[str]]) -> None:
        """Note by which words each of these entries is found, so that they can be taken away with it."""
        table = tables.entry
        statement = sa.update(table).where(table.c.id == sa.bindparam("entry")).values(words=sa.bindparam("found_by"))
        rows = [{"entry": id_, "found_by": " ".join(sorted(some))} for id_, some in words.items()]
        await self._connection.execute(statement, rows)

    async def stored(self) -> AsyncIterator[list[Stored]]:
        """Every published entry with its texts, some hundred at once."""
        entry, last = tables.entry, 0
        while True:
            query = sa.select(entry.c.id, entry.c.scope).where(entry.c.id > last, PUBLISHED)
            rows = (await self._connection.execute(query.order_by(entry.c.id).limit(_AT_ONCE))).all()
            if not rows:
                return
            texts = await self.entry_texts([row.id for row in rows])
            yield [Stored(row.id, row.scope, texts[row.id]) for row in rows]
            last = rows[-1].id
