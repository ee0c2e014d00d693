"""Starting as a host starts it: the token, what Discord lets it do, and what it tells Discord."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import web

from bot.settings import Settings
from tests.loopback import payloads
from tests.loopback.conftest import TOKEN, Start
from tests.loopback.server import IDENTIFY, Discord, forbidden, malformed, unavailable

MESSAGE_CONTENT = 1 << 15


def texts(body: dict[str, object]) -> str:
    return str(body["components"])


async def test_kronstadt_gets_its_card_as_a_reply(discord: Discord, run: Start, settings: Settings) -> None:
    run(SERGE_DATABASE_URL=settings.database_url)
    asked = await discord.say("!serge kronstadt")
    card = texts(await discord.reply_to(asked))
    assert "blissful unawareness of the reality of the Bolshevik regime" in card
    assert "*Memoirs of a Revolutionary*" in card


async def test_a_mention_and_a_slash_command_are_answered(discord: Discord, run: Start) -> None:
    run()
    asked = await discord.say(f"<@{payloads.BOT}> night baking")
    assert "Nobody who bakes" in texts(await discord.reply_to(asked))
    await discord.interact(payloads.slash("night baking"))
    (answer,) = await discord.until("an answer", lambda: discord.made("POST", "/callback"))
    assert answer.json["type"] == 4
    assert "Nobody who bakes" in texts(answer.json["data"])


async def test_the_token_can_stand_in_a_file(discord: Discord, run: Start, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", encoding="utf-8")
    run(SERGE_TOKEN=None, SERGE_TOKEN_FILE=str(file))
    (identified,) = await discord.until("its name", lambda: discord.ops(IDENTIFY))
    assert identified["d"]["token"] == TOKEN


async def test_without_a_token_two_lines_say_how_to_get_one(discord: Discord, run: Start) -> None:
    status, said = await run(SERGE_TOKEN=None).end()
    assert status == 1
    assert len(said.splitlines()) == 2
    assert "https://discord.com/developers/applications" in said
    assert "SERGE_TOKEN" in said
    assert discord.requests == []


async def test_a_token_file_that_is_not_there_is_named(run: Start, tmp_path: Path) -> None:
    status, said = await run(SERGE_TOKEN=None, SERGE_TOKEN_FILE=str(tmp_path / "nothing")).end()
    assert status == 1
    assert said.strip() == f"The token file {tmp_path / 'nothing'} cannot be read: No such file or directory."


async def test_a_token_that_discord_does_not_know_is_said_to_be_so(discord: Discord, run: Start) -> None:
    discord.token_is_known = False
    status, said = await run().end()
    assert status == 1
    assert said.splitlines()[-1].startswith("Discord does not know this token.")
    assert "Traceback" not in said


async def test_a_refused_intent_says_what_to_switch(discord: Discord, run: Start) -> None:
    discord.refuses_with = 4014
    status, said = await run().end()
    assert status == 1
    assert "“Message Content Intent”" in said
    assert "SERGE_MESSAGE_CONTENT=off" in said
    assert "Traceback" not in said


# What Discord answers to the log-in, and how the last line begins.
REFUSALS = {
    "forbidden": (forbidden, "Discord refuses this bot (403 Forbidden)."),
    "its own failure": (unavailable, "Discord has a failure of its own (503 Service Unavailable)."),
}


@pytest.mark.parametrize(("answer", "sentence"), REFUSALS.values(), ids=REFUSALS.keys())
async def test_a_refused_log_in_says_what_to_do(
    discord: Discord, run: Start, answer: Callable[[], web.Response], sentence: str
) -> None:
    discord.fail("GET", "/users/@me$", answer)
    status, said = await run().end()
    assert status == 1
    assert said.splitlines()[-1].startswith(sentence)
    assert "Traceback" not in said


# https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
@pytest.mark.parametrize(
    ("code", "sentence"),
    [(4004, "Discord does not know this token."), (4012, "Discord closed the connection for good (code 4012).")],
)
async def test_a_connection_closed_for_good_says_what_to_do(
    discord: Discord, run: Start, code: int, sentence: str
) -> None:
    discord.refuses_with = code
    status, said = await run().end()
    assert status == 1
    assert said.splitlines()[-1].startswith(sentence)
    assert "Traceback" not in said


@pytest.mark.parametrize("answer", [forbidden, malformed, unavailable])
async def test_commands_that_discord_does_not_take_keep_nobody_waiting_and_are_told_at_the_next_start(
    discord: Discord, run: Start, answer: Callable[[], web.Response]
) -> None:
    discord.fail("PUT", "/commands$", answer)
    first = run()
    await discord.reply_to(await discord.say("!help"))
    _, said = await first.stop()
    assert "Discord did not take the commands" in said
    assert "Traceback" not in said
    run()
    told = await discord.until("the second time", lambda: discord.made("PUT", "/commands")[1:])
    assert told[0].status == 200


async def test_without_the_message_content_the_intent_is_not_asked_for(discord: Discord, run: Start) -> None:
    run(SERGE_MESSAGE_CONTENT="off")
    (identified,) = await discord.until("its name", lambda: discord.ops(IDENTIFY))
    assert not identified["d"]["intents"] & MESSAGE_CONTENT
    asked = await discord.say(f"<@{payloads.BOT}> night baking")
    assert "Nobody who bakes" in texts(await discord.reply_to(asked))


async def test_where_discord_cannot_be_reached_one_line_says_so(discord: Discord, run: Start) -> None:
    await discord.close()
    status, said = await run().end()
    assert status == 1
    assert said.splitlines()[-1].startswith("Discord cannot be reached")
    assert "Traceback" not in said


async def test_discord_is_told_the_commands_once_and_not_at_the_second_start(discord: Discord, run: Start) -> None:
    first = run()
    await discord.reply_to(await discord.say("!help"))
    await first.stop()
    run()
    await discord.until("the second start", lambda: len(discord.ops(IDENTIFY)) == 2)
    await discord.reply_to(await discord.say("!help"))
    (told,) = discord.made("PUT", "/commands")
    assert {"serge", "topics", "sources", "help"} <= {command["name"] for command in told.json}


async def test_the_log_holds_neither_the_token_nor_what_members_write(discord: Discord, run: Start) -> None:
    program = run(SERGE_LOG="DEBUG")
    await discord.reply_to(await discord.say("!serge a private worry"))
    _, said = await program.stop()
    assert "told Discord" in said
    assert TOKEN not in said
    assert not [line for line in said.splitlines() if "private worry" in line and (" bot." in line or " cogs." in line)]
