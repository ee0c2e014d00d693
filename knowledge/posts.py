"""What a schedule posts next: an entry, a then-and-now, or a portion of a text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.model import Entry, PackInfo, Pair
from knowledge.schedule import Kind, Schedule
from knowledge.storage.editions import Block
from knowledge.storage.reading import Reader

PORTION = 2_000
"""Characters that make a comfortable page on a phone: two to four paragraphs."""

_ROUND = 2**48
"""How many places there are in a round through all entries; each has one that rests on its number alone."""

_AHEAD = 50
"""A portion has no more paragraphs than this, however short they are."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Whole paragraphs of a text that follow one another, and what stands before and after them.

    ``before`` is None where the text begins, ``after`` where it ends.
    """

    pack: PackInfo
    paragraphs: tuple[Block, ...]
    before: Block | None
    after: Block | None


class Post(NamedTuple):
    """What is to be posted, and the position that the one after it is taken from."""

    what: Entry | Pair | Portion
    following: int


class Standing(NamedTuple):
    """How far a reading has come: the title of its text, and the paragraph that it goes on with."""

    title: str
    next: Block


async def standing(reader: Reader, schedule: Schedule) -> Standing | None:
    """How far the schedule's reading has come; None where it is none, or its text is not loaded any more."""
    portion = await _portion(reader, schedule) if schedule.kind is Kind.READING else None
    if portion is None or not isinstance(portion.what, Portion):
        return None
    return Standing(portion.what.pack.title, portion.what.paragraphs[0])


async def next_post(reader: Reader, schedule: Schedule) -> Post | None:
    """What the schedule posts next; None where the library holds nothing of the kind."""
    match schedule.kind:
        case Kind.PASSAGE:
            return await _entry(reader, schedule)
        case Kind.PAIR:
            return await _pair(reader, schedule)
        case Kind.READING:
            return await _portion(reader, schedule)


async def _entry(reader: Reader, schedule: Schedule) -> Post | None:
    ids = await reader.entry_ids(schedule.scope)
    if not ids:
        return None
    id_, following = next_in_turn(ids, schedule.id, schedule.position)
    (found,) = await reader.entries(schedule.scope, [id_])
    return Post(found, following)


async def _pair(reader: Reader, schedule: Schedule) -> Post | None:
    pairs = await reader.pairs(schedule.scope)
    index = schedule.position % len(pairs) if pairs else 0
    return Post(pairs[index], index + 1) if pairs else None


async def _portion(reader: Reader, schedule: Schedule) -> Post | None:
    contents = next((one for one in await reader.contents() if one.pack.slug == schedule.slug), None)
    if contents is None or not contents.paragraphs:
        return None
    first = schedule.position if schedule.position < contents.paragraphs else 0
    last = contents.paragraphs - 1
    blocks = await reader.blocks_between(contents.pack.slug, first - 1, min(first + _AHEAD, last))
    before = blocks.pop(0) if first else None
    length = min(portion_length(blocks), _AHEAD)
    after = blocks[length] if length < len(blocks) else None
    portion = Portion(contents.pack, tuple(blocks[:length]), before, after)
    return Post(portion, after.position if after else 0)


def next_in_turn(ids: Sequence[int], seed: int, position: int) -> tuple[int, int]:
    """The entry whose turn it is, and the position after it. Every one comes once a round, in an order of each round's
    own, and none twice running.

    A position holds the round and the place that is reached in it. Entries that come or go leave the others in their
    places, so that none comes again for that.
    """
    number, reached = divmod(position, _ROUND)
    order = _order(ids, seed, number)
    shown = next((id_ for place, id_ in order if place + 1 == reached), None)
    waiting = [(place, id_) for place, id_ in order if place >= reached]
    while not waiting:
        number += 1
        order = _order(ids, seed, number)
        waiting = [] if order[0][1] == shown and len(order) > 1 else order
    place, id_ = waiting[0]
    return id_, number * _ROUND + place + 1


def _order(ids: Sequence[int], seed: int, number: int) -> list[tuple[int, int]]:
    return sorted((_place(f"{seed} {number} {id_}"), id_) for id_ in ids)


def _place(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()) % _ROUND


def portion_length(blocks: Sequence[Block]) -> int:
    """How many of these paragraphs make a portion: at least one, as many as fit, a displayed quotation not parted from
    what stands before it.
    """
    length, room = 0, PORTION
    while length < len(blocks) and (room := room - len(blocks[length].text)) >= 0:
        length += 1
    fits = max(length, 1)
    kept = fits
    while 1 < kept < len(blocks) and blocks[kept].displayed:
        kept -= 1
    return kept if kept == len(blocks) or not blocks[kept].displayed else fits
