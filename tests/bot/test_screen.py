"""Cards in a terminal: italics, colour, lines that end where one can read, and every stored word as it is stored."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.settings import Settings
from bot.terminal.screen import Screen
from cogs.cards.answers import entry_card
from cogs.cards.content import Card, Style, part
from knowledge.library import Library
from knowledge.markup import Run, plain
from tests.factories import make_entry
from tests.processes import serge_in_a_terminal

CODE = re.compile(r"\x1b\[([\d;]*)m")
ITALIC, COLOUR = re.compile(r"\x1b\[(?:\d+;)*3[;m]"), re.compile(r"\x1b\[(?:\d+;)*(?:3[0-7]|9[0-7]|38)[;m]")
WIDTHS = (60, 120)


@pytest.fixture
def file(settings: Settings) -> str:
    """The database file of a host."""
    return settings.database_url.removeprefix("sqlite:///")


def shown(card: Card, monkeypatch: pytest.MonkeyPatch, columns: int | None = None) -> str:
    """What a card looks like where the output is piped; in lines of that width if COLUMNS is set."""
    if columns is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", str(columns))
    output = io.StringIO()
    Screen(output).show(card)
    return output.getvalue()


def joined(text: str) -> str:
    """The lines as one, without codes, bars and indents."""
    lines = (re.sub(r"^(│ ?| +)", "", line) for line in CODE.sub("", text).splitlines())
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("columns", WIDTHS)
async def test_in_a_terminal_no_line_is_wider_and_no_word_is_lost(library: Library, file: str, columns: int) -> None:
    entry = (await library.look_up("kronstadt")).matches[0].entry
    status, output = serge_in_a_terminal("ask", "kronstadt", "--database", file, columns=columns)
    assert status == 0
    lines = CODE.sub("", output).splitlines()
    assert max(map(cell_len, lines)) <= columns
    assert max(map(cell_len, lines)) > columns // 2
    text = joined(output)
    for stored in (*entry.passages, *entry.quotations, *entry.rebuttals):
        assert " ".join(plain(stored.exact).split()) in text


def test_in_a_terminal_italics_are_italics_and_there_is_colour(file: str) -> None:
    _, output = serge_in_a_terminal("ask", "kronstadt", "--database", file)
    assert ITALIC.search(output)
    assert COLOUR.search(output)
    assert "*" not in output
    assert "│ " in output


def test_without_colour_italics_stay(file: str) -> None:
    _, output = serge_in_a_terminal("ask", "kronstadt", "--database", file, environment={"NO_COLOR": "1"})
    assert ITALIC.search(output)
    assert not COLOUR.search(output)


def test_a_terminal_that_knows_no_codes_gets_none(file: str) -> None:
    _, output = serge_in_a_terminal("ask", "kronstadt", "--database", file, environment={"TERM": "dumb"})
    assert "\x1b" not in output
    assert "*" not in output


@pytest.mark.parametrize("columns", WIDTHS)
async def test_every_entry_of_the_library_is_shown_whole(
    library: Library, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    for line in await library.topics():
        entry = (await library.look_up(line.topic)).matches[0].entry
        card = entry_card(entry)
        output = shown(card, monkeypatch, columns)
        assert max(map(cell_len, output.splitlines())) <= columns
        text = joined(output)
        for one in card:
            assert " ".join("".join(run.text for run in one.runs).split()) in text


def test_piped_a_paragraph_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    card = entry_card(make_entry(passage="One *two* three.[^4] " * 400, quotations=0))
    lines = shown(card, monkeypatch).splitlines()
    assert f"  {'One two three.⁴ ' * 400}".rstrip() in lines


def test_columns_wrap_what_is_piped(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(entry_card(make_entry(passage=900)), monkeypatch, 40).splitlines()
    assert max(map(len, lines)) <= 40


# As wide as a person can read, however wide the terminal is.
def test_lines_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(entry_card(make_entry(passage=900)), monkeypatch, 400).splitlines()
    assert 60 < max(map(len, lines)) <= 100


# What a wrapped line must not do to the text. COLUMNS may be anything.
@settings(max_examples=80, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(blacklist_categories=["C", "Z"], whitelist_characters=" "), min_size=1, max_size=200),
    columns=st.integers(0, 130),
    style=st.sampled_from([Style.BODY, Style.QUOTE, Style.SMALL, Style.NOTICE]),
)
@example(text="passage " * 20, columns=0, style=Style.QUOTE)
@example(text="unwrappable" * 20, columns=1, style=Style.QUOTE)
@example(text="[bold]no[/bold] :smile: mark", columns=60, style=Style.BODY)
@example(text="漢字" * 40, columns=21, style=Style.QUOTE)
def test_no_width_loses_a_letter(monkeypatch: pytest.MonkeyPatch, text: str, columns: int, style: Style) -> None:
    output = shown((part(style, Run(text)),), monkeypatch, columns)
    assert "".join(joined(output).split()) == "".join(text.split())


def test_what_a_person_typed_is_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "[red]*one*[/red] :smile: [^1]"
    assert shown((part(Style.BODY, Run(typed)),), monkeypatch) == f"{typed}\n"
    assert shown((part(Style.BODY, Run(typed)),), monkeypatch, 80) == f"{typed}\n"


@pytest.mark.parametrize("command", ["topics", "sources"])
def test_lists_fit_the_terminal_too(file: str, command: str, tmp_path: Path) -> None:
    assert not (tmp_path / "data").exists()
    status, output = serge_in_a_terminal(command, "--database", file, columns=60)
    assert status == 0
    assert max(map(cell_len, CODE.sub("", output).splitlines())) <= 60
