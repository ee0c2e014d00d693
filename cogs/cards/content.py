"""What a card says, part by part. Every face (Discord's cards, plain messages, the terminal) shows these parts.

A part's text is a row of runs: the edition's marks are taken apart here, and what a person typed is one run that
nothing is read into.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

from cogs.language import _
from knowledge.markup import Run, runs
from knowledge.model import Place


class Style(StrEnum):
    """What a part is, so that a face can give it its look."""

    NOTICE = "notice"
    TITLE = "title"
    LABEL = "label"
    BODY = "body"
    QUOTE = "quote"
    CODE = "code"
    SMALL = "small"
    RULE = "rule"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Mark(Run):
    """What Discord shows each reader in their own way, as it writes it: a moment, ``<t:…:F>``, a channel, a person."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a card: a heading, a text, a quoted text, a small line, or a rule between groups.

    A BESIDE part has ``columns``, cards to be shown side by side where there is room; see :func:`stacked`.
    """

    style: Style
    runs: tuple[Run, ...] = ()
    columns: tuple[tuple[Part, ...], ...] = ()


Card = tuple[Part, ...]


RULE = Part(Style.RULE)


_LONG_QUERY = 100

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs without a shape that change the direction in which a line is read."""


def stacked(card: Card) -> Card:
    """The card with what stands side by side put one under the other."""
    flat: list[Part] = []
    for one in card:
        for column in one.columns:
            flat += [RULE, *column]
        if not one.columns:
            flat.append(one)
    return tuple(flat)


def part(style: Style, *pieces: str | Run) -> Part:
    """A part made of the edition's text or our own words (strings, their marks taken apart) and of runs as they are."""
    return Part(style, tuple(run for piece in pieces for run in ((piece,) if isinstance(piece, Run) else runs(piece))))


def worded(style: Style, sentence: str, **fields: str | Run) -> Part:
    """A part made of a sentence of ours; its ``{places}`` take text of the edition, or a run as it is."""
    pieces: list[str | Run] = []
    for words, field, _format, _conversion in Formatter().parse(sentence):
        pieces += [Run(words)] if words else []
        pieces += [fields[field]] if field is not None else []
    return part(style, *pieces)


def place_name(place: Place) -> str:
    """Where text stands, for a person: "The Bolsheviks, ¶ 17" or "note 28"; of several texts, in which."""
    if place.note is not None:
        name = _("note {number}").format(number=place.note)
    else:
        name = f"{place.section}, ¶ {place.paragraph}"
    return name if place.title is None else _("{place} in {title}").format(place=name, title=place.title)


def placed(label: str, place: Place) -> Part:
    """A label of ours with the ``{place}`` where the text below it stands."""
    return worded(Style.LABEL, label, place=place_name(place))


def asked(query: str) -> Run:
    """The query in quotation marks; a long one by its beginning, said to be so."""
    one_line = printable(" ".join(query.split()))
    if len(one_line) > _LONG_QUERY:
        said = _("“{beginning} …” ({number} characters)")
        return Run(said.format(beginning=one_line[:_LONG_QUERY].rstrip(), number=len(query)))
    return Run(in_quotes(one_line))


def in_quotes(words: str) -> str:
    """Words that a sentence of ours speaks of, in its language's quotation marks."""
    return _("“{words}”").format(words=words)


def beginning(words: str) -> str:
    """Words of a member's as far as a notice has room for them."""
    words = printable(words)
    return words if len(words) <= _LONG_QUERY else f"{words[:_LONG_QUERY].rstrip()} …"


def printable(words: str) -> str:
    """A member's words without what would move a terminal's cursor, or turn around what we say beside them."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_control(sign) else sign for sign in words)


def _is_control(sign: str) -> bool:
    return sign in _TURNING or unicodedata.category(sign) == "Cc"
