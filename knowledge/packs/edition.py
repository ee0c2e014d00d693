"""An edition: the essay's text in sections, paragraphs and notes, read from ``essay.md``.

The format is the smallest Markdown that holds an essay: ``# Title``, ``## Section``, one line a paragraph,
``> `` before a displayed quotation (a paragraph of its own), ``[^12]`` where note 12 is marked and
``[^12]: text`` for the note itself. Paragraphs count from 1 in each section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.errors import Fault

_NOTE = re.compile(r"\[\^(?P<number>\d+)\]: (?P<text>.*)")
_MARK = re.compile(r"\[\^(\d+)\]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a note: ``text`` as it stands, its number, and the section it stands in or is marked in."""

    section: str
    number: int
    text: str
    line: int
    is_note: bool = False
    displayed: bool = False

    @property
    def name(self) -> str:
        """How a person names it: "The Bolsheviks 17" or "note 28"."""
        return f"note {self.number}" if self.is_note else f"{self.section} {self.number}"


@dataclass(frozen=True, slots=True)
class Edition:
    """The whole text. ``sections`` are the titles in order; ``blocks`` the paragraphs, then the notes."""

    title: str
    sections: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def paragraphs(self) -> tuple[Block, ...]:
        """The body in order, displayed quotations included."""
        return tuple(block for block in self.blocks if not block.is_note)

    @property
    def notes(self) -> tuple[Block, ...]:
        """The notes in order."""
        return tuple(block for block in self.blocks if block.is_note)

    def find(self, name: str) -> Block | None:
        """The paragraph or note of that name ("The Bolsheviks 17", "note 28"), ignoring case."""
        wanted = " ".join(name.split()).casefold()
        return next((block for block in self.blocks if block.name.casefold() == wanted), None)


def parse_edition(text: str, file: str = "essay.md") -> tuple[Edition, list[Fault]]:
    """The edition that ``text`` holds, and every fault in it."""
    title, sections, paragraphs, notes = "", list[str](), list[Block](), list[tuple[int, str, int]]()
    faults: list[Fault] = []
    counts: dict[str, int] = {}
    for line_number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line:
            continue
        if "\0" in line:
            faults.append(Fault(file, line_number, "holds the character number 0; take it out"))
        if line.startswith("# "):
            title = line[2:]
        elif line.startswith("## "):
            if line[3:] in counts:
                faults.append(Fault(file, line_number, f"a second section is called “{line[3:]}”"))
            sections.append(line[3:])
            counts.setdefault(line[3:], 0)
        elif note := _NOTE.fullmatch(line):
            notes.append((int(note["number"]), note["text"], line_number))
        elif not sections:
            faults.append(
                Fault(file, line_number, "text before the first section; give it a heading (## Introduction)")
            )
        else:
            counts[sections[-1]] += 1
            displayed = line.startswith("> ")
            body = line[2:] if displayed else line
            paragraphs.append(Block(sections[-1], counts[sections[-1]], body, line_number, displayed=displayed))
    marks = dict(_marks(paragraphs))
    faults += _note_faults(paragraphs, notes, marks, file)
    note_blocks = [
        Block(marks.get(n, sections[-1] if sections else ""), n, body, at, is_note=True) for n, body, at in notes
    ]
    if not paragraphs:
        faults.append(Fault(file, 0, "holds no text"))
    return Edition(title, tuple(sections), (*paragraphs, *note_blocks)), faults


def _marks(paragraphs: list[Block]) -> Iterator[tuple[int, str]]:
    for block in paragraphs:
        for mark in _MARK.finditer(block.text):
            yield int(mark[1]), block.section


def _note_faults(
    paragraphs: list[Block], notes: list[tuple[int, str, int]], marks: dict[int, str], file: str
) -> Iterator[Fault]:
    seen: set[int] = set()
    for number, _, line in notes:
        if number in seen:
            yield Fault(file, line, f"note {number} stands here a second time")
        elif number not in marks:
            yield Fault(file, line, f"note {number} is marked nowhere in the text; put [^{number}] where it belongs")
        seen.add(number)
    for block in paragraphs:
        for mark in _MARK.finditer(block.text):
            if int(mark[1]) not in seen:
                yield Fault(file, block.line, f"[^{mark[1]}] has no note; add a line “[^{mark[1]}]: …”")
