"""Candidates, buttons, and leafing through a long entry, before and after a restart."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest

from bot.client import SergeBot
from bot.settings import Settings
from tests.bread import LONG, YEASTS, load_bread
from tests.cogs.discord_markdown import text
from tests.simulated.world import Shown, World, buttons_of, responded, text_of


async def click(world: World, message: discord.Message, label: str) -> Shown:
    """The message after somebody pressed the button whose label begins so."""
    (full,) = [each for each in buttons_of(message) if each.startswith(label)]
    return responded(await world.member.click(message, label=full))


def current(world: World, message: discord.Message) -> discord.Message:
    """The message as the channel shows it now."""
    return next(each for each in world.channel.history() if each.id == message.id)


async def test_a_doubtful_query_gets_five_buttons_to_choose_from(world: World) -> None:
    candidates = await world.ask("!serge yeast")
    assert text_of(candidates).startswith("Not sure which one you mean by “yeast”")
    assert [label.partition(". ")[0] for label in buttons_of(candidates)] == ["1", "2", "3", "4", "5", "Delete"]
    assert {label.partition(". ")[2] for label in buttons_of(candidates)[:5]} < set(YEASTS)


async def test_clicking_a_candidate_shows_its_entry_in_the_same_message(world: World) -> None:
    candidates = await world.ask("!serge yeast")
    topic = buttons_of(candidates)[1].partition(". ")[2]
    await click(world, candidates, "2.")
    assert text_of(current(world, candidates)).startswith(f"## {topic}")
    assert len(world.channel.history()) == 2


async def test_anybody_may_choose(world: World) -> None:
    candidates = await world.ask("!serge yeast")
    other = world.guild.add_member(world.env.create_user("bob"))
    assert "## Yeast" in text_of(responded(await other.click(candidates, label=buttons_of(candidates)[0])))


async def test_candidates_by_slash_and_in_direct_messages_have_buttons_too(world: World) -> None:
    response = await world.slash("serge", query="yeast")
    assert "## Yeast" in text_of(responded(await world.member.click(response, label=buttons_of(response)[0])))
    user = world.member.user
    await user.send_dm("yeast")
    message = user.dm_channel.last_message
    assert message is not None
    assert "## Yeast" in text_of(responded(await user.click(message, label=buttons_of(message)[4])))


async def test_buttons_work_after_a_restart(world: World, another_bot: SergeBot) -> None:
    candidates = await world.ask("!serge yeast")
    await world.env.restart_bot(another_bot)
    assert "## Yeast" in text_of(await click(world, candidates, "1."))


async def test_an_entry_that_has_gone_is_said_to_be_gone(world: World, settings: Settings, tmp_path: Path) -> None:
    long_bill = await world.ask("!serge long bill")
    await load_bread(settings.database_url, tmp_path / "pack", long_bill=False)
    assert "no longer in the library" in text_of(await click(world, long_bill, "Page 2"))


async def test_an_entry_keeps_its_button_when_the_pack_is_loaded_anew(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    candidates = await world.ask("!serge yeast")
    await load_bread(settings.database_url, tmp_path / "pack", long_bill=False)
    topic = buttons_of(candidates)[0].partition(". ")[2]
    assert text_of(await click(world, candidates, "1.")).startswith(f"## {topic}")


@pytest.mark.parametrize("query", ["long bill", "lnog bill"], ids=["typed right", "mended"])
async def test_a_long_entry_is_leafed_through_to_its_end_and_back(world: World, query: str) -> None:
    message = await world.ask(f"!serge {query}")
    first, words = text_of(message), text(text_of(message))
    while any(label.endswith("▶") for label in buttons_of(message)):
        await click(world, message, "Page")
        message = current(world, message)
        words += text(text_of(message))
    assert "".join(LONG.split()) in "".join(words.split())
    assert "It was paid." in text_of(message)
    while any(label.startswith("◀") for label in buttons_of(message)):
        await click(world, message, "◀")
        message = current(world, message)
    assert text_of(message) == first.removeprefix("Showing *The long bill* for “lnog”\n")


async def test_a_long_entry_by_slash_has_pages_too(world: World) -> None:
    response = await world.slash("serge", query="long bill")
    assert "Page 2 of 3 ▶" in buttons_of(response)


@pytest.mark.parametrize("host", [{"plain_cards": True}], ids=["plain"])
async def test_a_long_entry_in_a_plain_message_is_leafed_through_whole(world: World) -> None:
    answer = await world.ask("!serge long bill")
    contents = [answer.content]
    while forward := [label for label in buttons_of(current(world, answer)) if label.endswith("▶")]:
        await world.member.click(current(world, answer), label=forward[0])
        contents.append(current(world, answer).content)
    assert len(contents) > 1
    assert "".join(LONG.split()) in "".join("".join(text(each).split()) for each in contents)
