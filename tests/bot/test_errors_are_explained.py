"""Every error a person can meet says what happened and what to do next, and never shows a traceback."""

from __future__ import annotations

import inspect
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import get_type_hints

import pytest

from bot.cli import main
from bot.sentences import count, explain
from bot.settings import SettingsError
from knowledge import errors
from knowledge.entry_content import EntryContent, Flaw, Part, Why
from knowledge.errors import Fault, PackError, SergeError
from knowledge.revision import Action, Revision
from tests.processes import serge


def leaves(root: type[SergeError] = SergeError) -> Iterator[type[SergeError]]:
    """The errors that are raised: those that no other is derived from."""
    for error in root.__subclasses__():
        if error.__subclasses__():
            yield from leaves(error)
        else:
            yield error


DATA = {
    "faults": [Fault("entries.yaml", 3, "is wrong"), Fault("essay.md", 0, "is missing")],
    "path": "/file",
    "where": "/file",
    "detail": "the detail",
    "key": "the key",
    "value": "the value",
    "flaws": [Flaw(Part.TOPIC, Why.MISSING)],
    "entry": 7,
    "number": 3,
    "newer": Revision(7, 3, Action.EDIT, None, datetime.now(UTC), "", EntryContent("Bread", "Bread is stale.")),
}
"""What errors carry, by the names of their parameters."""


def made(error: type[SergeError]) -> SergeError:
    """One such error; where it carries a choice, the first."""
    names = inspect.signature(error).parameters
    choices = get_type_hints(error.__init__) if names.keys() - DATA.keys() else {}
    return error(*(DATA[name] if name in DATA else next(iter(choices[name])) for name in names))


@pytest.mark.parametrize("error", list(leaves()), ids=lambda error: error.__name__)
def test_every_error_has_a_sentence_of_its_own(error: type[SergeError]) -> None:
    sentence = explain(made(error))
    assert sentence != str(made(error))
    assert " " in sentence
    assert [other.__name__ for other in leaves() if explain(made(other)) == sentence] == [error.__name__]


@pytest.mark.parametrize("error", list(leaves()), ids=lambda error: error.__name__)
def test_the_tree_of_errors_is_drawn_whole(error: type[SergeError]) -> None:
    tree = inspect.getdoc(errors) or ""
    for one in error.__mro__[: error.__mro__.index(SergeError) + 1]:
        assert one.__name__ in tree


def test_a_setting_that_cannot_be_used_says_it_itself() -> None:
    assert explain(SettingsError("Say this.")) == "Say this."


def test_every_fault_of_a_pack_is_listed() -> None:
    assert explain(made(PackError)).splitlines() == [
        "entries.yaml:3: is wrong",
        "essay.md: is missing",
        "2 faults in the pack; nothing was loaded.",
    ]


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "fault", "0 faults"),
        (1, "fault", "1 fault"),
        (2, "fault", "2 faults"),
        (1, "entry", "1 entry"),
        (2, "entry", "2 entries"),
    ],
)
def test_things_are_counted_as_people_do(number: int, noun: str, said: str) -> None:
    assert count(number, noun) == said


def database_of_another_program(folder: Path) -> str:
    with sqlite3.connect(folder / "recipes.db") as connection:
        connection.execute("create table recipe (name text)")
    connection.close()
    return str(folder / "recipes.db")


def text(folder: Path) -> str:
    (folder / "diary.txt").write_text("Dear diary")
    return str(folder / "diary.txt")


def below_a_file(folder: Path) -> str:
    return f"{text(folder)}/serge.db"


# A command line and what must be said on the error stream; the exit status is 1 and nothing is printed.
DATABASES = {
    "text": (text, "is not a database. Nothing was changed."),
    "another program's": (database_of_another_program, "not one of Serge's. Nothing was changed."),
    "a folder": (str, "cannot be written (is a folder)."),
    "below a file": (below_a_file, "cannot be written ("),
    "in a folder that takes no files": (lambda _: "/proc/self/serge.db", "cannot be written ("),
    "no such server": (lambda _: "postgresql://me:secret@127.0.0.1:1/x", "No connection to the database"),
    "no address": (lambda _: "postgresql://me:secret@host:port/x", "No connection to the database"),
    "no such user": (lambda _: "~nobody-of-that-name/x.db", "there is no such home folder."),
}


@pytest.mark.parametrize("arguments", [["ask", "kronstadt"], ["chat"]], ids=lambda arguments: arguments[0])
@pytest.mark.parametrize(("make", "said"), DATABASES.values(), ids=DATABASES.keys())
def test_a_database_that_cannot_be_used_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], str], said: str, arguments: list[str]
) -> None:
    assert main([*arguments, "--database", make(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert "secret" not in printed.err


def test_loading_what_is_no_pack_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", str(tmp_path), "--database", str(tmp_path / "serge.db")]) == 1
    assert "a pack is a folder with pack.yaml" in capsys.readouterr().err


def test_no_traceback_is_shown_for_any_of_it(tmp_path: Path) -> None:
    shown = serge("ask", "kronstadt", "--database", text(tmp_path))
    assert (shown.returncode, shown.stdout) == (1, "")
    assert shown.stderr.count("\n") == 2
    assert "Traceback" not in shown.stderr
