"""Browsing: topics, sources, then and now."""

from __future__ import annotations

from dataclasses import replace

from discord import app_commands
from discord.ext import commands

from cogs.answering.asking import Context, scope_of
from cogs.answering.named_cards import CardName, NamedCard, make_card
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply, card_reply, named_reply
from cogs.cards.comparing import pairs_answer
from cogs.cards.lists import sources_card
from cogs.cards.refusals import gone_card
from cogs.commands import COMPARE, SOURCES, TOPICS
from cogs.language import later
from knowledge.library import Library


class Browsing(commands.Cog):
    """Shows what there is."""

    def __init__(self, library: Library, replier: Replier) -> None:
        self._library = library
        self._replier = replier

    @commands.hybrid_command(name=TOPICS.name, description=TOPICS.help, help=TOPICS.help)
    async def topics(self, ctx: Context) -> None:
        """The topics by section."""
        await self._replier.respond(ctx, self._named("topics", scope_of(ctx)))

    @commands.hybrid_command(name=SOURCES.name, description=SOURCES.help, help=SOURCES.help)
    async def sources(self, ctx: Context) -> None:
        """The bibliography."""
        await self._replier.respond(ctx, self._sources(scope_of(ctx)))

    @commands.hybrid_command(name=COMPARE.name, description=COMPARE.help, help=COMPARE.help)
    @app_commands.describe(topic=later("What it is about; without it, everything that is compared"))
    async def compare(self, ctx: Context, *, topic: str = "") -> None:
        """Then and now: one pair, or the list of them."""
        await self._replier.respond(ctx, self._compare(topic, scope_of(ctx)))

    async def _named(self, kind: str, scope: int) -> Reply:
        named = await make_card(self._library, scope, CardName(kind))
        return named_reply(named) if named else card_reply(gone_card())

    async def _sources(self, scope: int) -> Reply:
        whole = sources_card(await self._library.sources(scope))
        return replace(await self._named("sources", scope), body=whole)

    async def _compare(self, topic: str, scope: int) -> Reply:
        pairs = await self._library.compare(topic, scope)
        card = pairs_answer(topic, pairs)
        if topic.strip() and len(pairs) == 1:
            return named_reply(NamedCard(CardName("pair", pairs[0].key), card))
        return card_reply(card) if topic.strip() else named_reply(NamedCard(CardName("pairs"), card))
