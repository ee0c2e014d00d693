"""Reading what is not an entry: pages, notes, persons, and then-and-now pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import sqlalchemy as sa

from knowledge.model import Certainty, EntryName, Pair, Passage, Place, Quotation, QuotationKind, Source, Statement
from knowledge.storage.entries import CITED
from knowledge.storage.mapping import citation_of, place_of, quotation_of, source_of
from knowledge.storage.rows import Rows, scopes, shown
from knowledge.storage.tables import (
    block,
    citation,
    citation_entry,
    entry,
    entry_block,
    entry_quotation,
    pack,
    pair,
    pair_entry,
    quotation,
    source,
    statement,
)


class Work(NamedTuple):
    """A source and its number: two packs may hold sources of one key."""

    id: int
    source: Source


class Quoted(NamedTuple):
    """A quotation, its number, the slug of the pack it stands in, and the entries that hold it.

    Two packs may hold quotations of one key.
    """

    id: int
    slug: str
    quotation: Quotation
    entries: tuple[EntryName, ...]


class CitedPlace(NamedTuple):
    """A place where the essay cites a work: the whole paragraph or note, the citation's place in it, the pages."""

    text: str
    place: Place
    locator: str | None
    entries: tuple[EntryName, ...]


class Text(NamedTuple):
    """A paragraph or note of an edition, and the entries it bears on."""

    pack_id: int
    text: str
    place: Place
    entries: tuple[EntryName, ...]


_TITLED = (pack.c.slug, pack.c.title.label("pack_title"))

_QUOTED = (
    sa.select(quotation, *CITED, *_TITLED)
    .join(block, block.c.id == quotation.c.block_id)
    .join(pack, pack.c.id == block.c.pack_id)
    .outerjoin(source, source.c.id == quotation.c.source_id)
    .order_by(block.c.pack_id, block.c.position, quotation.c.start)
)


class FindingReading(Rows):
    """Queries for quotations and citations by their source, place or speaker, and for pairs.

    Paragraphs and notes belong to packs, which every guild sees; entries, quotations, citations, works and pairs are
    asked for in the scopes that the guild may see. Texts follow one another as they were first loaded; every place of
    a quotation, citation, paragraph or note says in which of them it is.
    """

    async def works(self, scope: int) -> list[Work]:
        """The works of the bibliographies: shared ones first, those of the pack loaded first before others."""
        query = sa.select(source).where(source.c.scope.in_(scopes(scope)))
        rows = await self._connection.execute(query.order_by(source.c.scope, source.c.pack_id, source.c.id))
        return [Work(row.id, source_of(row)) for row in rows]

    async def quotations_from(self, scope: int, works: Sequence[int]) -> list[Quoted]:
        """What is quoted from the works of these numbers, in the order of the essay."""
        return await self._quotations_where(scope, quotation.c.source_id.in_(works))

    async def quotations_of(self, scope: int, speakers: Sequence[str]) -> list[Quoted]:
        """What these persons said or wrote, in the order of the essay."""
        return await self._quotations_where(scope, quotation.c.speaker.in_(speakers))

    async def quotations_in_note(self, scope: int, number: int) -> list[Quoted]:
        """What is quoted in the notes of that number."""
        return await self._quotations_where(scope, sa.and_(block.c.is_note, block.c.number == number))

    async def quotations_at(self, scope: int, slug: str, positions: Sequence[int]) -> list[tuple[int, Quotation]]:
        """What is quoted in the paragraphs and notes at these positions of a text, each with its position."""
        query = _QUOTED.add_columns(block.c.position).where(
            quotation.c.scope.in_(scopes(scope)), pack.c.slug == slug, block.c.position.in_(positions)
        )
        return [(row.position, _titled_quotation(row)) for row in await self._connection.execute(query)]

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

    async def cited_places(self, scope: int, works: Sequence[int]) -> list[CitedPlace]:
        """Where the essay cites the works of these numbers, with and without quoting them."""
        query = (
            sa.select(citation, block.c.section, block.c.number, block.c.is_note, block.c.text, *_TITLED)
            .join(block, block.c.id == citation.c.block_id)
            .join(pack, pack.c.id == block.c.pack_id)
            .where(citation.c.scope.in_(scopes(scope)), citation.c.source_id.in_(works))
            .order_by(block.c.pack_id, block.c.position, citation.c.start, citation.c.id)
        )
        rows = (await self._connection.execute(query)).all()
        entries = await self._entries_at(scope, citation_entry.c.citation_id, [row.id for row in rows])
        return [CitedPlace(row.text, _titled(place_of(row), row), row.locator, entries.get(row.id, ())) for row in rows]

    async def texts(self, scope: int, *, note: int | None = None, mentioning: str | None = None) -> list[Text]:
        """The notes of that number, or every paragraph and note in which that word stands."""
        query = (
            sa.select(block, *_TITLED)
            .join(pack, pack.c.id == block.c.pack_id)
            .order_by(block.c.pack_id, block.c.position)
        )
        if note is not None:
            query = query.where(block.c.is_note, block.c.number == note)
        if mentioning is not None:
            query = query.where(block.c.text.contains(mentioning, autoescape=True))
        rows = (await self._connection.execute(query)).all()
        entries = await self._entries_at(scope, entry_block.c.block_id, [row.id for row in rows])
        return [Text(row.pack_id, row.text, _whole(row), entries.get(row.id, ())) for row in rows]

    async def note_numbers(self) -> list[int]:
        """The numbers of all notes, each once however many texts have a note of it."""
        query = sa.select(block.c.number).where(block.c.is_note).distinct().order_by(block.c.number)
        return [number for (number,) in await self._connection.execute(query)]

    async def pairs(self, scope: int) -> list[Pair]:
        """Every then-and-now pair, in the order of the pack."""
        query = sa.select(pair).where(pair.c.scope.in_(scopes(scope))).order_by(pair.c.pack_id, pair.c.position)
        rows = (await self._connection.execute(query)).all()
        ids = [row.id for row in rows]
        sides = await self._statements(ids)
        entries = await self._entries_at(scope, pair_entry.c.pair_id, ids)
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

    async def _quotations_where(self, scope: int, condition: sa.ColumnElement[bool]) -> list[Quoted]:
        query = _QUOTED.where(quotation.c.scope.in_(scopes(scope)), condition)
        rows = (await self._connection.execute(query)).all()
        entries = await self._entries_at(scope, entry_quotation.c.quotation_id, [row.id for row in rows])
        return [Quoted(row.id, row.slug, _titled_quotation(row), entries.get(row.id, ())) for row in rows]

    async def _entries_at(
        self, scope: int, home: sa.Column[int], ids: Sequence[int]
    ) -> dict[int, tuple[EntryName, ...]]:
        """The entries that the scope may see, by the number in the column ``home`` of the table that links to them."""
        linking = home.table
        query = (
            sa.select(home.label("home"), entry.c.id, entry.c.key, entry.c.topic)
            .join(entry, entry.c.id == linking.c.entry_id)
            .where(shown(scope), home.in_(ids))
            .order_by(entry.c.scope, entry.c.pack_id, entry.c.position, entry.c.id)
        )
        found: dict[int, list[EntryName]] = defaultdict(list)
        for row in await self._connection.execute(query):
            found[row.home].append(EntryName(row.id, row.key, row.topic))
        return {at: tuple(entries) for at, entries in found.items()}


def _titled(place: Place, row: Any) -> Place:
    return replace(place, title=row.pack_title)


def _titled_quotation(row: Any) -> Quotation:
    return replace(quotation_of(row), place=_titled(place_of(row), row))


def _whole(row: Any) -> Place:
    number = row.number
    place = Place(row.section, None if row.is_note else number, number if row.is_note else None, 0, len(row.text))
    return _titled(place, row)
