"""What entries are found by: postings, texts, their words in the vocabulary, and how much a scope holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from knowledge.search.index import Indexed
from knowledge.search.normal import stem, words
from knowledge.search.sounds import sound
from knowledge.storage import tables
from knowledge.storage.changes import Changes
from knowledge.storage.entry_rows import Row, index_rows

_AT_ONCE = 500
"""How many terms are named in one statement."""


class Indexing(Changes):
    """Changes to the index of one scope. They touch the entries' own rows and nothing else."""

    async def put_index(self, scope: int, indexed: Mapping[int, Indexed]) -> None:
        """Put in what these entries, by their numbers, are found by; their names are there."""
        rows: dict[sa.Table, list[Row]] = defaultdict(list)
        for id_, one in indexed.items():
            for table, some in index_rows(scope, id_, one):
                rows[table] += some
        for table, some in rows.items():
            await self._insert(table, some)
        await self._count_indexed(scope, indexed.values())

    async def _count_indexed(self, scope: int, indexed: Collection[Indexed]) -> None:
        """Count the words of these entries, that many more entries, and their texts."""
        held = Counter(word for one in indexed for word in one.words)
        named = Counter(word for one in indexed for word in one.names)
        await self._count_words(scope, held, named)
        await self._count(scope, len(indexed), sum(len(one.lines) for one in indexed))

    async def _take_index(self, scope: int, entries: Sequence[int]) -> None:
        """Take away what these entries are found by, their names included."""
        if not entries:
            return
        held: Counter[str] = Counter()
        query = sa.select(tables.entry.c.words).where(tables.entry.c.id.in_(entries))
        for (text,) in await self._connection.execute(query):
            held.update(text.split())
        named = await self._words_of_names(entries)
        postings, terms = tables.posting, sorted({stem(word) for word in held})
        for start in range(0, len(terms), _AT_ONCE):
            of_these = postings.c.term.in_(terms[start : start + _AT_ONCE])
            gone = sa.delete(postings).where(postings.c.scope == scope, of_these, postings.c.entry_id.in_(entries))
            await self._connection.execute(gone)
        await self._count_words(scope, _fewer(held), _fewer(named))
        texts = tables.likeness
        counted = sa.select(sa.func.count(), sa.func.sum(texts.c.texts)).where(texts.c.entry_id.in_(entries))
        number, lines = (await self._connection.execute(counted)).one()
        await self._count(scope, -number, -int(lines or 0))
        for table in (texts, tables.name, tables.vector):
            await self._connection.execute(sa.delete(table).where(table.c.entry_id.in_(entries)))

    async def _words_of_names(self, entries: Sequence[int]) -> Counter[str]:
        """In the names of how many of these entries each word stands."""
        query = sa.select(tables.name.c.entry_id, tables.name.c.text).where(tables.name.c.entry_id.in_(entries))
        pairs = {(row.entry_id, word) for row in await self._connection.execute(query) for word in words(row.text)}
        return Counter(word for _, word in pairs)

    async def _count_words(self, scope: int, held: Mapping[str, int], named: Mapping[str, int]) -> None:
        """In how many more (or, below zero, fewer) entries, and names of them, each word stands."""
        table = tables.vocabulary
        rows = [
            {"scope": scope, "sound": sound(word), "word": word, "entries": change, "names": named.get(word, 0)}
            for word, change in sorted(held.items())
        ]
        await self._upsert(table, rows, keys=("scope", "sound", "word"), adding=("entries", "names"))
        if any(change < 0 for change in held.values()):
            await self._connection.execute(sa.delete(table).where(table.c.scope == scope, table.c.entries <= 0))

    async def _count(self, scope: int, entries: int, texts: int) -> None:
        """Note that the scope has changed, and how many more entries and texts it holds."""
        row = {"scope": scope, "revision": 1, "entries": entries, "texts": texts}
        await self._upsert(tables.catalogue, [row], keys=("scope",), adding=("revision", "entries", "texts"))


def _fewer(counts: Mapping[str, int]) -> dict[str, int]:
    return {word: -count for word, count in counts.items()}
