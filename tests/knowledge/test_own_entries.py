"""A guild's own library: what is added is found at once, by every process and by that guild alone; on both backends."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest

from knowledge.add_entries import add_entries
from knowledge.answer import Answer, Outcome
from knowledge.evaluation.labelled import Labelled, labelled_set, read_labelled
from knowledge.library import Library
from knowledge.model import SHARED
from knowledge.packs.pack import Pack, PackEntry
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.storage import shelf
from tests.rows import contents

GUILD = 42


def own(entries: Sequence[PackEntry]) -> list[PackEntry]:
    """The entries as a guild's own: other keys and names, the same words."""
    return [
        replace(entry, key=f"own-{entry.key}", topic=f"Our {entry.topic}", aliases=(), related=()) for entry in entries
    ]


def shown(answer: Answer) -> object:
    """All of an answer but its query and the numbers of its entries."""
    found = (answer.finding.key, answer.finding.quotations) if answer.finding else None
    matches = [(match.entry.key, match.score, match.rung) for match in answer.matches]
    return answer.outcome, matches, found, answer.nearest, dict(answer.corrections), answer.reference


@pytest.fixture
async def other(library_url: str) -> AsyncIterator[Library]:
    """The same library, opened once more, as another process would."""
    async with Library.open(library_url) as library:
        yield library


async def test_what_is_added_is_found_at_once_and_by_that_guild_alone(
    library_url: str, other: Library, shipped: Pack
) -> None:
    (entry,) = own(shipped.entries[:1])
    entry = replace(entry, topic="Pumpernickel", aliases=("black loaf",), phrasings=(("vague", "who ate the rye"),))
    async with Library.open(library_url) as library:
        for query in ("pumpernickel", "black loaf", "who ate the rye", "pumpernikel"):
            assert "own-memoirs" not in keys(await other.look_up(query, GUILD))
        await add_entries(library.database, GUILD, SHIPPED_SLUG, [entry])
        for query in ("pumpernickel", "black loaf", "who ate the rye", "pumpernikel"):
            for asked in (library, other):
                assert keys(await asked.look_up(query, GUILD))[:1] == ["own-memoirs"], query
                assert "own-memoirs" not in keys(await asked.look_up(query, 43)), query
                assert "own-memoirs" not in keys(await asked.look_up(query, SHARED)), query


async def test_adding_touches_no_row_that_was_there(library_url: str, other: Library, shipped: Pack) -> None:
    before = contents(library_url)
    await add_entries(other.database, GUILD, SHIPPED_SLUG, own(shipped.entries[:3]))
    after = contents(library_url)
    for table, rows in before.items():
        assert not set(map(str, rows)) - set(map(str, after[table])), table


async def test_what_a_fault_interrupts_is_not_added(library_url: str, other: Library, shipped: Pack) -> None:
    before = contents(library_url)
    taken = replace(own(shipped.entries[:1])[0], aliases=("twice", "Twice"))
    with pytest.raises(Exception, match=r"(?i)unique"):
        await add_entries(other.database, GUILD, SHIPPED_SLUG, [*own(shipped.entries[1:2]), taken])
    assert contents(library_url) == before


# The databases sum in their own order and compare text in their own way; nobody may see it.
@pytest.mark.parametrize("library_url", ["postgresql"], indirect=True)
async def test_a_guilds_own_library_is_ranked_the_same_on_both_databases(
    library: Library, other: Library, shipped: Pack
) -> None:
    for one in (library, other):
        await add_entries(one.database, GUILD, SHIPPED_SLUG, own(shipped.entries))
    for labelled in queries():
        here, there = await library.look_up(labelled.query, GUILD), await other.look_up(labelled.query, GUILD)
        assert shown(here) == shown(there), labelled.id


@pytest.mark.parametrize("library_url", ["postgresql"], indirect=True)
async def test_the_shared_library_is_ranked_the_same_on_both_databases(library: Library, other: Library) -> None:
    for labelled in queries():
        assert shown(await library.look_up(labelled.query)) == shown(await other.look_up(labelled.query)), labelled.id


# A library too large for the shelf is asked for in the database: the same entry first, nearly always.
async def test_a_library_that_is_not_held_answers_as_one_that_is(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = [await library.look_up(labelled.query) for labelled in queries()]
    monkeypatch.setattr(shelf, "MOST_ENTRIES", 10)
    large = Library(library.database)
    asked = [await large.look_up(labelled.query) for labelled in queries()]
    pairs = [(keys(one)[0], keys(two)[0]) for one, two in zip(held, asked, strict=True) if keys(one) and keys(two)]
    assert sum(one == two for one, two in pairs) / len(pairs) > 0.97
    assert [one.outcome is Outcome.NONE for one in held].count(True) > 15


def queries() -> list[Labelled]:
    """Every fourth of the tuning half, in which all styles stand; all of them would take minutes."""
    return read_labelled(labelled_set("tuning"))[::4]


def keys(answer: Answer) -> list[str]:
    return [match.entry.key for match in answer.matches]
