"""The real bot in a simulated Discord, over a library of bread. Every request of every test is checked at its end."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from simcord.env import Env

from bot.client import SergeBot
from bot.settings import Settings, read_settings
from knowledge.library import Library
from tests import openapi
from tests.bread import load_bread
from tests.simulated.world import World, pings


@pytest.fixture(scope="session")
def bread_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed SQLite file that holds the bread, to be copied."""
    folder = tmp_path_factory.mktemp("bread")
    asyncio.run(load_bread(f"sqlite:///{folder / 'serge.db'}", folder / "pack"))
    return folder / "serge.db"


@pytest.fixture
def settings(bread_template: Path, tmp_path: Path) -> Settings:
    """A host's settings over a fresh library of bread; ``library`` opens it."""
    file = tmp_path / "serge.db"
    shutil.copy(bread_template, file)
    return read_settings({"SERGE_HEARTBEAT": str(tmp_path / "heartbeat")}, str(file))


@pytest.fixture
def host() -> dict[str, Any]:
    """What the host sets otherwise; a test gives its own with ``parametrize``."""
    return {}


@pytest.fixture
def simcord_bot(library: Library, settings: Settings, host: dict[str, Any]) -> SergeBot:
    """The bot as a host would run it; simcord logs it in."""
    return SergeBot(library, replace(settings, **host))


@pytest.fixture
def another_bot(library: Library, settings: Settings) -> SergeBot:
    """The bot of the next start, over the same library."""
    return SergeBot(library, settings)


@pytest.fixture
def world(simcord_env: Env) -> Iterator[World]:
    """A guild with a channel, a member and the bot. At the end: Discord took every request, and nobody was pinged."""
    world = World.of(simcord_env)
    yield world
    assert openapi.problems(simcord_env.http_requests) == []
    assert pings(simcord_env.http_requests) == []
