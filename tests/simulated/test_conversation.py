"""References in conversation: brought quietly where they are wanted, and nowhere else."""

from __future__ import annotations

import discord
import pytest
from simcord.actors import MemberActor

from bot.settings import Settings
from cogs.messages.conversation import PAUSE, SAME_PAUSE
from knowledge.library import Library
from knowledge.preferences import Holder
from tests.simulated.broken import broken
from tests.simulated.world import World, text_of

REFERENCE = "but he says so himself (Ovens 12), doesn't he"
QUOTED = "the night shift kills the baker before the oven warms"
NOTE = "and then it says otherwise (see note 1)"


@pytest.fixture
async def talk(world: World, library: Library) -> World:
    """The same Discord, where the channel wants references brought."""
    await library.preferences.choose(Holder.CHANNEL, world.guild.id, world.channel.id, "references", "on")
    return world


def silent_posts(world: World) -> list[bool]:
    """Of each message posted into the channel: whether it notifies nobody."""
    silent = discord.MessageFlags.suppress_notifications.flag
    path = f"/channels/{world.channel.id}/messages"
    return [
        bool(request.json["flags"] & silent)
        for request in world.env.http_requests
        if (request.method, request.path) == ("POST", path)
    ]


async def test_a_reference_brings_what_is_quoted_there_as_a_quiet_reply(talk: World) -> None:
    answer = await talk.ask(REFERENCE)
    assert QUOTED in text_of(answer)
    assert answer.reference is not None
    assert silent_posts(talk) == [True]


async def test_a_note_is_brought_too(talk: World) -> None:
    assert "Ada Lamp, *Ovens*, Hearth Press, 1919." in text_of(await talk.ask(NOTE))


async def test_a_message_with_several_references_gets_one_answer(talk: World) -> None:
    assert QUOTED in text_of(await talk.ask(f"{REFERENCE}; {NOTE}; Ovens 12"))


async def test_nothing_is_brought_where_nobody_turned_it_on(world: World) -> None:
    assert await world.answers(REFERENCE) == []


async def test_a_guild_can_turn_it_on_and_a_channel_off_again(world: World, library: Library) -> None:
    await library.preferences.choose(Holder.GUILD, world.guild.id, world.guild.id, "references", "on")
    assert QUOTED in text_of(await world.ask(REFERENCE))
    quiet = World(world.env, world.guild, world.guild.create_text_channel("quiet"), world.member)
    await library.preferences.choose(Holder.CHANNEL, world.guild.id, quiet.channel.id, "references", "off")
    assert await quiet.answers(REFERENCE) == []


async def test_nothing_is_brought_in_a_silent_channel(talk: World, library: Library) -> None:
    await library.preferences.choose(Holder.CHANNEL, talk.guild.id, talk.channel.id, "silent", "on")
    assert await talk.answers(REFERENCE) == []


async def test_whoever_does_not_want_it_is_left_alone(talk: World, library: Library) -> None:
    await library.preferences.choose(Holder.PERSON, talk.guild.id, talk.member.id, "references", "off")
    assert await talk.answers(REFERENCE) == []
    other = another(talk)
    await other.send(talk.channel, REFERENCE)
    assert talk.channel.last_message is not None
    assert QUOTED in text_of(talk.channel.last_message)


def another(world: World, *, is_bot: bool = False) -> MemberActor:
    return world.guild.add_member(world.env.create_user("bob", bot=is_bot))


LEFT_ALONE = {
    "a mark before the text": f"!!{REFERENCE}",
    "a mark before the reference": "but he says so himself !!(Ovens 12)",
    "code": "but `Ovens 12` is code",
    "a block of code": "```\nOvens 12\n```",
    "a quotation": f"> {REFERENCE}\nno, he doesn't",
    "the words of a link": "see [Ovens 12](https://example.org)",
    "a link": "see https://example.org/Ovens 12",
    "a command": "!serge night baking (Ovens 12) never heard of",
    "another bot's command": "!play (Ovens 12)",
    "a page that nothing is quoted from": "(Ovens 99)",
    "a note that is not there": "(note 99)",
    "no reference": "12 of the ovens are cold",
}


@pytest.mark.parametrize("content", LEFT_ALONE.values(), ids=LEFT_ALONE)
async def test_what_is_no_reference_of_the_authors_own_is_left_alone(talk: World, content: str) -> None:
    answers = await talk.answers(content)
    assert True not in silent_posts(talk)
    assert len(answers) == (content.startswith("!serge"))


async def test_a_question_to_the_bot_is_answered_once(talk: World) -> None:
    answer = await talk.ask(f"{talk.me} Ovens 12")
    assert QUOTED in text_of(answer)
    assert silent_posts(talk) == [False]


async def test_other_bots_and_webhooks_are_not_listened_to(talk: World) -> None:
    await another(talk, is_bot=True).send(talk.channel, REFERENCE)
    await talk.guild.create_webhook(talk.channel).send(REFERENCE)
    assert silent_posts(talk) == []


async def test_a_message_that_is_edited_into_a_reference_is_left_alone(talk: World) -> None:
    message = await talk.member.send(talk.channel, "but he says so himself")
    await talk.member.edit(message, REFERENCE)
    assert silent_posts(talk) == []


async def test_a_channel_is_left_alone_for_a_while_after_an_answer(talk: World) -> None:
    assert await talk.answers(REFERENCE)
    assert await talk.answers(NOTE) == []
    other = World(talk.env, talk.guild, talk.guild.create_text_channel("other"), talk.member)
    assert await other.answers(NOTE) == []  # nobody turned it on there
    await talk.env.advance_time(PAUSE.total_seconds() + 1)
    assert await talk.answers(NOTE)


async def test_one_channels_pause_is_none_of_anothers(world: World, library: Library) -> None:
    await library.preferences.choose(Holder.GUILD, world.guild.id, world.guild.id, "references", "on")
    other = World(world.env, world.guild, world.guild.create_text_channel("other"), world.member)
    assert await world.answers(REFERENCE)
    assert await other.answers(REFERENCE)


async def test_what_was_shown_is_not_shown_again_for_some_minutes(talk: World) -> None:
    assert await talk.answers(REFERENCE)
    await talk.env.advance_time(PAUSE.total_seconds() + 1)
    assert await talk.answers(REFERENCE) == []
    assert await talk.answers(NOTE)
    await talk.env.advance_time(SAME_PAUSE.total_seconds())
    assert await talk.answers(REFERENCE)


async def test_a_thread_follows_its_channel(talk: World) -> None:
    channel = talk.env.bot.get_channel(talk.channel.id)
    assert isinstance(channel, discord.TextChannel)
    made = await channel.create_thread(name="aside", type=discord.ChannelType.public_thread)
    (thread,) = [each for each in talk.channel.threads if each.id == made.id]
    await talk.member.send(thread, REFERENCE)
    assert thread.last_message is not None
    assert QUOTED in text_of(thread.last_message)


async def test_the_answer_goes_when_its_message_goes(talk: World) -> None:
    answer = await talk.ask(REFERENCE)
    (message,) = [one for one in talk.channel.history() if one.id != answer.id]
    await talk.member.delete(message)
    assert talk.channel.history() == []


async def test_what_was_brought_can_be_referred_back_to(talk: World) -> None:
    await talk.ask(REFERENCE)
    assert QUOTED in text_of(await talk.ask("!serge ibid 12"))


async def test_a_library_that_is_away_is_no_matter_in_conversation(talk: World, settings: Settings) -> None:
    with broken(settings):
        assert await talk.answers(REFERENCE) == []
    assert talk.env.errors == []


@pytest.mark.parametrize("host", [{"message_content": False}], ids=["without the intent"])
async def test_without_the_message_content_intent_nothing_is_heard(talk: World) -> None:
    assert await talk.answers(REFERENCE) == []


async def test_in_direct_messages_everything_is_a_question(world: World) -> None:
    user = world.member.user
    await user.send_dm("Ovens 12")
    history = user.dm_channel.history()
    assert len(history) == 2
    assert QUOTED in text_of(history[-1])


async def test_the_answer_stays_when_its_message_is_edited_and_goes_with_it(talk: World) -> None:
    said = await talk.member.send(talk.channel, REFERENCE)
    await talk.member.edit(said, f"{REFERENCE}, I think")
    assert [message.author.bot for message in talk.channel.history()] == [False, True]
    await talk.member.delete(said)
    assert talk.channel.history() == []
