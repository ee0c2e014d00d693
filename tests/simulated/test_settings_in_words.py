"""Settings in words: what is no choice is refused with what there is to choose, and no choice leads into a dead end."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from knowledge.library import Library
from knowledge.model import SHARED
from knowledge.preferences import Holder, Preferences
from tests.simulated.world import World, responded, text_of


@pytest.fixture
def moderator(world: World) -> MemberActor:
    """A member who may set up."""
    role = world.guild.create_role("mods", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("mo"), roles=[role])


@pytest.fixture
def office(world: World, moderator: MemberActor) -> World:
    """The world as the moderator acts in it."""
    return World(world.env, world.guild, world.channel, moderator)


async def applies(world: World, library: Library) -> Preferences:
    return await library.preferences.of(world.guild.id, [world.channel.id], world.member.id)


async def test_silencing_a_channel_says_how_to_undo_it_and_that_works(office: World, library: Library) -> None:
    said = text_of(await office.ask("!settings channel silent on"))
    assert "Answering here: silent, but for slash commands" in said
    assert "/settings" in said
    assert "!settings channel silent off" in said
    assert "Answering here: as usual" in text_of(await office.ask("!settings channel silent off"))
    assert not (await applies(office, library)).silent


async def test_a_loud_channel_is_told_no_way_back(office: World) -> None:
    assert text_of(await office.ask("!settings channel silent off")) == "Answering here: as usual"


@pytest.mark.parametrize("content", ["!settings", "{me} settings", "!doctor"])
async def test_who_sets_up_is_answered_in_a_silent_channel_and_others_are_not(
    world: World, office: World, library: Library, content: str
) -> None:
    await library.preferences.choose(Holder.CHANNEL, world.guild.id, world.channel.id, "silent", "on")
    content = content.format(me=world.me)
    assert len(await office.answers(content)) == 1
    assert await world.answers(content) == []
    assert await office.answers("!serge yeast") == []
    assert await office.answers("!help") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("language xx", ("Language can be: en (English), fr (français), default",)),
        ("form long", ("Answers can be: whole (whole at once), short (short first, opened on request), default",)),
        ("channel silent maybe", ("off (as usual), on (silent, but for slash commands)",)),
        ("my prefix ?", ("Prefix of commands is set otherwise: server prefix",)),
        ("my asking everybody", ("Who may ask is set otherwise: channel asking, server asking",)),
        ("server asking readers", ("“readers” was not taken.", "Mention the roles that may ask, or say “everybody”.")),
        ("channel asking <@&999>", ("was not taken.", "Mention the roles that may ask, or say “everybody”.")),
        ("server asking nobody, mods", ("“nobody, mods” was not taken.",)),
        ("prefix !!", ("“!!” was not taken.", "A prefix cannot begin with !!", "references")),
        ("prefix !!?", ("A prefix cannot begin with !!",)),
        ("prefix serge", ("“serge” was not taken.", "A prefix ends with a sign", "s!serge kronstadt")),
        ("prefix é", ("A prefix ends with a sign",)),
    ],
)
async def test_what_is_no_choice_is_refused_with_what_there_is_to_choose(
    office: World, library: Library, words: str, said: tuple[str, ...]
) -> None:
    shown = text_of(await office.ask(f"!settings {words}"))
    assert [part for part in said if part not in shown] == []
    assert await applies(office, library) == Preferences()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("form", "Answers: whole at once\nAnswers can be: whole (whole at once), short (short first"),
        ("channel form", "Answers: whole at once\nAnswers can be: whole"),
        ("my LANGUAGE", "Language: English\nLanguage can be: en (English), fr (français), default"),
        ("asking", "Who may ask: everybody\nMention the roles that may ask, or say “everybody”."),
        ("prefix", "Prefix of commands: !\nA prefix has one to five characters"),
    ],
)
async def test_a_setting_without_a_choice_says_what_is_set_and_what_there_is(
    office: World, library: Library, words: str, said: str
) -> None:
    for shown in (await office.ask(f"!settings {words}"), await office.slash("settings", choice=words)):
        assert said in text_of(shown)
    assert await applies(office, library) == Preferences()


async def test_a_role_is_known_by_its_name_where_only_one_has_it(office: World, library: Library) -> None:
    readers, night = office.guild.create_role("Readers"), office.guild.create_role("Night shift")
    assert "Who may ask: Readers" in text_of(await office.ask("!settings server asking readers"))
    assert (await applies(office, library)).asking == (readers.id,)
    assert "Readers, Night shift" in text_of(await office.ask("!settings server asking @Readers, night shift"))
    assert (await applies(office, library)).asking == (readers.id, night.id)
    office.guild.create_role("READERS")
    assert "was not taken" in text_of(await office.ask("!settings channel asking readers"))
    assert (await applies(office, library)).asking == (readers.id, night.id)


async def test_a_language_kept_from_earlier_that_there_is_not_is_shown_as_english(
    world: World, library: Library
) -> None:
    await library.preferences.choose(Holder.PERSON, SHARED, world.member.id, "language", "xx")
    panel = responded(await world.member.slash(world.channel, "settings"))
    assert "**Language**\n-# Now: English" in text_of(panel)


async def test_where_the_roles_that_may_ask_are_gone_the_settings_say_what_follows(
    office: World, library: Library
) -> None:
    await library.preferences.choose(Holder.GUILD, office.guild.id, office.guild.id, "asking", "999")
    panel = responded(await office.member.slash(office.channel, "settings"))
    panel = responded(await office.member.click(panel, label="This server"))
    assert "None of these roles is left, so nobody may ask but those who set up. Choose others." in text_of(panel)
    assert "None of these roles is left" in text_of(await office.ask("!settings server asking"))


async def test_where_one_of_the_roles_is_left_nothing_is_said(office: World, library: Library) -> None:
    bakers = office.guild.create_role("Bakers")
    chosen = f"999,{bakers.id}"
    await library.preferences.choose(Holder.GUILD, office.guild.id, office.guild.id, "asking", chosen)
    assert "is left" not in text_of(await office.ask("!settings server asking"))


async def test_a_member_who_may_not_set_up_is_told_only_what_is_missing_here(world: World, library: Library) -> None:
    for words in ("channel form short", "channel form", "prefix ?"):
        said = text_of(await world.ask(f"!settings {words}"))
        assert said == "To change what holds for others you need the permission Manage Server."
    assert await applies(world, library) == Preferences()


async def test_in_direct_messages_what_holds_for_others_is_set_elsewhere(world: World) -> None:
    user = world.member.user
    await user.send_dm("settings server form short")
    answer: Any = user.dm_channel.last_message
    assert "What holds for others is set on a server." in text_of(answer)
    assert "Manage Server" not in text_of(answer)
