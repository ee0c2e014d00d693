"""First words when the bot is added to a guild: once, where they can be seen, else to the owner alone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from itertools import islice

import discord
from discord.ext import commands

from cogs.cards.layout import layout, plain_pages
from cogs.cards.welcome import welcome_card
from cogs.helping.permissions import missing_needs, to_answer_in
from cogs.language import speak
from knowledge.errors import DatabaseError
from knowledge.library import Library

log = logging.getLogger(__name__)

CreateDM = Callable[[discord.abc.Snowflake], Awaitable[discord.DMChannel]]


MOST_TRIED = 3
"""In so many channels the words are tried, where Discord refuses them though it should not."""


class Welcome(commands.Cog):
    """Says the first words. ``create_dm`` opens the way to a person, ``plain`` hosts want no cards."""

    def __init__(self, library: Library, create_dm: CreateDM, prefix: str, *, plain: bool) -> None:
        self._library = library
        self._create_dm = create_dm
        self._prefix = prefix
        self._plain = plain
        self._one_at_a_time = asyncio.Lock()

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say them, unless they were said here before."""
        try:
            if not await self._is_new(guild):
                return
            speak((await self._library.preferences.of(guild.id)).language)
            if not await self._greet(guild):
                log.info("nobody in guild %s could be greeted", guild.id)
        except DatabaseError:
            log.exception("guild %s was not greeted", guild.id)

    async def _is_new(self, guild: discord.Guild) -> bool:
        """Whether the words were never said here. It is noted first: what cannot be noted is not said."""
        key = f"welcome:{guild.id}"
        async with self._one_at_a_time:
            if await self._library.recall(key) is not None:
                return False
            await self._library.remember(key, discord.utils.utcnow().isoformat())
            return True

    async def _greet(self, guild: discord.Guild) -> bool:
        """Whether the words could be said: in the first channel that takes them, else to the owner."""
        for channel in islice(channels_to_greet_in(guild), MOST_TRIED):
            if await self._say(channel):
                return True
        if guild.owner_id is None:
            return False
        try:
            return await self._say(await self._create_dm(discord.Object(guild.owner_id)))
        except discord.HTTPException:
            return False

    async def _say(self, channel: discord.abc.Messageable) -> bool:
        card = welcome_card(self._prefix)
        try:
            if self._plain:
                await channel.send("\n".join(plain_pages(card)))
            else:
                await channel.send(view=layout(card))
        except discord.HTTPException as error:
            log.warning("cannot greet in %s: %s (%s)", channel, type(error).__name__, error.code)
            return False
        return True


def channels_to_greet_in(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """The channel for Discord's own first words, then the others from the top, as far as the bot may write there."""
    first = [guild.system_channel] if guild.system_channel else []
    for channel in dict.fromkeys([*first, *guild.text_channels]):
        if not missing_needs(channel, guild.me, to_answer_in(channel)):
            yield channel
