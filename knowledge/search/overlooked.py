"""Which differences between two texts of the same words are overlooked: marks, case and the like, never a word."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping

from knowledge.search.wording import APOSTROPHES, ELLIPSIS, INVISIBLE, LETTERS_APART, NOTE_MARK
from knowledge.verdict import Overlooked

_BETWEEN = re.compile(
    rf"""
    (?P<invisible>[{INVISIBLE}])
    | (?P<note_marks>{NOTE_MARK})
    | (?P<ellipses>\s*(?:\[\s*(?:{ELLIPSIS})\s*\]|\(\s*(?:{ELLIPSIS})\s*\)|{ELLIPSIS})\s*)
    | (?P<dashes>\s*[-‐‑‒–—―−]+\s*)
    | (?P<quotation_marks>["“”„‟«»‹›‘’‚‛'`´″′]+)
    | (?P<brackets>[\[\]])
    | (?P<italics>[*_]+)
    | (?P<spaces>\s+)
    | (?P<punctuation>.)
    """,
    re.VERBOSE | re.DOTALL,
)

_INSIDE = re.compile(
    rf"(?P<invisible>[{INVISIBLE}])|(?P<spaces>[-‐]\s*\n\s*)|(?P<apostrophes>[{APOSTROPHES}])|(?P<brackets>[\[\]])"
    r"|(?P<ligatures>[\ufb00-\ufb06æœÆŒĳĲ])|(?P<accents>[øłđðþıØŁĐÐÞ])|(?P<case>.)",
    re.DOTALL,
)

_BLANKS = re.compile(r"\s+")

_OWN_SPACES = (
    Overlooked.DASHES,
    Overlooked.ELLIPSES,
    Overlooked.NOTE_MARKS,
    Overlooked.QUOTATION_MARKS,
    Overlooked.PUNCTUATION,
)
"""Where one of these differs, the blanks around it differ with it."""

_OF_LETTERS = (Overlooked.CASE, Overlooked.LIGATURES, Overlooked.ACCENTS)

_MAY_END = ("", ".", ",")


def overlooked_between(typed: str, stands: str) -> set[Overlooked]:
    """How the signs between two words differ."""
    if typed == stands:
        return set()
    signs, standing = _signs(typed), _signs(stands)
    found = _differing(signs, standing)
    if found.intersection(_OWN_SPACES):
        found.discard(Overlooked.SPACES)
    if ("\n" in typed) != ("\n" in stands):
        found.add(Overlooked.SPACES)
    if not found:  # the same signs in another order, as a comma inside or outside of quotation marks
        found.add(Overlooked.QUOTATION_MARKS if Overlooked.QUOTATION_MARKS in signs else Overlooked.PUNCTUATION)
    return found


def overlooked_within(typed: str, stands: str) -> set[Overlooked]:
    """How two words of one key differ."""
    return set() if typed == stands else _differing(_letters(typed), _letters(stands))


def overlooked_after(typed: str, stands: str) -> set[Overlooked]:
    """How what was typed ends otherwise than the words that stand: ``typed`` and ``stands`` follow the last word.

    Quotation marks and the like only tell where the quotation ends; of what stands, only the beginning is compared.
    """
    signs, standing = _signs(typed), _signs(stands)
    found: set[Overlooked] = set()
    mark, marks = signs[Overlooked.PUNCTUATION], standing[Overlooked.PUNCTUATION]
    if not marks.startswith(mark):
        found.add(Overlooked.END if mark in _MAY_END else Overlooked.PUNCTUATION)
    if signs[Overlooked.NOTE_MARKS] not in ("", standing[Overlooked.NOTE_MARKS]):
        found.add(Overlooked.NOTE_MARKS)
    return found


def _signs(between: str) -> Mapping[Overlooked, str]:
    """The signs by their kind, each kind's in their order."""
    found: dict[Overlooked, str] = defaultdict(str)
    for sign in _BETWEEN.finditer(between):
        kind = Overlooked[(sign.lastgroup or "").upper()]
        found[kind] += sign[0] if kind is Overlooked.SPACES else _BLANKS.sub(" ", sign[0])
    return found


def _letters(word: str) -> Mapping[Overlooked, str]:
    """What a word is written with by its kind; CASE holds the bare letters."""
    found: dict[Overlooked, str] = defaultdict(str)
    for sign in _INSIDE.finditer(word):
        kind = Overlooked[(sign.lastgroup or "").upper()]
        if kind is not Overlooked.CASE:
            found[kind] += sign[0]
        if kind in _OF_LETTERS:
            for letter in unicodedata.normalize("NFKD", sign[0].translate(LETTERS_APART)):
                found[Overlooked.ACCENTS if unicodedata.combining(letter) else Overlooked.CASE] += letter
    return found


def _differing(one: Mapping[Overlooked, str], other: Mapping[Overlooked, str]) -> set[Overlooked]:
    return {kind for kind in one.keys() | other.keys() if one.get(kind, "") != other.get(kind, "")}
