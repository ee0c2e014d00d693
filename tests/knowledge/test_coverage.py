"""Nothing can be left out of a complete pack: what is taken from the shipped one, the check sees and says where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import main
from knowledge.model import CitationPlace
from knowledge.packs.coverage import coverage
from knowledge.packs.pack import Pack
from tests.processes import serge
from tests.shipped_copy import Item, ShippedCopy

Spoil = Callable[[ShippedCopy], None]


@pytest.fixture
def copy(tmp_path: Path) -> ShippedCopy:
    """A copy of the shipped pack."""
    return ShippedCopy(tmp_path / "pack")


def at(block: str, exact: str | None = None) -> Callable[[Item], bool]:
    """Whether a citation is the one in that paragraph or note; without ``exact`` the note as a whole."""
    return lambda item: item["at"] == block and item.get("exact") == exact


def without_a_quotation(copy: ShippedCopy) -> None:
    for name in ("entries", "citations"):
        copy.forget(name, "quotations", "bolsheviks-17-1")
    copy.leave_out("quotations", lambda item: item["key"] == "bolsheviks-17-1")


def without_a_displayed_quotation(copy: ShippedCopy) -> None:
    for name in ("entries", "citations"):
        copy.forget(name, "quotations", "bolsheviks-11-1")
    copy.leave_out("quotations", lambda item: item["key"] == "bolsheviks-11-1")


def without_a_citation(copy: ShippedCopy) -> None:
    copy.leave_out("citations", at("The Bolsheviks 20", "(*Danger*, 69)"))


def without_a_citation_in_brackets_alone(copy: ShippedCopy) -> None:
    copy.leave_out("citations", at("The Alternative 3", "(247)"))


def without_a_citation_inside_a_note(copy: ShippedCopy) -> None:
    copy.leave_out("citations", at("note 28", "(*Memoirs* 146, 152)"))


def without_a_notes_citation(copy: ShippedCopy) -> None:
    copy.leave_out("citations", at("note 32"))


def with_a_citation_for_nothing(copy: ShippedCopy) -> None:
    copy.empty("citations", at("The Bolsheviks 20", "(*Danger*, 69)"), "quotations", "entries")


def with_a_paragraph_in_no_entry(copy: ShippedCopy) -> None:
    copy.forget("entries", "places", "The Anarchists 6")


def with_a_note_in_no_entry(copy: ShippedCopy) -> None:
    copy.forget("entries", "places", "note 31")


def with_a_quotation_in_no_entry(copy: ShippedCopy) -> None:
    copy.forget("entries", "quotations", "bolsheviks-21-6")


def with_a_source_that_nothing_cites(copy: ShippedCopy) -> None:
    copy.empty("citations", at("note 9"), "cites")


# What is spoiled, the line that is named (by words that stand on it alone), and what is said of it.
SPOILT: dict[str, tuple[Spoil, str, str, str]] = {
    "a quotation": (
        without_a_quotation,
        "essay.md",
        "Serge, as it well known, sided",
        (
            "The Bolsheviks 17: the quotation “Kronstadt was the beginning of a fresh, liberating revolutio” "
            "is not recorded"
        ),
    ),
    "a displayed quotation": (
        without_a_displayed_quotation,
        "essay.md",
        "> “Unless democracy is a fraud",
        (
            "The Bolsheviks 11: the quotation “Unless democracy is a fraud, and the sovereignty of the Peop” "
            "is not recorded"
        ),
    ),
    "a parenthesis": (
        without_a_citation,
        "essay.md",
        "The notion that the party leadership hoped",
        "The Bolsheviks 20: (*Danger*, 69) is not listed in citations.yaml",
    ),
    "a bare page": (
        without_a_citation_in_brackets_alone,
        "essay.md",
        "Compared to Serge’s *Memoirs*, Goldman’s",
        "The Alternative 3: (247) is not listed in citations.yaml",
    ),
    "a parenthesis in a note": (
        without_a_citation_inside_a_note,
        "essay.md",
        "[^28]: ",
        "note 28: (*Memoirs* 146, 152) is not listed in citations.yaml",
    ),
    "a note": (without_a_notes_citation, "essay.md", "[^32]: ", "note 32: is not listed in citations.yaml"),
    "what a parenthesis backs": (
        with_a_citation_for_nothing,
        "essay.md",
        "The notion that the party leadership hoped",
        "The Bolsheviks 20: (*Danger*, 69) backs neither a quotation nor an entry",
    ),
    "a paragraph's entry": (
        with_a_paragraph_in_no_entry,
        "essay.md",
        "Similarly when Serge recalls",
        "The Anarchists 6: belongs to no entry; name it under “places” of one",
    ),
    "a note's entry": (
        with_a_note_in_no_entry,
        "essay.md",
        "[^31]: ",
        "note 31: belongs to no entry; name it under “places” of one",
    ),
    "a quotation's only entry": (
        with_a_quotation_in_no_entry,
        "essay.md",
        "So the notion that “Serge became a Marxist",
        "The Bolsheviks 21: the quotation bolsheviks-21-6 belongs to no entry",
    ),
    "a source's last use": (
        with_a_source_that_nothing_cites,
        "sources.yaml",
        "- key: cahm-kropotkin",
        "nothing cites “cahm-kropotkin”",
    ),
}


@pytest.mark.parametrize(("spoil", "file", "words", "message"), SPOILT.values(), ids=SPOILT.keys())
def test_what_is_left_out_fails_the_check_with_its_file_and_line(
    copy: ShippedCopy, capsys: pytest.CaptureFixture[str], spoil: Spoil, file: str, words: str, message: str
) -> None:
    spoil(copy)
    assert main(["check", str(copy.folder)]) == 1
    said = capsys.readouterr()
    faults = said.out.splitlines()
    assert f"{file}:{copy.line(file, words)}: {message}" in faults
    assert all(re.match(r"(essay\.md|sources\.yaml):[1-9]\d*: ", fault) for fault in faults)
    assert said.err == f"{len(faults)} fault{'s' if faults[1:] else ''}.\n"


@pytest.mark.parametrize(("spoil", "message"), [(case[0], case[3]) for case in SPOILT.values()], ids=SPOILT.keys())
def test_a_pack_that_does_not_call_itself_complete_may_have_gaps_and_hears_of_them(
    copy: ShippedCopy, capsys: pytest.CaptureFixture[str], spoil: Spoil, message: str
) -> None:
    spoil(copy)
    copy.leave_open()
    assert main(["check", str(copy.folder)]) == 0
    unused = re.fullmatch("nothing cites “(.*)”", message)
    gap = f"cited nowhere – {unused[1]}" if unused else f"not covered – {message}"
    assert f"  {gap}" in capsys.readouterr().out.splitlines()


def test_the_shipped_pack_as_it_is_passes(copy: ShippedCopy) -> None:
    checked = serge("check", str(copy.folder))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "Everything stands where it should." in checked.stdout
    assert "Covered: 75 of 75 paragraphs, 46 of 46 notes," in checked.stdout
    assert "243 of 243 quotation marks" in checked.stdout
    assert "not covered" not in checked.stdout


def test_a_gap_keeps_a_complete_pack_from_being_loaded(copy: ShippedCopy, tmp_path: Path) -> None:
    without_a_citation(copy)
    loaded = serge("load", str(copy.folder), "--database", str(tmp_path / "serge.db"))
    assert loaded.returncode == 1
    assert "(*Danger*, 69) is not listed in citations.yaml" in loaded.stderr


UNNOTICED_QUOTATIONS = {"bolsheviks-6-4": "stands in single marks inside a quotation, which look like apostrophes"}

WITHOUT_A_PAGE = "names works and no page: a parenthesis that need not be a citation, or no parenthesis at all"
PART_OF_A_NOTE = "is a part of a note that is listed whole"
UNNOTICED_CITATIONS = {
    ("The Anarchists 4", "“The Monopoly of Power”"): WITHOUT_A_PAGE,
    ("The Anarchists 7", "*The Great French Revolution*"): WITHOUT_A_PAGE,
    ("The Anarchists 15", "*State and Revolution*"): WITHOUT_A_PAGE,
    ("The Anarchists 18", "*State and Revolution*"): WITHOUT_A_PAGE,
    ("The Bolsheviks 5", "*What is to Be Done?*"): WITHOUT_A_PAGE,
    ("The Bolsheviks 10", "(e.g., Lenin’s 1917 pamphlet *"): WITHOUT_A_PAGE,
    ("The Bolsheviks 14", "(see Lenin’s *Left-Wing Commun"): WITHOUT_A_PAGE,
    ("The Bolsheviks 18", "*State and Revolution*"): WITHOUT_A_PAGE,
    ("The Bolsheviks 18", "(as seen in Kropotkin’s *The C"): WITHOUT_A_PAGE,
    ("The Bolsheviks 24", "*What is Property?*"): WITHOUT_A_PAGE,
    ("The Bolsheviks 24", "(as theoretically defended in "): WITHOUT_A_PAGE,
    ("The Opposition 3", "*Platform of the Opposition*"): WITHOUT_A_PAGE,
    ("Conclusions 2", "*What is Property?*"): WITHOUT_A_PAGE,
    ("note 24", "section H.3.3 of *An Anarchist"): PART_OF_A_NOTE,
    ("note 39", "Daniel Guérin, *Anarchism: Fro"): PART_OF_A_NOTE,
    ("note 42", "*Writings of Leon Trotsky 1936"): PART_OF_A_NOTE,
}
"""By place and the first characters of what is cited there."""


def test_the_absence_of_any_quotation_is_noticed_in_its_paragraph(shipped: Pack) -> None:
    unnoticed = {
        quotation.key
        for quotation in shipped.quotations
        if quotation.place.block not in _gaps(_without_quotation(shipped, quotation.key))
    }
    assert unnoticed == UNNOTICED_QUOTATIONS.keys()


def test_the_absence_of_any_citation_is_noticed_in_its_paragraph(shipped: Pack) -> None:
    unnoticed = {
        (left_out.place.block, left_out.exact[:30].rstrip())
        for left_out, spoilt in _each_without_a_citation(shipped)
        if left_out.place.block not in _gaps(spoilt)
    }
    assert unnoticed == {(block, exact.rstrip()) for block, exact in UNNOTICED_CITATIONS}


def test_the_absence_of_any_paragraph_or_note_is_noticed(shipped: Pack) -> None:
    for block in shipped.edition.blocks:
        entries = tuple(
            replace(entry, places=tuple(other for other in entry.places if other != block)) for entry in shipped.entries
        )
        assert _gaps(replace(shipped, entries=entries)) == {block.name}


# Terms, scare quotes and titles are nobody's words and need no entry.
def test_every_quotation_that_is_in_no_entry_is_noticed(shipped: Pack) -> None:
    entries = tuple(replace(entry, quotations=()) for entry in shipped.entries)
    assert [str(gap) for gap in coverage(replace(shipped, entries=entries)).gaps] == [
        f"{quotation.place.block}: the quotation {quotation.key} belongs to no entry"
        for quotation in shipped.quotations
        if quotation.kind in {"quotation", "displayed"}
    ]


def test_a_source_that_nothing_cites_any_more_is_noticed(shipped: Pack) -> None:
    assert coverage(shipped).unused_sources == ()
    for source in shipped.sources:
        citations = tuple(
            replace(place, citations=tuple(cited for cited in place.citations if cited.source.key != source.key))
            for place in shipped.citations
        )
        quotations = tuple(
            replace(quotation, citation=None) if _is_from(source.key, quotation.citation) else quotation
            for quotation in shipped.quotations
        )
        assert coverage(replace(shipped, citations=citations, quotations=quotations)).unused_sources == (source.key,)


def _gaps(pack: Pack) -> set[str]:
    """The paragraphs and notes in which something is left out."""
    return {gap.block.name for gap in coverage(pack).gaps}


def _without_quotation(pack: Pack, key: str) -> Pack:
    entries = tuple(
        replace(entry, quotations=tuple(quotation for quotation in entry.quotations if quotation.key != key))
        for entry in pack.entries
    )
    quotations = tuple(quotation for quotation in pack.quotations if quotation.key != key)
    return replace(pack, quotations=quotations, entries=entries)


def _each_without_a_citation(pack: Pack) -> Iterator[tuple[CitationPlace, Pack]]:
    for number, left_out in enumerate(pack.citations):
        yield left_out, replace(pack, citations=(*pack.citations[:number], *pack.citations[number + 1 :]))


def _is_from(key: str, citation: object) -> bool:
    return getattr(getattr(citation, "source", None), "key", None) == key
