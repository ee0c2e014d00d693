"""What a card shows, as the library's own value: for citing it, and for what refers back to it."""

from __future__ import annotations

from cogs.answering.card_names import CardName
from knowledge.answer import Finding
from knowledge.library import Library
from knowledge.model import Entry, Pair


async def shown_by(library: Library, scope: int, name: CardName) -> Entry | Finding | Pair | None:
    """The entry, finding or pair on the card of that name; None where it shows none, or it is gone."""
    match name.kind:
        case "entry" | "brief" | "works" | "notes":
            return await library.entry(int(name.about.split(",")[0]), scope)
        case "finding":
            return (await library.look_up(name.about, scope)).finding
        case "pair":
            return next((pair for pair in await library.compare("", scope) if pair.key == name.about), None)
        case _:
            return None
