"""Find the rebuttal: a menu on anybody's message, wherever the bot can be used, and sharing what it finds."""

from __future__ import annotations

import re
from pathlib import Path

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.client import SergeBot
from bot.settings import Settings
from knowledge.find_rebuttals import MOST_WORDS
from knowledge.library import Library
from knowledge.preferences import Holder
from tests.bread import load_bread
from tests.simulated.broken import broken
from tests.simulated.elsewhere import abroad, leave, menu_in_direct_messages
from tests.simulated.world import Shown, World, buttons_of, is_card, parts_of, responded, text_of

MENU = "Find the rebuttal"
NIGHT = "Bread has to be baked at night, everybody knows it."
SCALES = "How the miller weighs his flour is nobody else’s business!!"
MESSAGE = f"lol ok need more coffee. {NIGHT} Anyway, you coming tonight? {SCALES}"
REBUTTAL = "Nobody who bakes has ever said so."


async def found_for(world: World, message: discord.Message, member: MemberActor | None = None) -> ResponseMessage:
    """What the menu answers on the message."""
    return responded(await (member or world.member).context_menu(world.channel, MENU, message))


async def asked(world: World, content: str = MESSAGE) -> tuple[discord.Message, ResponseMessage]:
    """A message of the member's, and what the menu answers on it."""
    message = await world.member.send(world.channel, content)
    return message, await found_for(world, message)


def share_id(found: Shown, topic: str = "Night baking") -> str:
    """What the Share button of the entry on this topic carries, also where it is used up."""
    ids = [part["custom_id"] for part in parts_of(found) if part.get("custom_id", "").startswith("serge:share:")]
    return ids[re.findall("^## (.+)$", text_of(found), re.MULTILINE).index(topic)]


def is_usable(found: Shown, custom_id: str) -> bool:
    """Whether the button can be pressed."""
    (button,) = [part for part in parts_of(found) if part.get("custom_id") == custom_id]
    return not button.get("disabled")


async def share(
    world: World, found: Shown, topic: str = "Night baking", member: MemberActor | None = None
) -> InteractionResult:
    """Press the Share button of the entry on this topic."""
    return await (member or world.member).click(found, custom_id=share_id(found, topic))


def last(world: World) -> discord.Message:
    assert world.channel.last_message is not None
    return world.channel.last_message


async def test_each_claim_is_answered_to_the_asker_alone(world: World) -> None:
    message, found = await asked(world)
    assert found.ephemeral
    assert last(world).id == message.id
    shown = text_of(found)
    assert f"## Night baking\nIn answer to “{NIGHT}”" in shown
    assert f"## False weights\nIn answer to “{SCALES}”" in shown
    assert REBUTTAL in shown
    assert "quoted in Tom Rye, “Sacks,” *The Weigher*, 1920" in shown
    assert buttons_of(found) == ["Share", "Show whole"] * 2
    assert "coffee" not in shown


async def test_marks_mentions_links_code_and_emoji_are_overlooked_and_quotations_are_not_answered(world: World) -> None:
    content = (
        f"> {SCALES}\n<@80351110224678912> 🙄 **Bread** has to be [baked](https://example.org/bread) at *night*, "
        "everybody <:loaf:9021> knows it. ```py\nHow the miller weighs his flour is nobody else’s business```"
    )
    _message, found = await asked(world, content)
    assert "False weights" not in text_of(found)
    assert "In answer to “Bread has to be baked at night, everybody knows it.”" in text_of(found)


@pytest.mark.parametrize("host", [{"message_content": False}], ids=["without the intent"])
async def test_the_menu_and_sharing_work_without_the_message_content_intent(world: World) -> None:
    _message, found = await asked(world)
    await share(world, found)
    assert "Shared by ada" in text_of(last(world))


UNANSWERED = {
    "Rye bread!": "There is too little to answer in this message.",
    f"> {MESSAGE}\nthis": "There is too little to answer in this message.",
    "rye " * (MOST_WORDS + 1): f"This message has {MOST_WORDS + 1} words. Up to {MOST_WORDS} are read",
    "Did anybody watch the match last night, what a goal!": "The essay answers nothing in this message",
}


@pytest.mark.parametrize(("content", "said"), UNANSWERED.items(), ids=["short", "quoted", "long", "small talk"])
async def test_why_there_is_no_answer_is_said(world: World, content: str, said: str) -> None:
    _message, found = await asked(world, content)
    assert text_of(found).startswith(said)
    assert found.ephemeral
    assert buttons_of(found) == []


async def test_sharing_posts_the_entry_as_a_reply_and_names_who_shared_it(world: World) -> None:
    message, found = await asked(world)
    other = world.guild.add_member(world.env.create_user("bob"))
    await share(world, await found_for(world, message, other), member=other)
    shared = last(world)
    assert shared.reference is not None
    assert shared.reference.message_id == message.id
    assert text_of(shared).startswith("-# Shared by bob\n## Night baking")
    assert REBUTTAL in text_of(shared)
    assert "Context" in buttons_of(shared)
    await other.click(shared, label="Delete")
    assert last(world).id == message.id
    assert buttons_of(found) == ["Share", "Show whole"] * 2


async def test_what_was_shared_is_not_shared_again(world: World) -> None:
    message, found = await asked(world)
    await share(world, found)
    shared = last(world)
    assert sorted(buttons_of(found)) == ["Share", "Shared", "Show whole", "Show whole"]
    assert not is_usable(found, share_id(found, "Night baking"))
    assert is_usable(found, share_id(found, "False weights"))
    other = world.guild.add_member(world.env.create_user("bob"))
    result = await share(world, await found_for(world, message, other), member=other)
    (said,) = result.followups
    assert said.ephemeral
    assert said.content == f"This was shared already: <{shared.jump_url}>"
    assert last(world).id == shared.id
    await share(world, found, "False weights")
    assert "## False weights" in text_of(last(world))
    assert buttons_of(found) == ["Shared", "Show whole"] * 2


async def test_what_was_shared_and_deleted_can_be_shared_again(world: World) -> None:
    message, found = await asked(world)
    await share(world, found)
    await world.member.click(last(world), label="Delete")
    await share(world, await found_for(world, message))
    assert "Shared by ada" in text_of(last(world))


async def test_sharing_works_after_a_restart(world: World, another_bot: SergeBot) -> None:
    message, found = await asked(world)
    await world.env.restart_bot(another_bot)
    await share(world, found)
    assert last(world).reference is not None
    assert last(world).reference.message_id == message.id
    assert "Shared" in buttons_of(found)


async def test_the_whole_entry_is_shown_to_whoever_wants_it_alone(world: World) -> None:
    message, found = await asked(world)
    entry = share_id(found).split(":")[2]
    shown = responded(await world.member.click(found, custom_id=f"serge:open:entry:{entry}:0:0"))
    assert shown.ephemeral
    assert "The masters say that bread baked by day is stale by dawn." in text_of(shown)
    assert last(world).id == message.id


async def test_a_channel_of_short_answers_is_shared_the_short_form(world: World, library: Library) -> None:
    await library.preferences.choose(Holder.CHANNEL, world.guild.id, world.channel.id, "form", "short")
    _message, found = await asked(world)
    await share(world, found)
    assert "Whole entry" in buttons_of(last(world))
    assert "Shared by ada" in text_of(last(world))


async def test_nothing_is_shared_in_a_silent_channel(world: World, library: Library) -> None:
    await library.preferences.choose(Holder.CHANNEL, world.guild.id, world.channel.id, "silent", "on")
    message, found = await asked(world)
    (said,) = (await share(world, found)).followups
    assert said.content == "I am silent in this channel, so nothing can be shared here."
    assert last(world).id == message.id
    assert "Shared" not in buttons_of(found)


LACKING = {
    "send_messages": "I cannot share it here: I lack the permission Send Messages.",
    "read_message_history": "I cannot share it here: I lack the permission Read Message History.",
}


@pytest.mark.parametrize(("permission", "said"), LACKING.items(), ids=LACKING)
async def test_a_permission_that_is_missing_is_named(world: World, permission: str, said: str) -> None:
    assert world.env.bot.user is not None
    overwrites = {world.env.bot.user: discord.PermissionOverwrite(**{permission: False})}
    channel = world.guild.create_text_channel("elsewhere", overwrites=overwrites)
    there = World(world.env, world.guild, channel, world.member)
    message, found = await asked(there)
    (answer,) = (await share(there, found)).followups
    assert answer.ephemeral
    assert answer.content == said
    assert last(there).id == message.id
    assert is_usable(found, share_id(found))


async def test_a_refusal_that_could_not_be_foreseen_is_said_and_sharing_can_be_tried_again(world: World) -> None:
    _message, found = await asked(world)
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    (said,) = (await share(world, found)).followups
    assert said.content == "Discord does not let me post in this channel."
    await share(world, found)
    assert "Shared by ada" in text_of(last(world))


async def test_a_card_that_discord_refuses_is_shared_as_plain_text(world: World) -> None:
    message, found = await asked(world)
    world.env.inject_error("POST", "/channels/*/messages", status=400, code=50035)
    await share(world, found)
    assert not is_card(last(world))
    assert last(world).content.startswith("-# Shared by ada")
    assert REBUTTAL in last(world).content
    assert last(world).reference is not None
    assert last(world).reference.message_id == message.id


async def test_a_library_that_is_away_is_said_to_be(world: World, settings: Settings) -> None:
    _message, found = await asked(world)
    with broken(settings):
        (said,) = (await share(world, found)).followups
    assert said.content == "The library cannot be reached just now. Please try again in a minute."
    await share(world, found)
    assert "Shared by ada" in text_of(last(world))


async def test_an_entry_that_has_gone_is_not_shared(world: World, settings: Settings, tmp_path: Path) -> None:
    _message, found = await asked(world, "That long bill must be paid, invoice1 invoice2 invoice3 and all.")
    assert "## The long bill" in text_of(found)
    await load_bread(settings.database_url, tmp_path / "pack", long_bill=False)
    (said,) = (await share(world, found, "The long bill")).followups
    assert "no longer in the library" in said.content


async def test_in_direct_messages_it_is_shared_as_a_reply_too(world: World) -> None:
    message = await world.member.send_dm(MESSAGE)
    found = responded(await menu_in_direct_messages(world, MENU, message))
    assert found.ephemeral
    assert "## Night baking" in text_of(found)
    await world.member.user.click(found, custom_id=share_id(found))
    shared = world.member.user.dm_channel.last_message
    assert shared is not None
    assert shared.reference is not None
    assert shared.reference.message_id == message.id
    assert "Shared by ada" in text_of(shared)


async def asked_where_it_was_not_added(there: World) -> tuple[discord.Message, ResponseMessage]:
    message = await there.member.send(there.channel, MESSAGE)
    await leave(there)
    return message, await found_for(there, message)


async def test_where_the_bot_was_not_added_it_is_shared_with_a_link_to_the_message(world: World) -> None:
    there = abroad(world)
    message, found = await asked_where_it_was_not_added(there)
    assert found.ephemeral
    assert "## Night baking" in text_of(found)
    (shared,) = (await share(there, found)).followups
    assert not shared.ephemeral
    assert text_of(shared).startswith(f"-# Shared by ada, in answer to <{message.jump_url}>\n## Night baking")
    assert "Shared" in buttons_of(found)
    assert [one.path for one in world.env.http_requests if one.path == f"/channels/{there.channel.id}/messages"] == []


async def test_who_may_not_post_with_apps_of_their_own_is_told_so(world: World) -> None:
    there = abroad(world, external_apps=False)
    _message, found = await asked_where_it_was_not_added(there)
    (said,) = (await share(there, found)).followups
    assert said.ephemeral
    assert "You lack the permission Use External Apps." in said.content


def test_the_menu_is_offered_everywhere(world: World, simcord_bot: SergeBot) -> None:
    assert world.env.bot is simcord_bot
    menu = simcord_bot.tree.get_command(MENU, type=discord.AppCommandType.message)
    assert menu is not None
    registered = menu.to_dict(simcord_bot.tree)
    assert registered["contexts"] == [0, 1, 2]
    assert registered["integration_types"] == [0, 1]
