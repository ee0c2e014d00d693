"""What happened when labelled queries were looked up: right first, among three, how often it answers, how rightly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

from knowledge.answer import Answer, Outcome
from knowledge.evaluation.labelled import OTHER, Labelled
from knowledge.evaluation.statistics import Estimate, mean, share
from knowledge.library import Library

EVERY = "all that it answers"
"""The row of all queries that the text answers."""

AMONG = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up gave: the places that each match shows, best first; whether it is given as the answer, and how
    sure that is, from 0 to 1.
    """

    places: Sequence[frozenset[str]]
    answered: bool
    sure: float | None = None


Seeker = Callable[[str], Awaitable[Found]]
"""Anything that looks up a query."""


@dataclass(frozen=True, slots=True)
class Result:
    """One query: at which rank (from 1) a right place was found, None where none was; and what the look-up gave."""

    labelled: Labelled
    rank: int | None
    found: Found

    @property
    def right(self) -> bool:
        """Whether the first match is right."""
        return self.rank == 1


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one style, or of all queries that the text answers. ``false`` is of those that it does not."""

    name: str
    queries: int
    first: Estimate | None = None
    among: Estimate | None = None
    reciprocal: Estimate | None = None
    answered: Estimate | None = None
    right_then: Estimate | None = None
    false: Estimate | None = None


async def measure(seek: Seeker, queries: Iterable[Labelled]) -> list[Result]:
    """Look every query up."""
    results: list[Result] = []
    for labelled in queries:
        found = await seek(labelled.query)
        hits = (number for number, places in enumerate(found.places, start=1) if places & labelled.right)
        results.append(Result(labelled, next(hits, None), found))
    return results


def row(name: str, results: Sequence[Result]) -> Row:
    """The figures of these results."""
    on_topic = [result for result in results if result.labelled.right]
    other = [result for result in results if not result.labelled.right]
    answered = [result for result in on_topic if result.found.answered]
    return Row(
        name,
        len(results),
        first=share(sum(result.right for result in on_topic), len(on_topic)),
        among=share(sum(result.rank is not None and result.rank <= AMONG for result in on_topic), len(on_topic)),
        reciprocal=mean([1 / result.rank if result.rank else 0.0 for result in on_topic]),
        answered=share(len(answered), len(on_topic)),
        right_then=share(sum(result.right for result in answered), len(answered)),
        false=share(sum(result.found.answered for result in other), len(other)),
    )


def by_style(results: Sequence[Result]) -> list[Row]:
    """A row for each style, then one for all that the text answers, then those that it does not."""
    styles = dict.fromkeys(result.labelled.style for result in results)
    of = {style: [result for result in results if result.labelled.style == style] for style in styles}
    other = of.pop(OTHER, [])
    rows = [row(style, some) for style, some in of.items()]
    rows.append(row(EVERY, [result for result in results if result.labelled.right]))
    return [*rows, row(OTHER, other)] if other else rows


def library_seeker(library: Library) -> Seeker:
    """Our own look-up."""

    async def seek(query: str) -> Found:
        answer = await library.look_up(query)
        return Found(_places(answer), answer.outcome is Outcome.ANSWER, _sure(answer))

    return seek


def _places(answer: Answer) -> list[frozenset[str]]:
    """The paragraphs and notes that each match shows the words of."""
    if answer.finding is not None:
        return [frozenset(part.place.block for part in (*answer.finding.passages, *answer.finding.quotations))]
    return [
        frozenset(part.place.block for part in (*match.entry.passages, *match.entry.rebuttals))
        for match in answer.matches
    ]


def _sure(answer: Answer) -> float | None:
    if answer.outcome is Outcome.NONE:
        return None
    return answer.matches[0].score if answer.matches else 1.0
