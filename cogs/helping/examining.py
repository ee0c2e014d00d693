"""`/doctor`: what the bot may do in a channel; for those who set up, in the whole guild, and how the bot itself is."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Protocol, cast

import discord
from discord.ext import commands

from cogs.answering.asking import Asked, Context
from cogs.answering.gate import WAY_BACK
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply, card_reply
from cogs.cards.checkup import ChannelCheckup, GuildCheckup, alone_card, checkup_card
from cogs.commands import DOCTOR
from cogs.helping.permissions import missing_needs, needs_in
from knowledge.library import Library


class Examined(Protocol):
    """The bot, as far as it is looked at."""

    library: Library
    commands_told: bool

    @property
    def intents(self) -> discord.Intents:
        """What Discord tells the bot."""
        ...


class Examining(commands.Cog):
    """Looks at what the bot may do."""

    def __init__(self, replier: Replier) -> None:
        self._replier = replier

    @commands.hybrid_command(name=DOCTOR.name, description=DOCTOR.help, help=DOCTOR.help)
    async def doctor(self, ctx: Context) -> None:
        """How it is here."""
        await self._replier.respond(ctx, _examine(ctx), alone=True, passes=WAY_BACK)


async def _examine(ctx: Context) -> Reply:
    bot, asked = cast("Examined", ctx.bot), Asked.of(ctx)
    me = ctx.guild.me if ctx.guild else None
    if me is None:
        return card_reply(alone_card())
    preferences = await bot.library.preferences.of(asked.scope, asked.channels, asked.person)
    channel = _channel(bot, ctx.channel, me, is_silent=preferences.silent)
    alone = ctx.interaction is not None
    guild = await _guild(bot, me) if alone and asked.sets_up else None
    return card_reply(checkup_card(channel, guild, hidden=asked.sets_up))


def _channel(bot: Examined, channel: Any, me: discord.Member, *, is_silent: bool) -> ChannelCheckup:
    needs = needs_in(channel)
    missing = missing_needs(channel, me, needs)
    return ChannelCheckup(
        f"#{channel.name}",
        tuple((need, need not in missing) for need in needs),
        message_content=bot.intents.message_content,
        is_silent=is_silent,
        is_timed_out=me.is_timed_out(),
    )


async def _guild(bot: Examined, me: discord.Member) -> GuildCheckup:
    channels = [channel for channel in me.guild.channels if not isinstance(channel, discord.CategoryChannel)]
    found = [(f"#{channel.name}", missing_needs(channel, me, needs_in(channel))) for channel in channels]
    return GuildCheckup(
        missing=tuple((name, needs) for name, needs in found if needs),
        channels=len(channels),
        message_content=bot.intents.message_content,
        commands_told=bot.commands_told,
        inventory=await bot.library.inventory(me.guild.id),
        database=bot.library.database.kind,
        version=version("serge"),
    )
