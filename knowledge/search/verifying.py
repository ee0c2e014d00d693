"""Judging what was typed: whether it stands in the texts of a concordance word for word, altered, in parts, or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from knowledge.search.alignment import Pair
from knowledge.search.chaining import RunsOn, Typed
from knowledge.search.concordance import Concordance
from knowledge.search.difference import Difference, Written, difference
from knowledge.search.tracing import WORDS_A_PART, Trace, Tracer
from knowledge.search.wording import Word
from knowledge.verdict import Change, Verdict

SHARE_OF_ONE = 0.6
"""The share of the words that must stand where one place is to be called what was altered."""

SHARE_OF_SEVERAL = 0.75
"""The same of several places: chance finds parts more easily than a whole."""


class Standing(NamedTuple):
    """Words of the text of that number, beside those typed.

    ``pairs`` are the steps that the difference was made of, the words that stand numbered in their text. ``after_gap``
    tells of an ellipsis typed before them, ``runs_on`` that the part before goes on in them, ``over_border`` that the
    ellipsis has left out the border of a quotation between the two.
    """

    text: int
    pairs: Trace
    difference: Difference
    after_gap: bool
    runs_on: bool = False
    over_border: bool = False


class Finding(NamedTuple):
    """The verdict and where it rests: ``ways`` are the first place, or the parts, and then further places."""

    verdict: Verdict
    ways: tuple[tuple[Standing, ...], ...] = ()


Parts = Callable[[int, int, int], bool]
"""Whether in the text of that number, somebody else's words stand from the second character on than up to the first."""


class Verifier:
    """Verifies quotations in ``texts``, of which ``concordance`` holds the words."""

    def __init__(self, texts: Sequence[str], concordance: Concordance, runs_on: RunsOn) -> None:
        self._texts = texts
        self._concordance = concordance
        self._runs_on = runs_on

    def verify(self, written: Written) -> Finding:
        """Whether what was typed stands, and where."""
        typed = Typed(written.words)
        tracer = Tracer(typed, self._concordance, self._runs_on)
        if whole := tracer.whole():
            return Finding(Verdict.EXACT, tuple(self._standings(written, [trace]) for trace in whole))
        if nearly := tracer.nearly():
            return Finding(Verdict.ALTERED, tuple(self._standings(written, [trace]) for trace in nearly))
        found = self._judge(written, tracer.parts()) or self._judge(written, tracer.longest())
        return found or Finding(Verdict.NOT_FOUND)

    def apart(self, written: Written, found: Finding, parts: Parts) -> Finding:
        """The finding, put together where in every place an ellipsis leaves out the border of a quotation."""
        apart = [
            tuple(one for standing in way for one in self._at_borders(written, standing, parts)) for way in found.ways
        ]
        honest = tuple(new for new, way in zip(apart, found.ways, strict=True) if len(new) == len(way))
        return found._replace(ways=honest) if honest else Finding(Verdict.STITCHED, (apart[0],))

    def _at_borders(self, written: Written, standing: Standing, parts: Parts) -> Iterator[Standing]:
        """The words of one place, cut where an ellipsis leaves out the border of a quotation."""
        words, pairs = self._words(standing.text), standing.pairs
        stand = [number for number, pair in enumerate(pairs) if pair.stands is not None]
        begin, runs_on = 0, standing.runs_on
        for omitted, steps in groupby(stand, lambda number: pairs[number].change is Change.OMITTED):
            left_out = list(steps)
            if not omitted or left_out[0] == stand[0] or left_out[-1] == stand[-1]:
                continue
            first, last = pairs[left_out[0]].stands or 0, pairs[left_out[-1]].stands or 0
            if parts(standing.text, words[first - 1].end, words[last + 1].start):
                cut = pairs[begin : left_out[0]]
                yield self._standing(written, standing.text, cut, runs_on=runs_on, over_border=begin > 0)
                begin, runs_on = left_out[-1] + 1, False
        if begin:
            yield self._standing(written, standing.text, pairs[begin:], over_border=True)
        else:
            yield standing

    def _judge(self, written: Written, traces: Sequence[Trace]) -> Finding | None:
        """The verdict on what was traced so; None where too little of it stands."""
        if not traces:
            return None
        parts = self._standings(written, traces)
        same = sum(part.difference.same for part in parts)
        changed = sum(part.difference.changed for part in parts)
        omissions = sum(stretch.change is Change.OMITTED for part in parts for stretch in part.difference.stretches)
        if len(traces) > 1:
            enough = same >= SHARE_OF_SEVERAL * (same + changed)
            return Finding(Verdict.STITCHED, (parts,)) if enough else None
        if same < SHARE_OF_ONE * (same + changed) or len(written.words) < WORDS_A_PART * (omissions + 1):
            return None
        return Finding(Verdict.ALTERED if changed else Verdict.EXACT, (parts,))

    def _standings(self, written: Written, traces: Sequence[Trace]) -> tuple[Standing, ...]:
        return tuple(standing for trace in traces for standing in self._by_text(written, trace))

    def _by_text(self, written: Written, trace: Trace) -> list[Standing]:
        """A trace text by text, where it runs on from one into the next."""
        found: list[Standing] = []
        for text, steps in groupby(self._with_texts(trace), lambda step: step[0]):
            pairs = tuple(self._within(text, pair) for _, pair in steps)
            found.append(self._standing(written, text, pairs, runs_on=bool(found)))
        return found

    def _standing(
        self, written: Written, text: int, pairs: Trace, *, runs_on: bool = False, over_border: bool = False
    ) -> Standing:
        stands = Written(self._texts[text], self._words(text))
        first = next((pair.typed for pair in pairs if pair.typed is not None), 0)
        gap = first > 0 and written.words[first].after_gap
        differs = difference(written, stands, pairs, self._concordance.weight)
        return Standing(text, pairs, differs, gap, runs_on, over_border)

    def _with_texts(self, pairs: Sequence[Pair]) -> list[tuple[int, Pair]]:
        """Each step with the number of its text; one at which nothing stands belongs to the text before it."""
        text = next(self._concordance.text_at(pair.stands) for pair in pairs if pair.stands is not None)
        found: list[tuple[int, Pair]] = []
        for pair in pairs:
            text = text if pair.stands is None else self._concordance.text_at(pair.stands)
            found.append((text, pair))
        return found

    def _within(self, text: int, pair: Pair) -> Pair:
        """The step with the word that stands numbered in its text."""
        return pair if pair.stands is None else pair._replace(stands=pair.stands - self._concordance.starts[text])

    def _words(self, text: int) -> list[Word]:
        start = self._concordance.starts[text]
        return self._concordance.stand(start, self._concordance.text_end(start))
