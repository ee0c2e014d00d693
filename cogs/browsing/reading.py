"""Reading the essay in order, and its argument as a map: `!read bolsheviks 17`, `!map`."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import Any

from discord import InteractionType, app_commands
from discord.ext import commands

from cogs.answering.asking import Asked, Context, Interaction, scope_of
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply, card_reply, named_reply
from cogs.answering.ways_on import from_nowhere
from cogs.browsing.browsing_cards import atlas_named, sheet_named
from cogs.browsing.reading_cards import page_named
from cogs.cards import limits
from cogs.cards.arguments import unmapped_notice
from cogs.cards.lists import map_card
from cogs.cards.reading import end_notice, nowhere_card, page_with_notes
from cogs.commands import MAP, READ
from cogs.language import later
from knowledge.argument import branches_of, map_at_large, sheet_at, sheet_called
from knowledge.errors import DatabaseError
from knowledge.library import Library
from knowledge.read_essay import Nowhere, keep_place, open_at, titles
from knowledge.search.normal import normalise

log = logging.getLogger(__name__)

_LEAFED = re.compile(r"serge:show:read:(?P<about>.+):\d+:\d+")
_JUMPED = re.compile(r"serge:pick:show:read:\d+:\d+")


class Reading(commands.Cog):
    """Shows the essay page by page, and remembers where each reader stopped."""

    def __init__(self, library: Library, replier: Replier) -> None:
        self._library = library
        self._replier = replier
        self._titles: list[str] = []

    async def cog_load(self) -> None:
        """Learn the sections, to suggest them from memory."""
        self._titles = await titles(self._library.database)

    @commands.hybrid_command(name=READ.name, description=READ.help, help=READ.help)
    @app_commands.describe(place=later("A section or paragraph: bolsheviks 17. Without it, where you stopped"))
    async def read(self, ctx: Context, *, place: str = "") -> None:
        """The page that was named, or the one where the reader stopped."""
        await self._replier.respond(ctx, self._read(place, Asked.of(ctx)))

    @commands.hybrid_command(name=MAP.name, description=MAP.help, help=MAP.help)
    @app_commands.describe(section=later("A section of the essay. Without it, the map at large"))
    async def show_map(self, ctx: Context, *, section: str = "") -> None:
        """The map of the argument, or a section of it."""
        await self._replier.respond(ctx, self._map(section, scope_of(ctx)))

    @read.autocomplete("place")
    @show_map.autocomplete("section")
    async def suggest(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The sections that hold what was typed so far."""
        wanted = normalise(typed)
        named = [limits.fit(title, limits.CHOICE_VALUE) for title in self._titles if wanted in normalise(title)]
        return [app_commands.Choice(name=title, value=title) for title in named[: limits.CHOICES]]

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Whoever leafs on, or jumps to a section, stops there until they leaf again."""
        if about := _moved_to(interaction):
            slug, _dot, position = about.rpartition(".")
            await self._keep(interaction.user.id, slug, int(position))

    async def _read(self, place: str, asked: Asked) -> Reply:
        page = await open_at(self._library.database, place, asked.person)
        if isinstance(page, Nowhere):
            return card_reply(nowhere_card(page), from_nowhere(page))
        if page.named:
            await self._keep(asked.person, page.contents.pack.slug, page.block.position)
        return replace(named_reply(page_named(page), end_notice(page)), body=page_with_notes(page))

    async def _map(self, section: str, scope: int) -> Reply:
        database = self._library.database
        named = section.strip()
        at = await sheet_called(database, scope, section) if named else None
        sheet = await sheet_at(database, scope, at) if at else None
        if sheet is None:
            notice = unmapped_notice(section) if named else ()
            return named_reply(atlas_named(await map_at_large(database, scope)), notice)
        whole = map_card({sheet.region.title: await branches_of(database, scope, sheet.at)})
        return replace(named_reply(sheet_named(sheet)), body=whole)

    async def _keep(self, person: int, slug: str, position: int) -> None:
        """Remember where somebody stopped; reading goes on where that cannot be."""
        try:
            await keep_place(self._library.database, person, slug, position)
        except DatabaseError:
            log.warning("a bookmark could not be kept", exc_info=True)


def _moved_to(interaction: Interaction) -> str | None:
    """The page that a button or a menu of another page leads to; None where the interaction is something else."""
    if interaction.type is not InteractionType.component:
        return None
    data: dict[str, Any] = dict(interaction.data or {})
    custom_id = str(data.get("custom_id"))
    if _JUMPED.fullmatch(custom_id):
        return next(iter(data.get("values") or ()), None)
    leafed = _LEAFED.fullmatch(custom_id)
    return leafed["about"] if leafed else None
