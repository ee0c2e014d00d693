"""Quotations, citations and short titles are found in a draft; what each parenthesis serves is told or asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.model import CitationPlace, Quotation
from knowledge.packs.assemble import inspect, read_pack
from knowledge.packs.pack import Pack
from knowledge.packs.schema import ENTRIES, PAIRS, SLIPS, SOURCES, EntryItem, PairItem, SlipItem, StatementItem
from knowledge.packs.shipped import SHIPPED
from knowledge.packs.skeleton import examples
from knowledge.packs.skeleton.citations import Work, works_of
from knowledge.packs.skeleton.keys import key, keys
from knowledge.packs.skeleton.make import make_skeleton

# What stands between the brackets, and the works it names: short title, pages, whether “quoted”, whether in italics.
WORKS: dict[str, tuple[Work, ...]] = {
    "*Memoirs* 150–1": (Work("Memoirs", ("150–1",)),),
    "*Danger*, 69": (Work("Danger", ("69",)),),
    "*Serge* 19, xvii": (Work("Serge", ("19", "xvii")),),
    "*Year One*, pp. 227, 374": (Work("Year One", ("227", "374")),),
    "*Works* 42: 170": (Work("Works", ("42: 170",)),),
    "quoted, *Serge* 45": (Work("Serge", ("45",), quoted=True),),
    "quoted in *Serge*, 45": (Work("Serge", ("45",), quoted=True),),
    "see *Serge* 45": (Work("Serge", ("45",)),),
    "*Memoirs*[^1]": (Work("Memoirs"),),
    "*Memoirs*": (Work("Memoirs"),),
    "*Ovens* 12; *Sacks* 4": (Work("Ovens", ("12",)), Work("Sacks", ("4",))),
    "Ovens 12": (Work("Ovens", ("12",), sure=False),),
    "Lamp, Ovens, 12": (Work("Lamp, Ovens", ("12",), sure=False),),
    "Lamp and Rye 1919, 12": (Work("Lamp and Rye 1919", ("12",), sure=False),),
    "Lamp 1919: 12": (Work("Lamp 1919", ("12",), sure=False),),
    "Lamp 1919": (Work("Lamp 1919", sure=False),),
    "102, 120": (Work(None, ("102", "120"), sure=False),),
    "p. 12": (Work(None, ("12",), sure=False),),
    "ibid., 12": (Work(None, ("12",), sure=False),),
}


@pytest.mark.parametrize(("words", "works"), WORKS.items(), ids=WORKS.keys())
def test_a_parenthesis_is_taken_apart(words: str, works: tuple[Work, ...]) -> None:
    assert works_of(words) == works


NUMBERS = ["1890–1947", "1921", "May 12", "in May 12, 1921", "October 1917", "London, 1919", "see chapter 3", "no. 4"]


@pytest.mark.parametrize("words", NUMBERS)
def test_a_number_that_is_no_page_of_a_work_is_left_alone(words: str) -> None:
    assert works_of(words) == ()


@pytest.mark.parametrize("words", ["the old guard", "Left", "a page 12", "*sic*", "*Ovens* 12; and so on", ""])
def test_words_that_are_no_title_are_left_alone(words: str) -> None:
    assert works_of(words) == ()


def made(folder: Path, text: str) -> Pack:
    """The pack begun from the text, which ``serge check`` finds without faults."""
    file = folder / "text.md"
    file.write_text(f"# T\n\n## The Ovens\n\n{text}\n", encoding="utf-8")
    return read_pack(make_skeleton(file, folder / "pack").folder)


def told(quotation: Quotation) -> tuple[str, str]:
    """The words, and where they are from as far as that was found."""
    citation = quotation.citation
    if citation is None:
        return quotation.exact, f"{quotation.provenance}"
    where = f"{'quoted in ' if citation.quoted else ''}{citation.source.key} {citation.locator}"
    return quotation.exact, f"{where}, {quotation.certainty}"


# (a paragraph, its quotations and their places). A place is given where one parenthesis follows directly and serves no
# other; words that nothing cites are the text's own; “own words” is what a quotation is until somebody says more.
QUOTED: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "one": ("He: “a b” (*Ovens* 12).", [("a b", "ovens 12, certain")]),
    "straight": ('He: "a b." (*Ovens* 12)', [("a b.", "ovens 12, certain")]),
    "after a note": ("“a”[^1] and “b” (*Ovens* 1).\n\n[^1]: N.", [("a", "own words"), ("b", "ovens 1, certain")]),
    "quoted": ("“a” (quoted, *Ovens* 12).", [("a", "quoted in ovens 12, certain")]),
    "two pages": ("“a” (*Ovens* 12, 15).", [("a", "ovens 12, 15, ambiguous")]),
    "two quotations": ("“a” and “b” (*Ovens* 12).", [("a", "own words"), ("b", "own words")]),
    "words between": ("“a”, he said (*Ovens* 12).", [("a", "own words")]),
    "two works": ("“a” (*Ovens* 12; *Sacks* 4).", [("a", "own words")]),
    "each its own": ("“a” (*A* 1), “b” (*B* 2).", [("a", "a 1, certain"), ("b", "b 2, certain")]),
    "a bare page": ("“a” (*Ovens* 1), “b” (2).", [("a", "ovens 1, certain"), ("b", "own words")]),
    "a bare page alone": ("“a” (2).", [("a", "own words")]),
    "displayed": ("> a b c. (*Ovens* 12)", [("a b c.", "ovens 12, certain")]),
    "displayed, its mark last": (
        "> a “b” c.[^1]\n\n[^1]: N.",
        [("a “b” c.", "own words"), ("b", "essay's own statement")],
    ),
    "displayed with a stop after": ("> a b c (*Ovens* 12).", [("a b c", "ovens 12, certain")]),
    "displayed in marks": ("“a b c” (*Ovens* 12).", [("a b c", "ovens 12, certain")]),
    "not cited": ("the “a” of it", [("a", "essay's own statement")]),
    "within another": ("“a “b” c” (*Ovens* 12).", [("a “b” c", "own words"), ("b", "own words")]),
    "twice the same": ("“a” (*A* 1) and “a” (*B* 2).", [("a", "a 1, certain"), ("a", "b 2, certain")]),
    "never closed": ("“a b", []),
}


@pytest.mark.parametrize(("text", "quotations"), QUOTED.values(), ids=QUOTED.keys())
def test_quotations_are_found_with_their_place(tmp_path: Path, text: str, quotations: list[tuple[str, str]]) -> None:
    assert [told(quotation) for quotation in made(tmp_path, text).quotations] == quotations


def served(place: CitationPlace) -> tuple[str, list[str], list[str]]:
    cited = [f"{citation.source.key} {citation.locator}" for citation in place.citations]
    return place.exact, cited, list(place.quotations)


def test_citations_are_listed_with_what_they_plainly_serve(tmp_path: Path) -> None:
    text = "“a” (*A* 1), “b” and “c” (*A* 2). “d”[^1] And so (*B* 3; *A* 4).\n\n[^1]: Lamp, *A*, 5."
    assert [served(place) for place in made(tmp_path, text).citations] == [
        ("(*A* 1)", ["a 1"], ["ovens-1-1"]),
        ("(*A* 2)", ["a 2"], []),
        ("(*B* 3; *A* 4)", ["b None", "a None"], []),
        ("Lamp, *A*, 5.", ["a 5"], ["ovens-1-4"]),
    ]


def test_every_doubt_stands_in_decisions_under_its_kind(tmp_path: Path) -> None:
    text = "“a” and “b” (Ovens 2). ‘c’ (*X*) “d (7).[^1]\n\n[^1]: Lamp, *Y*."
    made(tmp_path, text)
    written = (tmp_path / "pack/DECISIONS.md").read_text(encoding="utf-8")
    for line in (
        "## Quotation marks without a partner",
        "- [ ] The Ovens 1: … “b” (Ovens 2). ‘c’ (*X*) “d (7).[^1] …",
        "- [ ] The Ovens 1: ‘ (1 times)",
        "- [ ] The Ovens 1: “Ovens” (ovens) in (Ovens 2)",
        "- [ ] The Ovens 1: (Ovens 2) may serve ovens-1-1, ovens-1-2",
        "- [ ] The Ovens 1: (*X*) names a work without a page",
        "- [ ] The Ovens 1: (7) is a page alone; of “X”, named before it?",
        "- [ ] note 1: Lamp, *Y*.",
        "- [ ] The Ovens 1: ovens-1-1, ovens-1-2",
    ):
        assert f"\n{line}" in written


@pytest.mark.parametrize(
    ("words", "made_"),
    [("The Café’s Shelf", "the-cafes-shelf"), ("Straße 12", "strasse-12"), ("Полки", "pack"), ("--", "pack")],
)
def test_words_become_a_key(words: str, made_: str) -> None:
    assert key(words, "pack") == made_


def test_no_two_keys_are_alike() -> None:
    assert list(keys(["The Shelf", "A Shelf", "Shelf!", "Полки", "Печи", "The"], "section").values()) == [
        *("shelf", "shelf-2", "shelf-3"),
        *("section-1", "section-2", "the"),
    ]


# Each example is uncommented and checked as a person would use it, and names every field there is.
SOURCE = "\n# ".join(["# - key: a", "  title: b", *(f"  {line}" for line in examples.SOURCE_FIELDS)])
EXAMPLES: dict[str, tuple[str, Any, set[str]]] = {
    "entries": (examples.ENTRIES, ENTRIES, set(EntryItem.model_fields)),
    "pairs": (examples.PAIRS, PAIRS, set(PairItem.model_fields)),
    "slips": (examples.SLIPS, SLIPS, set(SlipItem.model_fields) - {"prefix", "suffix"}),
    "sources": (SOURCE, SOURCES, set()),
}


@pytest.mark.parametrize(("text", "schema", "fields"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_the_examples_are_right_and_whole(text: str, schema: Any, fields: set[str]) -> None:
    example = text[text.index("# - ") :].replace("[]", "").replace("\n# ", "\n").removeprefix("# ")
    items: list[dict[str, Any]] = yaml.load(example, Loader=yaml.BaseLoader)  # noqa: S506  # text stays text, as in a pack
    assert len(schema.validate_python(items)) == 1
    assert fields <= set(items[0])
    for statement in items[0].get("later", []):
        assert set(statement) | {"prefix", "suffix", "source", "label", "locator"} == set(StatementItem.model_fields)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """What is found in the shipped essay, of which the shipped pack knows everything."""
    pack, _ = inspect(make_skeleton(SHIPPED / "essay.md", tmp_path_factory.mktemp("begun") / "pack").folder)
    assert pack is not None
    return pack


def test_all_of_the_shipped_essays_quotations_are_found_but_an_unclosed_one_and_a_single_word(begun: Pack) -> None:
    known = {quotation.place for quotation in read_pack(SHIPPED).quotations}
    assert {quotation.place for quotation in begun.quotations} <= known
    assert len(known) - len(begun.quotations) == 2


def test_what_is_attributed_without_a_person_agrees_with_the_edited_pack(begun: Pack) -> None:
    known = {quotation.place: quotation.citation for quotation in read_pack(SHIPPED).quotations}
    names = {"serge": "weissman"}
    compared = [(quotation.citation, known[quotation.place]) for quotation in begun.quotations if quotation.citation]
    assert len(compared) > 20
    for guessed, edited in compared:
        assert edited is not None
        assert (names.get(guessed.source.key, guessed.source.key), guessed.locator, guessed.quoted) == (
            edited.source.key,
            edited.locator,
            edited.quoted,
        )


def test_every_parenthesis_that_check_asks_for_is_listed(begun: Pack) -> None:
    known = {citation.place for citation in read_pack(SHIPPED).citations}
    assert {citation.place for citation in begun.citations} <= known
