"""The bot as a host starts it, a program of its own, against a small Discord on this machine."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.client import SergeBot
from bot.settings import Settings
from knowledge.library import Library
from tests import openapi
from tests.bread import load_bread
from tests.loopback.launch import point_at
from tests.loopback.server import Discord
from tests.processes import start

TOKEN = "a-token-that-no-discord-knows"  # noqa: S105  # nobody's
LAUNCH = "import sys; from tests.loopback.launch import main; sys.exit(main(sys.argv[1]))"
STOP_SECONDS = 40.0


@dataclass
class Program:
    """A running bot."""

    process: subprocess.Popen[bytes]

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Its exit status after that signal, and what it said on standard error."""
        self.process.send_signal(number)
        return await self.end()

    async def end(self) -> tuple[int, str]:
        """Its exit status once it ends by itself, and what it said."""
        _, said = await asyncio.to_thread(self.process.communicate, timeout=STOP_SECONDS)
        return self.process.returncode, said.decode()


Start = Callable[..., Program]


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    """A small Discord. At the end, every request that was made to it is one that the great one takes."""
    async with Discord() as discord:
        yield discord
    assert openapi.problems(discord.requests) == []


@pytest.fixture
async def bot(
    discord: Discord, library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[SergeBot]:
    """The bot in this process, logged in, over the shipped pack."""
    point_at(discord.url, monkeypatch.setattr)
    async with SergeBot(library, settings) as bot:
        running = asyncio.create_task(bot.start(TOKEN))
        await discord.until("the bot", bot.is_connected)
        yield bot
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


@pytest.fixture(scope="session")
def bread_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed SQLite file that holds the bread, to be copied."""
    folder = tmp_path_factory.mktemp("bread")
    asyncio.run(load_bread(f"sqlite:///{folder / 'serge.db'}", folder / "pack"))
    return folder / "serge.db"


@pytest.fixture
def database(bread_file: Path, tmp_path: Path) -> str:
    """The bot's database."""
    file = tmp_path / "serge.db"
    file.write_bytes(bread_file.read_bytes())
    return str(file)


@pytest.fixture
def run(discord: Discord, database: str, tmp_path: Path) -> Iterator[Start]:
    """Starts the bot, with other settings if wished; None leaves one out. All are killed at the end."""
    started: list[Program] = []

    def start_one(**settings: str | None) -> Program:
        known: dict[str, str | None] = {
            "SERGE_TOKEN": TOKEN,
            "SERGE_DATABASE_URL": database,
            "SERGE_HEARTBEAT": str(tmp_path / "heartbeat"),
        }
        environment = {name: value for name, value in (known | settings).items() if value is not None}
        started.append(Program(start(discord.url, code=LAUNCH, environment=environment)))
        return started[-1]

    yield start_one
    for program in started:
        if program.process.returncode is None:
            program.process.kill()
            _, said = program.process.communicate()
            sys.stderr.write(said.decode())  # pytest shows it where the test failed
