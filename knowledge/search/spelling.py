"""Mending words that the library does not know.

A word is only ever taken for one that this guild's library holds, and that sounds like it (:mod:`.sounds`). How far it
may be off grows with its length, and where two different words are as near, none is taken. Distance is optimal string
alignment (a swap of two neighbours counts once); a wrong first letter counts half as much again, since people get it
right more often.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from rapidfuzz.distance import OSA

from knowledge.search.common_words import STOP_WORDS, WEAK_WORDS
from knowledge.search.normal import stem
from knowledge.search.sounds import near_sounds, sound

_SOUNDS = str.maketrans({"c": "k", "q": "k", "z": "s", "y": "i", "v": "f", "w": "f", "j": "g"})

MOST_MENDED = 12
"""In a text with more unknown words than this, the first ones are mended: it is in another language, or about
something else.
"""

LONGEST = 40
"""A longer word is none that anybody meant to type."""

CERTAIN = 8
"""Two words of more letters than this that are one edit apart are one word in two spellings."""

CLEARLY = 3
"""Of two words as near, one that stands in this many times more entries is taken."""


class Known(NamedTuple):
    """In how many entries a word stands, and of how many it is in the topic or an alias."""

    entries: int
    names: int = 0


def allowed_distance(word: str) -> int:
    """How many edits a word of this length may be from the one it is taken for."""
    match len(word):
        case 0 | 1 | 2 | 3:
            return 0
        case 4 | 5 | 6 | 7:
            return 1
        case 8 | 9 | 10:
            return 2
        case _:
            return 3


def may_be_misspelt(word: str) -> bool:
    """Whether a word that the library does not know is to be mended at all."""
    common = word in STOP_WORDS or word in WEAK_WORDS
    return not common and word.isalpha() and allowed_distance(word) > 0 and len(word) <= LONGEST


def sounds_of(words: Collection[str]) -> set[str]:
    """The sounds by which everything that these words may have been meant for is found."""
    return {heard for word in words for heard in near_sounds(word)}


def mend(word: str, known: Mapping[str, Known]) -> str | None:
    """The known word that ``word`` was meant to be, or None.

    ``known`` are words that sound nearly like it; of two that are as near, one of a topic or alias goes before others.
    """
    if word in known:
        return None
    limit = allowed_distance(word)
    ranked = sorted(
        (cost, not known[other].names, -known[other].entries, other)
        for other in known
        if not other.isdigit() and (cost := _cost(word, other, limit)) <= limit + 0.5
    )
    if not ranked:
        return None
    best = ranked[0]
    rivals = [other for other in ranked[1:] if other[:2] == best[:2] and not _same(other[3], best[3])]
    if rivals and -best[2] < CLEARLY * -rivals[0][2]:
        return None
    return best[3]


def nearly(word: str, others: Collection[str]) -> set[str]:
    """Those of the other words that sound nearly like this one."""
    near = near_sounds(word)
    return {other for other in others if sound(other) in near}


def _same(one: str, other: str) -> bool:
    """Whether two known words are inflections of one, or a long one in two spellings."""
    return stem(one) == stem(other) or (min(len(one), len(other)) > CERTAIN and OSA.distance(one, other) == 1)


def _cost(word: str, known: str, limit: int) -> float:
    """Edits, less where the two sound alike, more where they begin with different sounds."""
    distance = OSA.distance(word, known, score_cutoff=limit)
    if distance > limit:
        return distance
    heard, known_heard = word.translate(_SOUNDS), known.translate(_SOUNDS)
    return min(distance, OSA.distance(heard, known_heard) + 0.25) + (0.5 if heard[0] != known_heard[0] else 0.0)
