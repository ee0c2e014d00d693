"""Writing the library. A Writer lives in one transaction: all of its changes are kept, or none."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from knowledge.model import SHARED
from knowledge.packs.pack import Pack
from knowledge.search.index import Indexed
from knowledge.storage import tables
from knowledge.storage.drafts import DraftWriting
from knowledge.storage.editions import BookmarkWriting
from knowledge.storage.entry_writing import EntryWriting
from knowledge.storage.given import GivenWriting
from knowledge.storage.own_entries import OwnEntryWriting
from knowledge.storage.pack_writing import put_pack
from knowledge.storage.preferences import PreferenceWriting
from knowledge.storage.reading import Reader
from knowledge.storage.reindexing import Reindexing
from knowledge.storage.revisions import RevisionWriting
from knowledge.storage.schedules import ScheduleWriting
from knowledge.storage.vectors import VectorWriting


class Writer(
    Reader,
    BookmarkWriting,
    DraftWriting,
    EntryWriting,
    GivenWriting,
    OwnEntryWriting,
    PreferenceWriting,
    Reindexing,
    RevisionWriting,
    ScheduleWriting,
    VectorWriting,
):
    """Changes to the library, beside everything that can be read in it."""

    async def put_pack(self, pack: Pack, indexed: Mapping[str, Indexed], digest: str, *, shipped: bool) -> None:
        """Make the shared scope hold this pack as it is now. Entries keep their numbers by their keys."""
        await put_pack(self._connection, pack, indexed, digest, shipped=shipped)

    async def names_of_other_packs(self, slug: str) -> dict[str, str]:
        """The topics and aliases (normalised) of packs other than this one, each with its pack's title."""
        name, entry, pack = tables.name, tables.entry, tables.pack
        query = (
            sa.select(name.c.normal, pack.c.title)
            .select_from(name.join(entry).join(pack, pack.c.id == entry.c.pack_id))
            .where(name.c.scope == SHARED, pack.c.slug != slug)
        )
        return {row.normal: row.title for row in await self._connection.execute(query)}

    async def put_setting(self, scope: int, key: str, value: str) -> None:
        """Remember a value."""
        row = {"scope": scope, "key": key, "value": value}
        await self._upsert(tables.setting, [row], keys=("scope", "key"))
