"""Checking quotations in Discord: by command and by menu, wherever the bot can be used."""

from __future__ import annotations

import discord
import pytest
from simcord.results import ResponseMessage

from bot.client import SergeBot
from bot.settings import Settings
from knowledge.check_quotation import LONGEST
from tests.cogs.discord_markdown import text
from tests.simulated.broken import broken
from tests.simulated.elsewhere import abroad, leave, menu_in_direct_messages
from tests.simulated.world import World, is_card, responded, text_of

MENU = "Check the quotation"
LAMP = "the night shift kills the baker before the oven warms"
LAMP_CITED = "— Ada Lamp, *Ovens* (London: Hearth Press, 1919), 12"
TOO_SHORT = "A quotation of at least 4 words can be checked, for example: !check “never dared dispute the theory”"

CONTENT_OFF = pytest.mark.parametrize("host", [{"message_content": False}], ids=["message content off"])


async def checked(world: World, content: str) -> tuple[discord.Message, ResponseMessage]:
    """A message of the member's, and what the menu answers on it."""
    message = await world.member.send(world.channel, content)
    return message, responded(await world.member.context_menu(world.channel, MENU, message))


@pytest.mark.parametrize("typed", [f"“{LAMP}”", f'"{LAMP}"', LAMP, f"{LAMP.capitalize()}."])
async def test_the_command_answers_with_verdict_words_speaker_and_page(world: World, typed: str) -> None:
    answer = await world.ask(f"!check {typed}")
    assert is_card(answer)
    shown = text_of(answer)
    assert shown.startswith(f"**Exact**\n> {LAMP}\n-# Quoted in the essay · The Ovens, ¶ 2\n-# {LAMP_CITED}")
    assert "A Baker, *A Word on Bread*" in shown


VERDICTS = {
    f"{LAMP.replace('the baker', 'baker')}": "**Altered: “the” was left out**\n> the night shift kills **the** baker",
    f"{LAMP} up": "**Altered: “up” was put in**",
    f"{LAMP.replace('night', 'day')}": "**Altered: “day” was put in place of “night”**\n> the ~~day~~ **night** shift",
    "the night shift … before the oven warms": "**Exact, with its changes marked**\n“kills the baker” was left out",
    f"{LAMP}; short weight in every third sack": "**Put together from two places**\nNothing shows where they",
    f"{LAMP} … short weight in every third sack": "**Put together from two places**\nAn ellipsis joins what does not",
    "Nobody lends so carefully as a neighbour": "**Not in the library**",
    "so what": TOO_SHORT,
    "": TOO_SHORT,
}


@pytest.mark.parametrize(("typed", "said"), VERDICTS.items(), ids=range(len(VERDICTS)))
async def test_every_verdict_is_said_first(world: World, typed: str, said: str) -> None:
    assert text_of(await world.ask(f"!check {typed}")).startswith(said)


async def test_what_discord_shows_of_a_difference(world: World) -> None:
    shown = text_of(await world.ask("!check the day shift kills the *poor* baker before the oven warms"))
    quoted = next(line for line in shown.split("\n") if line.startswith("> "))
    assert text(quoted) == "the day night shift kills the poor baker before the oven warms"
    assert text(quoted, only="strike") == "daypoor"
    assert text(quoted, only="bold") == "night"


async def test_slash_answers_in_the_channel_and_in_direct_messages(world: World) -> None:
    response = await world.slash("check", quotation=LAMP)
    assert text_of(response).startswith("**Exact**")
    assert not response.ephemeral
    alone = responded(await world.member.user.slash("check", quotation=LAMP))
    assert text_of(alone).startswith("**Exact**")


async def test_slash_takes_more_than_a_message_and_says_what_is_too_much(world: World) -> None:
    response = await world.slash("check", quotation="a" * (LONGEST + 1))
    assert text_of(response) == "Up to 4000 characters are checked at once. Check this in parts."


async def test_the_menu_checks_what_a_message_quotes_and_answers_the_asker_alone(world: World) -> None:
    message, answer = await checked(world, f"lol <@80351110224678912> she **wrote** “{LAMP}”!! 🙄 https://example.org")
    assert answer.ephemeral
    assert text_of(answer).startswith("**Exact**")
    assert "Overlooked" not in text_of(answer)
    assert world.channel.last_message is not None
    assert world.channel.last_message.id == message.id


async def test_the_menu_checks_a_block_quote(world: World) -> None:
    _message, answer = await checked(world, f"> {LAMP}\n> — Lamp\nwho said that?")
    assert text_of(answer).startswith("**Exact**")


async def test_the_menu_shows_where_a_message_stands_that_is_all_from_the_library(world: World) -> None:
    _message, answer = await checked(world, f"||{LAMP}||")
    assert text_of(answer).startswith("**Exact**")


async def test_of_several_quotations_each_is_checked_and_those_left_are_counted(world: World) -> None:
    quotations = [LAMP, LAMP.replace("night", "day"), "Give us the morning and we will", *["one two three four"] * 2]
    _message, answer = await checked(world, " and ".join(f"“{one}”" for one in quotations))
    shown = text_of(answer)
    for verdict in ("**Exact**", "**Altered: “day” was put in place of “night”**"):
        assert verdict in shown
    assert shown.index(f"“{LAMP}”") < shown.index("**Exact**") < shown.index("**Altered")
    assert "one two three four" not in shown
    assert "2 more quotations in this message were not checked." in shown


@pytest.mark.parametrize("content", ["🙄 https://example.org/a.png", "Nobody lends so carefully as a neighbour, lol"])
async def test_a_message_that_quotes_nothing_is_said_to(world: World, content: str) -> None:
    _message, answer = await checked(world, content)
    assert text_of(answer).startswith("Nothing is quoted in this message: no quotation marks, no block quote.")


async def test_a_few_words_in_marks_are_checked_and_a_single_one_is_named(world: World) -> None:
    _message, answer = await checked(world, f"“{LAMP}”, “night shift”, “nigth shift”, “baker”")
    shown = text_of(answer)
    assert "“night shift”\n**Exact**\n> night shift" in shown
    assert "“nigth shift”\n**Altered: “nigth” was put in place of “night”**" in shown
    assert "Too short to be checked: “baker”" in shown


async def test_the_command_checks_each_quotation_by_itself_and_no_chatter(world: World) -> None:
    shown = text_of(await world.ask(f"!check “{LAMP}” “short weight”"))
    assert shown.count("**Exact**") == 2
    assert "Only what stands" not in shown
    shown = text_of(await world.ask(f"!check “{LAMP}”\n\nsome chatter after it"))
    assert f"“{LAMP}”\n**Exact**\n> {LAMP}\n" in shown
    assert "Only what stands in quotation marks was checked." in shown


@CONTENT_OFF
async def test_without_the_content_intent_menu_slash_and_mention_work(world: World) -> None:
    _message, answer = await checked(world, f"“{LAMP}”")
    assert text_of(answer).startswith("**Exact**")
    assert text_of(await world.slash("check", quotation=LAMP)).startswith("**Exact**")
    assert text_of(await world.ask(f"{world.me} check {LAMP}")).startswith("**Exact**")


async def test_in_direct_messages_menu_and_command_work(world: World) -> None:
    message = await world.member.send_dm(f"check {LAMP}")
    answer = world.member.user.dm_channel.last_message
    assert answer is not None
    assert text_of(answer).startswith("**Exact**")
    assert text_of(responded(await menu_in_direct_messages(world, MENU, message))).startswith("**Altered: “check”")


async def test_where_the_bot_was_not_added_menu_and_command_work(world: World) -> None:
    there = abroad(world)
    message = await there.member.send(there.channel, f"“{LAMP}”")
    await leave(there)
    answer = responded(await there.member.context_menu(there.channel, MENU, message))
    assert text_of(answer).startswith("**Exact**")
    assert answer.ephemeral
    assert text_of(await there.slash("check", quotation=LAMP)).startswith("**Exact**")


def test_menu_and_command_are_offered_everywhere(world: World, simcord_bot: SergeBot) -> None:
    assert world.env.bot is simcord_bot
    offered = [
        simcord_bot.tree.get_command(MENU, type=discord.AppCommandType.message),
        simcord_bot.tree.get_command("check"),
    ]
    for command in offered:
        assert command is not None
        registered = command.to_dict(simcord_bot.tree)
        assert registered["contexts"] == [0, 1, 2]
        assert registered["integration_types"] == [0, 1]


async def test_a_library_that_is_away_is_said_to_be(world: World, settings: Settings) -> None:
    with broken(settings, "block"):
        shown = text_of(await world.ask(f"!check {LAMP}"))
    assert shown == "The library cannot be reached just now. Please try again in a minute."
    assert text_of(await world.ask(f"!check {LAMP}")).startswith("**Exact**")


@pytest.mark.parametrize(
    "typed",
    [
        "@everyone <@1> <@&1> <#1> the night shift kills the baker",
        "[the night shift](https://example.org) kills the baker ||before|| `the oven` warms",
        "**the** __night__ ~~shift~~ kills the baker\n# before the oven warms",
    ],
)
async def test_whatever_is_typed_pings_nobody_and_is_shown_as_text(world: World, typed: str) -> None:
    shown = text_of(await world.ask(f"!check {typed}"))
    assert "night shift" in text(shown)
