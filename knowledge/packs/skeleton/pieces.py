"""From lines to pieces: headings, paragraphs, displayed quotations, notes in Markdown's form, and rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

LONGEST_WRAPPED = 120
"""Characters in a line beyond which a plain text is taken not to be wrapped: each of its lines is a paragraph."""

_HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<text>.*?)(?:\s+#+)?")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_RULE = re.compile(r"[-*_=](?:\s*[-*_=]){2,}")
_QUOTED = re.compile(r"(?:>\s?)+")
_NOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\]:\s*(?P<text>.*)")
_LISTED = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+\S")


class Kind(Enum):
    """What a piece is."""

    HEADING = auto()
    PARAGRAPH = auto()
    DISPLAYED = auto()
    NOTE = auto()
    RULE = auto()


@dataclass(slots=True)
class Piece:
    """Some lines that belong together, as they stand, indented or not. ``line`` is that of the first.

    ``level`` counts a heading's depth from 1; ``label`` is a note's; ``guessed`` tells that the kind is not certain.
    """

    kind: Kind
    lines: list[str]
    line: int
    level: int = 0
    label: str = ""
    guessed: bool = False


def cut(text: str, *, markdown: bool) -> list[Piece]:
    """The pieces of a text, in order. ``markdown``: a line break alone ends no paragraph, however long the line."""
    cutter = _Cutter()
    for number, line in enumerate(text.replace("\f", " ").splitlines(), start=1):
        cutter.read(line.rstrip().expandtabs(4), number)
    pieces = [part for piece in cutter.pieces for part in _paragraphs(piece, markdown=markdown)]
    _mark_indented(pieces)
    return pieces


class _Cutter:
    """Divides lines by blank lines and Markdown's marks."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._open: Piece | None = None
        self._after_blank = False

    def read(self, line: str, number: int) -> None:
        """Put the line where it belongs."""
        bare, after_blank = line.strip(), self._after_blank
        self._after_blank = not bare
        if not bare:
            self._open = self._open if self._is_open(Kind.NOTE) else None
        elif heading := _HEADING.fullmatch(bare):
            self._begin(Piece(Kind.HEADING, [heading["text"]], number, level=len(heading["level"])), goes_on=False)
        elif self._open and self._is_open(Kind.PARAGRAPH) and len(self._open.lines) == 1 and _UNDERLINE.fullmatch(bare):
            self._open.kind, self._open.level, self._open = Kind.HEADING, 1 if bare[0] == "=" else 2, None
        elif _RULE.fullmatch(bare):
            self._begin(Piece(Kind.RULE, [], number), goes_on=False)
        elif note := _NOTE.fullmatch(bare):
            self._begin(Piece(Kind.NOTE, [note["text"]], number, label=note["label"]))
        elif quoted := _QUOTED.match(bare):
            self._displayed(bare[quoted.end() :], number)
        elif self._open and self._goes_on(line, after_blank=after_blank):
            self._open.lines.append(line)
        else:
            self._begin(Piece(Kind.PARAGRAPH, [line], number))

    def _displayed(self, line: str, number: int) -> None:
        if not line:
            self._open = None
        elif self._open and self._is_open(Kind.DISPLAYED):
            self._open.lines.append(line)
        else:
            self._begin(Piece(Kind.DISPLAYED, [line], number))

    def _begin(self, piece: Piece, *, goes_on: bool = True) -> None:
        self.pieces.append(piece)
        self._open = piece if goes_on else None

    def _is_open(self, kind: Kind) -> bool:
        return self._open is not None and self._open.kind is kind

    def _goes_on(self, line: str, *, after_blank: bool) -> bool:
        """Whether the line goes on with the open piece: not with a displayed quotation, not with the next of a list."""
        if self._open is None or self._open.kind is Kind.DISPLAYED:
            return False
        if self._open.kind is Kind.NOTE:
            return line.startswith("  ") or not after_blank
        return not (_LISTED.match(line.strip()) and _LISTED.match(self._open.lines[0].strip()))


def _paragraphs(piece: Piece, *, markdown: bool) -> Iterator[Piece]:
    """The piece, or the paragraphs in it that are told apart by their indented first lines or their long lines."""
    if piece.kind is not Kind.PARAGRAPH or len(piece.lines) == 1:
        yield piece
        return
    long = not markdown and any(len(line) > LONGEST_WRAPPED for line in piece.lines)
    starts = list(range(len(piece.lines))) if long else _indented_starts(piece.lines)
    for start, end in zip(starts, [*starts[1:], len(piece.lines)], strict=True):
        yield Piece(piece.kind, piece.lines[start:end], piece.line + start, guessed=len(starts) > 1)


def _indented_starts(lines: list[str]) -> list[int]:
    """Where paragraphs begin: at indented lines, as books print them; a flush first line may open a section."""
    indented = [line.startswith("  ") for line in lines]
    if all(indented):
        return [0]
    before_flush = [not following for following in indented[1:]] + [False]
    return [0] + [
        number for number in range(1, len(lines)) if indented[number] and (indented[0] or before_flush[number])
    ]


def _mark_indented(pieces: list[Piece]) -> None:
    """Paragraphs of several lines, all of them indented, are displayed quotations, if most paragraphs are not so."""
    paragraphs = [piece for piece in pieces if piece.kind is Kind.PARAGRAPH]
    indented = [
        piece
        for piece in paragraphs
        if len(piece.lines) > 1
        and all(line.startswith("  ") for line in piece.lines)
        and not _LISTED.match(piece.lines[0].strip())
    ]
    if len(indented) * 2 < len(paragraphs):
        for piece in indented:
            piece.kind, piece.guessed = Kind.DISPLAYED, True
