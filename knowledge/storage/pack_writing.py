"""Putting a pack into the shared scope: its edition, sources, quotations, citations, entries and pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.model import SHARED, Certainty, Citation, Pair, Place
from knowledge.packs.pack import Pack, PackEntry
from knowledge.search.index import Indexed
from knowledge.storage import tables
from knowledge.storage.indexing import Indexing

_OF_ENTRIES = (
    tables.posting,
    tables.name,
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


class _PackPutter(Indexing):
    """One pack on its way into the database: the numbers that its parts were given so far."""

    def __init__(self, connection: AsyncConnection, pack: Pack, indexed: Mapping[str, Indexed]) -> None:
        super().__init__(connection)
        self._pack = pack
        self._indexed = indexed
        self._pack_id = 0
        self._blocks: dict[str, int] = {}
        self._sources: dict[str, int] = {}
        self._quotations: dict[str, int] = {}
        self._entries: dict[str, int] = {}

    async def put(self, digest: str, *, shipped: bool) -> None:
        await self._put_head(digest, shipped=shipped)
        await self._clear()
        await self._put_blocks()
        await self._put_sources()
        await self._put_quotations()
        await self._put_entries()
        await self._put_citations()
        await self._put_pairs()
        await self._count(SHARED)

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
        words: Counter[str] = Counter()
        for (text,) in await self._connection.execute(sa.select(entry.c.words).where(entry.c.pack_id == self._pack_id)):
            words.update(text.split())
        await self._count_words(SHARED, {word: -count for word, count in words.items()})
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
        self._blocks = {block.name: ids[position] for position, block in enumerate(self._pack.edition.blocks)}

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
        self._sources = await self._ids(tables.source)

    async def _put_quotations(self) -> None:
        rows = [
            {
                **self._owner(),
                "key": quotation.key,
                "exact": quotation.exact,
                **self._anchor(quotation.place),
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
        self._quotations = await self._ids(tables.quotation)

    async def _put_entries(self) -> None:
        rows = [
            {
                **self._owner(),
                "position": position,
                "key": entry.key,
                "topic": entry.topic,
                "claim": entry.claim.text,
                "held_by": list(entry.claim.held_by),
                "implied": entry.claim.implied,
                "related": list(entry.related),
                "words": " ".join(sorted(self._indexed[entry.key].words)),
            }
            for position, entry in enumerate(self._pack.entries)
        ]
        await self._upsert(tables.entry, rows, keys=("scope", "pack_id", "key"))
        self._entries = await self._ids(tables.entry)
        for position, entry in enumerate(self._pack.entries):
            await self._put_parts(self._entries[entry.key], entry)
            await self._put_names(SHARED, self._entries[entry.key], position, (entry.topic, *entry.aliases))
            await self._put_postings(SHARED, self._entries[entry.key], self._indexed[entry.key])
        words = Counter(word for entry in self._pack.entries for word in self._indexed[entry.key].words)
        await self._count_words(SHARED, words)

    async def _put_parts(self, entry_id: int, entry: PackEntry) -> None:
        excerpts = [
            {
                "entry_id": entry_id,
                "role": role,
                "position": position,
                "exact": part.exact,
                **self._anchor(part.place),
            }
            for role, parts in (("passage", entry.passages), ("rebuttal", entry.rebuttals))
            for position, part in enumerate(parts)
        ]
        quoted = [
            {"entry_id": entry_id, "position": position, "quotation_id": self._quotations[quotation.key]}
            for position, quotation in enumerate(entry.quotations)
        ]
        places = {self._blocks[block.name] for block in entry.places}
        places |= {excerpt["block_id"] for excerpt in excerpts}
        await self._insert(tables.excerpt, excerpts)
        await self._insert(tables.entry_quotation, quoted)
        await self._insert(tables.entry_block, [{"entry_id": entry_id, "block_id": place} for place in sorted(places)])
        phrasings = [{"entry_id": entry_id, "kind": kind, "text": text} for kind, text in entry.phrasings]
        await self._insert(tables.phrasing, phrasings)

    async def _put_citations(self) -> None:
        for place in self._pack.citations:
            for citation in place.citations:
                row = {
                    **self._owner(),
                    **self._anchor(place.place),
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
        ids = await self._ids(tables.pair)
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
                    **self._anchor(said.place),
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
                **self._anchor(passage.place),
                "when": None,
                "speaker": None,
                **self._cited(None),
                "paraphrase": False,
                "certainty": Certainty.CERTAIN,
            }

    def _owner(self) -> dict[str, int]:
        return {"scope": SHARED, "pack_id": self._pack_id}

    def _anchor(self, place: Place) -> dict[str, int]:
        return {"block_id": self._blocks[place.block], "start": place.start, "end": place.end}

    def _cited(self, citation: Citation | None) -> dict[str, Any]:
        return {
            "source_id": self._sources[citation.source.key] if citation else None,
            "label": citation.label if citation else None,
            "locator": citation.locator if citation else None,
            "quoted": citation.quoted if citation else False,
        }

    async def _ids(self, table: sa.Table) -> dict[str, int]:
        query = sa.select(table.c.key, table.c.id).where(table.c.pack_id == self._pack_id)
        return {row.key: row.id for row in await self._connection.execute(query)}
