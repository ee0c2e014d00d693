"""Stopping when told to, and showing signs of life until then."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import psycopg
import pytest

from bot.heartbeat import DEAD_AFTER_SECONDS
from tests.bread import load_bread
from tests.loopback.conftest import STOP_SECONDS, Start
from tests.loopback.server import Discord
from tests.processes import serge


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_it_cleanly(discord: Discord, run: Start, number: signal.Signals) -> None:
    program = run()
    await discord.reply_to(await discord.say("!help"))
    began = time.monotonic()
    status, said = await program.stop(number)
    assert status == 0
    assert time.monotonic() - began < STOP_SECONDS / 2
    assert "Traceback" not in said
    assert said.rstrip().endswith("stopped")


async def test_a_signal_stops_it_while_it_is_logging_in(discord: Discord, run: Start) -> None:
    discord.silent = True
    program = run()
    await discord.until("a log-in", lambda: discord.connected)
    status, said = await program.stop()
    assert status == 0
    assert "Traceback" not in said


@pytest.mark.parametrize("empty_database_url", ["postgresql"], indirect=True)
async def test_a_signal_stops_it_while_a_question_waits_for_the_database(
    discord: Discord, run: Start, empty_database_url: str, tmp_path: Path
) -> None:
    await load_bread(empty_database_url, tmp_path / "pack")
    program = run(SERGE_DATABASE_URL=empty_database_url)
    await discord.reply_to(await discord.say("!help"))
    with psycopg.connect(empty_database_url) as connection:
        connection.execute("lock table entry in access exclusive mode")
        await discord.say("!serge night baking")
        await discord.until("somebody typing", lambda: discord.made("POST", "/typing"))
        status, _ = await program.stop()
    assert status == 0


async def test_a_signal_stops_it_in_the_midst_of_many_questions(discord: Discord, run: Start) -> None:
    program = run()
    await discord.reply_to(await discord.say("!help"))
    for number in range(20):
        await discord.say(f"!serge night baking {number}")
    status, _ = await program.stop()
    assert status == 0


async def test_a_running_bot_is_alive(discord: Discord, run: Start, tmp_path: Path) -> None:
    run()
    await discord.until("a sign of life", (tmp_path / "heartbeat").exists)
    health = serge("health", environment={"SERGE_HEARTBEAT": str(tmp_path / "heartbeat")})
    assert health.returncode == 0
    assert health.stdout.startswith("last sign of life ")


# The file's age in seconds, and whether the bot counts as alive.
@pytest.mark.parametrize(
    ("age", "status"), [(0, 0), (DEAD_AFTER_SECONDS - 15, 0), (DEAD_AFTER_SECONDS + 15, 1), (86_400, 1)]
)
def test_health_goes_by_the_age_of_the_last_sign(tmp_path: Path, age: float, status: int) -> None:
    file = tmp_path / "heartbeat"
    file.touch()
    os.utime(file, (time.time() - age,) * 2)
    assert serge("health", environment={"SERGE_HEARTBEAT": str(file)}).returncode == status


def test_a_bot_that_gave_no_sign_is_not_alive(tmp_path: Path) -> None:
    health = serge("health", environment={"SERGE_HEARTBEAT": str(tmp_path / "nothing")})
    assert health.returncode == 1
    assert str(tmp_path / "nothing") in health.stdout
