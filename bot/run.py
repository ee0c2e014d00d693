"""``serge run``: the bot, from its token to its last breath."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from contextlib import suppress
from http import HTTPStatus

import aiohttp
import discord

from bot.client import SergeBot
from bot.sentences import HOW_TO_START
from bot.settings import Settings
from knowledge.library import Library

log = logging.getLogger(__name__)

SWITCH_SECONDS = 0.0005
"""After so long a thread that computes lets another one have its turn; Python's own setting is ten times as long."""


def run(settings: Settings) -> int:
    """Run the bot until it is told to stop. Exit status 1 where it cannot start, or Discord ends the connection."""
    token = settings.token
    if token is None:
        print(HOW_TO_START, file=sys.stderr)
        return 1
    _set_up_logging(settings.log_level)
    keep_loop_quick()
    try:
        asyncio.run(_serve(settings, token))
    except (discord.ClientException, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        return 1
    return 0


def keep_loop_quick() -> None:
    """Let the event loop have its turn soon, whatever look-ups compute in their threads beside it."""
    sys.setswitchinterval(SWITCH_SECONDS)


def _set_up_logging(level: str) -> None:
    """Logs as discord.py writes them. What drivers log below a warning holds what members ask, and is left out."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    discord.utils.setup_logging(level=logging.getLevelNamesMapping().get(level, logging.INFO))
    for name in ("aiosqlite", "alembic", "psycopg", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _sentence(error: Exception) -> str | None:
    """Why Discord does not let the bot in or keep it, and what to do about it; None for what is our own mistake."""
    match error:
        case discord.LoginFailure() | discord.ConnectionClosed(code=4004):
            return "Discord does not know this token. Reset it on the application's “Bot” page and set it again."
        case discord.PrivilegedIntentsRequired():
            return (
                "Discord refuses the message content: switch on “Message Content Intent” on the application's “Bot” "
                "page,\nor set SERGE_MESSAGE_CONTENT=off (mentions, direct messages and slash commands go on working)."
            )
        case discord.ConnectionClosed():
            return f"Discord closed the connection for good (code {error.code}). Update Serge and start again."
        case discord.HTTPException() if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return (
                f"Discord has a failure of its own ({error.status} {error.response.reason}). "
                "Start again in a few minutes; https://discordstatus.com tells how it goes."
            )
        case discord.HTTPException():
            return (
                f"Discord refuses this bot ({error.status} {error.response.reason}). Look whether it is in order at "
                "https://discord.com/developers/applications, and start again in a few minutes."
            )
        case OSError() | aiohttp.ClientError():
            return f"Discord cannot be reached ({error}). Check the connection and start again."
        case _:
            return None


async def _serve(settings: Settings, token: str) -> None:
    async with Library.open(settings.database_url, settings.model) as library, SergeBot(library, settings) as bot:
        loop = asyncio.get_running_loop()
        running = loop.create_task(bot.start(token))
        for number in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):  # on Windows, where Ctrl+C ends it all the same
                loop.add_signal_handler(number, running.cancel)
        with suppress(asyncio.CancelledError):
            await running
    log.info("stopped")
