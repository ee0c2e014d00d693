"""The essay itself as a source, and the dates that it and others are given by."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citations.chicago import bibliography, note
from knowledge.citations.dates import chicago_date, find_date, iso_date, mla_date, read_date, year
from knowledge.citations.essay import essay_source
from knowledge.citations.mla import works_cited
from knowledge.model import Citation
from knowledge.packs.pack import Pack
from tests.factories import make_pack_info


def test_the_shipped_essay_is_cited_with_all_that_its_pack_tells(shipped: Pack) -> None:
    source = essay_source(shipped.info)
    assert source.key == shipped.info.slug
    assert source.csl == {
        "id": "worst-of-the-anarchists",
        "type": "webpage",
        "title": "Victor Serge: The Worst of the Anarchists",
        "author": [{"literal": "Anarcho"}],
        "issued": {"date-parts": [[2013, 11, 25]]},
        "accessed": {"date-parts": [[2021, 4, 24]]},
        "URL": "anarchism.pageabode.com",
        "note": "Retrieved on 24th April 2021 from anarchism.pageabode.com (The Anarchist Library). Anti-Copyright.",
    }


def test_the_shipped_essay_is_written_out_as_the_manuals_have_it(shipped: Pack) -> None:
    source = essay_source(shipped.info)
    title = "“Victor Serge: The Worst of the Anarchists"
    assert note(Citation(source, "section", "The Bolsheviks, par. 17")) == (
        f"Anarcho, {title},” November 25, 2013, sec. The Bolsheviks, par. 17, anarchism.pageabode.com"
    )
    assert bibliography(source) == f"Anarcho. {title}.” November 25, 2013. anarchism.pageabode.com."
    assert works_cited(source) == (f"Anarcho. {title}.” 25 Nov. 2013, anarchism.pageabode.com. Accessed 24 Apr. 2021.")


@pytest.mark.parametrize(
    ("retrieved", "address"),
    [
        ("Retrieved from https://example.org/a?b=1 (read there).", "https://example.org/a?b=1"),
        ("See <https://example.org/a>.", "https://example.org/a"),
        ("From https://example.org/a, on a Monday", "https://example.org/a"),
        ("From theanarchistlibrary.org/library/a-word, copied", "theanarchistlibrary.org/library/a-word"),
        ("Written for these tests", None),
        ("Vol. 2, p.m. of the day, ada@example.org", None),
    ],
)
def test_an_address_is_taken_as_it_stands(retrieved: str, address: str | None) -> None:
    assert essay_source(make_pack_info(retrieved=retrieved)).csl.get("URL") == address


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("November 25, 2013", {"date-parts": [[2013, 11, 25]]}),
        ("november 25 2013", {"date-parts": [[2013, 11, 25]]}),
        ("25 November 2013", {"date-parts": [[2013, 11, 25]]}),
        ("24th of April, 2021", {"date-parts": [[2021, 4, 24]]}),
        ("May 1921", {"date-parts": [[1921, 5]]}),
        ("2013-11-25", {"date-parts": [[2013, 11, 25]]}),
        (" 1921 ", {"date-parts": [[1921]]}),
        ("1919–21", {"literal": "1919–21"}),
        ("Spring 1984", {"literal": "Spring 1984"}),
        ("February 30, 2013", {"literal": "February 30, 2013"}),
        ("2013-13-25", {"literal": "2013-13-25"}),
        ("circa November 25, 2013", {"literal": "circa November 25, 2013"}),
    ],
)
def test_a_date_is_read_where_it_is_certain_and_kept_as_it_stands_elsewhere(text: str, date: dict[str, Any]) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Retrieved on 24th April 2021 from there", {"date-parts": [[2021, 4, 24]]}),
        ("Read May 2, 1921 and 2021-04-24", {"date-parts": [[1921, 5, 2]]}),
        ("Read 2021-02-31, again in May 2021", {"date-parts": [[2021, 5]]}),
        ("Written in 1921", None),
        ("125 April 20211", None),
    ],
)
def test_the_first_date_in_a_text_is_found(text: str, date: dict[str, Any] | None) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("parts", "chicago", "mla", "iso"),
    [
        ([2013, 11, 25], "November 25, 2013", "25 Nov. 2013", "2013-11-25"),
        ([1921, 5], "May 1921", "May 1921", "1921-05"),
        ([1919, 9, 1], "September 1, 1919", "1 Sept. 1919", "1919-09-01"),
        ([1848], "1848", "1848", "1848"),
    ],
)
def test_dates_are_written_as_each_style_has_them(parts: list[int], chicago: str, mla: str, iso: str) -> None:
    date = {"date-parts": [parts]}
    assert (chicago_date(date), mla_date(date), iso_date(date), year(date)) == (chicago, mla, iso, str(parts[0]))


def test_a_literal_date_is_written_as_it_stands_and_none_as_nothing() -> None:
    date = {"literal": "1919–21"}
    assert {chicago_date(date), mla_date(date), iso_date(date), year(date)} == {"1919–21"}
    assert {chicago_date(None), mla_date(None), iso_date(None), year(None)} == {""}


@given(st.dates())
def test_every_day_is_read_back_from_how_it_is_written(day: Any) -> None:
    date = {"date-parts": [[day.year, day.month, day.day]]}
    assert read_date(iso_date(date)) == date
    if day.year >= 1000:
        assert read_date(chicago_date(date)) == find_date(f"on {chicago_date(date)}.") == date


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_itself(text: str) -> None:
    read = read_date(text)
    assert "date-parts" in read or read == {"literal": text.strip()}
    assert find_date(text) is None or "date-parts" in (find_date(text) or {})
