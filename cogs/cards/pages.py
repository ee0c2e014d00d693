"""Cutting a card into pages that fit. Nothing is lost: the pages' texts joined are the card's text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cogs.cards.content import Card, Part, Style, stacked
from cogs.cards.markdown import render_part
from knowledge.markup import Run

_BREAK = 1
"""The line break between two parts."""

_LABEL = 200
"""Room for the label that stands with a part."""

_CITED = (Style.BODY, Style.QUOTE)
"""What small print below gives the source of."""


def paginate(card: Card, limit: int, most_rules: int | None = None) -> list[Card]:
    """The card as pages of at most ``limit`` characters of Markdown and ``most_rules`` rules each.

    A label stays with what it labels, and a title with what it heads, as far as both fit on a page.
    """
    pages: list[Card] = []
    page = _Page(limit, most_rules)
    for part in _short_parts(stacked(card), limit):
        if not page.takes(part):
            carried = page.end(part)
            pages.append(tuple(page.parts))
            page = _Page(limit, most_rules)
            for label in carried:
                page.add(label)
            if not page.takes(part):
                pages.append(tuple(page.parts))
                page = _Page(limit, most_rules)
        if page.parts or part.style is not Style.RULE:
            page.add(part)
    if page.parts:
        pages.append(tuple(page.parts))
    return pages


class _Page:
    """A page while it is being filled: its parts, and how much they take."""

    def __init__(self, limit: int, most_rules: int | None) -> None:
        self.parts: list[Part] = []
        self._left = limit
        self._rules_left = most_rules

    def takes(self, part: Part) -> bool:
        """Whether the part fits; an empty page takes anything."""
        rules = self._rules_left is None or self._rules_left > 0 or part.style is not Style.RULE
        return not self.parts or (rules and _cost(part) <= self._left)

    def add(self, part: Part) -> None:
        """Put the part at the end."""
        self.parts.append(part)
        self._left -= _cost(part)
        if self._rules_left is not None and part.style is Style.RULE:
            self._rules_left -= 1

    def end(self, following: Part) -> list[Part]:
        """Take away what belongs on the next page: a label, a title, a quotation before its source; rules nowhere."""
        carried: list[Part] = []
        if following.style is Style.SMALL and len(self.parts) > 1 and self.parts[-1].style in _CITED:
            carried = [self.parts.pop()]
        if len(self.parts) > 1 and self.parts[-1].style is Style.LABEL:
            carried.insert(0, self.parts.pop())
        carried = self._take_heading() + carried
        while self.parts and self.parts[-1].style is Style.RULE:
            self.parts.pop()
        if self.parts:
            return carried
        self.parts = carried
        return []

    def _take_heading(self) -> list[Part]:
        """Take away a title at the end that nothing but notices stands below."""
        at = len(self.parts) - 1
        while at > 0 and self.parts[at].style is Style.NOTICE:
            at -= 1
        if at < 1 or self.parts[at].style is not Style.TITLE:
            return []
        heading, self.parts = self.parts[at:], self.parts[:at]
        return heading


def _cost(part: Part) -> int:
    return len(render_part(part)) + _BREAK


def _short_parts(card: Card, limit: int) -> Iterator[Part]:
    for part in card:
        rest = part
        while _cost(rest) > limit - _LABEL:
            head, tail = _cut(rest, limit - _LABEL)
            if not tail.runs:
                break
            yield head
            rest = tail
        yield rest


def _cut(part: Part, limit: int) -> tuple[Part, Part]:
    """The part in two, the first as long as fits: after a space if there is one, inside a word if it must be."""
    text_length = sum(len(run.text) for run in part.runs)
    low, high = 1, text_length
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _cost(_slice(part, 0, middle)) <= limit else (low, middle - 1)
    plain = "".join(run.text for run in part.runs)
    space = max(plain.rfind(" ", 0, low), plain.rfind("\n", 0, low)) + 1
    at = space or low
    return _slice(part, 0, at), _slice(part, at, text_length)


def _slice(part: Part, start: int, end: int) -> Part:
    runs: list[Run] = []
    position = 0
    for run in part.runs:
        text = run.text[max(0, start - position) : max(0, end - position)]
        if text:
            runs.append(replace(run, text=text))
        position += len(run.text)
    return Part(part.style, tuple(runs))
