"""Notes and their marks, in the forms people have: ``[^1]: …`` anywhere; ``[1] …``, ``1. …``, ``1 …`` or ``¹ …`` in a
section of notes or after a last rule; the first and last of these as paragraphs anywhere, as at the foot of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from knowledge.packs.skeleton.pieces import Kind, Piece

_SECTION = re.compile(
    r"(?:\d+\.? )?(?:(?:foot|end)?notes?|(?:notes|references) and (?:notes|references|sources)|references)\W*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[(?P<number>\d{1,3})\]:?\s*(?P<text>.*)")
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.):](?:\s+|(?=[^\d\s]))(?P<text>.*)")
_BARE = re.compile(r"(?P<number>\d{1,3})\s+(?P<text>[^\d\s].*)")
_RAISED = re.compile(r"(?P<number>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s*(?P<text>.*)")
_PLAIN_FORMS = (_BRACKETED, _RAISED)
_FORMS = (*_PLAIN_FORMS, _NUMBERED, _BARE)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SKIPPED = 3
"""How many numbers a list of notes may leave out before a number at a line's start is taken for part of the text."""

_MARK = re.compile(r"\[\^(?P<label>[^\]\s]+)\]")
_OTHER_MARKS = re.compile(
    r"\[(?P<bracketed>\d{1,3})\]|<sup>\[?(?P<sup>\d{1,3})\]?</sup>|(?<=\S)(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
)
_POWER = re.compile(r"(?:\d|(?<![^\W_])[kcdm]?m|(?<![^\W_])(?:ft|in|yd|cm|s))$")
"""What a raised 2 or 3 belongs to as a power: a number or a unit."""


@dataclass(slots=True)
class RawNote:
    """A note's lines, the line on which it begins, and its number; ``label`` is what stood in place of the number."""

    label: str
    lines: list[str]
    line: int
    number: int = 0


def take_notes(pieces: list[Piece]) -> tuple[list[Piece], list[RawNote]]:
    """The pieces without the notes, and the notes numbered, in order."""
    notes = [RawNote(piece.label, piece.lines, piece.line) for piece in pieces if piece.kind is Kind.NOTE]
    body = [piece for piece in pieces if piece.kind is not Kind.NOTE]
    if not notes:
        for start, end in _where(body):
            before, notes = _read(body[start:end])
            if notes:
                body = body[:start] + before + body[end:]
                break
        else:
            body, notes = _read_scattered(body)
    body = [piece for number, piece in enumerate(body) if not _is_empty_section(body, number)]
    return body, notes


def number_notes(notes: list[RawNote], texts: Iterable[str]) -> None:
    """Give every note its own number, or, where one has a word for a label, all of them numbers in marked order."""
    if all(note.label.isdecimal() for note in notes):
        for note in notes:
            note.number = int(note.label)
        return
    marked = [mark["label"] for text in texts for mark in _MARK.finditer(text)]
    notes.sort(key=lambda note: marked.index(note.label) if note.label in marked else len(marked))
    for number, note in enumerate(notes, start=1):
        note.number = number


def mark_notes(text: str, notes: list[RawNote], *, any_form: bool) -> str:
    """The text with ``[^1]`` where note 1 is marked; ``any_form`` says whether other forms than that are marks."""
    numbers = {note.label: str(note.number) for note in notes}
    text = _MARK.sub(lambda mark: f"[^{numbers.get(mark['label'], mark['label'])}]", text)
    return _OTHER_MARKS.sub(lambda mark: _marked(mark, numbers), text) if any_form else text


def marks(text: str) -> set[str]:
    """The numbers, or other labels, that are marked in the text in Markdown's form."""
    return {mark["label"] for mark in _MARK.finditer(text)}


def _marked(mark: re.Match[str], numbers: dict[str, str]) -> str:
    label = (mark["bracketed"] or mark["sup"] or mark["raised"]).translate(_SUPERSCRIPT)
    is_power = mark["raised"] and _POWER.search(mark.string[: mark.start()])
    return mark[0] if label not in numbers or is_power else f"[^{numbers[label]}]"


def _where(body: list[Piece]) -> Iterator[tuple[int, int]]:
    """Where a list of notes may stand, the likeliest first: under a heading of notes, or after a last rule."""
    headings = [number for number, piece in enumerate(body) if piece.kind is Kind.HEADING]
    for number in reversed(headings):
        if _SECTION.fullmatch(body[number].lines[0].strip(" *_#")):
            yield number + 1, next((after for after in headings if after > number), len(body))
    rules = [number for number, piece in enumerate(body) if piece.kind is Kind.RULE]
    if rules and rules[-1] > max(headings, default=-1):
        yield rules[-1] + 1, len(body)


def _read(pieces: list[Piece]) -> tuple[list[Piece], list[RawNote]]:
    """What stands before the first note, and the notes; whatever follows one goes on with it."""
    before: list[Piece] = []
    notes: list[RawNote] = []
    for piece in pieces:
        above = _read_piece(piece, notes, _FORMS)
        if above:
            before.append(replace(piece, lines=above))
    return before, notes


def _read_scattered(pieces: list[Piece]) -> tuple[list[Piece], list[RawNote]]:
    """The paragraphs that are no notes, and those that begin with a number in brackets or raised, one after the other:
    the notes at the foot of each page, or at the end without a heading.
    """
    rest: list[Piece] = []
    notes: list[RawNote] = []
    for piece in pieces:
        if piece.kind is Kind.PARAGRAPH and _note_begun(piece.lines[0].strip(), notes, _PLAIN_FORMS):
            _read_piece(piece, notes, _PLAIN_FORMS)
        else:
            rest.append(piece)
    return rest, notes


def _read_piece(piece: Piece, notes: list[RawNote], forms: tuple[re.Pattern[str], ...]) -> list[str]:
    """Add the piece's lines to the notes, and return those that stand above the first of all notes."""
    above: list[str] = []
    for below, line in enumerate(piece.lines):
        if begun := _note_begun(line.strip(), notes, forms):
            notes.append(RawNote(begun[0], [begun[1]], piece.line + below))
        elif notes:
            notes[-1].lines.append(line)
        else:
            above.append(line)
    return above


def _note_begun(line: str, notes: list[RawNote], forms: tuple[re.Pattern[str], ...]) -> tuple[str, str] | None:
    """The number and first words of the note that the line begins, if its number follows on the last one's."""
    last = int(notes[-1].label) if notes else 0
    for form in forms:
        if found := form.fullmatch(line):
            number = int(found["number"].translate(_SUPERSCRIPT))
            skipped = 0 if form is _BARE else _SKIPPED
            return (str(number), found["text"]) if last < number <= last + 1 + skipped else None
    return None


def _is_empty_section(body: list[Piece], number: int) -> bool:
    """Whether this is a heading of notes with nothing left under it."""
    piece = body[number]
    if piece.kind is not Kind.HEADING or not _SECTION.fullmatch(piece.lines[0].strip(" *_#")):
        return False
    following = next((after.kind for after in body[number + 1 :] if after.kind is not Kind.RULE), Kind.HEADING)
    return following is Kind.HEADING
