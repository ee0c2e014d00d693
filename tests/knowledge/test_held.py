"""A running bot holds the shared library in memory: the same answers, soon up to date, and guilds kept apart."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.model import SHARED, Answer, Outcome
from tests.evaluation.labelled import read
from tests.factories import ENTRIES
from tests.processes import serge
from tests.rows import add_guild_entry

SOON = 0.2
"""The seconds for which these tests let a library be held."""


def shown(answer: Answer) -> object:
    """All of an answer but its query."""
    found = (answer.finding.key, answer.finding.quotations) if answer.finding else None
    matches = [(match.entry.key, match.score) for match in answer.matches]
    return answer.outcome, matches, found, answer.nearest, dict(answer.corrections), answer.reference


async def test_what_is_held_gives_the_answers_that_the_database_gives(library_url: str) -> None:
    async with Library.open(library_url) as asked, Library.open(library_url, held_seconds=60) as held:
        for labelled in read("tuning"):
            assert shown(await held.look_up(labelled.query)) == shown(await asked.look_up(labelled.query)), labelled.id


async def test_what_another_process_loads_is_seen_soon(bakery_url: str, bakery_pack: Path) -> None:
    async with Library.open(bakery_url, held_seconds=SOON) as held:
        assert (await held.look_up("scales")).matches[0].entry.key == "false-weights"
        (bakery_pack / "entries.yaml").write_text(ENTRIES.replace("[scales]", "[balances]"))
        assert serge("load", str(bakery_pack), "--database", bakery_url).returncode == 0
        await asyncio.sleep(SOON)
        assert (await held.look_up("balances")).matches[0].entry.key == "false-weights"


@pytest.mark.parametrize("asked_before", [False, True])
async def test_a_guilds_own_entry_is_found_beside_what_is_held(bakery_url: str, *, asked_before: bool) -> None:
    async with Library.open(bakery_url, held_seconds=SOON) as held:
        if asked_before:
            assert (await held.look_up("pumpernickel", 42)).outcome is Outcome.NONE
        add_guild_entry(bakery_url, 42, "Pumpernickel", "black loaf")
        await asyncio.sleep(SOON)
        assert (await held.look_up("pumpernickel", 42)).matches[0].entry.topic == "Pumpernickel"
        for scope in (SHARED, 43):
            assert (await held.look_up("pumpernickel", scope)).outcome is Outcome.NONE
        assert (await held.look_up("scales", 42)).matches[0].entry.key == "false-weights"
