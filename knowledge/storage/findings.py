"""Reading what is not an entry: pages, notes, persons, and then-and-now pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from knowledge.model import Certainty, EntryName, Pair, Passage, Place, Quotation, QuotationKind, Statement
from knowledge.storage.entries import CITED
from knowledge.storage.mapping import citation_of, place_of, quotation_of
from knowledge.storage.rows import Rows, scopes
from knowledge.storage.tables import (
    block,
    citation,
    citation_entry,
    entry,
    entry_block,
    entry_quotation,
    pair,
    pair_entry,
    quotation,
    source,
    statement,
)


class CitedPlace(NamedTuple):
    """A place where the essay cites a work: the whole paragraph or note, the citation's place in it, the pages."""

    text: str
    place: Place
    locator: str | None
    entries: tuple[EntryName, ...]


class Text(NamedTuple):
    """A paragraph or note of an edition, and the entries it bears on."""

    text: str
    place: Place
    entries: tuple[EntryName, ...]


class FindingReading(Rows):
    """Queries for quotations and citations by their source, place or speaker, and for pairs."""

    async def quotations_from(self, scope: int, source_key: str) -> list[Quotation]:
        """What is quoted from that work, in the order of the essay."""
        return await self._quotations_where(scope, source.c.key == source_key)

    async def quotations_of(self, scope: int, speakers: Sequence[str]) -> list[Quotation]:
        """What these persons said or wrote, in the order of the essay."""
        return await self._quotations_where(scope, quotation.c.speaker.in_(speakers))

    async def quotations_in_note(self, scope: int, number: int) -> list[Quotation]:
        """What is quoted in that note."""
        return await self._quotations_where(scope, sa.and_(block.c.is_note, block.c.number == number))

    async def speakers(self, scope: int) -> list[str]:
        """Everybody whose words are quoted, and not just a term of theirs; most quoted first."""
        query = (
            sa.select(quotation.c.speaker)
            .where(
                quotation.c.scope.in_(scopes(scope)),
                quotation.c.speaker.is_not(None),
                quotation.c.kind.in_((QuotationKind.QUOTATION, QuotationKind.DISPLAYED)),
            )
            .group_by(quotation.c.speaker)
            .order_by(sa.func.count().desc(), quotation.c.speaker)
        )
        return [speaker for (speaker,) in await self._connection.execute(query)]

    async def homes(self, keys: Sequence[str]) -> dict[str, tuple[EntryName, ...]]:
        """The entries in which each of these quotations stands, by its key."""
        query = (
            sa.select(quotation.c.key.label("home"), entry.c.id, entry.c.key, entry.c.topic)
            .select_from(
                quotation.join(entry_quotation, entry_quotation.c.quotation_id == quotation.c.id).join(
                    entry, entry.c.id == entry_quotation.c.entry_id
                )
            )
            .where(quotation.c.key.in_(keys))
            .order_by(entry.c.position)
        )
        return _grouped(await self._connection.execute(query))

    async def cited_places(self, scope: int, source_key: str) -> list[CitedPlace]:
        """Where the essay cites that work, with and without quoting it."""
        query = (
            sa.select(citation, block.c.section, block.c.number, block.c.is_note, block.c.text)
            .join(block, block.c.id == citation.c.block_id)
            .join(source, source.c.id == citation.c.source_id)
            .where(citation.c.scope.in_(scopes(scope)), source.c.key == source_key)
            .order_by(block.c.position, citation.c.start, citation.c.id)
        )
        rows = (await self._connection.execute(query)).all()
        backed = (
            sa.select(citation_entry.c.citation_id.label("home"), entry.c.id, entry.c.key, entry.c.topic)
            .join(entry, entry.c.id == citation_entry.c.entry_id)
            .where(citation_entry.c.citation_id.in_([row.id for row in rows]))
            .order_by(entry.c.position)
        )
        entries = _grouped(await self._connection.execute(backed))
        return [CitedPlace(row.text, place_of(row), row.locator, entries.get(row.id, ())) for row in rows]

    async def texts(self, *, note: int | None = None, mentioning: str | None = None) -> list[Text]:
        """The note of that number, or every paragraph and note in which that word stands."""
        query = sa.select(block).order_by(block.c.position)
        if note is not None:
            query = query.where(block.c.is_note, block.c.number == note)
        if mentioning is not None:
            query = query.where(block.c.text.contains(mentioning, autoescape=True))
        rows = (await self._connection.execute(query)).all()
        bearing = (
            sa.select(entry_block.c.block_id.label("home"), entry.c.id, entry.c.key, entry.c.topic)
            .join(entry, entry.c.id == entry_block.c.entry_id)
            .where(entry_block.c.block_id.in_([row.id for row in rows]))
            .order_by(entry.c.position)
        )
        entries = _grouped(await self._connection.execute(bearing))
        return [Text(row.text, _whole(row), entries.get(row.id, ())) for row in rows]

    async def note_numbers(self) -> list[int]:
        """The numbers of all notes."""
        query = sa.select(block.c.number).where(block.c.is_note).order_by(block.c.number)
        return [number for (number,) in await self._connection.execute(query)]

    async def pairs(self, scope: int) -> list[Pair]:
        """Every then-and-now pair, in the order of the pack."""
        query = sa.select(pair).where(pair.c.scope.in_(scopes(scope))).order_by(pair.c.pack_id, pair.c.position)
        rows = (await self._connection.execute(query)).all()
        ids = [row.id for row in rows]
        sides = await self._statements(ids)
        keys = (
            sa.select(pair_entry.c.pair_id.label("home"), entry.c.id, entry.c.key, entry.c.topic)
            .join(entry, entry.c.id == pair_entry.c.entry_id)
            .where(pair_entry.c.pair_id.in_(ids))
            .order_by(entry.c.position)
        )
        entries = _grouped(await self._connection.execute(keys))
        return [
            Pair(
                key=row.key,
                topic=row.topic,
                question=row.question,
                earlier=tuple(sides[row.id, "earlier"]),
                later=tuple(sides[row.id, "later"]),
                comment=tuple(Passage(said.exact, said.place) for said in sides[row.id, "comment"]),
                entries=tuple(named.key for named in entries.get(row.id, ())),
            )
            for row in rows
        ]

    async def _statements(self, pair_ids: Sequence[int]) -> dict[tuple[int, str], list[Statement]]:
        query = (
            sa.select(statement, *CITED)
            .join(block, block.c.id == statement.c.block_id)
            .outerjoin(source, source.c.id == statement.c.source_id)
            .where(statement.c.pair_id.in_(pair_ids))
            .order_by(statement.c.position)
        )
        found: dict[tuple[int, str], list[Statement]] = defaultdict(list)
        for row in await self._connection.execute(query):
            certainty = Certainty(row.certainty)
            said = Statement(
                row.exact, place_of(row), row.when or "", row.speaker, citation_of(row), row.paraphrase, certainty
            )
            found[row.pair_id, row.side].append(said)
        return found

    async def _quotations_where(self, scope: int, condition: sa.ColumnElement[bool]) -> list[Quotation]:
        query = (
            sa.select(quotation, *CITED)
            .join(block, block.c.id == quotation.c.block_id)
            .outerjoin(source, source.c.id == quotation.c.source_id)
            .where(quotation.c.scope.in_(scopes(scope)), condition)
            .order_by(block.c.position, quotation.c.start)
        )
        return [quotation_of(row) for row in await self._connection.execute(query)]


def _grouped(rows: Iterable[Any]) -> dict[Any, tuple[EntryName, ...]]:
    found: dict[Any, list[EntryName]] = defaultdict(list)
    for row in rows:
        found[row.home].append(EntryName(row.id, row.key, row.topic))
    return {home: tuple(entries) for home, entries in found.items()}


def _whole(row: Any) -> Place:
    number = row.number
    return Place(row.section, None if row.is_note else number, number if row.is_note else None, 0, len(row.text))
