"""What cards say, without how they look."""

from __future__ import annotations

from collections.abc import Iterable

from discord import ui

from cogs.cards.content import Card, stacked


def words_of(cards: Iterable[Card]) -> str:
    """Every word of these cards in order, nothing between them."""
    return "".join(run.text for card in cards for part in stacked(card) for run in part.runs)


def markdown_of(view: ui.LayoutView) -> str:
    """The Markdown that a V2 message shows, one text display under the other."""
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))
