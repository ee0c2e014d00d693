"""The library as the faces see it: one object that holds every use case over one database."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.answer import Answer
from knowledge.check_quotation import QuotationCheck
from knowledge.compare import find_pairs, pairs
from knowledge.drafts import Drafts
from knowledge.editing import Editing
from knowledge.find_mention import find_mention
from knowledge.find_rebuttals import Rebuttals, find_rebuttals
from knowledge.given import GivenAnswers
from knowledge.inventory import Inventory, take_inventory
from knowledge.load import keep_shipped_pack
from knowledge.lookup import LookUp
from knowledge.meaning import keep_vectors, open_model
from knowledge.model import SHARED, Entry, PackInfo, Pair, Source, TopicLine
from knowledge.preferences import PreferenceKeeper
from knowledge.reindex import keep_index
from knowledge.storage.database import Database
from knowledge.suggest import Suggester
from knowledge.timetable import Timetable

if TYPE_CHECKING:
    from knowledge.search.meaning.model import SentenceModel


class Library:
    """Use cases bound to a database. ``scope`` is a guild's id, SHARED outside of guilds."""

    def __init__(self, database: Database, model: SentenceModel | None = None) -> None:
        self.database = database
        self._model = model
        self.look_up = LookUp(database, model)
        self.check_quotation = QuotationCheck(database)
        self.editing = Editing(database, self.check_quotation)
        self.drafts = Drafts(database, self.editing)
        self.suggester = Suggester(database)
        self.preferences = PreferenceKeeper(database)
        self.given = GivenAnswers(database)
        self.timetable = Timetable(database)

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, model: Path | None = None) -> AsyncGenerator[Library, None]:
        """The library at that address, indexed and its shipped pack current. Raises what Database.open raises.

        With the folder of a ``model`` it is searched by meaning too; raises ModelError or ExtraMissing then.
        """
        opened = await open_model(model) if model else None
        async with await Database.open(url) as database:
            await keep_index(database)
            await keep_shipped_pack(database)
            library = cls(database, opened)
            await library.keep_meaning()
            yield library

    async def keep_meaning(self) -> None:
        """Let entries that are new be found by their meaning, where there is a model."""
        if self._model is not None and await keep_vectors(self.database, self._model):
            self.look_up = LookUp(self.database, self._model)

    async def entry(self, entry_id: int, scope: int = SHARED) -> Entry | None:
        """The entry of that number, if the scope may see it and it is still there."""
        found = await self.database.read(lambda reader: reader.entries(scope, [entry_id]))
        return next(iter(found), None)

    async def topics(self, scope: int = SHARED) -> list[TopicLine]:
        """Every topic, in the order of the text."""
        return await self.database.read(lambda reader: reader.topics(scope))

    async def sources(self, scope: int = SHARED) -> list[Source]:
        """Every work of the bibliography."""
        return await self.database.read(lambda reader: reader.sources(scope))

    async def compare(self, query: str, scope: int = SHARED) -> list[Pair]:
        """The then-and-now pairs that the query may mean, likeliest first; every pair where there is no query."""
        if not query.strip():
            return await pairs(self.database, scope)
        return await find_pairs(self.database, query, scope)

    async def find_rebuttals(self, text: str, scope: int = SHARED) -> Rebuttals:
        """What there is to answer to what somebody says in a message."""
        return await find_rebuttals(self.look_up, text, scope)

    async def inventory(self, scope: int = SHARED) -> Inventory:
        """What the library holds, in numbers."""
        return await take_inventory(self.database, scope)

    async def find_mention(self, text: str, scope: int = SHARED) -> Answer | None:
        """What somebody refers to in running text, if anything stands there."""
        return await find_mention(self.look_up, text, scope)

    async def packs(self) -> list[PackInfo]:
        """The loaded texts."""
        return await self.database.read(lambda reader: reader.packs())

    async def recall(self, key: str) -> str | None:
        """What was remembered under that key."""
        async with self.database.reading() as reader:
            return await reader.setting(SHARED, key)

    async def remember(self, key: str, value: str) -> None:
        """Remember a value from one start to the next."""
        async with self.database.writing() as writer:
            await writer.put_setting(SHARED, key, value)
