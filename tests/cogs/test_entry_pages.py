from __future__ import annotations

import pytest
from discord import ui

from cogs.answering.buttons import CardButton, candidate_row, card_layout, plain_card
from cogs.answering.named_cards import entry_named
from cogs.answering.reply import answer_reply
from cogs.cards import limits
from cogs.cards.answers import entry_card
from knowledge.answer import Answer, Match, Outcome, Rung
from knowledge.model import Claim, Entry, Passage
from tests.cogs.discord_markdown import text
from tests.cogs.shown import markdown_of, words_of
from tests.factories import make_entry, make_place, prose

MENDED = {"nigjt": "night", "bakng": "baking"}


def buttons_of(view: ui.LayoutView | ui.View) -> list[tuple[str | None, str | None]]:
    return [(item.item.label, item.custom_id) for item in view.walk_children() if isinstance(item, CardButton)]


def leafed_through(entry: Entry, first: ui.LayoutView) -> list[ui.LayoutView]:
    """Every page of the entry, as somebody sees them who presses the button to the next one."""
    pages = [first]
    while any(str(label).endswith("▶") for label, _ in buttons_of(pages[-1])):
        pages.append(card_layout(entry_named(entry), len(pages)))
    return pages


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("mended", [{}, MENDED, {f"word{n}": "night" for n in range(200)}], ids=["none", "two", "many"])
@pytest.mark.parametrize("length", [100, 3_000, 3_500, 3_600, 3_700, 3_800, 12_000])
def test_leafing_through_an_entry_misses_no_word(length: int, mended: dict[str, str]) -> None:
    entry = make_entry(passage=length)
    answer = Answer("nigjt bakng", Outcome.ANSWER, (Match(entry, 1.0, Rung.TOPIC),), corrections=mended)
    (first,) = answer_reply(answer).layouts()
    pages = leafed_through(entry, first)
    shown = "".join(text(markdown_of(page)) for page in pages)
    assert squeezed(shown) == squeezed(words_of([entry_card(entry, mended)]))
    assert all(page.content_length() <= limits.LAYOUT_TEXT for page in pages)


@pytest.mark.parametrize("mended", [{}, MENDED, {f"word{n}": "night" for n in range(200)}], ids=["none", "two", "many"])
@pytest.mark.parametrize("length", [100, 1_400, 1_650, 1_900, 3_700, 12_000])
def test_leafing_through_a_plain_entry_misses_no_word(length: int, mended: dict[str, str]) -> None:
    entry = make_entry(passage=length)
    answer = Answer("nigjt bakng", Outcome.ANSWER, (Match(entry, 1.0, Rung.TOPIC),), corrections=mended)
    pages = answer_reply(answer).messages(plain=True)
    while any(str(label).endswith("▶") for label, _ in buttons_of(pages[-1].view)):
        pages.append(plain_card(entry_named(entry), len(pages)))
    shown = "".join(text(page.content or "") for page in pages)
    assert squeezed(shown) == squeezed(words_of([entry_card(entry, mended)]))
    assert all(len(page.content or "") <= limits.MESSAGE for page in pages)


@pytest.mark.parametrize("asker", [0, 7])
def test_both_forms_of_a_card_have_the_same_rows(asker: int) -> None:
    named = entry_named(make_entry(), [2, 3])
    plain, layout = plain_card(named, asker=asker), card_layout(named, asker=asker)
    ids = [[item.custom_id for item in row.children] for row in layout.walk_children() if isinstance(row, ui.ActionRow)]
    rows = plain.view.to_components()
    assert [[item["custom_id"] for item in row["components"]] for row in rows] == ids
    assert (ids[-1][-1] == f"serge:delete:{asker}") is bool(asker)


def leafing_of(view: ui.LayoutView) -> list[tuple[str | None, str | None]]:
    return [(label, custom_id) for label, custom_id in buttons_of(view) if "Page" in str(label)]


def test_a_short_entry_has_no_buttons_to_leaf_with() -> None:
    assert leafing_of(card_layout(entry_named(make_entry()))) == []


def test_the_buttons_name_the_pages_they_lead_to() -> None:
    entry = make_entry(passage=9_000, id=7)
    first, second, third = (card_layout(entry_named(entry), page) for page in range(3))
    assert leafing_of(first) == [("Page 2 of 3 ▶", "serge:show:entry:7:1:0")]
    assert leafing_of(second) == [("◀ Page 1", "serge:show:entry:7:0:0"), ("Page 3 of 3 ▶", "serge:show:entry:7:2:0")]
    assert leafing_of(third) == [("◀ Page 2", "serge:show:entry:7:1:0")]


def test_a_page_that_is_no_longer_there_is_the_last_one() -> None:
    entry = make_entry(passage=9_000)
    assert markdown_of(card_layout(entry_named(entry), 99)) == markdown_of(card_layout(entry_named(entry), 2))


def test_an_entry_of_many_passages_makes_no_message_of_too_many_components() -> None:
    passages = tuple(Passage(f"Passage {number}.", make_place(paragraph=number)) for number in range(1, 60))
    entry = make_entry(passages=passages)
    pages = leafed_through(entry, card_layout(entry_named(entry)))
    assert len(pages) > 1
    assert max(page.total_children_count for page in pages) <= limits.LAYOUT_COMPONENTS


def candidates(claim: str, *, mended: dict[str, str] | None = None) -> Answer:
    entries = [make_entry(id=n, topic=f"{n} {prose(200)}", claim=Claim(claim, ("all",))) for n in range(1, 7)]
    matches = tuple(Match(entry, 0.4, Rung.WORDS) for entry in entries)
    return Answer("bread", Outcome.CANDIDATES, matches, corrections=mended or {})


def test_at_most_five_candidates_have_buttons_and_their_labels_fit() -> None:
    row = candidate_row(candidates("Bread.").matches)
    assert [button.custom_id for button in row] == [
        f"serge:show:entry:{','.join(map(str, [*range(n, 7), *range(1, n)]))}:0:0" for n in range(1, 6)
    ]
    assert all(len(str(button.item.label)) <= limits.BUTTON_LABEL for button in row)


@pytest.mark.parametrize("length", [80, 900, 5_000], ids=["short claims", "long claims", "endless claims"])
def test_candidates_keep_their_buttons_however_long_they_are(length: int) -> None:
    answer = candidates(prose(length), mended={f"word{n}": "bread" for n in range(300)})
    pages = answer_reply(answer).layouts()
    assert [bool(buttons_of(page)) for page in pages] == [False] * (len(pages) - 1) + [True]
    assert all(page.content_length() <= limits.LAYOUT_TEXT for page in pages)
