"""References in running text: which are taken for one, which are left alone, and what is brought for them."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.answer import FindingKind
from knowledge.library import Library
from knowledge.packs.assemble import read_pack
from knowledge.packs.shipped import SHIPPED
from knowledge.search.mentions import mentions
from knowledge.search.reference import NoteReference, PageReference, source_names

NAMES = source_names(list(read_pack(SHIPPED).sources))


def found_in(text: str) -> list[tuple[str, str] | int]:
    """The references: a work's key and pages, or a note's number."""
    return [
        (one.source.key, one.locator) if isinstance(one, PageReference) else one.number for one in mentions(text, NAMES)
    ]


PAGES = {
    "as he says (Memoirs 150–1), so there": ("memoirs", "150–1"),
    "see Papers 181": ("papers", "181"),
    "Papers 181, no?": ("papers", "181"),
    "it is Year One, p. 218, look": ("year-one", "218"),
    "Serge 47 yes": ("weissman", "47"),
    "Memoirs p150 says it": ("memoirs", "150"),
    "Memoirs pages 150-151": ("memoirs", "150-151"),
    "The Memoirs 150.": ("memoirs", "150"),
    "“Memoirs” 150": ("memoirs", "150"),
    "[Memoirs 150]": ("memoirs", "150"),
    "(Year One, 374, 359–60)": ("year-one", "374, 359–60"),
    "(Serge xvii, 50, xiii)": ("weissman", "xvii, 50, xiii"),
    "(quoted, Serge 45)": ("weissman", "45"),
    "(as in Danger, 96)": ("danger", "96"),
    "(Collected Works 42: 170)": ("lenin-collected-works", "42: 170"),
    "Revolution in Danger 69": ("danger", "69"),
    "his Memoirs of a Revolutionary, p. 150": ("memoirs", "150"),
    "Property is Theft! 225–6": ("property-is-theft", "225–6"),
    "Weissman, p. 46": ("weissman", "46"),
    "Susan Weissman 46": ("weissman", "46"),
    "Aves 37": ("aves-workers-against-lenin", "37"),
    "wow!! Memoirs 150": ("memoirs", "150"),
    "Memoirs 150, 3 of us read it": ("memoirs", "150"),
}


@pytest.mark.parametrize(("text", "page"), PAGES.items(), ids=PAGES)
def test_a_name_in_its_capitals_and_pages_are_a_reference(text: str, page: tuple[str, str]) -> None:
    assert found_in(text) == [page]


@pytest.mark.parametrize("text", ["(note 29)", "so (see note 29)", "[Note 29]", "(cf. note 29, end)"])
def test_a_note_is_referred_to_in_parentheses(text: str) -> None:
    assert found_in(text) == [29]


def test_references_are_found_in_their_order() -> None:
    text = "First (Memoirs 150; note 29), then Papers 181 and (Year One, 218)."
    assert found_in(text) == [("memoirs", "150"), 29, ("papers", "181"), ("year-one", "218")]


NO_REFERENCES = [
    "the papers 3 days ago",
    "Papers 3 days ago",
    "memoirs 150",
    "year one 218",
    "Year one 218",
    "SERGE 47",
    "Victor Serge 47",
    "Victor Serge (1890–1947)",
    "Serge, 47, wrote that",
    "(Serge, 47, Russian)",
    "Serge 1917",
    "Serge 5:30",
    "Serge 12.5",
    "Serge 47% off",
    "Serge 3rd",
    "Serge I think",
    "Serge v Lenin",
    "Danger 5 people died",
    "Danger 20 more minutes",
    "Memoirs150",
    "note 29",
    "Note 29 says so",
    "(notes 29)",
    "(note twenty)",
    "p. 150",
    "Kronstadt 21",
    "Hamlet 29",
    "!!Memoirs 150",
    "!!(Memoirs 150)",
    "(!!Memoirs 150)",
    "so !!“Memoirs” 150",
    "(!!note 29)",
    "",
]


@pytest.mark.parametrize("text", NO_REFERENCES)
def test_what_may_be_something_else_is_left_alone(text: str) -> None:
    assert found_in(text) == []


def test_a_mark_prevents_one_reference_and_no_other() -> None:
    assert found_in("!!Memoirs 150 but Papers 181") == [("papers", "181")]


texts = st.lists(
    st.sampled_from(
        [*'()[]!“”"’,.;: \n', "Memoirs", "Year One", "Serge", "note", "p.", "150", "xv", "–", "1", "A", "İ"]
    )
).map(" ".join)


@settings(max_examples=300, deadline=None, database=None)
@given(text=st.one_of(st.text(max_size=4_000), texts))
@example(text="A 1 " * 1_000)
@example(text="(Memoirs 1" * 400)
@example(text="(" * 4_000)
def test_any_text_holds_references_or_none(text: str) -> None:
    began = time.perf_counter()
    for one in mentions(text, NAMES):
        match one:
            case PageReference(source, locator):
                assert source in NAMES.values()
                assert locator in text
            case NoteReference(number):
                assert str(number) in text
    assert time.perf_counter() - began < 1


async def test_the_first_reference_with_anything_on_its_page_is_answered(shared_library: Library) -> None:
    answer = await shared_library.find_mention("Memoirs 9, he says (Memoirs 150–1), and Papers 181")
    assert answer is not None
    assert answer.finding is not None
    assert (answer.finding.kind, answer.finding.key) == (FindingKind.PAGE, "memoirs 150–1")
    assert any("Kronstadt was the beginning" in quotation.exact for quotation in answer.finding.quotations)


async def test_a_note_is_brought_with_the_sentence_that_carries_it(shared_library: Library) -> None:
    answer = await shared_library.find_mention("but there (see note 29) it says otherwise")
    assert answer is not None
    assert answer.finding is not None
    assert (answer.finding.kind, answer.finding.key) == (FindingKind.NOTE, "note 29")


@pytest.mark.parametrize(
    "text", ["Memoirs 9", "Serge 999", "(note 999)", "Memoirs 9, Papers 9, Danger 999, Memoirs 150"]
)
async def test_pages_that_nothing_is_quoted_from_are_no_references(shared_library: Library, text: str) -> None:
    assert await shared_library.find_mention(text) is None
