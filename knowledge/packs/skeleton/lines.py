"""Joining the lines of a paragraph, and turning what stands for italics into the edition's own mark."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_BROKEN = re.compile(r"\w[-‐]$")
_TOGETHER = re.compile(r"\S(?:—|--)$")
_LAST_WORD = re.compile(r"\S+$")
_FIRST_WORD = re.compile(r"\S+")
_HANGING = re.compile(r"(?:and|or|to)\b")
"""After “pre- ” in “pre- and post-war” the hyphen stands for the rest of the word, and the space stays."""

_ITALICS = (
    (re.compile(r"</?(?:em|i)>"), "*"),
    (re.compile(r"\*{2,3}(?=\S)([^*\n]+)(?<=\S)\*{2,3}"), r"*\1*"),
    (re.compile(r"(?<![\w_*])_{1,3}(?=[^\s_])([^_\n]+)(?<=\S)_{1,3}(?![\w_])"), r"*\1*"),
)
_EMPHASIS = re.compile(r"(?<!\w)[*_]+(?=\S)|(?<=\S)[*_]+(?!\w)")


@dataclass(frozen=True, slots=True)
class Hyphen:
    """A hyphen at a line's end: the word as it was joined, and how many lines below the first it ends."""

    joined: str
    below: int


def join(lines: list[str]) -> tuple[str, list[Hyphen]]:
    """One line of text, and every hyphen at a line's end that may have only broken a word. Each of these is kept."""
    text, hyphens = "", list[Hyphen]()
    for below, line in enumerate(lines):
        following = " ".join(line.split())
        if not text or not following:
            text = text or following
        elif text.endswith(_SOFT_HYPHEN):
            text = text[:-1] + following
        elif _BROKEN.search(text) and not _HANGING.match(following):
            hyphens.append(Hyphen(_word(text, following), below - 1))
            text += following
        else:
            text += following if _TOGETHER.search(text) else f" {following}"
    return text, hyphens


def italics(text: str) -> str:
    """The text with ``*…*`` where it has ``_…_``, ``**…**``, ``<em>`` or ``<i>``."""
    for pattern, mark in _ITALICS:
        text = pattern.sub(mark, text)
    return text


def unmarked(text: str) -> str:
    """A heading or name without the marks of italics around its words."""
    return _EMPHASIS.sub("", text).strip()


def _word(text: str, following: str) -> str:
    last, first = _LAST_WORD.search(text), _FIRST_WORD.search(following)
    return (last[0] if last else "") + (first[0] if first else "")
