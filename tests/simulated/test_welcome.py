"""First words in a guild: once, where they can be seen, and exact about what is kept."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import discord
import pytest
import sqlalchemy as sa
from simcord.builders import GuildHandle

from bot.client import SergeBot
from cogs.commands import COMMANDS
from cogs.helping.welcome import MOST_TRIED
from knowledge.library import Library
from knowledge.storage.group_tables import bookmark, given, preference, schedule
from tests.rows import connect
from tests.simulated.broken import broken
from tests.simulated.world import World, is_card, text_of


async def join(world: World, guild: GuildHandle | None = None) -> None:
    """What discord.py makes of it when the bot is added to the guild; simcord's guilds have always had it."""
    joined = world.env.bot.get_guild((guild or world.guild).id)
    assert joined is not None
    world.env.bot.dispatch("guild_join", joined)
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == "discord.py: on_guild_join"))


def denied(world: World, **permissions: bool) -> dict[Any, discord.PermissionOverwrite]:
    assert world.env.bot.user is not None
    return {world.env.bot.user: discord.PermissionOverwrite(**permissions)}


async def test_the_first_words_stand_in_the_first_channel(world: World) -> None:
    world.guild.create_text_channel("second")
    await join(world)
    (message,) = world.channel.history()
    assert is_card(message)
    shown = text_of(message)
    assert "Three things to try" in shown
    assert "!serge kronstadt" in shown
    assert len(shown) < 1_500


async def test_the_channel_for_discords_own_first_words_comes_before_others(world: World) -> None:
    other = world.guild.create_text_channel("hall")
    known = world.env.bot.get_guild(world.guild.id)
    assert known is not None
    known._system_channel_id = other.id  # noqa: SLF001  # simcord's guilds have no system channel
    await join(world)
    assert len(other.history()) == 1
    assert world.channel.history() == []


async def test_a_channel_where_it_may_not_write_is_passed_over(world: World) -> None:
    guild = world.env.create_guild("Strict group")
    for number, permissions in enumerate(({"send_messages": False}, {"view_channel": False})):
        guild.create_text_channel(f"closed-{number}", overwrites=denied(world, **permissions))
    open_ = guild.create_text_channel("open")
    await join(world, guild)
    assert len(open_.history()) == 1
    assert guild.owner.dm_channel.history() == []


async def test_where_no_channel_takes_them_the_owner_gets_them(world: World) -> None:
    guild = world.env.create_guild("Silent group")
    guild.create_text_channel("closed", overwrites=denied(world, send_messages=False))
    await join(world, guild)
    (message,) = guild.owner.dm_channel.history()
    assert "Three things to try" in text_of(message)


async def test_where_nobody_takes_them_nothing_is_said(world: World, caplog: pytest.LogCaptureFixture) -> None:
    guild = world.env.create_guild("Deaf group")
    guild.create_text_channel("closed", overwrites=denied(world, send_messages=False))
    caplog.set_level("INFO", logger="cogs")
    world.env.inject_error("POST", f"/channels/{guild.owner.dm_channel.id}/messages", status=403, code=50007)
    await join(world, guild)
    assert f"nobody in guild {guild.id} could be greeted" in caplog.messages
    assert world.env.errors == []


async def test_a_channel_that_refuses_them_all_the_same_is_passed_over_but_not_for_ever(world: World) -> None:
    for number in range(MOST_TRIED + 1):
        world.guild.create_text_channel(f"channel-{number}")
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=MOST_TRIED)
    await join(world)
    assert [channel.history() for channel in world.guild.channels.values() if channel.history()] == []
    assert len(world.guild.owner.dm_channel.history()) == 1


async def test_nobody_is_greeted_twice(world: World, another_bot: SergeBot) -> None:
    await asyncio.gather(join(world), join(world))
    await join(world)
    await world.env.restart_bot(another_bot)
    await join(world)
    assert len(world.channel.history()) == 1


async def test_connecting_anew_greets_nobody(world: World, another_bot: SergeBot) -> None:
    await world.env.restart_bot(another_bot)
    await world.env.settle()
    assert world.channel.history() == []


async def test_what_cannot_be_noted_is_not_said(world: World, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    with broken(settings, "setting"):
        await join(world)
    assert world.channel.history() == []
    assert f"guild {world.guild.id} was not greeted" in caplog.messages
    await join(world)
    assert len(world.channel.history()) == 1


@pytest.mark.parametrize("host", [{"plain_cards": True, "prefix": "?"}], ids=["plain, another prefix"])
async def test_plain_hosts_greet_in_plain_messages(world: World) -> None:
    await join(world)
    (message,) = world.channel.history()
    assert not is_card(message)
    assert "?serge kronstadt" in message.content


async def test_moderators_are_named_commands_that_there_are(world: World) -> None:
    await join(world)
    named = re.findall(r"/(\w+)", text_of(world.channel.history()[0]))
    assert {"settings", "schedule", "doctor"} <= set(named) <= {command.name for command in COMMANDS}


# The words about what is kept, held against the columns: who asks stands in no row of an answer, nor do their words.
async def test_what_is_kept_is_what_it_says(world: World, library: Library, settings: Any) -> None:
    await join(world)
    said = text_of(world.channel.history()[0])
    for kept in ("what you set", "your bookmarks", "schedules", "for 30 days", "not who asked, nor in which words"):
        assert kept in said
    assert set(given.c.keys()) == {"question_id", "scope", "channel_id", "card", "answer_ids", "at", "quiet"}
    assert {"person_id"} == {c.name for t in (bookmark, given, schedule) for c in t.c if "person" in c.name}
    await world.ask("!serge nigjt baking")
    await world.member.send(world.channel, "an ordinary message about night baking")
    await library.given.flush()
    with connect(settings.database_url) as connection:
        rows = [str(row) for table in (given, preference) for row in connection.execute(sa.select(table))]
    assert len(rows) == 1
    assert str(world.member.id) not in rows[0]
    assert "nigjt" not in rows[0]
