"""A text as an edition: title, sections, paragraphs and notes as ``essay.md`` has them, and the doubts about them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from knowledge.packs.edition import Edition, parse_edition
from knowledge.packs.skeleton import lines
from knowledge.packs.skeleton.around import Contents, is_imprint, take_contents
from knowledge.packs.skeleton.decisions import Decision, Topic, line
from knowledge.packs.skeleton.headings import Front, guess_headings, take_front_matter, take_title
from knowledge.packs.skeleton.notes import RawNote, mark_notes, marks, number_notes, take_notes
from knowledge.packs.skeleton.pieces import Kind, Piece, cut

FIRST_SECTION = "Introduction"
"""What a first section is called where the text does not say."""

_WHOLLY_QUOTED = re.compile(r'(?:“[^“”]*”|"[^"]*")(?:\s*\[\^?\d+\]|\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\s*\([^()]*\)|[.,;])*')
_NUMBER_ALONE = re.compile(r"[-–—\s]*\d{1,4}[-–—\s]*")


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition made from a text. ``text`` is that of essay.md; author and date are None where not found.

    ``contents`` is the table of contents, which is left out of it; None where there is none.
    """

    title: str
    author: str | None
    date: str | None
    text: str
    edition: Edition
    contents: Contents | None
    decisions: tuple[Decision, ...]


@dataclass(slots=True)
class _Paragraph:
    section: str
    text: str
    line: int
    displayed: bool


def make_draft(text: str, name: str, *, markdown: bool) -> Draft:
    """The draft of a text; ``name`` stands in for a title that is not found."""
    front, text = take_front_matter(text)
    contents, text = take_contents(text)
    pieces = cut(text, markdown=markdown)
    guess_headings(pieces)
    pieces, notes = take_notes(pieces)
    pieces = take_title(pieces, front)
    title = front.title or name
    maker = _Maker(notes, title)
    maker.say_front(front, name)
    maker.say_contents(contents)
    maker.read(pieces)
    maker.mark()
    essay = maker.essay()
    edition, _ = parse_edition(essay)
    return Draft(title, front.author, front.date, essay, edition, contents, tuple(maker.decisions))


class _Maker:
    """Puts the pieces together and keeps every doubt about them."""

    def __init__(self, notes: list[RawNote], title: str) -> None:
        self.decisions: list[Decision] = []
        self._notes = notes
        self._title = title
        self._sections: list[str] = []
        self._paragraphs: list[_Paragraph] = []

    def say_front(self, front: Front, name: str) -> None:
        """What was taken from the head of the text, or not found there."""
        if front.title is None:
            self.decisions.append(Decision(Topic.FRONT, "title", f"none found; the file's name stands in: “{name}”"))
        for field, found in (("author", front.author), ("date", front.date)):
            if found:
                self.decisions.append(Decision(Topic.FRONT, field, f"“{found}”; it stands in pack.yaml alone"))

    def say_contents(self, contents: Contents | None) -> None:
        """Which lines were left out as a table of contents."""
        if contents:
            words = ", ".join(f"“{words}”" for words in contents.lines)
            self.decisions.append(Decision(Topic.LEFT_OUT, contents.where, f"a table of contents: {words}"))

    def read(self, pieces: list[Piece]) -> None:
        """Sections and paragraphs, in order."""
        for piece in pieces:
            if piece.kind is Kind.HEADING:
                self._section(piece)
            elif piece.kind in {Kind.PARAGRAPH, Kind.DISPLAYED}:
                self._paragraph(piece)

    def mark(self) -> None:
        """Put the marks of the notes into one form, and tell which notes and marks have no partner."""
        number_notes(self._notes, [paragraph.text for paragraph in self._paragraphs])
        for note in self._notes:
            if note.label != str(note.number):
                self._doubt(Topic.NOTES, note.line, f"the note “{note.label}” is now note {note.number}")
        has_marks = any(marks(paragraph.text) for paragraph in self._paragraphs)
        for paragraph in self._paragraphs:
            paragraph.text = mark_notes(paragraph.text, self._notes, any_form=not has_marks)
        marked = {mark for paragraph in self._paragraphs for mark in marks(paragraph.text)}
        numbers = [str(note.number) for note in self._notes]
        for note in self._notes:
            if str(note.number) not in marked:
                self._doubt(Topic.NOTES, note.line, f"note {note.number} is marked nowhere in the text")
        for number, times in Counter(numbers).items():
            if times > 1:
                self._doubt(Topic.NOTES, 1, f"{times} notes have the number {number}; number them through")
        for paragraph in self._paragraphs:
            for mark in sorted(marks(paragraph.text) - set(numbers)):
                self._doubt(Topic.NOTES, paragraph.line, f"[^{mark}] has no note")

    def essay(self) -> str:
        """The text of essay.md."""
        blocks = [f"# {self._title}"]
        for section in self._sections:
            blocks.append(f"## {section}")
            paragraphs = (paragraph for paragraph in self._paragraphs if paragraph.section == section)
            blocks += [f"{'> ' if paragraph.displayed else ''}{paragraph.text}" for paragraph in paragraphs]
        blocks += [
            f"[^{note.number}]: {mark_notes(self._joined(note), self._notes, any_form=False)}" for note in self._notes
        ]
        return "\n\n".join(blocks) + "\n"

    def _section(self, piece: Piece) -> None:
        bare = lines.unmarked(lines.italics(" ".join(piece.lines[0].split()))) or FIRST_SECTION
        name, times = bare, 1
        while name.casefold() in {section.casefold() for section in self._sections}:
            times += 1
            name = f"{bare} ({times})"
        if times > 1:
            self._doubt(Topic.HEADINGS, piece.line, f"another section is called “{bare}”; this one is now “{name}”")
        if piece.guessed:
            self._doubt(Topic.HEADINGS, piece.line, f"“{bare}” was taken for a heading")
        if marks(bare):
            self._doubt(Topic.NOTES, piece.line, f"the heading “{bare}” marks a note; put the mark into a paragraph")
        self._sections.append(name)

    def _paragraph(self, piece: Piece) -> None:
        if not self._sections:
            self._doubt(Topic.HEADINGS, piece.line, f"the text begins without a heading; it got “{FIRST_SECTION}”")
            self._sections.append(FIRST_SECTION)
        text = self._joined(piece)
        displayed = piece.kind is Kind.DISPLAYED
        wholly_quoted = not displayed and _WHOLLY_QUOTED.fullmatch(text) is not None
        doubts = {
            "a paragraph in quotation marks was taken for a displayed quotation": wholly_quoted,
            "indented lines were taken for a displayed quotation": displayed and piece.guessed,
            "a paragraph was taken to begin or end without a blank line": not displayed and piece.guessed,
            "a paragraph begins with a small letter; it may go on with the one before": text[:1].islower(),
            f"“{text}” stands alone and may be the number of a page": _NUMBER_ALONE.fullmatch(text),
        }
        for doubt, holds in doubts.items():
            if holds:
                self._doubt(Topic.PARAGRAPHS, piece.line, doubt)
        if any(is_imprint(line, self._title) for line in piece.lines):
            self._doubt(Topic.IMPRINT, piece.line, f"“{text}”")
        displayed = displayed or wholly_quoted
        self._paragraphs.append(_Paragraph(self._sections[-1], text, piece.line, displayed))

    def _joined(self, piece: Piece | RawNote) -> str:
        text, hyphens = lines.join(piece.lines)
        for hyphen in hyphens:
            self._doubt(Topic.HYPHENS, piece.line + hyphen.below, f"“{hyphen.joined}”")
        return lines.italics(text)

    def _doubt(self, topic: Topic, number: int, what: str) -> None:
        self.decisions.append(Decision(topic, line(number), what))
