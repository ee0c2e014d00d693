"""The words of a text as they are compared, each with its place in the text, and the signs that stand between them.

Two words are the same where their keys are: letters and digits without case, accents, ligatures, soft hyphens and the
brackets of an editor. Whatever else stands in a text, quotation marks or dashes or the mark of a note, stands between
words. An apostrophe inside a word belongs to it: "its" and "it's" are two words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass, replace
from functools import lru_cache

INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
"""Soft hyphens and other signs that take no room, as a range of a regular expression."""

APOSTROPHES = "'’‘ʼ＇`´"

ELLIPSIS = r"…|\.(?:\s?\.){2,}"

NOTE_MARK = r"\[\^\d+\]|(?<=[^\s\[(])\[\d{1,3}\]|[⁰¹²³⁴-⁹]+"
"""``[^12]``, as an edition writes it, ²⁸, as a card shows it, or ``[12]`` right after a word, as web pages have it."""

_APART = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
LETTERS_APART = str.maketrans(_APART | {letter.upper(): apart.upper() for letter, apart in _APART.items()})
"""Letters that no decomposition of Unicode's takes apart, and how people write them who do not have them."""

_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a"
_ACCENTS = re.compile(r"(?<=[a-z\u0370-\u03ff])[\u0300-\u036f]+")
_LETTER = r"(?![⁰¹²³⁴-⁹])[^\W_]"
_SIGNS = re.compile(
    rf"(?P<note>{NOTE_MARK})"
    rf"|(?P<word>{_LETTER}(?:{_LETTER}|[{_COMBINING}{INVISIBLE}]|[{APOSTROPHES}](?={_LETTER}))*)"
    rf"|(?P<bracket>[\[\]])"
    rf"|(?P<gap>{ELLIPSIS})"
)
_BRACKETED = re.compile(r"\[(?!\^)[^\[\]]{1,80}\]")
_LINE_END = re.compile(r"[-‐]\s*\n\s*")
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_SAME_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place, from ``start`` to ``end``; the brackets that close tightly around it belong to it.

    ``after_gap`` tells that an ellipsis stands before it, ``bracketed`` that all of it stands in brackets; of a word
    that does so in part ("[T]he", "work[ed]") ``outside`` is what stands before and after them. ``note`` is the number
    of the note that is marked between it and the next word.
    """

    key: str
    start: int
    end: int
    after_gap: bool = False
    bracketed: bool = False
    outside: tuple[str, str] | None = None
    note: str | None = None

    def stands_for(self, other: Word) -> bool:
        """Whether a part of it in brackets makes the other word fit, as "work[ed]" does with "works"."""
        if self.outside is None:
            return False
        before, after = self.outside
        enough = 2 * len(before + after) >= len(other.key)
        return enough and other.key.startswith(before) and other.key.endswith(after)

    def is_same_with_note(self, other: Word) -> bool:
        """Whether it is the other word with its note's number run together with it, as copying from a PDF does."""
        return other.note is not None and self.key == other.key + other.note


def words_of(text: str, known: Container[str] = frozenset()) -> list[Word]:
    """The words of the text, in order. A word that is broken at the end of a line is one if it is ``known`` as one."""
    brackets = [(found.start(), found.end()) for found in _BRACKETED.finditer(text)]
    found: list[Word] = []
    opened, after_gap = -1, False
    for sign in _SIGNS.finditer(text):
        while brackets and brackets[0][1] <= sign.start():
            del brackets[0]
        match sign.lastgroup:
            case "word":
                start = opened if opened >= 0 and opened + 1 == sign.start() else sign.start()
                inside = bool(brackets) and brackets[0][0] < sign.start()
                word = Word(word_key(sign[0]), start, sign.end(), after_gap, inside)
                if found and (joined := _joined(found[-1], word, text[found[-1].end : start], known)):
                    found[-1] = joined
                else:
                    found.append(word)
                    after_gap = False
            case "note" if found:
                found[-1] = replace(found[-1], note=word_key("".join(filter(str.isdigit, sign[0]))))
            case "bracket" if sign[0] == "]" and found and found[-1].end == sign.start():
                found[-1] = replace(found[-1], end=sign.end())
            case "gap":
                after_gap = True
            case _:
                pass
        opened = sign.start() if sign[0] == "[" else -1
    return found


def _joined(word: Word, following: Word, between: str, known: Container[str]) -> Word | None:
    """The two as one, where only a bracket parts them, or the end of a line."""
    both = replace(word, key=word.key + following.key, end=following.end)
    if not between:
        if word.bracketed and following.bracketed:
            return both
        before, after = word.outside or ("" if word.bracketed else word.key, "")
        after += "" if following.bracketed else following.key
        return replace(both, bracketed=False, outside=(before, after))
    return both if _LINE_END.fullmatch(between) and both.key in known else None


@lru_cache(maxsize=20_000)
def word_key(word: str) -> str:
    """What a word is compared by. Accents are taken from Latin and Greek letters; elsewhere they make other letters.

    >>> word_key("Guérin’s"), word_key("oﬃ\u00adcial")
    ("guerin's", 'official')
    """
    if word.isascii():
        return word.lower().replace("`", "'")
    seen = _UNSEEN.sub("", word).translate(_SAME_APOSTROPHE)
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", seen).casefold()).translate(LETTERS_APART)
