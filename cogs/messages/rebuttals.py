"""Finding the rebuttal: a menu on anybody's message, answered to whoever asks alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from cogs.answering.asking import Interaction, scope_of
from cogs.answering.buttons import CardButton, How
from cogs.answering.named_cards import CardName
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply
from cogs.cards.content import RULE, Card
from cogs.cards.layout import ACCENT, Shown, box, layout_pages, plain_messages, plain_pages
from cogs.cards.rebuttals import begins, by_entry, rebuttals_card
from cogs.commands import FIND_REBUTTAL
from cogs.language import _
from cogs.messages.menus import message_menu
from cogs.messages.message_text import message_text
from cogs.messages.sharing import ShareButton, Target
from knowledge.find_rebuttals import Rebutted
from knowledge.library import Library
from knowledge.model import Entry


@dataclass(frozen=True, slots=True)
class RebuttalsReply(Reply):
    """The entries that answer a message, each in a box of its own with two buttons."""

    found: tuple[Rebutted, ...] = ()
    channel: int = 0
    message: int = 0

    def layouts(self, asker: int = 0, *, alone: bool = False) -> list[ui.LayoutView]:
        """As many messages as it takes; an entry's buttons stand where it begins."""
        del asker, alone  # only whoever asked sees it, and each entry is shared by itself
        entries = (found.entry for found in self.found)
        return [self._layout(page, entries) for page in layout_pages(self.card)]

    def plain(self, asker: int = 0, *, alone: bool = False) -> list[Shown]:
        """Each entry as a message of its own, or several, with its buttons below; what only goes on has none."""
        del asker, alone
        shown = list(by_entry(self.card))
        entries = iter(self.found[len(self.found) - sum(map(begins, shown)) :])
        messages: list[Shown] = []
        for one in shown:
            rows = [self._buttons(next(entries).entry)] if begins(one) else []
            messages += plain_messages(plain_pages(one[:-1] if one[-1] == RULE else one), rows)
        return messages

    def _layout(self, page: Card, entries: Iterator[Entry]) -> ui.LayoutView:
        view = ui.LayoutView(timeout=None)
        for shown in by_entry(page):
            entry = next(entries) if begins(shown) else None
            accent = entry.pack.accent if entry and entry.pack else ACCENT
            view.add_item(box(shown, [self._buttons(entry)] if entry else [], accent))
        return view

    def _buttons(self, entry: Entry) -> list[ui.Item[Any]]:
        whole = CardName("entry", str(entry.id))
        return [
            ShareButton(Target(entry.id, self.channel, self.message), _("Share")),
            CardButton(How.OPEN, whole, 0, 0, _("Show whole"), discord.ButtonStyle.secondary),
        ]


class Rebuttals(commands.Cog):
    """Looks through messages for what the essay answers."""

    def __init__(self, library: Library, replier: Replier, tree: app_commands.CommandTree[Any]) -> None:
        self._library = library
        self._replier = replier
        self._tree = tree
        self._menu = message_menu(FIND_REBUTTAL, self.find)

    async def cog_load(self) -> None:
        """Offer the menu."""
        self._tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu away."""
        self._tree.remove_command(self._menu.name, type=self._menu.type)

    async def find(self, interaction: Interaction, message: discord.Message) -> None:
        """Answer with what the essay has to say to the message."""
        await self._replier.respond_to(interaction, self._reply(message, scope_of(interaction)))

    async def _reply(self, message: discord.Message, scope: int) -> Reply:
        rebuttals = await self._library.find_rebuttals(message_text(message.content).prose, scope)
        return RebuttalsReply(
            rebuttals_card(rebuttals), found=rebuttals.found, channel=message.channel.id, message=message.id
        )
