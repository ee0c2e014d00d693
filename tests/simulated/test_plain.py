"""Where V2 layouts are not possible, an ordinary message has the same buttons and menus, also after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import discord
import pytest
from simcord.actors import MemberActor

from bot.client import SergeBot
from bot.settings import Settings
from cogs.cards import limits
from knowledge.library import Library
from tests.simulated.world import Shown, World, buttons_of, is_card, parts_of, responded, text_of

REBUTTAL = "Nobody who bakes has ever said so."

_MENUS = (3, 6)

pytestmark = pytest.mark.parametrize("host", [{"plain_cards": True}], ids=["plain"])


@pytest.fixture
def another_plain_bot(library: Library, settings: Settings) -> SergeBot:
    return SergeBot(library, replace(settings, plain_cards=True))


@pytest.fixture
def moderator(world: World) -> MemberActor:
    role = world.guild.create_role("mods", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("mo"), roles=[role])


def menus_of(message: Shown) -> list[str]:
    return [str(part["custom_id"]) for part in parts_of(message) if part["type"] in _MENUS]


async def pressed(member: MemberActor, message: Shown, label: str) -> Shown:
    shown = responded(await member.click(message, label=label))
    assert not is_card(shown)
    assert len(text_of(shown)) <= limits.MESSAGE
    return shown


def leading_on(message: Shown) -> str | None:
    return next((label for label in buttons_of(message) if label.startswith("Page") and label.endswith("▶")), None)


async def leafed_through(world: World, message: Shown) -> list[str]:
    """What each of its pages shows."""
    pages = [text_of(message)]
    while label := leading_on(message):
        message = await pressed(world.member, message, label)
        pages.append(text_of(message))
    return pages


async def test_a_long_entry_is_one_message_that_leafs_through_all_of_it(
    world: World, another_plain_bot: SergeBot
) -> None:
    answer = await world.ask("!serge the long bill")
    await world.env.restart_bot(another_plain_bot)
    pages = await leafed_through(world, answer)
    assert len(pages) > 2
    assert all(first != second for first, second in pairwise(pages))
    assert len([message for message in world.channel.history() if message.author.bot]) == 1


async def test_an_answer_has_what_stands_behind_it_and_delete_comes_last(world: World) -> None:
    answer = await world.ask("!serge night baking")
    assert buttons_of(answer)[0] == "Context"
    assert buttons_of(answer)[-1] == "Delete"
    context = await pressed(world.member, answer, "Context")
    assert context.flags.ephemeral
    await world.member.click(answer, label="Delete")
    assert [message.author.bot for message in world.channel.history()] == [False]


async def test_a_candidate_is_picked_in_place_and_its_next_match_follows(world: World) -> None:
    candidates = await world.ask("!serge yeast")
    shown = await pressed(world.member, candidates, buttons_of(candidates)[0])
    assert text_of(shown).startswith("## ")
    (current,) = [message for message in world.channel.history() if message.author.bot]
    assert text_of(current) == text_of(shown)
    picked = text_of(shown)
    assert text_of(await pressed(world.member, current, "Next match")) != picked


async def test_what_is_shown_alone_can_be_shown_to_everybody(world: World) -> None:
    response = await world.slash("serge", query="night baking", alone=True)
    posted = await pressed(world.member, response, "Show everybody")
    assert not posted.flags.ephemeral
    assert text_of(posted).startswith("-# Shared by ada")
    assert REBUTTAL in text_of(posted)


async def test_the_essay_is_leafed_through(world: World) -> None:
    page = await world.ask("!read")
    on = next(label for label in buttons_of(page) if label.endswith("▶"))
    before = text_of(page)
    assert text_of(await pressed(world.member, page, on)) != before


async def test_a_rebuttal_is_shared_once(world: World) -> None:
    message = await world.member.send(world.channel, "People say that night baking ruins the baker and his bread.")
    found = responded(await world.member.context_menu(world.channel, "Find the rebuttal", message))
    assert not is_card(found)
    await world.member.click(found, label="Share")
    shared = world.channel.history()[-1]
    assert not is_card(shared)
    assert shared.reference is not None
    assert "Shared by ada" in text_of(shared)
    assert "Delete" in buttons_of(shared)


async def test_settings_have_their_menus(world: World) -> None:
    panel = await pressed(world.member, await world.ask("!settings"), "Open")
    assert panel.flags.ephemeral
    assert "serge:set:person:form" in menus_of(panel)
    await world.member.select(panel, ["short"], custom_id="serge:set:person:form")
    assert "Whole entry" in buttons_of(await world.ask("!serge night baking"))


@pytest.mark.parametrize("view", ["This channel", "This server"])
async def test_every_setting_is_reached_though_a_plain_message_has_five_rows(
    world: World, moderator: MemberActor, view: str
) -> None:
    panel: Shown = responded(await moderator.slash(world.channel, "settings"))
    panel = await pressed(moderator, panel, view)
    seen = {*menus_of(panel), *buttons_of(panel)}
    while "▶" in buttons_of(panel):
        panel = await pressed(moderator, panel, "▶")
        seen |= {*menus_of(panel), *buttons_of(panel)}
    holder = "channel" if view == "This channel" else "guild"
    assert f"serge:set:{holder}:form" in seen
    assert f"serge:set:{holder}:asking" in seen
    assert ("Change the prefix" if holder == "guild" else "Everybody may ask here") in seen


@pytest.fixture(autouse=True)
def plain_only(world: World) -> Iterator[None]:
    """At the end, no message was a V2 layout."""
    yield
    assert not any(is_card(message) for message in world.channel.history())
