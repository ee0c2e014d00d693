"""A card as Discord shows it: a Components V2 layout in the pack's colour, or plain messages with the same content."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from discord import ui

from cogs.cards import limits
from cogs.cards.content import Card, Part, Style
from cogs.cards.markdown import render_part
from cogs.cards.pages import paginate

ACCENT = 0x8B1E1E
"""The colour of a card that belongs to no pack."""


@lru_cache(maxsize=500)
def layout_pages(card: Card, free: int = 0) -> Sequence[Card]:
    """The card cut into pages that a V2 message can hold, with ``free`` characters left on each."""
    return tuple(paginate(card, limits.LAYOUT_TEXT - limits.LAYOUT_SPARE - free, limits.LAYOUT_RULES))


def plain_pages(card: Card) -> list[str]:
    """The card as the contents of plain messages."""
    return ["\n".join(_lines(page)) for page in paginate(card, limits.MESSAGE)]


def layout(page: Card, rows: Sequence[Sequence[ui.Item[Any]]] = (), accent: int = ACCENT) -> ui.LayoutView:
    """One page as a V2 message, with rows of at most five buttons below. It never times out."""
    return ui.LayoutView(timeout=None).add_item(box(page, rows, accent))


def box(page: Card, rows: Sequence[Sequence[ui.Item[Any]]] = (), accent: int = ACCENT) -> ui.Container[ui.LayoutView]:
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


def _lines(page: Card) -> list[str]:
    return ["" if part.style is Style.RULE else render_part(part) for part in page]
