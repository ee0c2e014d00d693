"""A card as Discord shows it: a Components V2 layout in the pack's colour, or plain messages with the same content."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, Protocol

import discord
from discord import ui

from cogs.cards import limits
from cogs.cards.content import Card, Part, Style
from cogs.cards.markdown import render_part
from cogs.cards.pages import paginate

ACCENT = 0x8B1E1E
"""The colour of a card that belongs to no pack."""

Rows = Sequence[Sequence[ui.Item[Any]]]
"""What stands below a card: rows of at most five buttons, or of one menu."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as Discord takes it: a V2 layout, or plain ``content`` with a view of the same buttons.

    A message keeps the form in which it was sent: a V2 message can never become a plain one.
    """

    view: ui.LayoutView | ui.View
    content: str | None = None
    files: tuple[Callable[[], discord.File], ...] = ()

    def arguments(self) -> dict[str, Any]:
        """What sends it, or edits a message of the same form into it."""
        return {"view": self.view} if self.content is None else {"view": self.view, "content": self.content}

    def opened(self) -> list[discord.File]:
        """The files that it has, each opened to be sent once."""
        return [make() for make in self.files]


class Showable(Protocol):
    """What can be shown as one message in either form."""

    def shown(self, *, plain: bool) -> Shown:
        """As a plain message or as a V2 layout."""
        ...


@dataclass(frozen=True, slots=True)
class Short:
    """A card that is shorter than any page."""

    card: Card

    def shown(self, *, plain: bool) -> Shown:
        """As one message without buttons."""
        return plain_message(plain_text(self.card)) if plain else Shown(layout(self.card))


@lru_cache(maxsize=500)
def layout_pages(card: Card, free: int = 0) -> Sequence[Card]:
    """The card cut into pages that a V2 message can hold, with ``free`` characters left on each."""
    return tuple(paginate(card, limits.LAYOUT_TEXT - limits.LAYOUT_SPARE - free, limits.LAYOUT_RULES))


@lru_cache(maxsize=500)
def plain_pages(card: Card, free: int = 0) -> Sequence[str]:
    """The card as the contents of plain messages, with ``free`` characters left in each."""
    return tuple(map(plain_text, paginate(card, limits.MESSAGE - free)))


def plain_text(page: Card) -> str:
    """One page as the content of a plain message."""
    return "\n".join("" if part.style is Style.RULE else render_part(part) for part in page)


def plain_message(content: str, rows: Rows = ()) -> Shown:
    """A plain message, with rows of at most five buttons below. It never times out."""
    view = ui.View(timeout=None)
    for number, row in enumerate(rows):
        for item in row:
            item.row = number
            view.add_item(item)
    return Shown(view, content)


def plain_messages(contents: Sequence[str], rows: Rows = ()) -> list[Shown]:
    """Plain messages, with rows of buttons below the last."""
    *before, last = contents
    return [*map(plain_message, before), plain_message(last, rows)]


def layout(page: Card, rows: Rows = (), accent: int = ACCENT) -> ui.LayoutView:
    """One page as a V2 message, with rows of at most five buttons below. It never times out."""
    return ui.LayoutView(timeout=None).add_item(box(page, rows, accent))


def box(page: Card, rows: Rows = (), accent: int = ACCENT) -> ui.Container[ui.LayoutView]:
    """A framed part of a V2 message, with rows of at most five buttons below."""
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=accent)
    for number, group in enumerate(_groups(page)):
        if number:
            container.add_item(ui.Separator())
        container.add_item(ui.TextDisplay("\n".join(map(render_part, group))))
    for row in rows:
        container.add_item(ui.ActionRow(*row))
    return container


def _groups(page: Card) -> list[list[Part]]:
    return [list(parts) for is_rule, parts in groupby(page, lambda part: part.style is Style.RULE) if not is_rule]
