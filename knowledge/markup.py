"""The two marks of an edition's text: ``*italics*`` and ``[^12]``, the mark of note 12.

Stored text keeps its marks. Every presenter takes them apart here, so that italics are italics and a note's
mark is a small number in the terminal as in Discord.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE_MARK = re.compile(r"\[\^(\d+)\]")
_MARKS = re.compile(r"\*(?P<italic>[^*\n]+)\*|\[\^(?P<note>\d+)\]")
_SIGN = re.compile(r"\[\^\d+\]|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text shown in one way. A note's mark is a run whose text is its superscript number.

    ``strong`` words are pointed out among the others; ``struck`` ones do not belong there, and have no other look.
    """

    text: str
    italic: bool = False
    strong: bool = False
    struck: bool = False


def runs(text: str) -> Iterator[Run]:
    """The text as runs, in order. An asterisk without a partner stands for itself."""
    for _, words, italic in _stretches(text):
        yield Run(_raised(words), italic)


def marked_runs(text: str, start: int, end: int) -> Iterator[Run]:
    """The text as runs, where what stands from ``start`` to ``end`` is strong; these count the text's marks too."""
    for position, words, italic in _stretches(text):
        signs = [(position + sign.start(), sign[0]) for sign in _SIGN.finditer(words)]
        for strong, group in groupby(signs, lambda sign: start <= sign[0] < end):
            yield Run(_raised("".join(sign for _, sign in group)), italic, strong)


def runs_between(text: str, places: Sequence[int]) -> list[list[Run]]:
    """The text's runs between each of these places and the next one; a note's mark belongs where it begins.

    The places count the text's marks too. What stands before the first of them and after the last is left out.
    """
    found: list[list[Run]] = [[] for _ in places[1:]]
    for position, words, italic in _stretches(text):
        signs = [(bisect_right(places, position + sign.start()), sign[0]) for sign in _SIGN.finditer(words)]
        for after, group in groupby(signs, lambda sign: sign[0]):
            if 0 < after <= len(found):
                found[after - 1].append(Run(_raised("".join(sign for _, sign in group)), italic))
    return found


def plain(text: str) -> str:
    """The text without its marks: italics as ordinary words, notes as superscript numbers."""
    return "".join(run.text for run in runs(text))


def words_only(text: str) -> str:
    """The text without italics and without note marks, for matching and searching."""
    return _NOTE_MARK.sub(" ", text).replace("*", "")


def note_numbers(text: str) -> list[int]:
    """The numbers of the notes that the text carries the marks of, in order."""
    return [int(mark[1]) for mark in _NOTE_MARK.finditer(text)]


def superscript(number: str | int) -> str:
    """A number in superscript digits."""
    return str(number).translate(_SUPERSCRIPT)


def _stretches(text: str) -> Iterator[tuple[int, str, bool]]:
    """Where each stretch begins, its text without asterisks, and whether it is italic; a note's mark is one."""
    position = 0
    for mark in _MARKS.finditer(text):
        if mark.start() > position:
            yield position, text[position : mark.start()], False
        yield (mark.start(), mark[0], False) if mark["note"] else (mark.start("italic"), mark["italic"], True)
        position = mark.end()
    if position < len(text):
        yield position, text[position:], False


def _raised(text: str) -> str:
    """The text with the marks of notes as superscript numbers."""
    return _NOTE_MARK.sub(lambda note: superscript(note[1]), text)
