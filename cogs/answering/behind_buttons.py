"""The bot as far as buttons need it: the library, and what shows a card where a button wants it."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, Protocol

from cogs.answering.asking import Interaction
from cogs.cards.layout import Showable
from knowledge.library import Library


class Shows(Protocol):
    """What shows a card where a button wants it."""

    async def put_in_place(self, interaction: Interaction, work: Coroutine[Any, Any, Showable]) -> None:
        """In place of the message that the button stands on, in the form that this has."""
        ...

    async def add(self, interaction: Interaction, work: Coroutine[Any, Any, Showable], *, alone: bool) -> None:
        """As another message, to whoever presses the button alone or to everybody."""
        ...


class Answering(Protocol):
    """The bot, as far as a button needs it."""

    library: Library
    replier: Shows
