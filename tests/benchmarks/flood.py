"""Whether a flood in one guild slows another: how soon the one is answered, alone and beside the other's flood."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from itertools import count
from pathlib import Path

from tests.benchmarks.answering import questions, start_bot
from tests.loopback import payloads
from tests.loopback.server import Discord

FLOODED, FLOODED_CHANNELS = "2002", [str(3100 + number) for number in range(10)]
A_SECOND = 200
"""Messages a second in the flooded guild, by ten people in ten channels."""


def main(asked: int = 40) -> None:
    """Print the median and the 99th percentile with and without the flood, and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        alone, beside = asyncio.run(_measure(Path(folder), asked))
    print(f"\nA question a moment in one guild, beside {A_SECOND} a second in another, which is told to wait")
    for name, pick in (("p50", statistics.median), ("p99", lambda taken: statistics.quantiles(taken, n=100)[-1])):
        quiet, flooded = pick(alone) * 1e3, pick(beside) * 1e3
        print(f"  {name}: alone {quiet:6.1f} ms, beside the flood {flooded:6.1f} ms  {flooded / quiet:5.2f} ×")


async def _measure(folder: Path, asked: int) -> tuple[list[float], list[float]]:
    guilds = [payloads.guild(), payloads.guild(FLOODED, FLOODED_CHANNELS)]
    every = questions(2 * asked)
    async with Discord(guilds=guilds) as discord:
        bot = start_bot(discord, folder, SERGE_COOLDOWN="on")
        try:
            await discord.reply_to(await discord.say("!serge kronstadt"))
            alone = [await _asked(discord, words, person) for person, words in enumerate(every[:asked])]
            flood = asyncio.create_task(_flood(discord))
            await asyncio.sleep(1)
            beside = [await _asked(discord, words, person) for person, words in enumerate(every[asked:], start=asked)]
            flood.cancel()
        finally:
            bot.kill()
            bot.communicate()
    return alone, beside


async def _asked(discord: Discord, words: str, person: int) -> float:
    """Seconds until the answer to a question that nobody asked before, by somebody new in a channel of their own."""
    discord.requests.clear()
    begun = time.perf_counter()
    said = await discord.say(f"!serge {words}", author=payloads.user(str(5000 + person), "reader"))
    while not any(_answers(one.json, said["id"]) for one in discord.made("POST", "/messages")):  # noqa: ASYNC110
        await asyncio.sleep(0.0005)
    taken = time.perf_counter() - begun
    await asyncio.sleep(0.5)  # below what is answered in one channel
    return taken


def _answers(body: dict[str, object], question: str) -> bool:
    reference = body.get("message_reference")
    return isinstance(reference, dict) and str(reference.get("message_id")) == question


async def _flood(discord: Discord) -> None:
    for number in count():
        person = payloads.user(str(6000 + number % 10), "flooder")
        channel = FLOODED_CHANNELS[number % 10]
        await discord.say("!serge kronstadt", guild_id=FLOODED, channel_id=channel, author=person)
        await asyncio.sleep(1 / A_SECOND)
