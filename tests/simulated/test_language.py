"""French: to a person, in a channel, in a guild; on buttons after a restart; beside English, and in Discord's menus."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import discord
import pytest
from discord.ext import commands
from simcord.actors import MemberActor

from bot.client import SergeBot
from bot.settings import Settings
from cogs.answering.gate import Limits
from cogs.cards import limits
from cogs.commands import COMMANDS, MENUS
from cogs.language import translated
from knowledge.library import Library
from knowledge.model import SHARED
from knowledge.preferences import Holder
from tests.simulated.broken import broken
from tests.simulated.world import World, buttons_of, responded, text_of

CLAIM = "Bread has to be baked at night."
REBUTTAL = "Nobody who bakes has ever said so."
IN_FRENCH = "**Thèse, formulée par nous · soutenue par the masters**"
IN_ENGLISH = "**Claim, in our words · held by the masters**"


@pytest.fixture
def bot(simcord_bot: SergeBot) -> SergeBot:
    return simcord_bot


def fr(sentence: str) -> str:
    """The sentence in French, which is another one."""
    said = translated(sentence, "fr")
    assert said != sentence
    return said


async def speaks(library: Library, person: MemberActor, language: str = "fr") -> None:
    await library.preferences.choose(Holder.PERSON, SHARED, person.id, "language", language)


def told(world: World) -> list[dict[str, Any]]:
    """The commands as Discord was told them."""
    (request,) = [each for each in world.env.http_requests if each.path.endswith("/commands")]
    assert isinstance(request.json, list)
    return request.json


def every_option(told_: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every parameter and subcommand of these commands."""
    for command in told_:
        yield from command.get("options", ())
        yield from every_option(command.get("options", ()))


@pytest.mark.parametrize("holder", list(Holder))
async def test_whoever_chose_french_is_answered_in_french(world: World, library: Library, holder: Holder) -> None:
    ids = {Holder.PERSON: world.member.id, Holder.CHANNEL: world.channel.id, Holder.GUILD: world.guild.id}
    await library.preferences.choose(holder, world.guild.id, ids[holder], "language", "fr")
    for answer in (await world.ask("!serge night baking"), await world.slash("serge", query="night baking")):
        assert IN_FRENCH in text_of(answer)
        assert CLAIM in text_of(answer)
        assert REBUTTAL in text_of(answer)
        assert buttons_of(answer) == [fr("Context"), "Sources", fr("Cite"), fr("Delete")]


async def test_a_persons_choice_comes_before_the_guilds(world: World, library: Library) -> None:
    await library.preferences.choose(Holder.GUILD, world.guild.id, world.guild.id, "language", "fr")
    await speaks(library, world.member, "en")
    assert IN_ENGLISH in text_of(await world.ask("!serge night baking"))


async def test_a_language_that_there_is_not_is_english(world: World, library: Library) -> None:
    await speaks(library, world.member, "tlh")
    assert IN_ENGLISH in text_of(await world.ask("!serge night baking"))


async def test_choosing_french_shows_the_settings_in_french_at_once(world: World) -> None:
    panel = responded(await world.member.slash(world.channel, "settings"))
    panel = responded(await world.member.select(panel, ["fr"], custom_id="serge:set:person:language"))
    assert text_of(panel).startswith(f"## {fr('Your settings')}")
    assert fr("Now: {choice}").format(choice="français") in text_of(panel)


async def test_buttons_speak_french_after_a_restart(world: World, library: Library, another_bot: SergeBot) -> None:
    await speaks(library, world.member)
    answer = await world.ask("!serge night baking")
    await world.env.restart_bot(another_bot)
    context = responded(await world.member.click(answer, label=fr("Context")))
    assert fr("Here the text begins.") in text_of(context)
    assert fr("Show everybody") in buttons_of(context)
    citation = responded(await world.member.click(answer, label=fr("Cite")))
    assert text_of(citation).startswith("## Pour citer Night baking")
    assert "Lamp, Ada. *Ovens*. London: Hearth Press, 1919." in text_of(citation)


async def test_whoever_presses_a_button_sees_their_own_language(world: World, library: Library) -> None:
    await speaks(library, world.member)
    answer = await world.ask("!serge night baking")
    other = world.guild.add_member(world.env.create_user("eve"))
    context = responded(await other.click(answer, label=fr("Context")))
    assert "Here the text begins." in text_of(context)
    refused = responded(await other.click(answer, label=fr("Delete")))
    assert "Only the one who asked" in text_of(refused)
    await speaks(library, other)
    refused = responded(await other.click(answer, label=fr("Delete")))
    assert text_of(refused) == fr("Only the one who asked can delete this, or somebody who may manage messages here.")


@pytest.mark.parametrize("host", [{"cooldown": False}], ids=["without a cooldown"])
async def test_two_people_who_ask_at_once_are_each_answered_in_their_language(
    world: World, library: Library, bot: SergeBot
) -> None:
    eve = world.guild.add_member(world.env.create_user("eve"))
    await speaks(library, eve)
    wanted: dict[int, str] = {}
    questions: list[discord.Message] = []
    for person, said in [(world.member, IN_ENGLISH), (eve, IN_FRENCH)] * 8:
        question = await person.send(world.channel, "Hm.")
        wanted[question.id] = said
        question.content = "!serge night baking"
        questions.append(question)
    await asyncio.gather(*map(bot.on_message, questions))
    answers = {
        message.reference.message_id: text_of(message) for message in world.channel.history() if message.reference
    }
    assert answers.keys() == wanted.keys()
    assert [number for number, said in wanted.items() if said not in answers[number]] == []


async def test_a_refusal_is_in_french(world: World, library: Library) -> None:
    await speaks(library, world.member)
    for _number in range(Limits().person):
        await world.ask("!serge night baking")
    refused = await world.ask("!serge night baking")
    assert refused.content.startswith(fr("One moment: you ask faster than anybody can read. {again}").format(again=""))
    assert "Redemandez dans" in refused.content


async def test_an_apology_is_in_french(world: World, library: Library, settings: Settings) -> None:
    await speaks(library, world.member)
    sorry = fr("The library cannot be reached just now. Please try again in a minute.")
    candidates = await world.ask("!serge yeast")
    with broken(settings):
        assert (await world.ask("!serge night baking")).content == sorry
        assert (await world.slash("serge", query="night baking")).content == sorry
        pressed = await world.member.click(candidates, label=buttons_of(candidates)[0])
        assert responded(pressed).content == sorry


async def test_an_apology_for_a_command_that_failed_at_once_is_in_french(
    world: World, library: Library, bot: SergeBot
) -> None:
    await speaks(library, world.member)
    await world.ask("!serge night baking")
    context = await bot.get_context(await world.member.send(world.channel, "!topics"))
    await bot.on_command_error(context, commands.UserInputError())
    assert world.channel.last_message is not None
    assert world.channel.last_message.content == fr("Something went wrong here and has been noted. Please try again.")


async def test_a_question_in_french_is_asked_in_a_modal_that_discord_takes(world: World, library: Library) -> None:
    role = world.guild.create_role("mods", permissions=discord.Permissions(manage_guild=True))
    moderator = world.guild.add_member(world.env.create_user("mo"), roles=[role])
    await speaks(library, moderator)
    panel = responded(await moderator.slash(world.channel, "settings"))
    panel = responded(await moderator.click(panel, label=fr("This server")))
    modal = (await moderator.click(panel, label=fr("Change the prefix"))).modal
    assert modal is not None
    assert modal["title"] == fr("Prefix of commands")


async def test_discord_is_told_every_command_in_french(world: World) -> None:
    known = {command["name"]: command for command in told(world)}
    for command in COMMANDS:
        assert known[command.name]["description"] == command.help
        assert known[command.name]["description_localizations"] == {"fr": fr(command.help)}
    for menu in MENUS:
        assert known[menu.name]["name_localizations"] == {"fr": fr(menu.name)}


async def test_discord_is_told_every_parameter_and_choice_in_french_and_by_the_same_name(world: World) -> None:
    options = list(every_option(told(world)))
    assert len(options) > len(COMMANDS)
    for option in options:
        assert option["description_localizations"] == {"fr": fr(option["description"])}
        assert not option.get("name_localizations")
        for choice in option.get("choices", ()):
            assert choice.get("name_localizations") in ({"fr": translated(choice["name"], "fr")}, None)
    named = [
        choice["name_localizations"]["fr"]
        for option in options
        for choice in option.get("choices", ())
        if choice.get("name_localizations")
    ]
    assert "chaque lundi" in named
    assert max(map(len, named)) <= limits.CHOICE_NAME


async def test_what_is_typed_is_the_same_in_every_language(world: World) -> None:
    for command in told(world):
        if command["name"] not in [menu.name for menu in MENUS]:
            assert not command.get("name_localizations")
