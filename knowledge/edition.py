"""A loaded text as values: what it consists of, its paragraphs and notes, and the places of an entry's words in it."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.model import PackInfo, Place


class Block(NamedTuple):
    """A paragraph or a note of a text, whole.

    ``position`` counts from 0 through the whole text: its paragraphs, then its notes. ``section`` is, for a note, the
    one that marks it. ``displayed`` is a quotation that stands as a paragraph of its own.
    """

    position: int
    section: str
    number: int
    is_note: bool
    displayed: bool
    text: str

    @property
    def place(self) -> Place:
        """Where it stands, from its first character to its last."""
        paragraph, note = (None, self.number) if self.is_note else (self.number, None)
        return Place(self.section, paragraph, note, 0, len(self.text))


class Section(NamedTuple):
    """A section: its title, the position of its first paragraph, and how many paragraphs it has."""

    title: str
    first: int
    paragraphs: int


class Contents(NamedTuple):
    """What a loaded text consists of; ``notes`` is how many it has."""

    pack: PackInfo
    sections: tuple[Section, ...]
    notes: int

    @property
    def paragraphs(self) -> int:
        """How many there are; the first note, if any, stands at this position."""
        return sum(section.paragraphs for section in self.sections)


class Anchored(NamedTuple):
    """Words that an entry holds (``role`` is passage, rebuttal or quotation), and the block they stand in.

    ``start`` and ``end`` are their place in its text; ``slug`` is the name of the text that the block belongs to.
    """

    role: str
    exact: str
    start: int
    end: int
    slug: str
    block: Block
