"""The shipped pack in Discord: what a reading group asks first. The fixture checks every request."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.client import SergeBot
from bot.settings import Settings, read_settings
from cogs.commands import COMMANDS
from tests.cogs.discord_markdown import text
from tests.simulated.world import Shown, World, buttons_of, is_card, responded, text_of


@pytest.fixture
def settings(sqlite_template: Path, tmp_path: Path) -> Settings:
    """A host's settings over the shipped pack."""
    shutil.copy(sqlite_template, tmp_path / "serge.db")
    return read_settings({"SERGE_HEARTBEAT": str(tmp_path / "heartbeat")}, str(tmp_path / "serge.db"))


async def test_kronstadt_is_answered_with_passage_citation_and_rebuttal(world: World) -> None:
    shown = text_of(await world.ask("!serge kronstadt"))
    assert "## Kronstadt" in shown
    assert "Kronstadt was the beginning of a fresh, liberating revolution for popular democracy" in shown
    assert "*Memoirs of a Revolutionary*" in shown
    assert "150–1" in shown
    assert "Quite the reverse as it points to a blissful unawareness of the reality of the Bolshevik regime." in shown


@pytest.mark.parametrize("query", ["cronstadt", "Kronstad", "KRONSTADT?", "kronstadt!!"])
async def test_kronstadt_spelt_badly_is_answered(world: World, query: str) -> None:
    assert "## Kronstadt" in text_of(await world.ask(f"!serge {query}"))


async def test_a_reference_shows_what_is_quoted_from_there(world: World) -> None:
    shown = text(text_of(await world.ask("!serge memoirs 150")))
    assert "Kronstadt was the beginning of a fresh, liberating revolution for popular democracy" in shown


async def test_then_and_now_are_set_against_each_other(world: World) -> None:
    shown = text(text_of(await world.ask("!compare liberty")))
    assert "The problem of liberty" in shown
    assert shown.index("Earlier") < shown.index("Later") < shown.index("The essay’s comment")
    assert "The Opposition's aims" in text_of(await world.slash("compare"))


@pytest.mark.parametrize(
    "host", [{"cooldown": False, "plain_cards": plain} for plain in (False, True)], ids=["V2", "plain"]
)
async def test_every_command_is_in_the_help_and_its_example_works(world: World, host: dict[str, bool]) -> None:
    assert {command.name for command in COMMANDS} == {command.name for command in world.env.bot.commands}  # type: ignore[attr-defined]
    for command in COMMANDS:
        answers = await world.answers(f"!{command.example}")
        assert answers, command.name
        assert all(is_card(answer) != host["plain_cards"] for answer in answers)


# Whatever is longer than one message: what is asked, and the beginning of what the last page shows.
LONG = ["!serge weissman", "!serge victor serge", "!serge danger", "!sources"]


@pytest.mark.parametrize("asked", LONG)
async def test_a_long_card_is_one_message_to_leaf_through(world: World, another_bot: SergeBot, asked: str) -> None:
    first = await world.ask(asked)
    await world.env.restart_bot(another_bot)
    shown: Shown = first
    seen = [text_of(first)]
    while labels := [label for label in buttons_of(shown) if label.endswith("▶")]:
        shown = responded(await world.member.click(shown, label=labels[0]))
        seen.append(text_of(shown))
    assert len(seen) > 1
    assert len(set(seen)) == len(seen)
    assert len(world.channel.history()) == 2


@pytest.mark.parametrize("content", ["{me} help me understand kronstadt", "{me} topics like kronstadt"])
async def test_a_mention_that_begins_like_a_command_is_a_question(world: World, content: str) -> None:
    assert "Kronstadt" in text_of(await world.ask(content.format(me=world.me)))


async def test_a_bare_mention_says_how_to_ask(world: World) -> None:
    assert text_of(await world.ask(world.me)).startswith("Name a topic")
