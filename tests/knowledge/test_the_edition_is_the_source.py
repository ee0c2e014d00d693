"""The proof that essay.md is source.txt word for word. Both are taken apart here, by nothing of the program's own."""

from __future__ import annotations

import re
from itertools import accumulate, groupby, pairwise

import pytest

from knowledge.packs.edition import parse_edition
from knowledge.packs.shipped import SHIPPED

SOURCE = (SHIPPED / "source.txt").read_text(encoding="utf-8")
ESSAY = (SHIPPED / "essay.md").read_text(encoding="utf-8")

FRONT_MATTER = """
Victor Serge: The Worst of the Anarchists Anarcho November 25, 2013 Contents The Anarchists 4 The Bolsheviks 7
The Opposition 14 The Alternative 16 Conclusions 17
"""
COLOPHON = """
The Anarchist Library Anti-Copyright Anarcho Victor Serge: The Worst of the Anarchists November 25, 2013
Retrieved on 24th April 2021 from anarchism.pageabode.com theanarchistlibrary.org
"""
HEADINGS = {"The Anarchists", "The Bolsheviks", "The Opposition", "The Alternative", "Conclusions"}
CUT_BY_A_HYPHEN = ("con-", "sidered")
"""The one word that a page break of the source cuts in two."""

SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
PLAIN_DIGITS = str.maketrans(SUPERSCRIPT, "0123456789")

Words = list[str]


def test_nothing_but_front_matter_and_colophon_stands_outside_of_body_and_notes() -> None:
    lines = SOURCE.splitlines()
    start, end = body_bounds(lines)
    assert " ".join(lines[:start]).split() == FRONT_MATTER.split()
    assert " ".join(lines[end:]).split() == COLOPHON.split()


def test_the_body_holds_each_word_of_the_source_once_and_in_order() -> None:
    assert edition_body(ESSAY) == source_body(SOURCE)


def test_every_note_holds_each_word_of_the_source_once_and_in_order() -> None:
    assert [number for number, _ in edition_notes(ESSAY)] == list(range(1, 47))
    assert edition_notes(ESSAY) == source_notes(SOURCE)


def test_the_library_reads_every_word_of_the_file() -> None:
    edition, faults = parse_edition(ESSAY)
    assert not faults
    read = [
        text
        for section, blocks in groupby(edition.paragraphs, lambda block: block.section)
        for text in (section, *(block.text for block in blocks))
    ]
    assert " ".join(read).split() == ["Introduction", *edition_body(ESSAY)]
    assert [(note.number, note.text.split()) for note in edition.notes] == edition_notes(ESSAY)


def test_paragraphs_begin_where_lines_of_the_source_begin() -> None:
    assert set(beginnings(edition_body_lines(ESSAY))) <= set(beginnings(source_body_lines(SOURCE)))


def test_lines_are_joined_only_where_a_page_break_cuts_a_sentence() -> None:
    lines = source_body_lines(SOURCE)
    kept = set(beginnings(edition_body_lines(ESSAY)))
    joined = [pair for pair, start in zip(pairwise(lines), beginnings(lines)[1:], strict=True) if start not in kept]
    assert len(joined) == 9
    for before, after in joined:
        assert before[-1].isalpha() or before[-1] == ","
        assert not after[0].isupper()


def test_no_paragraph_ends_inside_a_sentence() -> None:
    lines = [line for line in edition_body_lines(ESSAY) if line not in HEADINGS]
    unfinished = [line for line in lines if re.search(r"[\w,;–-](\[\^\d+\])?$", line)]
    # The source leaves out one full stop, and its next line begins with a capital letter.
    assert [line[-20:] for line in unfinished] == ["throughout the 1920s"]


# Whatever is done to the file, the proof sees it: each of these is one small slip of a careful hand.
SLIPS = {
    "a word removed": {"an elitist individualist-anarchist": "an individualist-anarchist"},
    "a word doubled": {"However, it is a myth.": "However, it is a a myth."},
    "two words swapped": {"blissful unawareness": "unawareness blissful"},
    "a misprint mended": {"will opposing": "while opposing"},
    "a quotation mark turned": {"“the best of the anarchists”": "“the best of the anarchists“"},
    "italics lost": {"at *all* his life": "at all his life"},
    "a note's mark moved": {"Bolsheviks.[^7] However": "Bolsheviks. However[^7]"},
    "two notes' marks exchanged": {"[^12] as": "[^13] as", "[^13] are": "[^12] are"},
    "two headings exchanged": {"## The Opposition": "## The Alternative", "## The Alternative": "## The Opposition"},
    "a heading lost": {"## Conclusions": ""},
    "the hyphen kept": {"considered as a “retreat”": "con-sidered as a “retreat”"},
    "a note's word removed": {"quoted by Serge (": "by Serge ("},
    "a note's word doubled": {"[^38]: Aves,": "[^38]: Aves, Aves,"},
    "two notes exchanged": {"[^25]: ": "[^36]: ", "[^36]: ": "[^25]: "},
    "a note lost": {"[^46]: See section H.2.5 of *An Anarchist FAQ* volume 2.": ""},
    "a note given twice": {"[^38]: Aves, 17, 11.": "[^38]: Aves, 17, 11.\n\n[^38]: Aves, 17, 11."},
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_the_proof_sees_the_slightest_slip(slip: dict[str, str]) -> None:
    assert all(ESSAY.count(words) == 1 for words in slip)
    changed = re.sub("|".join(map(re.escape, slip)), lambda found: slip[found[0]], ESSAY)
    assert (edition_body(changed), edition_notes(changed)) != (source_body(SOURCE), source_notes(SOURCE))


def body_bounds(lines: list[str]) -> tuple[int, int]:
    """The first line after the table of contents (whose lines end in a tab and a page), and the colophon's first."""
    contents = [number for number, line in enumerate(lines) if re.search(r"\t\d+$", line)]
    return contents[-1] + 1, lines.index("The Anarchist Library")


def source_body_lines(source: str) -> list[str]:
    """The source's body, line by line: no notes (they begin with a raised number), the cut word whole again."""
    lines = source.splitlines()
    start, end = body_bounds(lines)
    body = [line for line in lines[start:end] if line and line[0] not in SUPERSCRIPT]
    cut = next(number for number, line in enumerate(body) if line.endswith(f" {CUT_BY_A_HYPHEN[0]}"))
    body[cut] = body[cut].removesuffix("-") + CUT_BY_A_HYPHEN[1]
    body[cut + 1] = body[cut + 1].removeprefix(CUT_BY_A_HYPHEN[1])
    return body


def source_body(source: str) -> Words:
    """Every word of the source's body in order, note marks as in an edition."""
    return marked(" ".join(source_body_lines(source))).split()


def source_notes(source: str) -> list[tuple[int, Words]]:
    """Every note's number and words, in order."""
    lines = (line for line in source.splitlines() if line and line[0] in SUPERSCRIPT)
    pairs = (re.fullmatch(rf"([{SUPERSCRIPT}]+)(.*)", line) for line in lines)
    return [(int(pair[1].translate(PLAIN_DIGITS)), marked(pair[2]).split()) for pair in pairs if pair]


def marked(text: str) -> str:
    """The text with every raised number as a note's mark: ⁷ is [^7]."""
    return re.sub(f"[{SUPERSCRIPT}]+", lambda found: f"[^{found[0].translate(PLAIN_DIGITS)}]", text)


def edition_body_lines(essay: str) -> list[str]:
    """The edition's body, line by line, without its Markdown; the introduction's heading is the edition's own."""
    added = {"# Victor Serge: The Worst of the Anarchists", "## Introduction"}
    lines = [line for line in essay.splitlines() if line and line not in added and not line.startswith("[^")]
    return [re.sub("^(## |> )", "", line) for line in lines]


def edition_body(essay: str) -> Words:
    """Every word of the edition's body in order."""
    return " ".join(edition_body_lines(essay)).split()


def edition_notes(essay: str) -> list[tuple[int, Words]]:
    """Every note's number and words, in order."""
    return [(int(number), text.split()) for number, text in re.findall(r"^\[\^(\d+)\]: (.*)$", essay, re.MULTILINE)]


def beginnings(lines: list[str]) -> list[int]:
    """How many words stand before each line."""
    return list(accumulate((len(line.split()) for line in lines), initial=0))[:-1]
