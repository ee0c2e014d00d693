"""What can be done with an answer: its further matches, its short form, seeing it alone first, taking it back."""

from __future__ import annotations

import discord
import pytest

from bot.client import SergeBot
from knowledge.preferences import Holder
from tests.simulated.world import Shown, World, buttons_of, responded, text_of

REBUTTAL = "Nobody who bakes has ever said so."


def current(world: World, message: discord.Message) -> discord.Message:
    return next(each for each in world.channel.history() if each.id == message.id)


async def pressed(world: World, message: Shown, label: str) -> Shown:
    return responded(await world.member.click(message, label=label))


@pytest.fixture
def bot(simcord_bot: SergeBot) -> SergeBot:
    return simcord_bot


async def test_the_one_who_asked_can_delete_the_answer(world: World) -> None:
    answer = await world.ask("!serge night baking")
    await world.member.click(answer, label="Delete")
    assert [message.author.bot for message in world.channel.history()] == [False]


async def test_who_did_not_ask_cannot_delete_it(world: World) -> None:
    answer = await world.ask("!serge night baking")
    other = world.guild.add_member(world.env.create_user("bob"))
    said = responded(await other.click(answer, label="Delete"))
    assert said.ephemeral
    assert "who asked" in text_of(said)
    assert REBUTTAL in text_of(current(world, answer))


async def test_a_moderator_can_delete_it_after_a_restart(world: World, another_bot: SergeBot) -> None:
    answer = await world.ask("!serge night baking")
    role = world.guild.create_role("moderators", permissions=discord.Permissions(manage_messages=True))
    moderator = world.guild.add_member(world.env.create_user("bob"), roles=[role])
    await world.env.restart_bot(another_bot)
    await moderator.click(answer, label="Delete")
    assert len(world.channel.history()) == 1


async def test_a_slash_answer_can_be_deleted(world: World) -> None:
    response = await world.slash("serge", query="night baking")
    await world.member.click(response, label="Delete")
    assert world.channel.history() == []


async def test_next_match_goes_round_in_the_same_message(world: World) -> None:
    candidates = await world.ask("!serge yeast")
    first = buttons_of(candidates)[0].partition(". ")[2]
    shown = await pressed(world, candidates, f"1. {first}")
    seen = [text_of(shown).splitlines()[0]]
    for _number in range(5):
        shown = await pressed(world, current(world, candidates), "Next match")
        seen.append(text_of(shown).splitlines()[0])
    assert seen[-1] == seen[0] == f"## {first}"
    assert len(set(seen)) == 5
    assert len(world.channel.history()) == 2


async def test_sources_are_shown_to_the_one_who_presses(world: World) -> None:
    answer = await world.ask("!serge night baking")
    shown = await pressed(world, answer, "Sources")
    assert shown.flags.ephemeral
    assert "Lamp, Ada. *Ovens*." in text_of(shown)
    assert len(world.channel.history()) == 2


async def test_alone_first_then_for_everybody(world: World) -> None:
    response = await world.slash("serge", query="night baking", alone=True)
    assert response.ephemeral
    assert "Delete" not in buttons_of(response)
    assert world.channel.history() == []
    posted = await pressed(world, response, "Show everybody")
    assert not posted.flags.ephemeral
    assert text_of(posted).startswith("-# Shared by ada")
    assert REBUTTAL in text_of(posted)
    await world.member.click(posted, label="Delete")
    assert world.channel.history() == []


async def test_who_prefers_it_sees_slash_answers_alone(world: World, bot: SergeBot) -> None:
    await bot.library.preferences.choose(Holder.PERSON, 0, world.member.id, "first", "alone")
    await bot.library.preferences.of(world.guild.id, (world.channel.id,), world.member.id)
    assert (await world.slash("serge", query="night baking")).ephemeral
    assert not (await world.slash("serge", query="night baking", alone=False)).ephemeral


async def test_a_channel_set_to_short_forms_expands_in_place(world: World, bot: SergeBot) -> None:
    await bot.library.preferences.choose(Holder.CHANNEL, world.guild.id, world.channel.id, "form", "short")
    answer = await world.ask("!serge night baking")
    assert "The essay · The Ovens" not in text_of(answer)
    assert "“the night shift kills the baker before the oven warms”" in text_of(answer)
    assert REBUTTAL in text_of(answer)
    await pressed(world, answer, "Whole entry")
    assert "> The masters say that bread baked by day" in text_of(current(world, answer))


async def test_ibid_is_the_work_last_cited_in_the_channel(world: World) -> None:
    await world.ask("!serge night baking")
    answer = await world.ask("!serge ibid 12")
    assert text_of(answer).startswith("Taking ibid. for *Ovens*\n## Ovens, 12")


async def test_ibid_where_nothing_was_cited_says_what_to_do(world: World) -> None:
    assert "Nothing was cited in this channel of late" in text_of(await world.ask("!serge ibid. 12"))


@pytest.mark.parametrize("page", ["foo", "12 or so"])
async def test_ibid_without_a_page_says_what_comes_after_it(world: World, page: str) -> None:
    await world.ask("!serge night baking")
    assert "After ibid. comes a page" in text_of(await world.ask(f"!serge ibid {page}"))


async def test_ibid_with_a_page_that_there_is_not_names_the_work(world: World) -> None:
    await world.ask("!serge night baking")
    assert "The essay quotes nothing from *Ovens 12345*." in text_of(await world.ask("!serge ibid 12345"))
