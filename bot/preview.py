"""``serge try``: the real bot in a simulated Discord, shown in the browser. Needs the extra ``try``; no token."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
import threading
import webbrowser
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from simcord import Env, Preview

    from bot.client import SergeBot

MISSING = """\
Trying Serge in the browser needs the extra “try”:
  uv run --extra try serge try\
"""

SLOW_SECONDS = 60.0
"""How long an answer may take. PostgreSQL far away takes its time at the first question."""


def try_in_browser(settings: Settings, *, port: int | None, open_browser: bool = True) -> int:
    """Serve the page until Ctrl+C, or until it is ended there. Exit status 1 where it cannot be served."""
    if importlib.util.find_spec("simcord") is None:
        print(MISSING, file=sys.stderr)
        return 1
    from simcord import SetupError

    try:
        asyncio.run(_serve(settings, port, open_browser=open_browser))
    except SetupError as error:
        hint = " Name another port with --port, or none." if port is not None else ""
        print(f"The page cannot be shown: {error}.{hint}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
    print("Stopped.")
    return 0


@asynccontextmanager
async def preview(settings: Settings, port: int | None = None) -> AsyncGenerator[Preview, None]:
    """A page on which a member talks to the bot, for as long as the context lasts. Raises simcord.SetupError."""
    from bot.client import SergeBot
    from knowledge.library import Library

    # Signs of life go to a file of its own: they are not the running bot's.
    with TemporaryDirectory() as folder:
        settings = replace(settings, message_content=True, heartbeat=Path(folder) / "heartbeat")
        async with Library.open(settings.database_url) as library, _world(SergeBot(library, settings)) as world:
            guild = world.create_guild("Reading group")
            channel = guild.create_text_channel("debate")
            member = guild.add_member(world.create_user("Reader"))
            await member.send(channel, f"{settings.prefix}serge kronstadt")
            async with world.preview(channel, viewers=[member], layout="channel", port=port) as page:
                yield page


@asynccontextmanager
async def _world(bot: SergeBot) -> AsyncGenerator[Env, None]:
    """A new Discord with the bot in it."""
    import simcord

    async with simcord.run(bot, check_errors=False, settle_timeout=SLOW_SECONDS) as world:
        if bot.user:
            await bot.user.edit(username="Serge")
        # This Discord is a new one each time, whatever the library remembers having told it.
        await bot.tree.sync()
        yield world


async def _serve(settings: Settings, port: int | None, *, open_browser: bool) -> None:
    async with preview(settings, port) as page:
        print(
            f"Serge answers at {page.url}\n"
            f"Ask there as in Discord: {settings.prefix}serge kronstadt, /serge, {settings.prefix}help. "
            "Ctrl+C stops it here.",
            flush=True,
        )
        if open_browser:
            # A browser that never returns must not keep the program from stopping.
            threading.Thread(target=webbrowser.open, args=(page.url,), daemon=True).start()
        await page.wait_closed()
