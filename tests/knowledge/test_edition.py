"""Reading an essay.md, and what the shipped one holds."""

from __future__ import annotations

import re

import pytest

from knowledge.errors import Fault
from knowledge.packs.edition import Edition, parse_edition
from knowledge.packs.shipped import SHIPPED
from tests.factories import ESSAY


@pytest.fixture(scope="module")
def shipped() -> Edition:
    edition, faults = parse_edition((SHIPPED / "essay.md").read_text(encoding="utf-8"))
    assert not faults
    return edition


def test_the_shipped_edition_has_an_introduction_and_five_sections(shipped: Edition) -> None:
    assert shipped.title == "Victor Serge: The Worst of the Anarchists"
    assert shipped.sections == (
        "Introduction",
        "The Anarchists",
        "The Bolsheviks",
        "The Opposition",
        "The Alternative",
        "Conclusions",
    )


def test_each_of_the_46_notes_stands_once_and_is_marked_once_in_order(shipped: Edition) -> None:
    marks = [int(number) for block in shipped.paragraphs for number in re.findall(r"\[\^(\d+)\]", block.text)]
    assert marks == [note.number for note in shipped.notes] == list(range(1, 47))
    assert all(note.text for note in shipped.notes)


def test_the_three_displayed_quotations_are_paragraphs_of_their_own(shipped: Edition) -> None:
    displayed = [(block.name, block.text.split()[0]) for block in shipped.paragraphs if block.displayed]
    assert displayed == [
        ("The Anarchists 10", "“Multitudes"),
        ("The Anarchists 13", "“Without"),
        ("The Bolsheviks 11", "“Unless"),
    ]


# The essay's misprints are part of it: what is printed, what it was surely meant to be.
MISPRINTS = {
    "Dzerhinsky": "Dzerzhinsky",
    "fought the Whites will opposing": "fought the Whites while opposing",
    "counterevolution": "counterrevolution",
    "As if were not": "As if it were not",
    "collectivism was no synonymous": "collectivism was not synonymous",
    "on how he horrified he was": "on how horrified he was",
    "arrived in Russian in 1919": "arrived in Russia in 1919",
    "the became Soviets": "the Soviets became",
    "with one-management as Lenin": "with one-man management as Lenin",
    "Borghgi": "Borghi",
    "(New York: New York Review Book, 2012)": "(New York: New York Review Books, 2012)",
    "Ollman, “Marx’s “Marx’s Vision": "Ollman, “Marx’s Vision",
}


@pytest.mark.parametrize(("printed", "meant"), MISPRINTS.items(), ids=MISPRINTS.keys())
def test_misprints_stay_as_they_are(shipped: Edition, printed: str, meant: str) -> None:
    text = "\n".join(block.text for block in shipped.blocks)
    assert text.count(printed) == 1
    assert meant not in text


def test_paragraphs_are_counted_in_each_section_and_notes_stand_where_they_are_marked() -> None:
    edition, faults = parse_edition(ESSAY)
    assert not faults
    assert [(block.name, block.section) for block in edition.blocks] == [
        ("The Ovens 1", "The Ovens"),
        ("The Ovens 2", "The Ovens"),
        ("The Ovens 3", "The Ovens"),
        ("The Scales 1", "The Scales"),
        ("note 1", "The Ovens"),
        ("note 2", "The Scales"),
    ]


def test_a_displayed_quotation_is_known_as_such_and_loses_its_markdown_alone() -> None:
    edition, _ = parse_edition(ESSAY)
    displayed = [block for block in edition.blocks if block.displayed]
    assert [block.text for block in displayed] == ["Give us the morning and we will give you bread."]


@pytest.mark.parametrize("name", ["The Scales 1", "the scales 1", "  THE  Scales 1 ", "note 2", "Note 2"])
def test_a_block_is_found_by_its_name_however_it_is_typed(name: str) -> None:
    edition, _ = parse_edition(ESSAY)
    block = edition.find(name)
    assert block is not None
    assert block.section == "The Scales"


@pytest.mark.parametrize("name", ["The Scales", "The Scales 0", "The Scales 2", "note 3", "2", ""])
def test_no_other_name_finds_a_block(name: str) -> None:
    assert parse_edition(ESSAY)[0].find(name) is None


def test_windows_line_ends_change_nothing() -> None:
    assert parse_edition(ESSAY.replace("\n", "\r\n")) == parse_edition(ESSAY)


# What may be wrong in an essay.md: (what is written for what, the faults' lines and words).
FAULTS = {
    "a mark without its note": (
        {"[^2]: Tom Rye, ‘Sacks’, *The Weigher*, 1920, 4–5.": ""},
        [(13, "[^2] has no note; add a line “[^2]: …”")],
    ),
    "a note without its mark": (
        {"ever said so.[^1]": "ever said so."},
        [(15, "note 1 is marked nowhere in the text; put [^1] where it belongs")],
    ),
    "a note given twice": (
        {"[^2]: Tom Rye": "[^1]: Tom Rye"},
        [(13, "[^2] has no note; add a line “[^2]: …”"), (16, "note 1 stands here a second time")],
    ),
    "two sections of one name": (
        {"## The Scales": "## The Ovens"},
        [(11, "a second section is called “The Ovens”")],
    ),
    "text before the first section": (
        {"## The Ovens": "The Ovens"},
        [
            (3, "text before the first section; give it a heading (## Introduction)"),
            (5, "text before the first section; give it a heading (## Introduction)"),
            (7, "text before the first section; give it a heading (## Introduction)"),
            (9, "text before the first section; give it a heading (## Introduction)"),
            (15, "note 1 is marked nowhere in the text; put [^1] where it belongs"),
        ],
    ),
}


@pytest.mark.parametrize(("change", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_are_named_with_their_line(change: dict[str, str], expected: list[tuple[int, str]]) -> None:
    text = ESSAY
    for written, instead in change.items():
        assert written in text
        text = text.replace(written, instead)
    _, faults = parse_edition(text)
    assert sorted(faults) == [Fault("essay.md", line, message) for line, message in expected]


@pytest.mark.parametrize("text", ["", "\n\n", "# Only a title", "# A title\n\n## A section\n"])
def test_an_edition_without_text_is_a_fault(text: str) -> None:
    assert parse_edition(text)[1] == [Fault("essay.md", 0, "holds no text")]


def test_an_essay_without_notes_has_no_faults() -> None:
    edition, faults = parse_edition("# A title\n\n## One\n\nWords.\n\n## Two\n\nMore words.\n")
    assert (faults, edition.notes, len(edition.paragraphs)) == ([], (), 2)
