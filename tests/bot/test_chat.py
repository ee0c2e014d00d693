"""``serge chat``: the conversation of Discord in a terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.terminal.chat import HERE, Chat
from cogs.cards.content import Card, Style
from knowledge.library import Library
from tests.bread import YEASTS, load_bread
from tests.processes import serge, serge_in_a_terminal


@pytest.fixture
def file(settings: Settings) -> str:
    """The database file of a host."""
    return settings.database_url.removeprefix("sqlite:///")


@pytest.fixture
async def bread(tmp_path: Path) -> AsyncIterator[Library]:
    """The small library, in which “yeast” may mean several entries."""
    url = f"sqlite:///{tmp_path / 'bread.db'}"
    await load_bread(url, tmp_path / "pack")
    async with Library.open(url) as library:
        yield library


@pytest.fixture
def chat(bread: Library) -> Chat:
    """A conversation."""
    return Chat(bread, "!")


def words(card: Card) -> str:
    """All that a card says."""
    return "\n".join("".join(run.text for run in part.runs) for part in card)


def title(card: Card) -> str:
    """The topic that the card is about."""
    return next("".join(run.text for run in part.runs) for part in card if part.style is Style.TITLE)


# With the prefix as in Discord, or just the topic; capitals and spaces do not matter.
@pytest.mark.parametrize(
    "line",
    ["!serge night baking", "night baking", "!SERGE Night baking", " !serge   night baking \n", "!serge\tnight baking"],
)
async def test_a_topic_is_answered_with_and_without_the_command(chat: Chat, line: str) -> None:
    assert title(await chat.respond(line)) == "Night baking"


async def test_topics_sources_and_comparisons_are_listed(chat: Chat) -> None:
    assert "False weights" in words(await chat.respond("!topics"))
    assert "Hearth Press" in words(await chat.respond("!sources"))
    assert words(await chat.respond("!compare"))


# As in direct messages, a command needs no prefix.
@pytest.mark.parametrize(
    "line",
    [
        "help",
        "read",
        "topics",
        "sources",
        "map",
        "compare x",
        "check “the night shift”",
        "cite ovens",
        "HELP me",
    ],
)
async def test_a_command_needs_no_prefix(bread: Library, line: str) -> None:
    assert await Chat(bread, "!").respond(line) == await Chat(bread, "!").respond(f"!{line}")


@pytest.mark.parametrize("line", ["ibid 45", "!serge ibid 45", "serge ibid 45"])
async def test_ibid_is_the_work_cited_last(chat: Chat, line: str) -> None:
    assert "Nothing was cited" in words(await chat.respond(line))
    await chat.respond("night baking")
    shown = words(await chat.respond(line))
    assert shown.startswith("Taking ibid. for ")


async def test_a_miss_says_how_to_go_on(chat: Chat) -> None:
    assert "!topics lists all that can be asked for, !help tells how to ask." in words(await chat.respond("bitcoin"))


# What cannot be understood is answered with what can be asked.
@pytest.mark.parametrize("line", ["!help", "!HELP me", "!serge", "!serge  ", "!unknown", "!", "", "  \n"])
async def test_help_lists_every_command_that_there_is_here(chat: Chat, line: str) -> None:
    card = words(await chat.respond(line))
    for command in HERE:
        assert f"!{command.example}" in card
        assert command.help in card


async def test_a_number_chooses_a_candidate_and_then_another(chat: Chat) -> None:
    offered = words(await chat.respond("yeast"))
    topics = [topic for topic in YEASTS if topic in offered]
    assert len(topics) == 5
    for number in (2, 1, 5):
        (line,) = [line for line in offered.splitlines() if line.startswith(f"{number}. ")]
        assert line.startswith(f"{number}. {title(await chat.respond(str(number)))} – ")


# Numbers that name no candidate are looked up like anything else; so are all after an answer.
@pytest.mark.parametrize("line", ["0", "6", "-1", "²", "٣", "1.", "9" * 5000])
async def test_a_number_that_is_none_of_the_candidates_is_looked_up(chat: Chat, line: str) -> None:
    await chat.respond("yeast")
    assert "no entry for" in words(await chat.respond(line))


async def test_a_number_without_candidates_is_looked_up(chat: Chat) -> None:
    assert "no entry for “1”" in words(await chat.respond("1"))
    await chat.respond("yeast")
    await chat.respond("night baking")
    assert "no entry for “1”" in words(await chat.respond("1"))


async def test_topics_and_help_do_not_take_the_candidates_away(chat: Chat) -> None:
    offered = words(await chat.respond("yeast"))
    await chat.respond("!topics")
    assert title(await chat.respond("1")) in offered


async def test_a_typo_is_said(chat: Chat) -> None:
    assert "Showing Night baking for “nigth”" in words(await chat.respond("nigth baking"))


async def test_another_prefix_is_the_hosts_to_set(bread: Library) -> None:
    other = Chat(bread, "bread: ")
    assert title(await other.respond("bread: serge night baking")) == "Night baking"
    assert "bread: serge kronstadt" in words(await other.respond("bread: help"))


def test_a_piped_conversation_is_answered_line_by_line_to_its_end(file: str) -> None:
    shown = serge("chat", "--database", file, stdin=b"!serge kronstadt\nasdfgh\n!sources\ncheka")
    assert (shown.returncode, shown.stderr) == (0, "")
    places = [
        shown.stdout.index(words) for words in ("Kronstadt\n", "no entry for “asdfgh”", "Weissman, Susan", "Cheka")
    ]
    assert shown.stdout.startswith("Type !serge kronstadt, !help, or just a topic; quit ends.\n")
    assert "\x1b" not in shown.stdout
    assert "›" not in shown.stdout
    assert places[1] < shown.stdout.rindex("Cheka")


@pytest.mark.parametrize("word", ["quit", "exit", " QUIT "])
def test_quit_ends_the_conversation(file: str, word: str) -> None:
    shown = serge("chat", "--database", file, stdin=f"{word}\nkronstadt\n".encode())
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.count("\n") == 1


def test_an_empty_input_ends_the_conversation(file: str) -> None:
    shown = serge("chat", "--database", file)
    assert (shown.returncode, shown.stderr, shown.stdout.count("\n")) == (0, "", 1)


def test_bytes_that_are_no_text_are_survived(file: str) -> None:
    shown = serge("chat", "--database", file, stdin=b"asdf\xffgh\0\nkronstadt\n")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Kronstadt" in shown.stdout


def test_the_prefix_is_read_from_the_settings(file: str) -> None:
    shown = serge("chat", "--database", file, stdin=b"?help\n", environment={"SERGE_PREFIX": "?"})
    assert "Type ?serge kronstadt, ?help" in shown.stdout
    assert "?topics" in shown.stdout


def test_in_a_terminal_there_is_a_prompt_and_quit_leaves(file: str) -> None:
    status, shown = serge_in_a_terminal("chat", "--database", file, keys=[b"asdfgh\n", b"quit\n"])
    assert status == 0
    assert shown.count("› ") == 2
    assert "no entry for “asdfgh”" in shown


# Ctrl+D ends the input; Ctrl+C ends the program, at once and in silence.
@pytest.mark.parametrize(("key", "status"), [(b"\x04", 0), (b"\x03", 130)], ids=["Ctrl+D", "Ctrl+C"])
def test_the_keys_that_end_programs_end_it(file: str, key: bytes, status: int) -> None:
    ended, shown = serge_in_a_terminal("chat", "--database", file, keys=[key])
    assert ended == status
    assert "Traceback" not in shown
    assert "Exception" not in shown
