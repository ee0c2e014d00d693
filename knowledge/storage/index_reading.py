"""Reading the index: what a look-up asks the database for. Every query names the scopes it may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from knowledge.search.ranking import Posting
from knowledge.search.spelling import Known
from knowledge.storage.rows import PUBLISHED, Rows
from knowledge.storage.tables import catalogue, entry, likeness, name, phrasing, posting, vocabulary

Scopes = Sequence[int]
"""Which scopes are asked: the shared one, a guild's, or both."""

AT_ONCE = 2_000
"""So many postings are fetched whole; of more, the database picks the entries that weigh most."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A number that changes whenever anything in a scope does, and how many entries and texts there are."""

    revision: int = 0
    entries: int = 0
    texts: int = 0


class Named(NamedTuple):
    """A topic or alias and the entry it leads to."""

    normal: str
    text: str
    entry_id: int
    is_topic: bool


class Phrased(NamedTuple):
    """One of the ways of putting a claim, and the entry it leads to."""

    text: str
    entry_id: int


def _given(name: str) -> sa.BindParameter[Any]:
    """A list that is given when a statement is executed. These are made once: making one takes as long as asking."""
    return sa.bindparam(name, expanding=True)


_CATALOGUES = sa.select(catalogue).where(catalogue.c.scope.in_(_given("scopes")))

_NAMED = (
    sa.select(name.c.normal, name.c.entry_id)
    .where(name.c.scope.in_(_given("scopes")), name.c.normal.in_(_given("normals")))
    .order_by(name.c.scope)
)

_HERE = sa.and_(posting.c.scope.in_(_given("scopes")), posting.c.term.in_(_given("terms")))

_HOLDING = (
    sa.select(posting.c.term, sa.func.count(), sa.func.sum(posting.c.texts)).where(_HERE).group_by(posting.c.term)
)

_POSTINGS = sa.select(posting.c.term, posting.c.entry_id, posting.c.weight).where(_HERE)

_LINES = sa.select(likeness.c.entry_id, likeness.c.lines).where(likeness.c.entry_id.in_(_given("ids")))

_SOUNDING = sa.select(vocabulary.c.word, vocabulary.c.entries, vocabulary.c.names).where(
    vocabulary.c.scope.in_(_given("scopes")), vocabulary.c.sound.in_(_given("sounds"))
)


class IndexReading(Rows):
    """Queries for what entries are found by."""

    async def catalogues(self, scopes: Scopes) -> dict[int, Catalogue]:
        """How much there is to find in each of the scopes that hold anything."""
        rows = await self._connection.execute(_CATALOGUES, {"scopes": scopes})
        return {row.scope: Catalogue(row.revision, row.entries, row.texts) for row in rows}

    async def entries_named(self, scopes: Scopes, normals: Collection[str]) -> dict[str, int]:
        """The entries that these topics or aliases lead to; a guild's own before a shared one."""
        rows = await self._connection.execute(_NAMED, {"scopes": scopes, "normals": list(normals)})
        return {row.normal: row.entry_id for row in rows}

    async def names(self, scopes: Scopes) -> list[Named]:
        """Every topic and alias, topics first, in the order of the text."""
        query = (
            sa.select(name.c.normal, name.c.text, name.c.entry_id, name.c.is_topic)
            .where(name.c.scope.in_(scopes))
            .order_by(name.c.is_topic.desc(), name.c.scope, name.c.position)
        )
        return [Named(*row) for row in await self._connection.execute(query)]

    async def phrasings(self, scope: int) -> list[Phrased]:
        """Every phrasing of the entries of this one scope."""
        query = sa.select(phrasing.c.text, phrasing.c.entry_id).join(entry).where(entry.c.scope == scope, PUBLISHED)
        return [Phrased(*row) for row in await self._connection.execute(query.order_by(phrasing.c.id))]

    async def holding(self, scopes: Scopes, terms: Collection[str]) -> dict[str, tuple[int, int]]:
        """In how many entries and in how many of their texts each of these terms stands; unknown ones are left out."""
        rows = await self._connection.execute(_HOLDING, {"scopes": scopes, "terms": list(terms)})
        return {term: (entries, int(texts)) for term, entries, texts in rows}

    async def postings(self, scopes: Scopes, weights: Mapping[str, float], most: int, expected: int) -> list[Posting]:
        """The inverted index at these terms, for the entries whose postings weigh most, at least ``most`` of them.

        ``weights`` is what each term's postings are multiplied with; ``expected`` how many postings there are.
        """
        query, given = _POSTINGS, {"scopes": scopes, "terms": list(weights)}
        if expected > AT_ONCE:
            worth = sa.case(weights, value=posting.c.term, else_=0.0)
            heaviest = (
                sa.select(posting.c.entry_id)
                .where(_HERE)
                .group_by(posting.c.entry_id)
                .order_by(sa.func.sum(worth * posting.c.weight).desc(), posting.c.entry_id)
                .limit(most)
            )
            ids = [id_ for (id_,) in await self._connection.execute(heaviest, given)]
            query = query.where(posting.c.entry_id.in_(ids))
        return [Posting(*row) for row in await self._connection.execute(query, given)]

    async def every_posting(self, scopes: Scopes) -> list[tuple[Posting, int]]:
        """The whole inverted index of these scopes, each posting with the number of texts it stands for."""
        query = sa.select(posting.c.term, posting.c.entry_id, posting.c.weight, posting.c.texts)
        rows = await self._connection.execute(query.where(posting.c.scope.in_(scopes)))
        return [(Posting(*row[:3]), row.texts) for row in rows]

    async def lines(self, ids: Collection[int]) -> dict[int, list[str]]:
        """What a query is compared with, for each of these entries."""
        rows = await self._connection.execute(_LINES, {"ids": list(ids)})
        return {row.entry_id: _apart(row.lines) for row in rows}

    async def every_line(self, scopes: Scopes) -> list[tuple[int, str]]:
        """What a query is compared with, for every entry of these scopes, each line with the entry's number."""
        query = sa.select(likeness.c.entry_id, likeness.c.lines).join(entry).where(entry.c.scope.in_(scopes))
        rows = await self._connection.execute(query.order_by(likeness.c.entry_id))
        return [(row.entry_id, line) for row in rows for line in _apart(row.lines)]

    async def sounding(self, scopes: Scopes, sounds: Iterable[str]) -> dict[str, Known]:
        """The known words of these sounds."""
        found: dict[str, Known] = defaultdict(lambda: Known(0))
        rows = await self._connection.execute(_SOUNDING, {"scopes": scopes, "sounds": sorted(sounds)})
        for word, entries, names in rows:
            found[word] = Known(found[word].entries + entries, found[word].names + names)
        return dict(found)

    async def vocabulary(self, scopes: Scopes) -> dict[str, Known]:
        """Every known word."""
        query = sa.select(vocabulary.c.word, vocabulary.c.entries, vocabulary.c.names)
        rows = await self._connection.execute(query.where(vocabulary.c.scope.in_(scopes)))
        return {word: Known(entries, names) for word, entries, names in rows}


def _apart(lines: str) -> list[str]:
    """The lines that are kept of an entry, which may be none."""
    return lines.split("\n") if lines else []
