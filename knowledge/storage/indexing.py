"""What an entry is found by: its names, its postings, its words in the vocabulary, and the scope's count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from knowledge.search.index import Indexed
from knowledge.search.normal import normalise
from knowledge.storage import tables
from knowledge.storage.changes import Changes


class Indexing(Changes):
    """Changes to the index of one scope. They touch the entry's own rows and nothing else."""

    async def _put_names(self, scope: int, entry_id: int, position: int, names: Sequence[str]) -> None:
        """The topic first, then the aliases; ``position`` is the entry's in its pack."""
        rows = [
            {
                "scope": scope,
                "normal": normalise(text),
                "entry_id": entry_id,
                "text": text,
                "is_topic": number == 0,
                "position": position * 1000 + number,
            }
            for number, text in enumerate(names)
        ]
        await self._insert(tables.name, rows)

    async def _put_postings(self, scope: int, entry_id: int, indexed: Indexed) -> None:
        rows = [
            {"scope": scope, "term": term, "entry_id": entry_id, "weight": weight}
            for term, weight in sorted(indexed.weights.items())
        ]
        await self._insert(tables.posting, rows)

    async def _count_words(self, scope: int, changes: Mapping[str, int]) -> None:
        """In how many more (or, below zero, fewer) entries each word stands."""
        table = tables.vocabulary
        rows = [{"scope": scope, "word": word, "entries": change} for word, change in sorted(changes.items())]
        await self._upsert(table, rows, keys=("scope", "word"), adding=("entries",))
        await self._connection.execute(sa.delete(table).where(table.c.scope == scope, table.c.entries <= 0))

    async def _count(self, scope: int) -> None:
        """Note that the scope has changed, and how many entries it holds."""
        entry = tables.entry
        query = sa.select(sa.func.count()).select_from(entry).where(entry.c.scope == scope)
        row = {"scope": scope, "revision": 1, "entries": await self._connection.scalar(query)}
        await self._upsert(tables.catalogue, [row], keys=("scope",), adding=("revision",))
