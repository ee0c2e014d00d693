"""``serge ask`` as a person, a script and a pipe use it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import Settings
from knowledge.library import Library
from knowledge.markup import plain
from tests.processes import SECONDS, serge, start

QUERIES = ["kronstadt", "asdfgh", "makhno", "cronstadt", "", "\udcff\0", "the working class"]


@pytest.fixture
def file(settings: Settings) -> str:
    """The database file of a host."""
    return settings.database_url.removeprefix("sqlite:///")


def batch(folder: Path, *lines: str | bytes, ending: bytes = b"\n") -> str:
    """A file of these lines."""
    path = folder / "questions.jsonl"
    path.write_bytes(b"".join((line if isinstance(line, bytes) else line.encode()) + ending for line in lines))
    return str(path)


async def test_the_card_holds_every_stored_word_on_a_line_of_its_own(library: Library, file: str) -> None:
    entry = (await library.look_up("kronstadt")).matches[0].entry
    lines = [line.strip() for line in serge("ask", "kronstadt", "--database", file).stdout.splitlines()]
    assert lines[0] == entry.topic
    for exact in (entry.claim.text, *(part.exact for part in (*entry.passages, *entry.rebuttals))):
        assert plain(exact) in lines
    for quotation in entry.quotations:
        assert f"“{plain(quotation.exact)}”" in lines
    assert any("Anarcho, Victor Serge: The Worst of the Anarchists" in line for line in lines)


def test_what_is_piped_is_plain(file: str) -> None:
    shown = serge("ask", "kronstadt", "--database", file)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert not set("\x1b*│\r") & set(shown.stdout)


def test_the_memoirs_and_weissman_are_cited_with_their_pages(file: str) -> None:
    shown = serge("ask", "kronstadt", "--database", file).stdout
    for words in ("Memoirs of a Revolutionary", "New York Review Books, 2012", "150–1", "Weissman", "47"):
        assert words in shown


# Several words make one query; the exit status tells scripts what came of it.
STATUSES = {
    "an answer": (["kronstadt"], 0, "Kronstadt"),
    "several words": (["the", "kronstadt", "revolt"], 0, "Kronstadt"),
    "a typo, said": (["cronstadt"], 0, "for “cronstadt”"),
    "nothing": (["asdfgh"], 1, "no entry for “asdfgh”"),
    "an empty query": ([""], 1, "Ask for a topic"),
    "an emoji": (["🥖"], 1, "no entry for “🥖”"),
    "a mark of rich's": (["[bold]asdfgh[/]"], 1, "“[bold]asdfgh[/]”"),
    "a name of an emoji": ([":smile:qq"], 1, "“:smile:qq”"),
    "an asterisk": (["*asdfgh*"], 1, "“*asdfgh*”"),
}


@pytest.mark.parametrize(("words", "status", "said"), STATUSES.values(), ids=STATUSES.keys())
def test_the_exit_status_tells_what_came_of_it(
    file: str, capsys: pytest.CaptureFixture[str], words: list[str], status: int, said: str
) -> None:
    assert main(["ask", *words, "--database", file]) == status
    printed = capsys.readouterr()
    assert said in printed.out
    assert printed.err == ""


# Bytes that are no text reach a program as halves of surrogate pairs.
@pytest.mark.parametrize("more", [[], ["--json"]], ids=["card", "json"])
def test_a_query_that_is_no_text_is_survived(file: str, more: list[str]) -> None:
    shown = serge("ask", b"asdf\xffgh", "--database", file, *more)
    assert (shown.returncode, shown.stderr) == (1, "")
    assert "asdf\\udcffgh" in shown.stdout
    if more:
        assert json.loads(shown.stdout)["query"] == "asdf\udcffgh"


def test_an_output_without_unicode_is_survived_and_json_stays_json(file: str) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    shown = serge("ask", "kronstadt", "--database", file, environment=ascii_only)
    assert (shown.returncode, shown.stderr) == (0, "")
    shown = serge("ask", "🥖", "--json", "--database", file, environment=ascii_only)
    assert json.loads(shown.stdout)["query"] == "🥖"


def test_asking_nothing_says_how_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask"]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "Ask for something, for example: serge ask kronstadt\n")


@pytest.mark.parametrize("arguments", [["kronstadt"], [], ["ask", "--colour", "x"]], ids=["command", "none", "option"])
def test_what_the_program_does_not_know_is_used_wrongly(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: serge" in capsys.readouterr().err


def test_a_batch_is_answered_in_order_whatever_its_ids(file: str, tmp_path: Path) -> None:
    ids = [7, "seven", None, 1.5, ["a", {"b": 1}], True, "\udcff"]
    questions = [{"id": id_, "query": query} for id_, query in zip(ids, QUERIES, strict=True)]
    path = batch(tmp_path, *map(json.dumps, questions))
    shown = serge("ask", "--json", "--batch", path, "--database", file)
    assert (shown.returncode, shown.stderr) == (0, "")
    answers = [json.loads(line) for line in shown.stdout.split("\n")[:-1]]
    assert [answer["id"] for answer in answers] == ids
    assert [answer["query"] for answer in answers] == QUERIES
    for answer in answers[:1]:
        alone = serge("ask", "--json", answer["query"], "--database", file)
        assert json.loads(alone.stdout) == {**answer, "id": None}


# Files as editors and other programs leave them.
WRITTEN = {
    "empty lines": (["", '{"id": 1, "query": "kronstadt"}', "   ", '{"id": 2, "query": "makhno"}', ""], [1, 2]),
    "no id": (['{"query": "kronstadt"}'], [None]),
    "more than asked": (['{"id": 1, "query": "kronstadt", "wanted": "x"}'], [1]),
    "a byte order mark": ([b'\xef\xbb\xbf{"id": 1, "query": "kronstadt"}'], [1]),
    "an ending of Windows": (['{"id": 1, "query": "kronstadt"}\r', '{"id": 2, "query": "x"}\r'], [1, 2]),
    "a line separator in the query": (['{"id": 1, "query": "kron\u2028stadt"}'], [1]),
    "nothing at all": ([], []),
}


@pytest.mark.parametrize(("lines", "ids"), WRITTEN.values(), ids=WRITTEN.keys())
def test_a_batch_is_read_as_it_was_written(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: list[str | bytes], ids: list[object]
) -> None:
    assert main(["ask", "--json", "--batch", batch(tmp_path, *lines), "--database", file]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.split("\n")[:-1]] == ids


# One broken line, and nothing is answered; what is said names the file and the line.
BROKEN = {
    "no JSON": "kronstadt",
    "half of it": '{"id": 2, "query": "kron',
    "a list": '["kronstadt"]',
    "no query": '{"id": 2}',
    "a query that is no text": '{"id": 2, "query": 7}',
    "brackets without end": "[" * 100_000,
    "a number without end": "9" * 100_000,
}


@pytest.mark.parametrize("line", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_line_is_named_and_nothing_is_answered(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    path = batch(tmp_path, '{"id": 1, "query": "kronstadt"}', line, '{"id": 3, "query": "makhno"}')
    assert main(["ask", "--json", "--batch", path, "--database", file]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"{path}:2: ")
    assert printed.err.endswith("Nothing was answered.\n")


def test_a_file_that_cannot_be_read_is_said_so(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = {
        str(tmp_path / "nowhere.jsonl"): "cannot be read: No such file or directory.",
        str(tmp_path): "cannot be read: Is a directory.",
        batch(tmp_path, b'{"query": "\xff"}'): "is not UTF-8; save it as UTF-8.",
    }
    for path, why in said.items():
        assert main(["ask", "--json", "--batch", path, "--database", file]) == 1
        assert capsys.readouterr().err == f"{path} {why}\n"


# What `| head -1` does: it reads a line and goes. What `| true` does: it goes.
@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "kronstadt"],
        ["ask", "--json", "kronstadt"],
        ["ask", "--json", "asdfgh"],
        ["ask", "--json-schema"],
        ["topics"],
    ],
    ids=" ".join,
)
def test_a_reader_that_goes_is_let_go(file: str, arguments: list[str]) -> None:
    database = [] if "--json-schema" in arguments else ["--database", file]
    program = start(*arguments, *database)
    assert program.stdout is not None
    program.stdout.close()
    assert program.stderr is not None
    assert program.stderr.read() == b""
    assert program.wait(SECONDS) in {0, 1}
    program.communicate()


def test_a_long_batch_piped_into_head_ends_quietly(file: str, tmp_path: Path) -> None:
    path = batch(tmp_path, *(json.dumps({"id": n, "query": "kronstadt"}) for n in range(200)))
    program = start("ask", "--json", "--batch", path, "--database", file)
    assert program.stdout is not None
    head = subprocess.run(["head", "-1"], stdin=program.stdout, capture_output=True, timeout=SECONDS, check=True)
    program.stdout.close()
    assert json.loads(head.stdout)["id"] == 0
    assert program.stderr is not None
    assert program.stderr.read() == b""
    program.communicate()


def test_the_database_can_be_named_in_the_environment(file: str) -> None:
    shown = serge("ask", "kronstadt", environment={"SERGE_DATABASE_URL": file})
    assert shown.returncode == 0


def test_without_any_setting_the_library_is_made_in_the_data_folder(tmp_path: Path) -> None:
    assert serge("ask", "kronstadt").returncode == 0
    assert (tmp_path / "data" / "serge" / "serge.db").is_file()


def test_asking_does_not_load_discord(file: str) -> None:
    code = (
        f"import sys; from bot.cli import main; main(['ask', 'kronstadt', '--database', {file!r}]); print(*sys.modules)"
    )
    program = start(code=code)
    output, _ = program.communicate(timeout=SECONDS)
    modules = output.decode().splitlines()[-1].split()
    assert "knowledge.lookup" in modules
    assert not {"discord", "aiohttp", "alembic", "pydantic", "yaml"} & set(modules), os.linesep.join(modules)
