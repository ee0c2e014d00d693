"""A mention at the end of a message asks too; one in the middle does not, nor does the ping of a reply."""

from __future__ import annotations

import pytest

from bot.client import SergeBot
from knowledge.library import Library
from knowledge.preferences import Holder
from tests.simulated.world import World, text_of

REBUTTAL = "Nobody who bakes has ever said so."


@pytest.fixture
def bot(simcord_bot: SergeBot) -> SergeBot:
    return simcord_bot


@pytest.mark.parametrize(
    "content", ["night baking {me}", "Night baking, {me}?", "night baking\n{me} ", "night baking {me}{me}"]
)
async def test_a_message_that_ends_with_the_mention_asks(world: World, content: str) -> None:
    assert REBUTTAL in text_of(await world.ask(content.format(me=world.me)))


async def test_a_command_before_the_mention_is_carried_out(world: World) -> None:
    assert "Three things to try" in text_of(await world.ask(f"help {world.me}"))
    assert "Three things to try" in text_of(await world.ask(f"!help {world.me}"))


@pytest.mark.parametrize(
    "content",
    [
        "what {me} says of night baking",
        "<@1> {me}",
        "!play night baking {me}",
        "night baking <@1>",
        "{me}night baking {me} and yeast",
    ],
)
async def test_a_mention_elsewhere_does_not_ask_at_the_end(world: World, content: str) -> None:
    answers = await world.answers(content.format(me=world.me))
    assert len(answers) == (1 if content.startswith("{me}") else 0)


async def test_the_ping_of_a_reply_does_not_ask(world: World) -> None:
    answer = await world.ask("!serge night baking")
    before = len(world.channel.history())
    await world.member.send(world.channel, "I have baked at night.", reply_to=answer)
    assert len(world.channel.history()) == before + 1


async def test_a_reference_before_the_mention_is_answered_once(world: World, library: Library) -> None:
    await library.preferences.choose(Holder.GUILD, world.guild.id, world.guild.id, "references", "on")
    assert len(await world.answers(f"(Ovens 12) {world.me}")) == 1


async def test_in_direct_messages_the_mention_at_the_end_is_no_part_of_the_question(world: World) -> None:
    await world.member.user.send_dm(f"night baking {world.me}")
    answer = world.member.user.dm_channel.last_message
    assert answer is not None
    assert REBUTTAL in text_of(answer)
