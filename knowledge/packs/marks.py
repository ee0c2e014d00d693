"""The marks by which a text quotes and cites: quotation marks, and parentheses that hold a citation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_LOCATOR = r"(?:pp?\. ?)?(?:\d+: )?(?:\d{1,3}|[ivxlc]+)(?:[–-](?:\d+|[ivxlc]+))?"
LOCATORS = rf"{_LOCATOR}(?:, ?{_LOCATOR})*"
"""The pattern of one page or several, as texts write them: “150–1”, “pp. 17, 20”, “42: 170”, “xvi”."""


def parentheses(text: str) -> list[tuple[int, int]]:
    """Where each parenthesis begins and ends, brackets included, the inner before the outer. Unclosed ones are left."""
    open_at: list[int] = []
    found: list[tuple[int, int]] = []
    for position, character in enumerate(text):
        if character == "(":
            open_at.append(position)
        elif character == ")" and open_at:
            found.append((open_at.pop(), position + 1))
    return found


def citing(short_titles: Iterable[str]) -> re.Pattern[str]:
    """What a whole parenthesis looks like that cites: a title and pages, pages alone, or a work and its imprint.

    Years are no pages: a number of four digits does not count. ``short_titles`` are those that stand without italics.
    """
    shorts = "|".join(map(re.escape, short_titles))
    title = rf"(?:\*[^*]+\*|{shorts})" if shorts else r"\*[^*]+\*"
    return re.compile(rf"\((?:(?:quoted,? )?{title},? {LOCATORS}|{LOCATORS}|{title}\[\^\d+\]|.*\],? .*{LOCATORS})\)")


def quotation_marks(text: str) -> Iterator[tuple[int, int | None]]:
    """Where the words between each pair of marks begin and end; None where a mark is never closed.

    Curly marks may stand within one another; a straight mark opens and closes by turns. Single marks are not looked
    for, since an apostrophe looks the same.
    """
    curly: list[int] = []
    straight: int | None = None
    for position, character in enumerate(text):
        if character == "“":
            curly.append(position + 1)
        elif character == "”" and curly:
            yield curly.pop(), position
        elif character == '"' and straight is None:
            straight = position + 1
        elif character == '"' and straight is not None:
            yield straight, position
            straight = None
    for start in (*curly, *([straight] if straight is not None else [])):
        yield start, None
