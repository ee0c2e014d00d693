"""The entries that answer a message: whole, within Discord's limits, each with its two buttons where it begins."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from discord import ui

from cogs.cards import limits
from cogs.cards.answers import brief_card
from cogs.cards.layout import plain_pages
from cogs.cards.rebuttals import LONG_SENTENCE, rebuttals_card
from cogs.messages.rebuttals import RebuttalsReply
from knowledge.find_rebuttals import MOST, Rebuttals, Rebutted
from knowledge.model import Citation, Entry, Rebuttal
from tests.cogs.discord_markdown import text
from tests.cogs.shown import markdown_of, words_of
from tests.factories import make_entry, make_pack_info, make_place, make_quotation, make_source, prose

LARGEST = 2**64 - 1


def reply_of(*lengths: int, rebuttals: int = 1) -> RebuttalsReply:
    """Entries with so many rebuttals of these lengths each."""
    found = tuple(
        Rebutted(entry(number, length, rebuttals), prose(2_000, f"said{number}x"), 0.9, sure=bool(number % 2))
        for number, length in enumerate(lengths, start=1)
    )
    card = rebuttals_card(Rebuttals(99, found))
    return RebuttalsReply(card, found=found, channel=LARGEST, message=LARGEST)


def entry(number: int, length: int, rebuttals: int) -> Entry:
    """An entry; each of its rebuttals quotes words of two works."""
    answers = [
        Rebuttal(prose(length, f"answer{number}x{place}x"), make_place(paragraph=place, length=length))
        for place in range(1, rebuttals + 1)
    ]
    quoted = [
        make_quotation("bread", place=answer.place, citation=Citation(make_source(title=title), "page", "12"))
        for answer in answers
        for title in ("Ovens", "Sacks")
    ]
    topic, pack = f"Topic {number}", make_pack_info(accent=number)
    made = make_entry(id=10**12 + number, topic=topic, rebuttals=tuple(answers), quotations=0, pack=pack)
    return replace(made, quotations=tuple(quoted))


LENGTHS = [(length,) for length in (1, 200, 9_000)] + list(product((200, 1_500, 4_500), repeat=MOST))


@pytest.mark.parametrize("lengths", LENGTHS, ids=str)
def test_the_entries_are_shown_whole_in_v2_and_in_plain(lengths: tuple[int, ...]) -> None:
    reply = reply_of(*lengths)
    words = "".join(words_of([reply.card]).split())
    assert all(
        prose(length, f"answer{number}x1x") in words_of([reply.card]) for number, length in enumerate(lengths, start=1)
    )
    assert "".join("".join(text(markdown_of(view)) for view in reply.layouts()).split()) == words
    assert "".join("".join(map(text, plain_pages(reply.card))).split()) == words


@pytest.mark.parametrize("rebuttals", [1, 6, 40])
@pytest.mark.parametrize("lengths", LENGTHS, ids=str)
def test_every_message_keeps_discords_limits(lengths: tuple[int, ...], rebuttals: int) -> None:
    for view in reply_of(*lengths, rebuttals=rebuttals).layouts():
        assert view.content_length() <= limits.LAYOUT_TEXT
        assert view.total_children_count <= limits.LAYOUT_COMPONENTS
        assert all(len(button.custom_id or "") <= limits.CUSTOM_ID for button in buttons_in(view))


@pytest.mark.parametrize("lengths", LENGTHS, ids=str)
def test_every_entry_has_its_two_buttons_below_its_beginning_and_its_packs_colour(lengths: tuple[int, ...]) -> None:
    boxes = [box for view in reply_of(*lengths).layouts() for box in view.children if isinstance(box, ui.Container)]
    begun = [box for box in boxes if any(one.content.startswith("## ") for one in texts_in(box))]
    assert len(begun) == len(lengths)
    assert [len(buttons_in(box)) for box in boxes] == [2 if box in begun else 0 for box in boxes]
    for number, box in enumerate(begun, start=1):
        assert texts_in(box)[0].content.startswith(f"## Topic {number}\n")
        assert box.accent_colour == number
        assert [button.custom_id for button in buttons_in(box)] == [
            f"serge:share:{10**12 + number}:{LARGEST}:{LARGEST}",
            f"serge:open:entry:{10**12 + number}:0:0",
        ]


@pytest.mark.parametrize("lengths", [(200,) * MOST, (700,) * MOST, (1_500,) * MOST], ids=str)
def test_a_rebuttal_is_not_parted_from_its_heading_and_its_sources(lengths: tuple[int, ...]) -> None:
    for view in reply_of(*lengths, rebuttals=3).layouts():
        shown = [one for box in view.children if isinstance(box, ui.Container) for one in texts_in(box)]
        assert all(one.content.startswith(("## Topic", "**The essay’s rebuttal")) for one in shown)
        assert all("-# — " in one.content.splitlines()[-2] for one in shown)


def test_of_several_rebuttals_the_first_that_is_no_note_is_shown_and_the_others_are_counted() -> None:
    made = entry(1, 200, 3)
    note, *texts = made.rebuttals
    made = replace(made, rebuttals=(replace(note, place=replace(note.place, paragraph=None, note=7)), *texts))
    for card, more in (
        (rebuttals_card(Rebuttals(9, (Rebutted(made, "said", 0.9, sure=True),))), 2),
        (brief_card(made), 2 + len(made.passages)),
    ):
        shown = words_of([card])
        assert prose(200, "answer1x2x") in shown
        assert "answer1x1x1 " not in shown
        assert "answer1x3x1 " not in shown
        assert shown.rstrip().endswith(f"{more} more in the whole entry")
        assert shown.count("more in the whole entry") == 1


def test_where_there_is_no_more_nothing_is_said_of_it() -> None:
    assert "more in the whole entry" not in words_of([reply_of(200).card])


def test_a_long_sentence_of_a_members_is_shown_by_its_beginning() -> None:
    (line,) = [line for line in words_of([reply_of(200).card]).split("“") if line.startswith("said1x1 ")]
    shown = line.partition("”")[0]
    assert shown.endswith(" …")
    assert prose(2_000, "said1x").startswith(shown.removesuffix(" …"))
    assert LONG_SENTENCE - 20 < len(shown) <= LONG_SENTENCE + 2


def texts_in(box: ui.Container[ui.LayoutView]) -> list[ui.TextDisplay[ui.LayoutView]]:
    return [item for item in box.walk_children() if isinstance(item, ui.TextDisplay)]


def buttons_in(view: ui.LayoutView | ui.Container[ui.LayoutView]) -> list[ui.Button[ui.LayoutView]]:
    items = [getattr(item, "item", item) for item in view.walk_children()]
    return [item for item in items if isinstance(item, ui.Button)]
