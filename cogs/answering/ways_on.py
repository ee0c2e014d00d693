"""Where to go on from an answer that found nothing: the nearest entries or pages, and the topics in any case."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.answering.card_names import CardName, Link, Picker, Row
from cogs.cards import limits
from cogs.cards.content import place_name
from cogs.language import _
from knowledge.answer import Answer
from knowledge.model import Pair
from knowledge.read_essay import Nowhere


def from_miss(answer: Answer) -> tuple[Row, ...]:
    """Buttons to what is nearest, as far as anything is, and to the topics."""
    near = _pages(answer) if answer.reference is not None else _entries(answer)
    topics = (Link(CardName("topics"), _("Topics"), alone=True),)
    return (near[: limits.ROW_BUTTONS], topics) if near else (topics,)


def from_nowhere(nowhere: Nowhere) -> tuple[Row, ...]:
    """A button to the nearest paragraph, if one is near, and a menu of the sections of the first text."""
    rows: list[Row] = []
    if near := nowhere.near:
        rows.append((Link(CardName("read", f"{near.slug}.{near.position}"), place_name(near.place)),))
    for contents in nowhere.editions[:1]:
        sections = [(f"{contents.pack.slug}.{one.first}", one.title) for one in contents.sections[: limits.OPTIONS]]
        rows.append(Picker("read", _("Go to a section"), tuple(sections)))
    return tuple(rows)


def from_pairs(pairs: Sequence[Pair]) -> tuple[Row, ...]:
    """Buttons to the pairs that may be meant beside the first, and to all of them."""
    others = tuple(Link(CardName("pair", pair.key), pair.topic) for pair in pairs[1 : 1 + limits.ROW_BUTTONS])
    every = (Link(CardName("pairs"), _("Everything that is compared")),)
    return (others, every) if others else (every,)


def _pages(answer: Answer) -> tuple[Link, ...]:
    return tuple(Link(CardName("finding", name), name) for name in answer.nearest)


def _entries(answer: Answer) -> tuple[Link, ...]:
    """Each leads to the others too, as its next matches."""
    numbers = [str(number) for number in answer.near]
    return tuple(
        Link(CardName("entry", ",".join([*numbers[at:], *numbers[:at]])), topic)
        for at, topic in enumerate(answer.nearest[: len(numbers)])
    )
