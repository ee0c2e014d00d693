"""Reading the essay, its notes, its map and what stands around quoted words, in Discord; before and after a restart."""

from __future__ import annotations

import logging

import discord
import pytest
from simcord.actors import MemberActor

from bot.client import SergeBot
from bot.settings import Settings
from tests.bread import LONG
from tests.cogs.discord_markdown import looks, text
from tests.simulated.broken import broken
from tests.simulated.world import Shown, World, buttons_of, is_card, parts_of, responded, text_of

SECTIONS = ["The Ovens", "The Scales", "The Bill", "The Yeast"]

PARAGRAPHS = 13

_MENU = 3


def current(world: World, message: Shown) -> discord.Message:
    """The message as the channel shows it now."""
    return next(each for each in world.channel.history() if each.id == message.id)


async def press(world: World, message: Shown, label: str, actor: MemberActor | None = None) -> Shown:
    """The message after somebody pressed the button of that label."""
    return responded(await (actor or world.member).click(message, label=label))


async def pick(world: World, message: Shown, placeholder: str, option: str) -> Shown:
    """The message after the member picked the option that begins so, in the menu that says so."""
    (menu,) = [part for part in parts_of(message) if part["type"] == _MENU and part["placeholder"] == placeholder]
    (value,) = [each["value"] for each in menu["options"] if each["label"].startswith(option)]
    return responded(await world.member.select(message, [value], custom_id=menu["custom_id"]))


def options_of(message: Shown, placeholder: str) -> list[str]:
    """What the menu that says so offers."""
    menus = [part for part in parts_of(message) if part["type"] == _MENU and part["placeholder"] == placeholder]
    return [option["label"] for menu in menus for option in menu["options"]]


def place(message: Shown) -> tuple[str, str]:
    """The section and the paragraph's number on a page."""
    section, number, *_ = text(text_of(message)).splitlines()
    return section, number


async def test_reading_begins_at_the_beginning_with_the_sections_to_jump_to(world: World) -> None:
    page = await world.ask("!read")
    assert place(page) == ("The Ovens", "¶ 1")
    assert "The masters say that bread baked by day is stale by dawn. Nobody who bakes has ever said so.¹" in text(
        text_of(page)
    )
    assert "Paragraph 1 of 13 · A Baker, A Word on Bread (May 1, 1921). CC0." in text(text_of(page))
    assert buttons_of(page) == ["¶ 2 ▶", "Note 1", "Delete"]
    assert options_of(page, "Go to a section") == SECTIONS


async def test_the_essay_is_leafed_through_whole_to_its_end_and_back(world: World, another_bot: SergeBot) -> None:
    page: Shown = await world.ask("!read")
    await world.env.restart_bot(another_bot)
    seen = [text(text_of(page))]
    for direction in ("▶", "◀"):
        while labels := [label for label in buttons_of(page) if "Page" not in label and direction in label]:
            page = current(world, await press(world, page, labels[0]))
            seen.append(text(text_of(page)))
    assert len(seen) == 2 * PARAGRAPHS - 1
    assert seen[::-1][: PARAGRAPHS - 1] == seen[: PARAGRAPHS - 1]
    there = " ".join(seen[:PARAGRAPHS])
    for words in ("Give us the morning and we will give you bread.", "short weight in every third sack", "To the 6th"):
        assert there.count(words) == 1
    assert len(world.channel.history()) == 2


async def test_where_a_section_ends_the_button_names_the_next_one(world: World) -> None:
    page = await world.ask("!read ovens 3")
    assert "> Give us the morning" in text_of(page)
    assert buttons_of(page) == ["◀ ¶ 2", "The Scales, ¶ 1 ▶", "Delete"]
    assert place(await press(world, page, "The Scales, ¶ 1 ▶")) == ("The Scales", "¶ 1")


async def test_a_long_paragraph_has_pages_of_its_own(world: World) -> None:
    page: Shown = await world.ask("!read bill")
    words = text(text_of(page))
    while labels := [label for label in buttons_of(page) if label.startswith("Page")]:
        page = current(world, await press(world, page, labels[0]))
        words += text(text_of(page))
    assert "".join(LONG.split()) in "".join(words.split())


async def test_each_reader_goes_on_where_they_stopped_whoever_asked_for_the_page(
    world: World, another_bot: SergeBot
) -> None:
    page = await world.ask("!read")
    other = world.guild.add_member(world.env.create_user("bob"))
    await press(world, page, "¶ 2 ▶")
    await press(world, current(world, page), "¶ 3 ▶", other)
    await world.env.restart_bot(another_bot)
    assert place(await world.slash("read")) == ("The Ovens", "¶ 2")
    assert place(responded(await other.slash(world.channel, "read"))) == ("The Ovens", "¶ 3")
    assert place(await world.ask("!read next")) == ("The Ovens", "¶ 3")
    assert place(await world.ask("!read next")) == ("The Scales", "¶ 1")
    assert place(await world.ask("!read")) == ("The Scales", "¶ 1")


async def test_a_section_is_jumped_to_after_a_restart_and_that_is_where_the_reader_stops(
    world: World, another_bot: SergeBot
) -> None:
    page = await world.ask("!read")
    await world.env.restart_bot(another_bot)
    assert place(await pick(world, page, "Go to a section", "The Yeast")) == ("The Yeast", "¶ 1")
    assert place(current(world, page)) == ("The Yeast", "¶ 1")
    assert place(await world.ask("!read")) == ("The Yeast", "¶ 1")


async def test_notes_are_at_hand_for_whoever_presses(world: World, another_bot: SergeBot) -> None:
    page = await world.ask("!read scales")
    await world.env.restart_bot(another_bot)
    notes = await press(world, page, "Note 2")
    assert notes.flags.ephemeral
    assert "Tom Rye, ‘Sacks’, The Weigher, 1920, 4–5." in text(text_of(notes))
    assert place(current(world, page)) == ("The Scales", "¶ 1")


@pytest.mark.parametrize("asked", ["!read kronstadt", "!read ovens 4"])
async def test_what_is_not_there_is_said_with_what_there_is(world: World, asked: str) -> None:
    said = text(text_of(await world.ask(asked)))
    assert said.startswith(f"There is no one place called “{asked.removeprefix('!read ')}”.")
    assert "The Ovens ¶ 1–3 · The Scales ¶ 1 · The Bill ¶ 1–3 · The Yeast ¶ 1–6" in said


async def test_places_are_suggested_while_somebody_types(world: World) -> None:
    for command, option in (("read", "place"), ("map", "section")):
        offered = await world.member.autocomplete(world.channel, command, option, "the b")
        assert [choice["value"] for choice in offered] == ["The Bill"]
        assert len(await world.member.autocomplete(world.channel, command, option, "")) == len(SECTIONS)


async def test_reading_goes_on_where_no_bookmark_can_be_kept(
    world: World, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    page = await world.ask("!read ovens 1")
    with broken(settings, "bookmark"), caplog.at_level(logging.WARNING):
        assert place(await press(world, page, "¶ 2 ▶")) == ("The Ovens", "¶ 2")
    assert "a bookmark could not be kept" in caplog.text


@pytest.mark.parametrize("host", [{"plain_cards": True}], ids=["plain"])
async def test_in_plain_messages_a_page_has_its_notes_at_hand_and_next_leafs(world: World) -> None:
    first = await world.ask("!read")
    assert not is_card(first)
    assert "Note 1" in buttons_of(first)
    assert "Lamp wrote that" in (await world.ask("!read next")).content
    assert "Give us the morning" in (await world.ask("!read next")).content


async def test_the_context_shows_the_words_in_their_paragraph(world: World, another_bot: SergeBot) -> None:
    answer = await world.ask("!serge night baking")
    await world.env.restart_bot(another_bot)
    context = await press(world, answer, "Context")
    assert context.flags.ephemeral
    shown = text_of(context)
    assert text(shown, only="bold") == "The Ovens, ¶ 1The masters say that bread baked by day is stale by dawn."
    assert "Nobody who bakes has ever said so.¹" in text(shown)
    assert "Here the text begins." in shown
    assert buttons_of(context) == ["¶ 2 ▶", "Show everybody", "Note 1", "Read on here"]
    following = await press(world, context, "¶ 2 ▶")
    assert "1 paragraph after the words" in text_of(following)
    assert "bold" in looks(text_of(following))  # its label; the words stand elsewhere
    assert text(text_of(following), only="bold") == "The Ovens, ¶ 2"


async def test_the_context_of_the_entrys_other_words_is_picked(world: World) -> None:
    context = await press(world, await world.ask("!serge night baking"), "Context")
    assert options_of(context, "Other words of this entry") == [
        "The essay: The masters say that bread baked by day is stale by dawn.",
        "Rebuttal: Nobody who bakes has ever said so.",
        "Quoted: the night shift kills the baker before the oven warms",
        "Quoted: Give us the morning and we will give you bread.",
    ]
    quoted = await pick(world, context, "Other words of this entry", "Quoted: the night")
    assert text(text_of(quoted), only="bold") == "The Ovens, ¶ 2the night shift kills the baker before the oven warms"


async def test_a_look_at_the_context_moves_no_bookmark(world: World) -> None:
    await world.ask("!read scales")
    context = await press(world, await world.ask("!serge night baking"), "Context")
    page = await press(world, context, "Read on here")
    assert page.flags.ephemeral
    assert place(page) == ("The Ovens", "¶ 1")
    assert place(await world.ask("!read")) == ("The Scales", "¶ 1")
    await press(world, page, "¶ 2 ▶")
    assert place(await world.ask("!read")) == ("The Ovens", "¶ 2")


async def test_the_map_leads_to_sheets_and_those_to_entries(world: World, another_bot: SergeBot) -> None:
    atlas = await world.ask("!map")
    await world.env.restart_bot(another_bot)
    assert "1 claim, in our words · 2 quotations · held by the masters (1)" in text_of(atlas)
    assert [label.partition(" (")[0] for label in options_of(atlas, "Go to a section")] == SECTIONS
    sheet = await pick(world, atlas, "Go to a section", "The Ovens")
    assert "*Night baking* – Bread has to be baked at night. (the masters)" in text_of(sheet)
    assert "stated in The Ovens 1; answered in The Ovens 1; 2 quoted from Ovens" in text_of(sheet)
    assert buttons_of(sheet) == ["The Scales ▶", "Delete"]
    entry = await pick(world, sheet, "Show an entry", "Night baking")
    assert entry.flags.ephemeral
    assert "## Night baking" in text_of(entry)
    assert "*Night baking*" in text_of(current(world, atlas))
    await pick(world, current(world, atlas), "Go to a section", "All sections")
    assert text_of(current(world, atlas)) == text_of(atlas)


async def test_a_section_of_the_map_is_asked_for_by_name(world: World) -> None:
    assert text_of(await world.ask("!map yeats")).startswith("## The Yeast")
    shown = text_of(await world.ask("!map sourdough"))
    assert shown.startswith("The map has no one section called “sourdough”.\n## The argument")


@pytest.mark.parametrize("host", [{"plain_cards": True}], ids=["plain"])
async def test_in_plain_messages_a_section_of_the_map_is_whole(world: World) -> None:
    shown = "".join(message.content for message in await world.answers("!map yeast"))
    for number in range(1, 7):
        assert f"answered in The Yeast {number}" in shown


async def test_topics_are_picked_by_section_and_shown_alone(world: World, another_bot: SergeBot) -> None:
    topics = await world.ask("!topics")
    await world.env.restart_bot(another_bot)
    ovens = await pick(world, topics, "Go to a section", "The Ovens")
    assert "Night baking\n-# the night shift, baking by day" in text_of(ovens)
    entry = await pick(world, ovens, "Show an entry", "Night baking")
    assert entry.flags.ephemeral
    assert "## Night baking" in text_of(entry)
    await pick(world, current(world, topics), "Go to a section", "All sections")
    assert text_of(current(world, topics)) == text_of(topics)


async def test_of_a_work_one_sees_what_is_quoted_from_it(world: World, another_bot: SergeBot) -> None:
    sources = await world.ask("!sources")
    await world.env.restart_bot(another_bot)
    quoted = await pick(world, sources, "Show what is quoted from a work", "Ovens")
    assert quoted.flags.ephemeral
    assert "the night shift kills the baker before the oven warms" in text_of(quoted)
