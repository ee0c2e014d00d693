"""The very bot that hosts run, with one command more: `!ping`, answered with a card that never changes."""

from __future__ import annotations

import sys
from typing import Any

from discord.ext import commands

import bot.run
from bot.client import SergeBot
from cogs.cards.content import Style, part
from cogs.replies import Replier, Reply, card_reply
from tests.loopback import launch

PONG = (part(Style.TITLE, "Pong"), part(Style.BODY, "A card that needs no library."))


class Pinging(commands.Cog):
    """Answers `!ping`."""

    def __init__(self) -> None:
        self._replier = Replier(plain=False)

    @commands.command()
    async def ping(self, ctx: commands.Context[Any]) -> None:
        """The same card every time, through the same way of replying."""
        await self._replier.respond(ctx, _pong())


async def _pong() -> Reply:
    return card_reply(PONG)


class PingingBot(SergeBot):
    """The bot, and the command."""

    async def setup_hook(self) -> None:
        """Add the command to what the bot does anyway."""
        await super().setup_hook()
        await self.add_cog(Pinging())


def main(discord: str) -> int:
    """Run it against the Discord at that address."""
    bot.run.SergeBot = PingingBot
    return launch.main(discord)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
