"""Text as Discord's Markdown, shown exactly as it stands: italics are italics, everything else is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from cogs.cards.content import Mark, Part, Style
from knowledge.markup import Run

_LINK = re.compile(r"(https?://[^\s<>\[\]]*[^\s<>\[.,:;\"'\])”’])")
_ANYWHERE = re.compile(r"([\\*_~`|<\[\]])")
_LINE_START = re.compile(r"^(\s*)([>#+-]|\d+(?=\.))", re.MULTILINE)
_WORD = re.compile(r"\w")
_PREFIX = {Style.TITLE: "## ", Style.QUOTE: "> ", Style.SMALL: "-# "}


def escape(text: str) -> str:
    """The text with a backslash before whatever Discord would read as a mark. Links stay whole, in angle brackets
    that are not shown: they tell where the link ends, and nothing is fetched to be shown below it.
    """
    pieces = _LINK.split(text)
    return "".join(f"<{piece}>" if number % 2 else _ANYWHERE.sub(r"\\\1", piece) for number, piece in enumerate(pieces))


def render(runs: Iterable[Run]) -> str:
    """Runs as Markdown, on as many lines as they have."""
    alike = [
        kind("".join(run.text for run in group), italic, strong, struck)
        for (kind, italic, strong, struck), group in groupby(runs, _look)
    ]
    around = zip([None, *alike], alike, [*alike[1:], None], strict=False)
    text = "".join(_stretch(before, run, after) for before, run, after in around)
    return _LINE_START.sub(_escape_line_start, text)


@lru_cache(maxsize=2_000)
def render_part(part: Part) -> str:
    """A part as Markdown: a heading, a quotation, small print, a box of text to be copied, or a paragraph."""
    if part.style is Style.CODE:
        return f"```\n{''.join(run.text for run in part.runs)}\n```"
    text = render(part.runs)
    if part.style is Style.LABEL:
        return f"**{text}**"
    prefix = _PREFIX.get(part.style, "")
    return prefix + text.replace("\n", f"\n{prefix}") if prefix else text


def _stretch(before: Run | None, run: Run, after: Run | None) -> str:
    """Escaped text in its look; strong stretches that follow one another stand between one pair of marks."""
    text = _italic(run.text, _italics_mark(before, run, after)) if run.italic else _written(run)
    if run.struck:
        text = _struck(run.text)
    opens = run.strong and not (before is not None and before.strong)
    closes = run.strong and not (after is not None and after.strong)
    return f"{'**' if opens else ''}{text}{'**' if closes else ''}"


def _look(run: Run) -> tuple[type[Run], bool, bool, bool]:
    return type(run), run.italic, run.strong, run.struck


def _written(run: Run) -> str:
    """The run's text: what Discord is to read as it is, everything else escaped."""
    return run.text if isinstance(run, Mark) else escape(run.text)


def _italics_mark(before: Run | None, run: Run, after: Run | None) -> str:
    """An asterisk; beside strong words, since Discord cannot tell ``***`` apart, a low line.

    Nothing where that would stand beside a letter, as Discord reads it as one then: the words go before their look.
    """
    touching = (before.text[-1:] if before else "", after.text[:1] if after else "")
    if run.strong or not any(other is not None and other.strong for other in (before, after)):
        return "*"
    outside = "".join(sign for sign, other in zip(touching, (before, after), strict=True) if other and not other.strong)
    struck = before is not None and before.struck  # Discord reads no ~~ that a low line follows
    return "" if struck or _WORD.search(outside) else "_"


def _italic(text: str, mark: str) -> str:
    """Escaped text in italics; Discord reads none where a space stands inside their marks."""
    words = text.strip()
    if not words:
        return escape(text)
    before, _, after = text.partition(words)
    return f"{before}{mark}{escape(words)}{mark}{after}"


def _struck(text: str) -> str:
    """Escaped text, struck out; not the tildes at its end, which Discord would take for the marks of that."""
    words = text.rstrip("~")
    return f"~~{escape(words)}~~{escape(text[len(words) :])}" if words else escape(text)


def _escape_line_start(start: re.Match[str]) -> str:
    mark = start[2]
    return f"{start[1]}{mark}\\" if mark.isdigit() else f"{start[1]}\\{mark}"
