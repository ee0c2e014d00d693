"""What a library holds, counted; on both backends."""

from __future__ import annotations

import asyncio

from knowledge.library import Library
from knowledge.model import SHARED
from tests.rows import add_guild_entry


async def test_shared_and_own_entries_are_counted_apart(own_bakery: Library, bakery_url: str) -> None:
    shared = len(await own_bakery.topics())
    await asyncio.to_thread(add_guild_entry, bakery_url, 42, "Pumpernickel", "black loaf")
    here, elsewhere, nowhere = [await own_bakery.inventory(scope) for scope in (42, 43, SHARED)]
    assert [(held.shared, held.own) for held in (here, elsewhere, nowhere)] == [(shared, 1), (shared, 0), (shared, 0)]
    assert [pack.title for pack in here.packs] == ["A Word on Bread"]


async def test_the_kind_of_database_is_told(own_bakery: Library, bakery_url: str) -> None:
    assert bakery_url.startswith(own_bakery.database.kind)
