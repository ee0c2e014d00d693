"""How soon an answer shows: from the message's arrival at the bot to the answer's arrival at Discord, over sockets."""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from knowledge.packs.shipped import SHIPPED
from tests.loopback import payloads
from tests.loopback.server import Discord
from tests.processes import start

CODE = "import sys; from tests.benchmarks.pinging import main; sys.exit(main(sys.argv[1]))"
WANTED = 300.0
"""Milliseconds within which an answer is to show."""


def main(questions: int = 300) -> None:
    """Print the median and the 99th percentile of each way to ask, and the ratio to `!ping`."""
    with tempfile.TemporaryDirectory() as folder:
        taken = asyncio.run(_measure(Path(folder), questions))
    print(f"\nUntil an answer shows, {questions} different questions one by one (wanted: within {WANTED:.0f} ms)")
    pinged = statistics.median(taken["!ping"])
    for name, seconds in taken.items():
        median, last = statistics.median(seconds), statistics.quantiles(seconds, n=100)[-1]
        print(f"  {name:<34} p50 {median * 1e3:6.1f} ms  p99 {last * 1e3:6.1f} ms  {median / pinged:5.2f} × !ping")


def start_bot(discord: Discord, folder: Path, **settings: str) -> subprocess.Popen[bytes]:
    """The bot as a host runs it, over a new library in that folder; it answers `!ping` too."""
    known = {
        "SERGE_TOKEN": "a-token-that-no-discord-knows",
        "SERGE_DATABASE_URL": str(folder / "serge.db"),
        "SERGE_HEARTBEAT": str(folder / "heartbeat"),
        "SERGE_LOG": "WARNING",
        "SERGE_COOLDOWN": "off",
    }
    return start(discord.url, code=CODE, environment=known | settings)


async def _measure(folder: Path, number: int) -> dict[str, list[float]]:
    asked = questions(number)
    async with Discord() as discord:
        bot = start_bot(discord, folder)
        try:
            await discord.reply_to(await discord.say("!serge kronstadt"))

            async def say(words: str) -> None:
                await discord.say(words)

            async def slash(words: str) -> None:
                await discord.interact(payloads.slash(words))

            return {
                "!ping": await _timed(discord, say, ["!ping"] * number, "/messages"),
                "!serge, as a message": await _timed(discord, say, [f"!serge {one}" for one in asked], "/messages"),
                "/serge": await _timed(discord, slash, [f"{one} " for one in asked], "/callback"),
            }
        finally:
            bot.kill()
            bot.communicate()


def questions(number: int) -> list[str]:
    """Queries as people type them, of every style, each once."""
    lines = (SHIPPED / "queries" / "tuning.jsonl").read_text(encoding="utf-8").splitlines()
    queries = list(dict.fromkeys(json.loads(line)["query"] for line in lines))
    return queries[:: max(1, len(queries) // number)][:number]


async def _timed(
    discord: Discord, ask: Callable[[str], Awaitable[None]], asked: Sequence[str], where: str
) -> list[float]:
    taken: list[float] = []
    for words in asked:
        discord.requests.clear()
        begun = time.perf_counter()
        await ask(words)
        while not discord.made("POST", where):  # noqa: ASYNC110  # the server has no event for it
            await asyncio.sleep(0.0005)
        taken.append(time.perf_counter() - begun)
    return taken
