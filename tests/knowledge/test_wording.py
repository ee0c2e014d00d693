"""The words of a text as they are compared, and what stands between and around them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.overlooked import overlooked_after, overlooked_between, overlooked_within
from knowledge.search.wording import words_of
from knowledge.verdict import Overlooked as O  # noqa: N817  # named in every other line below

# (text, the keys of its words)
KEYS = {
    "case": ("The PARTY", "the party"),
    "accents of Latin and Greek letters": ("Guérin Θεός", "guerin θεοσ"),
    "letters that only look like accents": ("мой", "мои\u0306"),
    "ligatures": ("oﬃcial ﬁne Œuvre", "official fine oeuvre"),
    "soft hyphens and signs that take no room": ("Kron\u00adstadt so\u200bviets", "kronstadt soviets"),
    "an accent that is a sign of its own": ("Gue\u0301rin", "guerin"),
    "an apostrophe of any shape in a word": ("Party’s Party's don‘t", "party's party's don't"),
    "quotation marks around words": ("‘workers’ 'councils' “power”", "workers councils power"),
    "a dash inside a word parts it": ("one-man counter–revolution", "one man counter revolution"),
    "the marks of notes, as stored, shown and on the web": (
        "power.[^12] Memoirs²⁸ party[3] so",
        "power memoirs party so",
    ),
    "numbers in brackets after a space are words": ("in [1921] he", "in 1921 he"),
    "brackets in and around a word": ("[T]he duty [was] work[ed]", "the duty was worked"),
    "italics, low lines and asterisks": ("*Memoirs* _Year One_ **so**", "memoirs year one so"),
    "pages": ("150–1, 7: 396", "150 1 7 396"),
    "no word at all": ("… [...] – “”", ""),
}


@pytest.mark.parametrize(("text", "keys"), KEYS.values(), ids=KEYS)
def test_words_are_compared_by_their_letters(text: str, keys: str) -> None:
    assert [word.key for word in words_of(text)] == keys.split()


# A change of a word is never overlooked, however small.
DIFFERENT = [
    ("its", "it’s"), ("shell", "she’ll"), ("labour", "labor"), ("anarchist", "anarchists"), ("не", "нё"),
    ("counter-revolution", "counterrevolution"), ("1921", "1912"), ("мой", "мои"), ("now here", "nowhere"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert [word.key for word in words_of(one)] != [word.key for word in words_of(other)]


def test_a_word_broken_at_the_end_of_a_line_is_one_if_there_is_such_a_word() -> None:
    text = "read-\ning class-\nstruggle"
    assert [word.key for word in words_of(text, {"reading"})] == ["reading", "class", "struggle"]


def test_a_word_knows_its_brackets_its_ellipsis_and_its_note() -> None:
    text = "The [of party members] duty … work[ed] [T]he, power.[^12] So"
    words = {text[word.start : word.end]: word for word in words_of(text)}
    assert [shown for shown, word in words.items() if word.bracketed] == ["[of", "party", "members]"]
    assert [shown for shown, word in words.items() if word.after_gap] == ["work[ed]"]
    assert {shown: word.outside for shown, word in words.items() if word.outside} == {
        "work[ed]": ("work", ""),
        "[T]he": ("", "he"),
    }
    assert [(shown, word.note) for shown, word in words.items() if word.note] == [("power", "12")]


@pytest.mark.parametrize("ellipsis", ["…", "...", ". . .", "....", "[…]", "[...]", "[ . . . ]", "(...)", "."])
def test_an_ellipsis_has_any_shape_but_a_full_stop(ellipsis: str) -> None:
    assert words_of(f"so {ellipsis} they")[1].after_gap == (ellipsis != ".")


def test_brackets_that_never_close_bracket_nothing() -> None:
    assert not any(word.bracketed for word in words_of("the [ party must never rule"))


@given(st.text(st.sampled_from("aé’'[]^12*_-–…. \n\u00ad\u0301²ﬁ“”("), max_size=40))
def test_every_word_has_a_place_of_its_own_in_the_text(text: str) -> None:
    words = words_of(text, {"aa", "1a"})
    assert all(word.key and text[word.start : word.end].strip() for word in words)
    assert all(one.end <= other.start for one, other in pairwise(words))
    letters = "".join(sign for sign in text if sign in "aéﬁ")
    assert "".join(sign for word in words for sign in text[word.start : word.end] if sign in "aéﬁ") == letters


# (what stands between two words as typed, as it stands, what is overlooked)
BETWEEN: dict[str, tuple[str, str, set[O]]] = {
    "nothing": (", ", ", ", set()),
    "quotation marks of another shape": ('," ', ",” ", {O.QUOTATION_MARKS}),
    "quotation marks left out": (" ", "” ", {O.QUOTATION_MARKS}),
    "a comma outside the quotation mark": ("”, ", ",” ", {O.QUOTATION_MARKS}),
    "another dash": ("—", " – ", {O.DASHES}),
    "no hyphen": (" ", "-", {O.DASHES}),
    "an ellipsis of another shape": (" [...] ", "... ", {O.ELLIPSES}),
    "an ellipsis left out": (" ", "... ", {O.ELLIPSES}),
    "italics": (" ", " *", {O.ITALICS}),
    "a note": (". ", ".[^28] ", {O.NOTE_MARKS}),
    "a note as a card shows it": (".²⁸ ", ".[^28] ", {O.NOTE_MARKS}),
    "a line break": ("\n", " ", {O.SPACES}),
    "a line break at a dash": (" –\n", " – ", {O.SPACES}),
    "two spaces": ("  ", " ", {O.SPACES}),
    "a comma": (" ", ", ", {O.PUNCTUATION}),
    "brackets": (" ", "] ", {O.BRACKETS}),
    "several": ("' – ", ",” *", {O.QUOTATION_MARKS, O.PUNCTUATION, O.ITALICS, O.DASHES}),
    "a sign that takes no room": (" \u200b", " ", {O.INVISIBLE}),
}


@pytest.mark.parametrize(("typed", "stands", "overlooked"), BETWEEN.values(), ids=BETWEEN)
def test_every_kind_of_sign_that_differs_is_told(typed: str, stands: str, overlooked: set[O]) -> None:
    assert overlooked_between(typed, stands) == overlooked


WITHIN: list[tuple[str, str, set[O]]] = [
    ("the", "the", set()),
    ("the", "The", {O.CASE}),
    ("GUERIN", "Guérin", {O.CASE, O.ACCENTS}),
    ("ﬁne", "fine", {O.LIGATURES}),
    ("oeuvre", "œuvre", {O.LIGATURES}),
    ("Party's", "Party’s", {O.APOSTROPHES}),
    ("Kron\u00adstadt", "Kronstadt", {O.INVISIBLE}),
    ("[T]he", "the", {O.BRACKETS, O.CASE}),
    ("read-\ning", "reading", {O.SPACES}),
    ("Lodz", "Łódź", {O.ACCENTS}),
]


@pytest.mark.parametrize(("typed", "stands", "overlooked"), WITHIN)
def test_every_way_in_which_a_word_is_written_otherwise_is_told(typed: str, stands: str, overlooked: set[O]) -> None:
    assert overlooked_within(typed, stands) == overlooked


# (what follows the last word typed, what follows it where it stands)
AFTER: list[tuple[str, str, set[O]]] = [
    ("", ".” (", set()),
    ("”", "” he", set()),
    (".”", ".” (", set()),
    (".", "” he", {O.END}),
    (",", " he", {O.END}),
    ("!", ". ", {O.PUNCTUATION}),
    ("?", "? ", set()),
    ("…", " he", set()),
    ("²⁸", ".[^28]", {O.NOTE_MARKS}),
]


@pytest.mark.parametrize(("typed", "stands", "overlooked"), AFTER)
def test_how_a_quotation_ends_is_compared_with_how_the_words_go_on(typed: str, stands: str, overlooked: set[O]) -> None:
    assert overlooked_after(typed, stands) == overlooked
