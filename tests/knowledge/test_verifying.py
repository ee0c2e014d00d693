"""What became of words that were typed, on a text small enough to be seen at a glance."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from knowledge.search.concordance import Concordance
from knowledge.search.difference import Written
from knowledge.search.verifying import Finding, Verifier
from knowledge.search.wording import words_of
from knowledge.verdict import Change, Stretch, Verdict

# Four paragraphs that run on, and a note.
TEXTS = """\
The masters hold that bread baked by daylight turns stale before evening.[^1] Nobody who kneads has ever said so, and \
the ledgers of nine bakeries show the contrary.
Lamp wrote that “the night shift kills the *baker* before his oven warms” (*Ovens* 12) after thirty winters.
Weighing remains the miller’s own business, or so their guild maintains. Yet Rye found “short weight in every third \
sack” [that autumn], and [the] inspectors found it too... in spring.
Whoever eats at dawn pays twice: once for flour, once for sleepless hands.
Ada Lamp, *Ovens*, Hearth Press, 1919. See section B.2 of *The Weigher*.
""".splitlines()
CONCORDANCE = Concordance(TEXTS)


def verify(typed: str, texts: Sequence[str] = TEXTS, concordance: Concordance = CONCORDANCE) -> Finding:
    """The finding on these words. Every text but the last runs on from the one before."""
    verifier = Verifier(texts, concordance, lambda before, after: after == before + 1 < len(texts) - 1)
    return verifier.verify(Written(typed, words_of(typed, concordance.vocabulary)))


def changes(found: Finding) -> list[tuple[Change, str, str]]:
    """Every change of the first way, with what was typed and what stands."""
    stretches = [stretch for standing in found.ways[0] for stretch in standing.difference.stretches]
    return [(one.change, one.typed.strip(), one.stands.strip()) for one in stretches if one.change is not Change.SAME]


def stands(found: Finding) -> list[list[str]]:
    """The words as they stand, way by way."""
    return [[TEXTS[one.text][one.difference.start : one.difference.end] for one in way] for way in found.ways]


EXACT = {
    "a whole sentence": ("Nobody who kneads has ever said so", ["Nobody who kneads has ever said so"]),
    "over the end of a sentence": (
        "turns stale before evening. Nobody who kneads",
        ["turns stale before evening.[^1] Nobody who kneads"],
    ),
    "over italics and quotation marks": ("kills the baker before", ["kills the *baker* before"]),
    "in a note": ("Lamp, Ovens, Hearth Press", ["Lamp, *Ovens*, Hearth Press"]),
    "from one paragraph to the next": (
        "show the contrary. Lamp wrote that",
        ["show the contrary", "Lamp wrote that"],
    ),
    "over a whole paragraph": (
        "in spring. Whoever eats at dawn pays twice: once for flour, once for sleepless hands.",
        ["in spring", "Whoever eats at dawn pays twice: once for flour, once for sleepless hands"],
    ),
}


@pytest.mark.parametrize(("typed", "expected"), EXACT.values(), ids=EXACT)
def test_words_that_stand_are_exact(typed: str, expected: list[str]) -> None:
    found = verify(typed)
    assert (found.verdict, stands(found), changes(found)) == (Verdict.EXACT, [expected], [])


# What a quotation says itself that it changed. (typed, what became of it)
HONEST = {
    "an ellipsis": (
        "the night shift … before his oven warms",
        [(Change.OMITTED, "", "kills the *baker")],
    ),
    "two ellipses": (
        "The masters hold ... stale before evening . . . Nobody who kneads … ledgers of nine bakeries",
        [
            (Change.OMITTED, "", "that bread baked by daylight turns"),
            (Change.OMITTED, "", "has ever said so, and the"),
        ],
    ),
    "an ellipsis before a word that stands before it too": (
        "pays twice: once for […] once for sleepless hands",
        [(Change.OMITTED, "", "flour")],
    ),
    "words put in in brackets": (
        "the night shift [she says] kills the baker [sic] before his oven",
        [(Change.BRACKETED, "[she says]", ""), (Change.BRACKETED, "[sic]", "")],
    ),
    "a name for a pronoun": (
        "kills the baker before [the baker’s] oven warms",
        [(Change.BRACKETED, "[the baker’s]", "his")],
    ),
    "another ending": ("the night shift kill[ed] the baker before", [(Change.BRACKETED, "kill[ed]", "kills")]),
    "an ellipsis and brackets": (
        "[Lamp] wrote … shift kills the baker",
        [(Change.OMITTED, "", "that “the night")],
    ),
}


@pytest.mark.parametrize(("typed", "expected"), HONEST.values(), ids=HONEST)
def test_changes_that_are_marked_leave_a_quotation_exact(typed: str, expected: list[tuple[Change, str, str]]) -> None:
    found = verify(typed)
    assert (found.verdict, changes(found)) == (Verdict.EXACT, expected)


ALTERED = {
    "a word left out": (
        "the night shift kills baker before his oven warms",
        [(Change.LEFT_OUT, "", "the")],
    ),
    "a word put in": (
        "Nobody who kneads has really ever said so",
        [(Change.PUT_IN, "really", "")],
    ),
    "a word replaced": (
        "Nobody who kneads has ever thought so",
        [(Change.REPLACED, "thought", "said")],
    ),
    "the last word replaced": (
        "bread baked by daylight turns stale before morning",
        [(Change.REPLACED, "morning", "evening")],
    ),
    "the first word replaced": ("Anybody who kneads has ever said so", [(Change.REPLACED, "Anybody", "Nobody")]),
    "the second word left out": ("Nobody kneads has ever said so", [(Change.LEFT_OUT, "", "who")]),
    "words before the sentence": ("Truly, nobody who kneads has ever said so", [(Change.PUT_IN, "Truly", "")]),
    "words after the sentence": (
        "once for flour, once for sleepless hands and feet",
        [(Change.PUT_IN, "and feet", "")],
    ),
    "the last word of a sentence left out": (
        "Nobody who kneads has ever said, and the ledgers of nine bakeries",
        [(Change.LEFT_OUT, "", "so")],
    ),
    "a word left out before the first of the next sentence": (
        "baked by daylight turns stale before Nobody",
        [(Change.LEFT_OUT, "", "evening")],
    ),
    "words after a quotation": (
        "kills the baker before his oven warms him",
        [(Change.PUT_IN, "him", "")],
    ),
    "words before a quotation": (
        "Always the night shift kills the baker",
        [(Change.PUT_IN, "Always", "")],
    ),
    "a word replaced before a quotation that is quoted with what introduces it": (
        "said that “the night shift kills the baker before his oven warms” (Ovens 12) before thirty",
        [(Change.REPLACED, "said", "wrote"), (Change.REPLACED, "before", "after")],
    ),
    "several": (
        "the night shift always kills the baker until her oven warms",
        [
            (Change.PUT_IN, "always", ""),
            (Change.REPLACED, "until her", "before his"),
        ],
    ),
    "another spelling": (
        "Weighing remains the millers own business",
        [(Change.REPLACED, "millers", "miller’s")],
    ),
    "a word of the essay’s in brackets left out": (
        "and inspectors found it too in spring",
        [(Change.LEFT_OUT, "", "[the]")],
    ),
    "words beside an ellipsis": (
        "the night shift … before his stove warms",
        [(Change.OMITTED, "", "kills the *baker"), (Change.REPLACED, "stove", "oven")],
    ),
    "brackets that stand for too much": (
        "The masters hold that [it] Nobody who kneads has ever said so",
        [
            (Change.BRACKETED, "[it]", "bread"),
            (Change.LEFT_OUT, "", "baked by daylight turns stale before evening"),
        ],
    ),
    "more left out beside another ending": (
        "the night shift kill[ed] before his oven warms",
        [(Change.BRACKETED, "kill[ed]", "kills"), (Change.LEFT_OUT, "", "the *baker")],
    ),
    "a sentence left out": (
        "turns stale before evening and the ledgers of nine bakeries",
        [(Change.LEFT_OUT, "", "Nobody who kneads has ever said so")],
    ),
}


@pytest.mark.parametrize(("typed", "expected"), ALTERED.values(), ids=ALTERED)
def test_every_word_that_was_changed_is_told(typed: str, expected: list[tuple[Change, str, str]]) -> None:
    found = verify(typed)
    assert found.verdict is Verdict.ALTERED
    assert changes(found) == expected


STITCHED = {
    "without a mark": "bread baked by daylight turns stale, the night shift kills the baker",
    "with an ellipsis": "bread baked by daylight turns stale … the night shift kills the baker",
    "in another order": "short weight in every third sack; Weighing remains the miller’s own business",
    "in another order, with an ellipsis": "short weight in every third sack … Weighing remains the miller’s own",
    "from a note": "(Ovens 12) after thirty winters. Ada Lamp, Ovens, Hearth Press",
    "with a word changed": "bread baked by sunlight turns stale, the night shift kills the baker",
}


@pytest.mark.parametrize("typed", STITCHED.values(), ids=STITCHED)
def test_parts_of_two_places_are_stitched(typed: str) -> None:
    found = verify(typed)
    assert found.verdict is Verdict.STITCHED
    (parts,) = found.ways
    assert len(parts) == 2
    assert not any(part.runs_on for part in parts)
    assert parts[1].after_gap == ("…" in typed)


def test_the_parts_of_a_stitched_quotation_are_told_with_their_changes() -> None:
    found = verify(STITCHED["with a word changed"])
    assert stands(found) == [["bread baked by daylight turns stale", "the night shift kills the *baker"]]
    assert changes(found) == [(Change.REPLACED, "sunlight", "daylight")]


NOT_FOUND = [
    "Nobody lends so carefully as a neighbour",
    "the of and that in a so it",
    "warms oven his before baker the kills shift night the",
    "the … baker … oven … it",
    "Nobody … the … of … so",
    "bread is stale and masters are bakers",
]


@pytest.mark.parametrize("typed", NOT_FOUND)
def test_what_does_not_stand_is_not_found(typed: str) -> None:
    assert verify(typed) == Finding(Verdict.NOT_FOUND)


def test_the_same_words_in_several_places_are_all_told_in_order() -> None:
    texts = ["They say so every day. They say so every night.", "Nobody else. They say so every day."]
    found = verify("They say so every", texts, Concordance(texts))
    assert [[(one.text, one.difference.start) for one in way] for way in found.ways] == [[(0, 0)], [(0, 23)], [(1, 13)]]


def test_of_several_omissions_that_may_be_meant_the_shortest_is() -> None:
    texts = ["The oven is cold. The oven is wide. The oven is old and nobody bakes in it."]
    found = verify("The oven … and nobody bakes in it", texts, Concordance(texts))
    assert [one.difference.start for one in found.ways[0]] == [36]


def test_stretches_are_verbatim_on_both_sides_and_leave_nothing_out() -> None:
    typed = (
        "> The masters, hold that [white] bread BAKED by day turns stale … so, and ledgers of nine bakeries show it!"
    )
    found = verify(typed)
    (standing,) = found.ways[0]
    stretches: tuple[Stretch, ...] = standing.difference.stretches
    assert "".join(one.typed for one in stretches) == typed.removeprefix("> ").removesuffix("!")
    assert "".join(one.stands for one in stretches) == TEXTS[0][standing.difference.start : standing.difference.end]


def test_an_empty_concordance_holds_nothing() -> None:
    assert verify("Nobody who kneads has ever said so", [], Concordance([])).verdict is Verdict.NOT_FOUND
