"""What stands at the head of a text and of its sections: title, author, date, headings where no mark says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.packs.skeleton.around import is_imprint
from knowledge.packs.skeleton.lines import unmarked
from knowledge.packs.skeleton.pieces import Kind, Piece
from knowledge.packs.yaml_lines import read_yaml

_LONGEST_HEADING = 70
_MOST_WORDS = 10
_MOST_LINES = 4
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[IVXLC]+)[.):]?\s+\S")
_BYLINE = re.compile(r"by\s+(?P<author>\w.{0,60})", re.IGNORECASE)
_DATE = re.compile(r"(?:[\w.,]+\s+){0,3}(?:1[4-9]|20)\d\d\.?")


@dataclass(slots=True)
class Front:
    """What the head of a text says of it; None where it says nothing."""

    title: str | None = None
    author: str | None = None
    date: str | None = None


def take_front_matter(text: str) -> tuple[Front, str]:
    """What the YAML between ``---`` at the top says, and the text with blank lines in its place."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return Front(), text
    data = read_yaml(found["yaml"], "").data
    if not isinstance(data, dict):
        return Front(), text
    given = {name: value for name, value in data.items() if isinstance(value, str) and value.strip()}  # pyright: ignore[reportUnknownVariableType]
    blank = "\n" * found[0].count("\n")
    return Front(given.get("title"), given.get("author"), given.get("date")), blank + text[found.end() :]


def guess_headings(pieces: list[Piece]) -> None:
    """Where no heading is marked: short lines alone that end no sentence. The first of all is above the others."""
    if any(piece.kind is Kind.HEADING for piece in pieces):
        return
    _part_the_head(pieces)
    alike = [number for number, piece in enumerate(pieces) if _is_like_a_heading(piece)]
    for number in alike:
        is_last = number + 1 == len(pieces)
        if not is_last and not _is_in_a_list(pieces, number) and not is_imprint(pieces[number].lines[0]):
            pieces[number].kind, pieces[number].guessed = Kind.HEADING, True
            pieces[number].level = 1 if number == 0 else 2


def _part_the_head(pieces: list[Piece]) -> None:
    """Title, author and date in lines directly below one another become pieces of their own."""
    if not pieces or pieces[0].kind is not Kind.PARAGRAPH or len(pieces[0].lines) > _MOST_LINES:
        return
    alone = [Piece(Kind.PARAGRAPH, [line], pieces[0].line + below) for below, line in enumerate(pieces[0].lines)]
    if all(_is_like_a_heading(piece) for piece in alone):
        pieces[:1] = alone


def take_title(pieces: list[Piece], front: Front) -> list[Piece]:
    """The pieces without title, author's line and date; what they say goes into ``front``."""
    start = next((number for number, piece in enumerate(pieces) if piece.kind is not Kind.RULE), len(pieces))
    if start == len(pieces) or not _is_title(pieces, start, front):
        return pieces
    front.title = unmarked(" ".join(pieces[start].lines[0].split()))
    after = start + 1
    if after + 1 < len(pieces) and _is_name_above_a_date(pieces[after], pieces[after + 1]) and not front.author:
        front.author = unmarked(pieces[after].lines[0].strip())
        after += 1
    while after < len(pieces) and _is_front(pieces[after], front):
        after += 1
    return pieces[after:]


def _is_title(pieces: list[Piece], start: int, front: Front) -> bool:
    """Whether this is a heading above all others, or repeats the title that is known."""
    piece = pieces[start]
    if piece.kind is not Kind.HEADING:
        return False
    if front.title and unmarked(piece.lines[0]).casefold() == front.title.casefold():
        return True
    others = [other.level for other in pieces[start + 1 :] if other.kind is Kind.HEADING]
    return not front.title and all(level > piece.level for level in others)


def _is_name_above_a_date(piece: Piece, below: Piece) -> bool:
    """Whether this is an author's line without “by”: a short line between the title and a date."""
    if not (piece.guessed and piece.kind is Kind.HEADING and below.lines):
        return False
    bare = unmarked(piece.lines[0].strip())
    return not _DATE.fullmatch(bare) and not _BYLINE.fullmatch(bare) and bool(_DATE.fullmatch(below.lines[0].strip()))


def _is_front(piece: Piece, front: Front) -> bool:
    """Whether the piece is the author's line, a date, or both; they are put into ``front`` then."""
    if piece.kind not in {Kind.PARAGRAPH, Kind.HEADING} or (piece.kind is Kind.HEADING and not piece.guessed):
        return False
    author, date = None, None
    for line in piece.lines:
        bare = unmarked(line.strip())
        byline = _BYLINE.fullmatch(bare)
        if byline and not author and not bare.endswith("."):
            author = byline["author"]
        elif _DATE.fullmatch(bare) and not date:
            date = bare
        else:
            return False
    if (author and front.author) or (date and front.date):
        return False
    front.author, front.date = author or front.author, date or front.date
    return True


def _is_like_a_heading(piece: Piece) -> bool:
    if piece.kind is not Kind.PARAGRAPH or len(piece.lines) != 1:
        return False
    bare = unmarked(piece.lines[0].strip())
    if len(bare) > _LONGEST_HEADING or len(bare.split()) > _MOST_WORDS or not bare:
        return False
    begins = bare[0].isupper() or bool(_NUMBERED.match(bare)) or (bare[0].isalpha() and not bare[0].islower())
    return begins and (bare[-1].isalnum() or bare[-1] in ")?!" or (bare.isupper() and bare[-1] == "."))


def _is_in_a_list(pieces: list[Piece], number: int) -> bool:
    """Whether a numbered line stands beside another."""
    return bool(_NUMBERED.match(pieces[number].lines[0].strip())) and any(
        pieces[beside].lines and _NUMBERED.match(pieces[beside].lines[0].strip())
        for beside in (number - 1, number + 1)
        if 0 <= beside < len(pieces)
    )
