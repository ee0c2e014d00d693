"""Cutting a card into pages that fit. Nothing is lost: the pages' texts joined are the card's text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cogs.cards.content import Card, Part, Style
from cogs.cards.markdown import render_part
from knowledge.markup import Run

_BREAK = 1
"""The line break between two parts."""

_LABEL = 200
"""Room for the label that stands with a part."""


def paginate(card: Card, limit: int, cost: Callable[[Part], int] | None = None) -> list[Card]:
    """The card as pages of at most ``limit`` characters of Markdown each. A label stays with what it labels."""
    cost = cost or (lambda part: len(render_part(part)) + _BREAK)
    pages: list[Card] = []
    page: list[Part] = []
    for part in _short_parts(card, limit, cost):
        if page and sum(map(cost, page)) + cost(part) > limit:
            page, carried = _without_last_label(page)
            pages.append(tuple(page))
            page = carried
        if page or part.style is not Style.RULE:
            page.append(part)
    if page:
        pages.append(tuple(page))
    return pages


def _without_last_label(page: list[Part]) -> tuple[list[Part], list[Part]]:
    """The page, and the label at its end, which belongs on the next; a rule at the end belongs nowhere."""
    carried: list[Part] = []
    if len(page) > 1 and page[-1].style is Style.LABEL:
        carried = [page.pop()]
    while page and page[-1].style is Style.RULE:
        page.pop()
    return (page, carried) if page else (carried, [])


def _short_parts(card: Card, limit: int, cost: Callable[[Part], int]) -> Iterator[Part]:
    for part in card:
        rest = part
        while cost(rest) > limit - _LABEL:
            head, tail = _cut(rest, limit - _LABEL, cost)
            if not tail.runs:
                break
            yield head
            rest = tail
        yield rest


def _cut(part: Part, limit: int, cost: Callable[[Part], int]) -> tuple[Part, Part]:
    """The part in two, the first as long as fits: after a space if there is one, inside a word if it must be."""
    text_length = sum(len(run.text) for run in part.runs)
    low, high = 1, text_length
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if cost(_slice(part, 0, middle)) <= limit else (low, middle - 1)
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
            runs.append(Run(text, run.italic))
        position += len(run.text)
    return Part(part.style, tuple(runs))
