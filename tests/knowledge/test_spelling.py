"""Words the library does not know are taken for ones it does, or left alone."""

from __future__ import annotations

import random
import time
from collections.abc import Collection, Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.sounds import near_sounds, sound
from knowledge.search.spelling import Known, allowed_distance, may_be_misspelt, mend, nearly

HANGS = 20.0
"""Seconds after which something that takes well under one is taken to hang."""

KNOWN = {
    "kronstadt": 6,
    "makhno": 3,
    "makhnovists": 2,
    "cheka": 5,
    "trotsky": 12,
    "trotskyist": 4,
    "bolsheviks": 20,
    "zinoviev": 4,
    "weissman": 14,
    "bureaucracy": 3,
    "dictatorship": 9,
    "declassed": 1,
    "management": 2,
    "goldman": 3,
    "petrograd": 2,
    "tambov": 1,
    "soviet": 9,
    "lenin": 12,
    "party": 20,
    "1921": 3,
}


def mended(typed: str, known: Mapping[str, int] = KNOWN, names: Collection[str] = ()) -> str | None:
    """What the word is taken for in a library of these words."""
    if not may_be_misspelt(typed):
        return None
    return mend(typed, {word: Known(known[word], int(word in names)) for word in nearly(typed, known)})


# Misspellings as people type them: by ear, in haste, on a phone.
MENDED = [
    ("cronstadt", "kronstadt"),
    ("kronstat", "kronstadt"),
    ("kronstad", "kronstadt"),
    ("kronstadtt", "kronstadt"),
    ("krondstadt", "kronstadt"),
    ("kornstadt", "kronstadt"),
    ("machno", "makhno"),
    ("makno", "makhno"),
    ("checka", "cheka"),
    ("chekka", "cheka"),
    ("trotski", "trotsky"),  # codespell:ignore
    ("trotzky", "trotsky"),  # codespell:ignore
    ("trotskiist", "trotskyist"),
    ("bolshevics", "bolsheviks"),
    ("bolchevicks", "bolsheviks"),
    ("zinovev", "zinoviev"),
    ("sinoviev", "zinoviev"),
    ("weisman", "weissman"),
    ("wiessman", "weissman"),
    ("bureacracy", "bureaucracy"),
    ("dictatership", "dictatorship"),
    ("dicktatorship", "dictatorship"),
    ("declased", "declassed"),
    ("managment", "management"),  # codespell:ignore
    ("goldmann", "goldman"),
    ("lennin", "lenin"),
    ("sovjet", "soviet"),
    ("praty", "party"),
]


@pytest.mark.parametrize(("typed", "meant"), MENDED, ids=[typed for typed, _ in MENDED])
def test_a_common_misspelling_is_mended(typed: str, meant: str) -> None:
    assert mended(typed) == meant


# Words that are words, or nothing at all: taking them for others would answer what nobody asked.
LEFT = [
    ("hugo", "another name"),
    ("berlin", "another city"),
    ("lennon", "another man"),
    ("goldfish", "begins like one"),
    ("asdfgh", "keys"),
    ("che", "three letters are too few"),
    ("xxx", "three letters are too few"),
    ("the", "a stop word"),
    ("cheka", "known already"),
    ("1922", "numbers are never mended"),
    ("192l", "not a word"),
    ("", "nothing"),
    ("🏴", "nothing"),
]


@pytest.mark.parametrize("typed", [typed for typed, _ in LEFT], ids=[f"{typed} ({why})" for typed, why in LEFT])
def test_a_word_that_may_be_another_is_left_alone(typed: str) -> None:
    assert mended(typed) is None


@pytest.mark.parametrize(
    ("letters", "edits"), [(0, 0), (3, 0), (4, 1), (7, 1), (8, 2), (10, 2), (11, 3), (15, 3), (4000, 3)]
)
def test_the_longer_the_word_the_more_may_be_wrong(letters: int, edits: int) -> None:
    assert allowed_distance("x" * letters) == edits


# Between two known words: (known words and how many entries hold them, typed, taken).
CHOICES = {
    "two as near are left alone": ({"barter": 2, "barber": 2}, "barner", None),
    "unless one is three times as common": ({"barter": 6, "barber": 2}, "barner", "barter"),
    "the nearer is taken however rare": ({"makhnovist": 1, "makhnovism": 50}, "makhnovst", "makhnovist"),
    "the first letter is rarely wrong": ({"barter": 1, "carver": 1}, "barver", "barter"),
    "but it can be": ({"makhno": 1}, "nakhno", "makhno"),
    "what sounds alike is nearer": ({"colin": 1, "molin": 1}, "kolin", "colin"),
    "a swap counts once": ({"party": 1}, "patry", "party"),
    "two edits are too many for a short word": ({"party": 1}, "pataey", None),
    "inflections of one word do not compete": ({"striker": 2, "strikers": 2}, "strikerd", "striker"),
    "numbers are never taken": ({"1921": 5, "abcd": 1}, "l921", None),
    "nothing is known": ({}, "kronstadt", None),
}


@pytest.mark.parametrize(("known", "typed", "taken"), CHOICES.values(), ids=CHOICES.keys())
def test_between_two_words_the_likelier_is_taken_or_none(known: dict[str, int], typed: str, taken: str | None) -> None:
    assert mended(typed, known) == taken


@given(st.text(max_size=30) | st.sampled_from(sorted(KNOWN)).map(lambda word: word[1:] + word[:1]))
def test_whatever_is_typed_only_a_known_word_is_taken(typed: str) -> None:
    taken = mended(typed)
    assert taken is None or (taken in KNOWN and not taken.isdigit())


def test_of_two_words_as_near_one_of_a_name_is_taken() -> None:
    assert mended("barner", {"barter": 2, "barber": 2}, names=["barber"]) == "barber"


def test_a_long_word_in_two_spellings_does_not_compete_with_itself() -> None:
    assert mended("dzerzinsky", {"dzerzhinsky": 1, "dzerhinsky": 1}) is not None


# (a word, another that is heard alike)
HEARD = [
    ("kronstadt", "cronstat"),
    ("phalanx", "falanks"),
    ("zinoviev", "sinowiew"),
    ("bureaucracy", "byurokrasi"),
    ("committee", "comitee"),
    ("makhno", "machno"),
]


@pytest.mark.parametrize(("word", "other"), HEARD, ids=[word for word, _ in HEARD])
def test_words_that_are_heard_alike_have_one_sound(word: str, other: str) -> None:
    assert sound(word) == sound(other)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12), st.data())
def test_a_word_with_one_letter_left_out_sounds_nearly_the_same(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(word) - 1))
    shorter = word[:place] + word[place + 1 :]
    heard_apart = not set("chpqux") & set(word) and all(sound(one) != sound(two) for one, two in pairwise(shorter))
    if heard_apart:
        assert sound(shorter) in near_sounds(word)


def test_long_words_and_many_words_are_mended_in_bounded_time() -> None:
    letters = random.Random(1921)  # noqa: S311  # only to make words
    made = {"".join(letters.choices("abcdefghiklmnoprstu", k=letters.randint(4, 14))): 1 for _ in range(20_000)}
    began = time.perf_counter()
    for typed in ["a" * 4000, "ab" * 2000, *(word[::-1] for word in list(made)[:20])]:
        mended(typed, made)
    assert time.perf_counter() - began < HANGS
