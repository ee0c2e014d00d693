"""Help teaches: what to try first, every command and menu, one command whole; and what is no command is looked up."""

from __future__ import annotations

import pytest

from bot.client import SergeBot
from cogs.commands import COMMANDS, MENUS, Group, Menu
from cogs.language import translated
from knowledge.library import Library
from knowledge.preferences import Holder
from tests.cogs.discord_markdown import text
from tests.simulated.world import World, buttons_of, parts_of, responded, text_of

REBUTTAL = "Nobody who bakes has ever said so."
MENU = 3
UNHURRIED = pytest.mark.parametrize("host", [{"cooldown": False}], ids=["without cooldown"])


@pytest.mark.parametrize("content", ["!help", "!serge", "!help start", "{me}", "{me} help"])
async def test_the_first_page_has_three_things_to_try(world: World, content: str) -> None:
    shown = text_of(await world.ask(content.format(me=world.me)))
    assert [line[:2] for line in shown.splitlines() if line[1:2] == "\\"] == ["1\\", "2\\", "3\\"]
    assert MENUS[0].name in shown
    assert len(shown) < 900  # a phone's page


async def test_the_first_page_comes_by_slash_and_in_direct_messages_too(world: World) -> None:
    for name in ("help", "serge"):
        assert "Three things to try" in text_of(await world.slash(name))
    await world.member.user.send_dm("help")
    answer = world.member.user.dm_channel.last_message
    assert answer is not None
    assert "Three things to try" in text_of(answer)


@pytest.mark.parametrize("asked", ["commands", "COMMANDS", "/commands"])
async def test_every_command_and_menu_is_listed_by_what_it_is_for(world: World, asked: str) -> None:
    shown = text_of(await world.ask(f"!help {asked}"))
    groups = [shown.index(f"**{group.value}**") for group in Group]
    assert groups == sorted(groups)
    for command in COMMANDS:
        at = shown.index(f"!{command.example}\n-# {command.help}")
        assert max(start for start in groups if start < at) == shown.index(f"**{command.group.value}**")
    for menu in MENUS:
        assert f"{menu.name}: {menu.help}" in shown


@UNHURRIED
async def test_every_command_is_explained_with_its_example_and_what_it_takes(world: World) -> None:
    for command in COMMANDS:
        shown = text_of(await world.ask(f"!help {command.name}"))
        assert shown.startswith(f"## !{command.name}\n{command.help}\n")
        assert f"For example: !{command.example}" in shown
        assert shown.endswith(command.permissions or "Everybody may use it.")
        for line in filter(None, command.details.split("\n")):
            assert line in text(shown)


@pytest.mark.parametrize("asked", ["!cite", "/cite", "CITE", " cite "])
async def test_a_command_is_explained_however_it_is_written(world: World, asked: str) -> None:
    assert text_of(await world.slash("help", about=asked)).startswith("## !cite")


@UNHURRIED
async def test_buttons_and_the_menu_lead_everywhere_after_a_restart_too(world: World, another_bot: SergeBot) -> None:
    message = await world.ask("!help")
    await world.env.restart_bot(another_bot)
    for group in Group:
        shown = responded(await world.member.click(message, label=group.value))
        assert text_of(shown).startswith(f"**{group.value}**")
    (menu,) = [part for part in parts_of(message) if part["type"] == MENU]
    assert [option["label"] for option in menu["options"]] == [f"!{command.name}" for command in COMMANDS]
    for option in menu["options"]:
        shown = responded(await world.member.select(message, [option["value"]], custom_id=menu["custom_id"]))
        assert text_of(shown).startswith(f"## {option['label']}")
    back = responded(await world.member.click(shown, label="◀ Help"))
    assert "Three things to try" in text_of(back)
    assert len(world.channel.history()) == 2


async def test_help_names_the_prefix_that_the_guild_chose(world: World, library: Library) -> None:
    await library.preferences.choose(Holder.GUILD, world.guild.id, world.guild.id, "prefix", ":?")
    message = await world.ask(":?help")
    assert ":?serge kronstadt" in text_of(message)
    assert "!" not in text_of(message)
    assert text_of(await world.ask(":?help :?cite")).startswith("## :?cite")
    assert ":?serge kronstadt" in text_of(responded(await world.member.click(message, label="Asking")))


async def test_a_button_names_the_prefix_of_now(world: World, library: Library) -> None:
    message = await world.ask("!help")
    await library.preferences.choose(Holder.GUILD, world.guild.id, world.guild.id, "prefix", "?")
    assert "?serge kronstadt" in text_of(responded(await world.member.click(message, label="Asking")))


@pytest.mark.parametrize("content", ["!help night baking", "{me} help me with night baking"])
async def test_what_is_no_command_is_looked_up(world: World, content: str) -> None:
    assert REBUTTAL in text_of(await world.ask(content.format(me=world.me)))


async def test_what_is_nothing_at_all_is_said_to_be_so_and_help_comes(world: World) -> None:
    shown = text_of(await world.ask("!help @everyone"))
    assert shown.startswith("There is no command “@everyone”, and the essay says nothing of it.\nName a topic")
    assert "Three things to try" in shown


async def test_what_there_is_help_about_is_suggested(world: World) -> None:
    suggested = await world.member.autocomplete(world.channel, "help", "about", "")
    assert {command.name for command in COMMANDS} <= {choice["value"] for choice in suggested}
    assert [choice["value"] for choice in await world.member.autocomplete(world.channel, "help", "about", "sett")] == [
        "settings", "setting-up",
    ]  # fmt: skip
    assert "Setting up" in text_of(await world.slash("help", about="setting-up"))


@pytest.mark.parametrize("host", [{"plain_cards": True}], ids=["plain"])
async def test_plain_hosts_are_taught_too(world: World) -> None:
    assert "!help commands" in (await world.ask("!help")).content
    assert "## !settings" in (await world.ask("!help settings")).content
    assert "Browsing" in buttons_of(await world.ask("!help"))


@pytest.mark.parametrize("menu", MENUS)
async def test_the_menus_on_messages_are_explained(world: World, menu: Menu) -> None:
    for asked in (menu.name, menu.name.upper(), f"“{menu.name}”"):
        shown = text_of(await world.ask(f"!help {asked}"))
        assert shown.startswith(f"## {menu.name}\n{menu.help}\n")
        assert "held down or right-clicked: Apps" in shown


async def test_a_menu_is_explained_by_its_french_name_to_whoever_speaks_french(world: World, library: Library) -> None:
    await library.preferences.choose(Holder.PERSON, 0, world.member.id, "language", "fr")
    name = translated(MENUS[0].name, "fr")
    assert text_of(await world.ask(f"!help {name}")).startswith(f"## {name}\n")
    assert text_of(await world.ask(f"!help {MENUS[0].name}")).startswith(f"## {name}\n")


@pytest.mark.parametrize("asked", ["buttons", "button", "context", "Delete", "show everybody", "whole entry"])
async def test_the_buttons_below_an_answer_are_explained(world: World, asked: str) -> None:
    shown = text_of(await world.ask(f"!help {asked}"))
    assert shown.startswith("## Buttons below an answer\n")
    for label in ("Context", "Sources", "Cite", "Delete", "Show everybody"):
        assert f"**{label}**" in shown


async def test_after_a_miss_help_keeps_its_buttons(world: World) -> None:
    message = await world.ask("!help @everyone")
    assert {group.value for group in Group} <= set(buttons_of(message))
    assert "cite" in text_of(responded(await world.member.click(message, label="Citing")))
