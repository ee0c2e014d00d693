"""Selectors: words of the edition find the one place where they stand, or say why they do not."""

from __future__ import annotations

import time

import pytest

from knowledge.model import Place
from knowledge.packs.edition import Edition, parse_edition
from knowledge.packs.selector import Unresolved, resolve
from knowledge.packs.shipped import SHIPPED

HANGS = 30.0
"""Seconds after which something that takes well under one is taken to hang."""

ESSAY = """\
# Bread

## Day

The oven is cold. The oven is “warm”.[^1] aaaa

A line of *ovens* and a line of ovens.

## Night

The oven is cold.

[^1]: The oven is cold, or so they say.
"""


@pytest.fixture
def edition() -> Edition:
    edition, faults = parse_edition(ESSAY)
    assert not faults
    return edition


# (exact, prefix, suffix, at, place): the place's characters are counted in the block's own text.
PLACES = {
    "words that stand once": ("“warm”", "", "", None, Place("Day", 1, None, 30, 36)),
    "a whole paragraph": (
        "A line of *ovens* and a line of ovens.",
        "",
        "",
        None,
        Place("Day", 2, None, 0, 38),
    ),
    "told apart by what comes before": ("ovens", "of ", "", None, Place("Day", 2, None, 32, 37)),
    "told apart by what comes after": ("The oven is cold", "", ",", None, Place("Day", None, 1, 0, 16)),
    "told apart by both": ("oven is", "The ", " “warm", None, Place("Day", 1, None, 22, 29)),
    "told apart by its block": ("The oven is cold.", "", "", "Night 1", Place("Night", 1, None, 0, 17)),
    "in a note": ("The oven is cold", "", "", "note 1", Place("Day", None, 1, 0, 16)),
    "beside a note's mark": ("“warm”.[^1]", "", "", None, Place("Day", 1, None, 30, 41)),
}


@pytest.mark.parametrize(("exact", "prefix", "suffix", "at", "place"), PLACES.values(), ids=PLACES.keys())
def test_words_find_their_one_place(
    edition: Edition, exact: str, prefix: str, suffix: str, at: str | None, place: Place
) -> None:
    assert resolve(edition, exact, prefix=prefix, suffix=suffix, at=at) == place
    name = f"note {place.note}" if place.note else f"{place.section} {place.paragraph}"
    block = edition.find(name)
    assert block is not None
    assert block.text[place.start : place.end] == exact


# What is not in the edition letter for letter is refused, and the nearest text shown:
# (exact, prefix, suffix, at, what the message says).
REFUSED = {
    "a word too few": ("The is cold.", "", "", None, "does not hold “The is cold.”; nearest: “"),
    "another letter": ("A line of *ovans*", "", "", None, "nearest: “A line of *ovens*” in Day 2"),
    "another quote mark": ('The oven is "warm"', "", "", None, "nearest: “The oven is “warm”.[^1]” in Day 1"),
    "italics left out": ("A line of ovens and", "", "", None, "in Day 2"),
    "another prefix": ("“warm”", "was ", "", None, "““warm”” stands in Day 1, but not with this “prefix”"),
    "another suffix": ("“warm”", "", "!", None, "““warm”” stands in Day 1, but not with this “prefix”"),
    "another block": ("“warm”", "", "", "Night 1", "““warm”” stands in Day 1, but not with this “prefix”"),
    "across two paragraphs": ("aaaa A line", "", "", None, "does not hold"),
    "nothing like it": ("日本語", "", "", None, "does not hold “日本語”; nothing there is like it"),
    "twice": ("The oven is", "", " cold.", None, "stands 2 times (Day 1, Night 1); name the place with “at”"),
    "twice in one block": ("oven is", "", "", "Day 1", "stands 2 times (Day 1); name"),
    "twice in two blocks, once in two": ("ov", "", "", None, "stands 6 times (Day 1, Day 2, Night 1, note 1); name"),
    "twice in one block, with another suffix": ("oven ", "", "!", None, "stands in Day 1, Night 1, note 1, but not"),
    "overlapping itself": ("aa", "", "", None, "stands 3 times"),
    "no such block": ("“warm”", "", "", "Day 9", "there is no “Day 9” in the edition; write “Day 1” or “note 1”"),
}


@pytest.mark.parametrize(("exact", "prefix", "suffix", "at", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_words_without_one_place_are_refused_and_told_why(
    edition: Edition, exact: str, prefix: str, suffix: str, at: str | None, message: str
) -> None:
    with pytest.raises(Unresolved) as refused:
        resolve(edition, exact, prefix=prefix, suffix=suffix, at=at)
    assert message in str(refused.value)


def test_a_long_text_is_named_by_its_beginning_and_end(edition: Edition) -> None:
    with pytest.raises(Unresolved) as refused:
        resolve(edition, "The first words " + "and on " * 50 + "the very end.")
    assert "“The first words and" in str(refused.value)
    assert "the very end.”; nearest" in str(refused.value)
    assert len(str(refused.value)) < 400


def test_the_nearest_of_a_long_text_is_found_at_once() -> None:
    shipped, _ = parse_edition((SHIPPED / "essay.md").read_text(encoding="utf-8"))
    longest = sorted(shipped.blocks, key=lambda block: len(block.text))[-10:]
    began = time.perf_counter()
    for block in longest:
        with pytest.raises(Unresolved) as refused:
            resolve(shipped, block.text.replace("the ", "teh ", 1))
        assert str(refused.value).endswith(f"in {block.name}")
    assert time.perf_counter() - began < HANGS


def test_the_edition_is_never_cleaned_to_fit(edition: Edition) -> None:
    with pytest.raises(Unresolved):
        resolve(edition, " “warm” ")
