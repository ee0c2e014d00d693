"""Buttons that go on working after a restart: the name of the card and the page stand in their id."""

from __future__ import annotations

import logging
import re
from typing import Protocol, Self, cast

import discord
from discord import ui

from cogs.cards import limits
from cogs.cards.content import Card, Style, part
from cogs.cards.layout import layout, layout_pages
from cogs.named_cards import MAKERS, CardName, NamedCard, entry_named, make_card
from cogs.timing import in_time
from knowledge.answer import Match
from knowledge.errors import DatabaseError
from knowledge.library import Library
from knowledge.model import SHARED

log = logging.getLogger(__name__)

LIBRARY_AWAY = "The library cannot be reached just now. Please try again in a minute."
SOMETHING_WRONG = "Something went wrong here and has been noted. Please try again."


class HasLibrary(Protocol):
    """The bot, as far as a button needs it."""

    library: Library


class CardButton(
    ui.DynamicItem[ui.Button[ui.View | ui.LayoutView]],
    template=rf"serge:(?P<kind>{'|'.join(MAKERS)}):(?P<about>.*):(?P<page>\d+)",
):
    """Shows one page of a card in place of the message the button stands on."""

    def __init__(self, name: CardName, page: int, label: str, style: discord.ButtonStyle) -> None:
        super().__init__(
            ui.Button(label=limits.fit(label, limits.BUTTON_LABEL), style=style, custom_id=button_id(name, page))
        )
        self._name = name
        self._page = page

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: ui.Item[ui.View], match: re.Match[str], /
    ) -> Self:
        """The button again, from its id."""
        label = item.label if isinstance(item, ui.Button) else None
        name = CardName(match["kind"], match["about"])
        return cls(name, int(match["page"]), label or "Show", discord.ButtonStyle.secondary)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the page; say so where its matter is gone, the library cannot be reached, or anything else fails."""
        try:
            await self._show(interaction)
        except Exception as error:  # discord.py would log it and leave the member with "interaction failed"
            log.exception("the button for %s failed", self._name.kind)
            say = interaction.followup.send if interaction.response.is_done() else interaction.response.send_message
            try:
                await say(apology(error), ephemeral=True)
            except discord.HTTPException:
                log.warning("cannot say so in channel %s", interaction.channel_id)

    async def _show(self, interaction: discord.Interaction) -> None:
        library = cast(HasLibrary, interaction.client).library
        scope = interaction.guild_id or SHARED
        named = await in_time(make_card(library, scope, self._name), interaction.response.defer)
        view = card_layout(named, self._page) if named else layout(GONE)
        if interaction.response.is_done():
            await interaction.edit_original_response(view=view)
        else:
            await interaction.response.edit_message(view=view)


def apology(error: BaseException) -> str:
    """What is said to whoever asked; discord.py keeps what a command failed of as its error's ``original``."""
    while isinstance(original := getattr(error, "original", None), BaseException):
        error = original
    return LIBRARY_AWAY if isinstance(error, DatabaseError) else SOMETHING_WRONG


GONE: Card = (part(Style.NOTICE, "This is no longer in the library. Ask again to see what is."),)


def button_id(name: CardName, page: int) -> str:
    """What a button carries: ``serge:entry:12:0``."""
    return f"serge:{name.kind}:{name.about}:{page}"


def card_layout(named: NamedCard, page: int = 0, notice: Card = ()) -> ui.LayoutView:
    """One page of a card, with buttons to the pages before and after it.

    The ``notice`` says above the first page what was mended; the pages are otherwise those that the buttons show.
    """
    pages = layout_pages(named.card, limits.LAYOUT_NOTICE)
    page = min(page, len(pages) - 1)
    buttons: list[CardButton] = []
    if page > 0:
        buttons.append(CardButton(named.name, page - 1, f"◀ Page {page}", discord.ButtonStyle.secondary))
    if page < len(pages) - 1:
        label = f"Page {page + 2} of {len(pages)} ▶"
        buttons.append(CardButton(named.name, page + 1, label, discord.ButtonStyle.primary))
    shown = (*notice, *pages[page]) if page == 0 else pages[page]
    return layout(shown, [buttons] if buttons else [], accent=named.accent)


def candidate_row(matches: tuple[Match, ...]) -> list[CardButton]:
    """A button for each candidate, as many as a row holds."""
    return [
        CardButton(entry_named(match.entry).name, 0, f"{number}. {match.entry.topic}", discord.ButtonStyle.secondary)
        for number, match in enumerate(matches[: limits.ROW_BUTTONS], start=1)
    ]
