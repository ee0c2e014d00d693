"""An answer as JSON, for scripts and for measuring, and the schema that it keeps to."""

from __future__ import annotations

from typing import Any

from knowledge.answer import Answer, Finding, FindingKind, Match
from knowledge.explain import Explanation
from knowledge.shapes import EXCERPT, MAYBE_TEXT, QUOTATION, TEXT, a_list, an_object, excerpt_json, quotation_json


def answer_json(answer: Answer, id_: object = None, why: Explanation | None = None) -> dict[str, Any]:
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
    if why is not None:
        data["explanation"] = _explanation(why)
    return data


def _explanation(why: Explanation) -> dict[str, Any]:
    basis = why.basis
    return {
        "rung": why.rung,
        "terms": {term: round(worth, 4) for term, worth in basis.terms.items()} if basis else {},
        "unknown": list(basis.unknown) if basis else [],
        "margin": _rounded(basis.margin if basis else None),
        "on_topic": _rounded(basis.on_topic if basis else None),
        "right": _rounded(basis.right if basis else None),
        "reasons": [
            {
                "key": reason.key,
                "rung": reason.rung,
                "score": _rounded(reason.score),
                "bm25": _rounded(reason.bm25),
                "likeness": _rounded(reason.likeness),
                "field": reason.field,
                "text": reason.text,
                "shared": list(reason.shared),
            }
            for reason in why.reasons
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


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

_NUMBER = {"type": "number"}
_SHARE = {"type": ["number", "null"], "minimum": 0, "maximum": 1}

_EXPLANATION = an_object(
    {
        "rung": {**TEXT, "description": "page, note, source, person, topic, words, page or note, none"},
        "terms": {
            "type": "object",
            "additionalProperties": _NUMBER,
            "description": "stems that were looked for: what each is worth",
        },
        "unknown": {**a_list(TEXT), "description": "stems that nothing holds"},
        "margin": {**_SHARE, "description": "how far the first is before the second"},
        "on_topic": {**_SHARE, "description": "how likely the text speaks of it"},
        "right": {**_SHARE, "description": "how likely the first is right"},
        "reasons": a_list(
            an_object(
                {
                    "key": TEXT,
                    "rung": {"enum": ["topic", "words"]},
                    "score": _NUMBER,
                    "bm25": _NUMBER,
                    "likeness": _NUMBER,
                    "field": {**TEXT, "description": "where the text stands that the query is most like"},
                    "text": TEXT,
                    "shared": a_list(TEXT),
                }
            )
        ),
    }
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
            "explanation": {**_EXPLANATION, "description": "only where it was asked for, with --explain"},
        },
        "nearest",
        "explanation",
    ),
}
