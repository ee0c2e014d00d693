"""Loading a pack: read, check, and put into the shared scope, all or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import garbage
from knowledge.errors import Fault, PackError
from knowledge.packs.pack import Pack
from knowledge.packs.shipped import SHIPPED, SHIPPED_SLUG, digest
from knowledge.reindex import keep_index
from knowledge.search.normal import normalise
from knowledge.storage.database import Database

if TYPE_CHECKING:
    from knowledge.search.index import Indexed
    from knowledge.storage.writing import Writer


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did. ``changed`` is false where the very same pack was there already."""

    slug: str
    title: str
    entries: int
    quotations: int
    sources: int
    changed: bool


async def load_pack(database: Database, folder: Path, *, shipped: bool = False) -> Loaded:
    """Load the pack in ``folder``. Raises PackError with every fault, PackNotFound; nothing is written then."""
    from knowledge.packs.assemble import read_pack
    from knowledge.search.index import index_entry

    await keep_index(database)
    with garbage.put_off():
        pack = await asyncio.to_thread(read_pack, folder)
        indexed = await asyncio.to_thread(lambda: {entry.key: index_entry(entry) for entry in pack.entries})
        changed = await database.write(lambda writer: _put(writer, pack, indexed, shipped=shipped))
    return Loaded(pack.info.slug, pack.info.title, len(pack.entries), len(pack.quotations), len(pack.sources), changed)


async def keep_shipped_pack(database: Database) -> None:
    """Make sure that the shipped pack is loaded and current. One that the host loaded in its place is left alone."""
    fingerprint = await asyncio.to_thread(digest, SHIPPED)
    async with database.reading() as reader:
        known = await reader.digest(SHIPPED_SLUG)
    if known is None or (known[1] and known[0] != fingerprint):
        await load_pack(database, SHIPPED, shipped=True)


async def _put(writer: Writer, pack: Pack, indexed: Mapping[str, Indexed], *, shipped: bool) -> bool:
    """Put the pack in, unless it is there already. Returns whether it was put in."""
    if await writer.digest(pack.info.slug) == (pack.digest, shipped):
        return False
    if faults := _clashes(pack, await writer.names_of_other_packs(pack.info.slug)):
        raise PackError(faults)
    await writer.put_pack(pack, indexed, pack.digest, shipped=shipped)
    return True


def _clashes(pack: Pack, taken: Mapping[str, str]) -> list[Fault]:
    """The pack's topics and aliases that lead to an entry of another one."""
    return [
        Fault(
            "entries", 0, f"“{name}” (in “{entry.key}”) is a topic or alias of the pack “{taken[normalise(name)]}” too"
        )
        for entry in pack.entries
        for name in (entry.topic, *entry.aliases)
        if normalise(name) in taken
    ]
