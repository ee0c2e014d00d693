"""A pack with faults is refused with all of them: each with its file and line, in words for the person who wrote it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from knowledge.errors import Fault, PackError, PackNotFound
from knowledge.packs.assemble import inspect, read_pack
from tests.factories import FILES, write_pack
from tests.pack_slips import SLIPS, Change

HANGS = 30.0
"""Seconds after which something that takes well under one is taken to hang."""

LAUGHS = "a: &a [ha, ha]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{below}'] * 9)}]\n" for below, name in zip("abcdefghi", "bcdefghij", strict=True)
)
"""Ten lines of YAML that stand for two thousand million words."""


def changed(folder: Path, *changes: Change) -> Path:
    """The small pack in ``folder`` with other words in its files; each stands there exactly once."""
    texts = dict(FILES)
    for file, written, instead in changes:
        assert texts[file].count(written) == 1, f"{file} holds “{written}” {texts[file].count(written)} times"
        texts[file] = texts[file].replace(written, instead)
    return write_pack(folder, **{file.partition(".")[0]: text for file, text in texts.items()})


def told(folder: Path) -> list[str]:
    """Every fault of the pack as it is printed."""
    return [str(fault) for fault in inspect(folder)[1]]


def test_the_small_pack_has_no_faults(tmp_path: Path) -> None:
    pack = read_pack(write_pack(tmp_path))
    assert [entry.key for entry in pack.entries] == ["night-baking", "false-weights"]
    assert pack.quotations[2].citation is not None
    assert pack.quotations[2].citation.quoted


@pytest.mark.parametrize(("change", "faults"), SLIPS.values(), ids=SLIPS.keys())
def test_one_slip_is_one_fault_with_its_file_and_line(tmp_path: Path, change: Change, faults: list[str]) -> None:
    assert told(changed(tmp_path, change)) == faults


def test_several_slips_are_told_at_once_in_the_order_of_file_and_line(tmp_path: Path) -> None:
    slips = ["a name of nobody", "a source that is not there", "a colour that is none", "an alias of another entry"]
    folder = changed(tmp_path, *(SLIPS[slip][0] for slip in slips))
    faults = told(folder)
    assert sorted(faults) == sorted(fault for slip in slips for fault in SLIPS[slip][1])
    assert inspect(folder)[1] == sorted(inspect(folder)[1])
    with pytest.raises(PackError) as refused:
        read_pack(folder)
    assert [str(fault) for fault in refused.value.faults] == faults


# A key written wrong in an entry: what stands there, what is written instead, and what is said of it.
LAST = "    questions: [did the millers cheat?]"
WRONG_KEYS: dict[str, tuple[str, str, list[str]]] = {
    "like none": (LAST, f"{LAST}\n  holder: nobody", ["entries.yaml:32: unknown key “holder”"]),
    "like one that is there": (
        LAST,
        f"{LAST}\n  clam: this",
        ["entries.yaml:32: unknown key “clam”; did you mean “claim”?"],
    ),
    "like one of another list": (
        LAST,
        f"{LAST}\n  titel: this",
        ["entries.yaml:32: unknown key “titel”; did you mean “title”?"],
    ),
    "in place of the right one": (
        "  implied:",
        "  impleid:",
        ["entries.yaml:22: unknown key “impleid”; did you mean “implied”?"],
    ),
    "in place of one that is needed": (
        "  claim: How",
        "  clam: How",
        ["entries.yaml:18: “claim” is missing", "entries.yaml:21: unknown key “clam”; did you mean “claim”?"],
    ),
    "further in": (
        "      suffix:",
        "      sufix:",
        ["entries.yaml:25: unknown key “sufix”; did you mean “suffix”?"],
    ),
}


@pytest.mark.parametrize(("written", "instead", "faults"), WRONG_KEYS.values(), ids=WRONG_KEYS.keys())
def test_an_unknown_key_hides_nothing_else_that_is_wrong_with_its_item(
    tmp_path: Path, written: str, instead: str, faults: list[str]
) -> None:
    others = (
        ("entries.yaml", "[scales]", "[scales, scales, night baking]"),
        ("entries.yaml", "[short-weight]", "[long-weight]"),
        ("entries.yaml", "every third sack", "every third loaf"),
    )
    without = told(changed(tmp_path / "without", *others))
    assert [fault.partition(": ")[0] for fault in without] == [f"entries.yaml:{line}" for line in (20, 20, 26, 28)]
    assert set(told(changed(tmp_path / "with", *others, ("entries.yaml", written, instead)))) == {*without, *faults}


# Files that cannot be read at all, and what is said of them; nothing is said of what only follows from that.
FILES_AT_FAULT: dict[str, tuple[str, str | bytes | None, list[str]]] = {
    "no essay": ("essay", None, ["essay.md: is missing; it holds the text itself"]),
    "an empty essay": ("essay", "", ["essay.md: holds no text"]),
    "an essay in another encoding": (
        "essay",
        FILES["essay.md"].replace("“", '"').replace("dawn", "dàwn").encode("latin-1", "replace"),
        ["essay.md:5: is not UTF-8 here; save the file as UTF-8"],
    ),
    "a list in another encoding": (
        "sources",
        FILES["sources.yaml"].replace("–", "-").replace("Tom", "Tóm").encode("latin-1"),
        ["sources.yaml:14: is not UTF-8 here; save the file as UTF-8"],
    ),
    "an empty pack.yaml": (
        "pack",
        "",
        [f"pack.yaml:1: “{key}” is missing" for key in ("author", "date", "licence", "retrieved", "slug", "title")],
    ),
    "a pack.yaml in another encoding": (
        "pack",
        FILES["pack.yaml"].replace("Baker", "Bäker").encode("latin-1"),
        ["pack.yaml:3: is not UTF-8 here; save the file as UTF-8"],
    ),
    "a list for a mapping": ("pack", "- slug: x\n", ["pack.yaml:1: “this” should hold keys and values (key: value)"]),
    "a mapping for a list": (
        "entries",
        "key: night-baking\n",
        ["entries.yaml:1: should be a list: every item begins with “- ”"],
    ),
    "text for a list": ("sources", "Ovens\n", ["sources.yaml:1: should be a list: every item begins with “- ”"]),
    "a list of words": (
        "entries",
        "- one\n-\n- [two]\n",
        [f"entries.yaml:{line}: “this” should hold keys and values (key: value)" for line in (1, 2, 3)],
    ),
    "two documents": (
        "entries",
        "[]\n---\n[]\n",
        [
            (
                "entries.yaml:2: not readable as YAML: expected a single document in the stream that begins on line 1, "
                "but found another document"
            )
        ],
    ),
    "values without end": ("entries", "[" * 100_000, ["entries.yaml:1: values stand more than 20 deep in one another"]),
    "lists in lists": ("entries", "- " * 50_000, ["entries.yaml:1: values stand more than 20 deep in one another"]),
}


@pytest.mark.parametrize(("file", "content", "faults"), FILES_AT_FAULT.values(), ids=FILES_AT_FAULT.keys())
def test_a_file_that_cannot_be_read_is_one_fault(
    tmp_path: Path, file: str, content: str | bytes | None, faults: list[str]
) -> None:
    assert told(write_pack(tmp_path, **{file: content})) == faults


@pytest.mark.parametrize("name", ["quotations", "entries"])
@pytest.mark.parametrize("content", [None, "", "# nothing yet\n", "[]\n"], ids=["none", "empty", "a comment", "[]"])
def test_a_list_may_be_empty(tmp_path: Path, name: str, content: str | None) -> None:
    faults = told(write_pack(tmp_path, **{name: content}))
    assert all("which is not in the pack" in fault for fault in faults)


def test_a_folder_without_pack_yaml_holds_no_pack(tmp_path: Path) -> None:
    for folder in (write_pack(tmp_path / "one", pack=None), tmp_path / "nowhere"):
        with pytest.raises(PackNotFound) as missing:
            inspect(folder)
        assert missing.value.path == str(folder)


def test_entries_may_stand_in_a_folder_of_files_and_faults_name_theirs(tmp_path: Path) -> None:
    write_pack(tmp_path, entries=None)
    (tmp_path / "entries").mkdir()
    first, second = FILES["entries.yaml"].split("- key: false-weights")
    (tmp_path / "entries" / "01.yaml").write_text(first, encoding="utf-8")
    (tmp_path / "entries" / "02.yaml").write_text(f"- key: false-weights{second}", encoding="utf-8")
    assert told(tmp_path) == []
    (tmp_path / "entries" / "02.yaml").write_text(f"\n- key: night-baking{second}", encoding="utf-8")
    assert "entries/02.yaml:2: the key “night-baking” is taken by entries/01.yaml:1" in told(tmp_path)


def test_a_file_saved_by_windows_has_no_faults(tmp_path: Path) -> None:
    texts = {name.partition(".")[0]: "\ufeff" + text.replace("\n", "\r\n") for name, text in FILES.items()}
    assert told(write_pack(tmp_path, **texts)) == []


def test_text_stays_text_whatever_yaml_makes_of_it(tmp_path: Path) -> None:
    typed = ["NO", "off", "1.10", "010", "null", "1920-05-01", "0x1F", "1e3"]
    changes = ("entries.yaml", "[scales]", f"[{', '.join(typed)}]"), ("quotations.yaml", "locator: 12", "locator: 012")
    pack = read_pack(changed(tmp_path, *changes))
    assert pack.entries[1].aliases == tuple(typed)
    assert pack.quotations[0].citation is not None
    assert pack.quotations[0].citation.locator == "012"


def test_a_small_file_never_becomes_a_huge_value(tmp_path: Path) -> None:
    began = time.perf_counter()
    faults = told(write_pack(tmp_path, pack=LAUGHS, entries=f"- {LAUGHS.replace(chr(10), chr(10) + '  ')}"))
    assert time.perf_counter() - began < HANGS
    assert "pack.yaml:2: “*a” stands for what is written elsewhere; write it out here" in faults
    assert "entries.yaml:10: “*i” stands for what is written elsewhere; write it out here" in faults


def test_nothing_a_yaml_file_says_is_run(tmp_path: Path) -> None:
    proof = tmp_path / "run"
    told(write_pack(tmp_path / "pack", entries=f'- !!python/object/apply:os.mkdir ["{proof}"]\n'))
    assert not proof.exists()


def test_a_fault_of_the_whole_file_has_no_line() -> None:
    assert str(Fault("essay.md", 0, "holds no text")) == "essay.md: holds no text"
    assert str(Fault("essay.md", 3, "holds no text")) == "essay.md:3: holds no text"
