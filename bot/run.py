"""``serge run``: the bot, from its token to its last breath."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from contextlib import suppress

import discord

from bot.client import SergeBot
from bot.sentences import HOW_TO_START
from bot.settings import Settings
from knowledge.library import Library

log = logging.getLogger(__name__)


def run(settings: Settings) -> int:
    """Run the bot until it is told to stop. Exit status 1 where it cannot start."""
    token = settings.token
    if token is None:
        print(HOW_TO_START, file=sys.stderr)
        return 1
    discord.utils.setup_logging(level=logging.getLevelNamesMapping().get(settings.log_level, logging.INFO))
    try:
        asyncio.run(_serve(settings, token))
    except discord.LoginFailure:
        print(
            "Discord does not know this token. Reset it on the application's “Bot” page and set it again.",
            file=sys.stderr,
        )
        return 1
    except discord.PrivilegedIntentsRequired:
        print(
            "Discord refuses the message content: switch on “Message Content Intent” on the application's “Bot” page,\n"
            "or set SERGE_MESSAGE_CONTENT=off (mentions, direct messages and slash commands go on working).",
            file=sys.stderr,
        )
        return 1
    except OSError as error:
        print(f"Discord cannot be reached ({error}). Check the connection and start again.", file=sys.stderr)
        return 1
    return 0


async def _serve(settings: Settings, token: str) -> None:
    async with Library.open(settings.database_url) as library, SergeBot(library, settings) as bot:
        loop = asyncio.get_running_loop()
        running = loop.create_task(bot.start(token))
        for number in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):  # on Windows, where Ctrl+C ends it all the same
                loop.add_signal_handler(number, running.cancel)
        with suppress(asyncio.CancelledError):
            await running
    log.info("stopped")
