"""Checking a quotation: `!check "…"`, and a menu on anybody's message, answered to whoever asks alone."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.answering.asking import Context, Interaction, scope_of
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply, card_reply
from cogs.cards.checking import check_card, checks_card
from cogs.commands import CHECK, CHECK_QUOTATION
from cogs.language import later
from cogs.messages.menus import message_menu
from cogs.messages.quoted_words import quotations_in
from knowledge.library import Library

MOST_CHECKED = 3
"""Quotations of one message that are checked at once."""


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
        """Answer with the verdicts on what the message quotes, or on all that it says."""
        await self._replier.respond_to(interaction, self._checked_all(message.content, scope_of(interaction)))

    async def _checked(self, quotation: str, scope: int) -> Reply:
        return card_reply(check_card(await self._library.check_quotation(quotation, scope), self._example))

    async def _checked_all(self, content: str, scope: int) -> Reply:
        quotations = quotations_in(content)
        checks = [await self._library.check_quotation(one, scope) for one in quotations[:MOST_CHECKED]]
        return card_reply(checks_card(checks, len(quotations[MOST_CHECKED:]), self._example))
