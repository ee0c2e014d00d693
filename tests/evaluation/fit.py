"""Fits the two models of knowledge.search.confidence on the tuning half.

Beside its queries, phrasings of the pack stand in, each looked up in a library that lacks it and a fifth of the others;
they count less, since they were written with the entry in view.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge.evaluation.labelled import labelled_set, read_labelled
from knowledge.evaluation.peers import places
from knowledge.lookup import mended, ranked
from knowledge.model import SHARED
from knowledge.packs.assemble import read_pack
from knowledge.packs.pack import PackEntry
from knowledge.packs.shipped import SHIPPED
from knowledge.search.asked import Asked
from knowledge.search.confidence import facts
from knowledge.search.index import index_entry
from knowledge.search.likeness import Lines
from knowledge.search.normal import normalise
from knowledge.search.ranking import Posting
from knowledge.search.sounds import sound
from knowledge.search.spelling import Known
from knowledge.storage.index_reading import Catalogue
from knowledge.storage.seen import Seen
from knowledge.storage.shelf import Shelf
from knowledge.storage.straight import run_straight

FOLDS = 5
PHRASINGS = 600
PHRASING_WEIGHT = 0.1
OTHER_WEIGHT = 0.35
"""There are twice as many queries that the essay does not answer; they are not to be thought twice as likely."""

STEPS = 5000
RATE = 0.5
KEPT_SMALL = 0.002
"""The ridge penalty on standardised weights."""

NO_READER: Any = None
"""A library that is held whole is never asked for in a database."""


@dataclass(frozen=True, slots=True)
class Example:
    """The facts of one query, whether the essay speaks of it, whether the first entry is right, and its weight."""

    facts: tuple[float, ...]
    on_topic: bool
    right: bool
    weight: float


class Bench:
    """A pack's entries on a shelf in memory, numbered as they come."""

    def __init__(self, entries: Sequence[PackEntry]) -> None:
        self.entries = entries
        every = [index_entry(entry) for entry in entries]
        postings: dict[str, list[Posting]] = defaultdict(list)
        holding: Counter[str] = Counter()
        words: Counter[str] = Counter()
        names: Counter[str] = Counter()
        for number, indexed in enumerate(every):
            for term, weight in indexed.weights.items():
                postings[term].append(Posting(term, number, weight))
            holding.update(indexed.holding)
            words.update(indexed.words)
            names.update(indexed.names)
        sounding: dict[str, dict[str, Known]] = defaultdict(dict)
        for word, count in words.items():
            sounding[sound(word)][word] = Known(count, names[word])
        catalogue = Catalogue(1, len(every), sum(len(indexed.lines) for indexed in every))
        lines = [(number, line) for number, indexed in enumerate(every) for line in indexed.lines]
        shelf = Shelf(
            catalogue,
            {},
            frozenset(),
            held=True,
            ids=frozenset(range(len(every))),
            postings=postings,
            holding=holding,
            lines=Lines(lines),
            sounding=sounding,
        )
        self._seen = Seen(shelf, NO_READER, SHARED, {SHARED: catalogue})

    def ask(self, query: str) -> tuple[tuple[float, ...], int] | None:
        """The facts and the number of the entry ranked first; None where nothing is."""
        asked, holding = run_straight(mended(self._seen, Asked.of(normalise(query))))
        ranking = run_straight(ranked(self._seen, asked, holding))
        return (facts(ranking, asked), ranking.ranked[0].entry_id) if ranking.ranked else None


def examples() -> list[Example]:
    """The tuning half and some phrasings."""
    entries = read_pack(SHIPPED).entries
    bench = Bench(entries)
    found: list[Example] = []
    for labelled in read_labelled(labelled_set("tuning")):
        asked = bench.ask(labelled.query) if labelled.style != "page" else None
        if asked is not None:
            right = bool(places(entries[asked[1]]) & labelled.right)
            found.append(Example(asked[0], bool(labelled.right), right, 1.0 if labelled.right else OTHER_WEIGHT))
    dealt = random.Random(1)  # noqa: S311  # nothing secret
    for fold in range(FOLDS):
        kept = [
            replace(entry, phrasings=tuple(one for number, one in enumerate(entry.phrasings) if number % FOLDS != fold))
            for entry in entries
        ]
        lacking = Bench(kept)
        left_out = [
            (number, entry.phrasings[place][1])
            for number, entry in enumerate(entries)
            for place in range(fold, len(entry.phrasings), FOLDS)
        ]
        for number, text in dealt.sample(left_out, PHRASINGS // FOLDS):
            asked = lacking.ask(text)
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
