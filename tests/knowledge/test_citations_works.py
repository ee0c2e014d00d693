"""What is cited, each work and place once; the keys of works; and the styles in which it is all written."""

from __future__ import annotations

import re
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citations.keys import citation_keys
from knowledge.citations.styles import CitationStyle, file_format, lines, render
from knowledge.citations.works import Cited, distinct, works
from knowledge.model import Citation, Place, Source
from tests.citable_works import SHIPPED_WORKS
from tests.factories import make_place, make_source

OVENS, SACKS = make_source(), make_source("sacks", None, title="Sacks", author=[{"family": "Rye", "given": "Tom"}])
ESSAY = make_source("essay", None, type="webpage", title="A Word on Bread", author=[{"literal": "A Baker"}])


def page(source: Source, locator: str | None, *, speaker: str | None = None, quoted: bool = False) -> Cited:
    return Cited(Citation(source, "page" if locator else None, locator, quoted=quoted), speaker)


def at(place: Place) -> Cited:
    return Cited(Citation(ESSAY), place=place)


def where(cited: list[Cited]) -> list[tuple[str, str]]:
    return [(one.citation.source.key, one.where) for one in cited]


def test_the_same_work_and_page_is_cited_once_where_it_first_appears() -> None:
    cited = [page(SACKS, "4"), page(OVENS, "12"), page(SACKS, "4"), page(SACKS, None), page(OVENS, "13")]
    assert where(distinct(cited)) == [("sacks", "page 4"), ("ovens", "page 12"), ("sacks", ""), ("ovens", "page 13")]


def test_who_speaks_makes_a_difference_where_the_work_quotes_somebody_only() -> None:
    own = [page(OVENS, "12", speaker="Ada Lamp"), page(OVENS, "12", speaker="Lamp")]
    quoted = [page(OVENS, "12", speaker=name, quoted=True) for name in ("Tom Rye", "Bob Oat", "Tom Rye")]
    assert where(distinct([*own, *quoted])) == [
        ("ovens", "page 12"),
        ("ovens", "page 12, quoting Tom Rye"),
        ("ovens", "page 12, quoting Bob Oat"),
    ]


def test_what_is_certain_once_is_not_called_doubtful() -> None:
    doubtful = Cited(Citation(OVENS, "page", "12"), doubtful=True)
    assert where(distinct([doubtful])) == [("ovens", "page 12 [uncertain]")]
    assert where(distinct([doubtful, page(OVENS, "12")])) == [("ovens", "page 12")]


def test_the_essay_is_cited_once_for_each_section_and_once_for_its_notes() -> None:
    places = [make_place("The Scales", 4), make_place(note=9), make_place("The Ovens", 2), make_place("The Scales", 1)]
    cited = [at(place) for place in (*places, make_place("The Scales", 4), make_place("The Ovens", note=2))]
    assert where(distinct([*cited[:1], page(OVENS, "12"), *cited[1:]])) == [
        ("essay", "section The Scales, pars. 1, 4"),
        ("ovens", "page 12"),
        ("essay", "note 2, 9"),
        ("essay", "section The Ovens, par. 2"),
    ]


def test_distinct_citations_stay_as_they_are() -> None:
    once = distinct([at(make_place("The Scales", 4)), page(OVENS, "12"), page(OVENS, None)])
    assert distinct(once) == once


def test_works_stand_once_in_alphabetical_order_with_their_places() -> None:
    listed = works([page(SACKS, "4"), page(OVENS, None), at(make_place()), page(SACKS, "5"), page(SACKS, "4")])
    assert [(work.source.key, [one.where for one in work.places]) for work in listed] == [
        ("essay", ["section The Ovens, par. 1"]),
        ("ovens", []),
        ("sacks", ["page 4", "page 5"]),
    ]


def test_works_of_one_key_in_two_texts_are_two_works() -> None:
    other = make_source("ovens", None, title="Stoves")
    assert [work.source.title for work in works([page(OVENS, "1"), page(other, "1")])] == ["Ovens", "Stoves"]


KEYS = {
    "memoirs": "serge-2012-memoirs",
    "papers": "cotterill-1994-serge",
    "guerin-anarchism": "guerin-1970-anarchism",
    "anarchist-faq": "anarchist-2012",
    "lenin-state-and-revolution": "lenin-state",
    "left-opposition-platform": "left-opposition-platform",
}


def test_a_key_is_author_year_and_a_word_of_the_title() -> None:
    keys = dict(zip((source.key for source in SHIPPED_WORKS), citation_keys(SHIPPED_WORKS), strict=True))
    assert {name: keys[name] for name in KEYS} == KEYS
    assert len(set(keys.values())) == len(SHIPPED_WORKS)


def test_works_that_would_share_a_key_are_told_apart_however_they_are_ordered() -> None:
    sources = [make_source(f"ovens-{number}", None, title=f"Ovens, part {number}") for number in range(3)]
    for order in permutations(sources):
        keys = dict(zip((source.key for source in order), citation_keys(order), strict=True))
        assert keys == {"ovens-0": "lamp-1919-ovens-a", "ovens-1": "lamp-1919-ovens-b", "ovens-2": "lamp-1919-ovens-c"}


def test_many_works_of_one_name_have_a_key_each() -> None:
    sources = [make_source(f"ovens-{number:03}", None) for number in range(100)]
    keys = citation_keys(sources)
    assert keys[0] == "lamp-1919-ovens-a"
    assert keys[26] == "lamp-1919-ovens-aa"
    assert len(set(keys)) == 100


def test_a_letter_that_another_key_has_already_is_left_out() -> None:
    taken = make_source("taken", None, author=None, title="Lamp", issued={"literal": "1919-Ovens-a"})
    keys = citation_keys([make_source("one", None), taken, make_source("two", None)])
    assert keys == ["lamp-1919-ovens-b", "lamp-1919-ovens-a", "lamp-1919-ovens-c"]


def test_what_no_ascii_letter_is_in_goes_by_the_works_own_key() -> None:
    source = make_source("kapital", None, title="Капитал", author=[{"literal": "Маркс"}])
    assert citation_keys([source]) == ["kapital"]


@given(st.lists(st.tuples(st.text(min_size=1), st.text(), st.text()), max_size=6))
def test_keys_are_unique_and_ascii_whatever_the_works_are_called(named: list[tuple[str, str, str]]) -> None:
    sources = [
        make_source(f"work-{number}", None, title=title, author=[{"literal": name or "x"}], issued={"literal": year})
        for number, (title, name, year) in enumerate(named)
    ]
    keys = citation_keys(sources)
    assert len(set(keys)) == len(sources)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys)


CITED = [page(SACKS, "4", speaker="Bob Oat", quoted=True), Cited(Citation(OVENS, "page", "12"), doubtful=True)]


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (
            CitationStyle.NOTE,
            (
                "Bob Oat, quoted in Tom Rye, *Sacks* (London: Hearth Press, 1919), 4.\n"
                "Ada Lamp, *Ovens* (London: Hearth Press, 1919), 12. [uncertain]\n"
            ),
        ),
        (
            CitationStyle.BIBLIOGRAPHY,
            "Lamp, Ada. *Ovens*. London: Hearth Press, 1919.\nRye, Tom. *Sacks*. London: Hearth Press, 1919.\n",
        ),
        (
            CitationStyle.MLA,
            (
                "Lamp, Ada. *Ovens*. Hearth Press, 1919.\nRye, Tom. *Sacks*. Hearth Press, 1919.\n\n"
                "(qtd. in Rye 4)\n(Lamp 12) [uncertain]\n"
            ),
        ),
    ],
)
def test_what_people_read_is_a_line_each(style: CitationStyle, text: str) -> None:
    assert render(style, CITED) == text
    assert "\n\n".join("\n".join(group) for group in lines(style, CITED)) + "\n" == text


def test_an_author_of_several_works_is_cited_in_the_text_with_the_work() -> None:
    cited = [page(OVENS, "12"), page(make_source("stoves", None, title="Stoves"), "3"), page(SACKS, "4")]
    assert render(CitationStyle.MLA, cited).endswith("\n\n(Lamp, *Ovens* 12)\n(Lamp, *Stoves* 3)\n(Rye 4)\n")


def test_works_without_a_page_are_not_cited_in_the_text() -> None:
    assert render(CitationStyle.MLA, [page(OVENS, None)]) == "Lamp, Ada. *Ovens*. Hearth Press, 1919.\n"


def test_a_title_that_asks_has_no_full_stop_after_its_note() -> None:
    assert render(CitationStyle.NOTE, [page(make_source(title="Ovens?", issued=None, publisher=None), None)]) == (
        "Ada Lamp, *Ovens?* (London).\n"
    )


@pytest.mark.parametrize(
    ("style", "extension", "beginning"),
    [
        (CitationStyle.BIBTEX, "bib", "@book{lamp-1919-ovens,\n"),
        (CitationStyle.RIS, "ris", "TY  - BOOK\r\n"),
        (CitationStyle.CSL_JSON, "json", "[\n"),
        (CitationStyle.NOTE, "md", "Bob Oat, "),
    ],
)
def test_every_style_has_a_file_of_its_own_kind(style: CitationStyle, extension: str, beginning: str) -> None:
    assert file_format(style).extension == extension
    assert "/" in file_format(style).media_type
    assert render(style, CITED).startswith(beginning)
    assert render(style, CITED).endswith("\n")


def test_the_first_note_of_a_work_is_whole_and_later_ones_are_short() -> None:
    cited = [page(OVENS, "12"), page(SACKS, "4"), page(OVENS, "30"), page(SACKS, "9", speaker="Bob Oat", quoted=True)]
    doubtful = Cited(Citation(OVENS, "page", "31"), doubtful=True)
    assert render(CitationStyle.NOTE, [*cited, doubtful]) == (
        "Ada Lamp, *Ovens* (London: Hearth Press, 1919), 12.\n"
        "Tom Rye, *Sacks* (London: Hearth Press, 1919), 4.\n"
        "Lamp, *Ovens*, 30.\n"
        "Bob Oat, quoted in Rye, *Sacks*, 9.\n"
        "Lamp, *Ovens*, 31. [uncertain]\n"
    )


def test_works_whose_short_notes_would_be_the_same_are_named_in_full_each_time() -> None:
    hot, cold = (make_source(kind, None, title=f"Ovens: {kind}") for kind in ("Hot", "Cold"))
    notes = render(CitationStyle.NOTE, [page(hot, "1"), page(cold, "2"), page(hot, "3"), page(cold, "4")])
    imprint = "(London: Hearth Press, 1919)"
    assert notes == "".join(
        f"Ada Lamp, *Ovens: {kind}* {imprint}, {at_page}.\n"
        for kind, at_page in (("Hot", 1), ("Cold", 2), ("Hot", 3), ("Cold", 4))
    )


@pytest.mark.parametrize("style", [CitationStyle.BIBTEX, CitationStyle.RIS, CitationStyle.CSL_JSON])
@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("example.org/a_b", "https://example.org/a_b"),
        ("example.org:8080", "https://example.org:8080"),
        ("http://example.org", "http://example.org"),
        ("HTTPS://example.org", "HTTPS://example.org"),
        ("doi:10.1000/182", "doi:10.1000/182"),
        ("//example.org", "//example.org"),
    ],
)
def test_programs_are_given_an_address_that_they_can_open(style: CitationStyle, address: str, written: str) -> None:
    text = render(style, [page(make_source(URL=address), None)])
    (line,) = [line for line in text.splitlines() if line.casefold().lstrip(' "').startswith(("url", "ur  -"))]
    assert re.search(r"""[\s{"]([^\s{"}]+)["}]?,?$""", line).group(1) == written  # type: ignore[union-attr]


@pytest.mark.parametrize("style", [CitationStyle.NOTE, CitationStyle.BIBLIOGRAPHY, CitationStyle.MLA])
def test_people_read_an_address_as_the_text_has_it(style: CitationStyle) -> None:
    text = render(style, [page(make_source(type="webpage", URL="example.org/bread"), None)])
    assert "example.org/bread" in text
    assert "https" not in text
