"""Asking: `!serge kronstadt`, `/serge query:`, `@Serge kronstadt`."""

from __future__ import annotations

from dataclasses import replace

from discord import app_commands
from discord.ext import commands

from cogs.answering.asking import Asked, Context, Interaction, scope_of
from cogs.answering.named_cards import CardName
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply, answer_reply, card_reply, named_reply
from cogs.answering.showing import shown_by
from cogs.cards import limits
from cogs.cards.answers import no_ibid_card, no_page_card, taken_for
from cogs.commands import SERGE
from cogs.helping.cards import start_named
from cogs.helping.prefixes import Prefixes
from cogs.language import later
from knowledge.ibid import asked_of_ibid, last_cited
from knowledge.library import Library
from knowledge.model import Source


class Lookups(commands.Cog):
    """Looks things up for members."""

    def __init__(self, library: Library, replier: Replier, prefixes: Prefixes) -> None:
        self._library = library
        self._replier = replier
        self._prefixes = prefixes

    @commands.hybrid_command(name=SERGE.name, description=SERGE.help, help=SERGE.help)
    @app_commands.describe(
        query=later("A topic, a claim or a question: kronstadt"),
        alone=later("See the answer alone first, and post it if you like"),
    )
    async def serge(self, ctx: Context, *, query: str = "", alone: bool | None = None) -> None:
        """Answer with the card of what was asked for; without a query, with how to ask."""
        await self._replier.respond(ctx, self._reply(query, Asked.of(ctx)), alone=alone)

    @serge.autocomplete("query")
    async def suggest(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Topics for what was typed so far, from memory."""
        found = self._library.suggester.suggest(typed, scope_of(interaction), limits.CHOICES)
        return [
            app_commands.Choice(
                name=limits.fit(f"{one.topic} ({one.alias})" if one.alias else one.topic, limits.CHOICE_NAME),
                value=limits.fit(one.topic, limits.CHOICE_VALUE),
            )
            for one in found
        ]

    async def _reply(self, query: str, asked: Asked) -> Reply:
        if not query.strip():
            return named_reply(start_named(await self._prefixes.here(self._library, asked.scope)))
        if (page := asked_of_ibid(query)) is not None:
            return await self._ibid(page, asked)
        preferences = await self._library.preferences.of(asked.scope, asked.channels, asked.person)
        return answer_reply(await self._library.look_up(query, asked.scope), preferences.form)

    async def _ibid(self, page: str, asked: Asked) -> Reply:
        source = await self._last_cited(asked)
        if source is None:
            return card_reply(no_ibid_card())
        answer = await self._library.look_up(f"{source.key} {page}", asked.scope)
        if answer.finding is None and answer.reference is None:
            return card_reply(no_page_card())
        found = answer_reply(answer)
        return replace(found, notice=(taken_for("ibid.", source.short_title or source.title), *found.notice))

    async def _last_cited(self, asked: Asked) -> Source | None:
        """The work that was cited last in the channel."""
        for given in await self._library.given.last(asked.scope, asked.channel):
            shown = given.card and await shown_by(self._library, asked.scope, CardName.parse(given.card))
            if shown and (source := last_cited(shown)):
                return source
        return None
