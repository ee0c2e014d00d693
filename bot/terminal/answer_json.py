"""An answer as JSON, for scripts and for measuring, and the schema that it keeps to."""

from __future__ import annotations

from typing import Any

from knowledge.model import Answer, Finding, FindingKind, Match
from knowledge.shapes import EXCERPT, MAYBE_TEXT, QUOTATION, TEXT, a_list, an_object, excerpt_json, quotation_json


def answer_json(answer: Answer, id_: object = None) -> dict[str, Any]:
    """The answer as the published schema describes it (``serge ask --json-schema``)."""
    found = [_finding(answer.finding)] if answer.finding else []
    data: dict[str, Any] = {
        "id": id_,
        "query": answer.query,
        "outcome": str(answer.outcome),
        "corrections": dict(answer.corrections),
        "matches": [*found, *map(_match, answer.matches)],
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
        "passages": [excerpt_json(passage) for passage in entry.passages],
        "quotations": [quotation_json(quotation) for quotation in entry.quotations],
        "rebuttals": [excerpt_json(rebuttal) for rebuttal in entry.rebuttals],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": str(finding.kind),
        "key": finding.key,
        "topic": finding.title,
        "claim": None,
        "held_by": [],
        "score": 1.0,
        "passages": [excerpt_json(passage) for passage in finding.passages],
        "quotations": [quotation_json(quotation) for quotation in finding.quotations],
        "rebuttals": [],
        "entries": [named.key for named in finding.entries],
    }


_MATCH = an_object(
    {
        "kind": {
            "enum": ["entry", *map(str, FindingKind)],
            "description": "an entry, or what was asked for by page, source, note or person",
        },
        "key": TEXT,
        "topic": TEXT,
        "claim": {**MAYBE_TEXT, "description": "null where the match is no entry"},
        "held_by": a_list(TEXT),
        "score": {"type": "number", "minimum": 0, "maximum": 1, "description": "how sure, 1 for a topic or alias"},
        "passages": a_list(EXCERPT),
        "quotations": a_list(QUOTATION),
        "rebuttals": a_list(EXCERPT),
        "entries": {**a_list(TEXT), "description": "keys of the entries it belongs to; only where the match is none"},
    },
    "entries",
)

ANSWER_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Answer of serge ask --json",
    **an_object(
        {
            "id": {"description": "as given in the batch file; null otherwise"},
            "query": TEXT,
            "outcome": {"enum": ["answer", "candidates", "none"]},
            "corrections": {"type": "object", "additionalProperties": TEXT, "description": "typed: taken"},
            "matches": a_list(_MATCH, maxItems=5),
            "nearest": {**a_list(TEXT), "description": "nearest topics, or pages; only with none"},
        },
        "nearest",
    ),
}
