"""The bot itself: which events it wants, what it does when it starts, and how a message becomes a command."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import discord
from discord.ext import commands, tasks

from bot.heartbeat import BEAT_SECONDS, beat
from bot.settings import Settings
from cogs.asking import channels_of
from cogs.browsing import Browsing
from cogs.buttons import CardButton, CardMenu
from cogs.deleting import DeleteButton
from cogs.following import Following
from cogs.gate import Gate, Limits
from cogs.lookups import Lookups
from cogs.outlets import FollowedContext
from cogs.replies import Replier
from knowledge.errors import DatabaseError
from knowledge.library import Library

log = logging.getLogger(__name__)

NAMES_SECONDS = 60.0
"""How often the suggestions are brought up to date, and what is no longer kept is forgotten."""

GIVEN_SECONDS = 2.0
"""How often the answers given are written down."""


class SergeBot(commands.Bot):
    """The bot over one library."""

    def __init__(self, library: Library, settings: Settings) -> None:
        super().__init__(
            command_prefix=_prefixes,
            intents=intents(message_content=settings.message_content),
            help_command=None,
            case_insensitive=True,
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.CustomActivity(f"{settings.prefix}serge kronstadt"),
        )
        self.library = library
        self.settings = settings
        limits = Limits() if settings.cooldown else Limits(person=0, channel=0)
        self.replier = Replier(library, Gate(limits), plain=settings.plain_cards)
        self.following = Following(library, self.answer, self.get_partial_messageable)

    async def setup_hook(self) -> None:
        """Add the cogs and the buttons, fill the suggestions, and tell Discord the commands if they changed."""
        await self.add_cog(Lookups(self.library, self.replier, self.settings.prefix))
        await self.add_cog(Browsing(self.library, self.replier, self.settings.prefix))
        await self.add_cog(self.following)
        self.add_dynamic_items(CardButton, CardMenu, DeleteButton)
        await self.library.suggester.refresh()
        await self._sync_commands()
        self._refresh_names.start()
        self._write_given.start()
        self._beat.start(self.settings.heartbeat)

    async def close(self) -> None:
        """Stop the clocks and wait until they have let go of the library, then stop the connection."""
        clocks = (self._refresh_names, self._write_given, self._beat)
        for clock in clocks:
            clock.cancel()
        stopping = [task for clock in clocks if (task := clock.get_task())]
        await asyncio.gather(*stopping, return_exceptions=True)
        await super().close()
        await self._flush_given()

    def is_connected(self) -> bool:
        """Whether Discord's gateway answers. discord.py goes on being "ready" while it looks for a new connection."""
        return self.is_ready() and math.isfinite(self.latency)

    async def on_ready(self) -> None:
        """Say where the bot is."""
        log.info("ready as user %s in %d guilds", self.user.id if self.user else "?", len(self.guilds))

    async def on_message(self, message: discord.Message, /) -> None:
        """Run the command in the message."""
        await self.following.ask(message)

    async def answer(self, message: discord.Message, earlier: Sequence[int]) -> bool:
        """Run the command in the message, in place of these ``earlier`` answers to it; False where there is none.

        A mention, or a direct message, asks without naming the command.
        """
        if message.author.bot:
            return False
        context = await self.get_context(message, cls=FollowedContext)
        context.earlier = earlier
        if _is_question(context):
            context.command = self.get_command("serge")
            context.view.index = context.view.previous = len(context.prefix or "")
        await self.invoke(context)
        return context.command is not None

    async def on_command_error(self, context: commands.Context[Any], exception: commands.CommandError, /) -> None:
        """Say that something failed, and log it. Other bots' commands are none of ours."""
        if not isinstance(exception, commands.CommandNotFound):
            await self.replier.fail(context, exception)

    async def _sync_commands(self) -> None:
        """Tell Discord the commands, unless it was told the very same before: it counts how often it is told.

        Those that it does not take are told again at the next start; all else works without.
        """
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        fingerprint = hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()
        key = f"commands:{self.application_id}"
        if await self.library.recall(key) == fingerprint:
            return
        try:
            synced = await self.tree.sync()
        except discord.HTTPException as error:
            log.warning("Discord did not take the commands; they are told again at the next start (%s)", error)
            return
        await self.library.remember(key, fingerprint)
        log.info("told Discord %d commands", len(synced))

    @tasks.loop(seconds=NAMES_SECONDS)
    async def _refresh_names(self) -> None:
        try:
            await self.library.suggester.refresh_all()
            await self.library.keep_meaning()
            await self.library.given.expire()
        except Exception:  # the clock must go on whatever the database does
            log.exception("the suggestions could not be brought up to date")

    @tasks.loop(seconds=GIVEN_SECONDS)
    async def _write_given(self) -> None:
        await self._flush_given()

    async def _flush_given(self) -> None:
        try:
            await self.library.given.flush()
        except Exception:  # it is tried again; what was answered stands all the same
            log.exception("the answers given could not be noted")

    @tasks.loop(seconds=BEAT_SECONDS)
    async def _beat(self, file: Path) -> None:
        try:
            if self.is_connected():
                await self.library.packs()
                beat(file)
        except Exception:  # the clock must go on; the missing beat is the sign
            log.exception("no sign of life")

    @_beat.before_loop
    async def _until_ready(self) -> None:
        await self.wait_until_ready()


def _is_question(context: commands.Context[SergeBot]) -> bool:
    """Whether a message that names no command is to be looked up: one to the bot alone, or one that mentions it.

    "@Serge help me with kronstadt" is one too, although it begins with the name of a command that takes no words.
    """
    mentioned = context.prefix is not None and context.prefix.startswith("<@")
    addressed = context.prefix is not None and (mentioned or context.guild is None)
    words_left = bool(context.view.buffer[context.view.index :].strip())
    takes_words = context.command is not None and bool(context.command.clean_params)
    return addressed and (context.command is None or (words_left and not takes_words))


def intents(*, message_content: bool) -> discord.Intents:
    """The events the bot asks for: guilds and messages, and what messages say where the host allows it."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.guild_messages = True
    wanted.dm_messages = True
    wanted.message_content = message_content
    return wanted


async def _prefixes(bot: SergeBot, message: discord.Message) -> list[str]:
    """The guild's prefix, or the host's; or a mention; in direct messages none is needed."""
    mentions = commands.when_mentioned(bot, message)
    found = [*mentions, *(mention.strip() for mention in mentions)]
    if message.guild is None:
        return [*found, bot.settings.prefix, ""]
    try:
        chosen = (await bot.library.preferences.of(message.guild.id, channels_of(message.channel))).prefix
    except DatabaseError:  # whoever asks is told so when the answer fails
        chosen = None
    return [*found, chosen or bot.settings.prefix]
