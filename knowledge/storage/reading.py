"""Reading the library. Every query asks for the scopes a guild may see; nothing is filtered afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from knowledge.model import PackInfo, Source, TopicLine
from knowledge.storage.entries import EntryReading
from knowledge.storage.findings import FindingReading
from knowledge.storage.rows import scopes
from knowledge.storage.tables import (
    block,
    catalogue,
    entry,
    excerpt,
    name,
    pack,
    posting,
    setting,
    vocabulary,
)


class Posting(NamedTuple):
    """How much a term says about an entry, before the term's rarity."""

    term: str
    entry_id: int
    weight: float


class Named(NamedTuple):
    """A topic or alias and the entry it leads to."""

    normal: str
    text: str
    entry_id: int
    is_topic: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """How many entries a guild sees, and a number that changes whenever any of them does."""

    revision: int
    entries: int


class Reader(EntryReading, FindingReading):
    """Queries in one transaction. ``scope`` is a guild's id, or SHARED where there is no guild."""

    async def catalogue(self, scope: int) -> Catalogue:
        """How much there is to find."""
        query = sa.select(sa.func.sum(catalogue.c.revision), sa.func.sum(catalogue.c.entries)).where(
            catalogue.c.scope.in_(scopes(scope))
        )
        revision, entries = (await self._connection.execute(query)).one()
        return Catalogue(int(revision or 0), int(entries or 0))

    async def digest(self, slug: str) -> tuple[str, bool] | None:
        """The fingerprint of a loaded pack and whether it is the shipped one; None where it is not loaded."""
        row = (
            await self._connection.execute(sa.select(pack.c.digest, pack.c.shipped).where(pack.c.slug == slug))
        ).first()
        return (row.digest, row.shipped) if row else None

    async def packs(self) -> list[PackInfo]:
        """The loaded packs, oldest first."""
        return list((await self._packs()).values())

    async def setting(self, scope: int, key: str) -> str | None:
        """A remembered value."""
        return await self._connection.scalar(
            sa.select(setting.c.value).where(setting.c.scope == scope, setting.c.key == key)
        )

    async def entry_named(self, scope: int, normal: str) -> int | None:
        """The entry that a topic or alias leads to; a guild's own before a shared one."""
        query = (
            sa.select(name.c.entry_id)
            .where(name.c.scope.in_(scopes(scope)), name.c.normal == normal)
            .order_by(name.c.scope.desc())
            .limit(1)
        )
        return await self._connection.scalar(query)

    async def names(self, scope: int) -> list[Named]:
        """Every topic and alias, topics first, in the order of the text."""
        query = (
            sa.select(name.c.normal, name.c.text, name.c.entry_id, name.c.is_topic)
            .where(name.c.scope.in_(scopes(scope)))
            .order_by(name.c.is_topic.desc(), name.c.scope, name.c.position)
        )
        return [Named(*row) for row in await self._connection.execute(query)]

    async def postings(self, scope: int, terms: Iterable[str]) -> list[Posting]:
        """The inverted index at these terms."""
        query = sa.select(posting.c.term, posting.c.entry_id, posting.c.weight).where(
            posting.c.scope.in_(scopes(scope)), posting.c.term.in_(sorted(terms))
        )
        return [Posting(*row) for row in await self._connection.execute(query)]

    async def every_posting(self, scope: int) -> list[Posting]:
        """The whole inverted index of the scope."""
        query = sa.select(posting.c.term, posting.c.entry_id, posting.c.weight).where(
            posting.c.scope.in_(scopes(scope))
        )
        return [Posting(*row) for row in await self._connection.execute(query)]

    async def vocabulary(self, scope: int) -> dict[str, int]:
        """Every word that finds something, and in how many entries it stands."""
        query = sa.select(vocabulary.c.word, vocabulary.c.entries).where(vocabulary.c.scope.in_(scopes(scope)))
        counts: dict[str, int] = defaultdict(int)
        for word, entries in await self._connection.execute(query):
            counts[word] += entries
        return dict(counts)

    async def topics(self, scope: int) -> list[TopicLine]:
        """The topics, each with the section of its first passage: sections as in the text, topics as in the pack.

        A guild's own topics follow the shared ones of their section.
        """
        section = (
            sa.select(block.c.pack_id, block.c.section, sa.func.min(block.c.position).label("start"))
            .where(sa.not_(block.c.is_note))
            .group_by(block.c.pack_id, block.c.section)
            .subquery()
        )
        passage = excerpt.join(block, block.c.id == excerpt.c.block_id).join(
            section, sa.and_(section.c.pack_id == block.c.pack_id, section.c.section == block.c.section)
        )
        query = (
            sa.select(entry.c.id, entry.c.key, entry.c.topic, block.c.section)
            .select_from(entry.join(passage, excerpt.c.entry_id == entry.c.id))
            .where(entry.c.scope.in_(scopes(scope)), excerpt.c.role == "passage", excerpt.c.position == 0)
            .order_by(block.c.pack_id, section.c.start, entry.c.scope, entry.c.position)
        )
        rows = (await self._connection.execute(query)).all()
        aliases: dict[int, list[str]] = defaultdict(list)
        for named in await self.names(scope):
            if not named.is_topic:
                aliases[named.entry_id].append(named.text)
        return [TopicLine(row.key, row.topic, row.section, tuple(aliases[row.id])) for row in rows]

    async def topic_names(self, scope: int, ids: Sequence[int]) -> list[str]:
        """The topics of these entries, in this order, as far as the scope may see them."""
        query = sa.select(entry.c.id, entry.c.topic).where(entry.c.id.in_(ids), entry.c.scope.in_(scopes(scope)))
        topics = {row.id: row.topic for row in await self._connection.execute(query)}
        return [topics[id_] for id_ in ids if id_ in topics]

    async def sources(self, scope: int) -> list[Source]:
        """The works of the bibliography, in the order of the pack, those of the pack loaded first before others."""
        return [work.source for work in await self.works(scope)]
