"""``serge check``, ``load``, ``coverage``, ``export`` and ``schema`` over packs of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from bot.cli import main
from bot.settings import Settings
from tests.factories import ENTRIES, PACK, write_pack
from tests.processes import serge

# An entry that houses its quotation, so that the small pack could call itself complete but for its citations.
COMPLETE = PACK + "complete: true\n"


def test_check_says_what_a_pack_holds_and_what_is_not_covered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(write_pack(tmp_path / "bread"))]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "A Word on Bread: 4 paragraphs, 2 notes, 2 sources, 3 quotations, 2 entries. Everything stands where it should."
    )
    assert lines[1].startswith("Covered: 0 of 4 paragraphs, 0 of 2 notes, 0 of 3 parentheses, 3 of 3 quotation marks")
    homeless = "belongs to no entry; name it under “places” of one"
    unlisted = "is not listed in citations.yaml"
    assert f"  not covered – The Ovens 2: {homeless} · (*Ovens* 12) {unlisted}" in lines
    assert f"  not covered – note 2: {homeless} · {unlisted}" in lines


def test_check_counts_the_faults_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_pack(
        tmp_path / "bread", entries=ENTRIES.replace("Weighing is", "Weighing was"), pack=PACK + "x: y\n"
    )
    assert main(["check", str(folder)]) == 1
    printed = capsys.readouterr()
    assert [line.split(":")[0] for line in printed.out.splitlines()] == ["entries.yaml", "pack.yaml"]
    assert printed.err == "2 faults.\n"


# A gap is found once everything else is in order, so that one mends first what hides others.
def test_a_complete_pack_hears_of_its_gaps_after_its_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_pack(tmp_path / "bread", pack=COMPLETE)
    assert main(["check", str(folder)]) == 1
    gaps = capsys.readouterr().out.splitlines()
    assert any("(*Ovens* 12) is not listed" in gap for gap in gaps)
    write_pack(folder, pack=COMPLETE, entries=ENTRIES.replace("Weighing is", "Weighing was"))
    assert main(["check", str(folder)]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_check_knows_the_shipped_pack_without_a_folder() -> None:
    checked = serge("check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith("Victor Serge: The Worst of the Anarchists: 75 paragraphs, 46 notes, ")


@pytest.mark.parametrize("command", ["check", "coverage", "export", "load"])
def test_a_folder_without_a_pack_is_told_so(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    database = ["--database", settings.database_url.removeprefix("sqlite:///")] if command == "load" else []
    assert main([command, str(tmp_path), *database]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"There is no pack in {tmp_path}: a pack is a folder with pack.yaml")


@pytest.mark.parametrize("command", ["coverage", "export", "load"])
def test_a_pack_with_faults_is_neither_drawn_nor_exported_nor_loaded(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    folder = write_pack(tmp_path / "bread", quotations="- key: x\n")
    database = ["--database", settings.database_url.removeprefix("sqlite:///")] if command == "load" else []
    assert main([command, str(folder), *database]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "quotations.yaml:1: “exact” is missing" in printed.err
    assert "nothing was loaded" in printed.err


def test_load_says_what_it_loaded_and_that_it_is_there_already(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["load", str(write_pack(tmp_path / "bread"))]
    database = ["--database", settings.database_url.removeprefix("sqlite:///")]
    said = []
    for _ in range(2):
        assert main([*command, *database]) == 0
        said.append(capsys.readouterr().out)
    assert said == [
        "Loaded A Word on Bread: 2 entries, 3 quotations, 2 sources.\n",
        "A Word on Bread is loaded already, unchanged: 2 entries, 3 quotations, 2 sources.\n",
    ]
    assert main(["ask", "night baking", *database]) == 0
    assert "Ada Lamp" in capsys.readouterr().out


def test_the_map_of_a_pack_of_ones_own_is_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(write_pack(tmp_path / "bread"))
    assert main(["coverage", folder, "--markdown"]) == 0
    assert capsys.readouterr().out == MAP
    assert main(["coverage", folder]) == 0
    assert "stated in The Ovens 1; answered in The Ovens 1; 2 quoted from Ovens" in capsys.readouterr().out


MAP = """\
# The argument of *A Word on Bread*

## The Ovens

- **Night baking** – Bread has to be baked at night. (the masters)
  - stated in The Ovens 1; answered in The Ovens 1
  - 2 quotations, from *Ovens*

## The Scales

- **False weights** – How the miller weighs is nobody else's business. (implied)
  - stated in The Scales 1; answered in The Scales 1
  - 1 quotation, from *Sacks*
"""


@pytest.mark.parametrize("file", ["pack", "sources", "quotations", "citations", "entries", "pairs", "slips"])
def test_every_file_of_a_pack_has_a_schema(capsys: pytest.CaptureFixture[str], file: str) -> None:
    assert main(["schema", file]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    assert schema["type"] == ("object" if file == "pack" else "array")
