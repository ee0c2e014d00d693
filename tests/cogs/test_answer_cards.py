"""A card says where a quotation stands that it does not show, and repeats a query without its control signs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cogs.cards.answers import entry_card
from cogs.cards.content import Card, asked, beginning
from knowledge.model import Passage, Quotation
from tests.factories import make_entry, make_place, make_quotation


def small_print(card: Card) -> list[str]:
    return ["".join(run.text for run in part.runs) for part in card if part.style == "small"]


def quoting(quotation: Quotation) -> str:
    """What the card of an entry whose one passage is characters 10 to 60 of a paragraph says of the quotation."""
    passage = Passage("x" * 50, replace(make_place(paragraph=3), start=10, end=60))
    return small_print(entry_card(replace(make_entry(), passages=(passage,), rebuttals=(), quotations=(quotation,))))[0]


# The passage shows characters 10 to 60 of paragraph 3.
@pytest.mark.parametrize(
    ("paragraph", "start", "end", "shown"),
    [(3, 10, 60, True), (3, 20, 30, True), (3, 5, 30, False), (3, 50, 61, False), (4, 20, 30, False)],
    ids=["the whole passage", "inside it", "before it", "past its end", "in another paragraph"],
)
def test_a_quotation_that_no_excerpt_shows_comes_with_its_place(
    paragraph: int, start: int, end: int, *, shown: bool
) -> None:
    place = replace(make_place(paragraph=paragraph), start=start, end=end)
    said = quoting(make_quotation(place=place))
    assert said.endswith(f", ¶ {paragraph})") != shown


@pytest.mark.parametrize("typed", ["a\x1b[2Jb", "\x07", "a\x9bb", "a\u202eb", "\u2066a", "\u200fa"])
def test_what_would_move_a_cursor_or_turn_a_line_around_is_not_repeated(typed: str) -> None:
    for repeated in (asked(typed).text, beginning(typed)):
        assert "\N{REPLACEMENT CHARACTER}" in repeated
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u200f"} & set(repeated)
