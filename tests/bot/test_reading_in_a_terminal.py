"""``serge read``, and reading and the map in ``serge chat``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import Settings
from bot.terminal.chat import Chat
from cogs.cards.content import Card
from knowledge.library import Library
from knowledge.markup import plain
from knowledge.packs.pack import Pack
from tests.bread import load_bread


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """A conversation over the small library."""
    url = f"sqlite:///{tmp_path / 'bread.db'}"
    await load_bread(url, tmp_path / "pack")
    async with Library.open(url) as library:
        yield Chat(library, "!")


def lines(card: Card) -> list[str]:
    """All that a card says, part by part."""
    return ["".join(run.text for run in part.runs) for part in card if part.runs]


def read(settings: Settings, capsys: pytest.CaptureFixture[str], *where: str, status: int = 0) -> list[str]:
    """The lines that ``serge read`` printed over the shipped library."""
    assert main(["read", "--database", settings.database_url.removeprefix("sqlite:///"), *where]) == status
    return capsys.readouterr().out.splitlines()


def test_the_essay_is_printed_whole_and_in_order(
    settings: Settings, capsys: pytest.CaptureFixture[str], shipped: Pack
) -> None:
    printed = read(settings, capsys)
    edition = shipped.edition
    positions = [printed.index(plain(block.text)) for block in edition.paragraphs if not block.displayed]
    assert positions == sorted(positions)
    assert {f"  {plain(block.text)}" for block in edition.paragraphs if block.displayed} <= set(printed)
    assert [line for line in printed if line in edition.sections] == list(edition.sections)
    assert printed[-len(edition.notes) :] == [f"{note.number}. {plain(note.text)}" for note in edition.notes]
    assert "Anti-Copyright" in printed[2]


@pytest.mark.parametrize(
    ("where", "numbers"),
    [(["bolsheviks", "17"], [17]), (["the", "oppsoition"], list(range(1, 11))), (["note", "30"], [17])],
)
def test_a_section_or_a_paragraph_is_printed_by_itself(
    settings: Settings, capsys: pytest.CaptureFixture[str], where: list[str], numbers: list[int]
) -> None:
    printed = read(settings, capsys, *where)
    assert [line.strip() for line in printed if line.strip().startswith("¶")] == [f"¶ {number}" for number in numbers]


def test_what_is_not_there_is_said_and_told_to_scripts(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    printed = read(settings, capsys, "sourdough", status=1)
    assert printed[0] == "There is no one place called “sourdough”. There are:"
    assert printed[2].startswith("Introduction ¶ 1–6 · The Anarchists ¶ 1–18")


async def test_in_a_conversation_one_reads_on_where_one_stopped(chat: Chat) -> None:
    assert lines(await chat.respond("!read"))[:2] == ["The Ovens", "¶ 1"]
    assert lines(await chat.respond("!read next"))[:2] == ["The Ovens", "¶ 2"]
    assert lines(await chat.respond("!read"))[:2] == ["The Ovens", "¶ 2"]
    scales = lines(await chat.respond("!READ scales"))
    assert scales[:2] == ["The Scales", "¶ 1"]
    assert "2. Tom Rye, ‘Sacks’, The Weigher, 1920, 4–5." in scales
    assert lines(await chat.respond("!read back"))[:2] == ["The Ovens", "¶ 3"]
    assert "no one place called “sourdough”" in lines(await chat.respond("!read sourdough"))[0]


async def test_in_a_conversation_the_map_is_shown_at_large_and_by_section(chat: Chat) -> None:
    assert lines(await chat.respond("!map"))[:2] == ["The argument", "The Ovens"]
    yeast = lines(await chat.respond("!map yeast"))
    assert yeast[0] == "The Yeast"
    assert len([line for line in yeast if line.startswith("Yeast and")]) == 6
    missed = lines(await chat.respond("!map sourdough"))
    assert missed[:2] == ["The map has no one section called “sourdough”.", "The argument"]
