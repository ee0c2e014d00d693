"""Writing the library. A Writer lives in one transaction: all of its changes are kept, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from knowledge.model import SHARED, Place
from knowledge.packs.edition import Block
from knowledge.packs.pack import Pack, PackEntry
from knowledge.search.index import Indexed
from knowledge.search.normal import normalise
from knowledge.storage import tables
from knowledge.storage.reading import Reader

_ROWS = 500


class Writer(Reader):
    """Changes to the library, beside everything that can be read in it."""

    async def put_pack(self, pack: Pack, indexed: Mapping[str, Indexed], digest: str, *, shipped: bool) -> None:
        """Make the shared scope hold this pack as it is now. Entries keep their numbers by their keys."""
        pack_id = await self._put_head(pack, digest, shipped=shipped)
        await self._clear(pack_id)
        blocks = await self._put_blocks(pack_id, pack.edition.blocks)
        sources = await self._put_sources(pack_id, pack)
        quotations = await self._put_quotations(pack_id, pack, blocks, sources)
        for position, entry in enumerate(pack.entries):
            entry_id = await self._put_entry(pack_id, position, entry, indexed[entry.key])
            await self._put_parts(entry_id, entry, blocks, quotations)
            await self._put_names(entry_id, position, entry)
            await self._index(entry_id, indexed[entry.key])
        await self._drop_entries(pack_id, {entry.key for entry in pack.entries})
        await self._count(SHARED)

    async def put_setting(self, scope: int, key: str, value: str) -> None:
        """Remember a value."""
        row = {"scope": scope, "key": key, "value": value}
        await self._upsert(tables.setting, [row], keys=("scope", "key"))

    async def _put_head(self, pack: Pack, digest: str, *, shipped: bool) -> int:
        info = pack.info
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
        return await self._number(sa.select(tables.pack.c.id).where(tables.pack.c.slug == info.slug))

    async def _clear(self, pack_id: int) -> None:
        """Take away everything that hangs on the pack's entries; the entries stay."""
        entry = tables.entry
        own = sa.select(entry.c.id).where(entry.c.pack_id == pack_id)
        words = Counter[str]()
        for (text,) in await self._connection.execute(sa.select(entry.c.words).where(entry.c.pack_id == pack_id)):
            words.update(text.split())
        await self._count_words(SHARED, {word: -count for word, count in words.items()})
        for table in (tables.posting, tables.name, tables.phrasing, tables.excerpt, tables.entry_quotation):
            await self._connection.execute(sa.delete(table).where(table.c.entry_id.in_(own)))
        for table in (tables.quotation, tables.source, tables.block):
            await self._connection.execute(sa.delete(table).where(table.c.pack_id == pack_id))

    async def _put_blocks(self, pack_id: int, blocks: Iterable[Block]) -> dict[tuple[str | None, int], int]:
        """The blocks' numbers by section (None for a note) and number."""
        rows = [
            {
                "pack_id": pack_id,
                "position": position,
                "section": block.section,
                "number": block.number,
                "is_note": block.is_note,
                "displayed": block.displayed,
                "text": block.text,
            }
            for position, block in enumerate(blocks)
        ]
        await self._insert(tables.block, rows)
        table = tables.block
        found = await self._connection.execute(
            sa.select(table.c.id, table.c.section, table.c.number, table.c.is_note).where(table.c.pack_id == pack_id)
        )
        return {(None if row.is_note else row.section, row.number): row.id for row in found}

    async def _put_sources(self, pack_id: int, pack: Pack) -> dict[str, int]:
        rows = [
            {
                "scope": SHARED,
                "pack_id": pack_id,
                "key": source.key,
                "short_title": source.short_title,
                "aliases": list(source.aliases),
                "csl": dict(source.csl),
            }
            for source in pack.sources
        ]
        await self._insert(tables.source, rows)
        return await self._ids(tables.source, pack_id)

    async def _put_quotations(
        self, pack_id: int, pack: Pack, blocks: Mapping[tuple[str | None, int], int], sources: Mapping[str, int]
    ) -> dict[str, int]:
        rows = [
            {
                "scope": SHARED,
                "pack_id": pack_id,
                "key": quotation.key,
                "exact": quotation.exact,
                **_anchor(quotation.place, blocks),
                "kind": quotation.kind,
                "speaker": quotation.speaker,
                "source_id": sources[quotation.citation.source.key] if quotation.citation else None,
                "label": quotation.citation.label if quotation.citation else None,
                "locator": quotation.citation.locator if quotation.citation else None,
                "quoted": quotation.citation.quoted if quotation.citation else False,
                "year": quotation.year,
                "certainty": quotation.certainty,
                "provenance": quotation.provenance,
            }
            for quotation in pack.quotations
        ]
        await self._insert(tables.quotation, rows)
        return await self._ids(tables.quotation, pack_id)

    async def _put_entry(self, pack_id: int, position: int, entry: PackEntry, indexed: Indexed) -> int:
        values: dict[str, Any] = {
            "scope": SHARED,
            "pack_id": pack_id,
            "position": position,
            "key": entry.key,
            "topic": entry.topic,
            "claim": entry.claim.text,
            "held_by": list(entry.claim.held_by),
            "implied": entry.claim.implied,
            "related": list(entry.related),
            "words": " ".join(sorted(indexed.words)),
        }
        await self._upsert(tables.entry, [values], keys=("scope", "pack_id", "key"))
        table = tables.entry
        query = sa.select(table.c.id).where(table.c.pack_id == pack_id, table.c.key == entry.key)
        return await self._number(query)

    async def _put_parts(
        self,
        entry_id: int,
        entry: PackEntry,
        blocks: Mapping[tuple[str | None, int], int],
        quotations: Mapping[str, int],
    ) -> None:
        rows = [
            {
                "entry_id": entry_id,
                "role": role,
                "position": position,
                "exact": part.exact,
                **_anchor(part.place, blocks),
            }
            for role, parts in (("passage", entry.passages), ("rebuttal", entry.rebuttals))
            for position, part in enumerate(parts)
        ]
        await self._insert(tables.excerpt, rows)
        quoted = [
            {"entry_id": entry_id, "position": position, "quotation_id": quotations[quotation.key]}
            for position, quotation in enumerate(entry.quotations)
        ]
        await self._insert(tables.entry_quotation, quoted)
        phrasings = [{"entry_id": entry_id, "kind": kind, "text": text} for kind, text in entry.phrasings]
        await self._insert(tables.phrasing, phrasings)

    async def _put_names(self, entry_id: int, position: int, entry: PackEntry) -> None:
        rows = [
            {
                "scope": SHARED,
                "normal": normalise(text),
                "entry_id": entry_id,
                "text": text,
                "is_topic": number == 0,
                "position": position * 1000 + number,
            }
            for number, text in enumerate((entry.topic, *entry.aliases))
        ]
        await self._insert(tables.name, rows)

    async def _index(self, entry_id: int, indexed: Indexed) -> None:
        rows = [
            {"scope": SHARED, "term": term, "entry_id": entry_id, "weight": weight}
            for term, weight in sorted(indexed.weights.items())
        ]
        await self._insert(tables.posting, rows)
        await self._count_words(SHARED, dict.fromkeys(sorted(indexed.words), 1))

    async def _drop_entries(self, pack_id: int, kept: set[str]) -> None:
        table = tables.entry
        await self._connection.execute(sa.delete(table).where(table.c.pack_id == pack_id, table.c.key.not_in(kept)))

    async def _count_words(self, scope: int, changes: Mapping[str, int]) -> None:
        table = tables.vocabulary
        rows = [{"scope": scope, "word": word, "entries": change} for word, change in changes.items()]
        await self._upsert(table, rows, keys=("scope", "word"), adding=("entries",))
        await self._connection.execute(sa.delete(table).where(table.c.scope == scope, table.c.entries <= 0))

    async def _count(self, scope: int) -> None:
        """Note that the scope has changed, and how many entries it holds."""
        entries = await self._connection.scalar(
            sa.select(sa.func.count()).select_from(tables.entry).where(tables.entry.c.scope == scope)
        )
        row = {"scope": scope, "revision": 1, "entries": entries}
        await self._upsert(tables.catalogue, [row], keys=("scope",), adding=("revision",))

    async def _ids(self, table: sa.Table, pack_id: int) -> dict[str, int]:
        rows = await self._connection.execute(sa.select(table.c.key, table.c.id).where(table.c.pack_id == pack_id))
        return {row.key: row.id for row in rows}

    async def _number(self, query: sa.Select[int]) -> int:
        return (await self._connection.execute(query)).scalar_one()

    async def _insert(self, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            await self._connection.execute(sa.insert(table), rows)

    async def _upsert(
        self, table: sa.Table, rows: list[dict[str, Any]], keys: tuple[str, ...], adding: tuple[str, ...] = ()
    ) -> None:
        """Insert the rows, or change those that exist: ``adding`` columns grow by the new value, others take it."""
        if self._connection.dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import insert
        else:
            from sqlalchemy.dialects.sqlite import insert
        for start in range(0, len(rows), _ROWS):
            statement = insert(table).values(rows[start : start + _ROWS])
            changes = {
                column: table.c[column] + statement.excluded[column] if column in adding else statement.excluded[column]
                for column in rows[start]
                if column not in keys
            }
            await self._connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changes))


def _anchor(place: Place, blocks: Mapping[tuple[str | None, int], int]) -> dict[str, int]:
    key = (None, place.note) if place.note is not None else (place.section, place.paragraph or 0)
    return {"block_id": blocks[key], "start": place.start, "end": place.end}
