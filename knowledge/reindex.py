"""Indexing every library anew where it was indexed by an older program."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from knowledge.model import SHARED
from knowledge.search.index import INDEX_VERSION, Indexed, index_texts
from knowledge.storage.database import Database

if TYPE_CHECKING:
    from knowledge.storage.writing import Writer

_VERSION = "index_version"


async def keep_index(database: Database) -> None:
    """Make sure that what entries are found by is what this program looks for; all of it or nothing."""
    async with database.reading() as reader:
        if await reader.setting(SHARED, _VERSION) == str(INDEX_VERSION):
            return
    await database.write(_index)


async def _index(writer: Writer) -> None:
    if await writer.setting(SHARED, _VERSION) == str(INDEX_VERSION):
        return
    await writer.clear_index()
    async for entries in writer.stored():
        by_scope: dict[int, dict[int, Indexed]] = defaultdict(dict)
        for one in entries:
            by_scope[one.scope][one.id] = index_texts(one.texts)
        for scope, some in by_scope.items():
            await writer.put_words({id_: found_by.words for id_, found_by in some.items()})
            await writer.put_index(scope, some)
    await writer.put_setting(SHARED, _VERSION, str(INDEX_VERSION))
