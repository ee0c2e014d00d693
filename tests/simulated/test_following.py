"""A question that is edited changes its answer; a question that goes takes its answer along."""

from __future__ import annotations

import discord
import pytest

from bot.client import SergeBot
from tests.simulated.world import World, buttons_of, is_card, text_of

REBUTTAL = "Nobody who bakes has ever said so."


def answers(world: World) -> list[discord.Message]:
    """What the bot has in the channel now."""
    return [message for message in world.channel.history() if message.author.bot]


async def asked(world: World, content: str) -> discord.Message:
    return await world.member.send(world.channel, content)


async def test_editing_the_question_changes_its_answer(world: World) -> None:
    question = await asked(world, "!serge victor hugo")
    (before,) = answers(world)
    await world.member.edit(question, "!serge night baking")
    (after,) = answers(world)
    assert after.id == before.id
    assert REBUTTAL in text_of(after)
    assert "Context" in buttons_of(after)


async def test_editing_after_a_restart_changes_the_answer_too(world: World, another_bot: SergeBot) -> None:
    question = await asked(world, "!serge victor hugo")
    await world.env.restart_bot(another_bot)
    await world.member.edit(question, "!serge night baking")
    (after,) = answers(world)
    assert REBUTTAL in text_of(after)


async def test_what_was_no_question_is_answered_once_it_is_one(world: World) -> None:
    question = await asked(world, "!sreg night baking")
    assert answers(world) == []
    await world.member.edit(question, "!serge night baking")
    (answer,) = answers(world)
    assert answer.reference is not None
    assert answer.reference.message_id == question.id


async def test_a_question_edited_into_talk_loses_its_answer(world: World) -> None:
    question = await asked(world, "!serge night baking")
    await world.member.edit(question, "never mind")
    assert answers(world) == []


async def test_deleting_the_question_deletes_its_answer(world: World) -> None:
    question = await asked(world, "!serge night baking")
    await world.member.delete(question)
    assert answers(world) == []


async def test_deleting_after_a_restart_deletes_the_answer_too(world: World, another_bot: SergeBot) -> None:
    question = await asked(world, "!serge night baking")
    await world.env.restart_bot(another_bot)
    await world.member.delete(question)
    assert answers(world) == []


async def test_an_answer_that_is_gone_is_given_anew(world: World) -> None:
    question = await asked(world, "!serge victor hugo")
    (answer,) = answers(world)
    await answer.delete()
    await world.member.edit(question, "!serge night baking")
    (anew,) = answers(world)
    assert REBUTTAL in text_of(anew)


async def test_an_old_message_that_becomes_a_question_is_left_alone(world: World) -> None:
    question = await asked(world, "night baking")
    await world.env.advance_time(11 * 60)
    await world.member.edit(question, "!serge night baking")
    assert answers(world) == []


async def test_one_question_edited_twice_has_one_answer(world: World) -> None:
    question = await asked(world, "!serge yeast")
    for content in ("!topics", "!serge night baking", "!serge victor hugo"):
        await world.member.edit(question, content)
    (answer,) = answers(world)
    assert text_of(answer).startswith("The essay has no entry")


@pytest.mark.parametrize("host", [{"plain_cards": True}], ids=["plain"])
async def test_plain_answers_follow_too_in_the_same_message(world: World) -> None:
    question = await asked(world, "!serge the long bill")
    (before,) = answers(world)
    assert any("Page" in label for label in buttons_of(before))
    await world.member.edit(question, "!serge night baking")
    (answer,) = answers(world)
    assert answer.id == before.id
    assert not is_card(answer)
    assert REBUTTAL in text_of(answer)
    assert not any("Page" in label for label in buttons_of(answer))
    await world.member.delete(question)
    assert answers(world) == []


@pytest.mark.parametrize("host", [{"message_content": False}], ids=["message content off"])
async def test_an_edit_that_the_bot_may_not_read_leaves_the_answer(world: World) -> None:
    question = await asked(world, f"{world.me} night baking")
    await world.member.edit(question, "thanks")
    (answer,) = answers(world)
    assert REBUTTAL in text_of(answer)
