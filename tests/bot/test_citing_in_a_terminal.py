"""``serge cite``, and citing in ``serge chat``."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import bibtexparser
import pytest
import rispy

from bot.cli import CITATION_STYLES, main
from bot.settings import Settings
from bot.terminal.chat import Chat
from cogs.cards.citing import STYLES
from cogs.cards.content import Card
from knowledge.library import Library
from tests.bread import load_bread
from tests.processes import serge

Cite = Callable[..., str]


@pytest.fixture
def cite(settings: Settings, capsys: pytest.CaptureFixture[str]) -> Cite:
    """Runs ``serge cite`` over the shipped library and gives what it printed."""

    def cited(*arguments: str, status: int = 0) -> str:
        assert main(["cite", *arguments, "--database", settings.database_url.removeprefix("sqlite:///")]) == status
        printed = capsys.readouterr()
        assert bool(printed.err) is bool(status)
        return printed.out if not status else printed.err

    return cited


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """A conversation about bread."""
    url = f"sqlite:///{tmp_path / 'bread.db'}"
    await load_bread(url, tmp_path / "pack")
    async with Library.open(url) as library:
        yield Chat(library, "!")


def words(card: Card) -> str:
    """All that a card says."""
    return "\n".join("".join(run.text for run in part.runs) for part in card)


def test_the_command_line_knows_every_style() -> None:
    assert tuple(STYLES) == CITATION_STYLES


def test_a_topic_is_cited_by_its_quotations_and_the_essay(cite: Cite) -> None:
    shown = cite("kronstadt")
    assert "Anarcho, “Victor Serge: The Worst of the Anarchists,” November 25, 2013, sec. The Bolsheviks" in shown
    assert "trans. Peter Sedgwick (New York: New York Review Books, 2012), 150–1.\n" in shown
    assert "\n\nAnarcho. “Victor Serge" in shown


def test_what_programs_read_is_printed_for_them_and_nothing_else(cite: Cite) -> None:
    library = bibtexparser.parse_string(cite("victor", "serge", "--style", "bibtex"))
    assert library.failed_blocks == []
    assert len(library.entries) == len(library.blocks) > 3
    assert [record["id"] for record in rispy.loads(cite("memoirs", "--style", "ris"))] == ["serge-2012-memoirs"]
    assert [item["id"] for item in json.loads(cite("essay", "--style", "csl-json"))] == ["anarcho-2013-victor"]


def test_records_end_their_lines_as_their_format_wants(settings: Settings) -> None:
    file = settings.database_url.removeprefix("sqlite:///")
    shown = serge("cite", "memoirs", "--style", "ris", "--database", file)
    assert shown.returncode == 0
    assert shown.stdout.count("\r\n") == shown.stdout.count("\n") > 5


def test_what_is_not_found_is_said_beside_the_output(cite: Cite) -> None:
    assert "no entry for “asdfgh”" in cite("asdfgh", status=1)


def test_an_unknown_style_is_a_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["cite", "memoirs", "--style", "apa"])
    assert left.value.code == 2
    assert "bibtex" in capsys.readouterr().err


async def test_the_last_answer_is_cited_without_a_name(chat: Chat) -> None:
    assert "Nothing has been answered here" in words(await chat.respond("!cite"))
    await chat.respond("night baking")
    assert "Ada Lamp, Ovens (London: Hearth Press, 1919), 12." in words(await chat.respond("!cite note"))
    await chat.respond("false weights")
    shown = words(await chat.respond("!cite bibtex"))
    assert "title = {Sacks}" in shown
    assert "quoting Tom Rye" in shown
    assert "Ovens" not in shown


async def test_a_session_is_everything_that_was_shown(chat: Chat) -> None:
    assert "Nothing has been cited here since" in words(await chat.respond("!cite session"))
    await chat.respond("yeast")
    for line in ("night baking", "1", "!cite sacks", "nothing of the kind", "!cite session since 1h as mla"):
        card = await chat.respond(line)
    assert [line for line in words(card).splitlines() if line.startswith(("Lamp", "Rye"))] == [
        "Lamp, Ada. Ovens. Hearth Press, 1919.",
        "Rye, Tom. “Sacks.” The Weigher, 1920, pp. 4–5.",
    ]


async def test_a_candidate_that_was_picked_is_the_last_answer(chat: Chat) -> None:
    await chat.respond("yeast")
    picked = words(await chat.respond("2")).splitlines()[0]
    assert words(await chat.respond("!cite")).startswith(f"Citing {picked}\n")


async def test_several_that_may_be_meant_are_offered_and_can_be_picked(chat: Chat) -> None:
    assert "Not sure which one you mean by “yeast”" in words(await chat.respond("!cite yeast"))
    assert words(await chat.respond("1")).startswith("Yeast")


async def test_a_moment_that_is_none_is_answered_with_those_that_are(chat: Chat) -> None:
    shown = words(await chat.respond("!cite session since the first loaf"))
    assert "“the first loaf”" in shown
    assert "90 min" in shown
