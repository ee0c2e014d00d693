"""The two marks of an edition's text, taken apart for those who show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.markup import Run, marked_runs, note_numbers, plain, runs, superscript, words_only
from knowledge.packs.shipped import SHIPPED

# (text, its runs): italics are a pair of asterisks on one line, a note's mark is its number raised.
CASES = {
    "ordinary words": ("Words.", [Run("Words.")]),
    "nothing": ("", []),
    "italics": ("in *Memoirs* he", [Run("in "), Run("Memoirs", italic=True), Run(" he")]),
    "italics at both ends": ("*a* b *c*", [Run("a", italic=True), Run(" b "), Run("c", italic=True)]),
    "a note": ("start.[^41] Then", [Run("start."), Run("⁴¹"), Run(" Then")]),
    "a note in italics": ("*Memoirs[^1]*", [Run("Memoirs¹", italic=True)]),
    "a note beside italics": ("(*Memoirs*[^1])", [Run("("), Run("Memoirs", italic=True), Run("¹"), Run(")")]),
    "an asterisk alone": ("5 * 3", [Run("5 * 3")]),
    "two asterisks together": ("a ** b", [Run("a ** b")]),
    "italics never cross a line": ("*one\ntwo*", [Run("*one\ntwo*")]),
    "what only looks like a note": ("[^x] [12] ^1", [Run("[^x] [12] ^1")]),
    "other Markdown is text": ("__a__ `b` [c](d) # e", [Run("__a__ `b` [c](d) # e")]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_text_is_taken_apart_into_runs(text: str, expected: list[Run]) -> None:
    assert list(runs(text)) == expected


STORED = st.lists(st.sampled_from(["a", "b", " ", "*", "[^1]", "[^2]", "[", "]", "\n"]), max_size=30).map("".join)


@given(STORED, st.integers(-3, 40), st.integers(-3, 40))
def test_marking_words_changes_nothing_but_that_they_are_strong(text: str, start: int, end: int) -> None:
    marked = list(marked_runs(text, start, end))
    assert joined(replace(run, strong=False) for run in marked) == joined(runs(text))
    assert all(run.text for run in marked)


UNMARKED = st.text(st.sampled_from("ab é[]^\n"), max_size=20)


@given(UNMARKED, UNMARKED, UNMARKED)
def test_just_the_words_between_the_places_are_strong(before: str, words: str, after: str) -> None:
    marked = list(marked_runs(before + words + after, len(before), len(before + words)))
    assert "".join(run.text for run in marked if run.strong) == words


def test_words_inside_italics_and_notes_are_strong_by_themselves() -> None:
    assert list(marked_runs("in *his Memoirs*[^12] so", 8, 21)) == [
        Run("in "),
        Run("his ", italic=True),
        Run("Memoirs", italic=True, strong=True),
        Run("¹²", strong=True),
        Run(" so"),
    ]


def test_the_numbers_of_notes_are_read_from_their_marks() -> None:
    assert note_numbers("so.[^12] And *so[^3]*, [^x] [4] [^12]") == [12, 3, 12]


def joined(stretches: Iterable[Run]) -> list[Run]:
    """The runs with those of one look that follow one another as one."""
    return [
        Run("".join(run.text for run in alike), italic) for italic, alike in groupby(stretches, lambda run: run.italic)
    ]


def test_plain_text_has_no_marks_left() -> None:
    assert plain("His *Memoirs*[^1] and *Year One*[^4].") == "His Memoirs¹ and Year One⁴."


def test_words_for_searching_have_neither_italics_nor_notes() -> None:
    assert words_only("*Memoirs*[^1]were").split() == ["Memoirs", "were"]


@pytest.mark.parametrize(("number", "raised"), [(1, "¹"), ("46", "⁴⁶"), (1234567890, "¹²³⁴⁵⁶⁷⁸⁹⁰")])
def test_numbers_are_raised(number: int | str, raised: str) -> None:
    assert superscript(number) == raised


@given(st.lists(st.sampled_from(["a", "b", " ", "*", "[^1]", "[^2]", "[", "]", "\n"]), max_size=30).map("".join))
def test_nothing_of_the_text_is_lost_in_the_runs(text: str) -> None:
    shown = "".join(f"*{run.text}*" if run.italic else run.text for run in runs(text))
    assert shown.replace("¹", "[^1]").replace("²", "[^2]") == text


def test_every_asterisk_of_the_shipped_essay_has_its_partner() -> None:
    for line in (SHIPPED / "essay.md").read_text(encoding="utf-8").splitlines():
        assert "*" not in plain(line)
