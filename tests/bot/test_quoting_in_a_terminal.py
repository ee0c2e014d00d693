"""Checking a quotation in a terminal: `serge quote`, and `!check` in the conversation."""

from __future__ import annotations

import io

import pytest

from bot.settings import Settings
from bot.terminal.chat import Chat
from bot.terminal.checking import print_quotation_check
from cogs.commands import CHECK
from knowledge.library import Library
from tests.cogs.shown import words_of
from tests.processes import serge

# What is typed, the verdict, and the exit status: 0 where it stands so.
VERDICTS = [
    ("the restoration of inner-Party democracy", "Exact\n", 0),
    ("the restoration of … democracy", "Exact, with its changes marked\n", 0),
    ("never dared dispute the theory of one-party government", "Altered: “one” was put in place of “single”\n", 1),
    ("You cannot have it both ways. The utility of Serge is clear", "Put together from two places\n", 1),
    ("Nobody lends so carefully as a neighbour", "Not in the library\n", 1),
    ("so what", "A quotation of at least 4 words can be checked, for example: serge quote", 1),
]


@pytest.mark.parametrize(("typed", "verdict", "status"), VERDICTS)
async def test_the_verdict_comes_first_and_as_the_exit_status(
    settings: Settings, capsys: pytest.CaptureFixture[str], typed: str, verdict: str, status: int
) -> None:
    assert await print_quotation_check(settings, typed) == status
    assert capsys.readouterr().out.startswith(verdict)


async def test_without_a_quotation_it_is_read_from_the_input(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("the restoration of\ninner-Party democracy\n"))
    assert await print_quotation_check(settings, "") == 0
    shown = capsys.readouterr().out
    assert "Overlooked: spaces and line breaks" in shown
    assert "The Serge-Trotsky Papers" in shown
    assert "181" in shown


def test_the_shell_gets_it_too(settings: Settings) -> None:
    done = serge(
        "quote", "never", "dared", "dispute", "a", "theory", environment={"SERGE_DATABASE_URL": settings.database_url}
    )
    assert done.stdout.startswith("Altered: “a” was put in place of “the”\n")
    assert done.returncode == 1


async def test_the_conversation_checks_too(library: Library) -> None:
    chat = Chat(library, "!")
    assert words_of([await chat.respond("!check “the restoration of inner-Party democracy”")]).startswith("Exact")
    assert f"!{CHECK.example}" in words_of([await chat.respond("!check")])
