"""Checking a quotation: `!check "…"`, and a menu on anybody's message, answered to whoever asks alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.answering.asking import Context, Interaction, scope_of
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply, card_reply
from cogs.cards.checking import Rest, check_card, checks_card, nothing_quoted_card
from cogs.commands import CHECK, CHECK_QUOTATION
from cogs.language import later
from cogs.messages.menus import message_menu
from cogs.messages.message_text import message_text
from cogs.messages.quoted_words import choose, quotations_in, typed_quotations
from knowledge.check_quotation import FEWEST_IN_MARKS
from knowledge.library import Library
from knowledge.search.wording import words_of
from knowledge.verdict import Verdict


class Checking(commands.Cog):
    """Tells whether a quotation stands in the library."""

    def __init__(self, library: Library, replier: Replier, tree: app_commands.CommandTree[Any], prefix: str) -> None:
        self._library = library
        self._replier = replier
        self._tree = tree
        self._example = f"{prefix}{CHECK.example}"
        self._menu = message_menu(CHECK_QUOTATION, self.check_message)

    async def cog_load(self) -> None:
        """Offer the menu."""
        self._tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu away."""
        self._tree.remove_command(self._menu.name, type=self._menu.type)

    @commands.hybrid_command(name=CHECK.name, description=CHECK.help, help=CHECK.help)
    @app_commands.describe(quotation=later("The quotation, at least four words of it"))
    async def check(self, ctx: Context, *, quotation: str = "") -> None:
        """Answer with the verdict on what was typed."""
        await self._replier.respond(ctx, self._checked(quotation, scope_of(ctx)))

    async def check_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Answer with the verdicts on what the message quotes."""
        await self._replier.respond_to(interaction, self._checked_all(message.content, scope_of(interaction)))

    async def _checked(self, quotation: str, scope: int) -> Reply:
        """The verdict on all that was typed where it stands so, or has no marks; else on what stands in its marks."""
        quotations = typed_quotations(quotation)
        outside = len(words_of(quotation)) > sum(len(words_of(words)) for words in quotations)
        whole = await self._library.check_quotation(quotation, scope)
        if not quotations or whole.verdict is Verdict.EXACT:
            return card_reply(check_card(whole, self._example))
        return await self._each(quotations, scope, outside=outside)

    async def _checked_all(self, content: str, scope: int) -> Reply:
        """The verdict on each quotation of a message; where it has none, on its words if they stand in the library."""
        if quotations := quotations_in(content):
            return await self._each(quotations, scope)
        whole = await self._library.check_quotation(message_text(content).prose, scope)
        stands = whole.verdict in (Verdict.EXACT, Verdict.ALTERED)
        return card_reply(check_card(whole, self._example) if stands else nothing_quoted_card(self._example))

    async def _each(self, quotations: Sequence[str], scope: int, *, outside: bool = False) -> Reply:
        chosen = choose(quotations)
        checks = [await self._library.check_quotation(one, scope, FEWEST_IN_MARKS) for one in chosen.checked]
        return card_reply(checks_card(checks, Rest(chosen.left, chosen.too_short, outside), self._example))
