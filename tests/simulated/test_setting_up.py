"""Settings: seen and chosen by whoever may, in menus and in words, before and after a restart."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import RoleHandle
from simcord.results import ResponseMessage

from bot.client import SergeBot
from knowledge.library import Library
from knowledge.preferences import First, Form, Holder, Preferences
from tests.simulated.broken import broken
from tests.simulated.world import Shown, World, buttons_of, parts_of, responded, text_of

MENU, ROLE_MENU = 3, 6
VIEWS = ["You", "This channel", "This server"]
NOT_ALLOWED = "you need the permission Manage Server"


@pytest.fixture
def moderator(world: World) -> MemberActor:
    """A member who may set up."""
    role = world.guild.create_role("mods", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("mo"), roles=[role])


async def opened(world: World, actor: MemberActor, view: str = "You") -> ResponseMessage:
    """The panel at one of its views."""
    panel = responded(await actor.slash(world.channel, "settings"))
    return panel if view == "You" else responded(await actor.click(panel, label=view))


async def pick(actor: MemberActor, panel: Shown, holder: str, key: str, value: str) -> ResponseMessage:
    """The panel after something was picked from a menu."""
    return responded(await actor.select(panel, [value], custom_id=f"serge:set:{holder}:{key}"))


def menus(panel: Shown) -> dict[str, str]:
    """What is chosen in each menu, by the preference."""
    return {
        part["custom_id"].rpartition(":")[2]: next(
            (option["label"] for option in part["options"] if option.get("default")), ""
        )
        for part in parts_of(panel)
        if part["type"] == MENU
    }


async def applies(world: World, library: Library, actor: MemberActor | None = None) -> Preferences:
    person = (actor or world.member).id
    return await library.preferences.of(world.guild.id, [world.channel.id], person)


async def test_the_panel_shows_ones_own_settings_to_oneself(world: World) -> None:
    panel = await opened(world, world.member)
    assert panel.ephemeral
    assert text_of(panel).startswith("## Your settings")
    assert menus(panel) == dict.fromkeys(("form", "first", "references", "language"), "As the channel has it")
    assert buttons_of(panel) == []


async def test_who_may_set_up_can_go_from_view_to_view(world: World, moderator: MemberActor) -> None:
    panel = await opened(world, moderator)
    for view, title in (("This channel", "This channel’s"), ("This server", "This server’s"), ("You", "Your")):
        panel = responded(await moderator.click(panel, label=view))
        assert text_of(panel).startswith(f"## {title} settings")
        assert [label for label in buttons_of(panel) if label in VIEWS] == VIEWS
        assert panel.ephemeral


@pytest.mark.parametrize(
    ("key", "value", "shown", "applying"),
    [
        ("form", "short", "Short first, opened on request", {"form": Form.SHORT}),
        ("first", "alone", "Answered to the asker alone first", {"first": First.ALONE}),
        ("references", "off", "Bring nothing", {}),
        ("language", "fr", "Français", {"language": "fr"}),
    ],
)
async def test_what_a_member_picks_applies_to_them(
    world: World, library: Library, key: str, value: str, shown: str, applying: dict[str, Any]
) -> None:
    panel = await pick(world.member, await opened(world, world.member), "person", key, value)
    assert menus(panel)[key] == shown
    assert await applies(world, library) == Preferences(**applying)
    other = world.guild.add_member(world.env.create_user("eve"))
    assert await applies(world, library, other) == Preferences()
    panel = await pick(world.member, panel, "person", key, "default")
    assert await library.preferences.chosen(Holder.PERSON, 0, world.member.id) == {}
    assert menus(panel)[key] == "As the channel has it"


@pytest.mark.parametrize(
    ("view", "holder", "key", "value", "applying"),
    [
        ("This channel", "channel", "form", "short", {"form": Form.SHORT}),
        ("This channel", "channel", "references", "on", {"references": True}),
        ("This channel", "channel", "silent", "on", {"silent": True}),
        ("This server", "guild", "references", "on", {"references": True}),
        ("This server", "guild", "first", "alone", {"first": First.ALONE}),
        ("This server", "guild", "language", "fr", {"language": "fr"}),
    ],
)
async def test_what_a_moderator_picks_applies_to_everybody_there(
    world: World,
    library: Library,
    moderator: MemberActor,
    view: str,
    holder: str,
    key: str,
    value: str,
    applying: dict[str, Any],
) -> None:
    await pick(moderator, await opened(world, moderator, view), holder, key, value)
    assert await applies(world, library) == Preferences(**applying)
    elsewhere = world.env.create_guild("Another group")
    assert await library.preferences.of(elsewhere.id, [world.channel.id], world.member.id) == Preferences()


async def test_the_panel_says_what_applies_where_nothing_was_chosen(world: World, moderator: MemberActor) -> None:
    await pick(moderator, await opened(world, moderator, "This server"), "guild", "form", "short")
    panel = await opened(world, world.member)
    assert "**Answers**\n-# Now: short first, opened on request" in text_of(panel)
    assert menus(panel)["form"] == "As the channel has it"


async def test_a_language_that_is_picked_is_spoken_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[str] = []
    monkeypatch.setattr("cogs.settings.panel.speak", spoken.append)
    await pick(world.member, await opened(world, world.member), "person", "language", "fr")
    assert spoken == ["en", "fr"]


async def test_the_whole_panel_works_after_a_restart(
    world: World, library: Library, moderator: MemberActor, another_bot: SergeBot
) -> None:
    own = await opened(world, moderator)
    channel = await opened(world, moderator, "This channel")
    guild = await opened(world, moderator, "This server")
    public = await world.ask("!settings")
    await world.env.restart_bot(another_bot)
    await pick(moderator, channel, "channel", "silent", "on")
    await moderator.select(guild, [world.guild.default_role], custom_id="serge:set:guild:asking")
    assert (await applies(world, library)).silent
    assert (await applies(world, library)).asking == (world.guild.id,)
    assert text_of(responded(await moderator.click(own, label="This server"))).startswith("## This server’s")
    assert text_of(responded(await world.member.click(public, label="Open"))).startswith("## Your settings")
    assert (await moderator.click(guild, label="Change the prefix")).modal is not None
    await moderator.click(channel, label="Everybody may ask here")
    assert (await library.preferences.chosen(Holder.CHANNEL, world.guild.id, world.channel.id))["asking"]


async def take_powers(world: World, role: RoleHandle) -> None:
    """Let members of the role be members like others."""
    guild = world.env.bot.get_guild(world.guild.id)
    known = guild and guild.get_role(role.id)
    assert known is not None
    await known.edit(permissions=discord.Permissions.none())


# A panel that was opened as a moderator, and is clicked on when the person is none any more.
@pytest.mark.parametrize(
    ("view", "clicked"),
    [
        ("This channel", "serge:set:channel:silent"),
        ("This channel", "serge:set:channel:everybody"),
        ("This channel", "serge:set:see:guild"),
        ("This server", "serge:set:guild:form"),
        ("This server", "serge:set:guild:asking"),
        ("This server", "serge:set:see:channel"),
    ],
)
async def test_whoever_may_no_longer_set_up_changes_nothing(
    world: World, library: Library, view: str, clicked: str
) -> None:
    role = world.guild.create_role("mods", permissions=discord.Permissions(manage_guild=True))
    former = world.guild.add_member(world.env.create_user("former"), roles=[role])
    panel = await opened(world, former, view)
    await take_powers(world, role)
    values = {"silent": ["on"], "form": ["short"], "asking": [role]}.get(clicked.rpartition(":")[2])
    if values is None:
        panel = responded(await former.click(panel, custom_id=clicked))
    else:
        panel = responded(await former.select(panel, values, custom_id=clicked))
    assert NOT_ALLOWED in text_of(panel)
    assert "## Your settings" in text_of(panel)
    assert [label for label in buttons_of(panel) if label in VIEWS] == []
    assert await applies(world, library) == Preferences()


async def test_a_prefix_is_asked_for_and_applies(world: World, moderator: MemberActor) -> None:
    panel = await opened(world, moderator, "This server")
    panel = await submit(moderator, panel, "?")
    assert "**Prefix of commands**\n-# Now: ?" in text_of(panel)
    assert "Yeast" in text_of(await world.ask("?serge yeast"))
    assert await world.answers("!serge yeast") == []
    panel = await submit(moderator, panel, "")
    assert "**Prefix of commands**\n-# Now: !" in text_of(panel)
    assert len(await world.answers("!serge yeast")) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a b", "A prefix has no spaces."),
        ("@here", "A prefix cannot be a mention"),
        ("/s", "A prefix cannot begin with /"),
        ("\u200b", "A prefix has only characters that can be seen."),
        (":a:", None),
    ],
)
async def test_a_prefix_that_cannot_be_taken_says_what_to_do_and_stands_in_the_field_again(
    world: World, library: Library, moderator: MemberActor, typed: str, said: str | None
) -> None:
    panel = await submit(moderator, await opened(world, moderator, "This server"), typed)
    if said is not None:
        assert said in text_of(panel)
    assert ((await applies(world, library)).prefix is None) == (said is not None)
    assert field(await moderator.click(panel, label="Change the prefix"))["value"] == typed


async def test_a_prefix_submitted_by_whoever_may_no_longer_set_up_is_not_taken(world: World, library: Library) -> None:
    role = world.guild.create_role("mods", permissions=discord.Permissions(manage_guild=True))
    former = world.guild.add_member(world.env.create_user("former"), roles=[role])
    shown = await former.click(await opened(world, former, "This server"), label="Change the prefix")
    await take_powers(world, role)
    panel = responded(await former.submit_modal(shown, {field(shown)["custom_id"]: "?"}))
    assert NOT_ALLOWED in text_of(panel)
    assert (await applies(world, library)).prefix is None


async def submit(actor: MemberActor, panel: Shown, typed: str) -> ResponseMessage:
    """The panel after the prefix was typed."""
    shown = await actor.click(panel, label="Change the prefix")
    return responded(await actor.submit_modal(shown, {field(shown)["custom_id"]: typed}))


def field(shown: Any) -> dict[str, Any]:
    """The text field of the modal."""
    return shown.modal["components"][0]["component"]


async def test_roles_that_may_ask_are_picked_named_and_left_out_again(
    world: World, library: Library, moderator: MemberActor
) -> None:
    bakers, millers = world.guild.create_role("*Bakers*"), world.guild.create_role("Millers")
    panel = await opened(world, moderator, "This server")
    panel = responded(await moderator.select(panel, [bakers, millers], custom_id="serge:set:guild:asking"))
    assert "Now: \\*Bakers\\*, Millers" in text_of(panel)
    (menu,) = [part for part in parts_of(panel) if part["type"] == ROLE_MENU]
    assert [int(value["id"]) for value in menu["default_values"]] == [bakers.id, millers.id]
    assert (await applies(world, library)).asking == (bakers.id, millers.id)
    panel = responded(await moderator.select(panel, [], custom_id="serge:set:guild:asking"))
    assert "Now: everybody" in text_of(panel)
    assert (await applies(world, library)).asking == ()


async def test_a_channel_can_let_everybody_ask_where_the_server_does_not(
    world: World, library: Library, moderator: MemberActor
) -> None:
    bakers = world.guild.create_role("Bakers")
    await moderator.select(await opened(world, moderator, "This server"), [bakers], custom_id="serge:set:guild:asking")
    assert "only some roles may ask" in text_of(await world.ask("!serge yeast"))
    panel = await opened(world, moderator, "This channel")
    assert "Now: Bakers" in text_of(panel)
    panel = responded(await moderator.click(panel, label="Everybody may ask here"))
    assert "Now: everybody" in text_of(panel)
    assert (await applies(world, library)).asking == (world.guild.id,)
    assert "Yeast" in text_of(await world.ask("!serge yeast"))


async def test_a_command_in_a_channel_shows_nobodys_settings_but_a_button_to_ones_own(world: World) -> None:
    shown = await world.ask("!settings")
    assert "Settings are shown to you alone" in text_of(shown)
    assert buttons_of(shown) == ["Open"]
    eve = world.guild.add_member(world.env.create_user("eve"))
    await pick(eve, await opened(world, eve), "person", "form", "short")
    for actor, now in ((eve, "short first, opened on request"), (world.member, "whole at once")):
        panel = responded(await actor.click(shown, label="Open"))
        assert panel.ephemeral
        assert f"**Answers**\n-# Now: {now}" in text_of(panel)
    assert "Settings are shown to you alone" in text_of(world.channel.history()[-1])


async def test_in_direct_messages_ones_own_settings_are_shown_and_set(world: World, library: Library) -> None:
    user = world.member.user
    await user.send_dm("settings")
    panel = user.dm_channel.last_message
    assert panel is not None
    assert text_of(panel).startswith("## Your settings")
    await user.select(panel, ["short"], custom_id="serge:set:person:form")
    assert (await applies(world, library)).form is Form.SHORT
    assert buttons_of(responded(await user.slash("settings"))) == []


async def test_a_threads_settings_are_its_own_and_its_channels_apply_else(
    world: World, library: Library, moderator: MemberActor
) -> None:
    await pick(moderator, await opened(world, moderator, "This channel"), "channel", "silent", "on")
    guild = world.env.bot.get_guild(world.guild.id)
    assert guild is not None
    made = await guild.get_channel(world.channel.id).create_thread(  # type: ignore[union-attr]
        name="aside", type=discord.ChannelType.public_thread
    )
    (thread,) = [each for each in world.channel.threads if each.id == made.id]
    panel = responded(await moderator.slash(thread, "settings"))
    panel = responded(await moderator.click(panel, label="This channel"))
    assert text_of(panel).startswith("## This thread’s settings")
    assert menus(panel)["silent"] == "As the channel has it"
    assert "Now: silent, but for slash commands" in text_of(panel)
    await pick(moderator, panel, "channel", "silent", "off")
    here = await library.preferences.of(world.guild.id, [thread.id, world.channel.id], moderator.id)
    assert not here.silent
    assert (await applies(world, library)).silent


@pytest.mark.parametrize(
    ("words", "answered", "applying"),
    [
        ("form short", "Answers: short first, opened on request", {"form": Form.SHORT}),
        ("my FORM Short", "Answers: short first, opened on request", {"form": Form.SHORT}),
        ("channel references on", "bring the quotation, quietly", {"references": True}),
        ("silent on", "Answering here: silent, but for slash commands", {"silent": True}),
        ("server prefix ?", "Prefix of commands: ?", {"prefix": "?"}),
        ("prefix ??", "Prefix of commands: ??", {"prefix": "??"}),
        ("guild language fr", "français", {"language": "fr"}),
    ],
)
async def test_what_is_put_in_words_is_chosen(
    world: World, library: Library, moderator: MemberActor, words: str, answered: str, applying: dict[str, Any]
) -> None:
    world = World(world.env, world.guild, world.channel, moderator)
    assert answered in text_of(await world.ask(f"!settings {words}"))
    assert await applies(world, library) == Preferences(**applying)
    await world.slash("settings", choice=f"{words.rpartition(' ')[0]} default")
    assert await applies(world, library) == Preferences()


async def test_roles_are_put_in_words_by_their_mention(world: World, library: Library, moderator: MemberActor) -> None:
    bakers, millers = world.guild.create_role("Bakers"), world.guild.create_role("Millers")
    world = World(world.env, world.guild, world.channel, moderator)
    said = await world.ask(f"!settings server asking {bakers.mention} {millers.mention}")
    assert "Who may ask: Bakers, Millers" in text_of(said)
    assert (await applies(world, library)).asking == (bakers.id, millers.id)
    assert "Who may ask: everybody" in text_of(await world.ask("!settings channel asking everybody"))
    assert (await applies(world, library)).asking == (world.guild.id,)


@pytest.mark.parametrize("words", ["channel silent on", "server prefix ?", "asking everybody", "prefix default"])
@pytest.mark.parametrize("by_slash", [False, True], ids=["prefix", "slash"])
async def test_words_of_whoever_may_not_set_up_change_nothing(
    world: World, library: Library, words: str, *, by_slash: bool
) -> None:
    answer = await (world.slash("settings", choice=words) if by_slash else world.ask(f"!settings {words}"))
    assert NOT_ALLOWED in text_of(answer)
    assert await applies(world, library) == Preferences()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("colour red", "“colour red” names no setting."),
        ("@everyone form short", "names no setting."),
        ("form haiku", "Answers can be: whole"),
        ("my prefix ?", "Prefix of commands is set otherwise: server prefix"),
        ("channel asking nobody", "Mention the roles that may ask"),
        ("prefix serge!", "“serge!” was not taken.\nA prefix has one to five characters."),
        ("prefix a b", "“a b” was not taken.\nA prefix has no spaces."),
    ],
)
async def test_words_that_choose_nothing_say_what_to_do(
    world: World, library: Library, moderator: MemberActor, words: str, said: str
) -> None:
    world = World(world.env, world.guild, world.channel, moderator)
    assert said in text_of(await world.ask(f"!settings {words}"))
    assert said in text_of(await world.slash("settings", choice=words))
    assert await applies(world, library) == Preferences()


@pytest.mark.parametrize("host", [{"plain_cards": True}], ids=["plain"])
async def test_plain_hosts_show_settings_in_words_and_take_them_in_words(
    world: World, library: Library, moderator: MemberActor
) -> None:
    shown = responded(await moderator.slash(world.channel, "settings"))
    assert "**Answers**\n-# Now: whole at once" in shown.content
    assert "!help settings" in shown.content
    await moderator.slash(world.channel, "settings", choice="channel form short")
    assert (await applies(world, library)).form is Form.SHORT


async def test_a_choice_that_cannot_be_kept_is_said_and_the_panel_stays(
    world: World, library: Library, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    panel = await opened(world, world.member)
    with broken(settings, "preference"):
        said = responded(await world.member.select(panel, ["short"], custom_id="serge:set:person:form"))
    assert "The library cannot be reached just now." in (text_of(said) or said.content)
    assert "a button failed" in caplog.messages
    await pick(world.member, panel, "person", "form", "short")
    assert (await applies(world, library)).form is Form.SHORT
