"""``serge try``: the real bot in a simulated Discord, shown in the browser. Needs the extra ``try``; no token."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
import webbrowser
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.settings import Settings

MISSING = """\
Trying Serge in the browser needs the extra “try”:
  uv run --extra try serge try        (or: pip install "serge[try]")\
"""


def try_in_browser(settings: Settings, *, port: int | None, open_browser: bool = True) -> int:
    """Serve the page until it is interrupted. Exit status 1 where the extra is missing."""
    if importlib.util.find_spec("simcord") is None:
        print(MISSING, file=sys.stderr)
        return 1
    asyncio.run(_serve(settings, port, open_browser=open_browser))
    return 0


@asynccontextmanager
async def preview(settings: Settings, port: int | None = None) -> AsyncGenerator[str, None]:
    """The address of a page on which a member talks to the bot, for as long as the context lasts."""
    import simcord

    from bot.client import SergeBot
    from knowledge.library import Library

    settings = replace(settings, message_content=True)
    async with Library.open(settings.database_url) as library, simcord.run(SergeBot(library, settings)) as world:
        guild = world.create_guild("Reading group")
        channel = guild.create_text_channel("debate")
        member = guild.add_member(world.create_user("Reader"))
        await member.send(channel, f"{settings.prefix}serge kronstadt")
        async with world.preview(channel, viewers=[member], layout="channel", port=port) as page:
            yield page.url


async def _serve(settings: Settings, port: int | None, *, open_browser: bool) -> None:
    async with preview(settings, port) as url:
        print(
            f"Serge answers at {url}\nType {settings.prefix}serge kronstadt there; stop here with Ctrl+C.", flush=True
        )
        if open_browser:
            await asyncio.to_thread(webbrowser.open, url)
        await asyncio.Event().wait()
