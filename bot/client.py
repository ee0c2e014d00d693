"""The bot itself: which events it wants, what it does when it starts, and how a message becomes a command."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.addressing import is_question, prefixes, turn_round
from bot.clocks import Clocks
from bot.settings import Settings
from bot.telling import tell_commands
from bot.wiring import wire
from cogs.answering.following import Following
from cogs.answering.gate import Gate, Limits
from cogs.answering.outlets import FollowedContext
from cogs.answering.replies import Replier
from cogs.helping.doctor import Doctor
from cogs.helping.prefixes import Prefixes
from cogs.messages.sharing import Sharing
from knowledge.library import Library

log = logging.getLogger(__name__)


class SergeBot(commands.Bot):
    """The bot over one library."""

    def __init__(self, library: Library, settings: Settings) -> None:
        examples = Prefixes(settings.prefix, settings.message_content)
        super().__init__(
            command_prefix=prefixes,
            intents=intents(message_content=settings.message_content),
            help_command=None,
            case_insensitive=True,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            activity=discord.CustomActivity(f"{examples.in_guilds}serge kronstadt"),
        )
        self.library = library
        self.commands_told = False
        self.settings = settings
        limits = Limits() if settings.cooldown else Limits(person=0, channel=0)
        doctor = Doctor(library, self.create_dm, plain=settings.plain_cards)
        self.replier = Replier(library, Gate(limits), doctor, plain=settings.plain_cards)
        self.sharing = Sharing(library, plain=settings.plain_cards)
        self.following = Following(library, self.answer, self.get_partial_messageable)
        self._clocks = Clocks(library, settings.heartbeat, self)

    async def setup_hook(self) -> None:
        """Add the cogs and the buttons, fill what is held in memory, and tell Discord the commands if they changed."""
        await wire(self)
        await self.library.suggester.refresh()
        await self.library.look_up.prepare()
        await self.library.check_quotation.prepare()
        self.commands_told = await tell_commands(self.tree, self.library, self.application_id)
        self._clocks.start()

    async def close(self) -> None:
        """Stop the clocks and wait until they have let go of the library, then stop the connection."""
        await self._clocks.stop()
        await super().close()
        await self._clocks.note_given()

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
        turn_round(context)
        if is_question(context):
            context.command = self.get_command("serge")
            context.view.index = context.view.previous = len(context.prefix or "")
        await self.invoke(context)
        return context.command is not None

    async def on_command_error(self, context: commands.Context[Any], exception: commands.CommandError, /) -> None:
        """Say that something failed, and log it. Other bots' commands are none of ours."""
        if not isinstance(exception, commands.CommandNotFound):
            await self.replier.fail(context, exception)


def intents(*, message_content: bool) -> discord.Intents:
    """The events the bot asks for: guilds and messages, and what messages say where the host allows it."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.guild_messages = True
    wanted.dm_messages = True
    wanted.message_content = message_content
    return wanted
