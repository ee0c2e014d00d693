"""The library that storage and look-up are tested on: the small pack alone, in the shipped pack's place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.storage.database import Database
from tests.conftest import BACKENDS
from tests.factories import PACK, write_pack


@pytest.fixture
def bakery_pack(tmp_path: Path) -> Path:
    """The small pack on disk, under the shipped pack's name so that no other is loaded."""
    return _write(tmp_path / "bakery")


@pytest.fixture
def bakery_url(empty_database_url: str, bakery_pack: Path) -> str:
    """The address of a database of the test's own that holds the small pack, once on each backend."""
    asyncio.run(_load(empty_database_url, bakery_pack))
    return empty_database_url


@pytest.fixture(scope="session", params=BACKENDS)
def shared_bakery_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database that holds the small pack, for tests that only read; once on each backend."""
    folder = tmp_path_factory.mktemp("bakery")
    url = f"sqlite:///{folder / 'serge.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_server")
    asyncio.run(_load(url, _write(folder / "pack")))
    return url


@pytest.fixture
async def bakery(shared_bakery_url: str) -> AsyncIterator[Library]:
    """The library of the small pack, for tests that only read; once on each backend."""
    async with Library.open(shared_bakery_url) as library:
        yield library


@pytest.fixture
async def own_bakery(bakery_url: str) -> AsyncIterator[Library]:
    """The library of the small pack, the test's own; once on each backend."""
    async with Library.open(bakery_url) as library:
        yield library


def _write(folder: Path) -> Path:
    return write_pack(folder, pack=PACK.replace("a-word-on-bread", SHIPPED_SLUG))


async def _load(url: str, folder: Path) -> None:
    async with await Database.open(url) as database:
        await load_pack(database, folder)
