"""Citations as replies: the card, and what programs read as a file with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO

import discord
from discord import ui

from cogs.answering.card_names import CardName
from cogs.answering.reply import Reply, named_reply
from cogs.cards import limits
from cogs.cards.citing import FIRST, STYLES, cite_card, cite_text, filed_card, no_file_notice
from cogs.cards.layout import layout_pages
from cogs.citing.cards import Citable, citation_named, find_citable
from knowledge.citations.styles import FORMATS, file_format
from knowledge.library import Library
from knowledge.search.normal import every_word

_LONGEST_NAME = 60
"""Characters of a file's name before its ending."""


@dataclass(frozen=True, slots=True)
class FileReply(Reply):
    """A reply with files, which a card has to name for them to be seen."""

    file_names: tuple[str, ...] = ()

    def layouts(self, asker: int = 0, *, alone: bool = False) -> list[ui.LayoutView]:
        """The card's messages, the files below the first."""
        first, *others = Reply.layouts(self, asker, alone=alone)
        for name in self.file_names:
            first.add_item(ui.File(f"attachment://{name}"))
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
    formats = STYLES[style][0]
    if not citable.cited or not (as_file or any(one in FORMATS for one in formats)):
        return named_reply(citation_named(name, style, citable))
    if not may_attach:
        return named_reply(citation_named(name, style, citable), no_file_notice())
    card = cite_card(citable.title, style, citable.cited)
    if as_file or len(layout_pages(card, limits.LAYOUT_NOTICE)) > 1:
        card = filed_card(citable.title, style, citable.cited)
    reply = named_reply(citation_named(name, style, citable, card))
    file_name = f"{_file_stem(citable)}.{file_format(formats[0]).extension}"
    file = _file(cite_text(style, citable.cited), file_name)
    return FileReply(reply.body, named=reply.named, files=(file,), file_names=(file_name,))


def _file(text: str, name: str) -> Callable[[], discord.File]:
    """Makes the file anew for each sending, since sending closes it."""
    return partial(_open_file, text.encode(), name)


def _open_file(content: bytes, name: str) -> discord.File:
    return discord.File(BytesIO(content), filename=name)


def _file_stem(citable: Citable) -> str:
    """What the file is called, in plain letters: by what it cites, or by the day since which it does."""
    if citable.since:
        return f"cited-since-{citable.since:%Y-%m-%d}"
    words = "-".join(word for word in every_word(citable.title) if word.isascii())
    return words[:_LONGEST_NAME].strip("-") or "cited"
