"""Citing in Discord: a topic, a work, the last answer, a whole debate; in each style, as text and as a file."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import bibtexparser
import discord
import pytest
import rispy
import sqlalchemy as sa
from discord import app_commands
from simcord.results import ResponseMessage

from bot.client import SergeBot
from bot.settings import Settings, read_settings
from cogs.cards.citing import STYLES
from knowledge.storage import tables
from tests.cogs.discord_markdown import read
from tests.rows import add_guild_entry, connect
from tests.simulated.world import Shown, World, buttons_of, is_card, parts_of, responded, text_of

ESSAY = "Anarcho, “Victor Serge: The Worst of the Anarchists,” November 25, 2013"
MEMOIRS = (
    "Serge, Victor. *Memoirs of a Revolutionary*. Translated by Peter Sedgwick. New York: New York Review Books, 2012."
)


@pytest.fixture
def settings(sqlite_template: Path, tmp_path: Path) -> Settings:
    """A host's settings over the shipped pack, without a limit to how quickly one may ask."""
    shutil.copy(sqlite_template, tmp_path / "serge.db")
    environment = {"SERGE_HEARTBEAT": str(tmp_path / "heartbeat"), "SERGE_COOLDOWN": "off"}
    return read_settings(environment, str(tmp_path / "serge.db"))


def copied(message: Shown) -> str:
    """What is in the message's boxes."""
    return "\n\n".join(stretch.text for stretch in read(text_of(message)) if "box" in stretch.looks)


async def file_of(message: Shown) -> tuple[str, str]:
    """The name of the one file that the message has, and what is in it."""
    (attachment,) = message.attachments
    return attachment.filename, (await attachment.read()).decode()


async def pick(world: World, message: Shown, label: str) -> Shown:
    """The message after somebody picked that style in its menu."""
    value = next(value for value, shown in options_of(message).items() if shown == label)
    return responded(await world.member.select(message, values=[value]))


def options_of(message: Shown) -> dict[str, str]:
    """The options of the message's menu, each with its label."""
    menus = [part for part in parts_of(message) if part["type"] == discord.ComponentType.select.value]
    return {option["value"]: option["label"] for menu in menus for option in menu["options"]}


async def test_a_topic_is_cited_in_the_chicago_style_with_a_menu_of_the_others(world: World) -> None:
    cited = await world.ask("!cite kronstadt")
    shown = text_of(cited)
    assert shown.startswith("## Citing Kronstadt\n**Notes**\n")
    assert f"{ESSAY}, sec. The Bolsheviks, pars. 17, 18, anarchism.pageabode.com." in shown
    assert "(New York: New York Review Books, 2012), 150–1.\n" in shown
    assert "**Bibliography**\nAnarcho. “Victor Serge" in shown
    assert MEMOIRS in shown
    assert set(options_of(cited).values()) == {label for _, label in STYLES.values()} - {STYLES["chicago"][1]}
    assert cited.attachments == []


@pytest.mark.parametrize("asked", ["!cite kronstadt as bibtex", "!cite kronstadt bibtex", "!cite Kronstadt AS BibTeX"])
async def test_bibtex_is_a_box_to_copy_and_a_file(world: World, asked: str) -> None:
    cited = await world.ask(asked)
    name, content = await file_of(cited)
    assert name == "kronstadt.bib"
    assert copied(cited) == content.strip()
    keys = [entry.key for entry in bibtexparser.parse_string(content).entries]
    assert keys == ["anarcho-2013-victor", "serge-2012-memoirs", "weissman-2013-victor"]


async def test_ris_and_csl_json_are_files_that_other_programs_read(world: World) -> None:
    name, content = await file_of(await world.ask("!cite memoirs as ris"))
    assert name == "memoirs-of-a-revolutionary.ris"
    assert [record["title"] for record in rispy.loads(content)] == ["Memoirs of a Revolutionary"]
    name, content = await file_of(await world.ask("!cite essay as csl-json"))
    assert name.endswith(".json")
    assert [item["issued"] for item in json.loads(content)] == [{"date-parts": [[2013, 11, 25]]}]


async def test_whatever_is_wanted_as_a_file_is_one(world: World) -> None:
    cited = await world.ask("!cite memoirs as a file")
    assert "1 work, in the file below." in text_of(cited)
    name, content = await file_of(cited)
    assert name == "memoirs-of-a-revolutionary.md"
    assert MEMOIRS in content


async def test_what_is_too_long_for_a_message_is_whole_in_the_file(world: World) -> None:
    await world.ask("!serge victor serge")
    await world.ask("!serge weissman")
    await world.ask("!serge trotsky")
    cited = await world.ask("!cite session as csl")
    assert copied(cited) == ""
    assert "works, in the file below." in text_of(cited)
    assert len(json.loads((await file_of(cited))[1])) > 5


async def test_by_slash_with_a_style_and_as_a_file(world: World) -> None:
    cited = await world.slash("cite", what="kronstadt", style="mla")
    assert "**In the text**" in text_of(cited)
    cited = await world.slash("cite", what="kronstadt", style="ris")
    assert (await file_of(cited))[0] == "kronstadt.ris"
    cited = responded(await world.member.slash(world.channel, "cite", what="memoirs", file=True))
    assert MEMOIRS in (await file_of(cited))[1]


async def test_the_command_offers_every_style_and_the_session_before_topics(world: World) -> None:
    (command,) = [command for command in world.env.bot.tree.get_commands() if command.name == "cite"]
    assert isinstance(command, app_commands.Command)
    choices = {parameter.name: [choice.value for choice in parameter.choices] for parameter in command.parameters}
    assert choices["style"] == list(STYLES)
    offered = await world.member.autocomplete(world.channel, "cite", "what", "s")
    assert offered[0]["value"] == "session"
    assert len(offered) > 1
    offered = await world.member.autocomplete(world.channel, "cite", "what", "kron")
    assert "Kronstadt" in [choice["value"] for choice in offered]
    assert "session" not in [choice["value"] for choice in offered]


async def test_the_last_answer_is_cited_without_a_name(world: World) -> None:
    assert "Nothing has been answered here that could be cited." in text_of(await world.ask("!cite"))
    await world.ask("!serge kronstadt")
    await world.ask("!topics")
    assert text_of(await world.ask("!cite")).startswith("## Citing Kronstadt")
    await world.ask("!serge memoirs 293")
    assert text_of(await world.ask("!cite mla")).startswith("## Citing Memoirs of a Revolutionary, 293")
    await world.ask("!compare cheka")
    assert text_of(await world.slash("cite")).startswith("## Citing The Cheka")


async def test_what_was_cited_last_can_be_had_in_another_style(world: World) -> None:
    await world.ask("!cite memoirs")
    assert copied(await world.ask("!cite bibtex")).startswith("@book{serge-2012-memoirs,")


async def test_a_session_is_everything_cited_in_the_channel_each_once(world: World) -> None:
    for asked in ("!serge kronstadt", "!serge memoirs 150", "!compare cheka", "!cite danger", "!serge memoirs 150"):
        await world.ask(asked)
    shown = text_of(await world.ask("!cite session"))
    assert shown.startswith("## Citing everything since ")
    notes, _, works = shown.partition("**Bibliography**")
    assert notes.count("2012), 150–1.") == 1
    assert notes.count(ESSAY) == 1
    assert notes.index("(London: Verso, 2013), 47.") < notes.index("(London: Redwords, 1997), 69.")
    assert "sec. The Bolsheviks, pars. 17, 18, 20, anarchism.pageabode.com." in notes
    assert works.count(MEMOIRS) == 1
    assert works.count("*Revolution in Danger: Writings from Russia, 1919–1921*") == 1
    again = text_of(await world.ask("!cite session"))
    assert again.partition("\n")[2] == shown.partition("\n")[2]


async def test_a_session_is_that_of_the_channel_alone(world: World) -> None:
    await world.ask("!serge kronstadt")
    other = world.guild.create_text_channel("elsewhere")
    asked = await world.member.send(other, "!cite session")
    (answer,) = [message for message in other.history() if message.id > asked.id]
    assert "Nothing has been cited here since" in text_of(answer)


async def long_ago(world: World, hours: float) -> None:
    """Let the answers that were given so far have been given that much earlier."""
    library = cast("SergeBot", world.env.bot).library
    given = await library.given.last(world.guild.id, world.channel.id)
    earlier = [replace(one, at=one.at - timedelta(hours=hours)) for one in given]
    await library.database.write(lambda writer: writer.put_given(earlier))


async def test_a_session_begins_when_one_says(world: World) -> None:
    await world.ask("!serge kronstadt")
    await long_ago(world, 3)
    await world.ask("!compare cheka")
    assert "150–1" not in text_of(await world.ask("!cite session since 2h"))
    assert "150–1" in text_of(await world.ask("!cite session 4 hours"))
    assert "150–1" not in text_of(await world.slash("cite", what="session", since="90 min", style="note"))
    assert "150–1" in text_of(await world.slash("cite", since="yesterday"))


async def test_a_session_is_twelve_hours_where_nobody_says(world: World) -> None:
    await world.ask("!serge kronstadt")
    await long_ago(world, 11)
    assert "150–1" in text_of(await world.ask("!cite session"))
    await long_ago(world, 2)
    assert "Nothing has been cited here since" in text_of(await world.ask("!cite session since 10h"))
    assert "150–1" not in text_of(await world.ask("!cite session"))
    assert "150–1" in text_of(await world.ask("!cite session since 14h"))


async def test_a_moment_that_is_none_is_answered_with_those_that_are(world: World) -> None:
    shown = text_of(await world.slash("cite", what="session", since="*the* dawn"))
    assert shown.startswith("Since when? “\\*the\\* dawn” is no time in the past that I know.")
    assert "2h · 90 min · yesterday" in shown


async def test_what_is_misspelt_is_cited_and_said_so_and_what_is_not_found_is_not(world: World) -> None:
    shown = text_of(await world.ask("!cite kronstad"))
    assert shown.startswith("Showing *Kronstadt* for “kronstad”\n## Citing Kronstadt")
    assert "no entry for “asdfgh”" in text_of(await world.ask("!cite asdfgh as ris"))


async def test_the_menu_changes_the_style_in_place_also_after_a_restart(world: World, another_bot: SergeBot) -> None:
    cited = await world.ask("!cite kronstadt")
    assert "**Works cited**" in text_of(await pick(world, cited, "MLA"))
    await world.env.restart_bot(another_bot)
    (message,) = [message for message in world.channel.history() if message.id == cited.id]
    assert copied(await pick(world, message, "BibTeX")).startswith("@misc{anarcho-2013-victor,")
    assert len(world.channel.history()) == 2


async def test_the_menu_of_a_session_shows_that_sessions_answers(world: World) -> None:
    await world.ask("!serge kronstadt")
    cited = await world.ask("!cite session")
    await world.ask("!compare cheka")
    shown = text_of(await pick(world, cited, "MLA"))
    assert "(Serge, *Memoirs* 150–1)" in shown
    assert "*Revolution in Danger" in shown


async def test_an_answers_button_cites_it_to_whoever_presses_it(world: World) -> None:
    for asked, title in (("!serge kronstadt", "Kronstadt"), ("!serge memoirs 150", "Memoirs of a Revolutionary, 150")):
        answer = await world.ask(asked)
        assert "Cite" in buttons_of(answer)
        cited = responded(await world.member.click(answer, label="Cite"))
        assert isinstance(cited, ResponseMessage)
        assert cited.flags.ephemeral
        assert text_of(cited).startswith(f"## Citing {title}")
        assert copied(await pick(world, cited, "RIS (Zotero, EndNote)")).startswith("TY  - ELEC")


async def test_an_entry_that_has_gone_is_said_to_be_gone(world: World, settings: Settings) -> None:
    number = add_guild_entry(settings.database_url, world.guild.id, "Pumpernickel", "black loaf")
    cited = await world.ask("!cite pumpernickel")
    assert text_of(cited).startswith("## Citing Pumpernickel")
    with connect(settings.database_url) as connection:
        another_guilds = sa.update(tables.entry).where(tables.entry.c.id == number).values(scope=43)
        connection.execute(another_guilds)
    assert "no longer in the library" in text_of(await pick(world, cited, "MLA"))


@pytest.mark.parametrize("host", [{"plain_cards": True}], ids=["plain"])
async def test_in_plain_messages_too_the_box_and_the_file_are_whole(world: World) -> None:
    answers = await world.answers("!cite kronstadt as bibtex")
    assert not any(map(is_card, answers))
    boxes = "\n\n".join(copied(answer) for answer in answers)
    assert [bool(answer.attachments) for answer in answers] == [True] + [False] * (len(answers) - 1)
    assert boxes == (await file_of(answers[0]))[1].strip()


async def test_where_no_files_may_be_sent_all_is_text_and_it_is_said_why(world: World) -> None:
    silent = {world.env.bot.user: discord.PermissionOverwrite(attach_files=False)}
    there = replace(world, channel=world.guild.create_text_channel("elsewhere", overwrites=silent))
    cited = await there.ask("!cite kronstad as bibtex")
    shown = "Showing *Kronstadt* for “kronstad”\n-# As text only: I may not attach files here.\n## Citing Kronstadt"
    assert text_of(cited).startswith(shown)
    assert copied(cited).startswith("@misc{anarcho-2013-victor,")
    assert cited.attachments == []
    long = await there.ask("!cite victor serge as csl")
    assert any(label.startswith("Page 2 of") for label in buttons_of(long))


async def test_in_direct_messages_the_last_answer_is_cited_too(world: World) -> None:
    user = world.member.user
    await user.send_dm("kronstadt")
    await user.send_dm("cite as mla")
    message = user.dm_channel.last_message
    assert message is not None
    assert text_of(message).startswith("## Citing Kronstadt")


async def test_each_style_that_is_picked_brings_its_own_file_or_none(world: World) -> None:
    cited = await world.ask("!cite kronstadt as bibtex")
    picked = await pick(world, cited, "RIS (Zotero, EndNote)")
    name, content = await file_of(picked)
    assert name == "kronstadt.ris"
    assert content.startswith("TY  - ELEC")
    (message,) = [message for message in world.channel.history() if message.id == cited.id]
    assert (await pick(world, message, "MLA")).attachments == []
    assert (await file_of(await pick(world, message, "CSL-JSON")))[0] == "kronstadt.json"


async def test_what_is_no_style_is_said_to_be_none(world: World) -> None:
    shown = text_of(await world.ask("!cite kronstadt as bibtx"))
    assert shown.startswith("“bibtx” is no style that I know.")
    assert "Styles: bibtex · " in shown
    assert "“foo” is no style" in text_of(await world.ask("!cite session as foo"))
    assert text_of(await world.ask("!cite serge as exemplar")).startswith("## Citing Serge as exemplar")


async def test_in_a_session_since_a_time_it_is_said_how_to_name_a_zone(world: World) -> None:
    await world.ask("!serge kronstadt")
    assert "since 20:00 Paris" in text_of(await world.ask("!cite session since yesterday"))
    for asked in ("2h", "yesterday Paris"):
        assert "Read as UTC" not in text_of(await world.ask(f"!cite session since {asked}"))


async def test_a_candidate_leads_to_its_citations_in_the_style_that_was_wanted(world: World) -> None:
    offered = await world.ask("!cite kronstadt foo as mla")
    assert text_of(offered).startswith("Not sure which one you mean")
    label = next(label for label in buttons_of(offered) if label.startswith("1. "))
    shown = text_of(responded(await world.member.click(offered, label=label)))
    assert shown.startswith("## Citing ")
    assert "**Works cited**" in shown
