"""What goes wrong in Discord or in the database is survived, said where it can be said, and logged."""

from __future__ import annotations

import logging

import discord
import pytest

from bot.settings import Settings
from tests.cogs.discord_markdown import text
from tests.simulated.broken import broken
from tests.simulated.world import World, buttons_of, is_card, text_of

REBUTTAL = "Nobody who bakes has ever said so."
LIBRARY_AWAY = "The library cannot be reached just now. Please try again in a minute."
SOMETHING_WRONG = "Something went wrong here and has been noted. Please try again."
MESSAGES = "/channels/*/messages"


@pytest.fixture
def muted(world: World) -> World:
    """The same Discord, asked in a channel where the bot may not write."""
    return _in_channel_without(world, send_messages=False)


@pytest.fixture
def forgetful(world: World) -> World:
    """The same Discord, asked in a channel whose history the bot may not read."""
    return _in_channel_without(world, read_message_history=False)


def _in_channel_without(world: World, **permissions: bool) -> World:
    assert world.env.bot.user is not None
    overwrites = {world.env.bot.user: discord.PermissionOverwrite(**permissions)}
    channel = world.guild.create_text_channel("elsewhere", overwrites=overwrites)
    return World(world.env, world.guild, channel, world.member)


async def test_a_missing_permission_to_send_is_survived_and_logged(
    muted: World, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    assert await muted.answers("!serge night baking") == []
    (warning,) = [each for each in caplog.records if each.levelno == logging.WARNING]
    assert warning.getMessage() == f"cannot answer in channel {muted.channel.id}: Forbidden (50013)"
    assert REBUTTAL in text_of(await world.ask("!serge night baking"))


async def test_slash_answers_where_the_bot_may_not_send(muted: World) -> None:
    assert REBUTTAL in text_of(await muted.slash("serge", query="night baking"))


async def test_without_the_history_the_answer_is_no_reply_but_comes(forgetful: World) -> None:
    answer = await forgetful.ask("!serge night baking")
    assert answer.reference is None
    assert REBUTTAL in text_of(answer)


@pytest.mark.parametrize("host", [{"plain_cards": True}], ids=["plain"])
@pytest.mark.parametrize("content", ["!serge night baking", "!serge yeast", "!serge victor hugo", "!help", "!sources"])
async def test_plain_cards_are_ordinary_messages(world: World, content: str) -> None:
    answer = await world.ask(content)
    assert not is_card(answer)
    assert answer.content


@pytest.mark.parametrize("host", [{"plain_cards": True}], ids=["plain"])
async def test_plain_cards_work_by_slash(world: World) -> None:
    assert REBUTTAL in (await world.slash("serge", query="night baking")).content


@pytest.mark.parametrize("content", ["!serge night baking", "!serge yeast", "!serge victor hugo", "!topics"])
async def test_a_card_that_discord_refuses_is_sent_as_plain_text(
    world: World, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    wanted = text(text_of(await world.ask(content)))
    world.env.inject_error("POST", MESSAGES, status=400, code=50035, message="Invalid Form Body")
    answer = await world.ask(content)
    assert not is_card(answer)
    assert "".join(text(answer.content).split()) == "".join(wanted.split())
    assert "Discord refused a card (50035); sending it as plain text" in caplog.messages


async def test_a_card_that_discord_refuses_by_slash_is_sent_as_plain_text(world: World) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=400, code=50035)
    assert REBUTTAL in (await world.slash("serge", query="night baking")).content


async def test_a_failure_of_discord_is_logged_and_the_next_question_is_answered(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", MESSAGES, status=500, times=2)
    assert await world.answers("!serge night baking") == []
    assert "an answer failed" in caplog.messages
    assert any(said.startswith("cannot say so") for said in caplog.messages)
    assert REBUTTAL in text_of(await world.ask("!serge night baking"))


async def test_a_failure_of_discord_is_not_said_to_be_the_librarys(world: World) -> None:
    world.env.inject_error("POST", MESSAGES, status=500)
    assert (await world.ask("!serge night baking")).content == SOMETHING_WRONG


async def test_a_failure_of_discord_is_not_said_to_be_the_librarys_by_slash(world: World) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=500)
    response = await world.slash("serge", query="night baking")
    assert response.content == SOMETHING_WRONG
    assert response.ephemeral


@pytest.mark.parametrize("times", [1, 2], ids=["which can be said", "which cannot be said"])
async def test_a_failure_of_discord_at_a_button_is_said_if_it_can_be_and_survived(
    world: World, caplog: pytest.LogCaptureFixture, times: int
) -> None:
    candidates = await world.ask("!serge yeast")
    label = buttons_of(candidates)[0]
    world.env.inject_error("POST", "/interactions/*/callback", status=500, times=times)
    response = (await world.member.click(candidates, label=label)).response
    assert "a button failed" in caplog.messages
    if times == 1:
        assert response is not None
        assert response.content == SOMETHING_WRONG
    else:
        assert any(said.startswith("cannot say so") for said in caplog.messages)
    assert "## Yeast" in text_of((await world.member.click(candidates, label=label)).response or candidates)


async def test_a_failure_of_the_database_is_said_and_the_next_question_is_answered(
    world: World, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with broken(settings):
        assert (await world.ask("!serge night baking")).content == LIBRARY_AWAY
    assert "an answer failed" in caplog.messages
    assert REBUTTAL in text_of(await world.ask("!serge night baking"))


async def test_a_failure_of_the_database_is_said_by_slash_to_the_one_who_asked(
    world: World, settings: Settings
) -> None:
    with broken(settings):
        response = await world.slash("serge", query="night baking")
    assert response.content == LIBRARY_AWAY
    assert response.ephemeral
    assert REBUTTAL in text_of(await world.slash("serge", query="night baking"))


async def test_a_failure_of_the_database_is_said_to_the_one_who_pressed_a_button(
    world: World, settings: Settings
) -> None:
    candidates = await world.ask("!serge yeast")
    label = buttons_of(candidates)[0]
    with broken(settings):
        response = (await world.member.click(candidates, label=label)).response
    assert response is not None
    assert response.content == LIBRARY_AWAY
    assert response.ephemeral
    assert "## Yeast" in text_of((await world.member.click(candidates, label=label)).response or candidates)


async def test_what_members_write_is_never_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    caplog.set_level(logging.DEBUG, logger="cogs")
    await world.ask("!serge a secret worry")
    assert "secret" not in caplog.text
