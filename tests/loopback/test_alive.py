"""Signs of life are given while the gateway answers, and only then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from bot.client import SergeBot
from bot.settings import Settings
from knowledge.library import Library
from tests.loopback.conftest import TOKEN
from tests.loopback.launch import point_at
from tests.loopback.server import Discord


@pytest.fixture
async def bot(
    discord: Discord, library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[SergeBot]:
    """The bot in this process, logged in."""
    point_at(discord.url, monkeypatch.setattr)
    async with SergeBot(library, settings) as bot:
        running = asyncio.create_task(bot.start(TOKEN))
        await discord.until("the bot", bot.is_connected)
        yield bot
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_a_bot_that_lost_discord_counts_as_gone_until_it_is_back(
    discord: Discord, bot: SergeBot, settings: Settings
) -> None:
    await discord.until("a sign of life", settings.heartbeat.exists)
    discord.takes_connections = False
    await discord.drop()
    await discord.until("the loss to be noticed", lambda: not bot.is_connected())
    discord.takes_connections = True
    await discord.until("the bot to come back", bot.is_connected)
