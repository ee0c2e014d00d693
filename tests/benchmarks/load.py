"""Messages a second through real sockets: `!serge …` against the same bot answering `!ping`."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from tests.benchmarks.answering import start_bot
from tests.loopback.server import Discord

COMMANDS = {
    "!ping": "!ping",
    "!serge kronstadt": "!serge kronstadt",
    "!serge cronstadt (a word mended)": "!serge cronstadt",
    "!serge, a claim of twenty words": "!serge the working class was declassed after the civil war so the party had no "
    "choice but to rule in its place",
}


def main(rounds: int = 7, messages: int = 100) -> None:
    """Print messages a second and the ratio to `!ping`; at least 0.7 is wanted."""
    with tempfile.TemporaryDirectory() as folder:
        rates = asyncio.run(_measure(Path(folder), rounds, messages))
    print(f"\nLoad, {messages} messages at once through the loopback server (wanted: at least 0.7 of !ping)")
    for name, rate in rates.items():
        print(f"  {name:<58} {rate:9.0f} /s  {rate / rates['!ping']:7.2f} ×")


async def _measure(folder: Path, rounds: int, messages: int) -> dict[str, float]:
    async with Discord() as discord:
        bot = start_bot(discord, folder)
        try:
            await discord.reply_to(await discord.say("!serge kronstadt"))
            rates: dict[str, list[float]] = {name: [] for name in COMMANDS}
            for _ in range(rounds):
                for name, command in COMMANDS.items():
                    rates[name].append(messages / await _burst(discord, command, messages))
        finally:
            bot.kill()
            bot.communicate()
    return {name: statistics.median(measured) for name, measured in rates.items()}


async def _burst(discord: Discord, command: str, messages: int) -> float:
    """The seconds until the last of so many messages has its answer."""
    discord.requests.clear()
    begun = time.perf_counter()
    for _ in range(messages):
        await discord.say(command)
    while len(discord.made("POST", "/messages")) < messages:  # noqa: ASYNC110  # the server has no event for it
        await asyncio.sleep(0.001)
    return time.perf_counter() - begun
