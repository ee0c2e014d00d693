"""Mending words that the library does not know.

A word is only ever taken for one that this guild's library holds. How far it may be off grows with its length,
and where two different words are as near, none is taken. Distance is optimal string alignment (a swap of two
neighbours counts once); a wrong first letter counts half as much again, since people get it right more often.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.search.common_words import STOP_WORDS, WEAK_WORDS
from knowledge.search.normal import stem

_SOUNDS = str.maketrans({"c": "k", "q": "k", "z": "s", "y": "i", "v": "f", "w": "f", "j": "g"})


_MOST_KEPT = 10_000


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


class Speller:
    """The words of one guild's library. ``counts`` gives for each word in how many entries it stands.

    Of words that are as near, one of the ``names`` (of topics and aliases) is taken before others.
    """

    def __init__(self, counts: Mapping[str, int], names: Collection[str] = ()) -> None:
        self._counts = counts
        self._names = frozenset(names)
        self._mended: dict[str, str | None] = {}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in counts:
            if not word.isdigit():
                self._by_length[len(word)].append(word)

    def mend(self, word: str) -> str | None:
        """The known word that ``word`` was meant to be, or None. What was found is kept for the next time."""
        if word not in self._mended:
            if len(self._mended) >= _MOST_KEPT:
                self._mended.clear()
            self._mended[word] = self._mend(word)
        return self._mended[word]

    def has_mended(self, word: str) -> bool:
        """Whether :meth:`mend` can tell at once."""
        return word in self._mended

    def _mend(self, word: str) -> str | None:
        if word in self._counts or word in STOP_WORDS or word in WEAK_WORDS or not word.isalpha():
            return None
        limit = allowed_distance(word)
        ranked = sorted(
            (self._cost(word, known, distance), known not in self._names, -self._counts[known], known)
            for known, distance in self._near(word, limit)
        )
        ranked = [candidate for candidate in ranked if candidate[0] <= limit + 0.5]
        if not ranked:
            return None
        best = ranked[0]
        rivals = [other for other in ranked[1:] if other[:2] == best[:2] and stem(other[3]) != stem(best[3])]
        if rivals and -best[2] < 3 * -rivals[0][2]:
            return None
        return best[3]

    def _near(self, word: str, limit: int) -> list[tuple[str, int]]:
        if limit == 0:
            return []
        choices = [
            known
            for length in range(len(word) - limit, len(word) + limit + 1)
            for known in self._by_length.get(length, ())
        ]
        found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=limit, limit=None)
        return [(known, int(distance)) for known, distance, _ in found]

    def _cost(self, word: str, known: str, distance: int) -> float:
        """Edits, less where the two sound alike, more where they begin with different sounds."""
        sound, known_sound = word.translate(_SOUNDS), known.translate(_SOUNDS)
        return min(distance, OSA.distance(sound, known_sound) + 0.25) + (0.5 if sound[0] != known_sound[0] else 0.0)
