"""Which place is meant in texts whose titles are alike, hold numbers, or are many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.edition import Contents, Section
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.spot import Spot, find_spot, shipped_first
from tests.cogs.hostile import texts
from tests.factories import make_pack_info


def contents(*titles: str, slug: str = "bread", title: str = "A Word on Bread") -> Contents:
    """A text of sections of ten paragraphs each."""
    sections = tuple(Section(name, number * 10, 10) for number, name in enumerate(titles))
    return Contents(make_pack_info(slug=slug, title=title), sections, 5)


BREAD = contents("Part 1", "Part 2", "Next Year", "The State and War", "War", "Warsaw", "Text")


def meant(query: str, *editions: Contents, stopped: int = 0) -> tuple[int, int] | None:
    spot = find_spot(query, editions or (BREAD,), {"bread": stopped})
    return (spot.first, spot.last) if spot else None


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("part 2", (10, 19)),  # a number may belong to a title
        ("part 2 3", (12, 12)),
        ("part", None),  # may be two sections
        ("part 3", None),
        ("next year", (20, 29)),
        ("next", (6, 6)),  # one further than where the reader stopped, not a title with that word
        ("back", (4, 4)),
        ("war", (40, 49)),  # the title that holds least beside
        ("war state", (30, 39)),
        ("the state", (30, 39)),
        ("wars", (40, 49)),  # an inflection goes before a beginning
        ("warsa", (50, 59)),
        ("txet", (60, 69)),
        ("war 10", (49, 49)),
        ("war 11", None),
        ("war note 3", (0, 69)),
        ("7", (6, 6)),
        ("bread", (0, 69)),
        ("bread war 2", (41, 41)),
        ("war peace", None),
    ],
)
def test_the_place_that_is_meant(query: str, where: tuple[int, int] | None) -> None:
    assert meant(query, stopped=5) == where


@pytest.mark.parametrize(("stopped", "number", "at"), [(0, 1, 0), (9, 10, 9), (10, 1, 10), (69, 10, 69), (999, 2, 61)])
def test_a_number_alone_is_a_paragraph_of_the_section_where_the_reader_stopped(
    stopped: int, number: int, at: int
) -> None:
    assert meant(str(number), stopped=stopped) == (at, at)


@pytest.mark.parametrize(("query", "stopped", "at"), [("back", 0, 0), ("next", 69, 69), ("next", 999, 69)])
def test_one_further_than_the_end_is_the_end(query: str, stopped: int, at: int) -> None:
    assert meant(query, stopped=stopped) == (at, at)


def test_a_place_that_nobody_named_is_told_apart() -> None:
    for query, named in (("", False), ("bread", False), ("war", True), ("3", True), ("next", True)):
        spot = find_spot(query, (BREAD,), {})
        assert spot is not None
        assert spot.named is named, query


def test_the_shipped_text_comes_first_and_the_others_as_they_were_loaded() -> None:
    others = [contents("War", slug=slug) for slug in ("z", "a", SHIPPED_SLUG, "b")]
    assert [one.pack.slug for one in shipped_first(others)] == [SHIPPED_SLUG, "z", "a", "b"]


def test_without_texts_there_is_no_place() -> None:
    assert find_spot("", (), {}) is None
    assert find_spot("war 2", (), {}) is None


@given(texts | st.text(), st.integers())
def test_whatever_is_typed_names_a_place_in_the_text_or_none(query: str, stopped: int) -> None:
    spot = find_spot(query, (BREAD,), {"bread": max(stopped, 0)})
    assert spot is None or (isinstance(spot, Spot) and 0 <= spot.first <= spot.last < BREAD.paragraphs)
