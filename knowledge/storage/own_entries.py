"""A guild's own entries as rows. All but the entry itself is put anew with each change; its number stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from knowledge.entry_content import EntryContent, Words
from knowledge.model import Role, Status
from knowledge.search.index import Indexed, index_texts
from knowledge.search.normal import normalise
from knowledge.storage import tables
from knowledge.storage.entry_rows import Row, index_rows, name_rows
from knowledge.storage.indexing import Indexing
from knowledge.storage.rows import PUBLISHED, Rows

Anchors = Mapping[str, Row]
"""Where words stand in a loaded text: the columns of their place, by the words."""

_PARTS = (tables.excerpt, tables.elsewhere, tables.entry_block, tables.phrasing)

_KIND = "own"
"""The kind of phrasings that a guild writes."""


class OwnEntryReading(Rows):
    """Queries for what an entry of a guild's own needs."""

    async def anchors(self, words: Sequence[str]) -> Anchors:
        """Where these words stand, letter by letter, in the loaded texts; of several places the first."""
        block, found = tables.block, dict[str, Row]()
        for exact in words:
            holding = block.c.text.contains(exact, autoescape=True)
            query = sa.select(block.c.id, block.c.text).where(holding).order_by(block.c.pack_id, block.c.position)
            for row in await self._connection.execute(query):
                start = row.text.find(exact)
                if start >= 0:  # SQLite's "contains" takes a for A
                    found[exact] = {"block_id": row.id, "start": start, "end": start + len(exact)}
                    break
        return found

    async def names_taken(self, scope: int, names: Sequence[str], but: int | None) -> set[str]:
        """Those of the names (normalised) that lead to another entry of this scope than ``but``."""
        name = tables.name
        query = sa.select(name.c.normal).where(name.c.scope == scope, name.c.normal.in_(names))
        others = query if but is None else query.where(name.c.entry_id != but)
        return {normal for (normal,) in await self._connection.execute(others)}

    async def count_own(self, scope: int) -> int:
        """How many entries of its own the guild shows."""
        entry = tables.entry
        query = sa.select(sa.func.count()).where(entry.c.scope == scope, PUBLISHED)
        return int(await self._connection.scalar(query) or 0)


class OwnEntryWriting(OwnEntryReading, Indexing):
    """Changes to a guild's own entries."""

    async def add_own(self, scope: int, content: EntryContent, anchors: Anchors) -> int:
        """Put in an entry. Returns its number."""
        entry, indexed = tables.entry, _indexed(content)
        last = await self._connection.scalar(sa.select(sa.func.max(entry.c.position)).where(entry.c.scope == scope))
        position = 0 if last is None else last + 1
        head: Row = {"scope": scope, "pack_id": None, "position": position, "key": f"own-{position + 1}", "related": []}
        statement = sa.insert(entry).values(**head, **_said(content, indexed)).returning(entry.c.id)
        entry_id = (await self._connection.execute(statement)).scalar_one()
        await self._put_parts(scope, entry_id, position, content, anchors, indexed)
        return entry_id

    async def put_own(self, scope: int, entry_id: int, content: EntryContent, anchors: Anchors) -> None:
        """Let the entry, published or retired before, say this."""
        entry, indexed = tables.entry, _indexed(content)
        await self._take_parts(scope, entry_id)
        statement = sa.update(entry).where(entry.c.id == entry_id).values(**_said(content, indexed))
        position = (await self._connection.execute(statement.returning(entry.c.position))).scalar_one()
        await self._put_parts(scope, entry_id, position, content, anchors, indexed)

    async def retire_own(self, scope: int, entry_id: int) -> None:
        """Let nothing find the entry. What it said stands in its revisions."""
        await self._take_parts(scope, entry_id)
        entry = tables.entry
        await self._connection.execute(
            sa.update(entry).where(entry.c.id == entry_id).values(status=Status.RETIRED.value, words="")
        )

    async def _take_parts(self, scope: int, entry_id: int) -> None:
        """Take away what hangs on the entry. One that is retired has nothing, and is not counted."""
        if await self._connection.scalar(sa.select(tables.entry.c.status).where(tables.entry.c.id == entry_id)) == (
            Status.PUBLISHED.value
        ):
            await self._take_index(scope, [entry_id])
        for table in _PARTS:
            await self._connection.execute(sa.delete(table).where(table.c.entry_id == entry_id))

    async def _put_parts(
        self, scope: int, entry_id: int, position: int, content: EntryContent, anchors: Anchors, indexed: Indexed
    ) -> None:
        placed, others = list[Row](), list[Row]()
        for number, role, words in _roles(content):
            row = {"entry_id": entry_id, "role": role.value, "position": number, "exact": words.exact}
            if words.source or words.exact not in anchors:
                others.append(row | {"source": words.source, "locator": words.locator})
            else:
                placed.append(row | anchors[words.exact])
        await self._insert(tables.excerpt, placed)
        await self._insert(tables.elsewhere, others)
        blocks = sorted({row["block_id"] for row in placed})
        await self._insert(tables.entry_block, [{"entry_id": entry_id, "block_id": block} for block in blocks])
        phrasings = [{"entry_id": entry_id, "kind": _KIND, "text": text} for text in content.phrasings]
        await self._insert(tables.phrasing, phrasings)
        await self._insert(tables.name, list(name_rows(scope, entry_id, position, content.names)))
        for table, rows in index_rows(scope, entry_id, indexed):
            await self._insert(table, rows)
        await self._count_indexed(scope, [indexed])


def _roles(content: EntryContent) -> Iterator[tuple[int, Role, Words]]:
    for role, some in ((Role.PASSAGE, content.passages), (Role.REBUTTAL, content.rebuttals)):
        for number, words in enumerate(some):
            yield number, role, words


def _said(content: EntryContent, indexed: Indexed) -> dict[str, Any]:
    """The columns of the entry that its content fills."""
    return {
        "topic": content.topic,
        "claim": content.claim,
        "held_by": list(content.held_by),
        "implied": not content.held_by,
        "words": " ".join(sorted(indexed.words)),
        "status": Status.PUBLISHED.value,
    }


def _indexed(content: EntryContent) -> Indexed:
    """What the entry is found by, as it would be read from the database again."""
    return index_texts(
        {
            "topic": [content.topic],
            "alias": content.aliases,
            "phrasing": content.phrasings,
            "claim": [content.claim],
            "people": content.held_by,
            "passage": [words.exact for words in content.passages],
            "rebuttal": [words.exact for words in content.rebuttals],
        }
    )


def names_of(content: EntryContent) -> dict[str, str]:
    """The topic and the aliases by what they are compared by."""
    return {normalise(name): name for name in content.names}
