"""A card by its name, and what leads from it to others. Which cards there are stands in :mod:`.named_cards`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import discord

from cogs.cards import limits
from cogs.cards.content import Card
from cogs.cards.layout import ACCENT


@dataclass(frozen=True, slots=True)
class CardName:
    """Which card: its kind, and what it is about (entries' numbers, a finding's or a pair's key, or nothing)."""

    kind: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.about}"

    @classmethod
    def parse(cls, text: str) -> CardName:
        """The name again from its text."""
        kind, _colon, about = text.partition(":")
        return cls(kind, about)


@dataclass(frozen=True, slots=True)
class Link:
    """A button to another card, which takes this one's place, or is shown ``alone`` to whoever presses it."""

    name: CardName
    label: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Picker:
    """A menu of cards of one kind: ``options`` are what they are about, each with its label."""

    kind: str
    placeholder: str
    options: tuple[tuple[str, str], ...]
    alone: bool = False


def picker_around(
    kind: str,
    placeholder: str,
    options: Sequence[tuple[str, str]],
    current: int = 0,
    *,
    ahead: Sequence[tuple[str, str]] = (),
    alone: bool = False,
) -> Picker:
    """A menu of as many options as one holds: those around the ``current`` one; some stand ``ahead`` in any case."""
    room = limits.OPTIONS - len(ahead)
    first = min(max(current - room // 2, 0), max(len(options) - room, 0))
    return Picker(kind, placeholder, (*ahead, *options[first : first + room]), alone)


Row = Picker | tuple[Link, ...]
"""What stands in one row below a card: a menu, or at most five buttons."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file beside a card. It is opened anew for each sending, since sending closes it."""

    name: str
    content: bytes

    def __call__(self) -> discord.File:
        """The file, opened."""
        return discord.File(BytesIO(self.content), filename=self.name)


@dataclass(frozen=True, slots=True)
class NamedCard:
    """A card, the name it can be made again from, its colour, and the rows below it.

    Links to where the card goes on (``leafing``) share a row with the buttons that leaf through its pages.
    ``unfiled`` is the card without its ``files``, where none may be sent.
    """

    name: CardName
    card: Card
    accent: int = ACCENT
    rows: tuple[Row, ...] = ()
    leafing: tuple[Link, ...] = ()
    files: tuple[Attached, ...] = ()
    unfiled: Card = ()

    def without_files(self) -> NamedCard:
        """The same where no files may be sent."""
        return replace(self, card=self.unfiled, files=(), unfiled=()) if self.files else self
