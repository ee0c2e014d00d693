"""Text as Discord's Markdown, shown exactly as it stands: italics are italics, everything else is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from cogs.cards.content import Part, Style
from knowledge.markup import Run

_LINK = re.compile(r"(https?://[^\s<>]*[^\s<>.,:;\"'\])”’])")
_ANYWHERE = re.compile(r"([\\*_~`|<\[\]])")
_LINE_START = re.compile(r"^(\s*)([>#+-]|\d+(?=\.))", re.MULTILINE)
_PREFIX = {Style.TITLE: "## ", Style.QUOTE: "> ", Style.SMALL: "-# "}


def escape(text: str) -> str:
    """The text with a backslash before whatever Discord would read as a mark. Links stay whole, in angle brackets
    that are not shown: they tell where the link ends, and nothing is fetched to be shown below it.
    """
    pieces = _LINK.split(text)
    return "".join(f"<{piece}>" if number % 2 else _ANYWHERE.sub(r"\\\1", piece) for number, piece in enumerate(pieces))


def render(runs: Iterable[Run]) -> str:
    """Runs as Markdown, on as many lines as they have."""
    stretches = groupby(runs, lambda run: run.italic)
    text = "".join(_stretch("".join(run.text for run in group), italic=italic) for italic, group in stretches)
    return _LINE_START.sub(_escape_line_start, text)


@lru_cache(maxsize=2_000)
def render_part(part: Part) -> str:
    """A part as Markdown: a heading, a quotation, small print or a paragraph."""
    text = render(part.runs)
    if part.style is Style.LABEL:
        return f"**{text}**"
    prefix = _PREFIX.get(part.style, "")
    return prefix + text.replace("\n", f"\n{prefix}") if prefix else text


def _stretch(text: str, *, italic: bool) -> str:
    """Escaped text, in italics if so wished; Discord reads no italics where a space stands inside their asterisks."""
    words = text.strip()
    if not italic or not words:
        return escape(text)
    before, _, after = text.partition(words)
    return f"{before}*{escape(words)}*{after}"


def _escape_line_start(start: re.Match[str]) -> str:
    mark = start[2]
    return f"{start[1]}{mark}\\" if mark.isdigit() else f"{start[1]}\\{mark}"
