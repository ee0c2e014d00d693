"""What is overlooked when texts are compared, and what never is."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.normal import MAX_QUERY, STOP_WORDS, normalise, stem, terms, words

HANGS = 30.0
"""Seconds after which something that takes well under one is taken to hang."""

# Overlooked: case, accents, the shape of quote marks and dashes, punctuation, possessives, italics, notes, links.
ALIKE = {
    "case": ("KRONSTADT", "kronstadt"),
    "accents": ("Kronštadt Pestaña Guérin", "kronstadt pestana guerin"),
    "accents typed in two": ("Guérin", "guerin"),
    "German sharp s": ("Straße", "strasse"),
    "ligatures and full width": ("ﬁrst Ｃｈｅｋａ", "first cheka"),
    "curly quotes": ("“best of the anarchists”", '"best of the anarchists"'),
    "one-sided quotes": ("`Cheka´ «Cheka»", "cheka cheka"),
    "dashes": ("one-man — one–man - one‑man", "one man one man one man"),
    "punctuation": ("Kronstadt?!... (1921)", "kronstadt 1921"),
    "possessives": ("Serge's Lenin’s workers'", "serge lenin workers"),
    "apostrophes": ("don't don’t dont", "dont dont dont"),
    "italics and notes": ("*Year One*[^4] was", "year one was"),
    "spaces": ("  year \t\n one ", "year one"),
    "underscores": ("left_opposition", "left opposition"),
    "a link": ("https://example.org/a?b=c#kronstadt cheka", "cheka"),
    "Discord's mentions and emoji": ("<@123> <@!123> <#456> <:fist:789> <a:fist:789> </serge:12> cheka", "cheka"),
    "emoji": ("🏴 cheka ☭", "cheka"),
}


@pytest.mark.parametrize(("one", "other"), ALIKE.values(), ids=ALIKE.keys())
def test_these_are_compared_as_alike(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)
    assert normalise(other) == other.strip('"').replace('"', "")


@pytest.mark.parametrize(
    ("one", "other"),
    [("1921", "1920"), ("Makhno", "Machno"), ("soviet", "soviets"), ("Москва", "Moskva"), ("150–1", "1501")],
)
def test_letters_and_digits_are_never_overlooked(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize("text", ["", " ", "?!", "“”", "🏴", "<@123>", "https://example.org", "*[^1]*", "\0", "'"])
def test_what_holds_no_word_is_nothing(text: str) -> None:
    assert normalise(text) == ""
    assert words(text) == []


@given(st.text(max_size=60))
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(max_size=60))
def test_what_is_left_is_words_and_single_spaces(text: str) -> None:
    assert all(word.isalnum() for word in normalise(text).split(" ") if word)
    assert "  " not in normalise(text)


def test_stop_words_say_nothing_and_words_keep_order_and_repeats() -> None:
    assert words("What did the Cheka do to the other Cheka?") == ["cheka", "cheka"]
    assert words(" ".join(STOP_WORDS)) == []


@pytest.mark.parametrize(
    "text", ["don't", "won’t", "isn't", "what's", "couldn't", "I'm", "they're", "can’t", "there's"]
)
def test_short_forms_of_stop_words_say_nothing_either(text: str) -> None:
    assert words(text) == []


# Inflections share a stem; different words do not.
@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("soviet", "soviets", True),
        ("strike", "striking", True),
        ("repression", "repressed", True),
        ("anarchist", "anarchists", True),
        ("party", "parties", True),
        ("part", "party", False),
        ("union", "unite", False),
        ("trotsky", "trotskyist", False),
    ],
)
def test_inflections_share_a_stem(one: str, other: str, *, shared: bool) -> None:
    assert (stem(one) == stem(other)) is shared


def test_terms_are_the_stems_of_the_words() -> None:
    assert terms("The strikes, and the striking strikers!") == [stem("strikes"), stem("striking"), stem("strikers")]


# What a member can paste is bounded; however odd it is, it is taken apart at once.
LONG = {
    "one word": "a" * 1_000_000,
    "combining marks": "a" + "\u0301" * 1_000_000,
    "asterisks": "*a" * 500_000,
    "brackets": "[^" * 500_000,
    "half a mention": "<@" * 500_000,
    "quotes": "'s" * 500_000,
    "wide characters": "\ufdfa" * 1_000_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_any_length_is_normalised_in_bounded_time(text: str) -> None:
    began = time.perf_counter()
    normal = normalise(text)
    assert time.perf_counter() - began < HANGS
    assert len(normal) <= MAX_QUERY * 18


# The stemmer keeps its place in a word; look-ups and imports stem in several threads at once.
def test_words_are_stemmed_rightly_in_many_threads_at_once() -> None:
    middles, endings = ("authori", "relat", "conflat", "hop"), ("zing", "ational", "ed", "fulness", "ities", "ingly")
    made = ["".join(parts) for parts in product("bdfgklmnprst", middles, endings)]
    right = {word: stem(word) for word in made}
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(5):
            stem.cache_clear()
            with ThreadPoolExecutor(4) as threads:
                found = list(threads.map(lambda word: (word, stem(word)), made * 8))
            assert dict(found) == right
            assert all(right[word] == stemmed for word, stemmed in found)
    finally:
        sys.setswitchinterval(before)
