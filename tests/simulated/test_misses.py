"""Where nothing was found, there is always a way on: what is nearest, or all that there is."""

from __future__ import annotations

import pytest

from bot.client import SergeBot
from tests.cogs.discord_markdown import text
from tests.simulated.world import Shown, World, buttons_of, parts_of, responded, text_of

_MENU = 3


def options_of(message: Shown, placeholder: str) -> list[str]:
    """What the menu that says so offers."""
    menus = [part for part in parts_of(message) if part["type"] == _MENU and part["placeholder"] == placeholder]
    return [option["label"] for menu in menus for option in menu["options"]]


@pytest.mark.parametrize("query", ["bitcoin", "quantum chromodynamics", "thanks!", "hi", "?"])
async def test_where_nothing_is_near_all_that_there_is_is_offered(world: World, query: str) -> None:
    answer = await world.ask(f"!serge {query}")
    assert f"The essay has no entry for “{query}”." in text(text_of(answer))
    assert "/topics lists all that can be asked for, /help tells how to ask." in text(text_of(answer))
    assert buttons_of(answer) == ["Topics", "Delete"]
    opened = responded(await world.member.click(answer, label="Topics"))
    assert opened.ephemeral
    assert "Night baking" in text_of(opened)


async def test_the_nearest_topics_are_buttons_that_work_after_a_restart(world: World, another_bot: SergeBot) -> None:
    answer = await world.ask("!serge the price of ovens in modern paris during summer")
    nearest = text(text_of(answer)).partition("Nearest topics: ")[2].splitlines()[0].split(", ")
    assert nearest != [""]
    assert buttons_of(answer) == [*nearest, "Topics", "Delete"]
    assert "/topics" not in text_of(answer)
    await world.env.restart_bot(another_bot)
    shown = responded(await world.member.click(answer, label=nearest[0]))
    assert f"## {nearest[0]}" in text_of(shown)


async def test_the_nearest_pages_are_buttons(world: World) -> None:
    answer = await world.ask("!serge ovens 99")
    nearest = text(text_of(answer)).partition("Nearest places that it cites: ")[2].splitlines()[0].split(", ")
    assert buttons_of(answer) == [*nearest, "Topics", "Delete"]
    shown = responded(await world.member.click(answer, label=nearest[0]))
    assert "the night shift kills the baker" in text_of(shown)


@pytest.mark.parametrize(("number", "nearest"), [(99, "The Ovens, ¶ 3"), (0, "The Ovens, ¶ 1")])
async def test_a_paragraph_that_a_section_has_not_leads_to_the_nearest(world: World, number: int, nearest: str) -> None:
    answer = await world.ask(f"!read ovens {number}")
    assert f"Nearest: {nearest}" in text(text_of(answer))
    assert buttons_of(answer) == [nearest, "Delete"]
    assert options_of(answer, "Go to a section") == ["The Ovens", "The Scales", "The Bill", "The Yeast"]
    responded(await world.member.click(answer, label=nearest))
    assert text(text_of(await world.ask("!read"))).startswith(nearest.replace(", ", "\n"))


async def test_a_place_that_there_is_not_leads_to_the_sections(world: World) -> None:
    answer = await world.ask("!read windmills 3")
    assert "Nearest" not in text_of(answer)
    assert buttons_of(answer) == ["Delete"]
    assert len(options_of(answer, "Go to a section")) == 4


@pytest.mark.parametrize(
    ("there", "step", "said"),
    [("yeast 6", "next", "Here the text ends."), ("ovens 1", "back", "Here the text begins.")],
)
async def test_going_on_past_an_end_says_that_it_is_one(world: World, there: str, step: str, said: str) -> None:
    assert said not in text_of(await world.ask(f"!read {there}"))
    page = text_of(await world.ask(f"!read {step}"))
    assert page.startswith(said)
    assert page.endswith(text_of(await world.ask("!read")))


async def test_what_is_not_compared_leads_to_all_that_is(world: World) -> None:
    answer = await world.ask("!compare windmills")
    assert buttons_of(answer) == ["Everything that is compared", "Delete"]
    shown = responded(await world.member.click(answer, label="Everything that is compared"))
    assert "Earlier words set against later ones." in text_of(shown)  # of which the bread has none


@pytest.mark.parametrize("content", ["!topics scales", "{me} topics the scales", "!topics scals"])
async def test_the_topics_of_one_section_can_be_asked_for(world: World, content: str) -> None:
    shown = text_of(await world.ask(content.format(me=world.me)))
    assert shown.startswith("**The Scales**")
    assert "False weights" in shown
    assert "Night baking" not in shown


async def test_topics_of_no_section_say_so_and_are_all(world: World) -> None:
    answer = await world.ask("!topics windmills")
    assert text_of(answer).startswith("No one section with topics is called “windmills”. These are all topics:")
    assert "Night baking" in text_of(answer)


async def test_topics_followed_by_a_question_are_one(world: World) -> None:
    assert "## Night baking" in text_of(await world.ask("!topics night baking"))


@pytest.mark.parametrize("content", ["!sources ovens", "!sources OVENS", "{me} sources ovens"])
async def test_what_is_quoted_from_one_work_can_be_asked_for(world: World, content: str) -> None:
    shown = text_of(await world.ask(content.format(me=world.me)))
    assert shown.startswith("## Ovens")
    assert "the night shift kills the baker" in shown


async def test_sources_with_a_page_show_what_is_quoted_there(world: World) -> None:
    assert text_of(await world.ask("!sources ovens 12")).startswith("## Ovens, 12")


async def test_sources_that_are_not_cited_are_said_to_be_none(world: World) -> None:
    shown = text_of(await world.ask("!sources windmills"))
    assert shown.startswith("The essay cites no work called “windmills”. These are all works that it cites:")
    assert "Lamp, Ada" in shown


async def test_sections_are_suggested_for_topics(world: World) -> None:
    choices = await world.member.autocomplete(world.channel, "topics", "section", "scal")
    assert [choice["value"] for choice in choices] == ["The Scales"]
