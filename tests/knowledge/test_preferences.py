"""What was chosen applies where it was chosen, nearest first, and nowhere else; on both backends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, cast

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from knowledge import preferences as module
from knowledge.errors import DatabaseUnreachable, PreferenceError, Unfit
from knowledge.model import SHARED
from knowledge.preferences import FRESH_SECONDS, KEYS, First, Form, Holder, PreferenceKeeper, Preferences
from knowledge.storage.database import Database
from knowledge.storage.group_tables import preference
from knowledge.storage.reading import Reader
from tests.rows import connect, contents

GUILD, OTHER_GUILD = 10**18, 10**18 + 1
CHANNEL, THREAD, ADA, BOB = 2 * 10**18, 2 * 10**18 + 1, 3 * 10**18, 3 * 10**18 + 1
CHANNELS = [THREAD, CHANNEL]

FIT = {
    "form": "short",
    "first": "alone",
    "references": "on",
    "silent": "on",
    "language": "fr",
    "prefix": "§",
    "asking": "7,8",
}
CHOOSABLE = [(holder, key) for key, (holders, _) in KEYS.items() for holder in sorted(holders)]


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def database(empty_database_url: str) -> AsyncIterator[Database]:
    async with await Database.open(empty_database_url) as database:
        yield database


@pytest.fixture
def keeper(database: Database, clock: Clock) -> PreferenceKeeper:
    return PreferenceKeeper(database, clock)


@pytest.fixture
async def elsewhere(empty_database_url: str) -> AsyncIterator[PreferenceKeeper]:
    """The keeper of another process over the same database."""
    async with await Database.open(empty_database_url) as other:
        yield PreferenceKeeper(other)


def id_of(holder: Holder) -> int:
    return {Holder.GUILD: GUILD, Holder.CHANNEL: CHANNEL, Holder.PERSON: ADA}[holder]


async def choose(keeper: PreferenceKeeper, holder: Holder, key: str, value: str | None) -> None:
    await keeper.choose(holder, GUILD, id_of(holder), key, value)


async def here(keeper: PreferenceKeeper) -> Preferences:
    return await keeper.of(GUILD, CHANNELS, ADA)


async def test_where_nothing_was_chosen_the_defaults_apply(keeper: PreferenceKeeper) -> None:
    assert await here(keeper) == await keeper.of(SHARED, [CHANNEL], ADA) == await keeper.of(SHARED) == Preferences()


async def test_what_is_chosen_applies_and_can_be_taken_back(keeper: PreferenceKeeper) -> None:
    applying: dict[str, object] = FIT | {"references": True, "silent": True, "asking": (7, 8)}
    for holder, key in CHOOSABLE:
        await choose(keeper, holder, key, FIT[key])
        assert await keeper.chosen(holder, GUILD, id_of(holder)) == {key: FIT[key]}
        if (holder, key) != (Holder.PERSON, "references"):  # which a person can only turn off
            assert getattr(await here(keeper), key) == applying[key], (holder, key)
        await choose(keeper, holder, key, None)
        assert await keeper.chosen(holder, GUILD, id_of(holder)) == {}
        assert await here(keeper) == Preferences()


async def test_choosing_again_takes_the_place_of_what_was_chosen(keeper: PreferenceKeeper) -> None:
    for value in ("short", "whole", "short"):
        await choose(keeper, Holder.GUILD, "form", value)
    assert await keeper.chosen(Holder.GUILD, GUILD, GUILD) == {"form": "short"}


@pytest.mark.parametrize(
    ("key", "far", "near"), [("form", "short", "whole"), ("first", "alone", "public"), ("language", "fr", "en")]
)
async def test_a_person_comes_before_the_channel_and_the_channel_before_the_guild(
    keeper: PreferenceKeeper, key: str, far: str, near: str
) -> None:
    await choose(keeper, Holder.GUILD, key, far)
    assert getattr(await here(keeper), key) == far
    await choose(keeper, Holder.CHANNEL, key, near)
    assert getattr(await here(keeper), key) == near
    await choose(keeper, Holder.PERSON, key, far)
    assert getattr(await here(keeper), key) == far
    assert getattr(await keeper.of(GUILD, CHANNELS, BOB), key) == near


async def test_a_thread_comes_before_the_channel_it_hangs_on(keeper: PreferenceKeeper) -> None:
    await keeper.choose(Holder.CHANNEL, GUILD, CHANNEL, "silent", "on")
    assert (await here(keeper)).silent
    await keeper.choose(Holder.CHANNEL, GUILD, THREAD, "silent", "off")
    assert not (await here(keeper)).silent
    assert (await keeper.of(GUILD, [CHANNEL], ADA)).silent


async def test_who_may_ask_is_the_channels_matter_before_the_guilds(keeper: PreferenceKeeper) -> None:
    await choose(keeper, Holder.GUILD, "asking", "7")
    await choose(keeper, Holder.CHANNEL, "asking", "8,9")
    assert (await here(keeper)).asking == (8, 9)
    assert (await keeper.of(GUILD, [CHANNEL + 5], ADA)).asking == (7,)


# What the guild, the channel and the person chose, and whether references are followed.
REFERENCES = [
    (None, None, None, False),
    ("on", None, None, True),
    ("on", "off", None, False),
    (None, "on", None, True),
    ("off", "on", None, True),
    ("on", "on", "off", False),
    (None, "on", "on", True),
    (None, None, "on", False),
    ("on", "off", "on", False),
]


async def test_references_are_followed_where_the_channel_wants_it_and_the_person_does_not_mind(
    keeper: PreferenceKeeper,
) -> None:
    for *chosen, followed in REFERENCES:
        for holder, value in zip(Holder, chosen, strict=True):
            await choose(keeper, holder, "references", value)
        assert (await here(keeper)).references is followed, chosen


async def test_what_a_guild_chose_is_nothing_to_another(keeper: PreferenceKeeper) -> None:
    for holder in (Holder.GUILD, Holder.CHANNEL):
        for key, (holders, _) in KEYS.items():
            if holder in holders:
                await choose(keeper, holder, key, FIT[key])
    assert await keeper.of(OTHER_GUILD, CHANNELS, ADA) == Preferences()
    assert await keeper.of(SHARED, CHANNELS, ADA) == Preferences()
    assert await keeper.chosen(Holder.CHANNEL, OTHER_GUILD, CHANNEL) == {}
    assert await keeper.chosen(Holder.GUILD, OTHER_GUILD, GUILD) == {}
    await keeper.choose(Holder.CHANNEL, OTHER_GUILD, CHANNEL, "silent", None)
    assert (await here(keeper)).silent


async def test_what_a_person_chose_goes_with_them_everywhere(keeper: PreferenceKeeper) -> None:
    await keeper.choose(Holder.PERSON, GUILD, ADA, "form", "short")
    for scope in (GUILD, OTHER_GUILD, SHARED):
        assert (await keeper.of(scope, [], ADA)).form is Form.SHORT
        assert (await keeper.of(scope, [], BOB)).form is Form.WHOLE
    await keeper.choose(Holder.PERSON, SHARED, ADA, "form", None)
    assert (await here(keeper)).form is Form.WHOLE


async def test_numbers_that_a_guild_a_channel_and_a_person_share_are_kept_apart(keeper: PreferenceKeeper) -> None:
    await keeper.choose(Holder.CHANNEL, GUILD, GUILD, "form", "short")
    assert (await keeper.of(GUILD, [], GUILD)).form is Form.WHOLE
    assert (await keeper.of(GUILD, [GUILD], GUILD)).form is Form.SHORT


UNFIT = [
    ("colour", "red", Unfit.KEY),
    ("form", "", Unfit.VALUE),
    ("form", "Short", Unfit.VALUE),
    ("first", "whole", Unfit.VALUE),
    ("references", "yes", Unfit.VALUE),
    ("language", "français", Unfit.VALUE),
    ("language", "fr\n", Unfit.VALUE),
    ("asking", "", Unfit.VALUE),
    ("asking", "0", Unfit.VALUE),
    ("asking", "7,", Unfit.VALUE),
    ("asking", "7, 8", Unfit.VALUE),
    ("asking", "٧", Unfit.VALUE),
    ("asking", str(2**63), Unfit.VALUE),
    ("asking", ",".join(map(str, range(1, 27))), Unfit.TOO_MANY_ROLES),
    ("prefix", "", Unfit.PREFIX_LENGTH),
    ("prefix", "serge!", Unfit.PREFIX_LENGTH),
    ("prefix", " ", Unfit.PREFIX_SPACE),
    ("prefix", "hey !", Unfit.PREFIX_SPACE),
    ("prefix", "!\n", Unfit.PREFIX_SPACE),
    ("prefix", "\u00a0", Unfit.PREFIX_SPACE),
    ("prefix", "\u200b", Unfit.PREFIX_INVISIBLE),
    ("prefix", "!\u202e", Unfit.PREFIX_INVISIBLE),
    ("prefix", "\u3164", Unfit.PREFIX_INVISIBLE),
    ("prefix", "\ufe0f", Unfit.PREFIX_INVISIBLE),
    ("prefix", "!\x00", Unfit.PREFIX_INVISIBLE),
    ("prefix", "@here", Unfit.PREFIX_MENTION),
    ("prefix", "<@1>", Unfit.PREFIX_MENTION),
    ("prefix", "<#1>", Unfit.PREFIX_MENTION),
    ("prefix", "/", Unfit.PREFIX_SLASH),
    ("prefix", "/s", Unfit.PREFIX_SLASH),
    ("prefix", "!!", Unfit.PREFIX_PREVENTS),
    ("prefix", "!!?", Unfit.PREFIX_PREVENTS),
    ("prefix", "serge", Unfit.PREFIX_WORD),
    ("prefix", "?s", Unfit.PREFIX_WORD),
    ("prefix", "e\u0301", Unfit.PREFIX_WORD),
]


async def test_what_cannot_be_chosen_is_refused_with_the_reason(keeper: PreferenceKeeper) -> None:
    await choose(keeper, Holder.GUILD, "prefix", "?")
    for key, value, why in UNFIT:
        with pytest.raises(PreferenceError) as refused:
            await choose(keeper, Holder.GUILD, key, value)
        assert (refused.value.why, refused.value.key, refused.value.value) == (why, key, value)
    assert await keeper.chosen(Holder.GUILD, GUILD, GUILD) == {"prefix": "?"}


async def test_a_prefix_that_can_be_seen_and_typed_can_be_chosen(keeper: PreferenceKeeper) -> None:
    for value in ("!", "s!", "hey,", "§", "??", "é!", "🥖", "❤\ufe0f", "a/b/", "*", "<"):
        await choose(keeper, Holder.GUILD, "prefix", value)
        assert (await here(keeper)).prefix == value


@given(st.text(max_size=7))
def test_whatever_is_typed_as_a_prefix_is_fit_or_refused(text: str) -> None:
    _, why_unfit = KEYS["prefix"]
    if why_unfit(text) is None:
        assert 1 <= len(text) <= 5
        assert text.isprintable()
        assert not set(text) & {" ", "@", "\u3164"}


# A silent person, a channel's prefix, anything of a guild where there is none, one guild's under another.
IMPOSSIBLE = [
    (Holder.PERSON, GUILD, ADA, "silent"),
    (Holder.PERSON, GUILD, ADA, "prefix"),
    (Holder.PERSON, GUILD, ADA, "asking"),
    (Holder.CHANNEL, GUILD, CHANNEL, "prefix"),
    (Holder.GUILD, GUILD, GUILD, "silent"),
    (Holder.GUILD, SHARED, SHARED, "form"),
    (Holder.CHANNEL, SHARED, CHANNEL, "form"),
    (Holder.GUILD, GUILD, OTHER_GUILD, "form"),
]


async def test_a_holder_that_has_no_such_preference_is_refused(
    keeper: PreferenceKeeper, empty_database_url: str
) -> None:
    for holder, scope, holder_id, key in IMPOSSIBLE:
        for value in (FIT[key], None):
            with pytest.raises(PreferenceError) as refused:
                await keeper.choose(holder, scope, holder_id, key, value)
            assert refused.value.why is Unfit.HOLDER
    assert contents(empty_database_url)["preference"] == []


async def test_a_choice_that_this_version_does_not_know_counts_as_none(
    keeper: PreferenceKeeper, empty_database_url: str
) -> None:
    row = {"scope": GUILD, "holder": "guild", "holder_id": GUILD}
    with connect(empty_database_url) as connection:
        for key, value in (("form", "haiku"), ("asking", "all"), ("mood", "gay"), ("prefix", "?")):
            connection.execute(sa.insert(preference).values(**row, key=key, value=value))
    assert await here(keeper) == Preferences(prefix="?")
    assert await keeper.chosen(Holder.GUILD, GUILD, GUILD) == {"prefix": "?"}


async def test_nothing_is_known_until_it_was_read(keeper: PreferenceKeeper) -> None:
    assert keeper.known(GUILD, CHANNELS, ADA) is None
    assert keeper.known(SHARED) == Preferences()
    await keeper.of(GUILD, CHANNELS, ADA)
    assert keeper.known(GUILD, CHANNELS, ADA) == keeper.known(GUILD, [CHANNEL]) == keeper.known(GUILD) == Preferences()
    assert keeper.known(GUILD, CHANNELS, BOB) is None
    assert keeper.known(OTHER_GUILD) is None


async def test_what_is_chosen_here_applies_at_once(keeper: PreferenceKeeper) -> None:
    await here(keeper)
    await choose(keeper, Holder.CHANNEL, "form", "short")
    assert keeper.known(GUILD, CHANNELS, ADA) is None
    assert (await here(keeper)).form is Form.SHORT
    assert keeper.known(GUILD, CHANNELS, ADA) == Preferences(form=Form.SHORT)


async def test_what_another_process_changes_applies_after_a_while(
    keeper: PreferenceKeeper, elsewhere: PreferenceKeeper, clock: Clock
) -> None:
    await here(keeper)
    await choose(elsewhere, Holder.GUILD, "first", "alone")
    clock.now += FRESH_SECONDS - 1
    assert (await here(keeper)).first is First.PUBLIC
    clock.now += 1
    assert keeper.known(GUILD, CHANNELS, ADA) is None
    assert (await here(keeper)).first is First.ALONE


async def test_the_panel_sees_what_another_process_changes_at_once(
    keeper: PreferenceKeeper, elsewhere: PreferenceKeeper
) -> None:
    await here(keeper)
    await choose(elsewhere, Holder.GUILD, "first", "alone")
    assert await keeper.chosen(Holder.GUILD, GUILD, GUILD) == {"first": "alone"}
    assert (await here(keeper)).first is First.ALONE


async def test_what_was_read_goes_on_applying_while_the_database_is_away(
    keeper: PreferenceKeeper, database: Database, clock: Clock
) -> None:
    await choose(keeper, Holder.GUILD, "form", "short")
    await here(keeper)
    clock.now += 10 * FRESH_SECONDS
    await database.close()
    assert (await here(keeper)).form is Form.SHORT
    with pytest.raises(DatabaseUnreachable):
        await keeper.of(GUILD, CHANNELS, BOB)


async def test_as_many_as_were_asked_about_last_are_remembered(
    keeper: PreferenceKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_HELD", 3)
    for person in (1, 2, 3):
        await keeper.of(SHARED, [], person)
    assert keeper.known(SHARED, [], 1) is not None
    await keeper.of(SHARED, [], 4)
    assert [person for person in (1, 2, 3, 4) if keeper.known(SHARED, [], person)] == [1, 3, 4]
    assert await keeper.of(GUILD, CHANNELS, 5) == Preferences()  # more at once than are remembered


async def test_what_is_chosen_while_it_is_being_read_is_not_forgotten(
    keeper: PreferenceKeeper, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_before, go_on = asyncio.Event(), asyncio.Event()
    read = database.read

    async def read_slowly(use: Callable[[Reader], Coroutine[Any, Any, Any]]) -> Any:
        rows = await read(use)
        read_before.set()
        await go_on.wait()
        return rows

    monkeypatch.setattr(database, "read", read_slowly)
    reading = asyncio.create_task(here(keeper))
    await read_before.wait()
    await choose(keeper, Holder.PERSON, "form", "short")
    go_on.set()
    assert (await reading).form is Form.WHOLE
    assert (await here(keeper)).form is Form.SHORT


async def test_many_who_choose_at_once_all_have_what_they_chose(
    keeper: PreferenceKeeper, elsewhere: PreferenceKeeper
) -> None:
    persons = range(1, 41)
    await asyncio.gather(
        *((keeper, elsewhere)[person % 2].choose(Holder.PERSON, SHARED, person, "form", "short") for person in persons)
    )
    assert [(await keeper.of(SHARED, [], person)).form for person in persons] == [Form.SHORT] * 40


async def test_taking_back_leaves_no_row(keeper: PreferenceKeeper, empty_database_url: str) -> None:
    for holder, key in CHOOSABLE:
        await choose(keeper, holder, key, FIT[key])
    assert len(contents(empty_database_url)["preference"]) == len(CHOOSABLE)
    for holder, key in CHOOSABLE:
        await choose(keeper, holder, key, None)
    assert contents(empty_database_url)["preference"] == []


def test_every_preference_can_be_chosen_by_somebody_and_has_a_field() -> None:
    assert set(KEYS) == set(FIT) == set(cast("dict[str, object]", Preferences.__dataclass_fields__))
    assert all(why_unfit(FIT[key]) is None and holders for key, (holders, why_unfit) in KEYS.items())
