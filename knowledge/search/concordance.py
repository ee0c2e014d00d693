"""A concordance of several texts: where each of their words stands, and where runs of words do.

All words of all texts have positions, counted through; between two texts one position is left empty, so that no run
crosses from one into the next.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

from knowledge.search.common_words import STOP_WORDS
from knowledge.search.sentences import SENTENCE_END
from knowledge.search.wording import Word, words_of

LONGEST_SEED = 3
"""Runs are looked for by so many words in a row, or by fewer where these are rare."""

MOST_PLACES = {3: 24, 2: 8, 1: 4}
"""Of how many places of so many words in a row each is looked at; what stands in more says nothing by itself."""

MOST_RUNS = 240
"""Of more runs those that weigh most are kept: comparing each with each takes time."""

SHARED_WORDS = 2
"""Words that say something and that a sentence must share with what was typed to be near it."""


_MARK = re.compile('[“”„«»"]')


class Run(NamedTuple):
    """Words in a row: those typed from ``at`` stand from ``stands``, ``length`` of them."""

    at: int
    stands: int
    length: int

    @property
    def end(self) -> int:
        """The first word typed that is no longer in it."""
        return self.at + self.length

    @property
    def stands_end(self) -> int:
        """The first position that is no longer in it."""
        return self.stands + self.length

    def without_first(self, words: int) -> Run:
        """The same run, its first words left off."""
        return Run(self.at + words, self.stands + words, self.length - words)


class Sentence(NamedTuple):
    """A sentence of a text: its number, the positions of its words, and its characters in the text."""

    text: int
    first: int
    end: int
    begins: int
    ends: int


class Concordance:
    """The words of ``texts``, each known by its number from 0."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.words: list[Word | None] = []
        self.starts: list[int] = []
        self.sentences: list[Sentence] = []
        self._marks: list[int] = []
        for text in texts:
            self._add(text)
        self._keys = [word.key if word else "" for word in self.words]
        self._frequency = Counter(key for key in self._keys if key)
        self.vocabulary = self._frequency.keys()
        self._most = math.log(max(len(self._keys), 2))
        self._places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for length in MOST_PLACES:
            for position in range(len(self._keys) - length + 1):
                if all(seed := tuple(self._keys[position : position + length])):
                    self._places[seed].append(position)
        self._sentences_with: dict[str, list[int]] = defaultdict(list)
        for number, sentence in enumerate(self.sentences):
            for feature in _features(self._keys[sentence.first : sentence.end]):
                self._sentences_with[feature].append(number)

    def _add(self, text: str) -> None:
        number, start = len(self.starts), len(self.words)
        words = words_of(text)
        breaks = [(found.start(), found.end()) for found in SENTENCE_END.finditer(text)]
        begins, ends = [0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)]
        first = 0
        for begin, end in zip(begins, ends, strict=True):
            after = bisect_left(words, end, lo=first, key=lambda word: word.start)
            if after > first:
                self.sentences.append(Sentence(number, start + first, start + after, begin, end))
            first = after
        self._marks += [
            start + number
            for number, (word, following) in enumerate(pairwise(words), start=1)
            if _MARK.search(text, word.end, following.start)
        ]
        self.starts.append(start)
        self.words += [*words, None]

    def text_at(self, position: int) -> int:
        """The number of the text in which that position is."""
        return bisect_right(self.starts, position) - 1

    def ends_text(self, position: int) -> bool:
        """Whether no word of the same text stands at the position or after it."""
        return position >= len(self.words) or self.words[position] is None

    def text_end(self, position: int) -> int:
        """The position after the last word of the text in which that position is."""
        number = self.text_at(position)
        return self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.words) - 1

    def begins_text(self, position: int) -> bool:
        """Whether the first word of a text stands at the position."""
        return position == 0 or self.words[position - 1] is None

    def around(self, first: int, end: int) -> tuple[int, int]:
        """What words from the one position to the other belong to: their sentences, or the quotation that holds all."""
        begins, ends = self._sentence_at(first).first, self._sentence_at(end - 1).end
        before, after = bisect_right(self._marks, first), bisect_left(self._marks, end)
        if before == after:
            begins = max([begins, *self._marks[before - 1 : before]])
            ends = min([ends, *self._marks[after : after + 1]])
        return begins, ends

    def _sentence_at(self, position: int) -> Sentence:
        return self.sentences[bisect_right(self.sentences, position, key=lambda sentence: sentence.first) - 1]

    def stand(self, first: int, end: int) -> list[Word]:
        """The words at these positions, all of one text."""
        return [word for word in self.words[first:end] if word]

    def weight(self, keys: Iterable[str]) -> float:
        """How much it says that these words are the same: 1 for one that stands once, less for one that does often."""
        return sum(1 - math.log(self._frequency.get(key, 1)) / self._most for key in keys)

    def occurrences(self, keys: Sequence[str]) -> list[int]:
        """Every position from which just these words stand, in order."""
        length = min(LONGEST_SEED, len(keys))
        seeds = [(at, tuple(keys[at : at + length])) for at in range(len(keys) - length + 1)] if keys else []
        if not seeds:
            return []
        at, rarest = min(seeds, key=lambda seed: len(self._places.get(seed[1], ())))
        wanted = list(keys)
        starts = [position - at for position in self._places.get(rarest, ())]
        return [start for start in starts if start >= 0 and self._keys[start : start + len(keys)] == wanted]

    def but_for(self, keys: Sequence[str], at: int) -> list[int]:
        """Every position from which these words stand in one text, with another in place of the one numbered ``at``."""
        other = next(number for number in range(len(keys)) if number != at)
        starts = [position - other for position in self._places.get((keys[other],), ())]
        return [
            start
            for start in starts
            if start >= 0
            and len(stand := self._keys[start : start + len(keys)]) == len(keys)
            and all(stand)
            and [number for number, key in enumerate(keys) if key != stand[number]] == [at]
        ]

    def first_from(self, keys: Sequence[str], position: int) -> int | None:
        """The first place in the same text, from the position on, where just these words stand."""
        return self._first(keys, range(position, self.text_end(position) - len(keys) + 1))

    def last_before(self, keys: Sequence[str], position: int) -> int | None:
        """The last place in the same text where just these words stand, and end at the position or before it."""
        start = self.starts[self.text_at(position)]
        return self._first(keys, range(position - len(keys), start - 1, -1))

    def _first(self, keys: Sequence[str], starts: Iterable[int]) -> int | None:
        wanted = list(keys)
        return next((start for start in starts if self._keys[start : start + len(keys)] == wanted), None)

    def runs(self, keys: Sequence[str]) -> list[Run]:
        """The longest runs of words that stand as they were typed, as far as they say something, in the order typed."""
        found: dict[int, list[Run]] = defaultdict(list)
        for at, length, position in self._seeds(keys):
            on_diagonal = found[position - at]
            if not on_diagonal or on_diagonal[-1].end < at + length:
                on_diagonal.append(self._longest(keys, at, position, on_diagonal[-1].end if on_diagonal else 0))
        runs = [run for on_diagonal in found.values() for run in on_diagonal]
        return sorted(nlargest(MOST_RUNS, runs, key=lambda run: (self.weight(keys[run.at : run.end]), -run.stands)))

    def nearest(self, keys: Sequence[str], most: int) -> list[Sentence]:
        """The sentences that share most with what was typed, likeliest first; none where all share next to nothing."""
        weights: dict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        for feature in _features(keys):
            sentences = self._sentences_with.get(feature, ())
            for number in sentences:
                weights[number] += math.log(1 + len(self.sentences) / len(sentences))
                shared[number] += " " not in feature
        near = [number for number, words in shared.items() if words >= SHARED_WORDS]
        ranked = nlargest(most, near, key=lambda number: (weights[number] / self._length(number), -number))
        return [self.sentences[number] for number in ranked]

    def _seeds(self, keys: Sequence[str]) -> Iterable[tuple[int, int, int]]:
        """From where so many words typed stand somewhere, and there."""
        for at in range(len(keys)):
            for length, most in MOST_PLACES.items():
                places = self._places.get(tuple(keys[at : at + length]), ()) if at + length <= len(keys) else ()
                for position in places[:most] if length == LONGEST_SEED or len(places) <= most else ():
                    yield at, length, position

    def _longest(self, keys: Sequence[str], at: int, position: int, since: int) -> Run:
        """The run around these two places; it begins no earlier than at the word ``since``."""
        back = 0
        while at - back > since and position - back > 0 and self._keys[position - back - 1] == keys[at - back - 1]:
            back += 1
        ahead = 0
        while at + ahead < len(keys) and self._keys[position + ahead : position + ahead + 1] == [keys[at + ahead]]:
            ahead += 1
        return Run(at - back, position - back, back + ahead)

    def _length(self, number: int) -> float:
        sentence = self.sentences[number]
        return math.sqrt(8 + sentence.end - sentence.first)


def _features(keys: Sequence[str]) -> set[str]:
    """The words that say something, and all pairs of neighbours."""
    pairs = {f"{one} {other}" for one, other in pairwise(keys)}
    return pairs.union(key for key in keys if key.replace("'", "") not in STOP_WORDS)
