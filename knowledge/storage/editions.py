"""Reading the loaded texts in order: their paragraphs and notes, the place of an entry's words, and bookmarks.

Loaded texts are everybody's; entries are asked for in the scopes that the guild may see. Bookmarks belong to persons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from knowledge.edition import Anchored, Block, Contents, Section
from knowledge.storage.changes import Changes
from knowledge.storage.group_tables import bookmark
from knowledge.storage.mapping import pack_info_of
from knowledge.storage.rows import Rows, shown
from knowledge.storage.tables import block, entry, entry_quotation, excerpt, pack, quotation


class EditionReading(Rows):
    """Queries for the loaded texts and the places in them."""

    async def contents(self) -> list[Contents]:
        """The loaded texts, those loaded first before others, each with its sections in order."""
        sections: dict[int, list[Section]] = defaultdict(list)
        start = sa.func.min(block.c.position)
        query = (
            sa.select(block.c.pack_id, block.c.section, start.label("first"), sa.func.count().label("paragraphs"))
            .where(sa.not_(block.c.is_note))
            .group_by(block.c.pack_id, block.c.section)
            .order_by(start)
        )
        for row in await self._connection.execute(query):
            sections[row.pack_id].append(Section(row.section, row.first, row.paragraphs))
        notes = sa.select(sa.func.count()).where(block.c.pack_id == pack.c.id, block.c.is_note).scalar_subquery()
        packs = await self._connection.execute(sa.select(pack, notes.label("notes")).order_by(pack.c.id))
        return [Contents(pack_info_of(row), tuple(sections[row.id]), row.notes) for row in packs]

    async def blocks(self, slug: str) -> list[Block]:
        """The paragraphs of that text in order, then its notes."""
        return await self._blocks_where(slug, sa.true())

    async def blocks_between(self, slug: str, first: int, last: int) -> list[Block]:
        """Those from one position to another, as far as there are any."""
        return await self._blocks_where(slug, block.c.position.between(first, last))

    async def notes(self, slug: str, numbers: Sequence[int]) -> list[Block]:
        """The notes of these numbers, in the order of the text."""
        return await self._blocks_where(slug, sa.and_(block.c.is_note, block.c.number.in_(numbers)))

    async def paragraph_marking(self, slug: str, note: int) -> Block | None:
        """The first paragraph that carries the mark of that note."""
        marks = block.c.text.contains(f"[^{note}]", autoescape=True)
        return next(iter(await self._blocks_where(slug, sa.and_(sa.not_(block.c.is_note), marks))), None)

    async def anchored(self, scope: int, entry_id: int) -> list[Anchored]:
        """An entry's passages, its rebuttals and its quotations, as its card shows them; none if it is not seen."""
        seen = sa.and_(entry.c.id == entry_id, shown(scope))
        excerpts = (
            sa.select(excerpt.c.role, excerpt.c.exact, excerpt.c.start, excerpt.c.end, pack.c.slug, *_BLOCK)
            .select_from(excerpt.join(entry).join(block, block.c.id == excerpt.c.block_id).join(pack, _OF_PACK))
            .where(seen)
            .order_by(excerpt.c.role, excerpt.c.position)
        )
        role = sa.literal("quotation").label("role")
        quotations = (
            sa.select(role, quotation.c.exact, quotation.c.start, quotation.c.end, pack.c.slug, *_BLOCK)
            .select_from(
                entry_quotation.join(entry)
                .join(quotation, quotation.c.id == entry_quotation.c.quotation_id)
                .join(block, block.c.id == quotation.c.block_id)
                .join(pack, _OF_PACK)
            )
            .where(seen)
            .order_by(entry_quotation.c.position)
        )
        found: list[Anchored] = []
        for query in (excerpts, quotations):
            rows = await self._connection.execute(query)
            found += [Anchored(row.role, row.exact, row.start, row.end, row.slug, _block_of(row)) for row in rows]
        return found

    async def bookmarks(self, person_id: int) -> dict[str, int]:
        """The positions at which that reader stopped, by the slug of the text."""
        rows = await self._connection.execute(sa.select(bookmark).where(bookmark.c.person_id == person_id))
        return {row.slug: row.position for row in rows}

    async def _blocks_where(self, slug: str, condition: sa.ColumnElement[bool]) -> list[Block]:
        query = (
            sa.select(*_BLOCK)
            .select_from(block.join(pack, _OF_PACK))
            .where(pack.c.slug == slug, condition)
            .order_by(block.c.position)
        )
        return [_block_of(row) for row in await self._connection.execute(query)]


class BookmarkWriting(Changes):
    """Changes to bookmarks."""

    async def put_bookmark(self, person_id: int, slug: str, position: int) -> None:
        """Keep where a reader stopped in that text, in place of where it was before."""
        row = {"person_id": person_id, "slug": slug, "position": position}
        await self._upsert(bookmark, [row], keys=("person_id", "slug"))


_BLOCK = tuple(block.c[name] for name in Block._fields)

_OF_PACK = pack.c.id == block.c.pack_id


def _block_of(row: Any) -> Block:
    return Block(*(getattr(row, name) for name in Block._fields))
