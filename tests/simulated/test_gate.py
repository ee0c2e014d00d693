"""Who may ask, where, and how often: whoever is not answered is told why."""

from __future__ import annotations

import pytest

from bot.client import SergeBot
from cogs.answering.gate import WINDOW_SECONDS, Limits
from knowledge.preferences import Holder
from tests.simulated.world import World, buttons_of, text_of

REBUTTAL = "Nobody who bakes has ever said so."
OFTEN = Limits().person


@pytest.fixture
def bot(simcord_bot: SergeBot) -> SergeBot:
    return simcord_bot


async def test_who_asks_too_fast_is_told_when_to_ask_again_then_gets_a_sign(world: World) -> None:
    for _number in range(OFTEN):
        assert REBUTTAL in text_of(await world.ask("!serge night baking"))
    told = await world.ask("!serge night baking")
    assert "Ask again in" in told.content
    asked = await world.member.send(world.channel, "!serge night baking")
    (noticed,) = [message for message in world.channel.history() if message.id == asked.id]
    assert [reaction.emoji for reaction in noticed.reactions] == ["⏳"]
    assert world.channel.last_message is not None
    assert world.channel.last_message.id == asked.id


async def test_a_slash_command_too_fast_is_told_alone(world: World) -> None:
    for _number in range(OFTEN):
        await world.slash("topics")
    for _number in range(2):
        told = await world.slash("topics")
        assert told.ephemeral
        assert "Ask again in" in told.content


async def test_one_member_in_a_hurry_does_not_stop_another(world: World) -> None:
    for _number in range(OFTEN + 1):
        await world.ask("!serge night baking")
    other = world.guild.add_member(world.env.create_user("bob"))
    await other.send(world.channel, "!serge night baking")
    assert world.channel.last_message is not None
    assert REBUTTAL in text_of(world.channel.last_message)


@pytest.mark.parametrize("host", [{"cooldown": False}], ids=["cooldown off"])
async def test_a_host_can_let_everybody_ask_as_often_as_they_like(world: World) -> None:
    for _number in range(OFTEN + 3):
        assert REBUTTAL in text_of(await world.ask("!serge night baking"))


async def test_a_silent_channel_hears_nothing_and_slash_commands_are_answered_alone(
    world: World, bot: SergeBot
) -> None:
    await bot.library.preferences.choose(Holder.CHANNEL, world.guild.id, world.channel.id, "silent", "on")
    assert await world.answers("!serge night baking") == []
    response = await world.slash("serge", query="night baking")
    assert response.ephemeral
    assert REBUTTAL in text_of(response)


async def test_where_only_a_role_may_ask_others_are_told_so(world: World, bot: SergeBot) -> None:
    role = world.guild.create_role("readers")
    await bot.library.preferences.choose(Holder.GUILD, world.guild.id, world.guild.id, "asking", str(role.id))
    assert "only some roles may ask" in (await world.ask("!serge night baking")).content
    reader = world.guild.add_member(world.env.create_user("bob"), roles=[role])
    await reader.send(world.channel, "!serge night baking")
    assert world.channel.last_message is not None
    assert REBUTTAL in text_of(world.channel.last_message)


async def test_a_guild_has_its_own_prefix(world: World, bot: SergeBot) -> None:
    await bot.library.preferences.choose(Holder.GUILD, world.guild.id, world.guild.id, "prefix", "?")
    assert REBUTTAL in text_of(await world.ask("?serge night baking"))
    assert await world.answers("!serge night baking") == []


def test_a_window_is_short_enough_to_wait_for() -> None:
    assert WINDOW_SECONDS <= 10


async def only_readers_ask(world: World, bot: SergeBot, name: str = "*readers* @everyone") -> None:
    """Let only members of a role ask in the guild."""
    role = world.guild.create_role(name)
    await bot.library.preferences.choose(Holder.GUILD, world.guild.id, world.guild.id, "asking", str(role.id))


async def test_the_roles_that_may_ask_are_named_as_text(world: World, bot: SergeBot) -> None:
    await only_readers_ask(world, bot)
    told = await world.ask("!serge night baking")
    assert told.content.startswith("Here only some roles may ask me: \\*readers\\* @everyone. ")
    assert not told.role_mentions
    assert not told.mention_everyone


async def test_whoever_may_not_ask_is_told_once_in_words_then_with_a_sign(world: World, bot: SergeBot) -> None:
    await only_readers_ask(world, bot)
    await world.ask("!serge night baking")
    asked = await world.member.send(world.channel, "!serge yeast")
    (noticed,) = [message for message in world.channel.history() if message.id == asked.id]
    assert [reaction.emoji for reaction in noticed.reactions] == ["🔒"]
    assert world.channel.history()[-1].id == asked.id
    other = World(world.env, world.guild, world.channel, world.guild.add_member(world.env.create_user("bob")))
    assert "only some roles" in (await other.ask("!serge yeast")).content


async def test_by_slash_command_whoever_may_not_ask_is_told_alone_each_time(world: World, bot: SergeBot) -> None:
    await only_readers_ask(world, bot)
    for _number in range(2):
        told = await world.slash("serge", query="yeast")
        assert told.ephemeral
        assert "only some roles may ask me: \\*readers\\*" in told.content
        assert buttons_of(told) == []


async def test_a_refusal_can_be_deleted_by_whoever_it_was_said_to(world: World, bot: SergeBot) -> None:
    await only_readers_ask(world, bot)
    told = await world.ask("!serge night baking")
    bob = world.guild.add_member(world.env.create_user("bob"))
    await bob.click(told, label="Delete")
    assert told.id in [message.id for message in world.channel.history()]
    await world.member.click(told, label="Delete")
    assert told.id not in [message.id for message in world.channel.history()]


@pytest.mark.parametrize("content", ["!help", "!doctor", "!settings", "!settings form short", "{me} help"])
async def test_what_is_for_everybody_is_answered_whatever_the_role(world: World, bot: SergeBot, content: str) -> None:
    await only_readers_ask(world, bot)
    assert "some roles" not in text_of(await world.ask(content.format(me=world.me)))


async def test_where_the_roles_that_may_ask_are_gone_whoever_asks_is_told_so(world: World, bot: SergeBot) -> None:
    await bot.library.preferences.choose(Holder.GUILD, world.guild.id, world.guild.id, "asking", "999")
    assert "the roles that may ask me are gone" in (await world.ask("!serge night baking")).content
