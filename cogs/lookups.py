"""Asking: `!serge kronstadt`, `/serge query:`, `@Serge kronstadt`."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.cards import limits
from cogs.cards.lists import help_card
from cogs.commands import SERGE
from cogs.replies import Context, Replier, Reply, answer_reply, card_reply
from knowledge.library import Library
from knowledge.model import SHARED


class Lookups(commands.Cog):
    """Looks things up for members."""

    def __init__(self, library: Library, replier: Replier, prefix: str) -> None:
        self._library = library
        self._replier = replier
        self._prefix = prefix

    @commands.hybrid_command(name=SERGE.name, description=SERGE.help, help=SERGE.help)
    @app_commands.describe(query="A topic, a claim or a question: kronstadt")
    async def serge(self, ctx: Context, *, query: str = "") -> None:
        """Answer with the card of what was asked for; without a query, with how to ask."""
        await self._replier.respond(ctx, self._reply(query, scope_of(ctx)))

    @serge.autocomplete("query")
    async def suggest(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        """Topics for what was typed so far, from memory."""
        found = self._library.suggester.suggest(typed, interaction.guild_id or SHARED, limits.CHOICES)
        return [
            app_commands.Choice(
                name=limits.fit(f"{one.topic} ({one.alias})" if one.alias else one.topic, limits.CHOICE_NAME),
                value=limits.fit(one.topic, limits.CHOICE_VALUE),
            )
            for one in found
        ]

    async def _reply(self, query: str, scope: int) -> Reply:
        if not query.strip():
            return card_reply(help_card(self._prefix))
        return answer_reply(await self._library.look_up(query, scope))


def scope_of(ctx: Context) -> int:
    """The guild that is asking; SHARED in direct messages."""
    return ctx.guild.id if ctx.guild else SHARED
