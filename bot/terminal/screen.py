"""Showing cards in a terminal: italics are italics, quotations stand behind a bar, lines end where one can read.

Where the output goes to a file or another program there is no colour and no wrapping: one line a paragraph.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TextIO

from rich.console import Console
from rich.text import Text

from cogs.cards.content import Card, Part, Style
from knowledge.markup import Run

WIDEST = 96
"""Columns beyond which lines are not made longer, since nobody reads them."""

_UNWRAPPED = 1_000_000

_STYLES = {
    Style.NOTICE: "yellow",
    Style.TITLE: "bold",
    Style.LABEL: "bold cyan",
    Style.SMALL: "dim",
}


class Screen:
    """Where cards are shown. ``environment`` is asked for COLUMNS, which also wraps what is piped."""

    def __init__(self, file: TextIO, environment: Mapping[str, str] = os.environ) -> None:
        wrapped = file.isatty() or environment.get("COLUMNS", "").isdigit()
        self._console = Console(file=file, width=None if wrapped else _UNWRAPPED, highlight=False, emoji=False)
        if wrapped:
            self._console.width = min(self._console.width, WIDEST)
        self._wrapped = wrapped

    def show(self, card: Card) -> None:
        """A card, part under part, with a line left free between groups."""
        for number, part in enumerate(card):
            if part.style is Style.RULE:
                self._console.print()
            else:
                self._show_part(part, first=number == 0)

    def line(self, text: str = "", style: str = "") -> None:
        """A line of our own words."""
        self._console.print(Text(text, style), soft_wrap=not self._wrapped)

    def _show_part(self, part: Part, *, first: bool) -> None:
        if part.style is Style.TITLE and not first:
            self._console.print()
        text = text_of(part.runs, _STYLES.get(part.style, ""))
        bar = {Style.QUOTE: "│ " if self._wrapped else "  ", Style.SMALL: "  "}.get(part.style, "")
        for line in text.wrap(self._console, self._console.width - len(bar)) if self._wrapped else text.split("\n"):
            line.rstrip()
            self._console.print(Text(bar, "dim").append_text(line), soft_wrap=True)
        if part.style is Style.TITLE:
            self._console.print(Text("─" * min(text.cell_len, self._console.width), "dim"), soft_wrap=True)


def text_of(runs: tuple[Run, ...], style: str = "") -> Text:
    """Runs as a text of rich's; what stands in square brackets is text, not a mark."""
    text = Text(style=style)
    for run in runs:
        text.append(run.text, "italic" if run.italic else None)
    return text
