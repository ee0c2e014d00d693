"""Text as Discord's Markdown, shown exactly as it stands: italics are italics, everything else is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cogs.cards.content import Part, Style
from knowledge.markup import Run

_LINK = re.compile(r"(https?://[^\s<>]+)")
_ANYWHERE = re.compile(r"([\\*_~`|<\[\]])")
_LINE_START = re.compile(r"^(\s*)([>#+-]|\d+(?=\.))", re.MULTILINE)
_PREFIX = {Style.TITLE: "## ", Style.QUOTE: "> ", Style.SMALL: "-# "}


def escape(text: str) -> str:
    """The text with a backslash before whatever Discord would read as a mark. Links stay whole."""
    pieces = _LINK.split(text)
    return "".join(piece if number % 2 else _ANYWHERE.sub(r"\\\1", piece) for number, piece in enumerate(pieces))


def render(runs: Iterable[Run]) -> str:
    """Runs as Markdown, on as many lines as they have."""
    text = "".join(f"*{escape(run.text)}*" if run.italic and run.text.strip() else escape(run.text) for run in runs)
    return _LINE_START.sub(_escape_line_start, text)


def render_part(part: Part) -> str:
    """A part as Markdown: a heading, a quotation, small print or a paragraph."""
    text = render(part.runs)
    if part.style is Style.LABEL:
        return f"**{text}**"
    prefix = _PREFIX.get(part.style, "")
    return prefix + text.replace("\n", f"\n{prefix}") if prefix else text


def _escape_line_start(start: re.Match[str]) -> str:
    mark = start[2]
    return f"{start[1]}{mark}\\" if mark.isdigit() else f"{start[1]}\\{mark}"
