"""The marks by which a text quotes and cites, as the coverage of a pack looks for them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.packs.marks import citing, parentheses, quotation_marks
from knowledge.packs.shipped import SHIPPED

ESSAY = (SHIPPED / "essay.md").read_text(encoding="utf-8")

# The inner parenthesis comes before the outer; what is never closed is none.
PARENTHESES = {
    "none": ("bread", []),
    "one": ("bread (*Ovens* 12) and", ["(*Ovens* 12)"]),
    "two": ("(a) and (b)", ["(a)", "(b)"]),
    "one in another": ("(a (b) c)", ["(b)", "(a (b) c)"]),
    "two in another": ("(a (b) (c))", ["(b)", "(c)", "(a (b) (c))"]),
    "never closed": ("(a (b) c", ["(b)"]),
    "never opened": ("a) b (c)", ["(c)"]),
    "nothing inside": ("()", ["()"]),
}


@pytest.mark.parametrize(("text", "found"), PARENTHESES.values(), ids=PARENTHESES.keys())
def test_a_parenthesis_ends_where_its_own_bracket_closes(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in parentheses(text)] == found


# What a parenthesis looks like that must be listed as a citation, and what looks like one and is none.
CITES = {
    "a title and a page": ("(*Memoirs* 150)", True),
    "a range": ("(*Memoirs* 150–1)", True),
    "a hyphen for the dash": ("(*Serge* xi, xvi-xvii)", True),
    "a comma after the title": ("(*Danger*, 96)", True),
    "several pages": ("(*Danger* 102, 120, 106, 92)", True),
    "no space between pages": ("(*Serge* 4,13)", True),
    "quoted": ("(quoted, *Serge* 45)", True),
    "no italics": ("(Serge 38)", True),
    "no italics, two words": ("(Year One 38)", True),
    "front matter": ("(*Serge* xiii)", True),
    "volume and page": ("(*Collected Works* 7: 396–7)", True),
    "a bare page": ("(247)", True),
    "a bare page of the front matter": ("(xlvii)", True),
    "bare pages": ("(10–13)", True),
    "a work and its note": ("(*Memoirs*[^1])", True),
    "a work and its imprint": ("(*Proceedings* [New York: Pathfinder, 1991] volume 1, 152)", True),
    "a year": ("(1917)", False),
    "years": ("(1890–1947)", False),
    "a work's year": ("(*Ovens* 1919)", False),
    "a word in italics": ("(*not* bread)", False),
    "words": ("(libertarian)", False),
    "words and a number": ("(in 1917 Lenin had said so)", False),
    "an unknown title without italics": ("(Ovens 12)", False),
    "nothing": ("()", False),
}


@pytest.mark.parametrize(("parenthesis", "cites"), CITES.values(), ids=CITES.keys())
def test_a_parenthesis_cites_if_it_gives_pages(parenthesis: str, cites: bool) -> None:  # noqa: FBT001
    assert bool(citing(["Serge", "Year One"]).fullmatch(parenthesis)) is cites


def test_without_short_titles_only_italics_and_bare_pages_cite() -> None:
    found = citing([])
    assert found.fullmatch("(*Serge* 38)")
    assert found.fullmatch("(38)")
    assert not found.fullmatch("(Serge 38)")
    assert not found.fullmatch("( 38)")


# Counted in the essay by another rule: one of the five short titles, then a page within the parenthesis.
def test_each_of_the_essays_87_citations_by_short_title_is_seen() -> None:
    titles = r"(?:Memoirs|Danger|Papers|Year One|Serge)"
    by_hand = re.findall(rf"\((?:quoted, )?\*?{titles}\*?,? [\dxvi][^()]*\)", ESSAY)
    assert len(by_hand) == 87
    pattern = citing(["Memoirs", "Danger", "Papers", "Year One", "Serge"])
    assert [words for words in by_hand if not pattern.fullmatch(words)] == []


# What stands between each pair of marks; None: the mark is never closed, and the words are those after it.
QUOTED = {
    "none": ("bread", []),
    "curly": ("say “bread” now", ["bread"]),
    "straight": ('say "bread" and "butter"', ["bread", "butter"]),
    "one in another": ("“a “b” c”", ["b", "a “b” c"]),
    "straight inside curly": ('“a "b" c”', ["b", 'a "b" c']),
    "single marks": ("a ‘b’ c's 'd'", []),
    "nothing between": ("“”", [""]),
    "never closed": ("say “bread", [None]),
    "straight, never closed": ('"a" "b', ["a", None]),
    "never opened": ("bread” is “good”", ["good"]),
}


@pytest.mark.parametrize(("text", "found"), QUOTED.values(), ids=QUOTED.keys())
def test_what_stands_between_two_marks_is_quoted(text: str, found: list[str | None]) -> None:
    assert [None if end is None else text[start:end] for start, end in quotation_marks(text)] == found


@settings(max_examples=200, deadline=None, database=None)
@given(text=st.text(st.sampled_from('ab“”"()*1–, ‘’\n')))
def test_marks_are_found_in_any_text(text: str) -> None:
    assert all(text[start] == "(" and text[end - 1] == ")" for start, end in parentheses(text))
    for start, end in quotation_marks(text):
        assert text[start - 1] in '“"'
        assert end is None or (start <= end and text[end] in '”"')
    assert len(list(quotation_marks(text))) >= text.count("“")
    assert len(parentheses(text)) <= text.count("(")
