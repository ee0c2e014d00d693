"""Autocomplete: topics and aliases, from memory, whatever the database does."""

from __future__ import annotations

from typing import Any

import pytest

from bot.settings import Settings
from cogs.cards import limits
from tests.bread import LONG_TOPIC, YEASTS
from tests.simulated.broken import broken
from tests.simulated.world import World, text_of


async def suggested(world: World, typed: str) -> list[dict[str, Any]]:
    return await world.member.autocomplete(world.channel, "serge", "query", typed)


# What is typed, and the topic that must stand first.
@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("nig", "Night baking"),
        ("NIGHT BAK", "Night baking"),
        ("baking by", "Night baking"),
        ("scal", "False weights"),
        ("weights", "False weights"),
        ("nihgt baking", "Night baking"),
        ("falze weights", "False weights"),
    ],
    ids=["beginning", "case", "alias", "other alias", "second word", "swapped letters", "typo"],
)
async def test_a_topic_is_suggested(world: World, typed: str, topic: str) -> None:
    assert (await suggested(world, typed))[0]["value"] == topic


async def test_a_suggestion_found_by_an_alias_says_so(world: World) -> None:
    assert (await suggested(world, "the night sh"))[0]["name"] == "Night baking (the night shift)"


async def test_nothing_typed_yet_suggests_the_topics(world: World) -> None:
    values = [choice["value"] for choice in await suggested(world, "")]
    assert {*YEASTS, "Night baking", "False weights", "The long bill"} < set(values)


async def test_a_topic_too_long_for_a_suggestion_is_fitted_and_found_all_the_same(world: World) -> None:
    (choice,) = await suggested(world, "whether a topic")
    assert len(choice["name"]) <= limits.CHOICE_NAME
    assert len(choice["value"]) <= limits.CHOICE_VALUE
    assert LONG_TOPIC in text_of(await world.slash("serge", query=choice["value"]))


@pytest.mark.parametrize("typed", ["zzzzzz", "@everyone", "\u200b", "`", "x" * 6_000], ids=len)
async def test_what_nothing_resembles_suggests_nothing_and_harms_nothing(world: World, typed: str) -> None:
    for choice in await suggested(world, typed):
        assert len(choice["name"]) <= limits.CHOICE_NAME


@pytest.mark.parametrize("typed", ["", "y", "yeast", "e"])
async def test_every_topic_is_suggested_once(world: World, typed: str) -> None:
    values = [choice["value"] for choice in await suggested(world, typed)]
    assert len(values) == len(set(values)) <= limits.CHOICES


async def test_a_suggestion_taken_is_answered(world: World) -> None:
    chosen = (await suggested(world, "nig"))[0]["value"]
    assert (await world.slash("serge", query=chosen)).components


async def test_suggestions_come_from_memory(world: World, settings: Settings) -> None:
    with broken(settings):
        assert (await suggested(world, "nig"))[0]["value"] == "Night baking"


async def test_suggestions_work_in_direct_messages(world: World) -> None:
    assert (await world.member.user.autocomplete("serge", "query", "nig"))[0]["value"] == "Night baking"
