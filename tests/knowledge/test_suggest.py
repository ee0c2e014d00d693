"""Suggesting topics while somebody types: from memory, the likeliest first, each topic once."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.add_entries import add_entries
from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.model import SHARED
from knowledge.packs.pack import Pack
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.storage.database import Database
from knowledge.suggest import MOST_GUILDS, Suggester, Suggestion
from tests.factories import ENTRIES
from tests.knowledge.test_own_entries import own
from tests.rows import add_guild_entry


@pytest.fixture
async def suggester(bakery: Library) -> Suggester:
    """The topics of the small pack: “Night baking” with two aliases, “False weights” with one."""
    await bakery.suggester.refresh()
    return bakery.suggester


@pytest.fixture
async def suggesting(library: Library) -> Suggester:
    """The topics of the shipped pack, more than fit into one list."""
    await library.suggester.refresh()
    return library.suggester


NIGHT, WEIGHTS = Suggestion("Night baking"), Suggestion("False weights")

# What was typed so far, and what is suggested: beginnings of names, then of words in them, then what is alike.
TYPED: dict[str, tuple[str, list[Suggestion]]] = {
    "nothing yet": ("", [NIGHT, WEIGHTS]),
    "the beginning of a topic": ("nig", [NIGHT]),
    "capitals and accents": ("NÍG", [NIGHT]),
    "the beginning of a word in it": ("wei", [WEIGHTS]),
    "the beginning of an alias": ("scal", [Suggestion("False weights", "scales")]),
    "the topic itself": ("Night baking", [NIGHT]),
    "a misspelt word": ("weigths", [WEIGHTS]),
    "two names of one topic": ("baking", [Suggestion("Night baking", "baking by day")]),
    "something else": ("qqqq", []),
    "signs alone": ("?!", [NIGHT, WEIGHTS]),
}


@pytest.mark.parametrize(("typed", "suggested"), TYPED.values(), ids=TYPED.keys())
async def test_what_is_typed_so_far_suggests_topics(
    suggester: Suggester, typed: str, suggested: list[Suggestion]
) -> None:
    assert suggester.suggest(typed) == suggested


async def test_what_begins_with_it_comes_before_what_holds_it(suggesting: Suggester) -> None:
    topics = [found.topic.lower() for found in suggesting.suggest("k") if found.alias is None]
    assert topics
    assert topics[0].startswith("k")


async def test_no_more_than_asked_for_and_none_twice(suggesting: Suggester) -> None:
    for typed in ("", "the", "a", "party", "bolshevik"):
        topics = [found.topic for found in suggesting.suggest(typed)]
        assert len(topics) == len(set(topics)) <= 25
    assert len(suggesting.suggest("")) == 25
    assert len(suggesting.suggest("", most=3)) == 3


@settings(max_examples=100, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.characters(), max_size=120))
async def test_any_text_is_suggested_something_or_nothing(suggester: Suggester, typed: str) -> None:
    assert len(suggester.suggest(typed)) <= 2


# Discord's autocomplete cannot be deferred: three seconds for all of it, whatever was pasted into the field.
async def test_suggesting_takes_no_time(suggesting: Suggester) -> None:
    for typed in ("kronstadt", "krnostdat", "the bolshevik party " * 200, "q" * 6000):
        started = time.perf_counter()
        suggesting.suggest(typed)
        assert time.perf_counter() - started < 0.25


async def test_the_database_is_not_waited_for(empty_database_url: str, bakery_pack: Path) -> None:
    async with await Database.open(empty_database_url) as database:
        await load_pack(database, bakery_pack)
        suggester = Suggester(database)
        assert suggester.suggest("nig") == []
        await suggester.refresh()
    assert suggester.suggest("nig") == [NIGHT]


async def test_a_load_is_seen_after_the_next_refresh(own_bakery: Library, bakery_pack: Path) -> None:
    suggester = own_bakery.suggester
    await suggester.refresh()
    (bakery_pack / "entries.yaml").write_text(ENTRIES.replace("Night baking", "Ovens before dawn"))
    await load_pack(own_bakery.database, bakery_pack)
    assert suggester.suggest("nig") == [NIGHT]
    await suggester.refresh_all()
    assert [found.topic for found in suggester.suggest("oven")] == ["Ovens before dawn"]
    assert NIGHT not in suggester.suggest("")


async def test_a_guilds_own_topics_are_suggested_to_that_guild_alone(own_bakery: Library, bakery_url: str) -> None:
    add_guild_entry(bakery_url, 42, "Pumpernickel", "black loaf")
    suggester = own_bakery.suggester
    await asyncio.gather(*(suggester.refresh(scope) for scope in (0, 42, 43)))
    assert suggester.suggest("pump", 42) == [Suggestion("Pumpernickel")]
    assert suggester.suggest("black", 42)[0] == Suggestion("Pumpernickel", "black loaf")
    assert NIGHT in suggester.suggest("", 42)
    for scope in (0, 43):
        found = [*suggester.suggest("pump", scope), *suggester.suggest("black", scope), *suggester.suggest("", scope)]
        assert "Pumpernickel" not in {suggestion.topic for suggestion in found}


# The bot's clock reads the names; asking never does.
async def test_a_guild_that_asks_is_suggested_its_own_topics_after_the_next_refresh(
    own_bakery: Library, bakery_url: str
) -> None:
    add_guild_entry(bakery_url, 42, "Pumpernickel", "black loaf")
    suggester = own_bakery.suggester
    await suggester.refresh()
    assert Suggestion("Pumpernickel") not in suggester.suggest("", 42)
    await suggester.refresh_all()
    assert suggester.suggest("pump", 42) == [Suggestion("Pumpernickel")]
    for scope in (0, 43):
        assert suggester.suggest("", scope) == [NIGHT, WEIGHTS]


async def test_of_too_many_guilds_those_that_asked_last_are_remembered(own_bakery: Library, bakery_url: str) -> None:
    for guild in (42, 43):
        add_guild_entry(bakery_url, guild, f"Pumpernickel {guild}", "black loaf")
    suggester = own_bakery.suggester
    for guild in (43, 42, *range(1000, 998 + MOST_GUILDS), 43, 2000):
        suggester.suggest("", guild)
    await suggester.refresh_all()
    assert suggester.suggest("pump", 43) == [Suggestion("Pumpernickel 43")]
    assert suggester.suggest("", 42) == [NIGHT, WEIGHTS]
    await suggester.refresh_all()
    assert suggester.suggest("pump", 42) == [Suggestion("Pumpernickel 42")]


async def test_a_guild_that_is_forgotten_loses_its_names(own_bakery: Library, bakery_url: str) -> None:
    add_guild_entry(bakery_url, 42, "Pumpernickel", "black loaf")
    suggester = own_bakery.suggester
    await suggester.refresh(42)
    for guild in range(1000, 1000 + MOST_GUILDS):
        suggester.suggest("", guild)
    assert suggester.suggest("", 42) == [NIGHT, WEIGHTS]


async def test_a_guild_that_has_not_asked_yet_is_suggested_the_shared_topics(suggester: Suggester) -> None:
    assert suggester.suggest("nig", 4711) == [NIGHT]


async def test_a_way_of_putting_it_suggests_its_topic(suggesting: Suggester) -> None:
    first = suggesting.suggest("civil war made")[0]
    assert first.topic == "Civil war"
    assert first.alias is not None
    assert "civil war made" in first.alias.lower()


async def test_a_misspelt_way_of_putting_it_suggests_something(suggesting: Suggester) -> None:
    assert suggesting.suggest("the party had to rule alnoe")


async def test_names_come_before_ways_of_putting_it(suggesting: Suggester) -> None:
    assert [one.alias for one in suggesting.suggest("kronstadt")[:2]] == [None, None]


async def test_a_guilds_phrasings_are_suggested_to_it_alone(library: Library, shipped: Pack) -> None:
    (entry,) = own(shipped.entries[:1])
    entry = replace(entry, topic="Pumpernickel", phrasings=(("vague", "bread black as a night without moon"),))
    await add_entries(library.database, 7, SHIPPED_SLUG, [entry])
    for scope in (7, 8, SHARED):
        await library.suggester.refresh(scope)
    found = [[one.topic for one in library.suggester.suggest("without moon", scope)] for scope in (7, 8, SHARED)]
    assert found[0][0] == "Pumpernickel"
    assert "Pumpernickel" not in [*found[1], *found[2]]
