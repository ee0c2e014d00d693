"""The library as the faces see it: one object that holds every use case over one database."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from knowledge.compare import find_pairs, pairs
from knowledge.load import keep_shipped_pack
from knowledge.lookup import LookUp
from knowledge.model import SHARED, Entry, PackInfo, Pair, Source, TopicLine
from knowledge.storage.database import Database
from knowledge.suggest import Suggester


class Library:
    """Use cases bound to a database. ``scope`` is a guild's id, SHARED outside of guilds."""

    def __init__(self, database: Database, held_seconds: float = 0.0) -> None:
        self.database = database
        self.look_up = LookUp(database, held_seconds)
        self.suggester = Suggester(database)

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, held_seconds: float = 0.0) -> AsyncGenerator[Library, None]:
        """The library at that address, its shipped pack loaded and current. Raises what Database.open raises.

        ``held_seconds`` is for what runs long; see :class:`~knowledge.lookup.LookUp`.
        """
        async with await Database.open(url) as database:
            await keep_shipped_pack(database)
            yield cls(database, held_seconds)

    async def entry(self, entry_id: int, scope: int = SHARED) -> Entry | None:
        """The entry of that number, if the scope may see it and it is still there."""
        async with self.database.reading() as reader:
            return next(iter(await reader.entries(scope, [entry_id])), None)

    async def topics(self, scope: int = SHARED) -> list[TopicLine]:
        """Every topic, in the order of the text."""
        async with self.database.reading() as reader:
            return await reader.topics(scope)

    async def sources(self, scope: int = SHARED) -> list[Source]:
        """Every work of the bibliography."""
        async with self.database.reading() as reader:
            return await reader.sources(scope)

    async def compare(self, query: str, scope: int = SHARED) -> list[Pair]:
        """The then-and-now pairs that the query may mean, likeliest first; every pair where there is no query."""
        if not query.strip():
            return await pairs(self.database, scope)
        return await find_pairs(self.database, query, scope)

    async def packs(self) -> list[PackInfo]:
        """The loaded texts."""
        async with self.database.reading() as reader:
            return await reader.packs()

    async def recall(self, key: str) -> str | None:
        """What was remembered under that key."""
        async with self.database.reading() as reader:
            return await reader.setting(SHARED, key)

    async def remember(self, key: str, value: str) -> None:
        """Remember a value from one start to the next."""
        async with self.database.writing() as writer:
            await writer.put_setting(SHARED, key, value)
