"""Signs of life are given while the gateway answers, and only then."""

from __future__ import annotations

from bot.client import SergeBot
from bot.settings import Settings
from tests.loopback.server import Discord


async def test_a_bot_that_lost_discord_counts_as_gone_until_it_is_back(
    discord: Discord, bot: SergeBot, settings: Settings
) -> None:
    await discord.until("a sign of life", settings.heartbeat.exists)
    discord.takes_connections = False
    await discord.drop()
    await discord.until("the loss to be noticed", lambda: not bot.is_connected())
    discord.takes_connections = True
    await discord.until("the bot to come back", bot.is_connected)
