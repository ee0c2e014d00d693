"""Showing cards in a terminal: italics are italics, quotations stand behind a bar, lines end where one can read.

Where the output goes to a file or another program there is no colour and no wrapping: one line a paragraph.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, TextIO

from cogs.cards.content import Card, Part, Style, stacked
from knowledge.markup import Run

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDEST = 96
"""Columns beyond which lines are not made longer, since nobody reads them."""

NARROWEST = 20
"""Columns below which lines are not made shorter: COLUMNS may say 0, and a letter needs room beside its bar."""

TWO_COLUMNS = 84
"""Columns from which two statements stand side by side."""

_STYLES = {
    Style.NOTICE: "yellow",
    Style.TITLE: "bold",
    Style.LABEL: "bold cyan",
    Style.SMALL: "dim",
}
_LOOKS = {"italic": "italic", "strong": "bold", "struck": "strike"}
"""What rich calls the looks of a run."""

_BARS = {Style.QUOTE: "│ ", Style.SMALL: "  "}
_UNDERLINE = "─"
_APART = {Style.RULE, Style.BESIDE}
_GAP = 3


class Screen:
    """Where cards are shown. ``environment`` is asked for COLUMNS, which also wraps what is piped."""

    def __init__(self, file: TextIO, environment: Mapping[str, str] = os.environ) -> None:
        self._file = file
        wrapped = file.isatty() or environment.get("COLUMNS", "").isdigit()
        self._console = _console(file) if wrapped else None

    def show(self, card: Card) -> None:
        """A card, part under part, with a line left free between groups; columns stand side by side if they fit."""
        for number, part in enumerate(card):
            if part.style in _APART or (part.style is Style.TITLE and number):
                self.line()
            if part.columns and self._console is not None and self._console.width >= TWO_COLUMNS:
                self._show_beside(self._console, part.columns)
            elif part.columns:
                self.show(stacked((part,))[1:])
            elif part.style is not Style.RULE:
                self._show_part(part)

    def line(self, text: str = "", style: str = "") -> None:
        """A line of our own words."""
        self._show_runs((Run(text),), style)

    def _show_part(self, part: Part) -> None:
        if part.style is Style.CODE:  # to be copied letter for letter, so that no line is broken
            self._file.write("".join(f"{run.text}\n" for run in part.runs))
            return
        width = self._show_runs(part.runs, _STYLES.get(part.style, ""), _BARS.get(part.style, ""))
        if part.style is Style.TITLE:
            self._show_runs((Run(_UNDERLINE * width),), "dim")

    def _show_runs(self, runs: tuple[Run, ...], style: str, bar: str = "") -> int:
        """Print the runs, each line behind the bar. Returns how many columns they took, at most the width."""
        if self._console is None:
            text = "".join(_in_letters(runs))
            self._file.write("".join(f"{' ' * len(bar)}{line}".rstrip() + "\n" for line in text.split("\n")))
            return len(text)
        for line in _lines(self._console, runs, style, bar, self._console.width):
            self._console.print(line, soft_wrap=True)
        return min(text_of(runs).cell_len, self._console.width)

    def _show_beside(self, console: Console, columns: Sequence[Card]) -> None:
        """Print cards side by side, with a gap between them."""
        from rich.text import Text

        width = (console.width - _GAP * (len(columns) - 1)) // len(columns)
        rows = zip_longest(*(_column(console, column, width) for column in columns), fillvalue=Text())
        for row in rows:
            line = Text()
            for number, cell in enumerate(row):
                line.pad_right(number * (width + _GAP) - line.cell_len)
                line.append_text(cell)
            console.print(line, soft_wrap=True)


def _column(console: Console, column: Card, width: int) -> Iterator[Text]:
    for part in column:
        yield from _lines(console, part.runs, _STYLES.get(part.style, ""), _BARS.get(part.style, ""), width)


def _lines(console: Console, runs: tuple[Run, ...], style: str, bar: str, width: int) -> Iterator[Text]:
    from rich.text import Text

    for line in text_of(runs, style).wrap(console, width - len(bar)):
        line.rstrip()
        yield Text.assemble((bar, "dim"), line)


def text_of(runs: tuple[Run, ...], style: str = "") -> Text:
    """Runs as a text of rich's; what stands in square brackets is text, not a mark."""
    from rich.text import Text

    text = Text(style=style)
    for run in runs:
        text.append(run.text, " ".join(look for name, look in _LOOKS.items() if getattr(run, name)))
    return text


def _in_letters(runs: tuple[Run, ...]) -> Iterator[str]:
    """The text for where it cannot have a look: what is pointed out or struck stands between signs."""
    for (strong, struck), alike in groupby(runs, lambda run: (run.strong, run.struck)):
        sign = "**" if strong else "~~" if struck else ""
        yield from (sign, *(run.text for run in alike), sign)


def _console(file: TextIO) -> Console:
    from rich.console import Console

    console = Console(file=file, highlight=False, emoji=False)
    console.width = min(max(console.width, NARROWEST), WIDEST)
    return console
