"""The bot that hosts run, with one command more: `!ping`, answered with a card of usual length that never changes."""

from __future__ import annotations

import sys
from typing import Any

from discord.ext import commands

import bot.run
from bot.client import SergeBot
from cogs.answering.named_cards import NamedCard, entry_named
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply, named_reply
from tests.loopback import launch


class Pinging(commands.Cog):
    """Answers `!ping`."""

    def __init__(self, pong: NamedCard, replier: Replier) -> None:
        self._replier = replier
        self._pong = pong

    @commands.command()
    async def ping(self, ctx: commands.Context[Any]) -> None:
        """The same card every time, as long as Kronstadt's, through the same way of replying."""
        await self._replier.respond(ctx, self._reply())

    async def _reply(self) -> Reply:
        return named_reply(self._pong)


class PingingBot(SergeBot):
    """The bot, and the command."""

    async def setup_hook(self) -> None:
        """Add the command to what the bot does anyway."""
        await super().setup_hook()
        answer = await self.library.look_up("kronstadt")
        await self.add_cog(Pinging(entry_named(answer.matches[0].entry), self.replier))


def main(discord: str) -> int:
    """Run it against the Discord at that address."""
    bot.run.SergeBot = PingingBot
    return launch.main(discord)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
