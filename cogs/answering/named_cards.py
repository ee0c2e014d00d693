"""Cards that can be made again from their name, so that a button works after any restart.

A new kind of card is a line in MAKERS.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from cogs.answering.card_names import CardName, Link, NamedCard
from cogs.browsing.browsing_cards import make_map, make_pairs, make_sources, make_topics, make_work
from cogs.browsing.reading_cards import make_context, make_marked, make_notes, make_page
from cogs.cards.answers import brief_card, entry_card, finding_card, works_card
from cogs.cards.comparing import pair_card
from cogs.cards.content import Card
from cogs.cards.layout import ACCENT
from cogs.citing.cards import make_citation
from cogs.helping.cards import make_help
from cogs.language import _
from knowledge.library import Library
from knowledge.markup import note_numbers
from knowledge.model import Entry


def entry_named(entry: Entry, others: Sequence[int] = ()) -> NamedCard:
    """An entry's card; ``others`` are the numbers of the further matches, in their order."""
    name = CardName("entry", _numbers([entry.id, *others]))
    leafing = _next_match(name)
    return NamedCard(name, entry_card(entry), _accent(entry), (_about(entry),), leafing)


def brief_named(entry: Entry, others: Sequence[int] = ()) -> NamedCard:
    """An entry's short form, which opens to the whole in its place."""
    name = CardName("brief", _numbers([entry.id, *others]))
    leafing = (Link(CardName("entry", name.about), _("Whole entry")), *_next_match(name))
    return NamedCard(name, brief_card(entry), _accent(entry), (_about(entry),), leafing)


async def make_card(library: Library, scope: int, name: CardName) -> NamedCard | None:
    """The card of that name as the scope sees it now; None where what it was about is gone."""
    card = await MAKERS[name.kind](library, scope, name.about)
    return NamedCard(name, card) if isinstance(card, tuple) else card


def _about(entry: Entry) -> tuple[Link, ...]:
    """The buttons to what stands behind an entry, each as far as there is any."""
    number = str(entry.id)
    texts = [*entry.passages, *entry.rebuttals, *entry.quotations]
    links = [Link(CardName("context", f"{number}.0.0"), _("Context"), alone=True)] if texts else []
    if any(note_numbers(text.exact) or text.place.note is not None for text in texts):
        links.append(Link(CardName("notes", number), _("Notes"), alone=True))
    if any(quotation.citation for quotation in entry.quotations):
        links.append(Link(CardName("works", number), _("Sources"), alone=True))
    links += [Link(CardName("pair", key), _("Then & now"), alone=True) for key in entry.pairs[:1]]
    links += [Link(CardName("cite", f"entry:{number}"), _("Cite"), alone=True)] if texts else []
    return tuple(links)


def _next_match(name: CardName) -> tuple[Link, ...]:
    first, *others = name.about.split(",")
    return (Link(replace(name, about=",".join([*others, first])), _("Next match")),) if others else ()


def _numbers(ids: Sequence[int]) -> str:
    return ",".join(map(str, dict.fromkeys(ids)))


def _accent(entry: Entry) -> int:
    return entry.pack.accent if entry.pack else ACCENT


async def _entry(library: Library, scope: int, about: str) -> NamedCard | None:
    first, *others = map(int, about.split(","))
    entry = await library.entry(first, scope)
    return entry_named(entry, others) if entry else None


async def _brief(library: Library, scope: int, about: str) -> NamedCard | None:
    first, *others = map(int, about.split(","))
    entry = await library.entry(first, scope)
    return brief_named(entry, others) if entry else None


async def _works(library: Library, scope: int, about: str) -> Card | None:
    entry = await library.entry(int(about), scope)
    return works_card(entry) if entry else None


async def _finding(library: Library, scope: int, about: str) -> Card | None:
    answer = await library.look_up(about, scope)
    return finding_card(answer.finding) if answer.finding else None


async def _pair(library: Library, scope: int, about: str) -> Card | None:
    pairs = await library.compare("", scope)
    return next((pair_card(pair) for pair in pairs if pair.key == about), None)


Maker = Callable[[Library, int, str], Awaitable[Card | NamedCard | None]]

MAKERS: dict[str, Maker] = {
    "entry": _entry,
    "brief": _brief,
    "works": _works,
    "finding": _finding,
    "pair": _pair,
    "cite": make_citation,
    "pairs": make_pairs,
    "topics": make_topics,
    "sources": make_sources,
    "work": make_work,
    "map": make_map,
    "help": make_help,
    "read": make_page,
    "context": make_context,
    "notes": make_notes,
    "marked": make_marked,
}
