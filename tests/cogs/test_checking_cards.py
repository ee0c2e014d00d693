"""Cards about quotations: every difference can be seen, and read where it cannot be seen; typed text stays text."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.screen import Screen
from cogs.cards.checking import check_card
from cogs.cards.content import Card, Part, Style
from cogs.cards.layout import layout_pages, plain_pages
from cogs.cards.markdown import render_part
from knowledge.markup import Run, plain, runs, runs_between
from knowledge.model import Place
from knowledge.search.wording import words_of
from knowledge.verdict import Change, Check, Stretch, Verdict, Whose
from knowledge.verdict import Part as Found
from tests.cogs.checking_examples import CHECKING_REPLIES
from tests.cogs.discord_markdown import looks, read, text
from tests.cogs.hostile import texts, words
from tests.cogs.shown import words_of as shown_words
from tests.factories import make_pack_info, prose

EXAMPLE = "!check “stale by dawn”"


def check(block: str, *stretches: tuple[Change, str, str], verdict: Verdict = Verdict.ALTERED) -> Check:
    """A verdict on words that are all of a paragraph of the essay's own."""
    place = Place("The Ovens", 1, None, 0, len(block))
    assert "".join(stands for _, _, stands in stretches) == block
    part = Found(block, place, make_pack_info(), Whose.ESSAY, (), tuple(Stretch(*one) for one in stretches))
    return Check("".join(typed for _, typed, _ in stretches), verdict, (part,))


def markdown(card: Card) -> str:
    """The whole card as Discord's Markdown."""
    return "\n".join(plain_pages(card))


def quoted(card: Card) -> str:
    """The words of the card that are quoted, as Markdown."""
    return "\n".join(render_part(part) for part in card if part.style is Style.QUOTE)


VERDICTS = {
    "quotation exact": "Exact",
    "quotation exact with its changes marked": "Exact, with its changes marked",
    "quotation altered": "Altered: “the baker” was left out; “*new*” was put in place of “[old]”; “slowly” was put in",
    "quotation altered in many places": "Altered in 5 places",
    "quotation put together": "Put together from two places",
    "quotation put together silently": "Put together from 3 places",
    "quotation not found": "Not in the library",
}


@pytest.mark.parametrize(("name", "line"), VERDICTS.items())
def test_the_verdict_is_the_first_line(name: str, line: str) -> None:
    first, *_ = text(markdown(CHECKING_REPLIES[name]().card)).split("\n")
    assert first == line


def test_what_was_left_out_is_bold_and_what_was_put_in_is_struck() -> None:
    card = check_card(
        check(
            "the *night* shift kills the baker",
            (Change.SAME, "the ", "the "),
            (Change.LEFT_OUT, "", "*night*"),
            (Change.SAME, "shift ", " shift "),
            (Change.REPLACED, "feeds", "kills"),
            (Change.SAME, " the ", " the "),
            (Change.PUT_IN, "poor", ""),
            (Change.SAME, " baker", "baker"),
        ),
        EXAMPLE,
    )
    assert text(quoted(card)) == "the night shift feeds kills the poor baker"
    assert text(quoted(card), only="bold").split() == ["nightkills"]
    assert text(quoted(card), only="strike") == "feedspoor"
    assert text(quoted(card), only="italic") == "night"


CHANGES = {
    Change.LEFT_OUT: ("", "the night", "“the night” was left out"),
    Change.PUT_IN: ("never", "", "“never” was put in"),
    Change.REPLACED: ("one", "the night", "“one” was put in place of “the night”"),
    Change.OMITTED: ("", "the night", "“the night” was left out, with an ellipsis"),
    Change.BRACKETED: ("[his]", "the night", "“[his]” was put in place of “the night”, in brackets"),
}


@pytest.mark.parametrize(("change", "said"), CHANGES.items(), ids=CHANGES)
def test_every_change_is_told_in_words_too(change: Change, said: tuple[str, str, str]) -> None:
    typed, stands, sentence = said
    verdict = Verdict.EXACT if change.is_honest else Verdict.ALTERED
    block = f"kills {stands} baker"
    found = check(
        block, (Change.SAME, "kills ", "kills "), (change, typed, stands), (Change.SAME, " baker", " baker"),
        verdict=verdict,
    )  # fmt: skip
    assert sentence in text(markdown(check_card(found, EXAMPLE)))


def test_of_many_changes_each_has_a_line() -> None:
    shown = text(markdown(CHECKING_REPLIES["quotation altered in many places"]().card)).split("\n")
    assert shown[1:6] == [
        "“This” was put in place of “the”",
        "“night” was left out",
        "“feeds” was put in place of “kills”",
        "“the [old]” was left out",
        "“cools” was put in place of “warms”",
    ]


def test_where_nothing_has_a_look_the_changes_stand_between_signs() -> None:
    file = StringIO()
    found = check(
        "kills the baker",
        (Change.SAME, "kills the ", "kills the "),
        (Change.REPLACED, "miller", "baker"),
    )
    Screen(file, {}).show(check_card(found, EXAMPLE))
    shown = file.getvalue().splitlines()
    assert shown[:2] == ["Altered: “miller” was put in place of “baker”", "  kills the ~~miller~~ **baker**"]
    assert "  **Bold** is what stands there, ~~struck out~~ what was typed." in shown


@given(typed=texts, stands=words)
def test_whatever_was_typed_is_shown_as_text(typed: str, stands: str) -> None:
    block = f"kills {plain(stands)} baker"
    found = check(
        block,
        (Change.SAME, "kills ", "kills "),
        (Change.REPLACED, typed, plain(stands)),
        (Change.SAME, " baker", " baker"),
    )
    shown = markdown(check_card(replace(found, typed=typed), EXAMPLE))
    assert looks(shown) <= {"bold", "italic", "quotation", "small", "strike", "link"}
    one_line = " ".join(typed.split())
    if words_of(typed) and one_line == typed and one_line.isprintable():
        assert one_line in text(shown)


def test_the_essays_words_are_whole_however_long_they_are() -> None:
    block = prose(9_000)
    card = check_card(check(block, (Change.SAME, block, block), verdict=Verdict.EXACT), EXAMPLE)
    pages = layout_pages(card)
    assert len(pages) > 1
    assert block.replace(" ", "") in shown_words(pages).replace(" ", "")


@given(st.lists(st.builds(Run, words, struck=st.booleans()), min_size=1, max_size=5).map(tuple))
def test_struck_words_are_struck_and_no_others(stretches: tuple[Run, ...]) -> None:
    shown = render_part(Part(Style.BODY, stretches))
    assert text(shown) == "".join(run.text for run in stretches)
    meant = "".join(run.text for run in stretches if run.struck)
    assert text(shown, only="strike").replace("~", "") == meant.replace("~", "")


# What is cut apart stays whole, wherever it is cut: (text, places, the words between them).
CUTS = [
    ("in *Memoirs* he", [0, 3, 12, 15], ["in ", "Memoirs", " he"]),
    ("in *Memoirs* he", [3, 6, 12], ["Me", "moirs"]),
    ("in *Memoirs* he", [6, 6, 15], ["", "moirs he"]),
    ("so.[^12] He", [0, 3, 11], ["so.", "¹² He"]),
    ("so.[^12] He", [0, 5, 11], ["so.¹²", " He"]),
    ("so", [0, 2], ["so"]),
]


@pytest.mark.parametrize(("stored", "places", "pieces"), CUTS)
def test_text_is_cut_at_places_that_count_its_marks(stored: str, places: list[int], pieces: list[str]) -> None:
    assert ["".join(run.text for run in piece) for piece in runs_between(stored, places)] == pieces


@given(
    st.lists(st.sampled_from(["a", "b", " ", "*", "[^1]", "[^22]", "[", "]"]), max_size=20).map("".join),
    st.lists(st.integers(0, 40), max_size=4),
)
def test_nothing_of_a_text_is_lost_where_it_is_cut(stored: str, cuts: list[int]) -> None:
    places = sorted({0, len(stored), *(min(cut, len(stored)) for cut in cuts)})
    pieces = runs_between(stored, places)
    assert len(pieces) == len(list(pairwise(places)))
    shown = [(sign, run.italic) for piece in pieces for run in piece for sign in run.text]
    assert shown == [(sign, run.italic) for run in runs(stored) for sign in run.text]


def test_struck_words_are_seen_as_struck_beside_bold_ones() -> None:
    shown = render_part(Part(Style.QUOTE, (Run("rule", struck=True), Run(" "), Run("government", strong=True))))
    assert [(one.text, one.looks - {"quotation"}) for one in read(shown)] == [
        ("rule", {"strike"}),
        (" ", set()),
        ("government", {"bold"}),
    ]
