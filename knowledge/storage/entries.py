"""Reading entries whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from knowledge.model import Claim, Elsewhere, Entry, EntryName, Passage, Place, Quotation, Rebuttal, Role
from knowledge.storage.mapping import pack_info_of, place_of, quotation_of
from knowledge.storage.rows import PUBLISHED, Rows, scopes, shown
from knowledge.storage.tables import (
    block,
    elsewhere,
    entry,
    entry_quotation,
    excerpt,
    pack,
    pair,
    pair_entry,
    quotation,
    source,
)

CITED = (
    block.c.section,
    block.c.number,
    block.c.is_note,
    source.c.key.label("source_key"),
    source.c.short_title,
    source.c.aliases,
    source.c.csl,
)
"""The columns that a quotation's row needs beside its own: its place and its source."""

_OF_PACK = (pack.c.slug, pack.c.title, pack.c.author, pack.c.date, pack.c.licence, pack.c.retrieved, pack.c.accent)


_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)

_SCOPES: sa.BindParameter[Any] = sa.bindparam("scopes", expanding=True)

_HEADS = (
    sa.select(entry, *_OF_PACK)
    .outerjoin(pack, pack.c.id == entry.c.pack_id)
    .where(entry.c.id.in_(_IDS), entry.c.scope.in_(_SCOPES), PUBLISHED)
)

_EXCERPTS = (
    sa.select(excerpt, block.c.section, block.c.number, block.c.is_note)
    .join(block, block.c.id == excerpt.c.block_id)
    .where(excerpt.c.entry_id.in_(_IDS))
    .order_by(excerpt.c.role, excerpt.c.position)
)

_ELSEWHERE = sa.select(elsewhere).where(elsewhere.c.entry_id.in_(_IDS)).order_by(elsewhere.c.role, elsewhere.c.position)

_QUOTATIONS = (
    sa.select(entry_quotation.c.entry_id, quotation, *CITED)
    .select_from(
        entry_quotation.join(quotation, quotation.c.id == entry_quotation.c.quotation_id)
        .join(block, block.c.id == quotation.c.block_id)
        .outerjoin(source, source.c.id == quotation.c.source_id)
    )
    .where(entry_quotation.c.entry_id.in_(_IDS))
    .order_by(entry_quotation.c.position)
)

_PAIRS = (
    sa.select(pair_entry.c.entry_id, pair.c.key)
    .join(pair, pair.c.id == pair_entry.c.pair_id)
    .where(pair_entry.c.entry_id.in_(_IDS), pair.c.scope.in_(_SCOPES))
    .order_by(pair.c.position)
)


class EntryReading(Rows):
    """Queries for entries and all they hold. Their statements are made once: making one takes as long as asking."""

    async def entries(self, scope: int, ids: Sequence[int]) -> list[Entry]:
        """These entries whole, in this order, as far as the scope may see them."""
        if not ids:
            return []
        rows = await self._connection.execute(_HEADS, {"ids": list(ids), "scopes": scopes(scope)})
        heads = {row.id: row for row in rows}
        excerpts = await self._excerpts(list(heads))
        others = await self._elsewhere([row.id for row in heads.values() if row.pack_id is None])
        quotations = await self._quotations(list(heads))
        related = await self._related(scope, heads.values())
        pairs = await self._pairs(scope, list(heads))
        return [
            Entry(
                id=row.id,
                key=row.key,
                topic=row.topic,
                claim=Claim(row.claim, tuple(row.held_by), row.implied),
                passages=tuple(Passage(exact, place) for role, exact, place in excerpts[row.id] if role == "passage"),
                quotations=tuple(quotations[row.id]),
                rebuttals=tuple(
                    Rebuttal(exact, place) for role, exact, place in excerpts[row.id] if role == "rebuttal"
                ),
                related=tuple(related[row.pack_id, key] for key in row.related if (row.pack_id, key) in related),
                pack=pack_info_of(row) if row.pack_id is not None else None,
                pairs=tuple(pairs[row.id]),
                elsewhere=tuple(others[row.id]),
            )
            for row in (heads[id_] for id_ in ids if id_ in heads)
        ]

    async def _excerpts(self, ids: Sequence[int]) -> dict[int, list[tuple[str, str, Place]]]:
        found: dict[int, list[tuple[str, str, Place]]] = defaultdict(list)
        for row in await self._connection.execute(_EXCERPTS, {"ids": ids}):
            found[row.entry_id].append((row.role, row.exact, place_of(row)))
        return found

    async def _elsewhere(self, ids: Sequence[int]) -> dict[int, list[Elsewhere]]:
        """What guilds' own entries hold of words from elsewhere."""
        found: dict[int, list[Elsewhere]] = defaultdict(list)
        for row in await self._connection.execute(_ELSEWHERE, {"ids": ids}) if ids else ():
            found[row.entry_id].append(Elsewhere(Role(row.role), row.exact, row.source, row.locator))
        return found

    async def _quotations(self, ids: Sequence[int]) -> dict[int, list[Quotation]]:
        found: dict[int, list[Quotation]] = defaultdict(list)
        for row in await self._connection.execute(_QUOTATIONS, {"ids": ids}):
            found[row.entry_id].append(quotation_of(row))
        return found

    async def _pairs(self, scope: int, ids: Sequence[int]) -> dict[int, list[str]]:
        """The keys of the pairs that these entries belong to."""
        found: dict[int, list[str]] = defaultdict(list)
        for row in await self._connection.execute(_PAIRS, {"ids": ids, "scopes": scopes(scope)}):
            found[row.entry_id].append(row.key)
        return found

    async def _related(self, scope: int, rows: Iterable[Any]) -> dict[tuple[int | None, str], EntryName]:
        """The entries that these point to, by pack and key."""
        pointing = [row for row in rows if row.related]
        if not pointing:
            return {}
        keys = {key for row in pointing for key in row.related}
        packs = {row.pack_id for row in pointing}
        query = sa.select(entry.c.id, entry.c.pack_id, entry.c.key, entry.c.topic).where(
            shown(scope),
            sa.or_(entry.c.pack_id.in_(packs - {None}), entry.c.pack_id.is_(None) if None in packs else sa.false()),
            entry.c.key.in_(keys),
        )
        found = await self._connection.execute(query)
        return {(row.pack_id, row.key): EntryName(row.id, row.key, row.topic) for row in found}
