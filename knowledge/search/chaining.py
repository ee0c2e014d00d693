"""From runs of shared words to chains: how what was typed was most likely put together from the texts.

What was typed is thought of as copied: on and on from one place, with a word changed here and there, now and then from
another place. The likeliest way is the one that costs least, as with edits: a word for each that was changed, put in or
left out, though little for those left out after the first, and JUMP words for going on elsewhere. Words in brackets
cost next to nothing, and so does what an ellipsis owns to have left out of one paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import nlargest
from itertools import accumulate, pairwise
from typing import NamedTuple

from knowledge.search.concordance import MOST_RUNS, Concordance, Run
from knowledge.search.wording import Word

JUMP = 3.0
"""What going on elsewhere costs, in words. A run of no more words than that is never worth it."""

MARKED_JUMP = 2.5
"""The same where an ellipsis says that something was left out."""

FAR = 20
"""Of more words left out in a row without a mark, what follows is taken to be from another place."""

OMISSION, OMITTED_WORD = 0.1, 0.0005
"""What an ellipsis costs, and each word it stands for: of several omissions that may be meant, the shortest is."""

BRACKETED = 0.3
"""What a word in brackets costs that does not stand there, so that it is not passed over where it does."""

RunsOn = Callable[[int, int], bool]
"""Whether the text of the second number goes on where the first one ends."""


class Typed:
    """What was typed, as words; what they cost up to each of them, and how many stand after an ellipsis."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.keys = [word.key for word in words]
        self._costs = [0.0, *accumulate(BRACKETED if word.bracketed else 1.0 for word in words)]
        self._gaps = [0, *accumulate(word.after_gap for word in words)]

    def __len__(self) -> int:
        return len(self.words)

    def cost(self, start: int, end: int) -> float:
        """What it costs that these words do not stand there."""
        return self._costs[end] - self._costs[start]

    def has_gap(self, start: int, end: int) -> bool:
        """Whether an ellipsis stands before one of these words."""
        return self._gaps[min(end, len(self))] > self._gaps[start]


def cut_at_gaps(runs: Sequence[Run], typed: Typed) -> list[Run]:
    """The runs, and besides each that goes on over an ellipsis the pieces of it, since it may do so by chance."""
    pieces: list[Run] = []
    for run in runs:
        cuts = [run.at, *(at for at in range(run.at + 1, run.end) if typed.words[at].after_gap), run.end]
        pieces += [Run(start, run.stands + start - run.at, end - start) for start, end in pairwise(cuts)]
    return sorted(set(runs).union(nlargest(MOST_RUNS, pieces, key=lambda piece: piece.length)))


class _Way(NamedTuple):
    """The cheapest way to a run: what everything up to its end costs, and the way before, from which it may jump."""

    cost: float
    run: Run
    text: int
    before: _Way | None = None
    jumps: bool = False


def chains(runs: Sequence[Run], typed: Typed, concordance: Concordance, runs_on: RunsOn) -> list[list[Run]]:
    """The likeliest chains, in the order of what was typed; each goes on in one place. ``runs`` are in that order."""
    ways: list[_Way] = []
    for run in runs:
        text = concordance.text_at(run.stands)
        best = _Way(typed.cost(0, run.at), run, text)
        for before in ways:
            if before.cost + typed.cost(min(before.run.end, run.at), run.at) >= best.cost:
                continue
            for way in (_on(before, run, text, typed, concordance, runs_on), _jump(before, run, text, typed)):
                if way is not None and way.cost < best.cost:
                    best = way
        ways.append(best)
    way = min(ways, key=lambda way: way.cost + typed.cost(way.run.end, len(typed)), default=None)
    found: list[list[Run]] = [[]]
    while way is not None:
        found[-1].append(way.run)
        if way.jumps:
            found.append([])
        way = way.before
    return [chain[::-1] for chain in reversed(found) if chain]


def _on(before: _Way, run: Run, text: int, typed: Typed, concordance: Concordance, runs_on: RunsOn) -> _Way | None:
    """Going on in the same place, if the run stands after what came before."""
    last = before.run
    if text != before.text:
        follows = last.end == run.at and concordance.ends_text(last.stands_end) and concordance.begins_text(run.stands)
        return _Way(before.cost, run, text, before) if follows and runs_on(before.text, text) else None
    over = max(0, last.end - run.at, last.stands_end - run.stands)
    if over >= run.length:
        return None
    rest = run.without_first(over)
    changed, left_out = typed.cost(last.end, rest.at), rest.stands - last.stands_end
    if left_out and typed.has_gap(last.end, rest.at + 1):
        return _Way(before.cost + changed + OMISSION + OMITTED_WORD * left_out, rest, text, before)
    if left_out > FAR:
        return None
    return _Way(before.cost + max(changed, _leaving_out(left_out)), rest, text, before)


def _leaving_out(words: int) -> float:
    """What it costs that so many words in a row were left out without a mark: the first as much as FAR others."""
    return min(words, 1 + words / FAR)


def _jump(before: _Way, run: Run, text: int, typed: Typed) -> _Way | None:
    """Going on elsewhere."""
    over = max(0, before.run.end - run.at)
    if over >= run.length:
        return None
    rest = run.without_first(over)
    cost = MARKED_JUMP if typed.has_gap(before.run.end, rest.at + 1) else JUMP
    return _Way(before.cost + cost + typed.cost(before.run.end, rest.at), rest, text, before, jumps=True)
