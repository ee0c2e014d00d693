"""The two marks of an edition's text, taken apart for those who show it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.markup import Run, plain, runs, superscript, words_only
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
