"""What print and sites put around a text: a table of contents, which is left out, and an imprint, which is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADING = re.compile(r"(?:Table of )?Contents|(?:TABLE OF )?CONTENTS|Table of contents")
_UNDERLINE = re.compile(r"[=-]{3,}")
_ENTRY = re.compile(r"(?=.*[^\W\d_]).*?[^\s.…·][\s.…·]+(?P<page>\d{1,3})")
"""A line that ends in a page after a tab, dots or spaces; four digits are a year."""

_FEWEST = 2
_IMPRINT = re.compile(
    r"anti-?copyright|(?:copyright )?(?:©|\(c\)).*|copyright \d{4}.*|all rights reserved\.?"
    r"|retrieved (?:on|from) (?:.*\d{4}.*|\S+\.\S+)|(?:https?://|www\.)\S+|[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents: its lines as they stood, heading included, and where it stood."""

    lines: tuple[str, ...]
    first: int
    last: int

    @property
    def where(self) -> str:
        """How its lines are named."""
        return f"lines {self.first} to {self.last}"


def take_contents(text: str) -> tuple[Contents | None, str]:
    """The first table of contents, and the text with blank lines in its place, or as it is where there is none."""
    lines = text.replace("\f", " ").splitlines()
    for start, line in enumerate(lines):
        end = _end(lines, start) if _HEADING.fullmatch(line.strip(" \t#*_:")) else start
        if end > start:
            table = tuple(line.strip() for line in lines[start:end] if line.strip())
            lines[start:end] = [""] * (end - start)
            return Contents(table, start + 1, end), "\n".join(lines) + "\n"
    return None, text


def is_imprint(line: str, title: str | None = None) -> bool:
    """Whether the line may be a publisher's or a site's: a copyright, where it was found, an address, the title again.

    >>> is_imprint("Copyright 1931 The Press"), is_imprint("Copyright was unknown.")
    (True, False)
    """
    bare = line.strip()
    return _IMPRINT.fullmatch(bare) is not None or (title is not None and bare.casefold() == title.casefold())


def _end(lines: list[str], heading: int) -> int:
    """Where the table ends whose heading this is; at the heading itself if there is none.

    Its lines stand directly below one another, or each alone; no page is lower than the one before.
    """
    entries: list[int] = []
    page = 0
    start = heading + 1
    if start < len(lines) and _UNDERLINE.fullmatch(lines[start].strip()):
        start += 1
    for number in range(start, len(lines)):
        if not lines[number].strip():
            if len(entries) > 1 and entries[-1] - entries[-2] == 1:
                break
            continue
        found = _ENTRY.fullmatch(lines[number].strip())
        if not found or int(found["page"]) < page:
            break
        entries.append(number)
        page = int(found["page"])
    return entries[-1] + 1 if len(entries) >= _FEWEST else heading
