"""Pages as people write them: what a locator means, which of them share a page, and how far apart they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.citations.locators import Span, spans

# (volume, roman, first, last) for each page or range. The last page may leave out what it shares with the first.
SPANS: dict[str, tuple[str, list[tuple[int | None, bool, int, int]]]] = {
    "one page": ("150", [(None, False, 150, 150)]),
    "a last digit": ("150–1", [(None, False, 150, 151)]),
    "two last digits": ("359-60", [(None, False, 359, 360)]),
    "across a ten": ("99–101", [(None, False, 99, 101)]),
    "in full": ("150–151", [(None, False, 150, 151)]),
    "a hyphen": ("17-18", [(None, False, 17, 18)]),
    "a long dash with spaces": ("17 — 18", [(None, False, 17, 18)]),
    "front matter": ("xvi–xvii", [(None, True, 16, 17)]),
    "front matter with a hyphen": ("xvi-xvii", [(None, True, 16, 17)]),
    "capitals": ("XLVII", [(None, True, 47, 47)]),
    "four is one before five": ("xiv", [(None, True, 14, 14)]),
    "nine is one before ten": ("ix", [(None, True, 9, 9)]),
    "volume and page": ("42: 170", [(42, False, 170, 170)]),
    "volume and page, no space": ("42:170", [(42, False, 170, 170)]),
    "volume and pages": ("7: 396–7", [(7, False, 396, 397)]),
    "a volume by its name": ("volume 42, 170", [(42, False, 170, 170)]),
    "several": ("374, 359–60", [(None, False, 374, 374), (None, False, 359, 360)]),
    "front matter among pages": ("19, xvii", [(None, False, 19, 19), (None, True, 17, 17)]),
    "a label": ("pp. 96–7", [(None, False, 96, 97)]),
    "a range that runs backwards": ("170–0", [(None, False, 170, 170)]),
    "roman and arabic are no range": ("xii-6", [(None, True, 12, 12), (None, False, 6, 6)]),
    "a year is no page": ("1917", []),
    "letters of a word are no numeral": ("civil, mix", []),
    "nothing": ("", []),
    "no page": ("–, ;", []),
}


@pytest.mark.parametrize(("locator", "pages"), SPANS.values(), ids=SPANS.keys())
def test_a_locator_names_its_pages(locator: str, pages: list[tuple[int | None, bool, int, int]]) -> None:
    assert spans(locator) == [Span(*page) for page in pages]


# Two locators meet if they share a page. A page without a volume may be of any; front matter is numbered apart.
MEETINGS = {
    "the same": ("150", "150", True),
    "inside a range": ("150", "150–1", True),
    "the end of a range": ("151", "150–1", True),
    "after it": ("152", "150–1", False),
    "overlapping": ("150–3", "152–9", True),
    "roman and arabic": ("16", "xvi", False),
    "both roman": ("xvi", "xv–xvii", True),
    "of any volume": ("170", "42: 170", True),
    "of another volume": ("7: 170", "42: 170", False),
}


@pytest.mark.parametrize(("one", "other", "meet"), MEETINGS.values(), ids=MEETINGS.keys())
def test_pages_meet_where_they_share_one(one: str, other: str, meet: bool) -> None:  # noqa: FBT001
    (first,), (second,) = spans(one), spans(other)
    assert first.meets(second) is meet
    assert second.meets(first) is meet


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("150", "150–1", 0), ("150", "155", 5), ("155", "150–1", 4), ("1", "xvi", None), ("x", "xvi", 6)],
)
def test_pages_that_are_numbered_alike_lie_so_far_apart(one: str, other: str, apart: int | None) -> None:
    (first,), (second,) = spans(one), spans(other)
    assert first.distance(second) == apart
    assert second.distance(first) == apart


@settings(max_examples=300, deadline=None, database=None)
@given(text=st.one_of(st.text(), st.text(st.sampled_from("0123456789ivxlcXL–—-:, volume²٣Ⅻ"))))
def test_any_text_names_pages_that_run_forwards_or_none(text: str) -> None:
    for span in spans(text):
        assert span.first <= span.last
        assert span.meets(span)


@given(first=st.integers(1, 999), length=st.integers(0, 9), cut=st.integers(0, 2))
def test_a_range_means_the_same_however_its_last_page_is_shortened(first: int, length: int, cut: int) -> None:
    last = min(first + length, 999)
    a, b = str(first), str(last)
    shared = len(a) == len(b) and a[:cut] == b[:cut]
    shortened = b[cut:] if shared and len(b) > cut else b
    assert spans(f"{a}–{shortened}") == [Span(None, False, first, last)]
