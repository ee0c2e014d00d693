"""An answer as JSON, for scripts and for measuring, and the schema that it keeps to."""

from __future__ import annotations

from typing import Any

from knowledge.citations.chicago import quotation_note
from knowledge.model import Answer, Citation, Match, Place, Quotation


def answer_json(answer: Answer, id_: object = None) -> dict[str, Any]:
    """The answer as the published schema describes it (``serge ask --json-schema``)."""
    data: dict[str, Any] = {
        "id": id_,
        "query": answer.query,
        "outcome": str(answer.outcome),
        "corrections": dict(answer.corrections),
        "matches": [_match(match) for match in answer.matches],
    }
    if answer.nearest:
        data["nearest"] = list(answer.nearest)
    return data


def _match(match: Match) -> dict[str, Any]:
    entry = match.entry
    return {
        "kind": "entry",
        "key": entry.key,
        "topic": entry.topic,
        "claim": entry.claim.text,
        "held_by": list(entry.claim.held_by),
        "score": round(match.score, 4),
        "passages": [{"exact": passage.exact, **_place(passage.place)} for passage in entry.passages],
        "quotations": [_quotation(quotation) for quotation in entry.quotations],
        "rebuttals": [{"exact": rebuttal.exact, **_place(rebuttal.place)} for rebuttal in entry.rebuttals],
    }


def _quotation(quotation: Quotation) -> dict[str, Any]:
    citation = quotation.citation
    return {
        "exact": quotation.exact,
        "speaker": quotation.speaker,
        **_place(quotation.place),
        "citation": _citation(citation, quotation) if citation else None,
    }


def _citation(citation: Citation, quotation: Quotation) -> dict[str, Any]:
    return {
        "source": citation.source.key,
        "label": citation.label,
        "locator": citation.locator,
        "quoted_in": citation.source.key if citation.quoted else None,
        "text": quotation_note(quotation),
    }


def _place(place: Place) -> dict[str, Any]:
    if place.note is not None:
        return {"section": place.section, "note": place.note}
    return {"section": place.section, "paragraph": place.paragraph}


def _object(properties: dict[str, Any], *optional: str, **more: Any) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
        **more,
    }


def _list(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_NUMBER = {"type": "integer", "minimum": 1}
_PLACE = {
    "section": {**_TEXT, "description": "title of the section; for a note, of the section that marks it"},
    "paragraph": {**_NUMBER, "description": "counted from 1 in its section; displayed quotations count"},
    "note": _NUMBER,
}
_ONE_PLACE = {"oneOf": [{"required": ["paragraph"]}, {"required": ["note"]}]}
_EXCERPT = _object(
    {"exact": {**_TEXT, "description": "verbatim, with the edition's *italics* and [^n]"}, **_PLACE},
    "paragraph",
    "note",
    **_ONE_PLACE,
)
_CITATION = _object(
    {
        "source": {**_TEXT, "description": "key of the cited work, on whose page the words stand"},
        "label": {**_MAYBE, "description": "CSL locator label: page, section, volume …"},
        "locator": _MAYBE,
        "quoted_in": {**_MAYBE, "description": "the same key where the work quotes another's words, else null"},
        "text": {**_TEXT, "description": "Chicago note"},
    }
)
_QUOTATION = _object(
    {
        "exact": _TEXT,
        "speaker": {**_MAYBE, "description": "who said or wrote the words"},
        **_PLACE,
        "citation": {"anyOf": [_CITATION, {"type": "null"}], "description": "null where the essay gives no source"},
    },
    "paragraph",
    "note",
    **_ONE_PLACE,
)
_MATCH = _object(
    {
        "kind": {"enum": ["entry"]},
        "key": _TEXT,
        "topic": _TEXT,
        "claim": _TEXT,
        "held_by": _list(_TEXT),
        "score": {"type": "number", "minimum": 0, "maximum": 1, "description": "how sure, 1 for a topic or alias"},
        "passages": _list(_EXCERPT),
        "quotations": _list(_QUOTATION),
        "rebuttals": _list(_EXCERPT),
    }
)

ANSWER_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Answer of serge ask --json",
    **_object(
        {
            "id": {"description": "as given in the batch file; null otherwise"},
            "query": _TEXT,
            "outcome": {"enum": ["answer", "candidates", "none"]},
            "corrections": {"type": "object", "additionalProperties": _TEXT, "description": "typed: taken"},
            "matches": _list(_MATCH, maxItems=5),
            "nearest": {**_list(_TEXT), "description": "nearest topics; only with none"},
        },
        "nearest",
    ),
}
