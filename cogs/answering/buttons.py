"""Buttons and menus that go on working after a restart: which card, which page and who asked stand in their id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self, cast

import discord
from discord import ui

from cogs.answering.asking import Asked, Interaction
from cogs.answering.behind_buttons import Answering
from cogs.answering.card_names import CardName, Link, NamedCard, Picker, Row
from cogs.answering.deleting import DeleteButton
from cogs.answering.named_cards import MAKERS, entry_named, make_card
from cogs.cards import limits
from cogs.cards.content import Card, Style, worded
from cogs.cards.layout import Short, Showable, Shown, layout, layout_pages, plain_message, plain_pages, plain_text
from cogs.cards.refusals import gone_card
from cogs.language import _
from knowledge.answer import Match
from knowledge.markup import Run

MOST_PAGES = 9999

_SECONDARY = discord.ButtonStyle.secondary


class How(StrEnum):
    """Where a button shows its card: in place of its message, to whoever presses it, or to everybody."""

    SHOW = "show"
    OPEN = "open"
    POST = "post"


_ID = r"serge:(?P<how>show|open|post):(?P<kind>[a-z]+):(?P<about>.*):(?P<page>\d+):(?P<asker>\d+)"
_MENU_ID = r"serge:pick:(?P<how>show|open):(?P<kind>[a-z]+):(?P<number>\d+):(?P<asker>\d+)"


class CardButton(ui.DynamicItem[ui.Button[ui.View | ui.LayoutView]], template=_ID):
    """Shows one page of a card."""

    def __init__(self, how: How, name: CardName, page: int, asker: int, label: str, style: discord.ButtonStyle) -> None:
        custom_id = button_id(how, name, page, asker)
        super().__init__(ui.Button(label=limits.fit(label, limits.BUTTON_LABEL), style=style, custom_id=custom_id))
        self._how = how
        self._name = name
        self._page = page
        self._asker = asker

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, item: ui.Item[ui.View], match: re.Match[str], /) -> Self:
        """The button again, from its id."""
        label = item.label if isinstance(item, ui.Button) else None
        name = CardName(match["kind"], match["about"])
        return cls(How(match["how"]), name, int(match["page"]), int(match["asker"]), label or "…", _SECONDARY)

    async def callback(self, interaction: Interaction) -> None:
        """Show the page; say so where its matter is gone."""
        await show_card(interaction, self._how, self._name, self._page, self._asker)


class CardMenu(ui.DynamicItem[ui.Select[ui.View | ui.LayoutView]], template=_MENU_ID):
    """Shows the card that is picked."""

    def __init__(self, how: How, picker: Picker, number: int, asker: int) -> None:
        options = [
            discord.SelectOption(label=limits.fit(label, limits.OPTION_LABEL), value=about)
            for about, label in picker.options[: limits.OPTIONS]
        ]
        super().__init__(
            ui.Select(
                custom_id=f"serge:pick:{how}:{picker.kind}:{number}:{asker}",
                placeholder=limits.fit(picker.placeholder, limits.PLACEHOLDER),
                options=options,
            )
        )
        self._how = how
        self._kind = picker.kind
        self._asker = asker

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, item: ui.Item[ui.View], match: re.Match[str], /) -> Self:
        """The menu again, from its id; its options come with the interaction."""
        options = item.options if isinstance(item, ui.Select) else []
        picker = Picker(match["kind"], "", tuple((option.value, option.label) for option in options))
        return cls(How(match["how"]), picker, int(match["number"]), int(match["asker"]))

    async def callback(self, interaction: Interaction) -> None:
        """Show what was picked."""
        await show_card(interaction, self._how, CardName(self._kind, self.item.values[0]), 0, self._asker)


async def show_card(interaction: Interaction, how: How, name: CardName, page: int, asker: int) -> None:
    """Show one page of a card where the button says."""
    bot = cast("Answering", interaction.client)
    asked = Asked.of(interaction)
    is_alone = how is How.OPEN or (
        how is How.SHOW and interaction.message is not None and interaction.message.flags.ephemeral
    )
    owner = asked.person if how is How.POST else 0 if is_alone else asker

    async def card() -> Showable:
        named = await make_card(bot.library, asked.scope, name) if name.kind in MAKERS else None
        if named is None:
            return Short(gone_card())
        if not interaction.app_permissions.attach_files:
            named = named.without_files()
        notice = _shared_by(interaction) if how is How.POST else ()
        return CardPage(named, page, owner, notice, alone=is_alone, of_plain=is_plain(interaction.message))

    match how:
        case How.SHOW:
            await bot.replier.put_in_place(interaction, card())
        case How.OPEN:
            await bot.replier.add(interaction, card(), alone=True)
        case How.POST:
            await bot.replier.add(interaction, card(), alone=False)


def is_plain(message: discord.Message | None) -> bool:
    """Whether it is an ordinary message and no V2 layout."""
    return message is not None and not message.flags.components_v2


def _shared_by(interaction: Interaction) -> Card:
    return (worded(Style.SMALL, _("Shared by {name}"), name=Run(interaction.user.display_name)),)


def button_id(how: How, name: CardName, page: int, asker: int) -> str:
    """What a button carries: ``serge:show:entry:12:0:4001``."""
    return f"serge:{how}:{name}:{page}:{asker}"


def fits_buttons(name: CardName) -> bool:
    """Whether the card's name is short enough for buttons to carry it."""
    return len(button_id(How.SHOW, name, MOST_PAGES, (1 << 64) - 1)) <= limits.CUSTOM_ID


@dataclass(frozen=True, slots=True)
class CardPage:
    """One page of a card, with buttons to the pages before and after it, and to what stands behind it.

    The ``notice`` says above the first page what was mended; the pages are otherwise those that the buttons show.
    ``asker`` may delete it; 0 where nobody can. What is shown ``alone`` can be posted for everybody. A number
    ``of_plain`` pages says nothing about those of a layout, nor the other way round: then the first page is shown.
    """

    named: NamedCard
    page: int = 0
    asker: int = 0
    notice: Card = ()
    alone: bool = False
    of_plain: bool = False

    def shown(self, *, plain: bool) -> Shown:
        """As a plain message or as a V2 layout, with the same rows."""
        page = self.page if plain == self.of_plain else 0
        if plain:
            made = plain_card(self.named, page, asker=self.asker, notice=self.notice, alone=self.alone)
            return replace(made, files=self.named.files)
        view = card_layout(self.named, page, asker=self.asker, notice=self.notice, alone=self.alone)
        return Shown(view, files=self.named.files)


def card_layout(
    named: NamedCard, page: int = 0, *, asker: int = 0, notice: Card = (), alone: bool = False
) -> ui.LayoutView:
    """One page of a card as a V2 layout; see :class:`CardPage`."""
    pages = layout_pages(named.card, limits.LAYOUT_NOTICE)
    page = min(page, len(pages) - 1)
    rows = _rows(named, page, len(pages), asker, alone=alone)
    view = layout(pages[page] if page else (*notice, *pages[page]), rows, named.accent)
    for file in named.files:
        view.add_item(ui.File(f"attachment://{file.name}"))
    return view


def plain_card(named: NamedCard, page: int = 0, *, asker: int = 0, notice: Card = (), alone: bool = False) -> Shown:
    """One page of a card as a plain message; see :class:`CardPage`."""
    pages = plain_pages(named.card, limits.LAYOUT_NOTICE)
    page = min(page, len(pages) - 1)
    rows = _rows(named, page, len(pages), asker, alone=alone)
    above = f"{plain_text(notice)}\n" if notice and not page else ""
    return plain_message(f"{above}{pages[page]}", rows)


def _rows(named: NamedCard, page: int, pages: int, asker: int, *, alone: bool) -> list[list[ui.Item[Any]]]:
    rows = [_leafing(named, page, pages, asker, alone=alone)]
    rows += [items_of(row, number, asker) for number, row in enumerate(named.rows)]
    return with_delete([row for row in rows if row], asker)


def with_delete(rows: list[list[ui.Item[Any]]], asker: int) -> list[list[ui.Item[Any]]]:
    """The rows, and at their end a button for the ``asker`` to delete; in a row of its own where the last is full."""
    if not asker:
        return rows
    if rows and sum(item.width for item in rows[-1]) < limits.ROW_BUTTONS:
        return [*rows[:-1], [*rows[-1], DeleteButton(asker)]]
    return [*rows, [DeleteButton(asker)]]


def _leafing(named: NamedCard, page: int, pages: int, asker: int, *, alone: bool) -> list[ui.Item[Any]]:
    """The first row: the pages, where the card goes on, and posting."""
    row: list[ui.Item[Any]] = []
    if page > 0:
        label = _("◀ Page {number}").format(number=page)
        row.append(CardButton(How.SHOW, named.name, page - 1, asker, label, _SECONDARY))
    if page < pages - 1:
        label = _("Page {number} of {pages} ▶").format(number=page + 2, pages=pages)
        row.append(CardButton(How.SHOW, named.name, page + 1, asker, label, discord.ButtonStyle.primary))
    row += [_button(link, asker) for link in named.leafing]
    if alone:
        row.append(CardButton(How.POST, named.name, page, asker, _("Show everybody"), _SECONDARY))
    return row


def items_of(row: Row, number: int, asker: int) -> list[ui.Item[Any]]:
    """The buttons or the menu that stand in a row below a card."""
    if isinstance(row, Picker):
        return [CardMenu(How.OPEN if row.alone else How.SHOW, row, number, asker)]
    return [_button(link, asker) for link in row if fits_buttons(link.name)]


def _button(link: Link, asker: int) -> CardButton:
    return CardButton(How.OPEN if link.alone else How.SHOW, link.name, 0, asker, link.label, _SECONDARY)


def candidate_row(matches: Sequence[Match], asker: int = 0) -> list[ui.Item[Any]]:
    """A button for each candidate, as many as a row holds; the others are further matches of the one picked."""
    ids = [match.entry.id for match in matches]
    return [
        CardButton(
            How.SHOW,
            entry_named(match.entry, [*ids[number:], *ids[: number - 1]]).name,
            0,
            asker,
            f"{number}. {match.entry.topic}",
            _SECONDARY,
        )
        for number, match in enumerate(matches[: limits.ROW_BUTTONS], start=1)
    ]
