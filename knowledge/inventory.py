"""What a guild's library holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.model import SHARED, PackInfo
from knowledge.storage.database import Database
from knowledge.storage.index_reading import Catalogue
from knowledge.storage.reading import Reader
from knowledge.storage.rows import scopes


@dataclass(frozen=True, slots=True)
class Inventory:
    """The loaded texts, how many entries all guilds share, and how many this one has of its own."""

    packs: tuple[PackInfo, ...]
    shared: int
    own: int


async def take_inventory(database: Database, scope: int) -> Inventory:
    """What there is, counted when it was put in."""

    async def take(reader: Reader) -> Inventory:
        held = await reader.catalogues(scopes(scope))
        own = held.get(scope, Catalogue()).entries if scope != SHARED else 0
        return Inventory(tuple(await reader.packs()), held.get(SHARED, Catalogue()).entries, own)

    return await database.read(take)
