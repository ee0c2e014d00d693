"""``serge eval``: what it prints, what it writes, what it refuses; and that the page in the repository is today's."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from bot.cli import main
from knowledge.evaluation.labelled import OTHER, labelled_set, read_labelled
from knowledge.evaluation.measure import EVERY
from knowledge.evaluation.report import HEADS, LEGEND, PLOT, REPORT
from knowledge.packs.shipped import SHIPPED
from tests.processes import serge

QUERIES = [
    {"id": "a", "style": "keyword", "query": "kronstadt", "right": ["The Bolsheviks 16", "The Bolsheviks 17"]},
    {"id": "b", "style": "misspelt", "query": "kronstat", "right": ["The Bolsheviks 16", "The Bolsheviks 17"]},
    {"id": "c", "style": "page", "query": "memoirs 150", "right": ["note 999"]},
    {"id": "d", "style": OTHER, "query": "asdfgh", "right": []},
]

STYLES = ("keyword", "misspelt", "page", EVERY, OTHER)
PEERS = ("Serge", "rapidfuzz WRatio", "FTS5 bm25", "bm25s")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def mine(tmp_path: Path) -> str:
    """A file of four queries: two found, one of which no place is right, one that the text does not answer."""
    file = tmp_path / "mine.jsonl"
    file.write_text("\n".join(map(json.dumps, QUERIES)), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("columns", ["200", "60", None])
def test_every_style_and_every_peer_has_its_row_of_figures(mine: str, columns: str | None) -> None:
    shown = serge("eval", mine, environment={"COLUMNS": columns} if columns else {})
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert max(map(len, lines)) <= int(columns or 80)
    assert "…" not in shown.stdout
    figures = {name: numbers(name, lines) for name in (*STYLES, *PEERS)}
    assert figures["keyword"] == ["1", "1.00", "1.00", "1.00", "1.00", "1.00", "–"]
    assert figures["page"] == ["1", "0.00", "0.00", "0.00", "1.00", "0.00", "–"]
    assert figures[EVERY][:3] == ["3", "0.67", "0.67"]
    assert figures[OTHER] == ["1", *(5 * ["–"]), "0.00"]
    assert figures["Serge"][:2] == ["4", "0.67"]
    words = "".join(shown.stdout.split())
    for said in (*HEADS, LEGEND, f"{mine}, by style", f"{mine}, beside its peers"):
        assert "".join(said.split()) in words or (columns == "60" and said in HEADS)


def numbers(name: str, lines: list[str]) -> list[str]:
    """The figures of the row that begins with this name, which may go on in the lines below."""
    (row,) = [line for line in lines if re.match(rf"{re.escape(name[:4])}.*? \d+ +[\d–]", line)]
    return re.findall(r"[\d.–]+(?!\S)", row.removeprefix("FTS5"))


# Columns so few that no figure fits on a line: every letter of it is still there.
def test_the_narrowest_terminal_is_survived(mine: str) -> None:
    shown = serge("eval", mine, environment={"COLUMNS": "20"})
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "…" not in shown.stdout


def test_the_page_and_the_plot_are_written_where_they_are_wanted(
    mine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "of" / "mine"
    assert main(["eval", mine, "--write", str(folder)]) == 0
    said = "".join(capsys.readouterr().out.split())
    assert "".join(f"Written: {folder / REPORT} and {folder / PLOT}".split()) in said
    assert sorted(file.name for file in folder.iterdir()) == [REPORT, PLOT]
    rows = (folder / REPORT).read_text(encoding="utf-8").splitlines()
    for name in (*STYLES, *PEERS):
        assert any(row.startswith(f"| {name}") for row in rows), name
    assert f"## The set “{mine}”" in rows
    drawn = ET.fromstring((folder / PLOT).read_text(encoding="utf-8"))  # noqa: S314  # our own
    assert sum(int((circle[0].text or "").split()[0]) for circle in drawn.iter(f"{SVG}circle")) == 3


def test_two_sets_are_measured_one_after_the_other(
    mine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps(QUERIES[0]), encoding="utf-8")
    assert main(["eval", mine, str(other), "--write", str(tmp_path)]) == 0
    printed = "".join(capsys.readouterr().out.split())
    assert re.findall(r"(?:mine|other)\.jsonl,(?:bystyle|besideitspeers)", printed) == [
        "mine.jsonl,bystyle", "mine.jsonl,besideitspeers", "other.jsonl,bystyle", "other.jsonl,besideitspeers",
    ]  # fmt: skip
    page = (tmp_path / REPORT).read_text(encoding="utf-8")
    assert [Path(path).name for path in re.findall(r"^## The set “(.*)”$", page, re.MULTILINE)] == [
        "mine.jsonl",
        "other.jsonl",
    ]


# A file's name is a name, not marks of rich's, whatever stands in it.
@pytest.mark.parametrize("name", ["[bold]mine[/bold].jsonl", "[/nothing].jsonl", ":smile:.jsonl"])
def test_a_files_name_is_shown_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path(name)
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(QUERIES[0]), encoding="utf-8")
    assert main(["eval", name]) == 0
    assert f"{name}, by style" in capsys.readouterr().out


def test_a_set_of_nothing_is_measured_all_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "nothing.jsonl"
    file.write_text("\n", encoding="utf-8")
    assert main(["eval", str(file), "--write", str(tmp_path)]) == 0
    assert re.search(rf"^{EVERY} 0( +–)+ *$", capsys.readouterr().out, re.MULTILINE)


# What is refused, and what is said; nothing is measured, printed or written then.


def test_a_faulty_file_is_told_with_every_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text("\n".join([json.dumps(QUERIES[0]), "kronstadt", json.dumps(QUERIES[1]), '{"id": 1}']))
    assert main(["eval", str(file), "--write", str(tmp_path / "folder")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        'mine.jsonl:2: should be like {"id": …, "style": …, "query": …, "right": […]}',
        'mine.jsonl:4: should be like {"id": …, "style": …, "query": …, "right": […]}',
        "2 faults in the queries; nothing was measured.",
    ]
    assert not (tmp_path / "folder").exists()


def test_the_second_file_is_read_before_the_first_is_measured(
    mine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", mine, str(tmp_path / "nowhere.jsonl")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"There are no labelled queries in {tmp_path / 'nowhere.jsonl'}: No such file")


# A folder that cannot be made, and one in which the page's name is taken by a folder.
def test_a_folder_that_cannot_be_written_is_told(mine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["eval", mine, "--write", str(tmp_path / "file")]) == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"{tmp_path / 'file'} cannot be written: File exists.\n")
    (tmp_path / "taken" / REPORT).mkdir(parents=True)
    assert main(["eval", mine, "--write", str(tmp_path / "taken")]) == 1
    assert capsys.readouterr().err == f"{tmp_path / 'taken'} cannot be written: Is a directory.\n"


# The page in the pack: of the sets as they are, so that nobody forgets to measure anew.


def test_the_page_in_the_pack_counts_the_queries_that_are_there_now() -> None:
    page = (SHIPPED / REPORT).read_text(encoding="utf-8")
    parts = re.split(r"^## ", page, flags=re.MULTILINE)[1:]
    sets = {name: read_labelled(labelled_set(name)) for name in ("tuning", "test")}
    assert [part.splitlines()[0] for part in parts[:-1]] == [f"The set “{name}”" for name in sets]
    for part, queries in zip(parts, sets.values(), strict=False):
        counted = dict(re.findall(r"^\| ([^|]+?) \| (\d+) \|", part, re.MULTILINE))
        styles = Counter(labelled.style for labelled in queries)
        answered = len(queries) - styles[OTHER]
        peers = {name: len(queries) for name in counted if name.startswith(PEERS)}
        assert counted == {name: str(number) for name, number in (styles | {EVERY: answered} | peers).items()}
        assert len(peers) >= len(PEERS)


def test_the_plot_in_the_pack_is_of_no_more_queries_than_there_are() -> None:
    page = (SHIPPED / REPORT).read_text(encoding="utf-8")
    assert f"]({PLOT})" in page.rpartition("(“test”)")[2]
    drawn = ET.fromstring((SHIPPED / PLOT).read_text(encoding="utf-8"))  # noqa: S314  # our own
    titles = [circle[0].text or "" for circle in drawn.iter(f"{SVG}circle")]
    queries = read_labelled(labelled_set("test"))
    answered = sum(labelled.style != OTHER for labelled in queries)
    assert answered / 2 < sum(int(title.split()[0]) for title in titles) <= len(queries)
