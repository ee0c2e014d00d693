"""Cutting a card into pages that fit. Nothing is lost: the pages' texts joined are the card's text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cogs.cards.content import Card, Part, Style, stacked
from cogs.cards.markdown import render_part
from knowledge.markup import Run

_BREAK = 1
"""The line break between two parts."""

_LABEL = 200
"""Room for the label that stands with a part."""


def paginate(card: Card, limit: int, most_rules: int | None = None) -> list[Card]:
    """The card as pages of at most ``limit`` characters of Markdown and ``most_rules`` rules each.

    A label stays with what it labels, as far as both fit on a page.
    """
    pages: list[Card] = []
    page: list[Part] = []
    for part in _short_parts(stacked(card), limit):
        if page and not _fits([*page, part], limit, most_rules):
            page, carried = _without_last_label(page)
            pages.append(tuple(page))
            page = carried
            if page and not _fits([*page, part], limit, most_rules):
                pages.append(tuple(page))
                page = []
        if page or part.style is not Style.RULE:
            page.append(part)
    if page:
        pages.append(tuple(page))
    return pages


def _fits(page: Sequence[Part], limit: int, most_rules: int | None) -> bool:
    rules = sum(part.style is Style.RULE for part in page)
    return sum(map(_cost, page)) <= limit and (most_rules is None or rules <= most_rules)


def _cost(part: Part) -> int:
    return len(render_part(part)) + _BREAK


def _without_last_label(page: list[Part]) -> tuple[list[Part], list[Part]]:
    """The page, and the label at its end, which belongs on the next; a rule at the end belongs nowhere."""
    carried: list[Part] = []
    if len(page) > 1 and page[-1].style is Style.LABEL:
        carried = [page.pop()]
    while page and page[-1].style is Style.RULE:
        page.pop()
    return (page, carried) if page else (carried, [])


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
            runs.append(Run(text, run.italic))
        position += len(run.text)
    return Part(part.style, tuple(runs))
