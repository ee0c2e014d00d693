"""Quotations: what stands between marks, and paragraphs that are displayed as quoted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.packs.edition import Block, Edition
from knowledge.packs.marks import quotation_marks
from knowledge.packs.selector import Unresolved, resolve
from knowledge.packs.skeleton.citations import Parenthesis
from knowledge.packs.skeleton.keys import keys

_AFTER = re.compile(r"[”\"’']?[.,;:!?…]*\s*(?P<mark>\[\^\d+\])?\s*")
_TRAIL = re.compile(r"(?:\s*\[\^\d+\]|\s*\([^()]*\)|[.,;])*\s*")
_MARKS = re.compile(r"(?:\s*\[\^\d+\])*\s*$")
_NOTE = re.compile(r"[”\"’']?[.,;:!?…]*\s*\[\^(?P<number>\d+)\]")


@dataclass(frozen=True, slots=True)
class Found:
    """Quoted words, and where they stand in their block. ``prefix`` and ``suffix`` tell them from others like them."""

    key: str
    block: Block
    start: int
    end: int
    displayed: bool
    prefix: str = ""
    suffix: str = ""

    @property
    def exact(self) -> str:
        """The words between the marks."""
        return self.block.text[self.start : self.end]

    @property
    def note(self) -> int | None:
        """The note that is marked directly after the words."""
        mark = _NOTE.match(self.block.text, self.end)
        return int(mark["number"]) if mark else None

    def is_followed_by(self, parenthesis: Parenthesis) -> bool:
        """Whether the parenthesis comes directly after the words, with at most a mark or a full stop between."""
        after = _AFTER.match(self.block.text, self.end)
        return self.block == parenthesis.block and after is not None and after.end() == parenthesis.start


def find_quotations(edition: Edition, citations: list[Parenthesis]) -> list[Found]:
    """Every quotation, in order, with keys by section and paragraph: the second of “The Scales 3” is scales-3-2."""
    sections = keys(edition.sections, "section")
    found: list[Found] = []
    for block in edition.blocks:
        place = f"note-{block.number}" if block.is_note else f"{sections[block.section]}-{block.number}"
        for number, (start, end, displayed) in enumerate(sorted(_spans(block, citations)), start=1):
            quotation = Found(f"{place}-{number}", block, start, end, displayed)
            found.append(_told_apart(quotation, edition))
    return found


def unmatched(block: Block) -> list[str]:
    """The words around each quotation mark in the block that has no partner."""
    text = block.text
    spans = list(quotation_marks(text))
    closed = {end for _, end in spans}
    open_ = [start - 1 for start, end in spans if end is None or end == start]
    stray = [at for at, character in enumerate(text) if character == "”" and at not in closed]
    return [f"{text[max(at - 25, 0) : at]}{text[at : at + 25]}" for at in sorted({*open_, *stray})]


def served(quotations: list[Found], citations: list[Parenthesis]) -> dict[Parenthesis, list[Found]]:
    """The quotations that each parenthesis may serve: those before it in its paragraph, back to the parenthesis before.

    One that a note's mark follows has its place from the note.
    """
    serves: dict[Parenthesis, list[Found]] = defaultdict(list)
    for quotation in quotations:
        following = (one for one in citations if one.block == quotation.block and one.start >= quotation.end)
        first = min(following, key=lambda one: one.start, default=None)
        if first is not None and (quotation.note is None or quotation.is_followed_by(first)):
            serves[first].append(quotation)
    return serves


def _spans(block: Block, citations: list[Parenthesis]) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether displayed) of all words between marks, and of a displayed paragraph without marks around."""
    closed = [(start, end) for start, end in quotation_marks(block.text) if end is not None and end > start]
    whole = [(start, end) for start, end in closed if start == 1 and _TRAIL.fullmatch(block.text, end + 1)]
    if block.displayed and not whole:
        yield 0, _trailing(block, citations), True
    for start, end in closed:
        yield start, end, block.displayed and (start, end) in whole


def _trailing(block: Block, citations: list[Parenthesis]) -> int:
    """Where the words of a displayed quotation end: before note marks and citations that stand at its end."""
    ends = {one.end: one.start for one in citations if one.block == block}
    end = len(block.text)
    while True:
        marks = _MARKS.search(block.text, 0, end)
        bare = marks.start() if marks else end
        cited = ends.get(bare, ends.get(bare - 1) if block.text[bare - 1] in ".,;" else None)
        before = bare if cited is None else cited
        if before == end:
            return end
        end = before


def _told_apart(quotation: Found, edition: Edition) -> Found:
    """The quotation with as much before and after it as tells its words from the same words in its block."""
    text, start, end = quotation.block.text, quotation.start, quotation.end
    for around in range(len(text)):
        prefix, suffix = text[max(start - around, 0) : start], text[end : end + around]
        try:
            resolve(edition, quotation.exact, prefix=prefix, suffix=suffix, at=quotation.block.name)
        except Unresolved:
            continue
        return Found(quotation.key, quotation.block, start, end, quotation.displayed, prefix, suffix)
    return quotation
