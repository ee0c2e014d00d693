"""``serge new-pack``: all of a pack or nothing, never over anything; and the second text's pack, made with it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.cli import main
from knowledge.packs.assemble import read_pack
from knowledge.packs.coverage import coverage
from knowledge.packs.skeleton.make import make_skeleton

PACKS = Path(__file__).parents[1] / "packs"
TEXT, FINISHED = PACKS / "small-libraries.txt", PACKS / "small-libraries"
FILES = {"pack", "essay", "sources", "quotations", "citations", "entries", "pairs", "slips", "DECISIONS"}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with the second text beside it."""
    desk = tmp_path / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    return desk


def everything(folder: Path) -> dict[str, bytes | None]:
    """All that lies in the folder, hidden files included; None for folders."""
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def test_a_pack_is_begun_in_a_folder_of_the_texts_name(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-pack", str(TEXT)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Made small-libraries from small-libraries.txt: “The Shelf and the Key”, 5 sections,")
    assert printed.endswith("and run: serge check small-libraries\n")
    assert [path.name for path in desk.iterdir()] == ["small-libraries"]
    assert {path.stem for path in (desk / "small-libraries").iterdir()} == FILES


def test_a_table_of_contents_that_is_left_out_is_said(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "a.txt").write_text("T\n\nContents\n\nA\t4\nB\t7\n\nIt is.\n", encoding="utf-8")
    assert main(["new-pack", "a.txt"]) == 0
    assert "\nLeft out of essay.md: a table of contents (lines 3 to 6 of a.txt)\n" in capsys.readouterr().out
    decisions = (desk / "a/DECISIONS.md").read_text(encoding="utf-8")
    assert "- [ ] lines 3 to 6: a table of contents: “Contents”, “A\t4”, “B\t7”\n" in decisions


def test_nothing_is_said_of_a_table_where_there_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-pack", str(TEXT)]) == 0
    assert "Left out" not in capsys.readouterr().out


def test_the_beginnings_of_a_pack_are_a_pack_without_faults_that_tells_what_is_missing(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new-pack", str(TEXT), "begun"])
    capsys.readouterr()
    assert main(["check", "begun"]) == 0
    printed = capsys.readouterr().out
    assert "0 of 16 paragraphs, 0 of 8 notes, 30 of 30 parentheses, 20 of 20 quotation marks" in printed
    gaps = re.findall("^  not covered – (.*?): ", printed, re.MULTILINE)
    assert gaps == [block.name for block in read_pack(desk / "begun").edition.blocks]
    assert "\n  to do – pack.yaml: “licence” is still to be filled in\n" in printed
    assert "\n  to do – sources.yaml: the title of “shelf” is still to be filled in\n" in printed
    assert read_pack(desk / "begun").info.slug == "small-libraries"


def test_a_pack_that_calls_itself_complete_may_not_leave_anything_to_fill_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "finished"
    shutil.copytree(FINISHED, folder)
    about = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(re.sub("licence: .*", "licence: FILL IN", about), encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    assert capsys.readouterr().out == "pack.yaml: “licence” is still to be filled in\n"


def test_an_empty_folder_is_filled(desk: Path) -> None:
    (desk / "mine").mkdir()
    assert main(["new-pack", str(TEXT), "mine"]) == 0
    assert {path.stem for path in (desk / "mine").iterdir()} == FILES
    assert [path.name for path in desk.iterdir()] == ["mine"]


# (what is there, the arguments, what is said of it). Nothing is written, and the folder stays as it was.
REFUSED: dict[str, tuple[dict[str, bytes | None], list[str], str]] = {
    "a folder with something in it": (
        {"mine/notes.txt": b"keep me", "text.txt": b"It is."},
        ["text.txt", "mine"],
        "mine is there already, and nothing is overwritten.\nName another folder after the text: serge new-pack",
    ),
    "a file of the folder's name": ({"text": b"keep me", "text.txt": b"It is."}, ["text.txt"], "text is there already"),
    "no such text": ({}, ["text.txt"], "text.txt does not exist. Check its name"),
    "a text that cannot be read": ({}, ["a" * 300], f"{'a' * 300} cannot be read (File name too long)."),
    "a folder for a text": ({"texts": None}, ["texts"], "texts is a folder. Name the text file in it."),
    "a binary": ({"a.pdf": b"%PDF-1.7\n\0\1"}, ["a.pdf"], "a.pdf is not plain text. Save the text as plain text"),
    "UTF-16": ({"a.txt": "It is.".encode("utf-16")}, ["a.txt"], "a.txt is not plain text."),
    "Latin-1": ({"a.txt": b"It\nis \xe9.\n"}, ["a.txt"], "a.txt is not UTF-8 in line 2. Save the file as UTF-8."),
    "nothing": ({"a.txt": b""}, ["a.txt"], "a.txt holds no paragraph of text."),
    "blanks": ({"a.txt": b"\xef\xbb\xbf \n\n"}, ["a.txt"], "a.txt holds no paragraph of text."),
    "headings alone": ({"a.md": b"# T\n\n## A\n"}, ["a.md"], "a.md holds no paragraph of text."),
    "a folder that is not there": ({"a.txt": b"It is."}, ["a.txt", "no/mine"], "no/mine cannot be written (No such"),
    "a file for a folder": ({"a.txt": b"It is.", "no": b""}, ["a.txt", "no/mine"], "no/mine cannot be written (Not a"),
}


@pytest.mark.parametrize(("there", "arguments", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    desk: Path, capsys: pytest.CaptureFixture[str], there: dict[str, bytes | None], arguments: list[str], said: str
) -> None:
    for name, content in there.items():
        (desk / name).parent.mkdir(exist_ok=True)
        (desk / name).mkdir() if content is None else (desk / name).write_bytes(content)
    before = everything(desk)
    assert main(["new-pack", *arguments]) == 1
    assert capsys.readouterr().err.startswith(f"No pack was made: {said}")
    assert everything(desk) == before


SLUGS = {"My Essay (2).txt": "my-essay-2", "Полки.md": "pack", "a.b.c": "a-b"}


@pytest.mark.parametrize(("name", "slug"), SLUGS.items(), ids=SLUGS.values())
def test_the_slug_comes_from_the_files_name(desk: Path, name: str, slug: str) -> None:
    (desk / name).write_text("It is.", encoding="utf-8")
    assert main(["new-pack", name]) == 0
    assert read_pack(desk / slug).info.slug == slug


def test_the_second_texts_pack_is_whole_and_leaves_nothing_out() -> None:
    pack = read_pack(FINISHED)
    assert pack.complete
    assert coverage(pack).gaps == ()
    assert (len(pack.entries), len(pack.pairs), len(pack.edition.notes)) == (9, 2, 8)
    assert "invented" in pack.info.retrieved
    assert "CC0" in pack.info.licence


def test_the_second_texts_edition_is_what_new_pack_made_but_for_the_hyphen_that_broke_a_word(desk: Path) -> None:
    made = (make_skeleton(TEXT, desk / "begun").folder / "essay.md").read_text(encoding="utf-8")
    assert made.count("read-ing rooms") == 1
    assert made.replace("read-ing rooms", "reading rooms") == (FINISHED / "essay.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("query", "topic"),
    [("stolen books", "Lost books"), ("can volunteers run a library?", "Volunteers"), ("kronstadt", "Kronstadt")],
)
def test_the_second_texts_pack_answers_beside_the_shipped_one(
    desk: Path, capsys: pytest.CaptureFixture[str], query: str, topic: str
) -> None:
    database = ["--database", str(desk / "serge.db")]
    assert main(["load", *database, str(FINISHED)]) == 0
    capsys.readouterr()
    main(["ask", *database, query])
    assert topic in capsys.readouterr().out.splitlines()
