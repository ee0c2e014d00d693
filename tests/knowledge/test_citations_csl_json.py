"""CSL-JSON, checked against what the standard's schema says of the fields that we write."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citations.csl_json import csl_json
from knowledge.citations.works import Cited, works
from knowledge.model import Citation, Source
from tests.citable_works import NAMES, TYPES, WORKS
from tests.factories import make_source

_TEXT = {"type": "string", "minLength": 1}
_NAME = {
    "type": "object",
    "properties": dict.fromkeys(("family", "given", "literal"), _TEXT),
    "minProperties": 1,
    "additionalProperties": False,
}
_NAMES = {"type": "array", "items": _NAME, "minItems": 1}
_PARTS = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
_DATE = {
    "type": "object",
    "properties": {"date-parts": {"type": "array", "items": _PARTS, "minItems": 1, "maxItems": 2}, "literal": _TEXT},
    "minProperties": 1,
    "additionalProperties": False,
}
_TEXTS = ("id", "title", "container-title", "collection-title", "publisher", "publisher-place", "volume", "issue")
_TEXTS += ("page", "edition", "URL", "note")
SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "type": {"enum": list(TYPES)},
            **dict.fromkeys(_TEXTS, _TEXT),
            **dict.fromkeys(("author", "editor", "translator"), _NAMES),
            **dict.fromkeys(("issued", "accessed", "original-date"), _DATE),
            "custom": {"type": "object"},
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}
"""The part of csl-data.json (CSL 1.0.2) that a pack's works use; custom is what it keeps for everything else."""


def items(*cited: Cited) -> list[dict[str, Any]]:
    """What a reader of JSON finds."""
    found = json.loads(csl_json(works(cited)))
    jsonschema.validate(found, SCHEMA)
    return found


@pytest.mark.parametrize("source", WORKS, ids=NAMES)
def test_every_work_comes_back_as_it_was_under_the_key_of_the_other_formats(source: Source) -> None:
    (item,) = items(Cited(Citation(source)))
    (work,) = works([Cited(Citation(source))])
    assert item == {**source.csl, "id": work.key}


def test_all_works_together_are_one_list_with_an_id_each() -> None:
    found = items(*(Cited(Citation(source)) for source in WORKS))
    assert len({item["id"] for item in found}) == len(WORKS)


def test_where_it_is_cited_stands_apart_from_the_works_own_fields() -> None:
    source = make_source(page="65–80")
    (item,) = items(
        Cited(Citation(source, "page", "66")),
        Cited(Citation(source, "section", "H.2", quoted=True), "Tom Rye", doubtful=True),
        Cited(Citation(source, quoted=True)),
        Cited(Citation(source)),
    )
    assert item["page"] == "65–80"
    assert item["custom"]["cited"] == [
        {"label": "page", "locator": "66"},
        {"label": "section", "locator": "H.2", "quoting": "Tom Rye", "uncertain": True},
        {"quoting": True},
    ]


def test_a_person_can_read_it_a_field_a_line() -> None:
    text = csl_json(works([Cited(Citation(make_source(title="Brot «für» jeden – ок")))]))
    assert text.startswith('[\n  {\n    "id": "lamp-1919-brot",\n')
    assert '    "title": "Brot «für» jeden – ок",\n' in text
    assert text.endswith("  }\n]\n")


def test_nothing_cited_is_an_empty_list() -> None:
    assert items() == []


@given(title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_title_comes_back_letter_for_letter(title: str) -> None:
    (item,) = items(Cited(Citation(make_source(title=title))))
    assert item["title"] == title
