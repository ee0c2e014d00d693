"""Staying: a dropped gateway, too many requests, Discord's own failures, and a slow database."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from cogs.cards import limits
from tests.bread import load_bread
from tests.loopback import payloads
from tests.loopback.conftest import Start
from tests.loopback.server import IDENTIFY, RESUME, Discord, Request, broken, forbidden, rate_limited

REBUTTAL = "Nobody who bakes has ever said so."


async def test_a_dropped_gateway_is_taken_up_where_it_was(discord: Discord, run: Start) -> None:
    run()
    await discord.reply_to(await discord.say("!help"))
    await discord.drop()
    asked = await discord.say("!serge night baking")
    assert REBUTTAL in str(await discord.reply_to(asked))
    assert len(discord.ops(IDENTIFY)) == 1
    (resumed,) = discord.ops(RESUME)
    assert resumed["d"]["session_id"] == "the-session"


async def test_too_many_requests_are_waited_for_and_the_answer_comes_once(discord: Discord, run: Start) -> None:
    run()
    discord.fail("POST", "/messages$", lambda: rate_limited(0.5))
    asked = await discord.say("!serge night baking")
    assert REBUTTAL in str(await discord.reply_to(asked))
    refused, answered = discord.made("POST", "/messages")
    assert (refused.status, answered.status) == (429, 200)
    assert answered.at - refused.at >= 0.5
    await asyncio.sleep(0.5)
    assert len(discord.made("POST", "/messages")) == 2


async def test_a_failure_of_discords_is_tried_again_and_cannot_answer_twice(discord: Discord, run: Start) -> None:
    run()
    discord.fail("POST", "/messages$", broken)
    asked = await discord.say("!serge night baking")
    assert REBUTTAL in str(await discord.reply_to(asked))
    failed, answered = discord.made("POST", "/messages")
    assert failed.json["nonce"] == answered.json["nonce"] == f"{asked['id'][-14:]}-0-0"
    assert answered.json["enforce_nonce"]


async def test_a_missing_permission_is_survived(discord: Discord, run: Start) -> None:
    program = run()
    discord.fail("POST", "/messages$", forbidden)
    await discord.say("!serge night baking")
    await discord.until("the refusal", lambda: discord.made("POST", "/messages"))
    assert REBUTTAL in str(await discord.reply_to(await discord.say("!serge night baking")))
    _, said = await program.stop()
    assert f"cannot answer in channel {payloads.CHANNEL}: Forbidden (50013)" in said


@pytest.mark.parametrize("empty_database_url", ["postgresql"], indirect=True)
async def test_a_slow_database_keeps_nobody_without_a_sign(
    discord: Discord, run: Start, empty_database_url: str, tmp_path: Path
) -> None:
    await load_bread(empty_database_url, tmp_path / "pack")
    run(SERGE_DATABASE_URL=empty_database_url)
    candidates = await discord.reply_to(await discord.say("!serge yeast"))
    with psycopg.connect(empty_database_url) as connection:
        connection.execute("lock table entry, catalogue in access exclusive mode")
        asked_at = time.monotonic()
        asked = await discord.say("!serge night baking")
        await discord.interact(payloads.slash("night baking"))
        await discord.interact(payloads.click(button_in(candidates), on=payloads.posted(candidates)))
        await discord.until("two acknowledgements", lambda: len(discord.made("POST", "/callback")) == 2)
        (typing,) = await discord.until("somebody typing", lambda: discord.made("POST", "/typing"))
    signs = [typing, *discord.made("POST", "/callback")]
    assert max(sign.at for sign in signs) - asked_at < limits.INTERACTION_SECONDS
    assert REBUTTAL in str(await discord.reply_to(asked))
    answers = await discord.until("both answers", lambda: pair_of(discord.made("PATCH", "/messages/@original")))
    assert any(REBUTTAL in str(answer.json) for answer in answers)
    assert any("## Yeast" in str(answer.json) for answer in answers)


def pair_of(found: list[Request]) -> list[Request]:
    return found if len(found) == 2 else []


def button_in(message: dict[str, Any]) -> str:
    """The id of the message's first button."""
    row = next(part for part in message["components"][0]["components"] if part["type"] == 1)
    return str(row["components"][0]["custom_id"])
