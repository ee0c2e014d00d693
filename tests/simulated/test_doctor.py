"""What the bot may not do is told to whoever can mend it, exactly and never twice; `/doctor` shows the lot."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot.client import SergeBot
from cogs.helping import doctor
from cogs.helping.permissions import NEEDS, granted_in, missing_permissions, needs_in
from knowledge.library import Library
from knowledge.preferences import Holder
from tests.rows import add_guild_entry
from tests.simulated.broken import broken
from tests.simulated.world import World, is_card, responded, text_of

QUESTION = "!serge night baking"


@pytest.fixture
def moderator(world: World) -> MemberActor:
    """A member who may set up, and change a channel's permissions."""
    powers = discord.Permissions(manage_guild=True, manage_roles=True)
    role = world.guild.create_role("mods", permissions=powers)
    return world.guild.add_member(world.env.create_user("mo"), roles=[role])


class Response:
    """As much of Discord's refusal as its error looks at."""

    status = 403
    reason = "Forbidden"


def without(world: World, name: str = "elsewhere", **permissions: bool) -> World:
    """The same Discord, asked in a channel where the bot is denied these."""
    assert world.env.bot.user is not None
    overwrites = {world.env.bot.user: discord.PermissionOverwrite(**permissions)}
    return World(world.env, world.guild, world.guild.create_text_channel(name, overwrites=overwrites), world.member)


def told(world: World, person: Any = None) -> list[discord.Message]:
    """What was written to a person alone; to the guild's owner, where nobody is named."""
    return (person or world.guild.owner).dm_channel.history()


async def test_a_moderator_who_asks_where_it_may_not_answer_learns_what_is_missing(
    world: World, moderator: MemberActor
) -> None:
    muted = without(world, send_messages=False, attach_files=False)
    await moderator.send(muted.channel, QUESTION)
    (message,) = told(world, moderator.user)
    assert is_card(message)
    assert text_of(message).splitlines() == [
        "I was asked something in #elsewhere of Reading group and could not answer there.",
        "✗ Send Messages – to answer",
        "✗ Attach Files – to send citations as a file",
        "-# To mend it: Edit Channel, Permissions, my name among the roles; it takes Manage Permissions to do so.",
        f"<https://discord.com/channels/{world.guild.id}/{muted.channel.id}>",
        "-# Slash commands work there all the same. If this is as you want it, you need do nothing.",
    ]
    assert told(world) == []


async def test_the_owner_learns_it_where_the_asker_cannot_mend_it(world: World) -> None:
    await without(world, send_messages=False).answers(QUESTION)
    (message,) = told(world)
    assert "✗ Send Messages – to answer" in text_of(message)
    assert told(world, world.member.user) == []


async def test_nobody_is_told_twice_in_a_day(world: World, moderator: MemberActor, library: Library) -> None:
    muted = without(world, send_messages=False)
    for _ in range(3):
        await moderator.send(muted.channel, QUESTION)
        await muted.answers(QUESTION)
    assert len(told(world, moderator.user)) == 1
    assert len(told(world)) == 1
    yesterday = (discord.utils.utcnow() - doctor.A_DAY - timedelta(minutes=1)).isoformat()
    await library.remember(f"doctor:{muted.channel.id}", yesterday)
    await moderator.send(muted.channel, QUESTION)
    assert len(told(world, moderator.user)) == 2


async def test_the_owner_is_told_of_one_channel_a_day_and_of_the_same_trouble_once(
    world: World, library: Library
) -> None:
    first, second = without(world, "first", send_messages=False), without(world, "second", send_messages=False)
    for _ in range(2):
        await first.answers(QUESTION)
        await second.answers(QUESTION)
    assert len(told(world)) == 1
    await library.remember(f"doctor:{world.guild.id}", "2020-01-01T00:00:00+00:00")
    await first.answers(QUESTION)
    assert len(told(world)) == 1
    await second.answers(QUESTION)
    assert ["#first" in text_of(message) for message in told(world)] == [True, False]


async def test_what_was_told_is_remembered_over_a_restart(world: World, another_bot: SergeBot) -> None:
    muted = without(world, send_messages=False)
    await muted.answers(QUESTION)
    await world.env.restart_bot(another_bot)
    await muted.answers(QUESTION)
    assert len(told(world)) == 1


async def test_questions_that_are_refused_at_once_are_told_once(world: World) -> None:
    bot = world.env.bot
    channel = bot.get_channel(without(world, send_messages=False).channel.id)
    asker = await world.member.send(world.channel, "hello")
    refused = discord.Forbidden(Response(), {"code": 50013, "message": "Missing Permissions"})  # type: ignore[arg-type]
    healer = doctor.Doctor(bot.library, bot.create_dm)  # type: ignore[attr-defined]
    await asyncio.gather(*(healer.told(channel, asker.author, refused) for _ in range(5)))
    assert len(told(world)) == 1


async def test_somebody_who_takes_no_messages_is_passed_over_for_the_owner(
    world: World, moderator: MemberActor, caplog: pytest.LogCaptureFixture
) -> None:
    muted = without(world, send_messages=False)
    dm = moderator.user.dm_channel
    world.env.inject_error("POST", f"/channels/{dm.id}/messages", status=403, code=50007)
    await moderator.send(muted.channel, QUESTION)
    assert told(world, moderator.user) == []
    assert len(told(world)) == 1
    assert world.env.errors == []
    assert "Traceback" not in caplog.text


async def test_what_cannot_be_noted_is_not_told(
    world: World, moderator: MemberActor, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    muted = without(world, send_messages=False)
    with broken(settings, "setting"):
        await moderator.send(muted.channel, QUESTION)
    assert told(world, moderator.user) == []
    assert f"nobody could be told about channel {muted.channel.id}" in caplog.messages
    await moderator.send(muted.channel, QUESTION)
    assert len(told(world, moderator.user)) == 1


async def test_a_refusal_that_no_permission_mends_is_told_to_nobody(world: World, moderator: MemberActor) -> None:
    for error in ({"status": 403, "code": 50013}, {"status": 404, "code": 10003}):
        world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", **error)
        await moderator.send(world.channel, QUESTION)
    assert told(world, moderator.user) == told(world) == []


async def test_only_what_keeps_an_answer_back_is_told(world: World, moderator: MemberActor) -> None:
    unreacting = without(world, add_reactions=False, read_message_history=False)
    world.env.inject_error("POST", f"/channels/{unreacting.channel.id}/messages", status=403, code=50013)
    await moderator.send(unreacting.channel, QUESTION)
    assert told(world, moderator.user) == []


async def test_it_is_told_in_the_language_of_whoever_is_told(
    world: World, moderator: MemberActor, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []
    monkeypatch.setattr("cogs.helping.doctor.speak", spoken.append)
    await library.preferences.choose(Holder.PERSON, 0, moderator.id, "language", "fr")
    await moderator.send(without(world, send_messages=False).channel, QUESTION)
    assert spoken == ["fr"]


@pytest.mark.parametrize("host", [{"plain_cards": True}], ids=["plain"])
async def test_plain_hosts_tell_it_in_plain_messages(world: World, moderator: MemberActor) -> None:
    await moderator.send(without(world, send_messages=False).channel, QUESTION)
    (message,) = told(world, moderator.user)
    assert not is_card(message)
    assert "✗ Send Messages – to answer" in message.content


async def test_slash_answers_there_and_nobody_needs_to_be_told(world: World, moderator: MemberActor) -> None:
    muted = without(world, send_messages=False)
    assert text_of(responded(await moderator.slash(muted.channel, "serge", query="night baking")))
    assert told(world, moderator.user) == told(world) == []


async def test_doctor_shows_each_permission_with_its_reason(world: World) -> None:
    unheard = without(world, attach_files=False, add_reactions=False)
    shown = text_of(await unheard.slash("doctor"))
    assert shown.splitlines()[:8] == [
        "## Check-up",
        "**\\#elsewhere**",
        "✓ View Channel – to see what is asked",
        "✓ Send Messages – to answer",
        "✓ Send Messages in Threads – to answer in threads",
        "✓ Read Message History – to answer as a reply to the question",
        "✗ Attach Files – to send citations as a file",
        "✗ Add Reactions – to show with ⏳ that a question has to wait",
    ]
    assert "To mend it: Edit Channel" in shown


async def test_doctor_tells_each_missing_permission_apart_from_those_that_hang_on_it(world: World) -> None:
    unseen = without(world, view_channel=False)
    shown = text_of(await unseen.slash("doctor"))
    assert [line.split(" – ")[0] for line in shown.splitlines() if line.startswith("✗")] == ["✗ View Channel"]


async def test_members_see_their_channel_and_moderators_the_whole_server(
    world: World, moderator: MemberActor, settings: Any
) -> None:
    without(world, "secret", view_channel=False)
    without(world, "den", view_channel=False)
    without(world, "quiet", send_messages=False)
    add_guild_entry(settings.database_url, world.guild.id, "Pumpernickel", "black loaf")
    member, whole = await world.slash("doctor"), responded(await moderator.slash(world.channel, "doctor"))
    assert member.ephemeral
    assert whole.ephemeral
    for name in ("secret", "den", "quiet", "The whole server", "SQLite"):
        assert name not in text_of(member)
    shown = text_of(whole)
    assert "Missing View Channel:\n-# \\#secret, #den\nMissing Send Messages:\n-# \\#quiet" in shown
    assert "✓ Discord knows my slash commands" in shown
    assert "✓ Discord shows me what messages say" in shown
    assert "The library: 10 entries of A Word on Bread" in shown
    assert "1 entry of this server’s own" in shown
    assert "Serge 0.1.0 on SQLite" in shown


async def test_a_server_where_nothing_is_missing_is_said_to_be_so(world: World, moderator: MemberActor) -> None:
    assert "Nothing is missing in 1 channel" in text_of(responded(await moderator.slash(world.channel, "doctor")))


# Whoever reads along must not learn the names of channels that they cannot see.
async def test_in_a_channel_the_whole_server_is_shown_to_nobody(world: World, moderator: MemberActor) -> None:
    without(world, "secret", view_channel=False)
    await moderator.send(world.channel, "!doctor")
    shown = world.channel.last_message
    assert shown is not None
    assert "secret" not in text_of(shown)
    assert "The slash command shows you the whole server." in text_of(shown)
    assert "The slash command" not in text_of(await world.ask("!doctor"))


async def test_commands_that_discord_does_not_take_are_said_to_be_missing(
    world: World, moderator: MemberActor, another_bot: SergeBot, library: Library
) -> None:
    await library.remember(f"commands:{world.env.bot.application_id}", "of an earlier version")
    world.env.inject_error("PUT", "/applications/*/commands", status=400)
    await world.env.restart_bot(another_bot)
    assert "✗ Discord did not take my slash commands" in text_of(
        responded(await moderator.slash(world.channel, "doctor"))
    )


@pytest.mark.parametrize("host", [{"message_content": False}], ids=["message content off"])
async def test_without_the_content_intent_it_says_how_to_ask(world: World, moderator: MemberActor) -> None:
    assert "I am not shown what messages say" in text_of(await world.slash("doctor"))
    whole = text_of(responded(await moderator.slash(world.channel, "doctor")))
    assert "✗ Discord does not show me what messages say" in whole


async def test_a_silent_channel_is_said_to_be_silent(world: World, library: Library) -> None:
    assert "silent" not in text_of(await world.slash("doctor"))
    await library.preferences.choose(Holder.CHANNEL, world.guild.id, world.channel.id, "silent", "on")
    assert "This channel is set to be silent" in text_of(await world.slash("doctor"))


async def test_a_time_out_is_told_as_such(world: World, moderator: MemberActor) -> None:
    guild = world.env.bot.get_guild(world.guild.id)
    assert guild is not None
    guild.me.timed_out_until = discord.utils.utcnow() + timedelta(hours=1)
    assert "I am in a time-out." in text_of(await world.slash("doctor"))
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013)
    await moderator.send(world.channel, QUESTION)
    (message,) = told(world, moderator.user)
    assert "I am in a time-out." in text_of(message)
    assert "✗" not in text_of(message)


async def test_in_direct_messages_there_is_nothing_to_look_at(world: World) -> None:
    await world.member.user.send_dm("doctor")
    answer = world.member.user.dm_channel.last_message
    assert answer is not None
    assert "Here I need no permissions" in text_of(answer)


async def test_a_thread_needs_what_threads_need(world: World) -> None:
    unheard = without(world, send_messages_in_threads=False, send_messages=False)
    guild = world.env.bot.get_guild(world.guild.id)
    assert guild is not None
    thread = guild.get_channel(unheard.channel.id)
    assert isinstance(thread, discord.TextChannel)
    made = await thread.create_thread(name="aside", type=discord.ChannelType.public_thread)
    assert missing_permissions(made, guild.me) == ["Send Messages in Threads"]
    assert missing_permissions(thread, guild.me) == ["Send Messages", "Send Messages in Threads"]


# Apart from what hangs on seeing and writing, the reckoning is discord.py's own.
async def test_what_is_granted_is_what_discord_grants(world: World) -> None:
    guild = world.env.bot.get_guild(world.guild.id)
    assert guild is not None
    flags = [need.flag for need in NEEDS]
    for number, denied in enumerate(flags):
        here = without(world, f"without-{number}", **{denied: False})
        channel = guild.get_channel(here.channel.id)
        assert channel is not None
        granted, discords = granted_in(channel, guild.me), channel.permissions_for(guild.me)
        assert [flag for flag in flags if not getattr(granted, flag)] == [denied]
        hanging = {"view_channel": flags, "send_messages": ["send_messages", "attach_files"]}.get(denied, [denied])
        assert [flag for flag in flags if not getattr(discords, flag)] == hanging


def test_every_need_is_a_permission_of_discords_and_needed_somewhere() -> None:
    assert {need.flag for need in NEEDS} <= set(discord.Permissions.VALID_FLAGS)
    assert len({need.name for need in NEEDS}) == len(NEEDS)
    assert set(needs_in(object())) == set(NEEDS)
