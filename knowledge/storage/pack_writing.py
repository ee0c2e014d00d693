"""Putting a pack into the shared scope: its edition, sources, quotations, citations, entries and pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.model import SHARED, Certainty, Citation, Pair
from knowledge.packs.pack import Pack
from knowledge.search.index import Indexed
from knowledge.storage import tables
from knowledge.storage.anchor_moving import AnchorMoving
from knowledge.storage.entry_rows import Home
from knowledge.storage.entry_writing import EntryWriting

_OF_ENTRIES = (
    tables.phrasing,
    tables.excerpt,
    tables.entry_quotation,
    tables.entry_block,
    tables.citation_entry,
    tables.pair_entry,
)
"""What hangs on an entry and is put anew with every load."""

_OF_PACKS = (tables.pair, tables.citation, tables.quotation, tables.source, tables.block)
"""What hangs on the pack and is put anew with every load, in an order that foreign keys allow."""


async def put_pack(
    connection: AsyncConnection, pack: Pack, indexed: Mapping[str, Indexed], digest: str, *, shipped: bool
) -> None:
    """Make the shared scope hold this pack as it is now. Entries keep their numbers by their keys."""
    await _PackPutter(connection, pack, indexed).put(digest, shipped=shipped)


class _PackPutter(EntryWriting, AnchorMoving):
    """One pack on its way into the database: the numbers that its parts were given so far."""

    def __init__(self, connection: AsyncConnection, pack: Pack, indexed: Mapping[str, Indexed]) -> None:
        super().__init__(connection)
        self._pack = pack
        self._indexed = indexed
        self._pack_id = 0
        self._home = Home(SHARED, 0)
        self._sources: dict[str, int] = {}
        self._entries: dict[str, int] = {}

    async def put(self, digest: str, *, shipped: bool) -> None:
        await self._put_head(digest, shipped=shipped)
        anchored = await self.take_anchored(self._pack_id)
        await self._clear()
        await self._put_blocks()
        await self.put_anchored(anchored, self._pack.info.title)
        await self._put_sources()
        await self._put_quotations()
        await self._put_entries()
        await self._put_citations()
        await self._put_pairs()

    async def _put_head(self, digest: str, *, shipped: bool) -> None:
        info = self._pack.info
        values: dict[str, Any] = {
            "slug": info.slug,
            "title": info.title,
            "author": info.author,
            "date": info.date,
            "licence": info.licence,
            "retrieved": info.retrieved,
            "accent": info.accent,
            "digest": digest,
            "shipped": shipped,
            "loaded_at": datetime.now(UTC),
        }
        await self._upsert(tables.pack, [values], keys=("slug",))
        query = sa.select(tables.pack.c.id).where(tables.pack.c.slug == info.slug)
        self._pack_id = (await self._connection.execute(query)).scalar_one()

    async def _clear(self) -> None:
        """Take away everything that hangs on the pack and its entries; entries that are still in it stay."""
        entry, pair = tables.entry, tables.pair
        own = sa.select(entry.c.id).where(entry.c.pack_id == self._pack_id)
        await self._take_index(SHARED, [id_ for (id_,) in await self._connection.execute(own)])
        for table in _OF_ENTRIES:
            await self._connection.execute(sa.delete(table).where(table.c.entry_id.in_(own)))
        pairs = sa.select(pair.c.id).where(pair.c.pack_id == self._pack_id)
        await self._connection.execute(sa.delete(tables.statement).where(tables.statement.c.pair_id.in_(pairs)))
        for table in _OF_PACKS:
            await self._connection.execute(sa.delete(table).where(table.c.pack_id == self._pack_id))
        kept = [packed.key for packed in self._pack.entries]
        gone = sa.delete(entry).where(entry.c.pack_id == self._pack_id, entry.c.key.not_in(kept))
        await self._connection.execute(gone)

    async def _put_blocks(self) -> None:
        table = tables.block
        rows = [
            {
                "pack_id": self._pack_id,
                "position": position,
                "section": block.section,
                "number": block.number,
                "is_note": block.is_note,
                "displayed": block.displayed,
                "text": block.text,
            }
            for position, block in enumerate(self._pack.edition.blocks)
        ]
        await self._insert(table, rows)
        query = sa.select(table.c.id, table.c.position).where(table.c.pack_id == self._pack_id)
        ids = {row.position: row.id for row in await self._connection.execute(query)}
        blocks = {block.name: ids[position] for position, block in enumerate(self._pack.edition.blocks)}
        self._home = Home(SHARED, self._pack_id, blocks)

    async def _put_sources(self) -> None:
        rows = [
            {
                **self._owner(),
                "key": source.key,
                "short_title": source.short_title,
                "aliases": list(source.aliases),
                "csl": dict(source.csl),
            }
            for source in self._pack.sources
        ]
        await self._insert(tables.source, rows)
        self._sources = await self._ids(tables.source, self._pack_id)

    async def _put_quotations(self) -> None:
        rows = [
            {
                **self._owner(),
                "key": quotation.key,
                "exact": quotation.exact,
                **self._home.anchor(quotation.place),
                "kind": quotation.kind,
                "speaker": quotation.speaker,
                **self._cited(quotation.citation),
                "year": quotation.year,
                "certainty": quotation.certainty,
                "provenance": quotation.provenance,
            }
            for quotation in self._pack.quotations
        ]
        await self._insert(tables.quotation, rows)
        self._home = replace(self._home, quotations=await self._ids(tables.quotation, self._pack_id))

    async def _put_entries(self) -> None:
        self._entries = await self.put_entries(self._home, self._pack.entries, self._indexed)

    async def _put_citations(self) -> None:
        for place in self._pack.citations:
            for citation in place.citations:
                row = {
                    **self._owner(),
                    **self._home.anchor(place.place),
                    "source_id": self._sources[citation.source.key],
                    "label": citation.label,
                    "locator": citation.locator,
                }
                statement = sa.insert(tables.citation).values(row).returning(tables.citation.c.id)
                citation_id = (await self._connection.execute(statement)).scalar_one()
                backed = [{"citation_id": citation_id, "entry_id": self._entries[key]} for key in place.entries]
                await self._insert(tables.citation_entry, backed)

    async def _put_pairs(self) -> None:
        rows = [
            {**self._owner(), "position": position, "key": pair.key, "topic": pair.topic, "question": pair.question}
            for position, pair in enumerate(self._pack.pairs)
        ]
        await self._insert(tables.pair, rows)
        ids = await self._ids(tables.pair, self._pack_id)
        statements = [row for pair in self._pack.pairs for row in self._statements(ids[pair.key], pair)]
        await self._insert(tables.statement, statements)
        entries = [
            {"pair_id": ids[pair.key], "entry_id": self._entries[key]}
            for pair in self._pack.pairs
            for key in pair.entries
        ]
        await self._insert(tables.pair_entry, entries)

    def _statements(self, pair_id: int, pair: Pair) -> Iterable[dict[str, Any]]:
        for side, statements in (("earlier", pair.earlier), ("later", pair.later)):
            for position, said in enumerate(statements):
                yield {
                    "pair_id": pair_id,
                    "side": side,
                    "position": position,
                    "exact": said.exact,
                    **self._home.anchor(said.place),
                    "when": said.when,
                    "speaker": said.speaker,
                    **self._cited(said.citation),
                    "paraphrase": said.paraphrase,
                    "certainty": said.certainty,
                }
        for position, passage in enumerate(pair.comment):
            yield {
                "pair_id": pair_id,
                "side": "comment",
                "position": position,
                "exact": passage.exact,
                **self._home.anchor(passage.place),
                "when": None,
                "speaker": None,
                **self._cited(None),
                "paraphrase": False,
                "certainty": Certainty.CERTAIN,
            }

    def _owner(self) -> dict[str, int]:
        return {"scope": SHARED, "pack_id": self._pack_id}

    def _cited(self, citation: Citation | None) -> dict[str, Any]:
        return {
            "source_id": self._sources[citation.source.key] if citation else None,
            "label": citation.label if citation else None,
            "locator": citation.locator if citation else None,
            "quoted": citation.quoted if citation else False,
        }
