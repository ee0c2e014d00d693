"""The labelled queries of the shipped pack, which everything is measured on, and reading such files."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from knowledge.errors import Fault, QueriesFaulty, QueriesNotFound
from knowledge.evaluation.labelled import OTHER, Labelled, labelled_set, read_labelled
from knowledge.packs.pack import Pack
from knowledge.packs.shipped import SHIPPED
from knowledge.search.normal import normalise

SETS = {name: read_labelled(labelled_set(name)) for name in ("tuning", "test")}
EVERY = [labelled for queries in SETS.values() for labelled in queries]

STYLES = {
    "keyword", "question", "misspelt", "claim", "paste", "vague", "synonym", "name", "quotation", "page", OTHER,
}  # fmt: skip

LONG = 4
"""Words from which a text that holds another one is no accident."""


def test_there_are_enough_of_them() -> None:
    answered = sum(bool(labelled.right) for labelled in EVERY)
    assert answered >= 250
    assert len(EVERY) - answered >= 100


def test_every_id_is_given_once() -> None:
    assert len({labelled.id for labelled in EVERY}) == len(EVERY)


@pytest.mark.parametrize("name", SETS)
def test_every_style_is_in_both_halves(name: str) -> None:
    assert {labelled.style for labelled in SETS[name]} == STYLES


def test_every_right_place_stands_in_the_edition(shipped: Pack) -> None:
    there = {block.name for block in shipped.edition.blocks}
    assert {labelled.id: sorted(labelled.right - there) for labelled in EVERY if labelled.right - there} == {}


def test_what_the_text_does_not_answer_is_of_the_style_other_and_nothing_else_is() -> None:
    assert [labelled.id for labelled in EVERY if (labelled.style == OTHER) == bool(labelled.right)] == []


# What was tuned on cannot be measured on, and what stands twice counts twice.
def test_no_query_stands_twice_or_in_both_halves() -> None:
    alike: dict[str, list[str]] = defaultdict(list)
    for labelled in EVERY:
        alike[normalise(labelled.query) or labelled.query].append(labelled.id)
    assert [ids for ids in alike.values() if len(ids) > 1] == []


# The phrasings are written in the pack, the queries without sight of it: neither may be copied from the other.
def test_no_phrasing_is_a_query(shipped: Pack) -> None:
    asked = {normalise(labelled.query): labelled.id for labelled in EVERY}
    assert {text: asked[text] for text in phrasings(shipped) & asked.keys()} == {}


def test_no_phrasing_of_some_words_holds_a_query_or_is_held_by_one(shipped: Pack) -> None:
    texts = [text for text in phrasings(shipped) if len(text.split()) >= LONG]
    asked = {labelled.id: normalise(labelled.query) for labelled in EVERY}
    within = [
        (id_, text)
        for id_, query in asked.items()
        if len(query.split()) >= LONG
        for text in texts
        if f" {text} " in f" {query} " or f" {query} " in f" {text} "
    ]
    assert within == []


def phrasings(pack: Pack) -> set[str]:
    """Every phrasing of the pack, normalised."""
    return {normalise(text) for entry in pack.entries for _, text in entry.phrasings}


def test_a_set_of_the_pack_goes_by_its_name_and_any_other_by_its_path(tmp_path: Path) -> None:
    assert labelled_set("test") == SHIPPED / "queries" / "test.jsonl"
    assert labelled_set(str(tmp_path / "mine.jsonl")) == tmp_path / "mine.jsonl"


ONE = {"id": "k001", "style": "keyword", "query": "night baking", "right": ["The Ovens 1", "note 2"]}
LINE = json.dumps(ONE)
READ = Labelled("k001", "keyword", "night baking", frozenset({"The Ovens 1", "note 2"}))

# Files as people and editors write them.
WRITTEN = {
    "as it should be": (f"{LINE}\n", [READ]),
    "without a line break at the end": (LINE, [READ]),
    "a byte order mark": (f"\ufeff{LINE}\n", [READ]),
    "empty lines": (f"\n \t\n{LINE}\n\n{LINE}\n\n", [READ, READ]),
    "line endings of Windows": (f"{LINE}\r\n{LINE}\r\n", [READ, READ]),
    "more than is asked for": (json.dumps({**ONE, "remark": "half right"}), [READ]),
    "an id that is a number": (json.dumps({**ONE, "id": 7}), [Labelled("7", READ.style, READ.query, READ.right)]),
    "no right place": (
        json.dumps({**ONE, "style": OTHER, "right": []}),
        [Labelled(READ.id, OTHER, READ.query, frozenset())],
    ),
    "a line separator in a query": (
        json.dumps({**ONE, "query": "night\u2028baking"}, ensure_ascii=False),
        [Labelled(READ.id, READ.style, "night\u2028baking", READ.right)],
    ),
    "an empty query": (json.dumps({**ONE, "query": ""}), [Labelled(READ.id, READ.style, "", READ.right)]),
    "nothing at all": ("", []),
}


@pytest.mark.parametrize(("text", "read"), WRITTEN.values(), ids=WRITTEN.keys())
def test_a_file_is_read_as_it_was_written(tmp_path: Path, text: str, read: list[Labelled]) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_bytes(text.encode())
    assert read_labelled(file) == read


def lacking(name: str) -> str:
    """A line without that field."""
    return json.dumps({field: value for field, value in ONE.items() if field != name})


FAULTY = {
    "no JSON": "night baking",
    "half of it": LINE[:-1],
    "a list": json.dumps([LINE]),
    "a text": '"night baking"',
    "a number": "7",
    "null": "null",
    "no id": lacking("id"),
    "no style": lacking("style"),
    "no query": lacking("query"),
    "no right places": lacking("right"),
    "a query that is no text": json.dumps({**ONE, "query": 7}),
    "right places that are no list": json.dumps({**ONE, "right": "The Ovens 1"}),
    "brackets without end": "[" * 100_000,
    "a number without end": "9" * 100_000,
}


@pytest.mark.parametrize("line", FAULTY.values(), ids=FAULTY.keys())
def test_a_faulty_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text(f"{LINE}\n\n{line}\n{LINE}\n", encoding="utf-8")
    with pytest.raises(QueriesFaulty) as raised:
        read_labelled(file)
    (fault,) = raised.value.faults
    assert (fault.file, fault.line) == ("mine.jsonl", 3)


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text("\n".join(FAULTY.values()), encoding="utf-8")
    with pytest.raises(QueriesFaulty) as raised:
        read_labelled(file)
    message = 'should be like {"id": …, "style": …, "query": …, "right": […]}'
    assert list(raised.value.faults) == [Fault("mine.jsonl", line, message) for line in range(1, len(FAULTY) + 1)]


def test_a_file_that_cannot_be_read_is_told_with_why(tmp_path: Path) -> None:
    (tmp_path / "latin.jsonl").write_bytes(b'{"query": "\xe9"}')
    for name, why in {
        "nowhere.jsonl": "No such file or directory",
        ".": "Is a directory",
        "latin.jsonl": "it is not UTF-8",
    }.items():
        with pytest.raises(QueriesNotFound) as raised:
            read_labelled(tmp_path / name)
        assert (raised.value.path, raised.value.detail) == (str(tmp_path / name), why)
