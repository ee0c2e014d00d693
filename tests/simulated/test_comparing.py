"""Then and now in Discord, over the shipped pack: all that is compared, picked from a menu or while typing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.client import SergeBot
from bot.settings import Settings, read_settings
from cogs.cards import limits
from knowledge.library import Library
from tests.simulated.broken import broken
from tests.simulated.world import Shown, World, buttons_of, parts_of, responded, text_of

_MENU = 3


@pytest.fixture
def settings(sqlite_template: Path, tmp_path: Path) -> Settings:
    """A host's settings over the shipped pack."""
    shutil.copy(sqlite_template, tmp_path / "serge.db")
    return read_settings({"SERGE_HEARTBEAT": str(tmp_path / "heartbeat")}, str(tmp_path / "serge.db"))


def offered(message: Shown) -> tuple[str, list[str]]:
    """The menu's id, and what it offers."""
    (menu,) = [part for part in parts_of(message) if part["type"] == _MENU]
    return menu["custom_id"], [option["label"] for option in menu["options"]]


async def test_what_is_compared_can_be_picked_after_a_restart(
    world: World, library: Library, another_bot: SergeBot
) -> None:
    pairs = await library.compare("")
    answer = await world.ask("!compare")
    menu, topics = offered(answer)
    assert topics == [pair.topic for pair in pairs[: limits.OPTIONS]]
    await world.env.restart_bot(another_bot)
    picked = responded(await world.member.select(answer, [pairs[1].key], custom_id=menu))
    assert picked.ephemeral
    assert f"## {pairs[1].topic}" in text_of(picked)


async def test_more_than_a_menu_holds_is_leafed_through(
    world: World, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = await library.compare("")
    monkeypatch.setattr(limits, "OPTIONS", len(pairs) - 1)
    page: Shown = await world.ask("!compare")
    _, first = offered(page)
    (on,) = [label for label in buttons_of(page) if label.startswith("Pairs") and label.endswith("▶")]
    page = responded(await world.member.click(page, label=on))
    _, second = offered(page)
    assert [*first, *second] == [pair.topic for pair in pairs]
    assert any(label.startswith("◀ Pairs 1–") for label in buttons_of(page))


async def test_where_several_may_be_meant_the_others_are_buttons(world: World, library: Library) -> None:
    pairs = await library.compare("party")
    assert len(pairs) > 1
    answer = await world.ask("!compare party")
    others = [pair.topic for pair in pairs[1 : 1 + limits.ROW_BUTTONS]]
    assert buttons_of(answer) == [*others, "Everything that is compared", "Delete"]
    shown = responded(await world.member.click(answer, label=others[0]))
    assert text_of(shown).startswith(f"## {others[0]}")


async def test_what_is_compared_is_suggested_from_memory(world: World, library: Library, settings: Settings) -> None:
    pairs = await library.compare("")
    with broken(settings):
        every = await world.member.autocomplete(world.channel, "compare", "topic", "")
        one = await world.member.autocomplete(world.channel, "compare", "topic", pairs[0].topic.upper())
        none = await world.member.autocomplete(world.channel, "compare", "topic", "windmills")
    assert [choice["value"] for choice in every] == [pair.topic for pair in pairs[: limits.CHOICES]]
    assert pairs[0].topic in [choice["value"] for choice in one]
    assert none == []
