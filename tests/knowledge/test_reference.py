"""The first rung: what is a page of a source or a note of the essay, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.packs.assemble import read_pack
from knowledge.packs.shipped import SHIPPED
from knowledge.search.reference import NoteReference, PageReference, parse_reference, source_names
from tests.factories import make_source

NAMES = source_names(list(read_pack(SHIPPED).sources))

# The short titles of the essay, as people type them; *Serge* is Weissman's book.
PAGES = {
    "memoirs 150": ("memoirs", "150"),
    "Memoirs, p. 150": ("memoirs", "150"),
    "Memoirs p150": ("memoirs", "150"),
    "memoirs pp. 150-1": ("memoirs", "150-1"),
    "memoirs page 150": ("memoirs", "150"),
    "memoirs pages 150–151": ("memoirs", "150–151"),
    "memoirs pg 150": ("memoirs", "150"),
    "memoirs at 150": ("memoirs", "150"),
    "memoirs: 150": ("memoirs", "150"),
    "memoirs 150 please": ("memoirs", "150"),
    "page 150 of memoirs": ("memoirs", "150"),
    "p. 150, the memoirs": ("memoirs", "150"),
    "what's on page 143 of the Memoirs?": ("memoirs", "143"),
    "serge (the biography) 46": ("weissman", "46"),
    "memoirs (150)": ("memoirs", "150"),
    "MEMOIRS 150": ("memoirs", "150"),
    "  memoirs   150 ": ("memoirs", "150"),
    "memoirs 150?": ("memoirs", "150"),
    "(Memoirs 150–1)": ("memoirs", "150–1"),
    "(*Memoirs* 150–1)": ("memoirs", "150–1"),
    "“Memoirs 150–1”": ("memoirs", "150–1"),
    "Memoirs of a Revolutionary 150": ("memoirs", "150"),
    "(*Memoirs*, 143, 148)": ("memoirs", "143, 148"),
    "danger p. 69": ("danger", "69"),
    "danger, 69": ("danger", "69"),
    "MEMOIRS150": ("memoirs", "150"),
    "memoirs150-1": ("memoirs", "150-1"),
    "memoirs 9999": ("memoirs", "9999"),
    "memoirs, p. 1000": ("memoirs", "1000"),
    "weissman 12345": ("weissman", "12345"),
    "serge 46": ("weissman", "46"),
    "weissman 46": ("weissman", "46"),
    "Susan Weissman, p. 46": ("weissman", "46"),
    "(*Serge* 4,13)": ("weissman", "4,13"),
    "(*Serge* xi, xvi-xvii)": ("weissman", "xi, xvi-xvii"),
    "serge XVII": ("weissman", "XVII"),
    "(quoted, *Serge* 45)": ("weissman", "45"),
    "quoted in Weissman 45": ("weissman", "45"),
    "papers 17-18": ("papers", "17-18"),
    "year one 218": ("year-one", "218"),
    "Year One, 374, 359–60": ("year-one", "374, 359–60"),
    "year 1 218": ("year-one", "218"),
    "property is theft 709": ("property-is-theft", "709"),
    "Property is Theft!, 225–6": ("property-is-theft", "225–6"),
    "collected works 42: 170": ("lenin-collected-works", "42: 170"),
    "aves 37": ("aves-workers-against-lenin", "37"),
    "my disillusionment in russia xlvii": ("goldman-disillusionment", "xlvii"),
}


@pytest.mark.parametrize(("query", "key", "locator"), [(query, *page) for query, page in PAGES.items()], ids=PAGES)
def test_a_title_and_pages_are_a_page(query: str, key: str, locator: str) -> None:
    found = parse_reference(query, NAMES)
    assert isinstance(found, PageReference)
    assert (found.source.key, found.locator, found.corrections) == (key, locator, ())


# A title may be misspelt, as far as its length allows; what was taken for what is said.
MENDED = {
    "memoires 150": ("memoirs", ("memoires", "memoirs")),
    "Memiors, p. 150": ("memoirs", ("Memiors", "memoirs")),
    "weisman 46": ("weissman", ("weisman", "weissman")),
    "dangr 69": ("danger", ("dangr", "danger")),
    "revolution in dangre 69": ("danger", ("revolution in dangre", "revolution in danger")),
}


@pytest.mark.parametrize(("query", "key", "correction"), [(query, *to) for query, to in MENDED.items()], ids=MENDED)
def test_a_misspelt_title_is_mended_and_said(query: str, key: str, correction: tuple[str, str]) -> None:
    found = parse_reference(query, NAMES)
    assert isinstance(found, PageReference)
    assert (found.source.key, found.corrections) == (key, (correction,))


NOTES = {
    "note 29": 29,
    "notes 29": 29,
    "Note 29.": 29,
    "fn 29": 29,
    "fn. 29": 29,
    "n29": 29,
    "n. 29": 29,
    "footnote 29": 29,
    "endnote 7": 7,
    "(note 29)": 29,
    "note 0": 0,
    "note 999": 999,
}


@pytest.mark.parametrize(("query", "number"), NOTES.items(), ids=NOTES)
def test_a_note_is_asked_for_by_its_number(query: str, number: int) -> None:
    assert parse_reference(query, NAMES) == NoteReference(number)


NO_REFERENCES = [
    "memoirs",
    "150",
    "1917",
    "serge 1917",
    "danger 1917",
    "kronstadt 1921",
    "kronstadt 21",
    "note",
    "note twenty",
    "note 1000",
    "footnotes in history",
    "memoirs of 150",
    "serge civil",
    "serge 46 and lenin",
    "memoirs 6-v",
    "hamlet 29",
    "mem 150",
    "what does serge say on page 46",
    "",
    "()",
    "p. 150",
    ": 150",
]


@pytest.mark.parametrize("query", NO_REFERENCES)
def test_years_topics_and_questions_are_no_reference(query: str) -> None:
    assert parse_reference(query, NAMES) is None


# A short title is the essay's own; another work's key or alias does not take it.
def test_a_name_means_the_work_whose_short_title_it_is() -> None:
    first, second = make_source("sacks", None, title="Ovens"), make_source("ovens", "Ovens")
    assert source_names([first, second])["ovens"] is second
    assert NAMES["serge"].key == "weissman"


def test_all_works_can_be_named_by_their_titles() -> None:
    for source in read_pack(SHIPPED).sources:
        found = parse_reference(f"{source.title} 12", NAMES)
        assert isinstance(found, PageReference), source.title
        assert found.source == source


QUERIES = st.one_of(
    st.text(),
    st.from_regex(r"(memoirs|serge|note|fn|n\.?|collected works),? ?(p\.? ?)?[0-9ivxlc:–, -]{0,12}\W?"),
    st.lists(st.sampled_from(["memoirs", "(", ")", "*", "p.", "150", "xv", "–", ",", "note", "quoted,"])).map(" ".join),
)


@settings(max_examples=300, deadline=None, database=None)
@given(query=QUERIES)
@example(query="memoirs 6-v")
@example(query="note 00000000000000000001")
@example(query="memoirs " + "1, " * 1300)
@example(query="(" * 4000)
@example(query="a " * 2000 + "1")
def test_any_text_is_a_reference_or_none(query: str) -> None:
    match parse_reference(query, NAMES):
        case PageReference(source, locator):
            assert source in NAMES.values()
            assert locator in query
        case NoteReference(number):
            assert str(number) in query
        case None:
            pass
