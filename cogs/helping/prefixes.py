"""What examples begin with: a prefix, or the slash where the bot may not read a guild's messages."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.cards.settings import SLASH
from knowledge.library import Library
from knowledge.model import SHARED


@dataclass(frozen=True, slots=True)
class Prefixes:
    """The host's prefix, and whether the bot may read what messages in guilds say."""

    host: str
    message_content: bool = True

    @property
    def in_guilds(self) -> str:
        """What commands begin with in a guild that has chosen nothing else."""
        return self.host if self.message_content else SLASH

    async def here(self, library: Library, scope: int) -> str:
        """What commands begin with in this guild, or in direct messages."""
        return await prefix_of(library, scope, self.host if scope == SHARED else self.in_guilds)


async def prefix_of(library: Library, scope: int, prefix: str) -> str:
    """What commands begin with in this guild, where ``prefix`` is the host's; a slash stays one."""
    if scope == SHARED or prefix == SLASH:
        return prefix
    return (await library.preferences.of(scope)).prefix or prefix
