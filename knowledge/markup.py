"""The two marks of an edition's text: ``*italics*`` and ``[^12]``, the mark of note 12.

Stored text keeps its marks. Every presenter takes them apart here, so that italics are italics and a note's
mark is a small number in the terminal as in Discord.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE_MARK = re.compile(r"\[\^(\d+)\]")
_MARKS = re.compile(r"\*(?P<italic>[^*\n]+)\*|\[\^(?P<note>\d+)\]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text shown in one way. A note's mark is a run whose text is its superscript number."""

    text: str
    italic: bool = False


def runs(text: str) -> Iterator[Run]:
    """The text as runs, in order. An asterisk without a partner stands for itself."""
    position = 0
    for mark in _MARKS.finditer(text):
        if mark.start() > position:
            yield Run(text[position : mark.start()])
        if mark["note"]:
            yield Run(superscript(mark["note"]))
        else:
            yield Run(_NOTE_MARK.sub(lambda note: superscript(note[1]), mark["italic"]), italic=True)
        position = mark.end()
    if position < len(text):
        yield Run(text[position:])


def plain(text: str) -> str:
    """The text without its marks: italics as ordinary words, notes as superscript numbers."""
    return "".join(run.text for run in runs(text))


def words_only(text: str) -> str:
    """The text without italics and without note marks, for matching and searching."""
    return _NOTE_MARK.sub(" ", text).replace("*", "")


def superscript(number: str | int) -> str:
    """A number in superscript digits."""
    return str(number).translate(_SUPERSCRIPT)
