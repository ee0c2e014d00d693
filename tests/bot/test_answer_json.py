"""The JSON of an answer: the published schema, and the contract that scripts rely on, key by key."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from bot.cli import main
from bot.terminal.answer_json import ANSWER_SCHEMA, answer_json
from knowledge.answer import Answer, Match, Outcome, Rung
from knowledge.library import Library
from knowledge.model import Citation
from tests.factories import make_entry, make_place, make_quotation, make_source

VALIDATOR = jsonschema.Draft202012Validator(ANSWER_SCHEMA)

ANSWER = {"id", "query", "outcome", "corrections", "matches"}
MATCH = {"kind", "key", "topic", "claim", "held_by", "score", "passages", "quotations", "rebuttals"}
EXCERPT = {"exact", "section"}
QUOTATION = {"exact", "speaker", "section", "citation"}
CITATION = {"source", "label", "locator", "quoted_in", "text"}
"""What the contract names; one of paragraph and note stands beside every section."""


def keeps_the_contract(data: dict[str, Any]) -> None:
    VALIDATOR.validate(data)
    assert set(data) - {"nearest"} == ANSWER
    assert "nearest" not in data or data["outcome"] == "none"
    for match in data["matches"]:
        assert set(match) - {"entries"} == MATCH
        for excerpt in (*match["passages"], *match["rebuttals"]):
            assert set(excerpt) - EXCERPT in ({"paragraph"}, {"note"})
        for quotation in match["quotations"]:
            assert set(quotation) - QUOTATION in ({"paragraph"}, {"note"})
            assert quotation["citation"] is None or set(quotation["citation"]) == CITATION


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(ANSWER_SCHEMA)


def test_the_published_schema_is_the_one_that_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json-schema"]) == 0
    assert json.loads(capsys.readouterr().out) == ANSWER_SCHEMA


async def test_every_entry_of_the_shipped_library_keeps_the_contract(library: Library) -> None:
    for line in await library.topics():
        data = answer_json(await library.look_up(line.topic), line.key)
        keeps_the_contract(data)
        assert (data["id"], data["query"], data["outcome"]) == (line.key, line.topic, "answer")
        assert (data["matches"][0]["key"], data["matches"][0]["score"]) == (line.key, 1.0)


# Every outcome, pages, notes and persons, and what is no question at all.
@pytest.mark.parametrize(
    "query",
    [
        "kronstadt",
        "cronstadt",
        "working class",
        "asdfgh",
        "memoirs 150",
        "memoirs 3",
        "note 29",
        "note 460",
        "aves",
        "",
        "\0\udcff",
    ],
)
async def test_whatever_is_asked_the_answer_keeps_the_contract(library: Library, query: str) -> None:
    data = answer_json(await library.look_up(query))
    keeps_the_contract(json.loads(json.dumps(data)))
    assert data["id"] is None


def test_an_answer_is_written_out_in_full() -> None:
    quotation = make_quotation("by night", place=make_place(note=3))
    entry = replace(make_entry(passage="Said.", rebuttal="Answered."), quotations=(quotation,))
    answer = Answer("nihgt", Outcome.ANSWER, (Match(entry, 0.123456, Rung.WORDS),), corrections={"nihgt": "night"})
    assert answer_json(answer, 7) == {
        "id": 7,
        "query": "nihgt",
        "outcome": "answer",
        "corrections": {"nihgt": "night"},
        "matches": [
            {
                "kind": "entry",
                "key": "night-baking",
                "topic": "Night baking",
                "claim": "Bread has to be baked at night.",
                "held_by": ["the masters"],
                "score": 0.1235,
                "passages": [{"exact": "Said.", "section": "The Ovens", "paragraph": 1}],
                "quotations": [
                    {
                        "exact": "by night",
                        "speaker": "Ada Lamp",
                        "section": "The Ovens",
                        "note": 3,
                        "citation": {
                            "source": "ovens",
                            "label": "page",
                            "locator": "12",
                            "quoted_in": None,
                            "text": "Ada Lamp, *Ovens* (London: Hearth Press, 1919), 12",
                        },
                    }
                ],
                "rebuttals": [{"exact": "Answered.", "section": "The Ovens", "paragraph": 2}],
            }
        ],
    }


def test_words_quoted_by_another_name_the_work_that_quotes_them() -> None:
    citation = Citation(make_source(), "page", "12", quoted=True)
    entry = replace(make_entry(), quotations=(make_quotation(citation=citation), make_quotation(citation=None)))
    quoted, unsourced = answer_json(Answer("x", Outcome.ANSWER, (Match(entry, 1, Rung.TOPIC),)))["matches"][0][
        "quotations"
    ]
    assert quoted["citation"]["quoted_in"] == quoted["citation"]["source"] == "ovens"
    assert quoted["citation"]["text"].startswith("Ada Lamp, quoted in Ada Lamp, ")
    assert unsourced["citation"] is None


def test_the_nearest_topics_stand_there_only_if_there_are_any() -> None:
    assert answer_json(Answer("x", Outcome.NONE, nearest=("Night baking",)))["nearest"] == ["Night baking"]
    assert "nearest" not in answer_json(Answer("x", Outcome.NONE))


# A schema that lets anything pass proves nothing.
@pytest.mark.parametrize(
    "change",
    [{"outcome": "perhaps"}, {"matches": None}, {"more": 1}, {"corrections": {"a": 1}}, {"query": None}],
    ids=["outcome", "matches", "unknown key", "corrections", "query"],
)
def test_the_schema_refuses_what_is_no_answer(change: dict[str, Any]) -> None:
    data = answer_json(Answer("x", Outcome.ANSWER, (Match(make_entry(), 1.0, Rung.TOPIC),)))
    VALIDATOR.validate(data)
    assert not VALIDATOR.is_valid(data | change)
