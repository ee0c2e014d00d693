"""Browsing: topics, sources, help."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from cogs.asking import Context, scope_of
from cogs.cards.comparing import pairs_answer
from cogs.cards.lists import help_card
from cogs.cards.refusals import gone_card
from cogs.commands import COMPARE, HELP, SOURCES, TOPICS
from cogs.named_cards import CardName, NamedCard, make_card
from cogs.replies import Replier
from cogs.reply import Reply, card_reply, named_reply
from knowledge.library import Library


class Browsing(commands.Cog):
    """Shows what there is."""

    def __init__(self, library: Library, replier: Replier, prefix: str) -> None:
        self._library = library
        self._replier = replier
        self._prefix = prefix

    @commands.hybrid_command(name=TOPICS.name, description=TOPICS.help, help=TOPICS.help)
    async def topics(self, ctx: Context) -> None:
        """The topics by section."""
        await self._replier.respond(ctx, self._named("topics", scope_of(ctx)))

    @commands.hybrid_command(name=SOURCES.name, description=SOURCES.help, help=SOURCES.help)
    async def sources(self, ctx: Context) -> None:
        """The bibliography."""
        await self._replier.respond(ctx, self._named("sources", scope_of(ctx)))

    @commands.hybrid_command(name=COMPARE.name, description=COMPARE.help, help=COMPARE.help)
    @app_commands.describe(topic="What it is about; without it, everything that is compared")
    async def compare(self, ctx: Context, *, topic: str = "") -> None:
        """Then and now: one pair, or the list of them."""
        await self._replier.respond(ctx, self._compare(topic, scope_of(ctx)))

    @commands.hybrid_command(name=HELP.name, description=HELP.help, help=HELP.help)
    async def help(self, ctx: Context) -> None:
        """What can be asked and how."""
        await self._replier.respond(ctx, self._help())

    async def _named(self, kind: str, scope: int) -> Reply:
        named = await make_card(self._library, scope, CardName(kind))
        return named_reply(named) if named else card_reply(gone_card())

    async def _compare(self, topic: str, scope: int) -> Reply:
        pairs = await self._library.compare(topic, scope)
        card = pairs_answer(topic, pairs)
        if topic.strip() and len(pairs) == 1:
            return named_reply(NamedCard(CardName("pair", pairs[0].key), card))
        return card_reply(card) if topic.strip() else named_reply(NamedCard(CardName("pairs"), card))

    async def _help(self) -> Reply:
        return card_reply(help_card(self._prefix))
