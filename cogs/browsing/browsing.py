"""Browsing: topics, sources, then and now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from discord import app_commands
from discord.ext import commands

from cogs.answering.asking import Context, Interaction, scope_of
from cogs.answering.named_cards import CardName, NamedCard, make_card
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply, answer_reply, card_reply, named_reply
from cogs.answering.ways_on import from_pairs
from cogs.browsing.browsing_cards import topics_called, work_called
from cogs.cards import limits
from cogs.cards.comparing import pairs_answer
from cogs.cards.content import Card
from cogs.cards.lists import no_section_notice, no_work_notice
from cogs.cards.refusals import gone_card
from cogs.commands import COMPARE, SOURCES, TOPICS
from cogs.language import later
from knowledge.answer import Outcome
from knowledge.library import Library
from knowledge.read_essay import titles
from knowledge.search.normal import normalise


class Browsing(commands.Cog):
    """Shows what there is."""

    def __init__(self, library: Library, replier: Replier) -> None:
        self._library = library
        self._replier = replier
        self._titles: list[str] = []
        self._compared: list[str] = []

    async def cog_load(self) -> None:
        """Learn the sections and what is compared, to suggest them from memory."""
        self._titles = await titles(self._library.database)
        self._compared = [pair.topic for pair in await self._library.compare("")]

    @commands.hybrid_command(name=TOPICS.name, description=TOPICS.help, help=TOPICS.help)
    @app_commands.describe(section=later("A section of the essay. Without it, all topics"))
    async def topics(self, ctx: Context, *, section: str = "") -> None:
        """The topics by section, or those of one."""
        await self._replier.respond(ctx, self._topics(section, scope_of(ctx)))

    @commands.hybrid_command(name=SOURCES.name, description=SOURCES.help, help=SOURCES.help)
    @app_commands.describe(work=later("A work, as the essay cites it: memoirs. Without it, all works"))
    async def sources(self, ctx: Context, *, work: str = "") -> None:
        """The bibliography, or what is quoted from one work."""
        await self._replier.respond(ctx, self._sources(work, scope_of(ctx)))

    @commands.hybrid_command(name=COMPARE.name, description=COMPARE.help, help=COMPARE.help)
    @app_commands.describe(topic=later("What it is about; without it, everything that is compared"))
    async def compare(self, ctx: Context, *, topic: str = "") -> None:
        """Then and now: one pair, or the list of them."""
        await self._replier.respond(ctx, self._compare(topic, scope_of(ctx)))

    @topics.autocomplete("section")
    async def suggest_section(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The sections that hold what was typed so far."""
        return _choices(self._titles, typed)

    @compare.autocomplete("topic")
    async def suggest_topic(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """What is compared, as far as it holds what was typed so far."""
        return _choices(self._compared, typed)

    async def _named(self, kind: str, scope: int) -> Reply:
        named = await make_card(self._library, scope, CardName(kind))
        return named_reply(named) if named else card_reply(gone_card())

    async def _topics(self, section: str, scope: int) -> Reply:
        every = await self._named("topics", scope)
        if not section.strip():
            return every
        named = await topics_called(self._library, scope, section)
        return named_reply(named) if named else await self._asked(section, scope, every, no_section_notice(section))

    async def _sources(self, work: str, scope: int) -> Reply:
        every = await self._named("sources", scope)
        if not work.strip():
            return every
        named = await work_called(self._library, scope, work)
        return named_reply(named) if named else await self._asked(work, scope, every, no_work_notice(work))

    async def _asked(self, words: str, scope: int, every: Reply, notice: Card) -> Reply:
        """The answer to words that name nothing in a list; where there is none, the list with that notice."""
        answer = await self._library.look_up(words, scope)
        return replace(every, notice=notice) if answer.outcome is Outcome.NONE else answer_reply(answer)

    async def _compare(self, topic: str, scope: int) -> Reply:
        if not topic.strip():
            return await self._named("pairs", scope)
        pairs = await self._library.compare(topic, scope)
        card = pairs_answer(topic, pairs)
        if len(pairs) == 1:
            return named_reply(NamedCard(CardName("pair", pairs[0].key), card))
        return card_reply(card, from_pairs(pairs))


def _choices(names: Sequence[str], typed: str) -> list[app_commands.Choice[str]]:
    wanted = normalise(typed)
    found = [name for name in names if wanted in normalise(name)][: limits.CHOICES]
    return [
        app_commands.Choice(name=limits.fit(name, limits.CHOICE_NAME), value=limits.fit(name, limits.CHOICE_VALUE))
        for name in found
    ]
