"""Citations as replies: the card, and what programs read as a file with it."""

from __future__ import annotations

from dataclasses import dataclass

from discord import ui

from cogs.answering.card_names import Attached, CardName
from cogs.answering.reply import Reply, named_reply
from cogs.cards.citing import FIRST
from cogs.citing.cards import Citable, citation_named, find_citable
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class FileReply(Reply):
    """A reply with files, which a card has to name for them to be seen; a named one does so itself."""

    attached: tuple[Attached, ...] = ()

    def layouts(self, asker: int = 0, *, alone: bool = False) -> list[ui.LayoutView]:
        """The card's messages, the files below the first."""
        first, *others = Reply.layouts(self, asker, alone=alone)
        for file in () if self.named else self.attached:
            first.add_item(ui.File(f"attachment://{file.name}"))
        return [first, *others]


async def cite_reply(
    library: Library,
    scope: int,
    name: CardName,
    style: str = FIRST,
    *,
    as_file: bool = False,
    may_attach: bool = True,
) -> Reply | None:
    """What the card of that name cites, in one of the STYLES; None where it is gone.

    What programs read comes as a file too, and as nothing else where it is longer than a message; so does whatever is
    wanted ``as_file``. Where the bot may not attach files, all of it is text, and it is said why.
    """
    citable = await find_citable(library, scope, name)
    return citable_reply(name, style, citable, as_file=as_file, may_attach=may_attach) if citable else None


def citable_reply(
    name: CardName, style: str, citable: Citable, *, as_file: bool = False, may_attach: bool = True
) -> Reply:
    """The same of what was found already."""
    named = citation_named(name, style, citable, as_file=as_file)
    reply = named_reply(named if may_attach else named.without_files())
    if not reply.files:
        return reply
    return FileReply(reply.body, named=reply.named, files=reply.files, attached=named.files)
