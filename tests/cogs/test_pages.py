"""Nothing is lost and nothing is too long, however an entry is made."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cogs.cards import limits
from cogs.cards.answers import entry_card
from cogs.cards.content import Card, Part, Style, part
from cogs.cards.layout import layout_pages, plain_pages
from cogs.cards.markdown import render_part
from cogs.cards.pages import paginate
from knowledge.markup import Run
from knowledge.model import Claim
from tests.cogs.discord_markdown import text
from tests.cogs.hostile import texts
from tests.cogs.shown import words_of
from tests.factories import make_entry, prose

stretches = st.builds(Run, texts, st.booleans(), st.booleans())
long_stretches = st.builds(
    lambda words, italic, times: Run(words * times, italic), texts, st.booleans(), st.integers(1, 200)
)
parts = st.builds(
    Part,
    st.sampled_from([style for style in Style if style not in {Style.RULE, Style.BESIDE}]),
    st.lists(stretches, min_size=1, max_size=3).map(tuple),
)
long_parts = st.builds(Part, st.sampled_from([Style.BODY, Style.QUOTE]), st.tuples(stretches, long_stretches))
cards = st.lists(st.one_of(parts, long_parts, st.just(part(Style.RULE))), min_size=1, max_size=8).map(tuple)


@given(cards, st.sampled_from([limits.MESSAGE, limits.LAYOUT_TEXT]))
@settings(max_examples=60, deadline=None)
def test_the_pages_joined_are_the_card(card: Card, limit: int) -> None:
    assert words_of(paginate(card, limit)) == words_of([card])


@given(cards)
@settings(max_examples=60, deadline=None)
def test_every_page_of_any_card_fits(card: Card) -> None:
    assert max(map(len, plain_pages(card)), default=0) <= limits.MESSAGE
    for page in paginate(card, limits.LAYOUT_TEXT):
        assert len("\n".join(map(render_part, page))) <= limits.LAYOUT_TEXT


@pytest.mark.parametrize("length", [1, 200, 1_799, 1_800, 1_801, 1_999, 2_000, 3_650, 3_850, 4_000, 9_000, 40_000])
@pytest.mark.parametrize("pages", [plain_pages, layout_pages], ids=["plain", "V2"])
def test_an_entry_of_any_length_is_shown_whole(pages: Any, length: int) -> None:
    card = entry_card(make_entry(passage=length, rebuttal=length))
    shown = "\n".join(page if isinstance(page, str) else "\n".join(plain_pages(page)) for page in pages(card))
    assert "".join(text(shown).split()) == "".join(words_of([card]).split())


def test_a_word_that_no_page_can_hold_is_cut_inside() -> None:
    card = (part(Style.QUOTE, "a" * 9_000),)
    assert words_of(layout_pages(card)) == "a" * 9_000


def test_pages_break_between_words() -> None:
    first, second, *_ = layout_pages((part(Style.QUOTE, prose(9_000)),))
    assert words_of([first]).endswith(" ")
    assert words_of([second]).startswith("bread")


def test_italics_go_on_as_italics_on_the_next_page() -> None:
    pages = plain_pages((part(Style.BODY, f"*{prose(5_000)}*"),))
    assert len(pages) > 1
    assert " ".join(text(page, only="italic") for page in pages) == prose(5_000)


def test_strong_words_go_on_as_strong_words_on_the_next_page() -> None:
    pages = plain_pages((Part(Style.BODY, (Run("Not this: "), Run(prose(5_000), strong=True))),))
    assert len(pages) > 1
    assert "".join(text(page, only="bold") for page in pages) == prose(5_000)


@pytest.mark.parametrize("before", range(1_500, 2_000, 50))
def test_a_label_stands_on_the_page_of_what_it_labels(before: int) -> None:
    card = entry_card(make_entry(passage=before, rebuttal=1_500))
    for page in plain_pages(card):
        assert not page.rstrip().endswith("**")


def test_a_label_longer_than_its_room_makes_no_page_too_long() -> None:
    holders = tuple(f"Holder number {number}" for number in range(20))
    entry = make_entry(claim=Claim(prose(1_795, "claim"), holders))
    assert max(map(len, plain_pages(entry_card(entry)))) <= limits.MESSAGE


@pytest.mark.parametrize("pages", [plain_pages, layout_pages], ids=["plain", "V2"])
def test_no_page_begins_or_ends_with_a_rule(pages: Any) -> None:
    card = entry_card(make_entry(passage=1_900, rebuttal=3_800))
    for page in pages(card):
        lines = page.split("\n") if isinstance(page, str) else [each.style is not Style.RULE for each in page]
        assert lines[0]
        assert lines[-1]
