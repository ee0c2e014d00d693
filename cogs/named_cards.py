"""Cards that can be made again from their name, so that a button works after any restart.

A new kind of card that leafs through pages is a line in MAKERS.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from cogs.cards.answers import entry_card, finding_card
from cogs.cards.comparing import pair_card, pairs_card
from cogs.cards.content import Card
from cogs.cards.layout import ACCENT
from cogs.cards.lists import sources_card, topics_card
from knowledge.library import Library
from knowledge.model import Entry


@dataclass(frozen=True, slots=True)
class CardName:
    """Which card: its kind, and what it is about (an entry's number, a finding's or a pair's key, or nothing)."""

    kind: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class NamedCard:
    """A card, the name it can be made again from, and its colour."""

    name: CardName
    card: Card
    accent: int = ACCENT


def entry_named(entry: Entry) -> NamedCard:
    """An entry's card."""
    return NamedCard(CardName("entry", str(entry.id)), entry_card(entry), entry.pack.accent if entry.pack else ACCENT)


async def make_card(library: Library, scope: int, name: CardName) -> NamedCard | None:
    """The card of that name as the scope sees it now; None where what it was about is gone."""
    card = await MAKERS[name.kind](library, scope, name.about)
    return NamedCard(name, card) if isinstance(card, tuple) else card


async def _entry(library: Library, scope: int, about: str) -> NamedCard | None:
    entry = await library.entry(int(about), scope)
    return entry_named(entry) if entry else None


async def _finding(library: Library, scope: int, about: str) -> Card | None:
    answer = await library.look_up(about, scope)
    return finding_card(answer.finding) if answer.finding else None


async def _pair(library: Library, scope: int, about: str) -> Card | None:
    pairs = await library.compare("", scope)
    return next((pair_card(pair) for pair in pairs if pair.key == about), None)


async def _pairs(library: Library, scope: int, _about: str) -> Card:
    return pairs_card(await library.compare("", scope))


async def _topics(library: Library, scope: int, _about: str) -> Card:
    return topics_card(await library.topics(scope))


async def _sources(library: Library, scope: int, _about: str) -> Card:
    return sources_card(await library.sources(scope))


Maker = Callable[[Library, int, str], Awaitable[Card | NamedCard | None]]

MAKERS: dict[str, Maker] = {
    "entry": _entry,
    "finding": _finding,
    "pair": _pair,
    "pairs": _pairs,
    "topics": _topics,
    "sources": _sources,
}
