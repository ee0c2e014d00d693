"""How alike a query and the texts of an entry are: its topic, aliases, claim and phrasings, and the sentences it shows.

BM25 over an entry's fields (:mod:`.ranking`) takes its words together, wherever they stand. Here each text is compared
on its own, by the words it shares with the query and by the pairs of neighbours among them, stop words included: "who
is this man" is like another way of asking just that, although it has hardly a word that says something. The likeness is
a cosine; that of an entry is the mean of its few likest texts.

What is kept of a text is fixed when it is written, so that adding an entry touches nothing else: its words as stems,
and its length, for which every word counts by its class. How rare a word of the query is, is known when it is asked.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from knowledge.search.normal import every_word, is_stop, is_weak, stem

LIKEST = 6
"""How many of an entry's texts count, the likest ones; all of them where it has fewer."""

PAIR_SHARE = 0.8
"""What a pair of neighbours counts beside its two words together."""

MOST_RARE = 8.8
"""No pair is rarer than this: about a text in 6,000."""

STOP_RARITY = 2.0
"""How rare a stop word is taken to be, in a pair; alone it is not looked at."""

WEAK_RARITY = 4.0
OTHER_RARITY = 5.5
"""How rare a word of everyday English, and any other, is taken to be in the length of a text."""

MOST_WORDS = 400
"""So many words of a query are compared; a longer one is a page, of which no phrasing is like the whole."""


class Likeness(NamedTuple):
    """How alike a query and an entry's texts are, from 0 to about 1: the mean of its likest texts, and the likest."""

    mean: float = 0.0
    likest: float = 0.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query to compare with: what each of its words and pairs weighs, squared, and its length."""

    weights: Mapping[str, float]
    length: float


def line(text: str) -> str:
    """What is kept of a text: its length, then its words as stems. Empty where nothing in it can be compared."""
    stems = [stem(word) for word in every_word(text)]
    length = _length(_weights(stems, _usual_rarity))
    return f"{length:.1f} {' '.join(stems)}" if length else ""


def wanted(stems: Sequence[str], rarities: Mapping[str, float]) -> Wanted:
    """A query by its words as stems, stop words included; ``rarities`` gives those of the others."""
    weights = _weights(stems[:MOST_WORDS], lambda word: rarities.get(word, STOP_RARITY))
    return Wanted({part: weight * weight for part, weight in weights.items()}, _length(weights))


def likeness(query: Wanted, lines: Iterable[str]) -> Likeness:
    """How alike the query and an entry's texts are."""
    found: list[float] = []
    for kept in lines:
        length, _, rest = kept.partition(" ")
        shared = query.weights.keys() & _parts(rest.split(" "))
        found.append(math.fsum(map(query.weights.__getitem__, shared)) / float(length))
    return _likeness(found, len(found), query)


class Lines:
    """The texts of many entries in memory, turned round, so that a query meets only those that share a part with it."""

    def __init__(self, lines: Iterable[tuple[int, str]]) -> None:
        """``lines`` pairs each entry's number with what is kept of one of its texts."""
        self._entries: list[int] = []
        self._texts: Counter[int] = Counter()
        self._lengths: list[float] = []
        self._holding: dict[str, list[int]] = defaultdict(list)
        for entry, kept in lines:
            length, _, rest = kept.partition(" ")
            for part in set(_parts(rest.split(" "))):
                self._holding[part].append(len(self._entries))
            self._entries.append(entry)
            self._texts[entry] += 1
            self._lengths.append(float(length))

    def likeness(self, query: Wanted) -> dict[int, Likeness]:
        """The likeness of every entry that has any."""
        shared: dict[int, float] = defaultdict(float)
        for part, weight in query.weights.items():
            for text in self._holding.get(part, ()):
                shared[text] += weight
        found: dict[int, list[float]] = defaultdict(list)
        for text, weight in shared.items():
            found[self._entries[text]].append(weight / self._lengths[text])
        return {entry: _likeness(shares, self._texts[entry], query) for entry, shares in found.items()}


def _likeness(shares: list[float], texts: int, query: Wanted) -> Likeness:
    likest = heapq.nlargest(LIKEST, shares)
    if not likest or not query.length:
        return Likeness()
    return Likeness(sum(likest) / min(LIKEST, texts) / query.length, likest[0] / query.length)


def _parts(stems: Sequence[str]) -> Iterator[str]:
    """The words of a text, stop words left out, and its pairs of neighbours."""
    for word in stems:
        if not is_stop(word):
            yield word
    for first, second in pairwise(stems):
        yield f"{first} {second}"


def _weights(stems: Sequence[str], rarity: Callable[[str], float]) -> dict[str, float]:
    """What each part of a text weighs."""
    weights: dict[str, float] = {}
    for part in _parts(stems):
        first, _, second = part.partition(" ")
        weights[part] = PAIR_SHARE * min(rarity(first) + rarity(second), MOST_RARE) if second else rarity(first)
    return weights


def _length(weights: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in sorted(weights.values())))


def _usual_rarity(word: str) -> float:
    if is_stop(word):
        return STOP_RARITY
    return WEAK_RARITY if is_weak(word) else OTHER_RARITY
