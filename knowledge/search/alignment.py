"""Setting words that were typed against words that stand, one by one: what is the same, and what became of the rest.

The cheapest alignment is taken, as with edits. Words in brackets, the numbers of notes and what an ellipsis owns to
have left out cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.search.wording import Word
from knowledge.verdict import Change

LEFT_OUT, REPLACED, PUT_IN = 20, 21, 22
"""What each costs. Of two ways with as many edits, one that finds a word again goes first; then one that replaces."""

HONEST, STANDS_FOR = 1, 2
"""What a word in brackets costs that was put in, or that stands for another."""

MOST_CELLS = 20_000
"""Of more words times words the alignment is not worked out: all were replaced."""


class Pair(NamedTuple):
    """One step: the number of the word typed and of the word that stands, None for one that there is not."""

    change: Change
    typed: int | None
    stands: int | None


class Ends(NamedTuple):
    """Where words that stand may be passed over for nothing: before the first word typed, or after the last."""

    start: bool = False
    end: bool = False


NEITHER = Ends()


class Aligned(NamedTuple):
    """The steps in order, and what they cost together."""

    pairs: list[Pair]
    cost: int


def align(
    typed: Sequence[Word],
    stands: Sequence[Word],
    before: Word | None = None,
    *,
    gap_after: bool = False,
    ends: Ends = NEITHER,
) -> Aligned:
    """The cheapest alignment. ``before`` is what stands before it; an ellipsis typed after it makes a ``gap_after``."""
    passing = [_passing(typed, number, ends, gap_after=gap_after) for number in range(len(typed) + 1)]
    if (len(typed) + 1) * (len(stands) + 1) > MOST_CELLS:
        return _all_replaced(typed, stands if ends == NEITHER else (), passing[-1])
    rows = [[passing[0] * column for column in range(len(stands) + 1)]]
    for number, word in enumerate(typed):
        above, passed = rows[-1], passing[number + 1]
        row = [above[0] + _putting_in(word, before)]
        for column, standing in enumerate(stands):
            paired = above[column] + _pairing(word, standing)
            row.append(min(paired, row[-1] + passed, above[column + 1] + _putting_in(word, standing)))
        rows.append(row)
    pairs = _traced(rows, typed, stands, passing)
    return Aligned(_within(pairs, ends), rows[-1][-1])


def _traced(
    rows: Sequence[Sequence[int]], typed: Sequence[Word], stands: Sequence[Word], passing: Sequence[int]
) -> list[Pair]:
    """The steps that led to the last cell."""
    pairs: list[Pair] = []
    number, column = len(typed), len(stands)
    while number or column:
        cost = rows[number][column]
        if column and cost == rows[number][column - 1] + passing[number]:
            column -= 1
            pairs.append(Pair(Change.LEFT_OUT if passing[number] else Change.OMITTED, None, column))
        elif (
            number and column and cost == rows[number - 1][column - 1] + _pairing(typed[number - 1], stands[column - 1])
        ):
            number, column = number - 1, column - 1
            pairs.append(Pair(_PAIRED[_pairing(typed[number], stands[column])], number, column))
        else:
            number -= 1
            honest = cost - rows[number][column] == HONEST
            bracketed = Change.BRACKETED if typed[number].bracketed else Change.SAME
            pairs.append(Pair(bracketed if honest else Change.PUT_IN, number, None))
    return pairs[::-1]


def _within(pairs: list[Pair], ends: Ends) -> list[Pair]:
    """The steps without what was passed over at the ends."""
    first, last = 0, len(pairs)
    while ends.start and first < last and pairs[first].typed is None:
        first += 1
    while ends.end and last > first and pairs[last - 1].typed is None:
        last -= 1
    return pairs[first:last]


def _passing(typed: Sequence[Word], number: int, ends: Ends, *, gap_after: bool) -> int:
    """What it costs to pass over a word that stands where so many of the words typed have been set against others."""
    outside = (ends.start and number == 0) or (ends.end and number == len(typed))
    gap = typed[number].after_gap if number < len(typed) else gap_after
    return 0 if outside or gap else LEFT_OUT


def _pairing(word: Word, standing: Word) -> int:
    """What it costs to set one against the other."""
    if word.key == standing.key or word.is_same_with_note(standing):
        return 0
    return STANDS_FOR if word.bracketed or word.stands_for(standing) else REPLACED


def _putting_in(word: Word, before: Word | None) -> int:
    """What it costs that a word was put in after the one that stands ``before``, whose note's number it may be."""
    is_note = before is not None and before.note == word.key
    return HONEST if word.bracketed or is_note else PUT_IN


def _all_replaced(typed: Sequence[Word], stands: Sequence[Word], passing: int) -> Aligned:
    """Not worked out: what was typed in place of what stands."""
    pairs = [Pair(Change.PUT_IN, number, None) for number in range(len(typed))]
    pairs += [Pair(Change.LEFT_OUT if passing else Change.OMITTED, None, column) for column in range(len(stands))]
    return Aligned(pairs, PUT_IN * len(typed) + passing * len(stands))


_PAIRED = {0: Change.SAME, STANDS_FOR: Change.BRACKETED, REPLACED: Change.REPLACED}
