"""The export: a whole pack as JSON in its published schema, every word at the place it gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.cli import main
from knowledge.export import CONTEXT, EXPORT_SCHEMA, export_pack
from knowledge.packs.assemble import read_pack
from knowledge.packs.pack import Pack
from knowledge.packs.shipped import SHIPPED
from tests.factories import write_pack
from tests.processes import serge

Json = dict[str, Any]


@pytest.fixture(scope="module")
def exported(shipped: Pack) -> Json:
    """The shipped pack as it is exported."""
    return export_pack(shipped)


def text_at(exported: Json, place: Json) -> str:
    """The paragraph or note of that place."""
    if "note" in place:
        assert "paragraph" not in place
        (text,) = [note["text"] for note in exported["notes"] if note["note"] == place["note"]]
        return text
    wanted = (place["section"], place["paragraph"])
    (text,) = [one["text"] for one in exported["paragraphs"] if (one["section"], one["paragraph"]) == wanted]
    return text


def test_what_is_printed_keeps_to_the_published_schema() -> None:
    printed, schema = serge("export", "--format", "json"), serge("export", "--json-schema")
    assert (printed.returncode, printed.stderr, schema.returncode, schema.stderr) == (0, "", 0, "")
    Draft202012Validator.check_schema(json.loads(schema.stdout))
    Draft202012Validator(json.loads(schema.stdout)).validate(json.loads(printed.stdout))


def test_any_pack_is_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(write_pack(tmp_path / "bread"))]) == 0
    printed = json.loads(capsys.readouterr().out)
    Draft202012Validator(EXPORT_SCHEMA).validate(printed)
    assert [quotation["key"] for quotation in printed["quotations"]] == ["night-shift", "morning", "short-weight"]
    night, morning, weight = printed["quotations"]
    assert (night["source"], night["quoted_in"], night["label"], night["locator"]) == ("ovens", None, "page", "12")
    assert (morning["kind"], morning["source"], morning["speaker"]) == ("displayed", None, None)
    assert (weight["source"], weight["quoted_in"], weight["locator"]) == ("sacks", "sacks", None)


# Each of these makes the export another format: a field less, one more, one of another type.
BROKEN = {
    "a quotation without its text": lambda data: data["quotations"][0].pop("exact"),
    "a quotation in a paragraph and a note": lambda data: data["quotations"][0].update(paragraph=1, note=1),
    "a quotation nowhere": lambda data: [data["quotations"][0].pop(name, None) for name in ("paragraph", "note")],
    "an unknown field": lambda data: data["entries"][0].update(mood="ironic"),
    "a year in words": lambda data: data["quotations"][0].update(year="1921"),
    "an unknown certainty": lambda data: data["quotations"][0].update(certainty="sure"),
    "no pairs": lambda data: data.pop("pairs"),
    "another format": lambda data: data.update(format="serge-pack/2"),
}


@pytest.mark.parametrize("spoil", BROKEN.values(), ids=BROKEN.keys())
def test_the_schema_refuses_what_is_not_the_format(exported: Json, spoil: Any) -> None:
    data = json.loads(json.dumps(exported))
    Draft202012Validator(EXPORT_SCHEMA).validate(data)
    spoil(data)
    assert not Draft202012Validator(EXPORT_SCHEMA).is_valid(data)


def test_every_quotation_and_citation_stands_between_its_start_and_end(exported: Json) -> None:
    for item in (*exported["quotations"], *exported["citations"]):
        assert text_at(exported, item)[item["start"] : item["end"]] == item["exact"]


def test_prefix_and_suffix_surround_every_quotation(exported: Json) -> None:
    for item in exported["quotations"]:
        text = text_at(exported, item)
        assert item["prefix"] == text[max(0, item["start"] - CONTEXT) : item["start"]]
        assert item["suffix"] == text[item["end"] : item["end"] + CONTEXT]
        assert item["prefix"] + item["exact"] + item["suffix"] in text
        assert item["prefix"][-1:] in {"“", '"', "‘"} or item["kind"] == "displayed"


def test_everything_else_that_is_verbatim_stands_in_its_paragraph_or_note(exported: Json) -> None:
    excerpts = [part for entry in exported["entries"] for part in (*entry["passages"], *entry["rebuttals"])]
    excerpts += [part for pair in exported["pairs"] for side in ("earlier", "later", "comment") for part in pair[side]]
    for part in (*excerpts, *exported["slips"]):
        assert part["exact"] in text_at(exported, part)


def test_paragraphs_and_notes_are_the_edition_again(exported: Json) -> None:
    lines = [f"# {exported['pack']['title']}"]
    for section in exported["sections"]:
        lines.append(f"## {section}")
        paragraphs = [one for one in exported["paragraphs"] if one["section"] == section]
        assert [one["paragraph"] for one in paragraphs] == list(range(1, len(paragraphs) + 1))
        lines += [f"{'> ' if one['displayed'] else ''}{one['text']}" for one in paragraphs]
    lines += [f"[^{note['note']}]: {note['text']}" for note in exported["notes"]]
    assert "\n\n".join(lines) == (SHIPPED / "essay.md").read_text(encoding="utf-8").strip()


def test_every_key_that_is_named_is_in_the_export(exported: Json) -> None:
    keys = {name: {item["key"] for item in exported[name]} for name in ("sources", "quotations", "entries", "pairs")}
    assert all(len(keys[name]) == len(exported[name]) for name in keys)
    for quotation in exported["quotations"]:
        assert {quotation["source"], quotation["quoted_in"]} <= {*keys["sources"], None}
        assert quotation["quoted_in"] in {None, quotation["source"]}
    for citation in exported["citations"]:
        assert {cited["source"] for cited in citation["citations"]} <= keys["sources"]
    for item in (*exported["citations"], *exported["entries"]):
        assert set(item["quotations"]) <= keys["quotations"]
    for item in (*exported["citations"], *exported["pairs"]):
        assert set(item["entries"]) <= keys["entries"]
    assert all(set(entry["related"]) <= keys["entries"] for entry in exported["entries"])


# What the edition holds; a change of any of these figures is a change of the edition.
def test_the_export_holds_the_whole_edition(exported: Json) -> None:
    counts = {name: len(items) for name, items in exported.items() if isinstance(items, list)}
    assert counts == {
        "sections": 6,
        "paragraphs": 75,
        "notes": 46,
        "sources": 37,
        "quotations": 243,
        "citations": 163,
        "entries": 78,
        "pairs": 17,
        "slips": counts["slips"],
    }
    assert counts["slips"] > 60
    phrasings = [text for entry in exported["entries"] for texts in entry["phrasings"].values() for text in texts]
    assert len(phrasings) == sum(len(entry.phrasings) for entry in read_pack(SHIPPED).entries)


def test_a_pack_with_faults_is_not_exported(tmp_path: Path) -> None:
    printed = serge("export", str(write_pack(tmp_path / "bread", quotations="- key: x\n")))
    assert (printed.returncode, printed.stdout) == (1, "")
    assert "quotations.yaml:1: “exact” is missing" in printed.stderr
