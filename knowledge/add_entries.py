"""Adding entries to a guild's own library: in one transaction, and found at once, whoever asks in that guild."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from knowledge.packs.pack import PackEntry
from knowledge.search.index import index_entry
from knowledge.storage.database import Database


async def add_entries(database: Database, scope: int, slug: str, entries: Sequence[PackEntry]) -> dict[str, int]:
    """Add the entries, whose words stand in the edition of the pack of that slug. Returns their numbers by key."""
    indexed = await asyncio.to_thread(lambda: {entry.key: index_entry(entry) for entry in entries})
    return await database.write(lambda writer: writer.add_entries(scope, slug, entries, indexed))
