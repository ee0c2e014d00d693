"""Buttons that go on working after a restart: what they need stands in their id, ``serge:entry:<number>:<page>``."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Protocol, Self, cast

import discord
from discord import ui

from cogs.cards import limits
from cogs.cards.content import Card, Style, correction_notice, entry_card, part
from cogs.cards.layout import ACCENT, layout, layout_pages
from cogs.timing import in_time
from knowledge.library import Library
from knowledge.model import SHARED, Entry, Match

log = logging.getLogger(__name__)

LIBRARY_AWAY = "The library cannot be reached just now. Please try again in a minute."


class HasLibrary(Protocol):
    """The bot, as far as a button needs it."""

    library: Library


class EntryButton(
    ui.DynamicItem[ui.Button[ui.View | ui.LayoutView]], template=r"serge:entry:(?P<entry>\d+):(?P<page>\d+)"
):
    """Shows one page of an entry in place of the message the button stands on."""

    def __init__(self, entry_id: int, page: int, label: str, style: discord.ButtonStyle) -> None:
        super().__init__(
            ui.Button(
                label=limits.fit(label, limits.BUTTON_LABEL), style=style, custom_id=f"serge:entry:{entry_id}:{page}"
            )
        )
        self._entry_id = entry_id
        self._page = page

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: ui.Item[ui.View], match: re.Match[str], /
    ) -> Self:
        """The button again, from its id."""
        label = item.label if isinstance(item, ui.Button) else None
        return cls(int(match["entry"]), int(match["page"]), label or "Show", discord.ButtonStyle.secondary)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the page; say so where the entry is gone, or the library cannot be reached."""
        try:
            await self._show(interaction)
        except Exception:  # discord.py would log it and leave the member with "interaction failed"
            log.exception("the button for entry %d failed", self._entry_id)
            say = interaction.followup.send if interaction.response.is_done() else interaction.response.send_message
            await say(LIBRARY_AWAY, ephemeral=True)

    async def _show(self, interaction: discord.Interaction) -> None:
        library = cast(HasLibrary, interaction.client).library
        scope = interaction.guild_id or SHARED
        entry = await in_time(library.entry(self._entry_id, scope), interaction.response.defer)
        card = entry_layout(entry, self._page) if entry else layout(GONE)
        if interaction.response.is_done():
            await interaction.edit_original_response(view=card)
        else:
            await interaction.response.edit_message(view=card)


GONE: Card = (part(Style.NOTICE, "This entry is no longer in the library. Ask again to see what is."),)


def entry_layout(entry: Entry, page: int = 0, corrections: Mapping[str, str] | None = None) -> ui.LayoutView:
    """One page of an entry's card, with buttons to the pages before and after it.

    What was mended in the query is said above the first page, which is otherwise the page that the buttons show.
    """
    pages = layout_pages(entry_card(entry), limits.LAYOUT_NOTICE)
    page = min(page, len(pages) - 1)
    buttons: list[EntryButton] = []
    if page > 0:
        buttons.append(EntryButton(entry.id, page - 1, f"◀ Page {page}", discord.ButtonStyle.secondary))
    if page < len(pages) - 1:
        label = f"Page {page + 2} of {len(pages)} ▶"
        buttons.append(EntryButton(entry.id, page + 1, label, discord.ButtonStyle.primary))
    notice = (correction_notice(entry.topic, corrections),) if corrections and page == 0 else ()
    return layout(
        (*notice, *pages[page]), [buttons] if buttons else [], accent=entry.pack.accent if entry.pack else ACCENT
    )


def candidate_row(matches: tuple[Match, ...]) -> list[EntryButton]:
    """A button for each candidate, as many as a row holds."""
    return [
        EntryButton(match.entry.id, 0, f"{number}. {match.entry.topic}", discord.ButtonStyle.secondary)
        for number, match in enumerate(matches[: limits.ROW_BUTTONS], start=1)
    ]
