"""Tracing what was typed to where it stands: its parts, each set word by word against the words of one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from rapidfuzz.distance import OSA

from knowledge.search.alignment import NEITHER, Aligned, Ends, Pair, align
from knowledge.search.chaining import RunsOn, Typed, chains, cut_at_gaps
from knowledge.search.concordance import LONGEST_SEED, Concordance, Run
from knowledge.verdict import Change

LEAST_WORDS = 4
"""A part of fewer words that stand in a place says nothing."""

LEAST_WEIGHT = 2.6
"""Nor does one of words so common that they stand together everywhere, as "one of the most" does: it weighs 2.1."""

WORDS_A_PART = 2
"""Words that must be left between two ellipses, on the average; of fewer, no sentence of the text is left."""

SPELT_ALIKE = 0.75
"""How like two spellings of one word are at least, where a quotation of a few words has one of its own."""

MOST_BESIDE = 10
"""Beside a run so many words more than were typed are looked at."""


Trace = tuple[Pair, ...]
"""A part of what was typed, set against the words of one place: the steps number the words typed, and give the
positions of those that stand.
"""


class Tracer:
    """Traces what was typed in a concordance."""

    def __init__(self, typed: Typed, concordance: Concordance, runs_on: RunsOn) -> None:
        self._typed = typed
        self._concordance = concordance
        self._runs_on = runs_on

    def whole(self) -> list[Trace]:
        """All that was typed, as often as it stands word for word in one text.

        Words in brackets may have been put in, and others left out where there is an ellipsis.
        """
        every = list(range(len(self._typed)))
        unbracketed = [at for at in every if not self._typed.words[at].bracketed]
        for numbers in (every, unbracketed):
            apart = list(self._between_gaps(numbers))
            found = self._standing([numbers])
            if not found and len(numbers) >= WORDS_A_PART * len(apart):
                found = self._standing(apart)
            if found:
                return found
        return []

    def nearly(self) -> list[Trace]:
        """A few words, as often as they stand with one of them spelt otherwise; of more words nothing."""
        if not 1 < len(self._typed) <= LONGEST_SEED:
            return []
        found = [
            self._spelt(position, at)
            for at in range(len(self._typed))
            for position in self._concordance.but_for(self._typed.keys, at)
        ]
        return [trace for trace in found if trace]

    def _spelt(self, position: int, at: int) -> Trace:
        """The words typed at those that stand from the position on, if the one numbered ``at`` is nearly the same."""
        stand = self._concordance.stand(position, position + len(self._typed))
        if OSA.normalized_similarity(self._typed.keys[at], stand[at].key) < SPELT_ALIKE:
            return ()
        numbers = range(len(self._typed))
        return tuple(Pair(Change.REPLACED if one == at else Change.SAME, one, position + one) for one in numbers)

    def _between_gaps(self, numbers: Sequence[int]) -> Iterator[list[int]]:
        """These of the words typed, in rows from one ellipsis to the next."""
        row: list[int] = []
        for before, at in pairwise([-1, *numbers]):
            if row and self._typed.has_gap(before + 1, at + 1):
                yield row
                row = []
            row.append(at)
        yield row

    def _standing(self, rows: Sequence[Sequence[int]]) -> list[Trace]:
        """Every place where just these of the words typed stand, one row after another in one text."""
        number, longest = max(enumerate(rows), key=lambda row: len(row[1]))
        if len(longest) < min(LONGEST_SEED, len(self._typed)):
            return []
        found = [
            [*self._back(rows[:number], position), position, *self._ahead(rows[number + 1 :], position + len(longest))]
            for position in self._concordance.occurrences(self._keys(longest))
        ]
        return [
            tuple(self._steps({at: start + step for row, start in places for step, at in enumerate(row)}))
            for starts in found
            if len(places := list(zip(rows, starts, strict=False))) == len(rows)
        ]

    def _back(self, rows: Sequence[Sequence[int]], position: int) -> list[int]:
        """Where these rows stand before the position, each as near as can be to the next; nothing if one does not."""
        starts: list[int] = []
        for row in reversed(rows):
            found = self._concordance.last_before(self._keys(row), position)
            if found is None:
                return []
            starts.insert(0, position := found)
        return starts

    def _ahead(self, rows: Sequence[Sequence[int]], position: int) -> list[int]:
        """Where they stand from the position on, each as near as can be to the one before."""
        starts: list[int] = []
        for row in rows:
            found = self._concordance.first_from(self._keys(row), position)
            if found is None:
                return []
            starts.append(found)
            position = found + len(row)
        return starts

    def _keys(self, numbers: Sequence[int]) -> list[str]:
        return [self._typed.keys[at] for at in numbers]

    def _steps(self, places: Mapping[int, int]) -> Iterator[Pair]:
        """Each word typed at its place; what is typed or stands before, between and after these set side by side."""
        numbers = list(places)
        first, last = numbers[0], numbers[-1]
        yield from self._lead(0, [Run(first, places[first], 1)]).pairs
        for at, following in pairwise(numbers):
            yield Pair(Change.SAME, at, places[at])
            yield from self._align(at + 1, following, places[at] + 1, places[following]).pairs
        yield Pair(Change.SAME, last, places[last])
        yield from self._tail([Run(last, places[last], 1)], len(self._typed)).pairs

    @cached_property
    def _chains(self) -> list[list[Run]]:
        runs = cut_at_gaps(self._concordance.runs(self._typed.keys), self._typed)
        return [chain for chain in chains(runs, self._typed, self._concordance, self._runs_on) if self._tells(chain)]

    def parts(self) -> list[Trace]:
        """The parts of what was typed, in order, all of it shared out among them; none where hardly anything stands."""
        return self._share_out(self._chains) if self._chains else []

    def longest(self) -> list[Trace]:
        """The part of which most stands, with all that was typed; none where hardly anything stands."""
        chain = max(self._chains, key=lambda chain: sum(run.length for run in chain), default=None)
        return self._share_out([chain]) if chain else []

    def _tells(self, chain: Sequence[Run]) -> bool:
        keys = [key for run in chain for key in self._typed.keys[run.at : run.end]]
        return len(keys) >= LEAST_WORDS and self._concordance.weight(keys) >= LEAST_WEIGHT

    def _share_out(self, found: Sequence[Sequence[Run]]) -> list[Trace]:
        """The chains as traces; the words between two of them go to the one or to the other."""
        leads = [self._lead(0, found[0])]
        tails: list[Aligned] = []
        for chain, following in pairwise(found):
            tail, lead = self._between(chain, following)
            tails.append(tail)
            leads.append(lead)
        tails.append(self._tail(found[-1], len(self._typed)))
        return [self._trace(lead, chain, tail) for lead, chain, tail in zip(leads, found, tails, strict=True)]

    def _between(self, chain: Sequence[Run], following: Sequence[Run]) -> tuple[Aligned, Aligned]:
        """What is typed between two chains: all of it to one of them, or to each what is on its side of an ellipsis."""
        start, end = chain[-1].end, following[0].at
        gap = next((at for at in range(start, end + 1) if self._typed.words[at].after_gap), None)
        if gap is not None:
            return self._tail(chain, gap), self._lead(gap, following)
        tail, lead = self._tail(chain, end), self._lead(start, following)
        nothing = Aligned([], 0)
        return (tail, nothing) if tail.cost <= lead.cost else (nothing, lead)

    def _lead(self, start: int, chain: Sequence[Run]) -> Aligned:
        """The words typed before a chain, from ``start``, set against what stands before it."""
        run, ends = chain[0], Ends(start=True)
        text = self._concordance.starts[self._concordance.text_at(run.stands)]
        if self._typed.has_gap(start + 1, run.at + 1):
            return self._align(start, run.at, text, run.stands, ends)
        farthest = max(text, run.stands - (run.at - start) - MOST_BESIDE)
        nearer = max(farthest, self._concordance.around(run.stands, chain[-1].stands_end)[0])
        return _better(
            self._align(start, run.at, nearer, run.stands, ends),
            self._align(start, run.at, farthest, run.stands, ends),
        )

    def _tail(self, chain: Sequence[Run], end: int) -> Aligned:
        """The words typed after a chain, up to ``end``, set against what stands after it."""
        run, ends = chain[-1], Ends(end=True)
        text = self._concordance.text_end(run.stands_end - 1)
        if self._typed.has_gap(run.end, end):
            return self._align(run.end, end, run.stands_end, text, ends)
        farthest = min(text, run.stands_end + (end - run.end) + MOST_BESIDE)
        nearer = min(farthest, self._concordance.around(chain[0].stands, run.stands_end)[1])
        return _better(
            self._align(run.end, end, run.stands_end, nearer, ends),
            self._align(run.end, end, run.stands_end, farthest, ends),
        )

    def _align(self, start: int, end: int, first: int, last: int, ends: Ends = NEITHER) -> Aligned:
        """The words typed from ``start`` to ``end`` set against those from the position ``first`` to ``last``."""
        words = self._typed.words
        gap_after = end < len(words) and words[end].after_gap and not ends.end
        before = self._concordance.words[first - 1] if first else None
        stands = self._concordance.stand(first, last)
        aligned = align(words[start:end], stands, before, gap_after=gap_after, ends=ends)
        return Aligned([_shifted(pair, start, first) for pair in aligned.pairs], aligned.cost)

    def _trace(self, lead: Aligned, chain: Sequence[Run], tail: Aligned) -> Trace:
        pairs = [*lead.pairs, *_same(chain[0])]
        for run, following in pairwise(chain):
            if self._concordance.text_at(run.stands) == self._concordance.text_at(following.stands):
                pairs += self._align(run.end, following.at, run.stands_end, following.stands).pairs
            pairs += _same(following)
        return (*pairs, *tail.pairs)


def _better(within: Aligned, beyond: Aligned) -> Aligned:
    """The alignment within the sentence or quotation, unless at least half of the words are found beyond it."""
    typed = sum(pair.typed is not None for pair in beyond.pairs)
    found = [sum(pair.change is Change.SAME for pair in aligned.pairs) for aligned in (within, beyond)]
    return beyond if found[1] > found[0] and 2 * found[1] >= typed else within


def _same(run: Run) -> Iterable[Pair]:
    return (Pair(Change.SAME, run.at + step, run.stands + step) for step in range(run.length))


def _shifted(pair: Pair, typed: int, stands: int) -> Pair:
    return Pair(
        pair.change,
        None if pair.typed is None else pair.typed + typed,
        None if pair.stands is None else pair.stands + stands,
    )
