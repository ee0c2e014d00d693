"""Reading the library. Every query asks for the scopes a guild may see; nothing is filtered afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from knowledge.model import PackInfo, Source, TopicLine
from knowledge.storage.claims import ClaimReading
from knowledge.storage.drafts import DraftReading
from knowledge.storage.editions import EditionReading
from knowledge.storage.entries import EntryReading
from knowledge.storage.findings import FindingReading
from knowledge.storage.given import GivenReading
from knowledge.storage.index_reading import IndexReading
from knowledge.storage.mapping import pack_info_of
from knowledge.storage.own_entries import OwnEntryReading
from knowledge.storage.preferences import PreferenceReading
from knowledge.storage.revisions import RevisionReading
from knowledge.storage.rows import scopes, shown
from knowledge.storage.schedules import ScheduleReading
from knowledge.storage.tables import block, entry, excerpt, pack, setting
from knowledge.storage.texts import TextReading
from knowledge.storage.vectors import VectorReading


class Reader(
    ClaimReading,
    DraftReading,
    EditionReading,
    EntryReading,
    FindingReading,
    GivenReading,
    IndexReading,
    OwnEntryReading,
    PreferenceReading,
    RevisionReading,
    ScheduleReading,
    TextReading,
    VectorReading,
):
    """Queries in one transaction. ``scope`` is a guild's id, or SHARED where there is no guild."""

    async def digest(self, slug: str) -> tuple[str, bool] | None:
        """The fingerprint of a loaded pack and whether it is the shipped one; None where it is not loaded."""
        row = (
            await self._connection.execute(sa.select(pack.c.digest, pack.c.shipped).where(pack.c.slug == slug))
        ).first()
        return (row.digest, row.shipped) if row else None

    async def packs(self) -> list[PackInfo]:
        """The loaded packs, oldest first."""
        return [pack_info_of(row) for row in await self._connection.execute(sa.select(pack).order_by(pack.c.id))]

    async def setting(self, scope: int, key: str) -> str | None:
        """A remembered value."""
        return await self._connection.scalar(
            sa.select(setting.c.value).where(setting.c.scope == scope, setting.c.key == key)
        )

    async def topics(self, scope: int) -> list[TopicLine]:
        """The topics, each with the section of its first passage: sections as in the text, topics as in the pack.

        A guild's own topics follow the shared ones of their section; those that begin with words from elsewhere follow
        at the end.
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
            sa.select(entry.c.id, entry.c.key, entry.c.topic, block.c.section, pack.c.slug)
            .select_from(entry.join(passage, excerpt.c.entry_id == entry.c.id).join(pack, pack.c.id == block.c.pack_id))
            .where(shown(scope), excerpt.c.role == "passage", excerpt.c.position == 0)
            .order_by(block.c.pack_id, section.c.start, entry.c.scope, entry.c.position)
        )
        rows = (await self._connection.execute(query)).all()
        placed = sa.exists().where(
            excerpt.c.entry_id == entry.c.id, excerpt.c.role == "passage", excerpt.c.position == 0
        )
        nowhere = sa.literal("")
        others = (
            sa.select(entry.c.id, entry.c.key, entry.c.topic, nowhere.label("section"), nowhere.label("slug"))
            .where(shown(scope), sa.not_(placed))
            .order_by(entry.c.scope, entry.c.position)
        )
        rows = [*rows, *(await self._connection.execute(others)).all()]
        aliases: dict[int, list[str]] = defaultdict(list)
        for named in await self.names(scopes(scope)):
            if not named.is_topic:
                aliases[named.entry_id].append(named.text)
        return [TopicLine(row.key, row.topic, row.section, tuple(aliases[row.id]), row.slug, row.id) for row in rows]

    async def topic_names(self, scope: int, ids: Sequence[int]) -> list[str]:
        """The topics of these entries, in this order, as far as the scope may see them."""
        query = sa.select(entry.c.id, entry.c.topic).where(entry.c.id.in_(ids), shown(scope))
        topics = {row.id: row.topic for row in await self._connection.execute(query)}
        return [topics[id_] for id_ in ids if id_ in topics]

    async def sources(self, scope: int) -> list[Source]:
        """The works of the bibliography, in the order of the pack, those of the pack loaded first before others."""
        return [work.source for work in await self.works(scope)]
