"""From words set against words to text beside text: stretches verbatim on both sides, and what is overlooked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from knowledge.search.alignment import Pair
from knowledge.search.overlooked import overlooked_after, overlooked_between, overlooked_within
from knowledge.search.wording import Word
from knowledge.verdict import Change, Overlooked, Stretch

LONGEST_BRACKET = 5
"""Words in brackets may stand for so many words and no more."""

Weigh = Callable[[Sequence[str]], float]
"""How much it says that these words stand in both."""

_EDITS = (Change.LEFT_OUT, Change.PUT_IN, Change.REPLACED)


class Written(NamedTuple):
    """A text and its words."""

    text: str
    words: Sequence[Word]

    def after(self, word: int) -> str:
        """The signs that follow a word, up to the next one or the end."""
        following = self.words[word + 1].start if word + 1 < len(self.words) else len(self.text)
        return self.text[self.words[word].end : following]

    def keys(self, start: int, end: int) -> list[str]:
        """What these words are compared by."""
        return [word.key for word in self.words[start:end]]

    def letters(self, word: int) -> str:
        """The word as it is written."""
        return self.text[self.words[word].start : self.words[word].end]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts stretch by stretch; ``start`` and ``end`` are the characters that stand in the second one.

    ``same`` is what the words typed weigh that stand so, ``changed`` what those do that were changed and not owned to;
    words that were left out in a row weigh no more than one.
    """

    start: int
    end: int
    stretches: tuple[Stretch, ...]
    overlooked: frozenset[Overlooked]
    same: float
    changed: float


class _Group(NamedTuple):
    """Steps of one kind in a row: the words typed and the words that stand, from one number to another."""

    change: Change
    typed: tuple[int, int]
    stands: tuple[int, int]


def difference(typed: Written, stands: Written, pairs: Sequence[Pair], weigh: Weigh) -> Difference:
    """What was typed beside what stands. ``pairs`` number the words of both and leave none out on the way."""
    groups = list(_merged(_grouped(pairs), typed.words))
    left = _bounds(typed.words, [group.typed for group in groups], groups)
    right = _bounds(stands.words, [group.stands for group in groups], groups)
    stretches = tuple(
        Stretch(
            group.change, typed.text[left[number] : left[number + 1]], stands.text[right[number] : right[number + 1]]
        )
        for number, group in enumerate(groups)
    )
    weights = [max(weigh(typed.keys(*one.typed)), min(1.0, weigh(stands.keys(*one.stands)))) for one in groups]
    return Difference(
        start=right[0],
        end=right[-1],
        stretches=stretches,
        overlooked=frozenset(_overlooked(typed, stands, pairs)),
        same=sum(weight for one, weight in zip(groups, weights, strict=True) if one.change is Change.SAME),
        changed=sum(weight for one, weight in zip(groups, weights, strict=True) if not one.change.is_honest),
    )


def _grouped(pairs: Sequence[Pair]) -> Iterator[_Group]:
    """Steps of one kind together; neighbouring edits are one, whatever they are."""
    typed = next((pair.typed for pair in pairs if pair.typed is not None), 0)
    stands = next((pair.stands for pair in pairs if pair.stands is not None), 0)
    for change, steps in groupby(pairs, lambda pair: Change.REPLACED if pair.change in _EDITS else pair.change):
        kinds = list(steps)
        to_typed = typed + sum(pair.typed is not None for pair in kinds)
        to_stands = stands + sum(pair.stands is not None for pair in kinds)
        yield _edit(change, (typed, to_typed), (stands, to_stands))
        typed, stands = to_typed, to_stands


def _edit(change: Change, typed: tuple[int, int], stands: tuple[int, int]) -> _Group:
    if change is Change.REPLACED and typed[0] == typed[1]:
        change = Change.LEFT_OUT
    elif change is Change.REPLACED and stands[0] == stands[1]:
        change = Change.PUT_IN
    return _Group(change, typed, stands)


def _merged(groups: Iterable[_Group], typed: Sequence[Word]) -> Iterator[_Group]:
    """The groups; words in brackets that stand for several take in those left out beside them."""
    held: _Group | None = None
    for group in groups:
        if held is not None:
            both = _Group(Change.BRACKETED, (held.typed[0], group.typed[1]), (held.stands[0], group.stands[1]))
            short = both.stands[1] - both.stands[0] <= LONGEST_BRACKET
            whole = all(word.bracketed for word in typed[slice(*both.typed)])
            if {held.change, group.change} == {Change.BRACKETED, Change.LEFT_OUT} and short and whole:
                held = both
                continue
            yield held
        held = group
    if held is not None:
        yield held


def _bounds(words: Sequence[Word], ranges: Sequence[tuple[int, int]], groups: Sequence[_Group]) -> list[int]:
    """Where each group's text begins, and the last one ends. The signs beside a change belong to what is the same."""
    first, last = ranges[0][0], ranges[-1][1]
    bounds = [words[first].start]
    for (_, end), following in zip(ranges, groups[1:], strict=False):
        if end == last or (following.change is Change.SAME and end > first):
            bound = words[end - 1].end
        else:
            bound = words[end].start
        bounds.append(max(bounds[-1], bound))
    return [*bounds, words[last - 1].end]


def _overlooked(typed: Written, stands: Written, pairs: Sequence[Pair]) -> Iterator[Overlooked]:
    """Every kind of difference between the same words, and between the signs at them."""
    for pair, following in zip(pairs, [*pairs[1:], None], strict=True):
        if pair.change is not Change.SAME or pair.typed is None:
            continue
        if pair.stands is None or typed.words[pair.typed].is_same_with_note(stands.words[pair.stands]):
            yield Overlooked.NOTE_MARKS
            continue
        yield from overlooked_within(typed.letters(pair.typed), stands.letters(pair.stands))
        if following is not None and following.change is Change.SAME and following.stands is not None:
            yield from overlooked_between(typed.after(pair.typed), stands.after(pair.stands))
        elif pair.typed == len(typed.words) - 1:
            yield from overlooked_after(typed.after(pair.typed), stands.after(pair.stands))
