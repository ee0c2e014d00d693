"""Fits the two models of knowledge.search.confidence on the tuning half.

Beside its queries, phrasings of the pack stand in, each looked up as if the pack did not have it; they count less,
since they were written with the entry in view.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.lookup import MENDED_WEIGHT
from knowledge.packs.assemble import read_pack
from knowledge.packs.pack import PackEntry
from knowledge.packs.shipped import SHIPPED
from knowledge.search.common_words import WEAK_WORDS
from knowledge.search.confidence import doubt, facts
from knowledge.search.index import index_entry
from knowledge.search.normal import stem, words
from knowledge.search.ranking import rank
from knowledge.search.spelling import Speller
from knowledge.storage.reading import Posting
from tests.evaluation.labelled import read

PHRASINGS = 400
PHRASING_WEIGHT = 0.1
STEPS = 5000
RATE = 0.5
KEPT_SMALL = 0.002
"""The ridge penalty on standardised weights."""


@dataclass(frozen=True, slots=True)
class Example:
    """The facts of one query, whether the essay speaks of it, whether the first entry is right, and its weight."""

    facts: tuple[float, ...]
    on_topic: bool
    right: bool
    weight: float


class Bench:
    """The shipped pack's index in memory, where an entry can be looked up as if it lacked one phrasing."""

    def __init__(self) -> None:
        self.entries = read_pack(SHIPPED).entries
        self._indexed = [index_entry(entry) for entry in self.entries]
        counts: dict[str, int] = {}
        for indexed in self._indexed:
            for word in indexed.words:
                counts[word] = counts.get(word, 0) + 1
        self._speller = Speller(counts)
        self._known = {term for indexed in self._indexed for term in indexed.weights}

    def ask(self, query: str, lacking: tuple[int, PackEntry] | None = None) -> tuple[tuple[float, ...], int] | None:
        """The facts and the number of the entry ranked first; None where nothing is."""
        typed = words(query)
        unknown = [word for word in dict.fromkeys(typed) if stem(word) not in self._known]
        mended = {word: taken for word in unknown if (taken := self._speller.mend(word))}
        if not set(typed) - WEAK_WORDS:
            return None
        weights = {stem(mended.get(word, word)): MENDED_WEIGHT if word in mended else 1.0 for word in typed}
        indexed = list(self._indexed)
        if lacking is not None:
            indexed[lacking[0]] = index_entry(lacking[1])
        postings = [
            Posting(term, number, one.weights[term])
            for number, one in enumerate(indexed)
            for term in weights
            if term in one.weights
        ]
        ranking = rank(weights, postings, len(self.entries))
        if not ranking.ranked:
            return None
        return facts(ranking, doubt(typed, mended)), ranking.ranked[0].entry_id


def places(entry: PackEntry) -> set[str]:
    """Where the entry's passages and rebuttals stand."""
    return {part.place.block for part in (*entry.passages, *entry.rebuttals)}


def examples() -> list[Example]:
    """The tuning half and some phrasings."""
    bench = Bench()
    found: list[Example] = []
    for labelled in read("tuning"):
        asked = bench.ask(labelled.query) if labelled.style != "page" else None
        if asked is not None:
            right = bool(places(bench.entries[asked[1]]) & labelled.right)
            found.append(Example(asked[0], bool(labelled.right), right, 1.0))
    every = [(number, place) for number, entry in enumerate(bench.entries) for place in range(len(entry.phrasings))]
    for number, place in random.Random(1).sample(every, PHRASINGS):  # noqa: S311  # nothing secret
        entry = bench.entries[number]
        others = tuple(phrasing for other, phrasing in enumerate(entry.phrasings) if other != place)
        asked = bench.ask(entry.phrasings[place][1], (number, replace(entry, phrasings=others)))
        if asked is not None:
            found.append(Example(asked[0], on_topic=True, right=asked[1] == number, weight=PHRASING_WEIGHT))
    return found


def fit(data: Sequence[Example], labels: Sequence[bool]) -> tuple[float, ...]:
    """A logistic model by gradient descent on standardised facts, given back for the facts as they are."""
    width = len(data[0].facts)
    total = sum(example.weight for example in data)
    means = [sum(example.weight * example.facts[i] for example in data) / total for i in range(width)]
    spreads = [
        math.sqrt(sum(example.weight * (example.facts[i] - means[i]) ** 2 for example in data) / total) or 1.0
        for i in range(width)
    ]
    means[0], spreads[0] = 0.0, 1.0
    rows = [[(example.facts[i] - means[i]) / spreads[i] for i in range(width)] for example in data]
    weights = [0.0] * width
    for _ in range(STEPS):
        gradient = [KEPT_SMALL * weight for weight in weights]
        gradient[0] = 0.0
        for row, example, label in zip(rows, data, labels, strict=True):
            guess = 1 / (1 + math.exp(-sum(map(float.__mul__, weights, row))))
            error = example.weight * (guess - label) / total
            for i, fact in enumerate(row):
                gradient[i] += error * fact
        weights = [weight - RATE * slope for weight, slope in zip(weights, gradient, strict=True)]
    scaled = [weight / spread for weight, spread in zip(weights, spreads, strict=True)]
    scaled[0] -= sum(one * mean for one, mean in zip(scaled[1:], means[1:], strict=True))
    return tuple(round(one, 2) for one in scaled)


def main() -> None:
    """Print both models as confidence.py holds them."""
    data = examples()
    print(f"ON_TOPIC = {fit(data, [example.on_topic for example in data])}")
    print(f"RIGHT = {fit(data, [example.right for example in data])}")
